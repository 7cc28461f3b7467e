"""The Data page over real files and the real reading child."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu, QPlainTextEdit, QPushButton, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from engine.api import samples
from workbench.data_view.findings import FindingRow
from workbench.data_view.role_header import RoleHeader
from workbench.main_window import MainWindow
from workbench.pages.data import DataPage
from workbench.widgets.banner import Banner
from workbench.widgets.bars import CountBars
from workbench.widgets.drop import DropArea
from workbench.widgets.text import Label

WAIT = 20_000
Open = Callable[..., DataPage]


def labels(page: DataPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisibleTo(page))


def button(window: MainWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def combo(page: DataPage, name: str) -> QComboBox:
    found = page.findChild(QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def test_that_a_file_is_shown_with_its_format_roles_labels_and_split(open_page: Open, reviews: Path, window: MainWindow) -> None:
    page = open_page(reviews)
    text = labels(page)
    assert "UTF-8, comma · 299 rows" in text
    assert window.context.draft.columns == {"text": "review", "label": "mood"}
    assert "It is called review." in text
    assert "267 rows to learn from, 30 to measure on, each label in equal shares." in text
    bars = page.findChild(CountBars, "data.labels")
    assert isinstance(bars, CountBars)
    assert "bad: 99, good: 99, so so: 99" in bars.accessibleName()
    assert window.context.settings.recent_files[0] == reviews
    assert button(window, "data.continue").isEnabled()
    assert page.findChild(RoleHeader).role_text(0) == "Text"  # type: ignore[union-attr]
    assert page.findChild(QPlainTextEdit, "data.cell").toPlainText() == "a review of some length 1"  # type: ignore[union-attr]


def test_that_the_sample_keeps_its_roles_when_it_is_taken_again(open_page: Open, window: MainWindow, qtbot: QtBot) -> None:
    open_page(samples() / "reviews_en.csv")
    button(window, "data.sample").click()
    assert window.context.draft.columns == {"text": "review", "label": "sentiment"}


def test_that_problems_are_named_and_a_click_goes_to_their_row(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(reviews)
    text = labels(page)
    assert "Row 50 (line 51) has 1 cells" in text
    assert "Rows without text: 2 (17, 40)." in text
    assert "Texts that come again: 1 (60)." in text
    show = button(window, "data.finding.data.empty-texts.show")
    assert show.text() == "Show row 17"
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    table = page._view.table
    assert page._view.rows.number(table.currentIndex().row()) == 17
    assert "Row 17, review: 0 characters" in labels(page)
    assert show.text() == "Show row 40"
    ragged = page.findChild(FindingRow, "data.finding.data.ragged")
    assert isinstance(ragged, FindingRow)
    assert ragged.findChild(QPushButton) is None  # that row is not in the table


def test_that_a_role_is_changed_in_the_tables_header_by_keys(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(reviews)
    header = page.findChild(RoleHeader)
    assert isinstance(header, RoleHeader)
    header.setFocus()
    for _ in range(2):
        qtbot.keyClick(header, Qt.Key.Key_Right)
    assert header.accessibleDescription() == "city: no role"
    qtbot.keyClick(header, Qt.Key.Key_F2)
    menu = header.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == ["Text", "Label", "No role"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert window.context.draft.columns == {"text": "review", "label": "city"}
    assert (header.role_text(1), header.role_text(2)) == ("no role", "Label")
    assert combo(page, "data.role.label").currentText() == "city"
    reader = window.context.reader
    qtbot.waitUntil(lambda: reader.now.report is not None and bool(reader.now.report.errors), timeout=WAIT)
    assert "Nearly every row has a label of its own" in labels(page)
    assert not button(window, "data.continue").isEnabled()
    assert "One thing has to be mended" in page.heading()[1]


def test_that_a_click_in_the_header_takes_a_role_away(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(reviews)
    header = page.findChild(RoleHeader)
    assert isinstance(header, RoleHeader)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(header.sectionViewportPosition(0) + 30, 20))
    menu = header.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    menu.close()
    assert window.context.draft.columns == {"label": "mood"}
    qtbot.waitUntil(lambda: "needs a column for the role Text" in labels(page), timeout=WAIT)


def test_that_a_role_is_changed_in_the_side_panel(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(reviews)
    box = combo(page, "data.role.text")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)  # from review to mood, which was the label
    assert window.context.draft.columns == {"text": "mood"}
    assert "Chosen by you." in labels(page)
    assert "This column is needed." in labels(page)


def test_that_the_split_follows_slider_and_box(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(reviews)
    slider, box = page.findChild(QSlider), page.findChild(QSpinBox, "data.validation.share")
    assert isinstance(slider, QSlider)
    assert isinstance(box, QSpinBox)
    slider.setValue(20)
    assert (window.context.draft.validation, box.value()) == (0.2, 20)
    assert "238 rows to learn from, 59 to measure on" in labels(page)
    box.setValue(50)
    assert (window.context.draft.validation, slider.value()) == (0.5, 50)
    page._split._test.click()
    assert window.context.draft.test == pytest.approx(0.1)
    assert "30 for the test" in labels(page)
    page._split._test_spin.setValue(50)
    assert "take all rows" in labels(page)
    page._split._test.click()
    assert window.context.draft.test is None


def test_that_a_file_may_be_measured_on(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(reviews)
    qtbot.mouseClick(button(window, "data.validation.way"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(samples() / "reviews_en.csv"))
    dialog.reject()
    assert window.context.draft.validation == str(samples() / "reviews_en.csv")
    assert "All 297 rows are learned from." in labels(page)
    qtbot.mouseClick(button(window, "data.validation.way"), Qt.MouseButton.LeftButton)
    assert window.context.draft.validation == pytest.approx(0.1)


def test_that_another_encoding_reads_the_file_again(open_page: Open, tmp_path: Path, window: MainWindow, qtbot: QtBot) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("text;label\ncafé noir;bon\nthé vert;mal\n".encode("latin-1"))
    page = open_page(path)
    assert "only 2 bytes to judge by" in labels(page)
    assert combo(page, "data.encoding").currentText() == "Automatic: Latin-1 (Windows-1252)"
    assert combo(page, "data.delimiter").currentText() == "Automatic: semicolon"
    box = combo(page, "data.encoding")
    box.setCurrentIndex(box.findData("cp1251"))
    box.activated.emit(box.currentIndex())
    reader = window.context.reader
    qtbot.waitUntil(lambda: reader.now.state == "done" and reader.now.report is not None, timeout=WAIT)
    assert page._view.rows.data(page._view.rows.index(0, 0)) == "cafй noir"
    assert window.context.draft.encoding == "cp1251"


@pytest.mark.parametrize(
    ("data", "says"), [(b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image"), (b"", "is empty"), (b"text,label\n", "nothing below it")]
)
def test_that_a_file_that_cannot_be_read_is_told_with_a_way_on(
    data: bytes, says: str, open_page: Open, tmp_path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    page = open_page(path, until="failed")
    banner = page.findChild(Banner, "data.problem")
    assert isinstance(banner, Banner)
    qtbot.waitUntil(banner.isVisible, timeout=WAIT)
    assert says in banner.text()
    area = page.findChild(DropArea)
    assert isinstance(area, DropArea)
    assert area.isVisible()
    assert not button(window, "data.continue").isEnabled()
    qtbot.mouseClick(button(window, "data.sample"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.context.reader.now.report is not None, timeout=WAIT)
    assert not area.isVisible()
    assert not banner.isVisible()
    assert button(window, "data.continue").isEnabled()


def test_that_a_dropped_file_is_opened(open_page: Open, tmp_path: Path, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(tmp_path / "gone.csv", until="failed")
    area = page.findChild(DropArea)
    assert isinstance(area, DropArea)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(reviews))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    area.dropEvent(event)
    qtbot.waitUntil(lambda: window.context.reader.now.report is not None, timeout=WAIT)
    assert window.context.draft.source == str(reviews)


def test_that_the_picker_opens_a_file_without_stopping_the_window(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(samples() / "reviews_en.csv")
    qtbot.mouseClick(button(window, "data.open"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(reviews))
    dialog.reject()
    reader = window.context.reader
    qtbot.waitUntil(lambda: reader.now.path == str(reviews) and reader.now.report is not None, timeout=WAIT)
    assert "reviews.csv" in labels(page)
    assert [action.data() for action in page._bar.menu.actions()] == [str(samples() / "reviews_en.csv")]


def test_that_a_long_file_shows_rows_while_it_is_read_and_can_be_cancelled(
    open_page: Open, tmp_path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("text,label\n" + "".join(f"a longer text number {i},{i % 3}\n" for i in range(400_000)), encoding="utf-8")
    page = open_page(path, until="preview")
    assert page._view.rows.rowCount() == 200
    assert window.context.draft.columns == {"text": "text", "label": "label"}
    cancel = button(window, "data.progress.cancel")
    qtbot.waitUntil(cancel.isVisible, timeout=WAIT)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert window.context.reader.now.state == "cancelled"
    assert page._view.rows.rowCount() == 200
    assert "Reading was cancelled" in labels(page)
    assert button(window, "data.continue").isEnabled()  # training reads the file by itself


def test_that_another_language_finds_the_rows_still_there(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    open_page(reviews)
    window.rebuild()
    page = window.current_page()
    assert isinstance(page, DataPage)
    assert page._view.rows.rowCount() == 299
    assert "Rows without text: 2 (17, 40)." in labels(page)
    assert "It is called review." in labels(page)


def test_that_continue_goes_to_train(open_page: Open, reviews: Path, window: MainWindow, qtbot: QtBot) -> None:
    open_page(reviews)
    with qtbot.waitSignal(window.context.navigate) as asked:
        qtbot.mouseClick(button(window, "data.continue"), Qt.MouseButton.LeftButton)
    assert asked.args == ["train"]
