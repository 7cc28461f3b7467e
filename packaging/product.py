"""The names under which Tunebench appears in packages, menus and registries of the three systems: said once, here."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NAME = "Tunebench"
ID = "tunebench"  # of the package, the desktop entry and the icon; workbench/app.py names the same to the desktop
APP_ID = "io.github.tunebench.Tunebench"  # reverse names for AppStream and macOS
PUBLISHER = "The Tunebench authors"
LICENCE = "Apache-2.0"
WINDOW, CONSOLE = "tunebench-window", "tunebench"

SUMMARY = {
    "en": "Train language models and look inside them",
    "zh_CN": "训练语言模型，并看清其内部",
}
GENERIC_NAME = {"en": "Language model workbench", "zh_CN": "语言模型工作台"}
DESCRIPTION = {
    "en": (
        (
            "Teach a language model with your own examples on your own computer: open a table or a folder of texts, fine-tune a model or "
            "start one from nothing, watch the loss as it falls, and export a checkpoint that other tools load."
        ),
        "Look inside: tokens, embeddings, attention, predictions, and what training changed. No account, no network and no GPU needed.",
    ),
    "zh_CN": (
        "在自己的电脑上用自己的例子教一个语言模型：打开表格或文本文件夹，微调一个模型或从零开始训练，看着损失下降，再导出其他工具也能加载的检查点。",
        "看清模型内部：词元、嵌入、注意力、预测，以及训练改变了什么。不需要账号、网络或 GPU。",
    ),
}
KEYWORDS = {
    "en": ("transformer", "language model", "fine-tuning", "LoRA", "training", "attention"),
    "zh_CN": ("语言模型", "微调", "训练", "注意力"),
}

# a job file is TOML; the ending of its own lets systems tell it from other TOML, which stays with the editors
JOB_MIME = "application/x-tunebench-job"
JOB_ENDING = ".tunebench"
JOB_NAME = {"en": "Tunebench job", "zh_CN": "Tunebench 任务"}

LIMIT = 180  # characters of the longest path inside the application; Windows has 259 for the whole path


def version() -> str:
    """The engine's version, read without importing it."""
    found = re.search(r'^__version__ = "([^"]+)"', (ROOT / "engine" / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found.group(1)


def homepage() -> str:
    """Where the project lives, if the build knows: TUNEBENCH_HOMEPAGE, or the repository that GitHub builds."""
    built = "/".join(os.environ.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY")).strip("/")
    return os.environ.get("TUNEBENCH_HOMEPAGE") or built


def maintainer() -> str:
    """Name and address for packages; TUNEBENCH_MAINTAINER says another."""
    return os.environ.get("TUNEBENCH_MAINTAINER") or f"{PUBLISHER} <noreply@tunebench.invalid>"


def machine() -> str:
    """The processor as archives name it: x86_64 or arm64."""
    import platform

    name = platform.machine().lower()
    return {"amd64": "x86_64", "aarch64": "arm64"}.get(name, name)


def program(name: str) -> str:
    """The executable's file name on this system."""
    return f"{name}.exe" if sys.platform == "win32" else name


def longest_path(folder: Path) -> str:
    """The longest relative path inside a folder, with forward slashes."""
    return max((file.relative_to(folder).as_posix() for file in folder.rglob("*")), key=len, default="")
