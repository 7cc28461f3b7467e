"""The words for a run: its state, the line that says where it stands, and how metrics are written."""

from __future__ import annotations

import math

from PySide6.QtCore import QDateTime, QObject

from engine.api import TASKS, discover, events, task_roles
from workbench.bridge.jobs import LiveJob
from workbench.bridge.records import RunRecord
from workbench.services.language import duration, number, percent, short_number, shown, shown_text

SHARES = ("accuracy", "f1", "precision", "recall")  # metrics that are shares of 1, by the end of their names
OF_TENS = ("perplexity", "bleu", "chrf")  # metrics that go to a hundred and beyond

# palette roles of the dots; the word always stands beside it
STATE_ROLES = {
    "new": "text_muted",
    "running": "link",
    "paused": "warning",
    "completed": "success",
    "stopped": "success",
    "failed": "error",
    "interrupted": "warning",
}


class RunTexts(QObject):
    """Stateless; an object only because translations belong to one."""

    def state(self, state: str) -> str:
        """The word for a state."""
        words = {
            "new": self.tr("not started"),
            "running": self.tr("running"),
            "paused": self.tr("paused"),
            "completed": self.tr("done"),
            "stopped": self.tr("stopped"),
            "failed": self.tr("failed"),
            "interrupted": self.tr("interrupted"),
        }
        return words.get(state, state)

    def progress(self, record: RunRecord) -> str:
        """120 of 405, in steps."""
        if not record.total:
            return number(record.step) if record.step else "–"
        return self.tr("{step} of {total}").format(step=number(record.step), total=number(record.total))

    def headline(self, record: RunRecord, live: LiveJob | None = None) -> str:
        """running · step 120 of 405 · 1 min 40 s left; before the first step: running · tokenizing 37 %."""
        parts = [self.state(record.state)]
        if record.step:
            text = self.tr("step {step} of {total}") if record.total else self.tr("step {step}")
            parts.append(text.format(step=number(record.step), total=number(record.total)))
        elif live is not None and live.phase and record.state == "running":
            parts.append(self._beginning(live))
        left = live.seconds_left if live is not None else None
        if record.state == "running" and left is not None and math.isfinite(left):
            parts.append(self.tr("{time} left").format(time=duration(left)))
        elif record.state not in ("running", "paused", "new") and record.seconds:
            parts.append(duration(record.seconds))
        return " · ".join(parts)

    def _beginning(self, live: LiveJob) -> str:
        """The phase before the first step, and how far it is where that is known."""
        phase = self.phase(live.phase)
        if live.unit == "percent":
            return self.tr("{phase} {share}").format(phase=phase, share=percent(live.counted / 100))
        if live.unit == "characters":
            return self.tr("{phase}, {count} characters read").format(phase=phase, count=short_number(live.counted))
        return phase

    def phase(self, name: str) -> str:
        """The word for a phase."""
        words = {
            "reading": self.tr("reading the data"),
            "loading": self.tr("loading the model"),
            "tokenizing": self.tr("tokenizing"),
            "training": self.tr("training"),
            "evaluating": self.tr("evaluating"),
            "saving": self.tr("saving"),
            "tokenizer": self.tr("training the tokenizer"),
            "features": self.tr("asking the frozen body"),
            "writing": self.tr("writing texts to compare"),
            "paused": self.tr("paused"),
        }
        return words.get(name, name)

    def choice_name(self, name: str) -> str:
        """What was chosen, from a choice's name: "data.columns.text", "learning rate"."""
        if name.startswith("data.columns."):
            role = name.removeprefix("data.columns.")
            titles = {role.name: shown(role.title) for task in discover(TASKS) for role in task_roles(task)}
            return self.tr("Column of the {role}").format(role=titles.get(role, role).lower())
        names = {
            "data.validation": self.tr("Validation rows"),
            "data.test": self.tr("Test rows"),
            "data.encoding": self.tr("Encoding"),
            "data.delimiter": self.tr("Delimiter"),
            "device": self.tr("Device"),
            "precision": self.tr("Precision"),
            "threads": self.tr("Threads"),
            "attention": self.tr("Attention"),
            "optimizer": self.tr("Optimizer"),
            "learning rate": self.tr("Learning rate"),
            "maximum length": self.tr("Maximum length"),
            "epochs": self.tr("Epochs"),
            "head start": self.tr("Head start"),
        }
        plain = shown_text(name.replace("_", " ").replace(".", " "))
        return names.get(name) or plain[:1].upper() + plain[1:]

    def choice_value(self, name: str, value: str) -> str:
        """What was taken: words are translated, figures and the data's own names stay as they are."""
        return shown_text(value) if name in events.CHOSEN_WORDS else value

    def metric_name(self, name: str) -> str:
        """A metric's name as people write it; names that are unknown stay as they are."""
        names = {
            "accuracy": self.tr("accuracy"),
            "macro_f1": self.tr("macro-F1"),
            "loss": self.tr("loss"),
            "perplexity": self.tr("perplexity"),
            "bleu": "BLEU",
            "chrf": "chrF",
            "f1": "F1",
        }
        return names.get(name, name.replace("_", " "))

    def metric(self, name: str, value: float) -> str:
        """94.2 % for shares, one digit for scores of 100 and for perplexities, three digits for others."""
        return percent(value) if name.endswith(SHARES) else number(value, 1 if name in OF_TENS else 3)

    def best(self, record: RunRecord) -> str:
        """The best metric of a run with its name, "" where none is known."""
        if record.best is None:
            return ""
        name, value = record.best
        return self.tr("{metric} {value}").format(metric=self.metric_name(name), value=self.metric(name, value))


def interval(share: float, rows: int) -> float:
    """Half the width of the 95 % interval of a share of so many rows (Wilson 1927)."""
    z = 1.96
    return z / (1 + z * z / rows) * math.sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows))


def clock(seconds: float) -> str:
    """The time of day, for logs."""
    return QDateTime.fromSecsSinceEpoch(int(seconds)).time().toString("HH:mm:ss")
