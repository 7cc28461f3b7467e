"""What was learned: one sentence, the scores of each label, and which labels are taken for each other."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QWidget

from engine.api import Message
from workbench.item_models.scores import ScoresModel
from workbench.run_view.confusion import ConfusionMatrix
from workbench.services.language import number, shown
from workbench.services.theme import HALF, SPACE, font
from workbench.widgets.card import Card
from workbench.widgets.table import Table
from workbench.widgets.text import Label

ROWS_SHOWN = 10
WIDE = 640  # px of the card from which on they have
BESIDE = 4  # labels up to which table and matrix have room beside each other


class ResultCard(Card):
    """Hidden until there is a result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("What was learned"))
        self.setObjectName("runs.result")
        self._sentence = Label("", "heading")
        self._sentence.setObjectName("runs.result.sentence")
        self._note = Label("", "muted")
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._note)
        self._scores = ScoresModel(self)
        self._table = Table("runs.result.scores")
        self._table.setModel(self._scores)
        self._table.setProperty("role", "plain")
        self._table.setAccessibleName(self.tr("Scores of each label"))
        self._table.setToolTip(self.tr("Scores of each label on the validation rows"))
        self._table.setSelectionMode(Table.SelectionMode.NoSelection)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._confusion = ConfusionMatrix("runs.result.confusion")
        self._details = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._details)
        self._row.setContentsMargins(0, SPACE, 0, 0)
        self._row.setSpacing(3 * SPACE)
        self._row.addWidget(self._table, 3, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._confusion, 2, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._details)
        self.hide()

    def show_result(self, result: dict[str, Any] | None) -> None:
        """Show the content of result.json; None hides the card."""
        self.setVisible(result is not None)
        if result is None:
            return
        self._sentence.setText(_sentence(result) or self.tr("The run ended; its result has no sentence."))
        final = _table_at(result, "final")
        validation = _table_at(final, "test") or _table_at(final, "validation")
        held_out = bool(_table_at(final, "test"))
        rows = validation.get("rows") or result.get("test_rows" if held_out else "validation_rows")
        text = ""
        if isinstance(rows, int) and rows > 0:
            text = (
                self.tr("Measured on {rows} test rows that took no part in training.")
                if held_out
                else self.tr("Measured on {rows} validation rows that took no part in training.")
            )
        self._note.setText("\n".join(part for part in (text.format(rows=rows), self._kept(result)) if part))
        self._note.setVisible(bool(self._note.text()))
        scores = [entry for entry in validation.get("per_class") or [] if isinstance(entry, dict)]
        self._show_scores(scores)
        labels, counts = validation.get("labels"), validation.get("confusion")
        square = isinstance(labels, list) and isinstance(counts, list) and len(labels) == len(counts)
        if square and labels and counts:
            self._confusion.show_counts([str(label) for label in labels], counts)
        self._confusion.setVisible(bool(square and labels))
        self._details.setVisible(bool(scores or (square and labels)))

    def _kept(self, result: dict[str, Any]) -> str:
        """Which step's weights the model has, where it isn't the last one's."""
        step, last = _table_at(result, "best").get("step"), result.get("step")
        if not isinstance(step, int) or step == last:
            return ""
        return self.tr("The model is the one of step {step}, the best on the validation rows.").format(step=number(step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Table and matrix beside each other, where both have room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self._scores.rowCount() <= BESIDE and self.width() >= WIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def sentence(self) -> str:
        """The sentence that is shown."""
        return self._sentence.text()

    def _show_scores(self, scores: list[dict[str, Any]]) -> None:
        self._scores.show_scores(scores)
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        metrics = QFontMetrics(font("caption", semibold=True))
        for column in range(1, self._scores.columnCount()):
            name = str(self._scores.headerData(column, Qt.Orientation.Horizontal))
            header.resizeSection(column, max(metrics.horizontalAdvance(name) + 3 * SPACE, 8 * SPACE + HALF))
        heights = self._table.verticalHeader().defaultSectionSize() * min(len(scores), ROWS_SHOWN)
        self._table.setFixedHeight(heights + header.sizeHint().height() + 4)
        self._arrange()
        self._table.setVisible(bool(scores))


def _table_at(table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _sentence(result: dict[str, Any]) -> str:
    with suppress(ValidationError, KeyError, IndexError, ValueError):
        return shown(Message.model_validate(result.get("sentence")))
    return str(result.get("sentence") or "")
