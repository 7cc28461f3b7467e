"""Writing with a model: on the command line, and over a pipe as the window asks."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.errors import UserError
from engine.generating import Question, Writer, answer_lines
from engine.messages import Message, translate

Tunebench = Callable[..., Any]


@pytest.fixture(scope="module")
def decoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny decoder that knows nothing, with a byte-level tokenizer, as a model folder."""
    from engine.models.new import SpecialIds, create_model, new_config
    from engine.models.tokenizer_training import TokenizerWish, train_tokenizer
    from engine.specs.model import NewModelSpec

    folder = tmp_path_factory.mktemp("models") / "decoder"
    folder.mkdir()
    texts = ["The old bus was late again, and nobody knew why.", "今天下午我们去河边散步。"] * 20
    train_tokenizer(texts, folder, TokenizerWish("bpe", 330, "decoder", max_length=64))
    spec = NewModelSpec(family="decoder", layers=1, hidden=16, heads=2, context=64, vocabulary=330)
    create_model(new_config(spec, 330, SpecialIds(1, 0, 0)), folder, 0)
    return folder


def asked(model: Path, *questions: dict[str, Any] | str) -> list[dict[str, Any]]:
    """What answer_lines says to questions that come one after the other."""
    said: list[dict[str, Any]] = []
    lines = [question if isinstance(question, str) else json.dumps(question) for question in questions]
    answer_lines(str(model), lines, said.append)
    return said


def text_of(said: list[dict[str, Any]], number: int) -> str:
    return "".join(entry["text"] for entry in said if entry["id"] == number and "text" in entry)


def test_that_an_answer_comes_in_pieces_and_says_how_it_ended(decoder: Path) -> None:
    said = asked(decoder, {"id": 7, "prompt": "The old", "max_new_tokens": 12, "seed": 3})
    assert said[-1] | {"seconds": 0} == {"id": 7, "done": True, "tokens": said[-1]["tokens"], "seconds": 0, "reason": said[-1]["reason"]}
    assert said[-1]["reason"] in ("end", "length")
    assert all(entry["id"] == 7 for entry in said)
    assert len(said) > 2


def test_that_the_same_seed_writes_the_same_and_another_something_else(decoder: Path) -> None:
    question = {"prompt": "The old", "max_new_tokens": 20, "temperature": 1.5, "top_k": 0, "top_p": 1.0}
    said = asked(decoder, *({**question, "id": number, "seed": seed} for number, seed in ((1, 5), (2, 5), (3, 6))))
    assert text_of(said, 1) == text_of(said, 2) != text_of(said, 3)


def test_that_pieces_never_hold_half_a_character(decoder: Path) -> None:
    said = asked(decoder, {"id": 1, "prompt": "今天", "max_new_tokens": 40, "temperature": 2.0, "top_k": 0, "top_p": 1.0, "seed": 2})
    *before, _ = [entry["text"] for entry in said if "text" in entry]  # the last one may hold what the model left in halves
    assert len(before) > 5
    assert not any(piece.endswith("\ufffd") for piece in before)


def test_that_a_question_can_be_stopped_while_it_is_answered(decoder: Path) -> None:
    waiting: queue.Queue[str | None] = queue.Queue()
    heard = threading.Event()
    waiting.put(json.dumps({"id": 1, "prompt": "The old", "max_new_tokens": 5000, "temperature": 2.0, "top_k": 0, "top_p": 1.0}))
    said: list[dict[str, Any]] = []

    def lines() -> Iterator[str]:
        while (line := waiting.get()) is not None:
            yield line
        heard.set()  # asked for one more line, so the request to stop was read

    def tell(entry: dict[str, Any]) -> None:
        said.append(entry)
        if len(said) == 1:
            waiting.put(json.dumps({"stop": 1}))
            waiting.put(None)
            assert heard.wait(20)

    answer_lines(str(decoder), lines(), tell)
    assert said[-1]["done"]
    assert said[-1]["reason"] == "stop"
    assert len(said) == 2  # the piece that was there, and the end


def test_that_a_text_to_stop_at_is_not_written(decoder: Path) -> None:
    writer = Writer(str(decoder))
    whole = "".join(writer.write(Question(prompt="The old", max_new_tokens=20, greedy=True)))
    stop = whole[2:4]
    cut = "".join(writer.write(Question(prompt="The old", max_new_tokens=20, greedy=True, stop=(stop,))))
    assert cut == whole[: whole.index(stop)]


@pytest.mark.parametrize(
    "line, word",
    [
        ("no json", "question"),
        ('{"id": 2}', "prompt"),
        ('{"id": 2, "prompt": "x", "heat": 1}', "heat"),
        ('{"prompt": "x", "top_p": 7}', "top_p"),
    ],
)
def test_that_a_question_that_cannot_be_read_is_answered_with_what_is_wrong(line: str, word: str, decoder: Path) -> None:
    (said,) = asked(decoder, line)
    error = said["error"]
    words = " ".join(translate(Message.model_validate(error[part]), "en") for part in ("title", "detail", "hint"))
    assert word in words


def test_that_a_prompt_longer_than_the_context_is_read_from_its_end(decoder: Path) -> None:
    said = asked(decoder, {"id": 1, "prompt": "The old bus was late again. " * 40, "max_new_tokens": 8, "greedy": True})
    assert said[-1]["done"]


def test_that_a_classifier_writes_nothing_and_says_so(finished: Callable[[str], Any]) -> None:
    with pytest.raises(UserError) as caught:
        Writer(str(finished("full").path))
    assert caught.value.code == "generate.no-writer"
    assert "predict" in str(caught.value.hint)


def test_that_the_command_line_writes_and_takes_settings(tunebench: Tunebench, decoder: Path) -> None:
    said = tunebench("generate", decoder, "--prompt", "The old", "--max-new-tokens", "6", "--set", "greedy=true", "--json")
    assert said.status == 0, said.all
    again = tunebench("generate", decoder, "--prompt", "The old", "--max-new-tokens", "6", "--set", "greedy=true")
    assert said.json["text"] == again.out.removesuffix("\n")
    beams = tunebench("generate", decoder, "--prompt", "The old", "--max-new-tokens", "6", "--set", "beams=3", "--json")
    assert beams.status == 0, beams.all


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("--prompt", "x", "--set", "heat=3"), ["heat", "temperature"]),
        (("--prompt", "x", "--set", "temperature=-1"), ["temperature"]),
        ((), ["no prompt", "--prompt"]),
    ],
)
def test_that_wrong_settings_are_named(arguments: tuple[str, ...], words: list[str], tunebench: Tunebench, decoder: Path) -> None:
    said = tunebench("generate", decoder, *arguments)
    assert said.status == 2
    for word in words:
        assert word in said.all


def test_that_a_masked_word_is_filled_in_and_a_text_without_one_is_told(tunebench: Tunebench, tmp_path: Path) -> None:
    said = tunebench("predict", "starter:encoder-small", "--text", "the [MASK] of the file", "--json")
    assert said.status == 0, said.all
    assert "[MASK]" not in said.json["rows"][0]["label"]
    assert sum(said.json["rows"][0]["probabilities"]) <= 1.0001
    said = tunebench("predict", "starter:encoder-small", "--text", "nothing hidden")
    assert said.status == 2
    assert "[MASK]" in said.all


@pytest.mark.parametrize("name", ["decoder", "encoder-small", "encoder-decoder"])
def test_that_a_starter_stands_there_with_its_card_and_loads_with_transformers_alone(name: str) -> None:
    import transformers

    from engine.models.load import prepare_libraries
    from engine.models.starters import locate

    prepare_libraries()
    folder = locate(f"starter:{name}").folder
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("held-out loss before", "held-out loss after", "tokens read", "licences"))
    assert sum(file.stat().st_size for file in folder.iterdir()) < 24_000_000
    auto = {"decoder": "AutoModelForCausalLM", "encoder-small": "AutoModelForMaskedLM", "encoder-decoder": "AutoModelForSeq2SeqLM"}[name]
    _, info = getattr(transformers, auto).from_pretrained(
        str(folder), attn_implementation="sdpa", trust_remote_code=False, output_loading_info=True
    )
    assert not info["missing_keys"]
    assert not info["unexpected_keys"]
