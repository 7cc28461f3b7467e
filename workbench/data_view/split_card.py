"""Which rows are learned from and which are kept back: a share of the rows or a file of its own, with the numbers it makes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QWidget

from engine.api import Report, plain, split_sizes
from workbench.services.dialogs import choose_file, data_filters
from workbench.services.language import number, percent
from workbench.services.theme import SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.inputs import SpinBox
from workbench.widgets.text import ElidedLabel, Label

LEAST, MOST = 1, 50  # percent that may be kept back


class SplitCard(Card):
    """Signals: validation_chosen(fraction or path), test_chosen(fraction or None)."""

    validation_chosen = Signal(object)
    test_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Rows kept back to measure"))
        self._fraction = 0.1
        self._way = make_button("", name="data.validation.way", tooltip="", flat=True)
        self._way.setProperty("density", "small")
        self._way.clicked.connect(self._change_way)
        self.header.addWidget(self._way)
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(self._share_row(), 1)
        row.addWidget(self._file_row(), 1)
        row.addLayout(self._test_row())
        self.body.addLayout(row)
        self._numbers = Label(role="muted")
        self.body.addWidget(self._numbers)

    def _share_row(self) -> QWidget:
        self._share = QWidget()
        row = QHBoxLayout(self._share)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(LEAST, MOST)
        self._slider.setObjectName("data.validation.slider")
        self._spin = self._percent(
            "data.validation.share", self.tr("Validation share"), self.tr("Share of the rows that are kept back to measure while training")
        )
        self._slider.setAccessibleName(self._spin.accessibleName())
        self._slider.setToolTip(self._spin.toolTip())
        self._slider.valueChanged.connect(self._share_moved)
        self._spin.valueChanged.connect(self._share_moved)
        row.addWidget(self._slider, 1)
        row.addWidget(self._spin)
        return self._share

    def _file_row(self) -> QWidget:
        self._file = QWidget()
        row = QHBoxLayout(self._file)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self._path = ElidedLabel(role="body")
        change = make_button(
            self.tr("Change…"), name="data.validation.file", tooltip=self.tr("Choose another file to measure on"), flat=True
        )
        change.clicked.connect(self._pick)
        row.addWidget(self._path, 1)
        row.addWidget(change)
        return self._file

    def _test_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._test = QCheckBox(self.tr("and for a final test"))
        self._test.setObjectName("data.test")
        self._test.setAccessibleName(self.tr("Keep rows for a final test"))
        self._test.setToolTip(self.tr("Rows that training never looks at, measured once at its end"))
        self._test_spin = self._percent("data.test.share", self.tr("Test share"), self.tr("Share of the rows that are kept for the test"))
        self._test.clicked.connect(self._test_changed)
        self._test_spin.setValue(10)
        self._test_spin.valueChanged.connect(self._test_changed)
        row.addWidget(self._test)
        row.addWidget(self._test_spin)
        return row

    @staticmethod
    def _percent(name: str, title: str, tooltip: str) -> SpinBox:
        spin = SpinBox()
        spin.setRange(LEAST, MOST)
        spin.setSuffix(" %")
        spin.setObjectName(name)
        spin.setAccessibleName(title)
        spin.setToolTip(tooltip)
        spin.setFixedWidth(88)
        return spin

    def show_split(self, validation: float | str, test: float | str | None, report: Report | None, corpus: bool = False) -> None:
        """Show the draft's choice, and what it makes of the rows once they are counted; a corpus is divided by its length."""
        share = not isinstance(validation, str)
        self._way.setText(self.tr("Use a file instead…") if share else self.tr("Use a share instead"))
        self._way.setAccessibleName(self._way.text())
        self._way.setToolTip(self.tr("Measure on the rows of another file") if share else self.tr("Keep some of these rows back"))
        self._share.setVisible(share)
        self._file.setVisible(not share)
        if isinstance(validation, str):
            self._path.setText(plain(Path(validation)))
        else:
            self._fraction = validation
            self._set_quietly(self._slider, round(validation * 100))
            self._set_quietly(self._spin, round(validation * 100))
        self._test.setChecked(test is not None)
        self._test_spin.setVisible(isinstance(test, float))
        if isinstance(test, float):
            self._set_quietly(self._test_spin, round(test * 100))
        self._numbers.setText(self._corpus_sentence(validation, test) if corpus else self._sentence(validation, test, report))

    def _corpus_sentence(self, validation: float | str, test: float | str | None) -> str:
        held = (0.0 if isinstance(validation, str) else validation) + (test if isinstance(test, float) else 0.0)
        if held >= 1:
            return self.tr("Validation and test together take all rows; make one of them smaller.")
        if not held:
            return self.tr("All of the text is learned from.")
        return self.tr("About {share} of the text is kept back, in whole lines or paragraphs.").format(share=percent(held))

    def _sentence(self, validation: float | str, test: float | str | None, report: Report | None) -> str:
        if report is None or not report.usable:
            return self.tr("The numbers appear when all rows are read.")
        fraction = None if isinstance(validation, str) else validation
        tested = test if isinstance(test, float) else None
        if (fraction or 0.0) + (tested or 0.0) >= 1:
            return self.tr("Validation and test together take all rows; make one of them smaller.")
        counts = [count for _, count in report.labels] or [report.usable]
        learned, measured, kept = (number(count) for count in split_sizes(counts, fraction, tested))
        names = {"learned": learned, "measured": measured, "tested": kept}
        if fraction is None and tested is None:
            return self.tr("All {learned} rows are learned from.").format(**names)
        if len(report.labels) < 2:
            text = self.tr("{learned} rows to learn from, {measured} to measure on, {tested} for the test.")
            if fraction is None:
                text = self.tr("{learned} rows to learn from, {tested} for the test.")
            elif tested is None:
                text = self.tr("{learned} rows to learn from, {measured} to measure on.")
            return text.format(**names)
        text = self.tr("{learned} rows to learn from, {measured} to measure on, {tested} for the test, each label in equal shares.")
        if fraction is None:
            text = self.tr("{learned} rows to learn from, {tested} for the test, each label in equal shares.")
        elif tested is None:
            text = self.tr("{learned} rows to learn from, {measured} to measure on, each label in equal shares.")
        return text.format(**names)

    @staticmethod
    def _set_quietly(editor: QSlider | SpinBox, value: int) -> None:
        editor.blockSignals(True)
        editor.setValue(value)
        editor.blockSignals(False)

    # slots

    @Slot()
    def _change_way(self) -> None:
        if self._share.isHidden():
            self.validation_chosen.emit(self._fraction)
        else:
            self._pick()

    @Slot()
    def _pick(self) -> None:
        choose_file(self, self.tr("Choose a file to measure on"), data_filters(), self._picked)

    def _picked(self, path: str) -> None:
        self.validation_chosen.emit(path)

    @Slot(int)
    def _share_moved(self, percent: int) -> None:
        self.validation_chosen.emit(percent / 100)

    @Slot()
    def _test_changed(self) -> None:
        self.test_chosen.emit(self._test_spin.value() / 100 if self._test.isChecked() else None)
