"""The icon family is one family."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from workbench.context import AppContext
from workbench.services.icons import FOLDER, icon_names, pixmap

NEEDED = [
    "home",
    "data",
    "model",
    "train",
    "runs",
    "export",
    "settings",
    "inspect",
    "play",
    "stop",
    "pause",
    "resume",
    "check",
    "warning",
    "error",
    "info",
    "close",
    "chevron-down",
    "chevron-right",
    "chevron-up",
    "folder",
    "file",
    "table",
    "chip",
    "memory",
    "search",
    "plus",
    "trash",
    "copy",
    "download",
    "upload",
    "refresh",
    "sun",
    "moon",
    "globe",
    "arrow-right",
    "external",
    "more",
    "dot",
    "logo",
]


def test_that_every_needed_icon_is_there() -> None:
    assert not set(NEEDED) - set(icon_names())


@pytest.mark.parametrize("name", [name for name in icon_names() if name != "logo"])
def test_that_an_icon_keeps_to_the_family(name: str) -> None:
    root = ET.fromstring((FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    wanted = {"viewBox": "0 0 20 20", "stroke": "currentColor", "stroke-width": "1.5", "stroke-linecap": "round"}
    assert {key: root.get(key) for key in wanted} == wanted
    assert {part.get("fill") for part in root} <= {None, "currentColor"}


@pytest.mark.parametrize("name", icon_names())
def test_that_an_icon_paints_something(name: str, qapp: QApplication) -> None:
    image = pixmap(name).toImage()
    assert any(image.pixelColor(x, y).alpha() > 100 for x in range(20) for y in range(20))


def test_that_an_icon_takes_the_colour_of_the_theme(context: AppContext) -> None:
    centres = []
    for theme in ("light", "dark"):
        context.theme.set_choice(theme)
        centres.append(pixmap("dot", "error").toImage().pixelColor(10, 10))
        assert centres[-1] == QColor(context.theme.palette.error)
    assert centres[0] != centres[1]
