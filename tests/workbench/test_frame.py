"""The window's frame: rail, header, palette, notices, draft, start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from engine.api import samples
from workbench.context import AppContext
from workbench.draft import Draft
from workbench.main_window import MainWindow
from workbench.widgets.progress import ProgressRow

ROOT = Path(__file__).resolve().parents[2]


def test_that_the_rail_and_the_keyboard_bring_pages_to_the_front(window: MainWindow, qtbot: QtBot) -> None:
    button = window.findChild(QPushButton, "rail.model")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.current_page().name == "model"
    assert button.isChecked()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page().name == "home"
    title = window.findChild(QLabel, "header.title")
    assert title is not None
    assert title.text() == window.current_page().heading()[0]


def test_that_the_palette_finds_and_runs_an_action(window: MainWindow, context: AppContext, qtbot: QtBot) -> None:
    window.open_palette()
    palette = window._palette
    assert palette is not None
    assert palette.isVisible()
    qtbot.keyClicks(palette.line, "theme dark")
    assert palette.list.count() == 1
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert context.settings.theme == "dark"
    assert not palette.isVisible()


def test_that_control_return_presses_the_pages_primary_button(window: MainWindow) -> None:
    pressed: list[bool] = []
    window.go("home")
    primary = window.current_page().primary()
    assert primary is not None
    primary.clicked.connect(lambda: pressed.append(True))
    window.press_primary()
    assert pressed == [True]


def test_that_a_page_that_the_keyboard_brought_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for name in window._classes:
        window.go_by_key(name)
        page = window.current_page()
        focus = QApplication.focusWidget()
        assert focus is not None and (page.isAncestorOf(focus) or page.first_focus() is None), name


def test_that_f1_explains_the_focused_control_and_esc_takes_it_away(window: MainWindow, context: AppContext, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go_by_key("train")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(QToolTip.isVisible)
    assert QToolTip.text() == "The name of the run in lists"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    window.current_page().rest()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert "Tab key" in window.notices.texts()[0]


def test_that_esc_ends_what_the_page_is_doing(window: MainWindow, qtbot: QtBot) -> None:
    row = ProgressRow("work")
    window.current_page().content.addWidget(row)
    row.busy("Working")
    with qtbot.waitSignal(row.cancelled):
        qtbot.keyClick(window, Qt.Key.Key_Escape)


def test_that_a_file_may_be_dropped_anywhere(window: MainWindow, context: AppContext, tmp_path: Path) -> None:
    file = tmp_path / "dropped.csv"
    file.write_text("text,label\nfine,good\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert context.draft.source == str(file)
    assert window.current_page().name == "data"


def test_that_a_message_reaches_the_top_of_every_page(window: MainWindow, context: AppContext) -> None:
    context.notified.emit("error", "The disk is full.")
    window.go("settings")
    assert window.notices.texts() == ["The disk is full."]


def test_that_the_window_comes_back_where_it_was(context: AppContext, qapp: QApplication) -> None:
    first = MainWindow(context)
    first.resize(960, 650)  # the offscreen screen is small, and a window is never restored beyond its screen
    first.show()
    qapp.processEvents()
    first.close()
    again = MainWindow(context)
    size = (again.width(), again.height())
    again.deleteLater()
    first.deleteLater()
    assert size == (960, 650)


def test_that_the_draft_is_there_at_the_next_start(context: AppContext, tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    draft = context.draft
    draft.source = str(file)
    draft.set_column("text", "a")
    draft.set_section("training", {"epochs": 2.0})
    draft.test = 0.2
    context.close()
    again = AppContext()
    again.restore_draft()
    assert again.draft.saved() == draft.saved()
    again.close()


@pytest.mark.parametrize("text", ["{", "[]", '{"source": "/gone/away.csv", "base": "x"}', '{"columns": 3, "sections": []}'])
def test_that_a_damaged_or_outdated_draft_gives_the_sample(own_home: Path, text: str, qapp: QApplication) -> None:
    own_home.mkdir()
    (own_home / "draft.json").write_text(text, encoding="utf-8")
    context = AppContext()
    context.restore_draft()
    assert context.draft.saved() == Draft().saved()
    context.close()


def test_that_another_file_forgets_what_was_known_of_the_last(qapp: QApplication) -> None:
    draft = Draft()
    told: list[str] = []
    draft.changed.connect(told.append)
    draft.columns = {"text": "review"}
    draft.encoding = "gb18030"
    draft.source = "/data/other.csv"
    draft.source = "/data/other.csv"
    assert (draft.columns, draft.encoding, draft.info) == ({}, "auto", None)
    assert told == ["columns", "encoding", "source"]


def test_that_the_sample_draft_is_a_job(qapp: QApplication) -> None:
    draft = Draft()
    draft.set_section("training", {"epochs": 1.0})
    job = draft.job()
    assert (job.data.train, job.training.epochs, job.model.base) == (str(samples() / "reviews_en.csv"), 1.0, "starter:encoder")


def test_that_without_a_display_one_sentence_is_said() -> None:
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux can be without a display")
    done = subprocess.run([sys.executable, "-m", "workbench"], env=kept, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "Traceback" not in done.stderr


def test_that_the_window_opens_without_the_heavy_packages() -> None:
    code = (
        "import sys\nfrom workbench.app import make_application, AppContext, MainWindow\n"
        "app = make_application(); context = AppContext(); context.theme.apply(app); window = MainWindow(context); window.show()\n"
        "app.processEvents(); context.close()\n"
        "print([name for name in ('torch', 'transformers', 'peft', 'numpy', 'pyqtgraph', 'sklearn', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
