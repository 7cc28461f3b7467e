"""The newest numbers of a run as stats, what was chosen automatically and why, and its checkpoints."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.api import events
from workbench.bridge.records import is_better
from workbench.run_view.texts import RunTexts, interval
from workbench.services.language import byte_size, duration, number, percent, shown
from workbench.services.theme import HALF, SPACE
from workbench.widgets.card import Card
from workbench.widgets.stat import Stat
from workbench.widgets.text import Label
from workbench.widgets.token_flow import TokenFlow

CHECKPOINTS_SHOWN = 6
METRICS = ("bleu", "chrf", "perplexity", "accuracy", "macro_f1", "loss")  # the one that matters first
ALWAYS = ("speed", "memory", "time")


class StatsCard(Card):
    """The metrics that the run's evaluations have, the one that matters first, then speed, memory and time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("runs.stats")
        self._texts = RunTexts(self)
        self._stats = {
            "bleu": Stat("BLEU", self),
            "chrf": Stat("chrF", self),
            "perplexity": Stat(self.tr("Perplexity on validation"), self),
            "accuracy": Stat(self.tr("Accuracy on validation"), self),
            "macro_f1": Stat(self.tr("Macro-F1"), self),
            "loss": Stat(self.tr("Validation loss"), self),
            "speed": Stat(self.tr("Tokens per second"), self),
            "memory": Stat(self.tr("Memory"), self),
            "time": Stat(self.tr("Time left"), self),
        }
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)
        for place in (0, 1):
            self._grid.setColumnStretch(place, 1)
        for name, stat in self._stats.items():
            stat.setObjectName(f"runs.stat.{name}")
        self._arranged: list[str] = []
        self.body.addLayout(self._grid)
        self.clear()

    def clear(self) -> None:
        """Show dashes."""
        self._rows = 0
        self._validation: dict[str, float] = {}
        self._final: dict[str, float] = {}
        self._running = False
        self._best: dict[str, tuple[float, int]] = {}
        for stat in self._stats.values():
            stat.set_value("")
        self._arrange(("loss",))

    def _arrange(self, metrics: Collection[str]) -> None:
        """Two beside each other: the metrics that are there, in our order, then what every run has."""
        names = [name for name in self._stats if name in metrics or name in ALWAYS]
        if names == self._arranged:
            return
        self._arranged = names
        for name, stat in self._stats.items():
            self._grid.removeWidget(stat)
            stat.setVisible(name in names)
        for place, name in enumerate(names):
            self._grid.addWidget(self._stats[name], place // 2, place % 2)

    def shown_stats(self) -> list[str]:
        """The names of the numbers that are shown, in their order."""
        return list(self._arranged)

    def add(self, batch: list[events.Event]) -> None:
        """Take the next events; the newest of each kind is shown."""
        for event in batch:
            match event:
                case events.Metrics(split="validation"):
                    self._validation = dict(event.values)
                    for name, value in event.values.items():
                        if name not in self._best or is_better(name, value, self._best[name][0]):
                            self._best[name] = value, event.step
                case events.Resources():
                    self._stats["speed"].set_value(number(event.tokens_per_second))
                    self._stats["memory"].set_value(byte_size(event.device_memory or event.memory))
        self._show_validation()

    def show_result(self, result: dict[str, Any] | None) -> None:
        """The number of rows makes the interval; the final numbers stand for the last ones on the way once the run has ended."""
        final = (result or {}).get("final")
        validation = final.get("validation") if isinstance(final, dict) else None
        if not isinstance(validation, dict):
            return
        rows = validation.get("rows") or (result or {}).get("validation_rows")
        self._rows = rows if isinstance(rows, int) else 0
        self._final = {name: float(value) for name, value in validation.items() if name in METRICS and isinstance(value, int | float)}
        self._show_validation()

    def show_time(self, running: bool, seconds: float | None) -> None:
        """Seconds left of a run that goes on, seconds it took of one that has ended."""
        caption = self.tr("Time left") if running else self.tr("Time taken")
        self._stats["time"].set_caption(caption)
        self._stats["time"].set_value(duration(seconds) if seconds else "")
        if running != self._running:
            self._running = running
            self._show_validation()

    def _show_validation(self) -> None:
        values = self._validation if self._running else {**self._validation, **self._final}
        there = [name for name in METRICS if name in values]
        if not there:
            return
        self._arrange(there)
        of_tokens = "perplexity" in values
        self._stats["accuracy"].set_caption(self.tr("Tokens guessed right") if of_tokens else self.tr("Accuracy on validation"))
        for name in there:
            detail = self._detail(name, values[name]) if name == there[0] else ""
            self._stats[name].set_value(self._texts.metric(name, values[name]), detail)

    def _detail(self, name: str, value: float) -> str:
        """What stands below the metric that matters: its interval once the rows are known, else the best so far."""
        if self._rows and name == "accuracy":
            return self.tr("± {half} (95 %)").format(half=percent(interval(value, self._rows)))
        best = self._best.get(name)
        if best is not None and is_better(name, best[0], value):
            return self.tr("best {value} at step {step}").format(value=self._texts.metric(name, best[0]), step=number(best[1]))
        return self.tr("the best so far") if best is not None and self._running else ""  # while it runs a line: nothing below moves


class ListCard(Card):
    """A card of short entries: a strong line and a caption below it."""

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self._entries: dict[str, tuple[Label, Label]] = {}
        self.body.setSpacing(SPACE)
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        for entry in list(self._entries):
            self.remove(entry)
        self.hide()

    def remove(self, key: str) -> None:
        """Take an entry away."""
        for label in self._entries.pop(key):
            box = label.parentWidget()
            if box is not None:
                box.hide()
                box.deleteLater()

    def put(self, key: str, head: str, detail: str) -> None:
        """Add an entry, or replace the one of that key."""
        if key not in self._entries:
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(HALF // 2)
            self._entries[key] = Label(role="body"), Label(role="caption")
            for label in self._entries[key]:
                column.addWidget(label)
            self.body.addWidget(box)
        for label, text in zip(self._entries[key], (head, detail), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.show()

    def keys(self) -> list[str]:
        """The keys of the entries, in their order."""
        return list(self._entries)

    def texts(self) -> list[str]:
        """The strong lines."""
        return [head.text() for head, _ in self._entries.values()]


class ChoicesCard(ListCard):
    """What was chosen automatically, with the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "runs.choices", parent)
        self._texts = RunTexts(self)
        self.set_title(self.tr("Chosen for you"))

    def add(self, batch: list[events.Event]) -> None:
        """Take the next events."""
        for event in batch:
            if isinstance(event, events.Choice):
                name, value = self._texts.choice_name(event.name), self._texts.choice_value(event.name, event.value)
                head = self.tr("{name}: {value}").format(name=name, value=value)
                reason = shown(event.reason)
                self.put(event.name, head, reason[:1].upper() + reason[1:])


class CheckpointsCard(ListCard):
    """The newest checkpoints and the best one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "runs.checkpoints", parent)
        self.clear()
        self.set_title(self.tr("Checkpoints"))

    def clear(self) -> None:
        """Show nothing."""
        super().clear()
        self._saved: dict[str, events.Checkpoint] = {}
        self._there: tuple[str, ...] | None = None

    def add(self, batch: list[events.Event]) -> None:
        """Take the next events."""
        found = {event.path: event for event in batch if isinstance(event, events.Checkpoint)}
        if found:
            self._saved |= found
            self._show()

    def show_there(self, names: tuple[str, ...]) -> None:
        """Show only checkpoints whose folders are there: the older ones are pruned."""
        if names != self._there:
            self._there = names
            self._show()

    def _show(self) -> None:
        super().clear()
        kept = [event for event in self._saved.values() if self._there is None or event.path.rpartition("/")[2] in self._there]
        best = max((event.step for event in self._saved.values() if event.best), default=None)
        for event in sorted(kept, key=lambda event: -event.step)[:CHECKPOINTS_SHOWN]:
            text = self.tr("Step {step}, the best") if event.step == best else self.tr("Step {step}")
            self.put(event.path, text.format(step=number(event.step)), byte_size(event.bytes))


class SampleCard(Card):
    """One row as the model sees it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("A row as the model sees it"))
        self.setObjectName("runs.sample")
        self._tokens = TokenFlow("runs.sample.tokens")
        self._note = Label(role="caption")
        self.body.addWidget(self._tokens)
        self.body.addWidget(self._note)
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        self.hide()

    def add(self, batch: list[events.Event]) -> None:
        """Take the next events; the newest sample is shown."""
        for event in batch:
            if isinstance(event, events.Sample):
                self._tokens.show_tokens(event.tokens)
                note = self.tr("{count} tokens, {cut} cut off") if event.cut else self.tr("{count} tokens, nothing cut off")
                self._note.setText(note.format(count=number(len(event.tokens)), cut=number(event.cut)))
                self.show()
