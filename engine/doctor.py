"""Does everything that the program needs work here? Versions, plug-ins, starters, devices, folders."""

from __future__ import annotations

import os
import platform
import shutil
from importlib import metadata
from typing import Any

import psutil

from engine import __version__
from engine.errors import UserError
from engine.messages import Message, plain, say, t
from engine.models.facts import model_facts
from engine.models.starters import STARTERS
from engine.paths import RESOURCES, home, runs_root
from engine.registry import discover, modules
from engine.specs.job import METHODS, TASKS
from engine.terminal import output, show_table, size, tell

PACKAGES = (
    "torch",
    "transformers",
    "tokenizers",
    "peft",
    "safetensors",
    "numpy",
    "sacrebleu",
    "pyarrow",
    "pydantic",
    "PySide6-Essentials",
)


def examine() -> dict[str, Any]:
    """Every check with its outcome; "healthy" is true when none failed."""
    checks: list[dict[str, Any]] = []

    def check(name: str, good: bool, found: str, remedy: Message | None = None) -> None:
        checks.append({"name": name, "good": good, "found": found, "remedy": None if good or remedy is None else remedy})

    for package in PACKAGES:
        try:
            check(package, True, metadata.version(package))
        except metadata.PackageNotFoundError:
            check(package, False, t("missing"), say("Install it again: python3 dev.py setup."))
    for kind in (TASKS, METHODS, "engine.exporters"):
        found = discover(kind)
        check(kind, bool(found), ", ".join(found), say("The installation is incomplete."))
        check(f"{kind} modules", bool(modules(kind)), str(len(modules(kind))))
    for name in STARTERS:
        try:
            facts = model_facts(f"starter:{name}")
            check(f"starter:{name}", True, f"{facts.title}, {facts.parameters:,}")
        except UserError as error:
            check(f"starter:{name}", False, tell(error.title), error.hint)
    check(t("Chinese translation"), (RESOURCES / "translations" / "engine_zh.json").is_file(), "engine_zh.json")
    for label, folder in ((t("data folder"), home()), (t("runs folder"), runs_root())):
        good, text = _writable(folder)
        check(label, good, text, say("Choose another folder in Settings, or set TUNEBENCH_HOME."))
    device = _device()
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "device": device,
        "cores": psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        "memory": psutil.virtual_memory().total,
        "checks": checks,
        "healthy": all(entry["good"] for entry in checks),
    }


def _writable(folder: Any) -> tuple[bool, str]:
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if not os.access(place, os.W_OK):
        return False, plain(folder)
    return True, f"{plain(folder)} ({size(shutil.disk_usage(place).free)} {t('free')})"


def _device() -> dict[str, str]:
    """The device that "auto" means here, and its reason, as the training would choose it."""
    from engine.specs.hardware import HardwareSpec
    from engine.training.precision import choose_compute

    try:
        compute = choose_compute(HardwareSpec())
    except (ImportError, OSError) as error:  # without torch, or with a broken one; its own check says what to do
        return {"name": t("missing"), "precision": "", "threads": "", "reason": (str(error).splitlines() or [""])[0]}
    reasons = {name: tell(reason) for name, _, reason in compute.choices}
    return {"name": compute.device, "precision": compute.precision, "threads": str(compute.threads), "reason": reasons["precision"]}


def show(table: dict[str, Any]) -> None:
    """The examination as a table."""
    output.print(f"Tunebench {table['version']}, Python {table['python']}, {table['system']}", style="bold", markup=False)
    device = table["device"]
    text = f"{device['name']}, {device['precision']}, {device['threads']} {t('threads')} ({device['reason']})"
    rows = [[t("ok") if entry["good"] else t("FAILED"), entry["name"], entry["found"]] for entry in table["checks"]]
    show_table(["", "", ""], [*rows, [t("ok"), t("device"), text]])
    for entry in table["checks"]:
        if entry["remedy"]:
            output.print(f"{entry['name']}: {tell(entry['remedy'])}", style="red", markup=False)
