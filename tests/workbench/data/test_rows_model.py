"""The table's model: previews, the cache, cut cells, row numbers; checked by Qt's own model tester."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from engine.api import RowCache
from workbench.item_models.rows import CELL, WHOLE, RowsModel


@pytest.fixture
def cache(tmp_path: Path) -> RowCache:
    """Rows 1 to 600 without row 300; row 2 has a cell of 200,000 characters over two lines."""
    rows = [(number, [f"text {number}", "a" if number % 2 else "b"]) for number in range(1, 601) if number != 300]
    rows[1] = (2, ["x\n" + "y" * 199_998, "b"])
    data, index = b"", b""
    for number, cells in rows:
        index += len(data).to_bytes(8, "little") + number.to_bytes(8, "little")
        data += json.dumps(cells).encode() + b"\n"
    (tmp_path / "rows.jsonl").write_bytes(data)
    (tmp_path / "rows.idx").write_bytes(index)
    (tmp_path / "table.json").write_text('{"columns": ["text", "label"]}')
    return RowCache(tmp_path)


def test_that_the_preview_grows_into_the_whole_file(cache: RowCache, qtmodeltester: ModelTester) -> None:
    model = RowsModel()
    qtmodeltester.check(model)
    model.show_preview(cache.columns, [(number, ("first", "rows")) for number in range(1, 201)])
    added: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: added.append((first, last)))
    model.show_cache(cache)
    assert added == [(200, 598)]
    assert model.rowCount() == 599
    assert model.data(model.index(598, 0)) == "text 600"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "text"
    assert model.headerData(598, Qt.Orientation.Vertical) == "600"
    assert (model.place(299), model.place(300), model.place(301)) == (298, None, 299)
    model.clear()
    assert model.rowCount() == model.columnCount() == 0
    cache.close()


def test_that_long_cells_are_cut_in_the_table_and_bounded_in_the_reader(cache: RowCache) -> None:
    model = RowsModel()
    model.show_cache(cache)
    shown = model.data(model.index(1, 0))
    assert shown.startswith("x yy")
    assert shown.endswith("…")
    assert len(shown) == CELL + 1
    text, length = model.whole(1, 0)
    assert (len(text), length) == (WHOLE, 200_000)
    cache.close()


def test_that_asking_never_raises(cache: RowCache) -> None:
    model = RowsModel()
    model.show_cache(cache)
    cache.close()
    assert model.data(model.index(5, 0)) is None
    assert model.data(QModelIndex()) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


def test_that_a_row_of_a_preview_is_found_by_its_number() -> None:
    model = RowsModel()
    model.show_preview(("text",), [(1, ("a",)), (4, ("b",))])
    assert (model.place(4), model.place(2)) == (1, None)
