"""The map and its table: what is done in one is seen in the other."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.plots.linked_scatter import LinkedScatter
from workbench.services.theme import Theme

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
GRID = np.stack(np.meshgrid(np.arange(10), np.arange(10)), axis=-1).reshape(-1, 2).astype(np.float32)
NAMES = [f"{'cat' if index % 2 else 'dog'} {index}" for index in range(100)]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme("light")
    made.apply(qapp)
    return made


@pytest.fixture
def linked(qtbot: QtBot, theme: Theme) -> LinkedScatter:
    made = LinkedScatter(theme)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    colourings = [("Kind", np.arange(100) % 2, ["dogs", "cats"]), ("Norm", np.arange(100.0), ())]
    made.show_points(GRID, NAMES, [("Norm", np.arange(100.0))], colourings)
    made.show()
    return made


def place_of(linked: LinkedScatter, point: int) -> QPointF:
    view = linked.scatter
    return view.plot().topLeft() + QPointF(*view.looked_at.to_pixels(*GRID[point].tolist()))


def enclose(linked: LinkedScatter, point: int, keys: Qt.KeyboardModifier = SHIFT) -> None:
    """Draw a line around one point and its neighbours at its right and above."""
    view, middle = linked.scatter, place_of(linked, point)
    step = view.looked_at.scale_x
    sides = [QPointF(x * step, -y * step) + middle for x, y in ((-0.5, -0.5), (1.5, -0.5), (1.5, 1.5), (-0.5, 1.5))]
    kinds = [
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
    ]
    for kind, place in zip(kinds, [*sides, sides[-1]], strict=True):
        where = QPointF(view.mapToGlobal(place.toPoint()))
        QApplication.sendEvent(view, QMouseEvent(kind, place, where, LEFT, LEFT, keys))


def test_that_the_lasso_leaves_only_its_points_in_the_table(qtbot: QtBot, linked: LinkedScatter) -> None:
    told: list[list[int]] = []
    linked.selection_changed.connect(lambda found: told.append(found.tolist()))
    assert not linked.show_all.isVisible() and linked._count.text() == "100 points"
    enclose(linked, 33)
    assert told == [[33, 34, 43, 44]] and linked.selection().tolist() == [33, 34, 43, 44]
    assert [linked.model.index(row, 0).data() for row in range(linked.model.rowCount())] == [NAMES[at] for at in told[0]]
    assert linked._count.text() == "4 of 100 points"
    qtbot.mouseClick(linked.show_all, LEFT)
    assert told[-1] == [] and linked.model.rowCount() == 100 and not linked.show_all.isVisible()
    qtbot.mouseClick(linked.lasso, LEFT)
    enclose(linked, 0, Qt.KeyboardModifier.NoModifier)
    assert told[-1] == [0, 1, 10, 11]
    linked.select([5])
    assert linked.model.rowCount() == 1 and told[-1] == [0, 1, 10, 11]


def test_that_selected_rows_are_pointed_out_in_the_map(linked: LinkedScatter) -> None:
    linked.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    linked.table.selectRow(2)
    assert linked.scatter._cloud.highlighted.tolist() == [97]
    more = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    linked.table.selectionModel().select(linked.model.index(5, 0), more)
    assert linked.scatter._cloud.highlighted.tolist() == [94, 97]
    linked.table.clearSelection()
    assert linked.scatter._cloud.highlighted.tolist() == []


def test_that_the_search_filters_the_table_and_rings_the_points(qtbot: QtBot, linked: LinkedScatter) -> None:
    qtbot.keyClicks(linked.search, "CAT 1")
    qtbot.waitUntil(lambda: linked.model.rowCount() == 6, timeout=3000)
    assert linked.scatter._cloud.highlighted.tolist() == [1, 11, 13, 15, 17, 19]
    linked.table.selectRow(1)
    assert linked.scatter._cloud.highlighted.tolist() == [11]
    enclose(linked, 0)
    assert linked.model.rowCount() == 2 and linked._count.text() == "2 of 100 points"
    qtbot.keyClick(linked.scatter, Qt.Key.Key_Escape)
    linked.search.clear()
    qtbot.keyClick(linked.search, Qt.Key.Key_Return)
    assert linked.model.rowCount() == 100 and linked.scatter._cloud.highlighted.tolist() == []


def test_that_the_row_of_the_point_under_the_mouse_comes_into_view(qtbot: QtBot, linked: LinkedScatter, theme: Theme) -> None:
    qtbot.mouseMove(linked.scatter, place_of(linked, 88).toPoint())
    row = linked.table.visualRect(linked.model.index(88, 0))
    assert linked.table.viewport().rect().contains(row)
    shown = linked.table.viewport().grab().toImage()
    assert shown.pixelColor(QPoint(row.right() - 3, row.center().y())).name() == theme.palette.hover
    qtbot.mouseMove(linked.scatter, QPoint(2, 2))
    assert linked.table.viewport().grab().toImage().pixelColor(QPoint(row.right() - 3, row.center().y())).name() == theme.palette.surface


def test_that_the_choice_of_colours_paints_the_map(qtbot: QtBot, linked: LinkedScatter, theme: Theme) -> None:
    def colour(point: int) -> str:
        return linked.scatter.grab().toImage().pixelColor(place_of(linked, point).toPoint()).name()

    assert [colour(0), colour(1)] == list(theme.palette.series[:2])
    qtbot.keyClick(linked.colours, Qt.Key.Key_Down)
    assert linked.colours.currentText() == "Norm" and colour(99) not in theme.palette.series
    assert linked.scatter._legend.texts() == ["0", "99"]
    linked.show_points(GRID, NAMES, [], [("Other", np.zeros(100), ()), ("Norm", np.arange(100.0) * 2, ())])
    assert linked.colours.currentText() == "Norm" and linked.scatter._legend.texts() == ["0", "198"]
    linked.show_points(GRID, NAMES)
    assert not linked.colours.isVisible() and linked.scatter._legend.texts() == []


def test_that_a_click_enter_and_a_double_click_choose_a_point(qtbot: QtBot, linked: LinkedScatter) -> None:
    told: list[int] = []
    linked.point_chosen.connect(told.append)
    qtbot.mouseClick(linked.scatter, LEFT, pos=place_of(linked, 42).toPoint())
    linked.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    linked.table.selectRow(0)
    qtbot.keyClick(linked.table, Qt.Key.Key_Return)
    cell = linked.table.visualRect(linked.model.index(3, 0)).center()
    qtbot.mouseClick(linked.table.viewport(), LEFT, pos=cell)
    qtbot.mouseDClick(linked.table.viewport(), LEFT, pos=cell)
    assert told == [42, 99, 96]


def test_that_moving_points_keeps_search_and_selection(linked: LinkedScatter) -> None:
    enclose(linked, 33)
    linked.search.setText("dog")
    linked._searched()
    linked.move_points(GRID[::-1].copy())
    assert linked.selection().tolist() == [33, 34, 43, 44] and linked.model.rowCount() == 2
