"""What a new engine is to be: for which device, and where its packages come from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.api import plain
from workbench.services.dialogs import choose_folder
from workbench.services.theme import SPACE
from workbench.widgets.buttons import Segments, make_button
from workbench.widgets.inputs import ComboBox
from workbench.widgets.setting_row import SettingRow
from workbench.widgets.text import Label


class NewEngine(QWidget):
    """A small form below the list of engines; hidden until it is asked for.

    Signals: wanted(variant, folder of wheels or "") when it is to be made. Nothing is fetched before that.
    """

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings.devices.panel")
        self._lines: dict[str, str] = {}
        self._folder = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._variant = ComboBox()
        self._variant.setObjectName("settings.devices.variant")
        self._variant.setAccessibleName(self.tr("What the new engine is for"))
        self._variant.setToolTip(self.tr("CUDA 13.0 needs an NVIDIA driver of 580 or newer"))
        self._variant.currentIndexChanged.connect(self._show)
        self._source = Segments(
            [
                ("online", self.tr("Online"), self.tr("Fetch the packages now, from pypi.org and download.pytorch.org")),
                ("folder", self.tr("Folder"), self.tr("Take the packages from a folder, without a network")),
            ],
            name="settings.devices.source",
        )
        self._source.choose("online")
        self._source.group.idClicked.connect(self._show)
        about = self.tr("Choose the folder that holds the packages")
        self._choose = make_button(self.tr("Choose…"), name="settings.devices.folder", tooltip=about, flat=True)
        self._choose.clicked.connect(self._ask_folder)
        about = self.tr("Copy the command that fetches the packages elsewhere")
        self._copy = make_button(self.tr("Copy command"), name="settings.devices.copy", tooltip=about, flat=True)
        self._copy.clicked.connect(self._copy_line)
        self._make = make_button(self.tr("Make"), name="settings.devices.start", tooltip=self.tr("Make the engine now"), primary=True)
        self._make.clicked.connect(self._want)
        why = self.tr("Choose the older CUDA if your driver is older.")
        column.addWidget(SettingRow(self.tr("For"), why, self._variant))
        column.addWidget(SettingRow(self.tr("Packages"), self.tr("About 3 GB for a GPU, on the disk about 7 GB."), self._source))
        self._words = Label("", "caption")
        self._words.setObjectName("settings.devices.words")
        column.addWidget(self._words)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        for button in (self._choose, self._copy):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self._make)
        column.addLayout(line)
        self._show()
        self.hide()

    def offer(self, titles: dict[str, str], lines: dict[str, str]) -> None:
        """Offer these variants; lines: the command that fetches the packages of each."""
        self._lines = lines
        if self._variant.count() == 0:
            for name, title in titles.items():
                self._variant.addItem(title, name)

    @Slot(str)
    def take_folder(self, path: str) -> None:
        """Take the packages from a folder."""
        self._folder = path
        self._source.choose("folder")
        self._show()

    def _ask_folder(self) -> None:
        start = Path(self._folder) if self._folder else None
        choose_folder(self, self.tr("The folder with the packages"), start, self.take_folder)

    @Slot()
    def _show(self, _index: int = 0) -> None:
        folder = self._source.value() == "folder"
        self._choose.setVisible(folder)
        self._copy.setVisible(folder)
        self._make.setEnabled(not folder or bool(self._folder))
        if not folder:
            self._words.setText(self.tr("The packages are fetched from pypi.org and download.pytorch.org when you press Make."))
        elif self._folder:
            self._words.setText(self.tr("The packages are taken from {folder}; nothing is fetched.").format(folder=plain(self._folder)))
        else:
            text = self.tr(
                "Fetch them on a computer of the same kind that has a network (Copy command), bring the folder here and choose it."
            )
            self._words.setText(text)

    @Slot()
    def _copy_line(self) -> None:
        QGuiApplication.clipboard().setText(self._lines.get(str(self._variant.currentData()), ""))

    @Slot()
    def _want(self) -> None:
        folder = self._folder if self._source.value() == "folder" else ""
        self.wanted.emit(str(self._variant.currentData()), folder)
