"""The building blocks of specs: a field with its title, unit and reason, and its description for forms."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined


class Spec(BaseModel):
    """A section of a job: closed (an unknown key is an error), checked on assignment as well."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)


def field(
    default: Any = ...,
    *,
    title: str,
    description: str,
    unit: str = "",
    advanced: bool = False,
    **limits: Any,
) -> Any:
    """A pydantic field with what a person needs to fill it in; limits are pydantic's (ge, gt, le, lt)."""
    extra: dict[str, Any] = {"unit": unit, "advanced": advanced}
    return Field(default, title=title, description=description, json_schema_extra=extra, **limits)


@dataclass(frozen=True)
class FieldDescription:
    """One field as a form shows it. `optional` means that empty stands for an automatic choice; "lines" is a list of texts."""

    name: str
    title: str
    description: str
    unit: str
    kind: Literal["integer", "number", "boolean", "choice", "text", "lines", "table"]
    default: Any
    minimum: float | None
    maximum: float | None
    exclusive_minimum: bool
    choices: tuple[str, ...]
    optional: bool
    advanced: bool


def describe(spec: type[BaseModel]) -> list[FieldDescription]:
    """The fields of a spec in their order, without the discriminating `type`."""
    return [_describe(name, info) for name, info in spec.model_fields.items() if name != "type"]


def _describe(name: str, info: FieldInfo) -> FieldDescription:
    annotation: Any = info.annotation
    options = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    optional = type(None) in options
    inner = [option for option in options if option is not type(None)]
    low, high, exclusive = _limits(info)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    choices = get_args(inner[0]) if get_origin(inner[0]) is Literal else ()
    return FieldDescription(
        name=name,
        title=info.title or name,
        description=info.description or "",
        unit=str(extra.get("unit", "")),
        kind="choice" if choices else _kind(inner),
        default=None if info.default is PydanticUndefined else info.default,
        minimum=low,
        maximum=high,
        exclusive_minimum=exclusive,
        choices=tuple(str(choice) for choice in choices),
        optional=optional,
        advanced=bool(extra.get("advanced", False)),
    )


def _kind(options: list[Any]) -> Literal["integer", "number", "boolean", "text", "lines", "table"]:
    if len(options) > 1:
        return "text"
    first = get_origin(options[0]) or options[0]
    if first is dict:
        return "table"
    kinds: dict[Any, Literal["integer", "number", "boolean", "lines"]] = {int: "integer", float: "number", bool: "boolean", list: "lines"}
    return kinds.get(first, "text")


def _limits(info: FieldInfo) -> tuple[float | None, float | None, bool]:
    low = high = None
    exclusive = False
    for limit in info.metadata:
        if hasattr(limit, "ge"):
            low = limit.ge
        if hasattr(limit, "gt"):
            low, exclusive = limit.gt, True
        if hasattr(limit, "le"):
            high = limit.le
        if hasattr(limit, "lt"):
            high = limit.lt
    return low, high, exclusive
