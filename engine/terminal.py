"""What the command line shows: text in the user's language, tables, and a run's progress as it happens."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from engine import events
from engine.errors import JobError, UserError
from engine.messages import Message, language, t, translate


def tell(message: Message) -> str:
    """A message in the user's language."""
    return translate(message, language())


output = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(value: Any) -> None:
    """One line of JSON on stdout; numbers that are none become strings."""
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, allow_nan=False) + "\n")
    sys.stdout.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value - value != 0.0:
        return str(value)
    return value


def show_error(error: UserError, as_json: bool) -> None:
    """A user's mistake: one paragraph on stderr, or an object on stdout."""
    if not as_json:
        errors.print(error.text(language()), style="bold red" if errors.is_terminal else None, markup=False)
        return
    table: dict[str, Any] = {"code": error.code, "title": error.title, "detail": error.detail, "hint": error.hint}
    if isinstance(error, JobError):
        table["problems"] = [{"path": item.path, "message": item.message, "hint": item.hint} for item in error.problems]
    print_json({"error": table})


def show_table(headers: list[str], rows: list[list[str]], right: tuple[int, ...] = (), whole: tuple[int, ...] = ()) -> None:
    """A plain table; columns in `right` are right-aligned, those in `whole` are never folded, so that they can be copied."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, header in enumerate(headers):
        least = max((cell_len(row[place]) for row in rows), default=0) if place in whole else None
        table.add_column(header, justify="right" if place in right else "left", overflow="fold", min_width=least)
    for row in rows:
        table.add_row(*row)
    output.print(table)


def size(count: float) -> str:
    """Bytes as people read them."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def duration(seconds: float) -> str:
    """Seconds as minutes and seconds, or hours."""
    whole = round(seconds)
    if whole < 60:
        return t("{seconds} s").format(seconds=whole)
    if whole < 3600:
        return t("{minutes} min {seconds:02d} s").format(minutes=whole // 60, seconds=whole % 60)
    return t("{hours} h {minutes:02d} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)


class RunView:
    """Shows a run's events in the terminal: phases, choices, a progress bar with the loss, evaluations."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=32),
            MofNCompleteColumn(),
            TextColumn("{task.fields[loss]}"),
            TimeRemainingColumn(),
            console=output,
            transient=True,
        )
        self._task: TaskID | None = None
        self._unit = ""  # what the bar counts
        self.error: events.Error | None = None

    def __enter__(self) -> RunView:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def show(self, event: events.Event) -> None:
        """Show one event."""
        match event:
            case events.Phase(name=name) if name not in ("training", "evaluating"):
                output.print(tell(event.text), style="dim", markup=False)
            case events.Choice():
                value = t(event.value) if event.name in events.CHOSEN_WORDS else event.value
                line = t("{name}: {value} ({reason})")
                name, reason = t(events.CHOICE_TITLES.get(event.name, event.name)), tell(event.reason).rstrip(".。")
                output.print("  " + line.format(name=name, value=value, reason=reason), style="dim", markup=False)
            case events.Notice():
                style = "yellow" if event.level == "warning" else "dim"
                output.print("  " + " ".join(part for part in (tell(event.title), tell(event.detail)) if part), style=style, markup=False)
            case events.Progress():
                self._progress(event)
            case events.Metrics(split="train"):
                if self._task is not None and self._unit == "steps":
                    self._bar.update(self._task, loss=t("loss {loss:.3f}").format(loss=event.values["loss"]))
            case events.Metrics():
                numbers = "  ".join(f"{t(name)} {value:.4f}" for name, value in event.values.items())
                output.print(t("step {step:>5}  {split}: ").format(step=event.step, split=t(event.split)) + numbers, markup=False)
            case events.Error():
                self.error = event

    def _progress(self, event: events.Progress) -> None:
        """One bar at a time: for the steps, before them for what is read and tokenized (whose end may not be known)."""
        if self._unit != event.unit:
            if self._task is not None:
                self._bar.remove_task(self._task)
            words = {"steps": t("Training"), "percent": t("Tokenizing"), "characters": t("Characters read")}
            self._unit, self._task = event.unit, self._bar.add_task(words.get(event.unit, event.unit), total=event.total or None, loss="")
            self._bar.start()
        if self._task is not None:
            self._bar.update(self._task, completed=event.done)
