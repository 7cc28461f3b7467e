"""Which texts a map is made of: the lines that are typed, or a column of a file, and what colours them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from engine.api import plain
from workbench.context import AppContext
from workbench.inspector_views._parts import Block
from workbench.services.dialogs import choose_file, data_filters
from workbench.services.theme import SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.inputs import ComboBox
from workbench.widgets.text import ElidedLabel, Label

SHOWN = 7  # letters of a column's name that there is always room for


class TextsBar(QWidget):
    """Begins with the project's data. Signals: changed() when other texts, another column or another pooling is wanted."""

    changed = Signal()

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.context = context
        self._file = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        choose = make_button(
            self.tr("Choose a file…"), name=f"{name}.choose", tooltip=self.tr("Choose a file with rows of text"), icon="file"
        )
        choose.clicked.connect(self._choose_file)
        self._typed = make_button(
            self.tr("Typed lines"), name=f"{name}.typed", tooltip=self.tr("Take the lines that are typed above, one text a line")
        )
        self._typed.clicked.connect(self.take_typed)
        self._shown = ElidedLabel("", "muted")
        self._shown.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = self._combo(f"{name}.column", self.tr("Text"), self.tr("The column with the texts"))
        self.label = self._combo(f"{name}.label", self.tr("Label"), self.tr("The column that colours the points"))
        self.pooling = self._combo(f"{name}.pooling", self.tr("Vector"), self.tr("What a text's vector is made of"))
        self.pooling.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, text in (("mean", self.tr("mean of tokens")), ("first", self.tr("first token")), ("last", self.tr("last token"))):
            self.pooling.addItem(text, value)
        row.addWidget(choose)
        row.addWidget(self._typed)
        row.addWidget(self._shown, 1)
        self._of_file: list[QWidget] = []
        for combo in (self.column, self.label, self.pooling):
            title = Label(combo.accessibleName(), "caption", wrap=False)
            row.addWidget(title)
            row.addWidget(combo)
            if combo is not self.pooling:
                self._of_file += [title, combo]
        self._show_source()

    def _combo(self, name: str, title: str, tooltip: str) -> ComboBox:
        combo = ComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(title)
        combo.setToolTip(tooltip)
        combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(SHOWN)
        combo.activated.connect(self._chosen)
        return combo

    # what the view asks and says

    def values(self) -> dict[str, Any]:
        """The settings of the question; columns that nobody has chosen are guessed."""
        given = {"data": self._file, "pooling": self.pooling.currentData()}
        if self._file:
            given |= {"column": self.column.currentData() or "", "label_column": self.label.currentData() or ""}
        return given

    def show_columns(self, block: Block | None) -> None:
        """Offer the columns of the file that was read, with those that were used."""
        if block is None or not self._file:
            return
        names = [row[0] for row in block["rows"]]
        used = {row[1]: row[0] for row in block["rows"] if row[1]}
        for combo, role in ((self.column, "text"), (self.label, "label")):
            combo.clear()
            for name in names:
                combo.addItem(name, name)
            combo.setCurrentIndex(combo.findData(used.get(role, "")))
        self._show_source()

    def take_project(self) -> None:
        """Begin with the data of the draft."""
        draft = self.context.draft
        if draft.source and not self._file:
            self._take(draft.source, draft.columns.get("text", ""), draft.columns.get("label", ""))

    def take(self, path: str) -> None:
        """Look at another file, with its columns guessed."""
        self._take(path, "", "")
        self.changed.emit()

    @Slot()
    def take_typed(self) -> None:
        """Look at the lines of the text."""
        self._take("", "", "")
        self.changed.emit()

    # what is done

    def _take(self, path: str, text: str, label: str) -> None:
        self._file = path
        for combo, column in ((self.column, text), (self.label, label)):
            combo.clear()
            if column:
                combo.addItem(column, column)
        self._show_source()

    def _show_source(self) -> None:
        self._shown.setText(plain(self._file) if self._file else self.tr("The lines that are typed above, one text a line"))
        self._typed.setVisible(bool(self._file))
        for widget in self._of_file:
            widget.setVisible(bool(self._file) and self.column.count() > 0)

    @Slot()
    def _choose_file(self) -> None:
        start = Path(self._file or self.context.draft.source).parent
        choose_file(self, self.tr("Choose a file with rows of text"), data_filters(), self.take, start)

    @Slot()
    def _chosen(self) -> None:
        self.changed.emit()
