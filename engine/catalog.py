"""What exists: tasks, methods, base models, exporters, and which models a format can't hold. Loads no torch."""

from __future__ import annotations

from typing import Any

from engine.messages import translate
from engine.models.starters import STARTERS
from engine.registry import Plugin, discover
from engine.specs.fields import describe
from engine.specs.job import METHODS, TASKS

EXPORTERS = "engine.exporters"
INSPECTORS = "engine.inspectors"


def plugins(package: str) -> list[Plugin]:
    """The plug-ins of a package in their order."""
    return list(discover(package).values())


def catalog(language: str = "en") -> dict[str, Any]:
    """Everything by kind, as plain data for the window, --json and the installer's check."""
    return {
        "tasks": [
            {**_entry(task, language), "roles": [{"name": role.name, "kind": role.kind, "required": role.required} for role in task.roles]}
            for task in discover(TASKS).values()
        ],
        "methods": [_entry(method, language) for method in discover(METHODS).values()],
        "exporters": [
            {**_entry(exporter, language), "unsuited": _unsuited(exporter, language)} for exporter in discover(EXPORTERS).values()
        ],
        "inspectors": [_entry(inspector, language) for inspector in discover(INSPECTORS).values()],
        "starters": [
            {
                "name": f"starter:{starter.name}",
                "title": starter.title,
                "summary": translate(starter.summary, language),
                "license": starter.license,
            }
            for starter in STARTERS.values()
        ],
    }


def _unsuited(exporter: Any, language: str) -> dict[str, str]:
    """Methods whose models the format can't hold, with the reason."""
    reasons = {method: exporter.suits(method) for method in discover(METHODS)}
    return {method: translate(reason, language) for method, reason in reasons.items() if reason}


def _entry(plugin: Plugin, language: str) -> dict[str, Any]:
    fields = [vars(field) for field in describe(plugin.spec)]
    title, summary = translate(plugin.title, language), translate(plugin.summary, language)
    return {"name": plugin.name, "title": title, "summary": summary, "fields": fields}
