"""The map of points, shown, moved and marked with a real mouse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.plots._colouring import faded
from workbench.plots._geometry import Grid, Window, inside
from workbench.plots.scatter import ScatterView
from workbench.services.theme import Theme

LEFT, NO_KEY, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme("light")
    made.apply(qapp)
    return made


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ScatterView:
    made = ScatterView(theme)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.fixture
def corners(view: ScatterView) -> ScatterView:
    """Four points in the corners of a square and one in its middle."""
    view.show_points(np.array([[0, 0], [1, 0], [0, 1], [1, 1], [0.5, 0.5]], dtype=np.float32), ["sw", "se", "nw", "ne", "middle"])
    return view


def place_of(view: ScatterView, point: int) -> QPointF:
    x, y = view.looked_at.to_pixels(float(view._cloud.x[point]), float(view._cloud.y[point]))
    return view.plot().topLeft() + QPointF(x, y)


def colour_at(view: ScatterView, place: QPointF) -> str:
    return view.grab().toImage().pixelColor(place.toPoint()).name()


def colours_in(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def mouse(view: ScatterView, kind: QEvent.Type, place: QPointF, keys: Qt.KeyboardModifier = NO_KEY, held: bool = True) -> None:
    """A mouse event with fractions of pixels, as Qt delivers them."""
    button = LEFT if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    buttons = LEFT if held and kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    where = QPointF(view.mapToGlobal(place.toPoint()))
    QApplication.sendEvent(view, QMouseEvent(kind, place, where, button, buttons, keys))


def drag(view: ScatterView, places: list[QPointF], keys: Qt.KeyboardModifier = NO_KEY) -> None:
    mouse(view, QEvent.Type.MouseButtonPress, places[0], keys)
    for place in places[1:]:
        mouse(view, QEvent.Type.MouseMove, place, keys)
    mouse(view, QEvent.Type.MouseButtonRelease, places[-1], keys)


def around(view: ScatterView, point: int, radius: float = 40) -> list[QPointF]:
    middle = place_of(view, point)
    turns = np.linspace(0, 2 * np.pi, 30)
    return [middle + QPointF(radius * np.cos(turn), radius * np.sin(turn)) for turn in turns]


def wheel(view: ScatterView, place: QPointF, notches: int) -> None:
    where = QPointF(view.mapToGlobal(place.toPoint()))
    turned = QPoint(0, 120 * notches)
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(view, QWheelEvent(place, where, QPoint(), turned, Qt.MouseButton.NoButton, NO_KEY, phase, False))


def test_that_points_are_painted_where_they_are_and_nowhere_else(corners: ScatterView, theme: Theme) -> None:
    for point in range(5):
        assert colour_at(corners, place_of(corners, point)) == theme.palette.series[0]
    assert colour_at(corners, place_of(corners, 4) + QPointF(20, 0)) == theme.palette.surface
    assert place_of(corners, 2).y() < place_of(corners, 0).y()
    assert corners.accessibleName() == "Map of 5 points"


def test_that_every_one_of_a_quarter_million_mapped_points_is_drawn(view: ScatterView, theme: Theme, tmp_path: Path) -> None:
    view.resize(700, 600)
    written = np.lib.format.open_memmap(tmp_path / "points.npy", mode="w+", dtype=np.float32, shape=(250_000, 2))
    written[:] = np.stack(np.meshgrid(np.arange(500), np.arange(500)), axis=-1).reshape(-1, 2)
    written.flush()
    points = np.lib.format.open_memmap(tmp_path / "points.npy", mode="r")
    view.show_points(points, [str(index) for index in range(250_000)])
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.width())
    x, y = view.looked_at.to_pixels(points[:, 0], points[:, 1])
    drawn = pixels[(y + view.plot().top()).astype(int), (x + view.plot().left()).astype(int)]
    assert set(drawn.tolist()) == {QColor(theme.palette.series[0]).rgb()}
    assert (pixels == QColor(theme.palette.surface).rgb()).any()


def test_that_points_without_a_place_are_left_out_and_harm_nothing(qtbot: QtBot, view: ScatterView, theme: Theme) -> None:
    view.show_points(np.array([[np.nan, 0], [1, 1], [np.inf, 2], [3, 3]], dtype=np.float32), list("abcd"))
    assert colour_at(view, place_of(view, 1)) == colour_at(view, place_of(view, 3)) == theme.palette.series[0]
    view.show_points(np.full((2, 2), np.nan, dtype=np.float32), list("ab"))
    view.highlight([0, 1])
    qtbot.mouseMove(view, QPoint(300, 200))
    assert colour_at(view, QPointF(300, 200)) == theme.palette.surface
    view.show_points(np.empty((0, 2), dtype=np.float32), [])
    assert view.accessibleName() == "Map of 0 points"
    assert len(colours_in(view.grab(view.rect().adjusted(200, 150, -200, -150)).toImage())) > 1  # says that there are none


def test_that_categories_have_the_series_colours_in_their_order(corners: ScatterView, theme: Theme) -> None:
    corners.colour_by(np.array([1, 0, 2, 1, -1]), ["good", "bad", "so so"])
    shown = [colour_at(corners, place_of(corners, point)) for point in range(4)]
    assert shown == [theme.palette.series[index] for index in (1, 0, 2, 1)]
    assert corners._legend.texts() == ["bad · 2", "good · 1", "so so · 1", "no value · 1"]
    assert colour_at(corners, place_of(corners, 4)) == QColor.fromRgb(faded(theme.palette)).name()


def test_that_more_categories_than_colours_differ_in_tint_and_shape_and_the_rest_is_counted(view: ScatterView, theme: Theme) -> None:
    kinds = np.repeat(np.arange(20), np.arange(20, 0, -1))
    view.show_points(np.random.default_rng(0).normal(size=(210, 2)), [str(index) for index in range(210)])
    view.colour_by(kinds, [f"kind {index}" for index in range(20)])
    painted = view._cloud.colouring
    looks = {(int(painted.colours[at]), int(painted.shapes[at])) for at in range(210)}
    assert len(looks) == 20
    texts = view._legend.texts()
    assert texts[0] == "kind 0 · 20" and texts[9] == "kind 9 · 11" and texts[10:] == ["10 others · 55"]
    legend = view.grab().toImage().copy(0, int(view.plot().bottom()), view.width(), view.height() - int(view.plot().bottom()))
    assert set(theme.palette.series) <= colours_in(legend)


def test_that_amounts_run_from_faint_to_strong_with_a_bar_and_their_ends(corners: ScatterView, theme: Theme) -> None:
    corners.colour_by(np.array([0.5, 2.0, 8.25, np.nan, 4.0]))
    lightness = [QColor(colour_at(corners, place_of(corners, point))).lightnessF() for point in (0, 1, 4, 2)]
    assert lightness == sorted(lightness, reverse=True) and lightness[0] > lightness[3]
    assert corners._legend.texts() == ["0.5", "8.25", "no value · 1"]
    assert colour_at(corners, place_of(corners, 3)) == QColor.fromRgb(faded(theme.palette)).name()


def test_that_the_theme_is_followed(corners: ScatterView, theme: Theme) -> None:
    corners.colour_by(np.array([0, 1, 0, 1, 0]), ["a", "b"])
    theme.set_choice("dark")
    assert colour_at(corners, place_of(corners, 1)) == theme.palette.series[1]
    assert colour_at(corners, place_of(corners, 4) + QPointF(20, 0)) == theme.palette.surface
    theme.set_choice("light")


def test_that_the_picture_has_the_screens_own_pixels(corners: ScatterView, theme: Theme) -> None:
    usual, fine = (corners._cloud.image(corners.looked_at, ratio, theme.palette).copy() for ratio in (1.0, 2.0))
    assert fine.width() == 2 * usual.width() and fine.devicePixelRatio() == 2
    place = place_of(corners, 3) - corners.plot().topLeft()
    assert fine.pixelColor((2 * place).toPoint()).name() == theme.palette.series[0]


def test_that_the_point_under_the_mouse_is_told_ringed_and_named(qtbot: QtBot, corners: ScatterView, theme: Theme) -> None:
    told: list[int] = []
    corners.hovered.connect(told.append)
    place = place_of(corners, 4)
    before = colours_in(corners.grab().copy(int(place.x()) + 10, int(place.y()) - 10, 60, 20).toImage())
    qtbot.mouseMove(corners, (place + QPointF(3, 2)).toPoint())
    beside = colours_in(corners.grab().copy(int(place.x()) + 10, int(place.y()) - 10, 60, 20).toImage())
    assert before == {theme.palette.surface} and theme.palette.text in beside
    qtbot.mouseMove(corners, (place + QPointF(60, 2)).toPoint())
    assert told == [4, -1]


def test_that_the_nearest_point_is_the_one_that_looking_at_all_finds() -> None:
    draw = np.random.default_rng(3)
    x, y = draw.normal(size=(2, 5_000)).astype(np.float32)
    x[:3], y[3:5] = (np.nan, np.inf, 1e6), np.nan
    grid, reach = Grid(x, y), (0.05, 0.08)
    for place in draw.normal(size=(500, 2)) * 1.5:
        away = np.nan_to_num(((x - place[0]) / reach[0]) ** 2 + ((y - place[1]) / reach[1]) ** 2, nan=np.inf)
        assert grid.nearest(*place, *reach) == (int(away.argmin()) if away.min() <= 1 else -1)
    assert grid.nearest(1e6, float(y[2]), *reach) == 2


def test_that_dragging_moves_and_the_wheel_zooms_at_the_mouse(corners: ScatterView) -> None:
    start = place_of(corners, 4)
    drag(corners, [start, start + QPointF(10, 5), start + QPointF(50, 20)])
    assert (place_of(corners, 4) - start - QPointF(50, 20)).manhattanLength() < 0.01
    place, scale = place_of(corners, 3), corners.looked_at.scale_x
    wheel(corners, place, 3)
    assert corners.looked_at.scale_x > 1.5 * scale
    assert (place_of(corners, 3) - place).manhattanLength() < 0.01
    middle = corners.plot().center()
    mouse(corners, QEvent.Type.MouseButtonDblClick, middle)
    assert (place_of(corners, 4) - middle).manhattanLength() < 0.01 and corners.looked_at.scale_x == pytest.approx(scale)


def test_that_the_keys_move_zoom_and_show_everything(qtbot: QtBot, corners: ScatterView) -> None:
    middle, scale = place_of(corners, 4), corners.looked_at.scale_x
    qtbot.keyClick(corners, Qt.Key.Key_Right)
    assert place_of(corners, 4).x() < middle.x()
    qtbot.keyClick(corners, Qt.Key.Key_Down)
    assert place_of(corners, 4).y() < middle.y()
    qtbot.keyClick(corners, Qt.Key.Key_Plus)
    assert corners.looked_at.scale_x > scale
    qtbot.keyClick(corners, Qt.Key.Key_0)
    assert corners.looked_at.scale_x == pytest.approx(scale) and (place_of(corners, 4) - middle).manhattanLength() < 0.01


def test_that_a_larger_widget_shows_everything_unless_somebody_has_zoomed(corners: ScatterView) -> None:
    corners.resize(900, 700)
    assert corners.looked_at.zoom == pytest.approx(1) and place_of(corners, 0).y() > 600
    corners.zoom(4)
    scale = corners.looked_at.scale_x
    corners.resize(600, 400)
    assert corners.looked_at.scale_x == scale


def test_that_the_lasso_selects_what_it_encloses_and_the_rest_turns_grey(corners: ScatterView, theme: Theme) -> None:
    told: list[np.ndarray] = []
    corners.selected.connect(told.append)
    drag(corners, around(corners, 3), SHIFT)
    assert told[-1].tolist() == [3] and told[-1].dtype == np.int64
    assert colour_at(corners, place_of(corners, 3)) == theme.palette.series[0]
    assert colour_at(corners, place_of(corners, 0)) == QColor.fromRgb(faded(theme.palette)).name()
    assert corners.accessibleName() == "Map of 5 points, 1 selected"
    corners.set_lasso(True)
    drag(corners, [QPointF(3, 3), QPointF(700, 3), QPointF(700, 450), QPointF(3, 450)])  # beyond the edges
    assert told[-1].tolist() == [0, 1, 2, 3, 4]


def test_that_escape_and_a_click_beside_all_points_let_the_selection_go(qtbot: QtBot, corners: ScatterView, theme: Theme) -> None:
    told: list[list[int]] = []
    corners.selected.connect(lambda found: told.append(found.tolist()))
    drag(corners, around(corners, 3), SHIFT)
    qtbot.keyClick(corners, Qt.Key.Key_Escape)
    drag(corners, around(corners, 0), SHIFT)
    qtbot.mouseClick(corners, LEFT, pos=(place_of(corners, 4) + QPointF(50, 0)).toPoint())
    assert told == [[3], [], [0], []]
    assert colour_at(corners, place_of(corners, 1)) == theme.palette.series[0]
    mouse(corners, QEvent.Type.MouseButtonPress, QPointF(20, 20), SHIFT)
    mouse(corners, QEvent.Type.MouseMove, QPointF(300, 20), SHIFT)
    qtbot.keyClick(corners, Qt.Key.Key_Escape)
    mouse(corners, QEvent.Type.MouseButtonRelease, QPointF(300, 300), SHIFT)
    assert len(told) == 4


def test_that_a_click_chooses_the_point(qtbot: QtBot, corners: ScatterView) -> None:
    with qtbot.waitSignal(corners.chosen, timeout=1000) as told:
        qtbot.mouseClick(corners, LEFT, pos=place_of(corners, 1).toPoint())
    assert told.args == [1]


def test_that_points_within_a_line_are_those_that_qt_finds() -> None:
    draw = np.random.default_rng(5)
    x, y = draw.uniform(-1, 1, size=(2, 2_000)).astype(np.float32)
    x[0] = np.nan
    turns = np.linspace(0, 4 * np.pi, 90)  # twice around, so that the line crosses itself
    line = np.stack([np.cos(turns) * (0.5 + 0.4 * np.sin(3.5 * turns)), np.sin(turns) * 0.9], axis=1)
    polygon = QPolygonF([QPointF(*corner) for corner in line])
    within = [at for at in range(1, 2_000) if polygon.containsPoint(QPointF(float(x[at]), float(y[at])), Qt.FillRule.OddEvenFill)]
    assert 100 < len(within) < 1_500
    assert inside(x, y, line).tolist() == within


def test_that_selecting_from_outside_tells_nobody(corners: ScatterView, theme: Theme) -> None:
    told: list[object] = []
    corners.selected.connect(told.append)
    corners.select([2, 0, 2])
    assert not told and corners.selection().tolist() == [0, 2]
    assert colour_at(corners, place_of(corners, 2)) == theme.palette.series[0]
    corners.select([])
    assert colour_at(corners, place_of(corners, 4)) == theme.palette.series[0]


def test_that_the_selected_points_lie_over_the_others(view: ScatterView, theme: Theme) -> None:
    view.show_points(np.zeros((50, 2), dtype=np.float32), [str(index) for index in range(50)])
    view.colour_by(np.arange(50) % 2, ["a", "b"])
    for point in (3, 40, 11):
        view.select([point])
        assert colour_at(view, place_of(view, 0)) == theme.palette.series[point % 2]


def test_that_search_hits_are_ringed_and_named_and_many_of_them_grey_the_rest(corners: ScatterView, theme: Theme) -> None:
    def ring(point: int) -> set[str]:
        place = place_of(corners, point).toPoint()
        return colours_in(corners.grab().copy(place.x() - 10, place.y() - 10, 20, 20).toImage())

    assert theme.palette.text not in ring(0) | ring(4)
    corners.highlight([4])
    assert theme.palette.text in ring(4) and theme.palette.text not in ring(0)
    points = np.random.default_rng(0).normal(size=(2_000, 2)).astype(np.float32)
    corners.show_points(points, [str(index) for index in range(2_000)])
    corners.highlight(np.arange(600))
    lit = corners._cloud.lit()
    assert lit is not None and lit[:600].all() and not lit[600:].any()
    assert QColor.fromRgb(faded(theme.palette)).name() in colours_in(corners.grab().toImage())


def test_that_points_move_without_losing_zoom_or_selection(corners: ScatterView, theme: Theme) -> None:
    corners.zoom(2)
    corners.select([4])
    seen = Window(**vars(corners.looked_at))
    moved = np.array([[0, 0], [1, 0], [0, 1], [1, 1], [0.4, 0.55]], dtype=np.float32)
    old = place_of(corners, 4)
    corners.move_points(moved)
    assert corners.looked_at == seen and corners.selection().tolist() == [4]
    assert colour_at(corners, place_of(corners, 4)) == theme.palette.series[0]
    assert colour_at(corners, old) == theme.palette.surface
    mouse(corners, QEvent.Type.MouseMove, place_of(corners, 4), held=False)
    assert corners._hovered == 4
    corners.show_points(moved, list("abcde"), keep_view=True)
    assert corners.looked_at == seen and not len(corners.selection())
    with pytest.raises(ValueError, match="3, 2"):
        corners.move_points(moved[:3])


def test_that_only_the_longest_moves_are_drawn_and_paths_of_pinned_points(view: ScatterView, theme: Theme) -> None:
    points = np.zeros((3_000, 2), dtype=np.float32)
    points[0] = (4, 4)
    view.show_points(points, [str(index) for index in range(3_000)])
    to = points + np.arange(3_000)[:, None] * np.array([0.001, 0], dtype=np.float32)
    between = place_of(view, 1) * 0.7 + (place_of(view, 1) + QPointF(2.9 * view.looked_at.scale_x, 0)) * 0.3
    assert colour_at(view, between) == theme.palette.surface
    view.show_moves(to)
    assert view._moves[0].tolist() == list(range(1_000, 3_000))
    assert colour_at(view, between) != theme.palette.surface
    view.show_moves(None)
    assert colour_at(view, between) == theme.palette.surface
    view.show_trails(np.array([[[0, 0]], [[3, 0]], [[np.nan, 0]], [[3, 2]]]), [1])
    assert QColor(colour_at(view, between)).lightnessF() < 0.5  # as dark as the text
    view.show_trails(np.empty((0, 1, 2)), [])
    assert colour_at(view, between) == theme.palette.surface


def test_that_axes_have_titles_and_values_and_their_own_scales_if_wished(qtbot: QtBot, theme: Theme) -> None:
    view = ScatterView(theme, equal_aspect=False)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_points(np.array([[0, 0], [1000, 1]], dtype=np.float32), ["low", "high"])
    view.show()
    assert place_of(view, 1).x() > 500 and place_of(view, 1).y() < 60
    whole = view.plot()
    view.set_axis_titles("frequency", "norm")
    assert view.plot().left() > whole.left() and view.plot().bottom() < whole.bottom()
    left = colours_in(view.grab().copy(0, 0, int(view.plot().left()) - 2, 400).toImage())
    assert theme.palette.surface in left and len(left) > 5
