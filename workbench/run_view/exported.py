"""What an export gave: where it lies, how large it is, how it was checked, and the code that loads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from engine.api import plain
from workbench.services.language import byte_size, number
from workbench.services.theme import SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.pictures import Picture
from workbench.widgets.text import ElidedLabel, Label


class ExportedCard(Card):
    """Hidden until there is an export."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("export.done")
        self._folder_path = ""
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(Picture("check", "success"))
        head.addWidget(Label(self.tr("Exported and checked"), "heading"), 1)
        self._folder = ElidedLabel()
        self._folder.setObjectName("export.done.folder")
        self._size = Label("", "caption")
        self._checked = Label("")
        self._checked.setObjectName("export.done.check")
        self._code = QPlainTextEdit()
        self._code.setObjectName("export.done.code")
        self._code.setProperty("role", "log")
        self._code.setReadOnly(True)
        self._code.setTabChangesFocus(True)
        self._code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._code.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it is as high as its lines
        self._code.setAccessibleName(self.tr("Python code that loads the export"))
        self._code.setToolTip(self.tr("Python code that loads the export"))
        copy = make_button(self.tr("Copy code"), name="export.done.copy", tooltip=self.tr("Copy the code"), icon="copy")
        show = make_button(self.tr("Open folder"), name="export.done.open", tooltip=self.tr("Show the files"), icon="folder")
        copy.clicked.connect(self._copy)
        show.clicked.connect(self._open)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(show)
        buttons.addWidget(copy)
        buttons.addStretch(1)
        self.body.addLayout(head)
        for widget in (self._folder, self._size, self._checked, self._code):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.hide()

    def show_export(self, result: dict[str, Any] | None) -> None:
        """Show the result of `engine export`; None hides the card."""
        self.setVisible(result is not None)
        if result is None:
            return
        self._folder_path = str(result.get("folder", ""))
        self._folder.setText(plain(self._folder_path))
        files = result.get("files")
        names = list(files) if isinstance(files, dict | list) else []
        text = self.tr("{size} in {count} files: {names}")
        self._size.setText(
            text.format(size=byte_size(float(result.get("bytes") or 0)), count=number(len(names)), names=", ".join(map(str, names)))
        )
        self._show_verification(result.get("verification"))
        code = str(result.get("snippet", "")).rstrip()
        self._code.setPlainText(code)
        lines = len(code.splitlines()) * self._code.fontMetrics().lineSpacing()
        self._code.setFixedHeight(lines + self._code.horizontalScrollBar().sizeHint().height() + 3 * SPACE)
        self._code.setVisible(bool(code))

    def _show_verification(self, found: object) -> None:
        self._checked.setVisible(isinstance(found, dict))
        if isinstance(found, dict):
            text = self.tr(
                "Loaded again by {loader}: {same} of {rows} rows gave the same first choice, "
                "the largest difference of an output is {largest}."
            )
            self._checked.setText(
                text.format(
                    loader=found.get("loaded_by", "transformers"),
                    same=number(int(found.get("same") or 0)),
                    rows=number(int(found.get("rows") or 0)),
                    largest=f"{float(found.get('largest_difference') or 0.0):.1g}",
                )
            )

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code.toPlainText())

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._folder_path))))
