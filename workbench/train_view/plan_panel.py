"""What a job would do, as the engine's plan tells it: numbers, lengths, one row as the model sees it, what to know before."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.api import Message
from workbench.bridge.tools import ToolFailure
from workbench.services.language import byte_size, duration, number, percent, short_number, shown
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.bars import Histogram
from workbench.widgets.card import Card
from workbench.widgets.progress import ProgressRow
from workbench.widgets.stat import Stat
from workbench.widgets.text import Label
from workbench.widgets.token_flow import TokenFlow


class PlanPanel(QWidget):
    """Shows a plan, that one is being made, or why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train.plan")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        self.busy = ProgressRow("train.plan.busy")
        self.problem = Banner("train.plan.problem")
        self._numbers = _NumbersCard()
        self._sample = _SampleCard()
        self._lengths = _LengthsCard()
        self._findings = QVBoxLayout()
        self._findings.setSpacing(SPACE)
        column.addWidget(self.busy)
        column.addWidget(self.problem)
        column.addWidget(self._numbers)
        column.addLayout(self._findings)
        column.addWidget(self._sample)
        column.addWidget(self._lengths)

    def show_busy(self) -> None:
        """A plan is being made; the old one stays in view, and nothing moves for that."""
        if self._numbers.is_empty():
            self.busy.busy(self.tr("Looking at data and model…"))
        else:
            self._numbers.show_note(self.tr("looking again…"))

    def show_problem(self, failure: ToolFailure) -> None:
        """Why there is no plan."""
        self.finish()
        self.problem.tell("error", failure.text)
        self._clear_findings()

    def show_plan(self, plan: dict[str, Any]) -> None:
        """Show a plan."""
        self.finish()
        self.problem.clear()
        self._numbers.show_plan(plan)
        self._sample.show_sample(plan["sample"])
        self._lengths.show_lengths(plan["tokens"])
        self._clear_findings()
        for place, finding in enumerate(plan["findings"]):
            banner = Banner(f"train.finding.{place}")
            texts = (shown(Message.model_validate(finding[part])) for part in ("title", "detail"))
            banner.tell("info", " ".join(text for text in texts if text))
            self._findings.addWidget(banner)
        estimate = plan["estimate"]
        if not estimate["fits"]:
            text = self.tr(
                "This job would need about {needed} of memory, and {available} are free. Take fewer rows at a time or cut texts shorter."
            )
            self.problem.tell(
                "warning",
                text.format(needed=byte_size(estimate["memory"]), available=byte_size(estimate["memory_available"])),
            )

    def finish(self) -> None:
        """No plan is being made any more."""
        self.busy.finish()
        self._numbers.show_note("")

    def _clear_findings(self) -> None:
        while self._findings.count():
            item = self._findings.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class _NumbersCard(Card):
    """Rows, trained weights, memory and time."""

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("PlanPanel", "What will happen"))
        self.setObjectName("train.numbers")
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        self._rows = Stat(self.tr("Rows to learn from"))
        self._trained = Stat(self.tr("Trained weights"))
        self._time = Stat(self.tr("Time, about"))
        self._memory = Stat(self.tr("Memory, about"))
        for place, stat in enumerate((self._rows, self._trained, self._time, self._memory)):
            grid.addWidget(stat, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        self.body.addLayout(grid)
        self._note = Label(role="caption")
        self.body.addWidget(self._note)
        self._aside = Label(role="caption", wrap=False)
        self.header.addWidget(self._aside)

    def is_empty(self) -> bool:
        """Was no plan shown yet?"""
        return not self._note.text()

    def show_note(self, text: str) -> None:
        """Say something beside the title."""
        self._aside.setText(text)

    def show_plan(self, plan: dict[str, Any]) -> None:
        """Show a plan's numbers."""
        rows, trained, estimate, model = plan["rows"], plan["trained"], plan["estimate"], plan["model"]
        kept = self.tr("{count} kept back to measure").format(count=number(rows["validation"]))
        self._rows.set_value(number(rows["train"]), kept)
        share = self.tr("{share} of {total}").format(share=percent(trained["share"]), total=short_number(model["parameters"]))
        self._trained.set_value(short_number(trained["parameters"]), share)
        self._time.set_value(duration(estimate["seconds"]), self.tr("{steps} steps").format(steps=number(estimate["steps"])))
        self._memory.set_value(byte_size(estimate["memory"]), self.tr("{free} free").format(free=byte_size(estimate["memory_available"])))
        source = shown(Message.model_validate(estimate["speed_source"]))
        notes = [self.tr("The time: {source}").format(source=source)]
        for choice in plan["choices"]:
            text = {
                "epochs": self.tr("{value} epochs: {reason}"),
                "learning rate": self.tr("Learning rate {value} where none is given: {reason}"),
            }.get(choice["name"])
            if text:
                notes.append(text.format(value=choice["value"], reason=shown(Message.model_validate(choice["reason"]))))
        self._note.setText("\n".join(notes))


class _SampleCard(Card):
    """One row as the model will see it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("train.sample")
        self._tokens = TokenFlow("train.sample.tokens")
        self._note = Label(role="caption")
        self.body.addWidget(self._tokens)
        self.body.addWidget(self._note)
        self.hide()

    def show_sample(self, sample: dict[str, Any]) -> None:
        """Show a row's tokens and what is cut off; of a tokenizer that has still to be trained there is nothing to show."""
        if not sample["tokens"]:
            self.hide()
            return
        cut = sample["cut"]  # the tokens themselves, or how many there are
        lost = cut if isinstance(cut, int) else len(cut)
        self.set_title(self.tr("Row {row} as the model will see it").format(row=number(sample["row"])))
        self._tokens.show_tokens(sample["tokens"], () if isinstance(cut, int) else cut)
        count = number(len(sample["tokens"]))
        if lost:
            self._note.setText(self.tr("{count} tokens; {cut} more are cut off").format(count=count, cut=number(lost)))
        else:
            self._note.setText(self.tr("{count} tokens, nothing cut off").format(count=count))
        self.show()


class _LengthsCard(Card):
    """How long the texts are in tokens, and where they are cut."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Lengths in tokens"))
        self.setObjectName("train.lengths")
        self._histogram = Histogram("train.lengths.histogram")
        self._histogram.setAccessibleName(self.tr("Number of rows by length in tokens"))
        self._note = Label(role="caption")
        self.body.addWidget(self._histogram)
        self.body.addWidget(self._note)
        self.hide()

    def show_lengths(self, lengths: dict[str, Any]) -> None:
        """Show the histogram, with the cut as a marker."""
        limit = lengths["max_length"]
        self._histogram.show_bins(lengths["edges"], lengths["counts"], limit if limit < lengths["longest"] else None)
        if lengths["cut"]:
            text = self.tr("{cut} of {rows} texts are longer than {limit} tokens and are cut; the longest has {longest}.")
        else:
            text = self.tr("No text is cut: the longest has {longest} tokens, the limit is {limit}.")
        values = {name: number(lengths[name]) for name in ("cut", "rows", "longest")}
        self._note.setText(text.format(limit=number(limit), **values))
        self.show()
