"""What a person can do from the keyboard and the command palette, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from workbench.context import AppContext
from workbench.services.dialogs import choose_file, data_filters


@dataclass(frozen=True)
class Action:
    """One action; `shortcut` in Qt's portable spelling ("" for none), `icon` from the family."""

    id: str
    title: str
    menu: str
    callback: Callable[[], object]
    shortcut: str = ""
    icon: str = ""


class Frame(Protocol):
    """What actions need of the window."""

    def close(self) -> bool:
        """End."""

    def press_primary(self) -> None:
        """Press the page's primary button."""

    def open_palette(self) -> None:
        """Show the command palette."""

    def take_file(self, path: str) -> None:
        """Make a file the draft's data and show it."""


class Actions(QObject):
    """The window's actions besides going to pages, and what those of them do that need no page."""

    def __init__(self, context: AppContext, frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._frame = frame
        self._window = parent

    def all(self) -> list[Action]:
        """The actions in the order of menus and palette."""
        file, view, help_menu = self.tr("File"), self.tr("View"), self.tr("Help")
        return [
            Action("open", self.tr("Open data…"), file, self.open_data, "Ctrl+O", "folder"),
            Action("sample", self.tr("Try the sample"), file, self.open_sample, "", "sample"),
            Action("primary", self.tr("Do the page's main action"), file, self._frame.press_primary, "Ctrl+Return", "arrow-right"),
            Action("quit", self.tr("Quit"), file, self._frame.close, "Ctrl+Q", "close"),
            Action("palette", self.tr("Search actions…"), view, self._frame.open_palette, "Ctrl+K", "search"),
            Action("theme.system", self.tr("Theme: as the system"), view, self.use_system_theme, "", "monitor"),
            Action("theme.light", self.tr("Theme: light"), view, self.use_light_theme, "", "sun"),
            Action("theme.dark", self.tr("Theme: dark"), view, self.use_dark_theme, "", "moon"),
            Action("language.en", self.tr("Language: English"), view, self.use_english, "", "globe"),
            Action("language.zh", self.tr("Language: 中文"), view, self.use_chinese, "", "globe"),
            Action("help", self.tr("Explain the focused control"), help_menu, self.explain_focus, "F1", "info"),
        ]

    @Slot()
    def open_data(self) -> None:
        """Choose a data file."""
        choose_file(self._window, self.tr("Open data"), data_filters(), self._frame.take_file, self._context.settings.recent_folder)

    @Slot()
    def open_sample(self) -> None:
        """Go back to the sample project, ready to start."""
        self._context.draft.take_sample()
        self._context.navigate.emit("train")

    @Slot()
    def use_system_theme(self) -> None:
        """Follow the system's light or dark."""
        self._context.settings.theme = "system"

    @Slot()
    def use_light_theme(self) -> None:
        """Always light."""
        self._context.settings.theme = "light"

    @Slot()
    def use_dark_theme(self) -> None:
        """Always dark."""
        self._context.settings.theme = "dark"

    @Slot()
    def use_english(self) -> None:
        """Speak English."""
        self._context.settings.language = "en"

    @Slot()
    def use_chinese(self) -> None:
        """Speak Chinese."""
        self._context.settings.language = "zh"

    @Slot()
    def explain_focus(self) -> None:
        """Show the tooltip of the control that has the keyboard; again takes it away."""
        control = QApplication.focusWidget()
        if QToolTip.isVisible():
            QToolTip.hideText()
        elif control is not None and control.toolTip():
            QToolTip.showText(control.mapToGlobal(QPoint(0, control.height())), control.toolTip(), control)
        else:
            self._context.notified.emit("info", self.tr("Go to a control with the Tab key; F1 then explains it."))
