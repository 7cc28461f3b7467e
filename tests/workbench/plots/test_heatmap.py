"""The map of one head: colours, what is told of the mouse and the keyboard, zooming, and cells that must not vanish."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.plots.colour_maps import diverging, oklab, sequential
from workbench.plots.heatmap import HeatmapView
from workbench.plots.map_frame import Axis
from workbench.plots.raster import Pyramid, levels
from workbench.plots.token_labels import step, written
from workbench.services import language
from workbench.services.theme import DARK, LIGHT, Palette, Theme, tokens

WORDS = ["[CLS]", "今天", "weather", "😀", "\n", "[SEP]"]
THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
# Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB
SIGHT = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    language.install(qapp, "en")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme("light")
    made.apply(qapp)
    return made


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> HeatmapView:
    made = HeatmapView("heat")
    qtbot.addWidget(made)
    made.resize(520, 460)
    made.show()
    return made


def six(**cells: float) -> np.ndarray:
    """A 6 x 6 map of zeros but for cells such as r1c2=0.5."""
    values = np.zeros((6, 6), dtype=np.float32)
    for name, value in cells.items():
        row, column = name[1:].split("c")
        values[int(row), int(column)] = value
    return values


def colour_at(view: HeatmapView, row: int, column: int) -> QColor:
    image = view.grab().toImage()
    return image.pixelColor(view.cell_place(row, column).center().toPoint())


def at(table: np.ndarray, level: int) -> QColor:
    return QColor(*(int(channel) for channel in table[level]))


def turn(view: HeatmapView, place: QPointF, by: int, keys: Qt.KeyboardModifier) -> bool:
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view, event)
    return event.isAccepted()


@THEMES
def test_that_lightness_is_even_along_the_map_for_amounts(palette: Palette) -> None:
    light = np.array([oklab(at(sequential(palette), level).name())[0] for level in range(1, 256)])
    steps = np.diff(light) if palette.dark else -np.diff(light)
    assert sequential(palette).shape == (256, 3) and sequential(palette).dtype == np.uint8
    assert at(sequential(palette), 1) == QColor(palette.surface)
    assert steps.min() >= 0 and abs(light[-1] - light[0]) > 0.55
    assert np.abs(light - np.linspace(light[0], light[-1], 255)).max() < 0.01


@THEMES
@pytest.mark.parametrize("kind", SIGHT)
def test_that_colour_blind_readers_tell_both_ends_of_a_difference_apart(palette: Palette, kind: str) -> None:
    table = diverging(palette)
    assert at(table, 128) == QColor(palette.surface)
    ends = [oklab(at(table, level).name()) for level in (1, 255)]
    assert ends[0][0] == pytest.approx(ends[1][0], abs=0.03)
    seen = []
    for level in (1, 255):
        coded = table[level] / 255
        linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
        linear = np.clip(np.array(SIGHT[kind]) @ linear, 0, 1)
        coded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
        seen.append(oklab(QColor(*(round(255 * float(channel)) for channel in coded)).name()))
    assert np.linalg.norm(seen[0] - seen[1]) > 0.2


def test_that_levels_run_from_low_to_high_and_keep_nan_apart() -> None:
    values = np.array([[-9.0, 0.0, 0.5], [1.0, np.inf, np.nan]], dtype=np.float32)
    assert levels(values, 0.0, 1.0).tolist() == [[1, 1, 128], [255, 255, 0]]
    assert levels(np.array([[-0.1, 0.0, 0.1]], dtype=np.float32), -0.1, 0.1, True).tolist() == [[1, 128, 255]]


def test_that_a_difference_of_nothing_is_all_middle() -> None:
    assert (levels(np.zeros((3, 3), dtype=np.float32), 0.0, 0.0, True) == 128).all()


def test_that_halving_keeps_the_strongest_cell_and_lets_no_value_win() -> None:
    amounts = levels(np.array([[0.0, 1.0, np.nan], [0.2, 0.0, np.nan], [0.0, 0.0, 0.5]], dtype=np.float32), 0.0, 1.0)
    assert Pyramid(amounts, False).at(1, 1).tolist() == [[255, 0], [1, 128]]
    changes = levels(np.array([[0.5, -1.0], [np.nan, 0.0]], dtype=np.float32), -1.0, 1.0, True)
    assert Pyramid(changes, True).at(1, 1).tolist() == [[1]]
    assert Pyramid(changes[1:], True).at(0, 1).tolist() == [[128]]


def test_that_tokens_are_written_visibly_and_thinned_in_round_steps() -> None:
    assert [written(token) for token in ("a\nb", "  ", "\t", "好")] == ["a↵b", "␣␣", "⇥", "好"]
    assert [step(pitch, 16) for pitch in (20, 16, 9, 4, 1.7, 0.1)] == [1, 1, 2, 5, 10, 200]


def test_that_zooming_keeps_what_lies_under_the_mouse() -> None:
    axis = Axis(count=100, fit=4.0, start=50.0, room=400.0)
    for zoom in (2.0, 5.0, 3.0):
        axis.zoom_to(zoom, 250.0)
        assert axis.at(250.0) == 50
    axis.move_to(1e9)
    assert axis.at(449.9) == 99 and axis.at(450.0) == -1


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_that_cells_have_the_colours_of_their_values_in_both_themes(
    view: HeatmapView, theme: Theme, qapp: QApplication, choice: str
) -> None:
    view.show_map(six(r1c2=1.0, r4c0=0.5), WORDS, WORDS, 0.0, 1.0)
    view.grab()
    theme.set_choice(choice)
    table = sequential(tokens())
    assert colour_at(view, 1, 2) == at(table, 255)
    assert colour_at(view, 4, 0) == at(table, 128)
    assert colour_at(view, 5, 5) == QColor(tokens().surface)
    view.show_map(six(r1c2=-1.0, r4c0=1.0), WORDS, WORDS, -1.0, 1.0, True)
    assert colour_at(view, 1, 2) == at(diverging(tokens()), 1)
    assert colour_at(view, 4, 0) == at(diverging(tokens()), 255)


def test_that_no_value_is_hatched_and_not_taken_for_zero(view: HeatmapView) -> None:
    view.show_map(six(r2c2=np.nan), WORDS, WORDS, 0.0, 1.0)
    image = view.grab(view.cell_place(2, 2).adjusted(3, 3, -3, -3).toRect()).toImage()
    inks = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert inks == {tokens().sunken, tokens().text_disabled}


def test_that_a_single_bright_cell_among_millions_is_seen(view: HeatmapView, tmp_path: Path) -> None:
    values = np.lib.format.open_memmap(tmp_path / "map.npy", mode="w+", dtype=np.float32, shape=(2048, 2048))
    values[1001, 777] = 1.0
    values.flush()
    names = [f"token{index}" for index in range(2048)]
    view.show_map(np.lib.format.open_memmap(tmp_path / "map.npy", mode="r"), names, names, 0.0, 1.0)
    assert view.cell_place(0, 0).width() < 0.25
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.width())
    found = np.argwhere(pixels[:, : view._frame.whole.toRect().right()] == at(sequential(tokens()), 255).rgb())
    place = view.cell_place(1001, 777).center()
    assert len(found) >= 1
    assert np.abs(found - [place.y(), place.x()]).max() <= 2


def test_that_the_mouse_tells_its_cell_and_that_it_leaves(view: HeatmapView, qtbot: QtBot) -> None:
    view.show_map(six(), WORDS, WORDS, 0.0, 1.0)
    told: list[tuple[int, int]] = []
    view.hovered.connect(lambda row, column: told.append((row, column)))
    qtbot.mouseMove(view, view.cell_place(3, 1).center().toPoint())
    qtbot.waitUntil(lambda: told == [(3, 1)], timeout=3000)
    place, wide = view.cell_place(3, 5), view.cell_place(3, 5).width()
    edge = view.grab().toImage().pixelColor(int(place.center().x()), round(place.top()) - 1)
    assert edge != QColor(tokens().surface)  # its row is outlined as far as it goes
    qtbot.mouseMove(view, (place.center() + QPointF(wide, 0)).toPoint())
    qtbot.waitUntil(lambda: told == [(3, 1), (-1, -1)], timeout=3000)


def test_that_a_click_on_a_cell_or_a_name_chooses_its_row(view: HeatmapView, qtbot: QtBot) -> None:
    view.show_map(six(), WORDS, WORDS, 0.0, 1.0)
    chosen: list[int] = []
    view.row_chosen.connect(chosen.append)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.cell_place(2, 4).center().toPoint())
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(8, int(view.cell_place(5, 0).center().y())))
    assert chosen == [2, 5]
    line = view.cell_place(5, 3)
    assert view.grab().toImage().pixelColor(line.center().toPoint().x(), round(line.top()) - 1) == QColor(tokens().link)


def test_that_arrows_move_a_cell_and_say_it(view: HeatmapView, qtbot: QtBot) -> None:
    view.show_map(six(r1c1=0.25), WORDS, WORDS, 0.0, 1.0)
    cells: list[tuple[int, int]] = []
    rows: list[int] = []
    view.hovered.connect(lambda row, column: cells.append((row, column)))
    view.row_chosen.connect(rows.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    assert cells == [(0, 0), (1, 0), (1, 1), (1, 0), (1, 0), (1, 1)]
    assert rows == [0, 1]
    assert view.accessibleDescription() == "今天 to 今天: 0.25"
    assert view.accessibleName() == "Map of 6 rows and 6 columns, colours from 0 to 1"


def test_that_ctrl_and_the_wheel_zoom_at_the_mouse_and_a_double_click_shows_all(view: HeatmapView, qtbot: QtBot) -> None:
    names = [f"t{index}" for index in range(64)]
    view.show_map(np.eye(64, dtype=np.float32), names, names, 0.0, 1.0)
    place = view.cell_place(20, 40).center()
    before = view.cell_place(20, 40).width()
    assert not turn(view, place, 120, Qt.KeyboardModifier.NoModifier)  # left to the page
    for _ in range(5):
        assert turn(view, place, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.is_zoomed() and view.cell_place(20, 40).width() > 2.5 * before
    assert view.cell_place(20, 40).contains(place)
    top = view.cell_place(20, 40).top()
    assert turn(view, place, 120, Qt.KeyboardModifier.NoModifier)  # pans now
    assert view.cell_place(20, 40).top() == pytest.approx(top + 60)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert not view.is_zoomed() and view.cell_place(20, 40).width() == before


def test_that_a_drag_pans_and_chooses_nothing(view: HeatmapView, qtbot: QtBot) -> None:
    names = [f"t{index}" for index in range(64)]
    view.show_map(np.eye(64, dtype=np.float32), names, names, 0.0, 1.0)
    chosen: list[int] = []
    view.row_chosen.connect(chosen.append)
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    before, start = view.cell_place(30, 30).topLeft(), view.cell_place(30, 30).center().toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for way in (QPoint(10, 0), QPoint(25, 5), QPoint(40, 20)):
        qtbot.mouseMove(view, start + way)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 20))
    moved = view.cell_place(30, 30).topLeft() - before
    assert (round(moved.x()), round(moved.y())) == (40, 20)
    assert chosen == []
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert not view.is_zoomed()


def test_that_another_head_of_the_same_tokens_is_seen_where_the_last_one_was(view: HeatmapView, qtbot: QtBot) -> None:
    view.show_map(six(r0c0=1.0), WORDS, WORDS, 0.0, 1.0)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    place = view.cell_place(3, 3)
    view.show_map(six(r3c3=1.0), WORDS, WORDS, 0.0, 1.0)
    assert view.cell_place(3, 3) == place
    view.show_map(six(r3c3=1.0), WORDS[::-1], WORDS, 0.0, 1.0)
    assert not view.is_zoomed()


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (1, 400), (400, 2), (5, 60), (0, 0)])
def test_that_maps_of_any_shape_stay_inside_the_widget(view: HeatmapView, shape: tuple[int, int]) -> None:
    rows, columns = ([f"token {index}" for index in range(count)] for count in shape)
    view.show_map(np.ones(shape, dtype=np.float32), rows, columns, 0.0, 1.0)
    image = view.grab().toImage()
    if 0 not in shape:
        whole = view.cell_place(0, 0).united(view.cell_place(shape[0] - 1, shape[1] - 1))
        assert view.rect().toRectF().contains(whole)
        assert image.pixelColor(whole.center().toPoint() + QPoint(2, 2)) == at(sequential(tokens()), 255)
