"""One-shot commands: answers, mistakes of both kinds, time limits, and the newest one of a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from pytestqt.qtbot import QtBot

from workbench.bridge.tools import ToolFailure, Tools

WAIT = 20_000


class Asked:
    """What a caller hears."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.failures: list[ToolFailure] = []

    def ask(self, tools: Tools, key: str = "tool", limit: float = 60.0) -> None:
        tools.run(key, ["tool"], self.answers.append, self.failures.append, self.lines.append, limit)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def make_tools(qtbot: QtBot, fake_engine: Any) -> Iterator[Any]:
    made: list[Tools] = []

    def make(mode: str) -> Tools:
        made.append(Tools(fake_engine(mode)))
        return made[-1]

    yield make
    for tools in made:
        tools.close()


def test_that_lines_come_first_and_the_last_one_is_the_answer(qtbot: QtBot, make_tools: Any, asked: Asked) -> None:
    asked.ask(make_tools("answers"))
    qtbot.waitUntil(lambda: bool(asked.answers), timeout=WAIT)
    assert asked.answers == [{"result": {"path": "/x"}}]
    assert [next(iter(line)) for line in asked.lines] == ["phase", "result"]
    assert asked.failures == []


def test_that_a_users_mistake_arrives_with_code_and_remedy(qtbot: QtBot, make_tools: Any, asked: Asked) -> None:
    asked.ask(make_tools("user"))
    qtbot.waitUntil(lambda: bool(asked.failures), timeout=WAIT)
    failure = asked.failures[0]
    assert (failure.code, failure.text) == ("run.missing", "There is no run x. Look again.")


@pytest.mark.parametrize("mode", ["raises", "silent"])
def test_that_a_mistake_of_ours_arrives_with_the_last_lines(mode: str, qtbot: QtBot, make_tools: Any, asked: Asked) -> None:
    asked.ask(make_tools(mode))
    qtbot.waitUntil(lambda: bool(asked.failures), timeout=WAIT)
    failure = asked.failures[0]
    assert failure.code == "internal" and asked.answers == []
    assert failure.console.endswith("RuntimeError: a mistake of ours" if mode == "raises" else "")


def test_that_a_command_that_takes_too_long_is_ended(qtbot: QtBot, make_tools: Any, asked: Asked) -> None:
    asked.ask(make_tools("hangs"), limit=1.0)
    qtbot.waitUntil(lambda: bool(asked.failures), timeout=WAIT)
    assert asked.failures[0].code == "tool.time"


def test_that_the_newest_command_of_a_key_wins_and_the_other_is_killed(qtbot: QtBot, make_tools: Any, asked: Asked) -> None:
    tools = make_tools("hangs")
    asked.ask(tools)
    qtbot.waitUntil(lambda: bool(asked.lines), timeout=WAIT)
    later = Asked()
    later.ask(tools)
    qtbot.waitUntil(lambda: len(_children()) == 1 and bool(later.lines), timeout=WAIT)
    tools.cancel("tool")
    qtbot.waitUntil(lambda: not _children(), timeout=WAIT)
    assert not tools.running("tool")
    assert asked.failures == asked.answers == later.failures == later.answers == []


def _children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
