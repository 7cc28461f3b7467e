"""The pages, one file each. A module without a leading underscore binds its page class to PAGE; the folder is walked.

A page takes an AppContext, keeps its state in it (draft, hub, settings) and never imports another page.
"""

from __future__ import annotations

import importlib
import pkgutil

from workbench.pages._page import Page


def discover_pages() -> list[type[Page]]:
    """The page classes in the order of the rail."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    pages: list[type[Page]] = [module.PAGE for module in modules if hasattr(module, "PAGE")]
    return sorted(pages, key=lambda page: (page.order, page.name))
