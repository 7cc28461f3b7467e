"""Text to tokens, against transformers' own tokenizer."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import UserError
from engine.models.starters import locate
from engine.models.tokenizers import TextTokenizer

WORDS = st.sampled_from(
    ["good", "Bad!", "晴れ", "不好", "🙂", "👩‍👩‍👧", "é", "É", "naïve", "[MASK]", "[SEP]", "\u200b", "\t", "…", "İ", "ﬁ", "\u0000"]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=30).map(" ".join))
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def both(folder: Path) -> tuple[TextTokenizer, Any]:
    """Ours and theirs for a folder."""
    from transformers import AutoTokenizer

    return TextTokenizer(folder), AutoTokenizer.from_pretrained(folder)


def compare(folder: Path, texts: list[str], length: int) -> None:
    ours, theirs = both(folder)
    encoded = ours.encode(texts, length)
    whole = theirs(texts, truncation=False, verbose=False)["input_ids"] if texts else []
    kept = theirs(texts, truncation=True, max_length=length)["input_ids"] if texts else []
    assert [encoded.row(index).tolist() for index in range(len(texts))] == kept
    assert encoded.cut.tolist() == [len(one) - len(other) for one, other in zip(whole, kept, strict=True)]
    assert encoded.unknown == sum(ids.count(theirs.unk_token_id) for ids in kept)
    assert encoded.lengths.tolist() == [len(ids) for ids in kept]


@SLOW
@given(texts=st.lists(TEXTS, max_size=6), length=st.integers(3, 20))
def test_that_ids_cuts_and_unknown_counts_are_those_of_transformers(texts: list[str], length: int, tiny_base: Path) -> None:
    compare(tiny_base, texts, length)


@SLOW
@given(texts=st.lists(TEXTS, max_size=6), length=st.integers(3, 20))
def test_that_the_same_holds_for_the_starter(texts: list[str], length: int) -> None:
    compare(locate("starter:encoder").folder, texts, length)


def test_that_many_texts_give_the_same_as_each_alone(tiny_base: Path) -> None:
    texts = [f"good {'soup ' * (number % 9)}" for number in range(2300)]
    ours = TextTokenizer(tiny_base)
    encoded = ours.encode(texts, 6)
    for index in (0, 999, 1000, 1001, 2299):
        alone = ours.encode([texts[index]], 6)
        assert encoded.row(index).tolist() == alone.row(0).tolist()
        assert encoded.cut[index] == alone.cut[0]


@SLOW
@given(text=TEXTS, length=st.integers(3, 20))
def test_that_the_view_of_a_text_is_what_the_model_gets_and_what_it_does_not(text: str, length: int, tiny_base: Path) -> None:
    ours, theirs = both(tiny_base)
    seen, cut = ours.view(text, length)
    assert seen == theirs.convert_ids_to_tokens(theirs(text, truncation=True, max_length=length)["input_ids"])
    assert seen[1:-1] + cut == theirs.tokenize(text)
    assert len(cut) == ours.encode([text], length).cut[0]


def test_that_a_saved_tokenizer_is_the_same_with_the_trained_length_as_its_limit(tiny_base: Path, tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    TextTokenizer(tiny_base).save(tmp_path, 9)
    saved = AutoTokenizer.from_pretrained(tmp_path)
    assert saved.model_max_length == 9
    assert saved("good soup 🙂")["input_ids"] == both(tiny_base)[1]("good soup 🙂")["input_ids"]


@pytest.mark.parametrize("text", ["", "{", "{}", '{"model": {"type": "WordPiece"}}', "[]", "\x00"])
def test_that_a_damaged_tokenizer_is_refused_by_its_folder(text: str, tiny_base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_base, folder)
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        TextTokenizer(folder)
    assert caught.value.code == "model.tokenizer"
    assert str(folder) in str(caught.value)


def test_that_a_tokenizer_whose_expression_panics_ends_in_a_sentence(tiny_base: Path, tmp_path: Path, capfd: Any) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_base, folder)
    table = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    table["pre_tokenizer"] = {"type": "Split", "pattern": {"Regex": "(a+)+$"}, "behavior": "Isolated", "invert": False}
    (folder / "tokenizer.json").write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        TextTokenizer(folder).encode(["a" * 60 + "!"], 32)
    assert caught.value.code == "model.tokenizer"


def test_that_a_folder_without_any_tokenizer_is_refused(tiny_base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_base, folder, ignore=shutil.ignore_patterns("tokenizer*"))
    with pytest.raises(UserError) as caught:
        TextTokenizer(folder)
    assert caught.value.code == "model.tokenizer"
    assert "tokenizer.json" in str(caught.value.hint)
