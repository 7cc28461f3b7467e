"""A little running text in two languages, and readings of it by tokenizers of each family."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.data.dataset import Table
from engine.models.tokenizer_training import TokenizerWish, train_tokenizer
from engine.models.tokenizers import TextTokenizer
from engine.registry import discover
from engine.specs.job import TASKS
from engine.tasks._task import Reading

SENTENCES = [
    "The old bus was late again, and nobody in the village knew why.",
    "She wrote a long letter to her brother about the garden behind the house.",
    "Bread tastes better when it has been baked slowly; every baker will tell you so.",
    "In winter the river freezes, and children walk across it to school.",
    "A good question is worth more than a quick answer.",
    "今天下午我们去河边散步，看见很多人在钓鱼。",
    "这本书讲的是一位老教师和他的学生们的故事。",
    "如果明天不下雨，我们就一起去山上看日出。",
]


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """Forty documents of two to four sentences."""
    count = len(SENTENCES)
    return [" ".join(SENTENCES[(place * 3 + step * 5) % count] for step in range(2 + place % 3)) for place in range(40)]


@pytest.fixture(scope="session")
def tokenizer_of(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], TextTokenizer]:
    """A byte-level tokenizer of a family, trained on the texts."""
    made: dict[str, TextTokenizer] = {}

    def get(family: str, kind: str = "bpe") -> TextTokenizer:
        key = f"{family}-{kind}"
        if key not in made:
            folder: Path = tmp_path_factory.mktemp("tokenizers") / key
            folder.mkdir()
            train_tokenizer(texts, folder, TokenizerWish(kind, 420, family, max_length=64))  # type: ignore[arg-type]
            made[key] = TextTokenizer(folder)
        return made[key]

    return get


@pytest.fixture(scope="session")
def reading_of(tokenizer_of: Callable[..., TextTokenizer]) -> Callable[..., tuple[Any, Reading]]:
    """A task and a reading for it: (task, reading) with settings of the task's spec."""

    def make(name: str, length: int = 32, kind: str = "bpe", **settings: Any) -> tuple[Any, Reading]:
        task = discover(TASKS)[name]
        tokenizer = tokenizer_of(task.families[0], kind)
        config = {"vocab_size": tokenizer.vocabulary, "pad_token_id": tokenizer.padding_id, "decoder_start_token_id": tokenizer.padding_id}
        return task, Reading(tokenizer, (), length, task.spec(**settings), config)

    return make


@pytest.fixture(scope="session")
def table(texts: list[str]) -> Table:
    """The documents as a table with the role text."""
    return Table(list(range(1, len(texts) + 1)), {"text": texts})
