"""What each objective shows the model of running text, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.data.dataset import Table
from engine.errors import UserError
from engine.models.tokenizers import TextTokenizer
from engine.tasks._task import Reading

ReadingOf = Callable[..., tuple[Any, Reading]]


def every(count: int) -> np.ndarray[Any, Any]:
    return np.arange(count)


# masked-lm


def test_that_about_fifteen_of_a_hundred_tokens_are_hidden_and_most_of_them_by_the_mask(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("masked-lm")
    rows = task.examples(table, reading)
    shown = hidden = masked = kept = 0
    for step in range(20):
        batch = rows.batch(every(len(rows)), (0, step), "cpu")
        original = np.concatenate([rows.piece(index) for index in range(len(rows))])
        places, seen = batch.places.numpy(), batch.inputs.ids.numpy()
        assert (original[places] == batch.targets.numpy()).all()
        untouched = np.ones(len(original), dtype=bool)
        untouched[places] = False
        assert (seen[untouched] == original[untouched]).all()
        shown, hidden = shown + len(original), hidden + len(places)
        masked += int((seen[places] == reading.tokenizer.mask_id).sum())
        kept += int((seen[places] == original[places]).sum())
    assert 0.11 < hidden / shown < 0.19  # special tokens are never chosen, and each row gives at least one
    assert 0.76 < masked / hidden < 0.84
    assert 0.07 < kept / hidden < 0.14


def test_that_special_tokens_are_never_asked_for(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("masked-lm", share=0.9)
    rows = task.examples(table, reading)
    batch = rows.batch(every(len(rows)), (0, 1), "cpu")
    assert not set(batch.targets.tolist()) & set(reading.tokenizer.special_ids)


def test_that_the_masks_of_an_evaluation_are_the_same_each_time_and_those_of_steps_are_not(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("masked-lm")
    rows = task.examples(table, reading)
    first, again, other = (rows.batch(every(8), chance, "cpu").inputs.ids.tolist() for chance in ((0,), (0,), (0, 5)))
    assert first == again != other


def test_that_whole_words_are_hidden_together(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("masked-lm", kind="wordpiece", whole_words=True, share=0.3)
    rows = task.examples(table, reading)
    continues = reading.tokenizer.continues
    assert continues.any()
    for row in range(len(rows)):
        batch = rows.batch(np.array([row]), (0, row), "cpu")
        ids, chosen = rows.piece(row), set(batch.places.tolist())
        for place in range(1, len(ids)):
            if continues[ids[place]]:
                assert (place in chosen) == (place - 1 in chosen)


def test_that_a_tokenizer_without_a_mask_is_refused(
    tokenizer_of: Callable[..., TextTokenizer], reading_of: ReadingOf, table: Table
) -> None:
    task, reading = reading_of("masked-lm")
    bare = Reading(tokenizer_of("decoder"), (), 32, reading.spec, reading.config)
    with pytest.raises(UserError) as caught:
        task.examples(table, bare)
    assert caught.value.code == "task.no-mask"


def test_that_long_documents_are_cut_into_pieces_and_nothing_is_lost(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("masked-lm", length=12)
    rows = task.examples(table, reading)
    assert rows.lengths.max() == 12
    inside = [rows.piece(index)[1:-1].tolist() for index in range(len(rows))]
    whole = [id for ids in reading.tokenizer.bare_ids(table.columns["text"]) for id in ids.tolist()]
    assert [id for piece in inside for id in piece] == whole


# causal-lm


def test_that_blocks_are_full_and_every_token_but_the_first_of_a_document_is_predicted_once(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("causal-lm", length=20)
    rows = task.examples(table, reading)
    assert set(rows.lengths.tolist()) == {20}
    begin, end = reading.tokenizer.begin_id, reading.tokenizer.end_id
    documents = [[begin, *ids.tolist(), end] for ids in reading.tokenizer.bare_ids(table.columns["text"])]
    wanted = [id for document in documents for id in document[1:]][: 20 * len(rows)]
    batch = rows.batch(every(len(rows)), (0,), "cpu")
    assert batch.targets.tolist() == wanted
    shown = [id for document in documents for id in document[:-1]][: 20 * len(rows)]
    assert batch.inputs.ids.tolist() == shown


def test_that_no_stretch_of_a_block_reaches_into_another_document(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("causal-lm", length=25)
    rows = task.examples(table, reading)
    batch = rows.batch(every(len(rows)), (0,), "cpu")
    begins = [place for place, id in enumerate(batch.inputs.ids.tolist()) if id == reading.tokenizer.begin_id]
    starts = set(batch.inputs.starts)
    assert set(begins) <= starts
    assert all(int(batch.inputs.positions[start]) == 0 for start in starts)
    assert sum(batch.inputs.lengths) == 25 * len(rows)


def test_that_a_single_short_text_is_one_short_block(reading_of: ReadingOf) -> None:
    task, reading = reading_of("causal-lm", length=30)
    rows = task.examples(Table([1], {"text": ["A bus."]}), reading)
    assert len(rows) == 1
    assert 0 < rows.lengths[0] < 30


def test_that_text_without_a_token_is_refused(reading_of: ReadingOf) -> None:
    task, reading = reading_of("masked-lm")
    with pytest.raises(UserError) as caught:
        task.examples(Table([1], {"text": [""]}), reading)
    assert caught.value.code == "data.corpus-empty"


# span-denoising


def test_that_source_and_target_together_are_the_text(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("span-denoising")
    rows = task.examples(table, reading)
    sentinels = [reading.tokenizer.token_id(f"<extra_id_{number}>") for number in range(32)]
    hidden = total = 0
    for row in range(len(rows)):
        batch = rows.batch(np.array([row]), (0, row), "cpu")
        source, target = batch.inputs.ids.tolist(), batch.targets.tolist()
        assert target[-1] == reading.tokenizer.end_id
        stretches: dict[int, list[int]] = {}
        for id in target[:-1]:
            if id in sentinels:
                stretches[id] = current = []
            else:
                current.append(id)
        mended = [part for id in source for part in (stretches.get(id, [id]))]
        assert mended == rows.piece(row).tolist()
        assert [id for id in source if id in sentinels] == sentinels[: len(stretches)]
        assert all(stretches.values())
        hidden, total = hidden + sum(map(len, stretches.values())), total + len(mended)
    assert 0.1 < hidden / total < 0.2


def test_that_the_written_side_is_one_behind_its_targets(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("span-denoising")
    batch = task.examples(table, reading).batch(np.array([2]), (0,), "cpu")
    assert batch.written.ids.tolist() == [reading.config["decoder_start_token_id"], *batch.targets.tolist()[:-1]]


# sentence-order


def test_that_two_parts_are_divided_and_half_of_them_swapped(reading_of: ReadingOf, table: Table) -> None:
    task, reading = reading_of("sentence-order")
    rows = task.examples(table, reading)
    swapped = 0
    before, after = reading.tokenizer.ends
    for row in range(len(rows)):
        batch = rows.batch(np.array([row]), (0, row), "cpu")
        ids, kinds = batch.inputs.ids.numpy(), batch.inputs.segments.numpy()
        first, second = ids[kinds == 0][len(before) : -len(after)], ids[kinds == 1][: -len(after)]
        parts = (second, first) if batch.targets[0] else (first, second)
        text = rows.piece(row)[len(before) : -len(after)]
        assert np.concatenate(parts).tolist() == text[: len(first) + len(second)].tolist()
        assert len(ids) <= reading.max_length
        swapped += int(batch.targets[0])
    assert 0.25 < swapped / len(rows) < 0.75


# contrastive


def test_that_the_halves_of_a_text_find_each_other_when_vectors_are_right() -> None:
    from engine.tasks.contrastive import PLUGIN

    chance = np.random.default_rng(0)
    half = chance.normal(size=(30, 16)).astype(np.float32)
    assert PLUGIN.metrics(np.concatenate((half, half), axis=1), np.zeros(30), ())["accuracy"] == 1.0
    strange = PLUGIN.metrics(np.concatenate((half, chance.normal(size=(30, 16)).astype(np.float32)), axis=1), np.zeros(30), ())
    assert strange["accuracy"] < 0.3


def test_that_a_model_without_dropout_gets_some_so_that_a_texts_two_views_differ(reading_of: ReadingOf, table: Table) -> None:
    import torch

    from engine.models.configs import own_config
    from engine.models.heads import SentenceEncoder
    from engine.models.new import new_config
    from engine.models.own import take_tensors
    from engine.specs.model import NewModelSpec

    task, reading = reading_of("contrastive")
    spec = NewModelSpec(family="encoder", layers=1, hidden=16, heads=2, context=64, vocabulary=reading.tokenizer.vocabulary)
    model = SentenceEncoder(own_config(new_config(spec, reading.tokenizer.vocabulary)))
    take_tensors(model, {})
    model.train()
    batch = task.examples(table, reading).batch(every(6), (0,), "cpu")
    torch.manual_seed(0)
    loss = task.loss(model, batch, reading.spec)
    loss.backward()
    first, second = (task.vectors(model, batch) for _ in range(2))
    assert not torch.equal(first, second)
    assert model.bert.embeddings.word_embeddings.weight.grad.abs().sum() > 0
