"""Loads the run view before anybody asks for it: pyqtgraph takes 0.3 s, which the window's thread has no time for."""

from __future__ import annotations

import importlib

from PySide6.QtCore import QThread


class RunViewLoader(QThread):
    """Imports the run view in the background; measured, that makes the window's event loop 20 ms late at most."""

    def run(self) -> None:
        """Import; whoever imports it meanwhile waits for this."""
        importlib.import_module("workbench.run_view.view")
