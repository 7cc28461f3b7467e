"""The design system, written down once. Everything that is seen takes its sizes and colours from here.

Grid      SPACE = 8 px between and around things, HALF = 4 px inside controls. Cards have a hairline border and a
          radius of 8 px, controls one of 6 px; there are no shadows.
Text      The system's family in four sizes, 12 (captions), 14 (everything), 18 (headings), 24 (page titles), times the
          system's text scale; regular and semibold only. Device pixels (200 % and so on) are Qt's own business.
Controls  32 px high, 40 px for table headers and rows of the rail, 20 px icons with a stroke of 1.5 px.
Colour    Neutral greys and one accent. Green, amber and red mean success, warning and error and never stand alone:
          an icon or a word always says the same. Text reaches 4.5 : 1 on every ground it stands on, edges of controls
          and lines of plots 3 : 1 (WCAG 2.2 AA; tests compute it).
Series    Seven colours per theme in the order of use, searched so that readers with full sight, protanopia and
          deuteranopia (Machado et al. 2009) tell all of them apart, the first four easily.
Motion    None is needed to understand anything; what moves, moves for less than 150 ms.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtCore import QDir, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from engine.api import RESOURCES

SPACE = 8
HALF = 4
RADIUS = 8
CONTROL_RADIUS = 6
CONTROL_HEIGHT = 32
ROW_HEIGHT = 32
ICON = 20
# FreeType makes a bold of a font that has one weight (many Chinese ones) only from 700 on; elsewhere systems have semibold
STRONG_WEIGHT = 700 if sys.platform.startswith("linux") else 600
TEXT_SIZES = {"caption": 12, "body": 14, "heading": 18, "title": 24}


@dataclass(frozen=True)
class Palette:
    """The named colours of one theme, as "#rrggbb".

    window: ground of pages; rail: ground of the rail and the status bar; surface: cards, inputs, tables; raised: menus,
    tooltips; sunken: wells, progress grooves, table headers. border is the hairline of cards, control_border the edge of
    inputs. accent fills the primary button, accent_text stands on it; link is the accent as text; *_soft are tints that
    carry normal text or their own strong colour.
    """

    name: str
    window: str
    rail: str
    surface: str
    raised: str
    sunken: str
    hover: str
    pressed: str
    border: str
    control_border: str
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    accent_soft: str
    link: str
    focus: str
    selection: str
    selection_text: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    series: tuple[str, ...]

    @property
    def dark(self) -> bool:
        """Is this the dark one?"""
        return self.name == "dark"


LIGHT = Palette(
    name="light",
    window="#f6f7f9",
    rail="#eef0f3",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#f1f3f6",
    hover="#e9ecf1",
    pressed="#dde1e8",
    border="#e0e3e9",
    control_border="#7f8693",
    text="#1b1e24",
    text_muted="#575e6a",
    text_disabled="#9aa1ac",
    accent="#3b5bdb",
    accent_hover="#3350c4",
    accent_pressed="#2b44a8",
    accent_text="#ffffff",
    accent_soft="#e5eafc",
    link="#3350c4",
    focus="#3b5bdb",
    selection="#dbe3fc",
    selection_text="#1b1e24",
    success="#1a7440",
    success_soft="#e3f4ea",
    warning="#8a5300",
    warning_soft="#fdf1dc",
    error="#bf2a2a",
    error_soft="#fdeaea",
    series=("#1f86cf", "#d0700a", "#2f9e76", "#5b2560", "#6d5410", "#3a33c8", "#5e646e"),
)

DARK = Palette(
    name="dark",
    window="#15171b",
    rail="#101215",
    surface="#1c1f25",
    raised="#23272d",
    sunken="#23272e",
    hover="#282c34",
    pressed="#31363f",
    border="#2c3038",
    control_border="#737b88",
    text="#e7e9ed",
    text_muted="#a3aab6",
    text_disabled="#666d79",
    accent="#4a66e8",
    accent_hover="#425dde",
    accent_pressed="#3a54cf",
    accent_text="#ffffff",
    accent_soft="#252d4a",
    link="#9db1ff",
    focus="#8aa2ff",
    selection="#2e3a66",
    selection_text="#f2f4f8",
    success="#5cc98a",
    success_soft="#17301f",
    warning="#e9b25a",
    warning_soft="#352911",
    error="#ff8a84",
    error_soft="#3b1d1e",
    series=("#2b88f5", "#d9763b", "#8bfbd3", "#c2438f", "#fbeba2", "#ada7ea", "#adb2ba"),
)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_current = LIGHT


def tokens() -> Palette:
    """The palette that is applied now, for controls that paint themselves."""
    return _current


def text_scale() -> float:
    """How much larger than usual the system wants text: 1.0 is usual. Device pixel ratio is not in it."""
    screen = QGuiApplication.primaryScreen()
    usual = 72.0 if QGuiApplication.platformName() == "cocoa" else 96.0
    return min(max(screen.logicalDotsPerInch() / usual, 0.75), 3.0) if screen else 1.0


def text_px(role: str) -> int:
    """The height of a text size ("caption", "body", "heading", "title") in logical pixels on this system."""
    return round(TEXT_SIZES[role] * text_scale())


def font(role: str = "body", semibold: bool = False) -> QFont:
    """The system's font in one of the four sizes."""
    made = QFont(QGuiApplication.font())
    made.setPixelSize(text_px(role))
    made.setWeight(QFont.Weight(STRONG_WEIGHT) if semibold else QFont.Weight.Normal)
    return made


class Theme(QObject):
    """Which palette holds, and putting it on the application.

    Signals: changed() after another palette was applied; pages that paint or plot redraw on it.
    """

    changed = Signal()

    def __init__(self, choice: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._applied = ""
        self.palette = self._wanted()
        hints = QGuiApplication.styleHints()
        scheme: SignalInstance = hints.colorSchemeChanged
        scheme.connect(self._system_changed)

    @property
    def choice(self) -> str:
        """ "system", "light" or "dark"."""
        return self._choice

    def set_choice(self, choice: str) -> None:
        """Choose, and apply at once."""
        self._choice = choice
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.apply(application)

    def series(self, index: int) -> QColor:
        """The colour of the index-th series of a plot; they repeat after the last."""
        return QColor(self.palette.series[index % len(self.palette.series)])

    def apply(self, application: QApplication) -> None:
        """Put style, palette, font and stylesheet on the application; again only where something changed."""
        global _current
        self._tell_system()
        self.palette = _current = self._wanted()
        stamp = f"{self.palette.name} {text_scale()}"
        if stamp == self._applied and application.styleSheet():
            return
        from workbench.services._stylesheet import stylesheet

        QDir.setSearchPaths("tunebench", [str(RESOURCES / "icons" / "ui")])
        if application.style().name() != "fusion":
            application.setStyle("Fusion")
        application.setFont(font())
        application.setPalette(qt_palette(self.palette))
        application.setStyleSheet(stylesheet(self.palette))
        first, self._applied = not self._applied, stamp
        if not first:
            self.changed.emit()

    def _wanted(self) -> Palette:
        if self._choice in ("light", "dark"):
            return DARK if self._choice == "dark" else LIGHT
        return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _tell_system(self) -> None:
        """Title bars and the system's own dialogs follow the choice too."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints = QGuiApplication.styleHints()
        if self._choice in schemes:
            hints.setColorScheme(schemes[self._choice])
        else:
            hints.unsetColorScheme()

    def _system_changed(self) -> None:
        application = QApplication.instance()
        if self._choice == "system" and self._applied and isinstance(application, QApplication):
            self.apply(application)


def qt_palette(palette: Palette) -> QPalette:
    """Qt's palette for what the stylesheet doesn't reach (item views, rubber bands, the system's dialogs)."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.surface,
        role.AlternateBase: palette.sunken,
        role.ToolTipBase: palette.raised,
        role.ToolTipText: palette.text,
        role.PlaceholderText: palette.text_muted,
        role.Text: palette.text,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.BrightText: palette.error,
        role.Light: palette.hover,
        role.Midlight: palette.hover,
        role.Mid: palette.border,
        role.Dark: palette.control_border,
        role.Shadow: palette.border,
        role.Highlight: palette.selection,
        role.HighlightedText: palette.selection_text,
        role.Link: palette.link,
        role.LinkVisited: palette.link,
        role.Accent: palette.accent,
    }
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(palette.text_disabled))
    return made
