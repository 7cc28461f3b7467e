"""The wall of all layers and heads."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.plots.colour_maps import diverging, sequential
from workbench.plots.wall import WallView
from workbench.services import language
from workbench.services.theme import Theme, tokens


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    language.install(qapp, "en")
    made = Theme("light")
    made.apply(qapp)
    return made


@pytest.fixture
def wall(qtbot: QtBot, theme: Theme) -> WallView:
    made = WallView("wall")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def steps(layers: int, heads: int, size: tuple[int, int] = (8, 8)) -> np.ndarray:
    """Each tile of one value: that of layer 0, head 0 is 0, the last one's 1."""
    values = np.linspace(0, 1, layers * heads, dtype=np.float32).reshape(layers, heads, 1, 1)
    return np.broadcast_to(values, (layers, heads, *size)).copy()


def names(count: int) -> list[str]:
    return [f"Layer {index}" for index in range(count)]


def colour(wall: WallView, layer: int, head: int) -> QColor:
    return wall.grab().toImage().pixelColor(wall.tile_place(layer, head).center().toPoint())


def entry(table: np.ndarray, level: int) -> QColor:
    return QColor(*(int(channel) for channel in table[level]))


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_that_every_head_has_its_tile_in_both_themes(wall: WallView, theme: Theme, choice: str) -> None:
    wall.show_wall(steps(2, 3), names(2), 0.0, 1.0)
    wall.grab()
    theme.set_choice(choice)
    table = sequential(tokens())
    wanted = [[1, 51, 102], [153, 204, 255]]
    for layer in range(2):
        for head in range(3):
            found, exact = colour(wall, layer, head), entry(table, wanted[layer][head])
            assert max(abs(found.red() - exact.red()), abs(found.green() - exact.green()), abs(found.blue() - exact.blue())) <= 4
    assert wall.accessibleName() == "Maps of 2 layers with 3 heads"


def test_that_a_tile_shows_its_map_the_right_way_round(wall: WallView) -> None:
    values = np.zeros((2, 2, 4, 4), dtype=np.float32)
    values[1, 0, 0, 3] = 1.0
    values[0, 1, 3, 0] = np.nan
    wall.show_wall(values, names(2), -1.0, 1.0, True)
    image, tile = wall.grab().toImage(), wall.tile_place(1, 0)
    corner = tile.topLeft() + QPointF(0.875 * tile.width(), 0.125 * tile.height())
    assert image.pixelColor(corner.toPoint()) == entry(diverging(tokens()), 255)
    assert image.pixelColor(tile.center().toPoint()) == QColor(tokens().surface)
    tile = wall.tile_place(0, 1)
    place = (tile.topLeft() + QPointF(0.125 * tile.width(), 0.875 * tile.height())).toPoint()
    inks = {image.pixelColor(place + QPoint(x, y)).name() for x in range(-5, 6) for y in range(-5, 6)}
    assert inks == {tokens().sunken, tokens().text_disabled}


def test_that_a_bright_cell_of_a_large_map_is_seen_in_a_small_tile(wall: WallView) -> None:
    values = np.zeros((12, 12, 200, 200), dtype=np.float32)
    values[5, 6, 101, 103] = 1.0
    wall.show_wall(values, names(12), 0.0, 1.0)
    place = wall.tile_place(5, 6).toRect()
    image = wall.grab(place).toImage()
    inks = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert place.width() < 40 and entry(sequential(tokens()), 255) in inks


def test_that_sorted_heads_stand_where_the_order_says_and_keep_their_numbers(wall: WallView, qtbot: QtBot) -> None:
    order = np.array([[2, 0, 1], [1, 2, 0]])
    wall.show_wall(steps(2, 3), names(2), 0.0, 1.0, order=order)
    assert wall.tile_place(0, 2).left() < wall.tile_place(0, 0).left() < wall.tile_place(0, 1).left()
    assert colour(wall, 1, 2) == entry(sequential(tokens()), 255)
    chosen: list[tuple[int, int]] = []
    wall.chosen.connect(lambda layer, head: chosen.append((layer, head)))
    qtbot.mouseClick(wall, Qt.MouseButton.LeftButton, pos=wall.tile_place(0, 2).center().toPoint())
    qtbot.keyClick(wall, Qt.Key.Key_Right)
    qtbot.keyClick(wall, Qt.Key.Key_Down)
    qtbot.keyClick(wall, Qt.Key.Key_Left)
    qtbot.keyClick(wall, Qt.Key.Key_Left)
    assert chosen == [(0, 2), (0, 0), (1, 2), (1, 1)]  # at the edge nothing is chosen anew
    assert wall.accessibleDescription() == "Layer 1, head 2"
    wall.show_marks([f"{index / 10}" for index in range(6)])
    assert wall.accessibleDescription() == "Layer 1, head 2: 0.4"


def test_that_the_choice_is_framed_and_stays_with_the_next_values(wall: WallView) -> None:
    wall.show_wall(steps(3, 4), names(3), 0.0, 1.0)
    wall.clearFocus()
    wall.choose(1, 2)
    wall.show_wall(1 - steps(3, 4), names(3), 0.0, 1.0)
    tile = wall.tile_place(1, 2)
    edge = QPoint(round(tile.center().x()), round(tile.top()) - 1)
    assert wall.grab().toImage().pixelColor(edge) == QColor(tokens().accent)
    wall.show_wall(steps(3, 2), names(3), 0.0, 1.0)
    assert wall.accessibleDescription() == ""


def test_that_the_mouse_tells_its_head_and_that_it_leaves(wall: WallView, qtbot: QtBot) -> None:
    wall.show_wall(steps(3, 4), names(3), 0.0, 1.0)
    told: list[tuple[int, int]] = []
    wall.hovered.connect(lambda layer, head: told.append((layer, head)))
    qtbot.mouseMove(wall, wall.tile_place(2, 3).center().toPoint())
    qtbot.mouseMove(wall, QPoint(3, 3))
    qtbot.waitUntil(lambda: told == [(2, 3), (-1, -1)], timeout=3000)


@pytest.mark.parametrize("shape", [(1, 1, 1, 1), (1, 12, 3, 9), (12, 12, 16, 16), (48, 64, 16, 16), (2, 2, 9, 300)])
def test_that_walls_of_any_size_fit_their_least_size(wall: WallView, qtbot: QtBot, shape: tuple[int, int, int, int]) -> None:
    layers, heads = shape[:2]
    wall.show_wall(steps(layers, heads, shape[2:]), names(layers), 0.0, 1.0)
    for size in (wall.minimumSizeHint(), wall.sizeHint()):
        wall.resize(size)
        assert wall.rect().toRectF().contains(wall.tile_place(layers - 1, heads - 1))
        assert wall.tile_at(wall.tile_place(layers - 1, heads - 1).center()) == (layers - 1, heads - 1)
        found, exact = colour(wall, layers - 1, heads - 1), entry(sequential(tokens()), 255 if layers * heads > 1 else 1)
        assert found == exact


def test_that_an_empty_wall_does_nothing(wall: WallView, qtbot: QtBot) -> None:
    wall.grab()
    qtbot.keyClick(wall, Qt.Key.Key_Down)
    qtbot.mouseClick(wall, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert wall.accessibleDescription() == ""
