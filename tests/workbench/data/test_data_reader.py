"""The reader behind the Data page: real children, read to the end, cancelled, replaced, closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from engine.api import cache_root, task_roles
from workbench.bridge.reading import DataReader

WAIT = 20_000
ROLES = task_roles("text-classification")


@pytest.fixture
def reader(qapp: object) -> Iterator[DataReader]:
    made = DataReader()
    yield made
    made.close()
    assert not list((cache_root() / "rows").glob("*"))
    assert not [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.csv"
    path.write_text("text,label\n" + "".join(f"a longer text number {i},{i % 3}\n" for i in range(400_000)), encoding="utf-8")
    return path


def test_that_a_file_arrives_in_order(reader: DataReader, reviews: Path, qtbot: QtBot) -> None:
    seen: list[str] = []
    reader.changed.connect(seen.append)
    reader.read(str(reviews))
    qtbot.waitUntil(lambda: reader.now.state == "done", timeout=WAIT)
    assert [what for what in seen if what != "progress"] == ["started", "opened", "preview", "done"]
    assert reader.now.cache is not None
    assert len(reader.now.cache) == 299
    assert [message.problem.row for message in reader.now.problems] == [50]
    reader.check({"text": "review", "label": "mood"}, ROLES)
    assert reader.now.checking
    qtbot.waitUntil(lambda: reader.now.report is not None, timeout=WAIT)
    assert reader.now.report is not None
    assert reader.now.report.usable == 297
    seen.clear()
    reader.check({"label": "mood", "text": "review"}, ROLES)  # the same question
    reader.read(str(reviews))  # the same file
    assert not seen


def test_that_the_first_rows_are_there_while_the_rest_is_read_and_can_be_cancelled(
    reader: DataReader, long_file: Path, qtbot: QtBot
) -> None:
    reader.read(str(long_file))
    qtbot.waitUntil(lambda: reader.now.preview is not None, timeout=WAIT)
    assert reader.now.state == "reading"
    assert reader.now.preview is not None
    assert len(reader.now.preview.rows) == 200
    reader.cancel()
    assert reader.now.state == "cancelled"
    qtbot.waitUntil(lambda: not reader._threads, timeout=WAIT)
    assert reader.now.done is None


def test_that_another_file_takes_the_place_of_one_that_is_being_read(
    reader: DataReader, long_file: Path, reviews: Path, qtbot: QtBot
) -> None:
    reader.read(str(long_file))
    qtbot.waitUntil(lambda: reader.now.preview is not None, timeout=WAIT)
    reader.read(str(reviews))
    qtbot.waitUntil(lambda: reader.now.state == "done" and not reader._threads, timeout=WAIT)
    assert reader.now.opened is not None
    assert reader.now.opened.columns == ("review", "mood", "city")
    reader.read(str(long_file))
    qtbot.waitUntil(lambda: reader.now.state == "done" and not reader._threads, timeout=WAIT)
    assert len(list((cache_root() / "rows").glob("*"))) == 1  # the others were swept


def test_that_a_missing_file_fails_with_its_error(reader: DataReader, tmp_path: Path, qtbot: QtBot) -> None:
    reader.read(str(tmp_path / "gone.csv"))
    qtbot.waitUntil(lambda: reader.now.state == "failed", timeout=WAIT)
    assert reader.now.failure is not None
    assert reader.now.failure.code == "data.missing"


def test_that_closing_in_the_middle_leaves_nothing(long_file: Path, qtbot: QtBot) -> None:
    reader = DataReader()
    reader.read(str(long_file))
    qtbot.waitUntil(lambda: reader.now.preview is not None, timeout=WAIT)
    reader.close()
    assert not list((cache_root() / "rows").glob("*"))
    assert not [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
