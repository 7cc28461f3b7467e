"""`--self-check FILE`: the window's program looks at itself and writes what it found as JSON. `tunebench doctor` asks for it.

It needs no display; what a screen needs on Linux is found by loading Qt's plug-ins for it as the system would.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QTranslator, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImageReader

from engine.api import RESOURCES


def main(arguments: Sequence[str]) -> int:
    """Look and write; 0, or 2 where no file was named."""
    if len(arguments) != 1:
        return 2
    application = QGuiApplication.instance() or QGuiApplication(["tunebench"])
    Path(arguments[0]).write_text(json.dumps(look(), ensure_ascii=False), encoding="utf-8")
    del application
    return 0


def look() -> dict[str, Any]:
    """Qt's version, the pages, the views with a drawing of their own, image formats, the translation, platforms, Chinese fonts."""
    from workbench.inspector_views._walk import discover_views
    from workbench.pages import discover_pages

    translator = QTranslator()
    loaded = translator.load("tunebench_zh", str(RESOURCES / "translations"))
    return {
        "qt": qVersion(),
        "pages": [page.name for page in discover_pages()],
        "views": [entry["name"] for entry, view in discover_views() if not view.__module__.endswith("_general")],
        "images": [bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()],
        "translated": loaded and bool(translator.translate("SettingsPage", "Settings")),
        "platforms": {_name(file): _trouble(file) for file in _platform_files()},
        "fonts": QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese),
    }


def _platform_files() -> list[Path]:
    """The plug-ins for screens."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    return sorted(file for file in folder.glob("*") if file.suffix in (".so", ".dll", ".dylib"))


def _name(file: Path) -> str:
    """ "xcb" for libqxcb.so, "windows" for qwindows.dll."""
    return file.stem.removeprefix("lib").removeprefix("q")


def _trouble(file: Path) -> str:
    """Why the system can't load a plug-in (a missing library, by its name), "" where it can."""
    if not sys.platform.startswith("linux"):  # Windows and macOS bring all that is needed
        return ""
    try:
        ctypes.CDLL(str(file))
    except OSError as error:
        return str(error)
    return ""
