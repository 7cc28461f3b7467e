"""The schema of job files: for machines as JSON Schema, for people as a table of fields."""

from __future__ import annotations

import json
from typing import Any

from engine.messages import t
from engine.paths import samples
from engine.registry import discover
from engine.specs.fields import FieldDescription, describe
from engine.specs.job import METHODS, TASKS, Job
from engine.terminal import output, show_table


def job_schema() -> dict[str, Any]:
    """JSON Schema of a job, with every plug-in's section."""
    schema = Job.model_json_schema(mode="validation")
    for section, package in (("task", TASKS), ("method", METHODS)):
        schema["properties"][section] = {"oneOf": [plugin.spec.model_json_schema() for plugin in discover(package).values()]}
    return schema


def example_job() -> str:
    """A whole job file that runs wherever it is saved: the sample's, with its data named by the whole path."""
    text = (samples() / "reviews.toml").read_text(encoding="utf-8")
    return text.replace('"reviews_en.csv"', json.dumps(str(samples() / "reviews_en.csv"), ensure_ascii=False))


def show_schema() -> None:
    """Every section's fields with unit, range, default and reason."""
    for name, info in Job.model_fields.items():
        annotation = info.annotation
        if isinstance(annotation, type) and hasattr(annotation, "model_fields") and name not in ("task", "method"):
            _section(f"[{name}]", describe(annotation))
    for section, package in (("task", TASKS), ("method", METHODS)):
        for plugin in discover(package).values():
            _section(f'[{section}]  type = "{plugin.name}"', describe(plugin.spec))


def _section(heading: str, fields: list[FieldDescription]) -> None:
    output.print(heading, style="bold", markup=False)
    rows = [[field.name, _range(field), _default(field), f"{t(field.title)}: {t(field.description)}"] for field in fields]
    if rows:
        show_table([t("key"), t("values"), t("default"), t("meaning")], rows)


def _range(field: FieldDescription) -> str:
    if field.choices:
        return " | ".join(field.choices)
    low = "" if field.minimum is None else f"{'>' if field.exclusive_minimum else '≥'} {field.minimum:g}"
    high = "" if field.maximum is None else f"≤ {field.maximum:g}"
    parts = [part for part in (low, high, t(field.unit) if field.unit else "") if part]
    return ", ".join(parts) or t(field.kind)


def _default(field: FieldDescription) -> str:
    if field.default is None:
        return t("automatic") if field.optional else ""
    return "" if type(field.default).__name__ == "PydanticUndefinedType" or field.default is ... else str(field.default)
