"""What goes into the frozen application and what stays out: plug-ins by the registry's own walk, the text models of transformers.

Read by tunebench.spec, by the hooks and by the tests. Sizes and proofs: /work/shared/packaging.md, and README's figures.
"""

from __future__ import annotations

import importlib.util
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.doctor import PACKAGES, WINDOW_PACKAGES  # noqa: E402

# packages whose modules are found by a walk at run time, and which program walks them
WALKED = {
    "engine": ("engine.tasks", "engine.methods", "engine.exporters", "engine.inspectors"),
    "window": ("workbench.pages", "workbench.inspector_views", "engine.tasks", "engine.methods", "engine.exporters", "engine.inspectors"),
}
# heavy packages that only the engine's processes load; the window asks them
ENGINE_ONLY = (
    *("torch", "transformers", "peft", "accelerate", "tokenizers", "huggingface_hub", "sacrebleu", "lxml", "sympy"),
    *("arro3", "python_calamine", "charset_normalizer", "networkx", "jinja2", "yaml", "regex", "typer", "rich", "hf_xet", "engine.cli"),
)
WINDOW_ONLY = ("PySide6", "shiboken6", "pyqtgraph", "workbench")
# of the development environment, or optional parts of libraries that nothing here uses
NEVER = (
    *("scipy", "sklearn", "matplotlib", "IPython", "tkinter", "_tkinter", "pytest", "_pytest", "hypothesis", "mypy", "ruff", "xlsxwriter"),
    *(
        "lxml.objectify",
        "lxml.isoschematron",
        "lxml.html",
        "lxml.cssselect",
        "hf_xet",
        "PyInstaller",
        "setuptools",
        "pip",
        "wheel",
        "pkg_resources",
        "torch.test",
        "torch.testing._internal.opinfo",
        "tensorboard",
        "onnx",
    ),
    *(
        "pyarrow",
        "numpy.f2py",
        "numpy.testing",
        "numpy.tests",
    ),
    *("pyqtgraph.opengl", "pyqtgraph.examples", "OpenGL", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtDesigner"),
)
# distributions whose metadata libraries look up by name as they are imported, and those that doctor looks for
METADATA = sorted(
    {
        *(
            "accelerate",
            "filelock",
            "httpcore2",
            "httpx2",
            "huggingface_hub",
            "jinja2",
            "numpy",
            "packaging",
            "pyyaml",
            "regex",
            "safetensors",
        ),
        *("tokenizers", "torch", "tqdm", "tunebench", *PACKAGES, *WINDOW_PACKAGES),
    }
)
# the architectures of text models that are carried; what these import of each other comes along
ARCHITECTURES = (
    *("auto", "bert", "roberta", "xlm_roberta", "distilbert", "albert", "electra", "deberta", "deberta_v2", "camembert", "mpnet", "xlnet"),
    *("modernbert", "roformer", "convbert", "ernie", "nystromformer", "longformer", "big_bird", "bert_generation", "rembert", "mobilebert"),
    *("gpt2", "gpt_neo", "gpt_neox", "gptj", "opt", "bloom", "codegen", "llama", "mistral", "mixtral", "qwen2", "qwen3", "gemma", "gemma2"),
    *("phi", "phi3", "falcon", "stablelm", "olmo", "olmo2", "cohere", "granite", "smollm3", "starcoder2", "biogpt"),
    *("bart", "mbart", "marian", "pegasus", "t5", "mt5", "umt5", "longt5", "m2m_100", "encoder_decoder", "blenderbot", "prophetnet"),
)
# parts of Qt that no widget of ours shows
QT_OUT = re.compile(
    r"PySide6/Qt/(translations/(?!qtbase_zh_CN)|qml|plugins/(platforms/libq(eglfs|linuxfb|vnc|vkkhrdisplay|minimalegl)|generic|"
    r"egldeviceintegrations|imageformats/libq(tiff|webp|icns|tga|wbmp|pdf)|platformthemes/libqgtk3|tls|networkinformation|sqldrivers|"
    r"multimedia|qmltooling|designer)|lib/libQt6(Quick|Qml|Designer|Network|Pdf|Sql|Help|UiTools|VirtualKeyboard|ShaderTools|Labs))"
)
TORCH_OUT = re.compile(
    r"^torch/(include|share|test|bin/(?!torch_shm_manager$)|lib/(libtorchbind_test|libjitbackend_test|libbackend_with_compiler|"
    r"libaoti_custom_ops|.*\.(a|lib)$))"
)
# Linux: libraries that belong to the system, because Mesa, fonts and input methods there have to fit them
HOST = re.compile(
    r"^(libstdc\+\+|libgcc_s|libX11|libX11-xcb|libxcb|libXau|libXdmcp|libXext|libGL|libEGL|libGLX|libGLdispatch|libOpenGL|libdrm|libgbm|"
    r"libglib|libgobject|libgio|libgmodule|libgthread|libdbus|libfontconfig|libfreetype|libpcre|libffi\.so\.8|libmount|libblkid|libselinux|"
    r"libsystemd|libgtk|libgdk|libcairo|libpango|libatk|libharfbuzz|libwayland|libgssapi|libkrb5|libk5crypto|libcom_err|libkeyutils|"
    r"libexpat|libbrotli|libpng16|libz)(-[\w.]+)?\.so"
)
KEPT_XCB = re.compile(r"^libxcb-(cursor|icccm|image|keysyms|render-util|util|xkb|xinerama|render|shape|randr|shm|sync|xfixes)\.so")


def plugins(program: str) -> list[str]:
    """Dotted names of the modules that a program finds by walking, helpers with an underscore included."""
    found = []
    for package in WALKED[program]:
        root = importlib.util.find_spec(package)
        assert root is not None and root.submodule_search_locations
        found += [package, *(f"{package}.{info.name}" for info in pkgutil.iter_modules(root.submodule_search_locations))]
    return found


def package_folder(name: str) -> Path:
    """Where an installed package lies."""
    found = importlib.util.find_spec(name)
    assert found is not None and found.submodule_search_locations
    return Path(next(iter(found.submodule_search_locations)))


@cache
def model_folders() -> frozenset[str]:
    """The folders of transformers.models that are carried: ARCHITECTURES and everything that these import of each other."""
    root = package_folder("transformers") / "models"
    wanted, waiting = set(), [name for name in ARCHITECTURES if (root / name).is_dir()]
    while waiting:
        name = waiting.pop()
        if name in wanted:
            continue
        wanted.add(name)
        for file in (root / name).glob("*.py"):
            if not file.name.startswith("convert_") and name != "auto":
                waiting += [found for found in _imports(file) if (root / found).is_dir()]
    return frozenset(wanted)


def _imports(file: Path) -> Iterator[str]:
    """Other model folders that a module imports from, outside of blocks for type checkers."""
    text = re.sub(r"\nif TYPE_CHECKING:\n(    .*\n|\n)+", "\n", file.read_text(encoding="utf-8"))
    for found in re.finditer(r"^\s*from (?:\.\.|transformers\.models\.)(\w+)", text, re.MULTILINE):
        yield found.group(1)


def left_out_models() -> list[str]:
    """Dotted names of the model packages that are not carried."""
    root = package_folder("transformers") / "models"
    names = [path.name for path in root.iterdir() if path.is_dir() and not path.name.startswith("__")]
    return [f"transformers.models.{name}" for name in sorted(names) if name not in model_folders()]


def carried(destination: str) -> bool:
    """Does a file with this place in the application belong there?"""
    place = destination.replace("\\", "/")
    name = place.rpartition("/")[2]
    if QT_OUT.search(place) or TORCH_OUT.search(place):
        return False
    if place.startswith("transformers/models/"):
        folder = place.split("/")[2]
        inside = "/" in place.removeprefix("transformers/models/")
        return not inside or (folder in model_folders() and not name.startswith("convert_"))
    if re.search(r"(^|/)(tests?|testing/_internal)/", place) and not place.startswith("torch/testing/_internal"):
        return False
    if sys.platform.startswith("linux") and HOST.match(name) and not KEPT_XCB.match(name):
        return False
    return not place.endswith((".pyi", ".pxd", ".pyx", ".c", ".cpp", ".cuh", ".cmake"))
