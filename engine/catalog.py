"""What exists, what fits, and why not: tasks, methods, base models, exporters. Loads no torch."""

from __future__ import annotations

from typing import Any

from engine.messages import Message, say, translate
from engine.models.starters import STARTERS
from engine.registry import Plugin, discover
from engine.specs.fields import describe
from engine.specs.job import METHODS, TASKS

EXPORTERS = "engine.exporters"


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


def why_not(task: str, method: str, family: str) -> Message | None:
    """Why a task can't be done by a method on a model family; None if it can."""
    chosen = discover(TASKS).get(task)
    if chosen is None or method not in discover(METHODS):
        return say("There is no such task or method.")
    if family not in chosen.families:
        return say(
            "{task} needs a model of another family than {family}.",
            task=Message(template=chosen.title),
            family=Message(template=family),
        )
    return None


def _unsuited(exporter: Any, language: str) -> dict[str, str]:
    """Methods whose models the format can't hold, with the reason."""
    reasons = {method: exporter.suits(method) for method in discover(METHODS)}
    return {method: translate(reason, language) for method, reason in reasons.items() if reason}


def _entry(plugin: Plugin, language: str) -> dict[str, Any]:
    fields = [vars(field) for field in describe(plugin.spec)]
    title, summary = translate(plugin.title, language), translate(plugin.summary, language)
    return {"name": plugin.name, "title": title, "summary": summary, "fields": fields}
