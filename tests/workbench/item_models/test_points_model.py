"""The table of a map's points: which rows, in what order, and how their cells read."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from workbench.item_models.points import PointsModel

NAMES = ["Cherry", "apple", "banana", "APPLE pie", "date"]
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@pytest.fixture
def model() -> PointsModel:
    made = PointsModel()
    made.show_points(NAMES, [("Count", np.array([5, 1200, 3, 5, 40])), ("Norm", [0.5, np.nan, 2.25, -1.0, 0.1]), ("Kind", list("bbaac"))])
    return made


def cells(model: PointsModel, column: int = 0) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_that_rows_read_as_names_numbers_and_texts(model: PointsModel) -> None:
    assert cells(model) == NAMES and cells(model, 1) == ["5", "1,200", "3", "5", "40"]
    assert cells(model, 2) == ["0.500", "–", "2.250", "-1.000", "0.100"] and cells(model, 3) == list("bbaac")
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["Name", "Count", "Norm", "Kind"]
    aligned = [model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) == RIGHT for column in range(4)]
    assert aligned == [False, True, True, False]


def test_that_a_filter_finds_parts_of_names_in_upper_or_lower_case(model: PointsModel) -> None:
    model.set_filter("aPP")
    assert cells(model) == ["apple", "APPLE pie"] and model.found().tolist() == [1, 3]
    model.set_filter("an")
    assert cells(model) == ["banana"]  # twice in it, one row
    model.set_filter("e\nb")
    assert cells(model) == []  # never over the end of a name
    model.set_filter("")
    assert cells(model) == NAMES and model.found() is None


def test_that_a_filter_finds_what_looking_through_every_name_finds() -> None:
    draw = np.random.default_rng(0)
    letters = list("abAB好é\n İ.")
    names = ["".join(draw.choice(letters, draw.integers(0, 7))) for _ in range(3_000)]
    model = PointsModel()
    model.show_points(names)
    for text in ("a", "ab", "好", "É", "a\n", ".", "İ", "aba", " "):
        wanted = [at for at, name in enumerate(names) if text.replace("\n", " ").lower() in name.replace("\n", " ").lower()]
        model.set_filter(text)
        assert [model.index_of_point(row) for row in range(model.rowCount())] == wanted and wanted


def test_that_only_wanted_rows_are_shown_together_with_the_filter(model: PointsModel) -> None:
    model.set_rows(np.array([4, 1, 0]))
    assert cells(model) == ["Cherry", "apple", "date"] and model.count() == 5
    model.set_filter("a")
    assert cells(model) == ["apple", "date"]
    assert [model.index_of_point(row) for row in range(-1, 3)] == [-1, 1, 4, -1]
    assert [model.row_of_point(point) for point in range(-1, 6)] == [-1, -1, 0, -1, -1, 1, -1]
    assert model.points_of(np.array([1, 0])).tolist() == [4, 1]
    model.set_rows(None)
    model.set_filter("")
    assert model.rowCount() == 5


def test_that_columns_sort_both_ways_and_missing_values_stand_last(model: PointsModel) -> None:
    model.sort(1)
    assert cells(model) == ["banana", "Cherry", "APPLE pie", "date", "apple"]  # equal ones as they came
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert cells(model) == ["apple", "date", "Cherry", "APPLE pie", "banana"]
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(2, order)
        assert cells(model)[-1] == "apple"
    model.sort(0)
    assert cells(model) == ["apple", "APPLE pie", "banana", "Cherry", "date"]
    model.set_filter("e")
    assert cells(model) == ["apple", "APPLE pie", "Cherry", "date"]
    model.sort(-1)
    assert cells(model) == ["Cherry", "apple", "APPLE pie", "date"]


def test_that_long_and_blank_names_are_cut_to_one_readable_line() -> None:
    model = PointsModel()
    model.show_points(["x" * 100_000, "two\nlines", "\n", ""])
    assert cells(model) == ["x" * 200 + "…", "two lines", "\\n", ""]


def test_that_the_model_keeps_qts_rules(model: PointsModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1)
    model.set_filter("p")
    model.set_rows(np.array([], dtype=np.int64))
    model.show_points([])
    assert model.rowCount() == 0 and tester.model() is model
