"""Looks into a run in a real window on a real X server, by mouse and keyboard; run by test_looking_inside.py.

Arguments: the run's id, a folder for pictures and files. Prints what it found as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from workbench.app import make_application
from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages.inspect import InspectPage

PATIENCE = 90.0  # seconds


class Visitor:
    """A person at the Inspect page."""

    def __init__(self, run: str, folder: Path) -> None:
        self.folder, self.found = folder, dict[str, Any]()
        self.application: QApplication = make_application()
        self.context = AppContext()
        self.context.theme.apply(self.application)
        self.context.looking.set(model=run)
        self.window = MainWindow(self.context, "inspect")
        self.window.resize(1280, 800)
        self.window.show()
        self.context.open()
        page = self.window.current_page()
        assert isinstance(page, InspectPage)
        self.page = page

    def wait(self, ready: Callable[[], bool], what: str) -> None:
        """Until it is so."""
        end = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > end:
                raise SystemExit(f"waited in vain for {what}; the page says: {self.view()._banner.text()}")
            self.application.processEvents()
            time.sleep(0.01)

    def view(self) -> Any:
        """The view in front."""
        return self.page.view()

    def answered(self) -> None:
        """Until nothing is awaited."""
        self.wait(lambda: not self.view().busy(), f"an answer in {self.view().name}")

    def tab(self, name: str) -> None:
        """Press a view's button."""
        button = self.page.findChild(type(self.page._look), f"inspect.view.{name}")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.answered()

    def picture(self, name: str) -> None:
        """Keep what is seen."""
        self.application.processEvents()
        assert self.window.grab().save(str(self.folder / f"{name}.png"))

    def type_a_sentence(self) -> None:
        """Into the text box, then Ctrl+Return."""
        box = self.page.findChild(QPlainTextEdit, "inspect.text")
        assert box is not None
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, "It broke after two days.")
        QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.answered()
        self.found["tokens"] = list(self.view()._map["columns"])
        self.picture("attention")

    def switch_heads(self) -> None:
        """A click on a tile, then the keyboard."""
        wall = self.view().wall
        QTest.mouseClick(wall, Qt.MouseButton.LeftButton, pos=wall.tile_place(2, 4).center().toPoint())
        self.answered()
        clicked = self.view()._map_place.accessibleName()
        wall.setFocus()
        QTest.keyClick(wall, Qt.Key.Key_Down)
        self.answered()
        self.found["heads"] = [clicked, self.view()._map_place.accessibleName()]
        values = np.asarray(self.view()._map["values"])
        self.found["rows sum to"] = [float(values.sum(1).min()), float(values.sum(1).max())]

    def lasso_points(self) -> None:
        """Draw around some points of the vocabulary with the mouse, Shift held."""
        self.tab("embeddings")
        scatter = self.view().linked.scatter
        self.wait(lambda: len(scatter._names) > 1000, "the map of the vocabulary")
        middle, size = scatter.plot().center().toPoint(), 90
        corners = [middle + QPoint(x * size, y * size) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]
        shift = Qt.KeyboardModifier.ShiftModifier
        QTest.mousePress(scatter, Qt.MouseButton.LeftButton, shift, corners[0])
        for corner in corners[1:]:
            QTest.mouseMove(scatter, corner)
            self.application.processEvents()
        QTest.mouseRelease(scatter, Qt.MouseButton.LeftButton, shift, corners[-1])
        self.application.processEvents()
        self.found["selected"] = len(scatter.selection())
        self.found["in the table"] = self.view().linked.model.rowCount()
        self.picture("embeddings")

    def compare(self) -> None:
        """The run beside its base."""
        self.tab("difference")
        self.found["changed"] = [row[2] for row in self.view()._table["rows"][:3]]
        self.picture("difference")

    def save(self) -> None:
        """The picture, through the panel that the dialog calls."""
        panel = self.page.save_panel()
        panel.set_view(self.view())
        panel._what.setCurrentIndex(panel._what.findData("map"))
        for ending in ("png", "npz"):
            panel._format.setCurrentIndex(panel._format.findData(ending))
            panel.save(str(self.folder / f"saved.{ending}"))
            self.wait((self.folder / f"saved.{ending}").is_file, "the file")

    def other_views(self) -> None:
        """Tokens and predictions, for the pictures."""
        for name in ("tokens", "predictions"):
            self.tab(name)
            self.picture(name)

    def leave(self) -> None:
        """Close, and say what was found."""
        self.found["platform"] = self.application.platformName()
        self.window.close()
        self.context.close()
        print(json.dumps(self.found))


def main() -> int:
    """The whole visit."""
    visitor = Visitor(sys.argv[1], Path(sys.argv[2]))
    visitor.answered()
    for step in (visitor.type_a_sentence, visitor.switch_heads, visitor.lasso_points, visitor.compare, visitor.save, visitor.other_views):
        step()
    visitor.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
