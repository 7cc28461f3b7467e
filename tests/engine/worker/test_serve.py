"""`engine serve`: looks over a pipe, ended early, in parts, and written to files; whatever comes is answered."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.inspectors._blocks import View, Words, stored
from engine.launch import engine_command, engine_environment
from engine.messages import say
from engine.worker import serve as serving
from engine.worker.serve import Server, serve

TEXT = "The screen is good."
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Answers of a server in this process to some lines."""

    def do(*questions: Any) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = []
        lines = [question if isinstance(question, str) else json.dumps(question) for question in questions]
        serve(tmp_path, lines, answers.append)
        return answers

    return do


def look(number: int, inspector: str = "attention", **settings: Any) -> dict[str, Any]:
    """A question."""
    return {"id": number, "look": inspector, "settings": {"model": "starter:encoder-small", "text": TEXT, **settings}}


def test_that_an_answer_has_its_parts_before_it_and_its_arrays_in_files(ask: Ask, tmp_path: Path) -> None:
    answers = ask(look(3))
    kinds = [next(key for key in ("progress", "blocks", "done", "error") if key in answer) for answer in answers]
    assert kinds[-1] == "done"
    assert "blocks" in kinds and "progress" in kinds
    blocks = {block["name"]: block for block in answers[-1]["view"]["blocks"]}
    values = np.lib.format.open_memmap(tmp_path / blocks["map"]["values"]["array"], mode="r")
    assert values.shape == (len(blocks["map"]["rows"]), len(blocks["map"]["columns"]))
    assert {answer["id"] for answer in answers} == {3}


def test_that_mistakes_are_answers_and_the_next_question_is_answered_as_well(ask: Ask) -> None:
    answers = ask(
        "nonsense",
        '{"id": 1}',
        {"id": 2, "look": "dreams"},
        look(3, model="starter:none"),
        look(4, depth=3),
        look(5, text="x " * 900),
        look(6),
    )
    errors = {answer["id"]: answer["error"]["code"] for answer in answers if "error" in answer}
    assert errors == {
        0: "inspect.question",
        1: "inspect.unknown",
        2: "inspect.unknown",
        3: "model.missing",
        4: "inspect.setting",
        5: "inspect.too-long",
    }
    assert answers[-1]["id"] == 6 and answers[-1]["done"]


def test_that_a_question_that_is_stopped_before_it_began_is_answered_shortly(tmp_path: Path) -> None:
    answers: list[dict[str, Any]] = []
    server = Server(tmp_path, answers.append)
    server.stops.add(7)
    server.answer(json.dumps(look(7)))
    assert answers == [{"id": 7, "done": True, "stopped": True}]


def test_that_a_view_is_written_to_files_and_only_the_blocks_that_are_wanted(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "out" / "map.csv"
    file.parent.mkdir()
    wish = {"write": str(file), "of": [1], "blocks": ["map"]}
    answers = ask(look(1), {"id": 2, **wish}, {"id": 3, **wish}, {"id": 4, **wish, "overwrite": True}, {"id": 5, **wish, "of": [1, 99]})
    ended = {answer["id"]: answer for answer in answers if "done" in answer or "error" in answer}
    assert str(file) in ended[2]["files"]
    assert ended[3]["error"]["code"] == "inspect.taken"
    assert str(file) in ended[4]["files"]
    assert ended[5]["error"]["code"] == "inspect.gone"
    origin = json.loads((file.parent / "map.csv.origin.json").read_text(encoding="utf-8"))
    assert origin["model"] == "starter:encoder-small"


def test_that_arrays_are_forgotten_only_in_their_folder(tmp_path: Path) -> None:
    outside = tmp_path / "precious.npy"
    outside.write_bytes(b"x")
    inside = tmp_path / "arrays"
    inside.mkdir()
    (inside / "a1-1.npy").write_bytes(b"x")
    Server(inside, lambda answer: None).forget(["a1-1.npy", "../precious.npy", "gone.npy"])
    assert outside.exists()
    assert not (inside / "a1-1.npy").exists()


def test_that_running_out_of_memory_is_a_sentence(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(serving, "looked", fail)
    assert ask(look(1))[-1]["error"]["code"] == "inspect.memory"


def test_that_numbers_that_are_none_and_long_lists_survive_the_pipe(tmp_path: Path) -> None:
    view = View(
        inspector="x",
        blocks=(Words(name="w", title=say("t"), text=say("{a}", a=float("nan"))),),
        origin={"names": ["n"] * 3000, "x": float("inf")},
    )
    table = json.loads(json.dumps(stored(view, tmp_path, "v")))
    assert table["origin"]["x"] == "inf"
    assert json.loads((tmp_path / table["origin"]["names"]["strings"]).read_text()) == ["n"] * 3000
    assert table["blocks"][0]["text"]["values"] == {"a": "nan"}


@pytest.fixture
def child(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A real process."""
    command = engine_command("serve", "--json", "--arrays", str(tmp_path))
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=engine_environment()
    )
    yield process
    process.kill()
    process.wait()
    assert process.stdin is not None and process.stdout is not None
    process.stdin.close()
    process.stdout.close()


def test_that_the_child_stays_warm_and_ends_with_its_input(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None and child.stdout is not None
    for number in (1, 2):
        child.stdin.write(json.dumps(look(number)) + "\n")
        child.stdin.flush()
        while "done" not in (answer := json.loads(child.stdout.readline())):
            assert answer["id"] == number
    child.stdin.close()
    assert child.wait(20) == 0
