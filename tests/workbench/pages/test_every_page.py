"""The contract of a page, over every page that is found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages import discover_pages
from workbench.pages._page import Page
from workbench.services.icons import icon_names

PAGES = pytest.mark.parametrize("name", [page.name for page in discover_pages()])


def controls(root: QWidget) -> list[QWidget]:
    """What the keyboard can reach below a widget, without the inner parts of Qt's own controls."""
    from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QComboBox, QHeaderView, QTabBar

    inner = (QAbstractItemView, QAbstractSpinBox, QComboBox)
    found = []
    for widget in root.findChildren(QWidget):
        above, part = widget.parentWidget(), False
        while above is not None and above is not root:
            part = part or isinstance(above, inner)
            above = above.parentWidget()
        qts_own = isinstance(widget, QHeaderView | QTabBar) or widget.objectName().startswith("qt_")
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not part and not qts_own:
            found.append(widget)
    return found


def test_that_the_frame_has_its_pages_in_order() -> None:
    names = [page.name for page in discover_pages()]
    assert names[0] == "home"
    assert names[-1] == "settings"
    assert len(names) == len(set(names))


@PAGES
def test_that_a_page_is_made_from_a_context_alone(name: str, context: AppContext, qtbot: QtBot) -> None:
    cls = next(page for page in discover_pages() if page.name == name)
    page = cls(context)
    qtbot.addWidget(page)
    title, sentence = page.heading()
    assert title
    assert sentence.rstrip().endswith((".", "!", "?", "…"))
    assert cls.icon in icon_names()
    assert cls.rail_title()
    page.leave()


@PAGES
def test_that_every_control_is_named_and_explained(name: str, window: MainWindow) -> None:
    window.go(name)
    page = window.current_page()
    found = [*controls(page), *controls(page.header_buttons)]
    unnamed = [widget for widget in found if not widget.objectName()]
    silent = [widget.objectName() for widget in found if not widget.accessibleName()]
    unexplained = [widget.objectName() for widget in found if not widget.toolTip()]
    assert (unnamed, silent, unexplained) == ([], [], [])
    names = [widget.objectName() for widget in found]
    assert len(names) == len(set(names)), sorted(twin for twin in names if names.count(twin) > 1)


@PAGES
def test_that_no_text_is_taken_for_html(name: str, window: MainWindow) -> None:
    window.go(name)
    rich = [label.text() for label in window.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    assert not rich


@PAGES
def test_that_the_tab_key_reaches_the_primary_action(name: str, window: MainWindow) -> None:
    window.go(name)
    primary = window.current_page().primary()
    if primary is None:
        return
    chain: list[QWidget] = []
    widget: QWidget | None = window.nextInFocusChain()
    while widget is not None and widget is not window and len(chain) < 5000:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    assert primary in chain
    assert primary.focusPolicy() & Qt.FocusPolicy.TabFocus


@PAGES
def test_that_a_page_fits_a_small_screen(name: str, window: MainWindow, qapp: QApplication) -> None:
    window.go(name)
    qapp.processEvents()
    assert window.width() <= 1280
    assert window.height() <= 720
    scroll = window.current_page().findChild(QScrollArea, f"page.{name}.scroll")
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0


@PAGES
def test_that_a_page_lives_through_themes_and_languages(name: str, window: MainWindow, context: AppContext, qapp: QApplication) -> None:
    window.go(name)
    for theme in ("dark", "light"):
        context.settings.theme = theme
        qapp.processEvents()
        assert not window.grab().isNull()
    before: Page = window.current_page()
    window.rebuild()
    qapp.processEvents()
    assert window.current_page() is not before
    assert type(window.current_page()).name == name
