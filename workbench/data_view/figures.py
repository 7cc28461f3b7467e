"""Two small charts of the rows: how many have each label, and how long their texts are."""

from __future__ import annotations

from engine.api import Report
from workbench.services.language import number
from workbench.services.theme import SPACE
from workbench.widgets.bars import CountBars, Histogram
from workbench.widgets.card import Card
from workbench.widgets.text import Label


class LabelsCard(Card):
    """Rows of each label."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Labels"))
        self._count = Label(role="caption", wrap=False)
        self.header.addWidget(self._count)
        self._bars = CountBars("data.labels")
        self._empty = Label(role="muted")
        self.body.addWidget(self._bars)
        self.body.addWidget(self._empty)

    def show_report(self, report: Report | None) -> None:
        """Show the labels of checked rows, or that they are not counted yet."""
        labels = report.labels if report else ()
        self._bars.setVisible(bool(labels))
        self._empty.setVisible(not labels)
        self._empty.setText(self.tr("No label column is chosen.") if report else self.tr("Labels are counted when all rows are read."))
        self._bars.show_counts(labels)
        self._count.setText(self.tr("{count} different").format(count=number(len(labels))) if labels else "")


class LengthsCard(Card):
    """A histogram of the texts' lengths in characters."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Lengths"))
        self._words = Label(role="caption", wrap=False)
        self.header.addWidget(self._words)
        self._bins = Histogram("data.lengths")
        self._bins.setFixedHeight(9 * SPACE)
        self._empty = Label(self.tr("Lengths are counted when all rows are read."), "muted")
        self.body.addWidget(self._bins)
        self.body.addWidget(self._empty)

    def show_report(self, report: Report | None) -> None:
        """Show the lengths of checked rows."""
        counted = report is not None and bool(report.lengths.counts)
        self._bins.setVisible(counted)
        self._words.setVisible(counted)
        self._empty.setVisible(not counted)
        if report is None or not counted:
            return
        self._bins.show_bins(report.lengths.edges, report.lengths.counts, longest=report.longest)
        text = self.tr("characters; {average} on average, at most {longest}")
        self._words.setText(text.format(average=number(report.average_length), longest=number(report.longest)))
