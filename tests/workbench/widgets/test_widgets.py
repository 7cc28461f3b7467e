"""Small controls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from workbench.services import language
from workbench.widgets.banner import Banner
from workbench.widgets.bars import CountBars, Histogram
from workbench.widgets.buttons import make_button
from workbench.widgets.command_palette import match_rank
from workbench.widgets.notices import SHOWN, Notices
from workbench.widgets.progress import ProgressRow
from workbench.widgets.stat import Stat
from workbench.widgets.text import Label, tip


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    language.install(qapp, "en")


def test_that_a_users_words_are_never_taken_for_html(qtbot: QtBot) -> None:
    label = Label("<img src=/etc/passwd> <s>token</s>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "<img" not in tip("<img src=/etc/passwd>")
    assert "&lt;img" in tip("<img src=/etc/passwd>")


def test_that_a_banner_says_it_and_does_something_about_it(qtbot: QtBot) -> None:
    done: list[str] = []
    banner = Banner("test.banner")
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.tell("warning", "3 rows have no text.", "Leave them out", lambda: done.append("left out"))
    action = banner.findChild(QPushButton, "test.banner.action")
    assert action is not None
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == ["left out"]
    assert banner.accessibleName() == "3 rows have no text."
    banner.tell("info", "Read.")
    assert action.isHidden()
    banner.clear()
    assert banner.text() == ""


def test_that_return_presses_the_focused_button(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = make_button("Start", name="test.start", tooltip="Start it", primary=True)
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == 2


def test_that_the_newest_notices_win_and_none_is_shown_twice(qtbot: QtBot) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    for number in range(SHOWN + 2):
        notices.tell("error", f"Problem {number}")
        notices.tell("error", f"Problem {number}")
    assert sorted(notices.texts()) == [f"Problem {number}" for number in range(2, SHOWN + 2)]


def test_that_progress_can_be_cancelled_once(qtbot: QtBot) -> None:
    row = ProgressRow("test.progress")
    qtbot.addWidget(row)
    asked: list[bool] = []
    row.cancelled.connect(lambda: asked.append(True))
    row.progress(3_000_000_000, 6_000_000_000, "Reading")
    cancel = row.findChild(QPushButton, "test.progress.cancel")
    assert cancel is not None
    for _ in range(2):
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert asked == [True]
    row.finish()
    assert row.isHidden()


def test_that_charts_of_nothing_and_of_many_paint_and_tell(qtbot: QtBot) -> None:
    bars, histogram, stat = CountBars(), Histogram(), Stat("Rows")
    for widget in (bars, histogram, stat):
        qtbot.addWidget(widget)
        widget.resize(240, 160)
        widget.grab()
    bars.show_counts([(f"label {number}", 10 * number) for number in range(40)])
    histogram.show_bins([0, 10, 20], [0, 5], marker=15)
    stat.set_value("2,400", "in 3 labels")
    for widget in (bars, histogram, stat):
        widget.grab()
    assert "29 more" in bars.accessibleName()
    assert "fullest holds 5" in histogram.accessibleName()
    histogram.show_bins([0, 10, 20], [0, 5], longest=31)
    assert "from 0 to 10+" in histogram.accessibleName()
    assert stat.accessibleName() == "Rows: 2,400 in 3 labels"


def test_that_a_command_is_found_by_its_letters() -> None:
    titles = ["Go to Data", "Go to Export", "Theme: dark", "Open data…"]
    found = sorted((rank, title) for title in titles if (rank := match_rank("data", title)) is not None)
    assert [title for _, title in found] == ["Open data…", "Go to Data"]
    assert match_rank("gtx", "Go to Export") is not None
    assert match_rank("zz", "Go to Export") is None
