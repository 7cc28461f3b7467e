"""The whole job, its file (TOML) and the sentences for what is wrong with one.

Task and method sections belong to their plug-ins: the section's `type` names the plug-in, whose spec checks the rest.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli_w
from pydantic import BaseModel, BeforeValidator, SerializeAsAny, ValidationError
from pydantic_core import PydanticCustomError

from engine.errors import FieldProblem, JobError, UserError
from engine.messages import NOTHING, Message, plain, say
from engine.registry import discover
from engine.specs.data import DataSpec
from engine.specs.fields import Spec, field
from engine.specs.hardware import HardwareSpec
from engine.specs.model import ModelSpec
from engine.specs.training import TrainingSpec
from engine.specs.watch import WatchSpec

TASKS, METHODS = "engine.tasks", "engine.methods"


class TypedSpec(Spec):
    """A section that a plug-in defines; `type` is the plug-in's name."""

    type: str


def _from_plugin(package: str, value: Any) -> Any:
    """The plug-in's own spec, made from a table with its `type`."""
    if isinstance(value, BaseModel):
        return value
    plugins = discover(package)
    name = value.get("type") if isinstance(value, dict) else None
    if not isinstance(name, str) or name not in plugins:
        known = ", ".join(plugins)
        raise PydanticCustomError("unknown_plugin", "{name}", {"name": str(name), "known": known})
    return plugins[name].spec.model_validate(value)


TaskSection = Annotated[SerializeAsAny[TypedSpec], BeforeValidator(lambda value: _from_plugin(TASKS, value))]
MethodSection = Annotated[SerializeAsAny[TypedSpec], BeforeValidator(lambda value: _from_plugin(METHODS, value))]


class Job(Spec):
    """Everything that a run needs to be run again, on another machine, to the same curve."""

    schema_version: Literal[1] = 1
    kind: Literal["train"] = "train"
    title: str = field("", title="Title", description="The name of the run in lists; the name of its folder when empty.")
    seed: int = field(
        0,
        title="Seed",
        description="Start of all random numbers: the same seed, data and machine give the same curve.",
        ge=0,
        lt=2**63,
        advanced=True,
    )
    data: DataSpec
    model: ModelSpec = ModelSpec()
    task: TaskSection
    method: MethodSection
    training: TrainingSpec = TrainingSpec()
    hardware: HardwareSpec = HardwareSpec()
    watch: WatchSpec = WatchSpec()

    def to_toml(self) -> str:
        """The job as a file; values that are None (chosen automatically) are left out."""
        return tomli_w.dumps(self.model_dump(mode="json", exclude_none=True))


def parse_job(table: dict[str, Any], source: str = "") -> Job:
    """The job of a table. Raises JobError with one problem per wrong field; a misspelt key gets the right one suggested."""
    try:
        return Job.model_validate(table)
    except ValidationError as error:
        raise JobError([_problem(item, table) for item in error.errors()], source) from None


def load_job(path: Path) -> Job:
    """The job of a TOML file; relative paths in it are taken from the file's folder. Raises UserError."""
    return anchored(parse_job(read_toml(path), plain(path)), path.resolve().parent)


def anchored(job: Job, folder: Path) -> Job:
    """The job with its relative paths taken from a folder (changed in place)."""
    data = job.data
    data.train = _anchored(folder, data.train)
    if isinstance(data.validation, str):
        data.validation = _anchored(folder, data.validation)
    if isinstance(data.test, str):
        data.test = _anchored(folder, data.test)
    if job.model.base and job.model.new is None and (folder / job.model.base).is_dir():
        job.model.base = _anchored(folder, job.model.base)
    return job


def read_toml(path: Path) -> dict[str, Any]:
    """The table of a TOML file. Raises UserError if it is missing, not text, or not TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise UserError(
            "job.missing",
            say("There is no job file {file}.", file=plain(path)),
            hint=say("Check the path, or write one: tunebench schema --example."),
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            "job.not-toml",
            say("The job file {file} is not valid TOML.", file=plain(path)),
            detail=say("{error}.", error=str(error)),
            hint=say("Texts stand in quotes, sections in [brackets]; tunebench schema --example prints a whole file."),
        ) from None
    except OSError as error:
        raise UserError(
            "job.unreadable",
            say("The job file {file} can't be read.", file=plain(path)),
            detail=say("{error}.", error=error.strerror or str(error)),
            hint=say("Give the path of a job file; tunebench schema --example prints one."),
        ) from None


def _anchored(anchor: Path, text: str) -> str:
    path = Path(text).expanduser()
    return str(path if path.is_absolute() else anchor / path)


def apply_settings(table: dict[str, Any], settings: list[str]) -> dict[str, Any]:
    """The table with "section.key=value" settings laid over it; values are TOML, else text. Raises UserError."""
    for setting in settings:
        path, equals, text = setting.partition("=")
        if not equals or not path.strip():
            raise UserError(
                "job.setting",
                say("{setting} is not a setting.", setting=setting),
                hint=say("Write section.key=value, for example training.epochs=1."),
            )
        try:
            value: Any = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            value = text
        *sections, key = path.strip().split(".")
        place = table
        for depth, section in enumerate(sections, start=1):
            place = place.setdefault(section, {})
            if not isinstance(place, dict):
                title = say("{section} has no keys below it.", section=".".join(sections[:depth]))
                raise UserError("job.setting", title, hint=say("tunebench schema lists every key."))
        place[key] = value
    return table


def _spec_at(location: list[str], table: dict[str, Any]) -> type[BaseModel] | None:
    """The spec whose keys are allowed at a place of the job."""
    spec: Any = Job
    for index, part in enumerate(location):
        package = {"task": TASKS, "method": METHODS}.get(part) if index == 0 else None
        if package:
            section = table.get(part)
            plugin = discover(package).get(str(section.get("type", "")) if isinstance(section, dict) else "")
            spec = plugin.spec if plugin else None
        else:
            info = getattr(spec, "model_fields", {}).get(part)
            spec = info.annotation if info else None
        if not (isinstance(spec, type) and issubclass(spec, BaseModel)):
            return None
    checked: type[BaseModel] = spec
    return checked


def _problem(item: Any, table: dict[str, Any]) -> FieldProblem:
    location = [str(part) for part in item["loc"]]
    path = ".".join(location) or "job"
    kind, context = item["type"], item.get("ctx", {})
    hint: Message = NOTHING
    if kind == "extra_forbidden":
        spec = _spec_at(location[:-1], table)
        known = list(spec.model_fields) if spec else []
        near = difflib.get_close_matches(location[-1], known, n=1, cutoff=0.5)
        if near:
            hint = say("Did you mean {name}?", name=near[0])
        elif known:
            hint = say("Known here: {names}.", names=", ".join(known))
        return FieldProblem(path=path, message=say("there is no such key."), hint=hint)
    if kind == "missing":
        return FieldProblem(path=path, message=say("this is needed but is not there."))
    if kind == "unknown_plugin":
        near = difflib.get_close_matches(context["name"], context["known"].split(", "), n=1, cutoff=0.5)
        hint = say("Did you mean {name}?", name=near[0]) if near else say("Known here: {names}.", names=context["known"])
        return FieldProblem(path=f"{path}.type", message=say("{name} is not known.", name=context["name"]), hint=hint)
    return FieldProblem(path=path, message=_sentence(kind, context, item))


def _sentence(kind: str, context: dict[str, Any], item: Any) -> Message:
    given = str(item.get("input"))[:80]
    limits = {
        "greater_than": say("{given} is too small; it must be greater than {limit}.", given=given, limit=context.get("gt", "")),
        "greater_than_equal": say("{given} is too small; the least is {limit}.", given=given, limit=context.get("ge", "")),
        "less_than": say("{given} is too large; it must be less than {limit}.", given=given, limit=context.get("lt", "")),
        "less_than_equal": say("{given} is too large; the most is {limit}.", given=given, limit=context.get("le", "")),
        "literal_error": say("{given} is not one of {choices}.", given=given, choices=str(context.get("expected", ""))),
    }
    if kind in limits:
        return limits[kind]
    if kind == "value_error":
        return say("{given}: {error}.", given=given, error=str(context.get("error", "")))
    if kind.startswith(("int_", "float_")):
        return say("{given} is not a number of the right kind.", given=given)
    if kind.startswith("bool_"):
        return say("{given} is neither true nor false.", given=given)
    return say("{given}: {error}.", given=given, error=str(item["msg"]))
