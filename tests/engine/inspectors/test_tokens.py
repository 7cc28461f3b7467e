"""The inspector "tokens" with real tokenizers and models: texts, vocabularies, and lengths of a data set."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import UserError
from engine.inspectors._inspector import Desk, Stopped
from engine.inspectors.tokens import KINDS, PLUGIN, TokensSpec, find_token, tokenizer_of
from engine.messages import Message
from engine.models.starters import locate
from engine.models.tokenizers import TextTokenizer
from engine.runs import RunFolder


@pytest.fixture(scope="module")
def desk() -> Desk:
    """One desk for all, so that each model is opened once."""
    return Desk()


@pytest.fixture
def blocks(desk: Desk) -> Callable[..., dict[str, Any]]:
    """The blocks of a look, by name."""

    def ask(**settings: Any) -> dict[str, Any]:
        return {block.name: block for block in PLUGIN.view(desk, TokensSpec(**settings)).blocks}

    return ask


def table(block: Any) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns."""
    return [dict(zip((column.name for column in block.columns), row, strict=True)) for row in block.rows]


@pytest.mark.parametrize("text", ["你好，世界", "hi 👩\u200d👩\u200d👧!", "مَرحبا بك", " a\tb\r\n c ", "", "  "])
def test_that_several_tokenizers_show_one_text_whole_and_side_by_side(text: str, blocks: Callable[..., dict[str, Any]]) -> None:
    found = blocks(text=text, others="starter:decoder, starter:encoder-decoder,, starter:decoder")
    assert list(found) == ["tokens", "tokens:starter:decoder", "tokens:starter:encoder-decoder", "facts"]
    facts = table(found["facts"])
    assert [row["tokenizer"] for row in facts] == ["starter:encoder", "starter:decoder", "starter:encoder-decoder"]
    for row, block in zip(facts, list(found.values())[:-1], strict=True):
        assert "".join(chip.text for chip in block.chips) == text
        assert row["tokens"] == sum(chip.id >= 0 for chip in block.chips)


def test_that_the_table_tells_what_each_tokenizer_makes_of_the_text(blocks: Callable[..., dict[str, Any]]) -> None:
    encoder, decoder = table(blocks(text="the 你 cat", others="starter:decoder")["facts"])
    assert (encoder["tokens"], encoder["special"], encoder["unknown"]) == (5, 2, 1)
    assert encoder["rate"] == pytest.approx(len("the 你 cat") / 3)
    assert (encoder["vocabulary"], encoder["algorithm"]) == (30522, "WordPiece")
    assert (decoder["unknown"], decoder["algorithm"], decoder["limit"]) == (0, "byte-level BPE", 512)


def test_that_an_empty_text_has_only_its_special_tokens(blocks: Callable[..., dict[str, Any]]) -> None:
    assert [(chip.token, chip.kind) for chip in blocks()["tokens"].chips] == [("[CLS]", "special"), ("[SEP]", "special")]


def test_that_both_texts_of_a_pair_lose_tokens_where_the_model_cuts_them(blocks: Callable[..., dict[str, Any]]) -> None:
    found = blocks(text="the old table was here", pair="a cat", max_length=7)
    kinds = [(chip.token, chip.kind) for chip in found["tokens"].chips]
    assert [token for token, kind in kinds if kind == "cut"] == ["table", "was", "here"]
    assert sum(kind != "cut" for _, kind in kinds) == 7
    assert table(found["facts"])[0]["cut"] == 3


def test_that_the_tokenizers_of_folders_and_runs_are_opened_without_their_weights(
    tiny_base: Path, finished: Callable[[str], RunFolder], blocks: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    run = finished("lora")
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(tiny_base / name, bare / name)
    found = blocks(text="the soup was good", others=f"{bare},{run.path},{run.path}@newest")
    rows = table(found["facts"])
    assert [row["tokenizer"] for row in rows[1:]] == [str(bare), str(run.path), f"{run.path}@newest"]
    assert len({(row["tokens"], row["vocabulary"]) for row in rows[1:]}) == 1


def test_that_a_run_without_a_result_lends_the_tokenizer_of_its_base(tiny_base: Path, make_job: Callable[..., Any], tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "runs", make_job())
    with pytest.raises(UserError, match="has no tokenizer yet"):
        tokenizer_of(run.id, tmp_path / "runs")
    (run.path / "environment.json").write_text(json.dumps({"base": {"folder": str(tiny_base)}}), encoding="utf-8")
    assert tokenizer_of(run.id, tmp_path / "runs").vocabulary == TextTokenizer(tiny_base).vocabulary


def test_that_a_missing_model_or_tokenizer_is_a_sentence(blocks: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no run nowhere"):
        blocks(text="a", others="nowhere")
    with pytest.raises(UserError, match="needs a tokenizer"):
        blocks(text="a", others=str(tmp_path))


def test_that_the_vocabulary_has_every_entry_with_its_kind_and_the_norm_of_its_vector(
    desk: Desk, blocks: Callable[..., dict[str, Any]]
) -> None:
    found = blocks(show="vocabulary")["vocabulary"]
    assert found.ids.tolist() == list(range(30522))
    assert len(found.entries) == len(found.norms) == len(found.kinds) == 30522
    place = found.entries.index("##ing")
    assert KINDS[found.kinds[place]] == "continues a word"
    assert KINDS[found.kinds[found.entries.index("[MASK]")]] == "special"
    vectors = desk.subject("starter:encoder").embeddings
    assert found.norms[place] == pytest.approx(float(vectors[place].norm()), rel=1e-5)
    assert (found.ids.dtype, found.norms.dtype, found.kinds.dtype) == (np.int64, np.float32, np.int8)


def test_that_byte_level_entries_are_readable_and_parts_of_characters_are_bytes(blocks: Callable[..., dict[str, Any]]) -> None:
    found = blocks(model="starter:decoder", show="vocabulary")["vocabulary"]
    assert "·the" in found.entries
    parts = [entry for entry, kind in zip(found.entries, found.kinds, strict=True) if KINDS[kind] == "bytes"]
    assert "<E4>" in parts
    assert all(entry.startswith("<") and entry.endswith(">") for entry in parts)


@pytest.mark.parametrize("token", ["king", "#2332"])
def test_that_the_nearest_entries_are_those_with_the_largest_cosine(token: str, desk: Desk, blocks: Callable[..., dict[str, Any]]) -> None:
    found = blocks(show="vocabulary", token=token, neighbours=5)
    assert list(found) == ["neighbours"]
    rows = table(found["neighbours"])
    vectors = desk.subject("starter:encoder").embeddings.numpy().astype(np.float64)
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = units @ units[2332]
    nearest = [int(id) for id in np.argsort(-cosines) if id != 2332][:5]
    assert [row["id"] for row in rows] == nearest
    assert [row["cosine"] for row in rows] == pytest.approx(cosines[nearest].tolist(), abs=1e-6)
    assert "random" in str(found["neighbours"].note)


def test_that_a_number_is_an_entry_first_and_an_id_where_it_is_marked_as_one() -> None:
    tokenizer = TextTokenizer(locate("starter:encoder").folder)
    assert tokenizer.token(find_token(tokenizer, "7")) == "7"
    assert find_token(tokenizer, "#7") == 7
    assert find_token(tokenizer, "30521") == 30521
    decoder = TextTokenizer(locate("starter:decoder").folder)
    assert decoder.token(find_token(decoder, " the")) == "Ġthe"
    for wrong in ("#99999999", "#-1", "nosuchentryhere"):
        with pytest.raises(UserError, match="no entry"):
            find_token(tokenizer, wrong)


def test_that_an_entry_without_a_vector_is_refused_and_has_no_norm(
    tiny_base: Path, tmp_path: Path, blocks: Callable[..., dict[str, Any]]
) -> None:
    folder = tmp_path / "more"
    shutil.copytree(tiny_base, folder)
    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    content["added_tokens"].append(
        {**content["added_tokens"][0], "id": len(content["model"]["vocab"]), "content": "extra", "special": False}
    )
    (folder / "tokenizer.json").write_text(json.dumps(content), encoding="utf-8")
    found = blocks(model=str(folder), show="vocabulary")["vocabulary"]
    assert found.entries[-1] == "extra"
    assert KINDS[found.kinds[-1]] == "added"
    assert np.isnan(found.norms).tolist() == [False] * (len(found.norms) - 1) + [True]
    with pytest.raises(UserError, match="has no vector"):
        blocks(model=str(folder), show="vocabulary", token="extra")


def test_that_lengths_count_every_row_and_how_many_are_cut(tmp_path: Path, blocks: Callable[..., dict[str, Any]]) -> None:
    file = tmp_path / "rows.csv"
    texts = ["the cat"] * 5 + ["the cat " * 20] * 3 + ["   "]
    file.write_text("id,review\n" + "".join(f"{place},{text}\n" for place, text in enumerate(texts)), encoding="utf-8")
    for column in ("review", ""):
        found = blocks(show="lengths", data=str(file), column=column, max_length=10)
        assert found["lengths"].values.sum() == 8
        counts = dict(zip(found["lengths"].names, found["lengths"].values.tolist(), strict=True))
        assert {name: count for name, count in counts.items() if count} == {"4–5": 5, "42–43": 3}
        assert str(found["cut"].text).startswith("3 of 8 rows (37.5%) are longer than 10 tokens")
        assert "1 rows" in str(found["cut"].note)
        assert found["cut"].warning
    assert str(blocks(show="lengths", data=str(file))["cut"].text) == "8 rows have 18.2 tokens on average and 42 at most."


def test_that_a_file_or_column_that_is_not_there_is_a_sentence(tiny_data: Path, blocks: Callable[..., dict[str, Any]]) -> None:
    with pytest.raises(UserError, match="No data set"):
        blocks(show="lengths")
    with pytest.raises(UserError, match="Did you mean text"):
        blocks(show="lengths", data=str(tiny_data), column="texts")
    with pytest.raises(UserError, match="nowhere"):
        blocks(show="lengths", data="nowhere.csv", column="text")


def test_that_counting_lengths_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("text\n" + "the cat\n" * 2500, encoding="utf-8")
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int, text: Message) -> None:
        told.append((done, total))

    desk = Desk(tell, stopped=lambda: len(told) == 2)
    with pytest.raises(Stopped):
        PLUGIN.look(desk, TokensSpec(show="lengths", data=str(file)))
    size = file.stat().st_size
    assert 0 < told[0][0] <= told[1][0] <= size
    assert {total for _, total in told} == {size}
