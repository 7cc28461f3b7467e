"""Files for the Data page, and the page in a window with the real reading child."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from workbench.main_window import MainWindow
from workbench.pages.data import DataPage

WAIT = 20_000  # ms a child process may take on a busy machine


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """300 rows; 17 and 40 have no text, 50 is ragged, 60 repeats 59's text."""
    rows = [f"a review of some length {i},{('good', 'bad', 'so so')[i % 3]},{i}" for i in range(1, 301)]
    rows[16], rows[39], rows[49] = ",good,17", " ,bad,40", "torn"
    rows[59] = rows[58].rsplit(",", 1)[0] + ",60"
    path = tmp_path / "reviews.csv"
    path.write_text("review,mood,city\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def open_page(window: MainWindow, qtbot: QtBot) -> Callable[..., DataPage]:
    """Opens a file on the Data page and waits until its rows are checked (or reading failed)."""

    def opened(path: Path, until: str = "checked") -> DataPage:
        window.context.draft.source = str(path)
        window.go("data")
        page = window.current_page()
        assert isinstance(page, DataPage)
        now = window.context.reader
        checks: dict[str, Callable[[], bool]] = {
            "checked": lambda: now.now.report is not None,
            "preview": lambda: now.now.preview is not None,
            "failed": lambda: now.now.failure is not None,
        }
        qtbot.waitUntil(checks[until], timeout=WAIT)
        return page

    return opened
