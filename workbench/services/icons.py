"""Icons of one family: SVG files of 20 px with one stroke of 1.5 px in currentColor, coloured by the theme when loaded."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engine.api import RESOURCES
from workbench.services.theme import ICON, tokens

FOLDER = RESOURCES / "icons"
_RATIOS = (1.0, 2.0, 3.0)


def icon_names() -> list[str]:
    """The names of all icons."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


def icon(name: str, role: str = "text", gap: int = 0) -> QIcon:
    """The icon in the colour of a palette role ("text", "text_muted", "accent", "accent_text", "error" ...) of the theme of now.

    gap: empty logical pixels at its right, because Qt puts a button's text too close to its icon. After a theme change
    the icon has to be asked for again; the controls in workbench.widgets do that themselves.
    """
    palette = tokens()
    return _icon(name, str(getattr(palette, role)), palette.text_disabled, gap)


@cache
def _icon(name: str, colour: str, disabled: str, gap: int) -> QIcon:
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(_pixmap(name, colour, ICON, ratio, gap), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, colour, ICON, ratio, gap), QIcon.Mode.Selected)
        made.addPixmap(_pixmap(name, disabled, ICON, ratio, gap), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, role: str = "text", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """The icon as a pixmap of `size` logical pixels for a screen of that device pixel ratio."""
    return _pixmap(name, str(getattr(tokens(), role)), size, ratio)


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    made = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, colour).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawn = (FOLDER / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    return QSvgRenderer(QByteArray(drawn))


def window_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap("logo", "#ffffff", size, 1.0))
    return made
