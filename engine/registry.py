"""Plug-ins: one file each in a folder that is walked. Packaging uses the same walk for its hidden imports."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel


class Plugin:
    """What every plug-in has. Its module binds the one instance to the name PLUGIN."""

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    order: ClassVar[int] = 100
    spec: ClassVar[type[BaseModel]]


def modules(package: str) -> list[str]:
    """Dotted names of the package's plug-in modules (those without a leading underscore), sorted."""
    root = importlib.import_module(package)
    names = [info.name for info in pkgutil.iter_modules(root.__path__) if not info.name.startswith("_")]
    return [f"{package}.{name}" for name in sorted(names)]


@cache
def discover(package: str) -> dict[str, Any]:
    """The package's plug-ins by name, in their order. Modules without PLUGIN are helpers and are passed over."""
    found = [importlib.import_module(name) for name in modules(package)]
    plugins: list[Plugin] = [module.PLUGIN for module in found if hasattr(module, "PLUGIN")]
    plugins.sort(key=lambda plugin: (plugin.order, plugin.name))
    return {plugin.name: plugin for plugin in plugins}
