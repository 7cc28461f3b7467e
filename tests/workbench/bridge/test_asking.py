"""Asking a model one text after another: one process, its end when nobody asks, and what is told when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from pytestqt.qtbot import QtBot

from workbench.bridge.asking import Asker
from workbench.bridge.tools import ToolFailure, Tools

WAIT = 20_000


class Heard:
    """What a caller hears."""

    def __init__(self, asker: Asker) -> None:
        self.answers: list[dict[str, Any]] = []
        self.failures: list[ToolFailure] = []
        self.pieces: list[dict[str, Any]] = []
        asker.answered.connect(self.answers.append)
        asker.said.connect(self.pieces.append)
        asker.failed.connect(self.failures.append)

    def texts(self) -> list[str]:
        return [answer["rows"][0]["text"] for answer in self.answers]


@pytest.fixture
def make_asker(qtbot: QtBot, fake_engine: Any) -> Iterator[Any]:
    made: list[Asker] = []

    def make(mode: str) -> Asker:
        command = fake_engine(mode)
        made.append(Asker(command, Tools(command)))
        return made[-1]

    yield make
    for asker in made:
        asker.close()


def test_that_one_process_answers_all_questions_in_their_order(qtbot: QtBot, make_asker: Any) -> None:
    asker = make_asker("talks")
    heard = Heard(asker)
    asker.prepare("model")
    for text in ("first\nof two lines", "-- zweite 第二"):
        asker.ask("model", text)
    qtbot.waitUntil(lambda: len(heard.answers) == 2, timeout=WAIT)
    asker.ask("model", "third")
    qtbot.waitUntil(lambda: len(heard.answers) == 3, timeout=WAIT)
    assert heard.texts() == ["first\nof two lines", "-- zweite 第二", "third"]
    assert len({answer["pid"] for answer in heard.answers}) == 1
    assert heard.failures == []


def test_that_another_model_takes_the_place_of_the_one_before(qtbot: QtBot, make_asker: Any) -> None:
    asker = make_asker("talks")
    heard = Heard(asker)
    asker.ask("one", "a")
    qtbot.waitUntil(lambda: len(heard.answers) == 1, timeout=WAIT)
    asker.ask("two", "b")
    qtbot.waitUntil(lambda: len(heard.answers) == 2, timeout=WAIT)
    first, second = (answer["pid"] for answer in heard.answers)
    assert first != second
    qtbot.waitUntil(lambda: not psutil.pid_exists(first), timeout=WAIT)


def test_that_a_process_that_dies_is_told_and_the_next_question_starts_another(qtbot: QtBot, make_asker: Any) -> None:
    asker = make_asker("talks")
    heard = Heard(asker)
    asker.ask("model", "die")
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=WAIT)
    assert heard.failures[0].title == "The engine made a mistake and ended with status 3."
    asker.ask("model", "again")
    qtbot.waitUntil(lambda: heard.texts() == ["again"], timeout=WAIT)


def test_that_a_users_mistake_is_told_with_its_remedy(qtbot: QtBot, make_asker: Any) -> None:
    asker = make_asker("user")
    heard = Heard(asker)
    asker.ask("model", "text")
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=WAIT)
    assert heard.failures[0].text == "There is no run x. Look again."


def test_that_a_process_that_nobody_asks_ends_and_a_later_question_is_still_answered(
    qtbot: QtBot, make_asker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.bridge.asking.IDLE", 0.0)
    asker = make_asker("talks")
    heard = Heard(asker)
    asker.prepare("model")
    qtbot.waitUntil(lambda: asker._thread is None, timeout=WAIT)
    monkeypatch.setattr("workbench.bridge.asking.IDLE", 60.0)
    asker.ask("model", "late")
    qtbot.waitUntil(lambda: heard.texts() == ["late"], timeout=WAIT)
    assert heard.failures == []


def test_that_an_answer_that_takes_too_long_is_given_up(qtbot: QtBot, make_asker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.bridge.asking.LIMIT", 0.2)
    asker = make_asker("hangs")
    heard = Heard(asker)
    asker.ask("model", "text")
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=WAIT)
    assert heard.failures[0].code == "tool.time"


def test_that_a_text_arrives_piece_by_piece_with_the_number_of_its_prompt(qtbot: QtBot, make_asker: Any) -> None:
    asker = make_asker("writes")
    heard = Heard(asker)
    wish = {"seed": 3, "greedy": True}
    first = asker.generate("model", {"prompt": "从前 there\nwas", **wish})
    second = asker.generate("model", {"prompt": "again", **wish})
    qtbot.waitUntil(lambda: sum("done" in piece for piece in heard.pieces) == 2, timeout=WAIT)
    assert [piece["text"] for piece in heard.pieces if piece["id"] == first and "text" in piece] == [
        "从前 ",
        "there ",
        "was ",
        "seed 3 ",
        "greedy True ",
    ]
    assert [piece["id"] for piece in heard.pieces] == sorted(piece["id"] for piece in heard.pieces)
    assert heard.pieces[-1] == {"id": second, "done": True, "tokens": 3, "seconds": 0.5, "reason": "end"}
    assert heard.failures == []


def test_that_a_text_can_be_stopped_and_the_process_goes_on(qtbot: QtBot, make_asker: Any) -> None:
    asker = make_asker("writes")
    heard = Heard(asker)
    number = asker.generate("model", {"prompt": "for ever", "seed": 0, "greedy": False})
    qtbot.waitUntil(lambda: len(heard.pieces) > 2, timeout=WAIT)
    asker.stop(number)
    qtbot.waitUntil(lambda: heard.pieces[-1].get("reason") == "stop", timeout=WAIT)
    asker.generate("model", {"prompt": "", "seed": 1, "greedy": False})
    qtbot.waitUntil(lambda: heard.pieces[-1].get("reason") == "end", timeout=WAIT)


def test_that_asking_a_writer_for_labels_starts_another_process(qtbot: QtBot, make_asker: Any) -> None:
    asker = make_asker("talks")
    asker.prepare("model", "generate")
    thread = asker._thread
    asker.prepare("model", "generate")
    assert asker._thread is thread
    asker.prepare("model")
    assert asker._thread is not thread
