"""The views by the name of their inspector: those with a file of their own, and a general one for every other inspector."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from engine.api import catalog
from workbench import inspector_views
from workbench.inspector_views._general import general_view
from workbench.inspector_views._view import InspectorView


def discover_views() -> list[tuple[dict[str, Any], type[InspectorView]]]:
    """The catalog's entry of each inspector, in their order, with the class of its view."""
    names = [info.name for info in pkgutil.iter_modules(inspector_views.__path__) if not info.name.startswith("_")]
    modules = [importlib.import_module(f"{inspector_views.__name__}.{name}") for name in sorted(names)]
    own: dict[str, type[InspectorView]] = {module.VIEW.name: module.VIEW for module in modules if hasattr(module, "VIEW")}
    return [(entry, own.get(entry["name"]) or general_view(entry["name"])) for entry in catalog()["inspectors"]]
