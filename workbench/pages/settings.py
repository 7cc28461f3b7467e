"""Settings: what is chosen once. Everything applies at once; there is nothing to confirm."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Slot, qVersion
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QWidget

from engine.api import __version__
from workbench.context import AppContext
from workbench.pages._page import Page
from workbench.services.language import byte_size, number
from workbench.services.theme import SPACE
from workbench.settings_view.devices import DevicesCard
from workbench.settings_view.storage import StorageCard
from workbench.widgets.buttons import Segments
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.setting_row import SettingRow
from workbench.widgets.text import Label

PACKAGES = ("torch", "transformers", "peft")


class SettingsPage(Page):
    """The last page."""

    name = "settings"
    icon = "settings"
    order = 90

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        columns = Columns()
        left, right = columns.columns
        left.addWidget(self._appearance())
        left.addWidget(self._network())
        left.addStretch(1)
        right.addWidget(self._machine())
        right.addWidget(self._about())
        right.addStretch(1)
        self.content.addWidget(columns)
        self.devices = DevicesCard(context)
        self.content.addWidget(self.devices)
        self.storage = StorageCard(context)
        self.content.addWidget(self.storage)
        self.content.addStretch(1)
        context.settings.changed.connect(self._setting_changed)
        context.hub.machine_changed.connect(self._show_machine)
        self._show_machine()

    def heading(self) -> tuple[str, str]:
        """What this page is for."""
        return self.tr("Settings"), self.tr("How Tunebench looks and where it keeps things. Every change applies at once.")

    def shown(self) -> None:
        """Look which engines there are and how big everything is, each time the page comes to the front."""
        self.devices.look()
        self.storage.look()

    def leave(self) -> None:
        """End what the page has begun."""
        self.devices.leave()
        self.storage.leave()

    # cards

    def _appearance(self) -> Card:
        card = Card(self.tr("Appearance"))
        settings = self.context.settings
        self._theme = Segments(
            [
                ("system", self.tr("System"), self.tr("Light or dark as the system is")),
                ("light", self.tr("Light"), self.tr("Always light")),
                ("dark", self.tr("Dark"), self.tr("Always dark")),
            ],
            name="settings.theme",
        )
        self._theme.choose(settings.theme)
        self._theme.group.idClicked.connect(self._theme_chosen)
        self._language = Segments(
            [
                ("system", self.tr("System"), self.tr("The system's language")),
                ("en", "English", "English"),
                ("zh", "中文", "中文"),
            ],
            name="settings.language",
        )
        self._language.choose(settings.language)
        self._language.group.idClicked.connect(self._language_chosen)
        card.body.addWidget(SettingRow(self.tr("Theme"), self.tr("The colours of the window."), self._theme))
        card.body.addWidget(_line())
        spoken = self.tr("The language of the window and of the engine's messages.")
        card.body.addWidget(SettingRow(self.tr("Language"), spoken, self._language))
        return card

    def _network(self) -> Card:
        card = Card(self.tr("Network"))
        self._allow = QCheckBox(self.tr("Allow"))
        self._allow.setObjectName("settings.network")
        self._allow.setAccessibleName(self.tr("Allow fetching models from the Hugging Face hub"))
        self._allow.setToolTip(self.tr("Off: Tunebench never connects to anything"))
        self._allow.setChecked(self.context.settings.allow_network)
        self._allow.toggled.connect(self._network_chosen)
        why = self.tr("Only to fetch a base model that you name by its hub id. Your data is never sent anywhere.")
        card.body.addWidget(SettingRow(self.tr("Fetch models from the Hugging Face hub"), why, self._allow))
        return card

    def _machine(self) -> Card:
        card = Card(self.tr("This computer"))
        self._facts = _Facts([self.tr("Processor"), self.tr("Jobs run on"), self.tr("Number format"), self.tr("Memory")])
        card.body.addWidget(self._facts)
        return card

    def _about(self) -> Card:
        card = Card(self.tr("About"))
        facts = _Facts(["Tunebench", "Python", "Qt", *PACKAGES, self.tr("Licence")])
        values = [__version__, platform.python_version(), qVersion(), *(_version(name) for name in PACKAGES), "Apache-2.0"]
        facts.show_values(values)
        card.body.addWidget(facts)
        card.body.addWidget(Label(self.tr("Everything is computed on this machine."), "caption"))
        return card

    # what changes

    @Slot()
    def _show_machine(self) -> None:
        machine = self.context.hub.machine
        processor, memory = platform.machine(), ""
        if machine.cores:
            processor = self.tr("{name}, {count} cores").format(name=processor, count=number(machine.cores))
        if machine.total:
            memory = self.tr("{used} of {total} in use").format(used=byte_size(machine.used), total=byte_size(machine.total))
        devices = {"cpu": self.tr("the processor"), "cuda": self.tr("an NVIDIA GPU"), "mps": self.tr("the Apple GPU")}
        self._facts.show_values([processor, devices.get(machine.device, machine.device), machine.precision, memory])

    @Slot(str)
    def _setting_changed(self, key: str) -> None:
        settings = self.context.settings
        if key == "theme":
            self._theme.choose(settings.theme)
        elif key == "allow_network":
            self._allow.setChecked(settings.allow_network)

    @Slot()
    def _theme_chosen(self) -> None:
        self.context.settings.theme = self._theme.value()

    @Slot()
    def _language_chosen(self) -> None:
        self.context.settings.language = self._language.value()

    @Slot(bool)
    def _network_chosen(self, allowed: bool) -> None:
        self.context.settings.allow_network = allowed


class _Facts(QWidget):
    """Names and values in two columns."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        self._values = [Label("—", wrap=False) for _ in names]
        for row, (name, value) in enumerate(zip(names, self._values, strict=True)):
            grid.addWidget(Label(name, "muted", wrap=False), row, 0)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)

    def show_values(self, values: list[str]) -> None:
        """Show the values; a dash for what is not known."""
        for label, value in zip(self._values, values, strict=True):
            label.setText(value or "—")


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line


def _version(package: str) -> str:
    """The installed version, read from metadata: torch itself is never loaded here."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


PAGE = SettingsPage
