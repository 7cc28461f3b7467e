"""The job that is being prepared. Data, Model and Train write into it, and it makes the job that is run."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from engine.api import Job, NewModelSpec, parse_job, samples, task_roles

SAMPLE = "reviews_en.csv"
STARTER = "starter:encoder"
_KEPT = (
    *("source", "encoding", "delimiter", "columns", "validation", "test"),
    *("base", "new", "network", "task", "method", "title", "sections", "watch", "seed"),
)

_OF_THE_SOURCE = ("info", "columns", "encoding", "delimiter", "title")  # forgotten with the file they belong to
T = TypeVar("T")


class _Value(Generic[T]):
    """An attribute that is kept in the draft's table and tells of its changes."""

    def __set_name__(self, owner: type[Draft], name: str) -> None:
        self.name = name

    def __get__(self, draft: Draft, owner: type[Draft]) -> T:
        value: T = draft._values[self.name]
        return value

    def __set__(self, draft: Draft, value: T) -> None:
        draft.set(self.name, value)


class Draft(QObject):
    """A job in the making; starts on the sample project.

    Each attribute is set with set(name, value) or plain assignment. source: path of the data file or folder ("" for
    none); encoding, delimiter: "auto" or what the user chose; columns: {role: column}; validation, test: a fraction, a
    path, or None; base: as in the job's [model]; new: the values of [model.new] where the model starts from nothing (base is
    then kept for later), else None; network: may a hub id be fetched; sections: {"training": {...},
    "hardware": {...}, "method": {...}, "task": {...}} with the values that differ from the defaults; watch: the job's
    [watch], empty where no snapshots are taken; seed: the job's, which only a job file sets; info: the reading's result, None until
    there is one.

    Signals: changed(name of the attribute).
    """

    changed = Signal(str)

    source = _Value[str]()
    encoding = _Value[str]()
    delimiter = _Value[str]()
    columns = _Value[dict[str, str]]()
    validation = _Value[float | str]()
    test = _Value[float | str | None]()
    base = _Value[str]()
    new = _Value[dict[str, Any] | None]()
    network = _Value[bool]()
    task = _Value[str]()
    method = _Value[str]()
    title = _Value[str]()
    sections = _Value[dict[str, dict[str, Any]]]()
    watch = _Value[dict[str, Any]]()
    seed = _Value[int]()
    info = _Value[Any]()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, Any] = _fresh()

    def set(self, name: str, value: Any) -> None:
        """Set an attribute and tell, unless it has that value already."""
        old = self._values[name]
        if old is value or (name != "info" and old == value):
            return
        self._values[name] = value
        if name == "source":
            self._values.update({key: _fresh()[key] for key in _OF_THE_SOURCE})
        if name == "base":
            self.set("new", None)
        self.changed.emit(name)

    def set_column(self, role: str, column: str | None) -> None:
        """Let a column play a role (None: no column does)."""
        columns = {key: value for key, value in self.columns.items() if key != role}
        if column is not None:
            columns[role] = column
        self.set("columns", columns)

    def set_section(self, section: str, values: dict[str, Any]) -> None:
        """The values of a section's form."""
        self.set("sections", {**self.sections, section: dict(values)})

    def take_sample(self) -> None:
        """Go back to the sample project."""
        for name, value in _fresh().items():
            self.set(name, value)

    def take_job(self, job: Job) -> None:
        """Become the draft of a job, as it was read from a file."""
        parts = {"training": job.training, "hardware": job.hardware, "method": job.method, "task": job.task}
        sections = {name: part.model_dump(mode="json", exclude_defaults=True) for name, part in parts.items()}
        for name in ("method", "task"):
            sections[name].pop("type", None)
        data, model = job.data, job.model
        values = _fresh() | {
            "source": data.train,
            "encoding": data.encoding,
            "delimiter": data.delimiter,
            "columns": dict(data.columns),
            "validation": data.validation,
            "test": data.test,
            "base": model.base or STARTER,
            "network": model.network,
            "new": model.new.model_dump(mode="json", exclude_none=True) if model.new is not None else None,
            "task": job.task.type,
            "method": job.method.type,
            "title": job.title,
            "seed": job.seed,
            "sections": sections,
            "watch": job.watch.model_dump(mode="json", exclude_defaults=True),
        }
        for name, value in values.items():  # the source and the base first: others are forgotten with them
            self.set(name, value)

    def table(self) -> dict[str, Any]:
        """The job as a table, ready for a file."""
        data: dict[str, Any] = {"train": self.source, "validation": self.validation, "columns": self._columns()}
        data |= {name: self._values[name] for name in ("encoding", "delimiter") if self._values[name] != "auto"}
        if self.test is not None:
            data["test"] = self.test
        made: dict[str, Any] = {
            "title": self.title,
            "data": data,
            "model": {"new": dict(self.new)} if self.new is not None else {"base": self.base, "network": self.network},
            "task": {"type": self.task, **self.sections.get("task", {})},
            "method": {"type": self.method, **self.sections.get("method", {})},
        }
        for section in ("training", "hardware"):
            if self.sections.get(section):
                made[section] = dict(self.sections[section])
        if self.watch:
            made["watch"] = dict(self.watch)
        if self.seed:
            made["seed"] = self.seed
        return made

    def _columns(self) -> dict[str, str]:
        """The columns of the task's own roles; another task may have left others."""
        roles = {role.name for role in task_roles(self.task)}
        return {role: column for role, column in self.columns.items() if role in roles}

    def job(self) -> Job:
        """The job. Raises JobError with one problem per wrong field."""
        return parse_job(self.table())

    def saved(self) -> dict[str, Any]:
        """What the next start needs to go on here."""
        return {name: self._values[name] for name in _KEPT}

    def restore(self, table: dict[str, Any]) -> None:
        """Take up what saved() gave, if its data file is still there; entries of another type than ours are passed over."""
        fresh = _fresh()
        if table.get("source") and not Path(table["source"]).exists():
            return
        for name in _KEPT:
            value = table.get(name, fresh[name])
            same = isinstance(value, type(fresh[name])) and (name != "watch" or _is_watch(value))
            if same or (name in ("validation", "test") and isinstance(value, (float, str))) or (name == "new" and _is_model(value)):
                self.set(name, value)


def _is_model(value: Any) -> bool:
    """Can a new model be made of it? Whether heads divide the width is the Model page's to say."""
    if not isinstance(value, dict):
        return False
    try:
        NewModelSpec.model_validate(value)
    except ValidationError:
        return False
    return True


def _is_watch(value: dict[str, Any]) -> bool:
    """Can the Train page show it?"""
    words = value.get("tokens", [])
    return isinstance(value.get("every", 1), int) and isinstance(words, list) and all(isinstance(word, str) for word in words)


def _fresh() -> dict[str, Any]:
    """The sample project, with the recommended model and method."""
    return {
        "source": str(samples() / SAMPLE),
        "encoding": "auto",
        "delimiter": "auto",
        "columns": {},
        "validation": 0.1,
        "test": None,
        "base": STARTER,
        "new": None,
        "network": False,
        "task": "text-classification",
        "method": "lora",
        "title": "",
        "sections": {},
        "watch": {},
        "seed": 0,
        "info": None,
    }
