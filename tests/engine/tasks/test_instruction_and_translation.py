"""Fine-tuning of the families that write: what is learned of a row, and what bad rows are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.data.dataset import Table
from engine.errors import UserError
from engine.tasks._task import Reading

ReadingOf = Callable[..., tuple[Any, Reading]]
TALK = [
    {"role": "user", "content": "Is the bus late?"},
    {"role": "assistant", "content": "Yes, again."},
    {"role": "user", "content": "Why?"},
    {"role": "assistant", "content": "Nobody knows."},
]


def learned(batch: Any, reading: Reading) -> str:
    return reading.tokenizer.text(batch.targets.tolist(), True)


def test_that_only_answers_are_learned_each_with_its_end(reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction", length=200)
    rows = task.examples(Table([1], {"messages": [json.dumps(TALK)]}), reading)
    batch = rows.batch(np.array([0]), (0,), "cpu")
    assert learned(batch, reading).replace("\n", "") == "Yes, again.<|im_end|>Nobody knows.<|im_end|>"
    whole = reading.tokenizer.text(batch.inputs.ids.tolist(), True)
    assert whole.startswith("<|im_start|>user\nIs the bus late?<|im_end|>\n<|im_start|>assistant\nYes, again.")
    seen = batch.inputs.ids[batch.places + 1]
    assert seen.tolist() == batch.targets.tolist()


def test_that_prompt_and_answer_are_a_conversation_of_one_turn(reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction", length=200, system="You are a baker.")
    rows = task.examples(Table([1], {"prompt": ["Is it late?"], "answer": ["No."]}), reading)
    batch = rows.batch(np.array([0]), (0,), "cpu")
    assert learned(batch, reading).startswith("No.")
    assert "You are a baker." in reading.tokenizer.text(batch.inputs.ids.tolist(), True)


def test_that_sharegpts_words_are_understood(reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction", length=200)
    talk = [{"from": "human", "value": "Late?"}, {"from": "gpt", "value": "Yes."}]
    batch = task.examples(Table([1], {"messages": [json.dumps(talk)]}), reading).batch(np.array([0]), (0,), "cpu")
    assert learned(batch, reading).startswith("Yes.")


@pytest.mark.parametrize("text", ["not json", "[]", "[1]", '{"role": "user"}', '[{"content": "x"}]', "[" * 5000])
def test_that_a_row_that_is_no_conversation_is_named(text: str, reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction", length=100)
    with pytest.raises(UserError) as caught:
        task.examples(Table([6, 7], {"messages": [json.dumps(TALK), text]}), reading)
    assert caught.value.code == "data.bad-conversation"
    assert "7" in str(caught.value)


def test_that_rows_whose_answer_is_cut_off_are_told(reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction", length=30)
    table = Table([1, 2], {"prompt": ["Late?", "The old bus was late again. " * 20], "answer": ["Yes.", "No."]})
    rows = task.examples(table, reading)
    assert len(rows.findings) == 1
    assert rows.batch(np.array([0, 1]), (0,), "cpu").owners.unique().tolist() == [0]


def test_that_data_without_a_single_answer_in_reach_is_refused(reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction", length=10)
    with pytest.raises(UserError) as caught:
        task.examples(Table([1], {"prompt": ["The old bus was late again. " * 20], "answer": ["No."]}), reading)
    assert caught.value.code == "data.no-answer"


def test_that_columns_that_hold_no_conversation_are_asked_for(reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction")
    with pytest.raises(UserError) as caught:
        task.examples(Table([1], {"answer": ["Yes."]}), reading)
    assert caught.value.code == "data.no-conversation"


def test_that_a_template_that_refuses_a_conversation_is_named_with_the_row(reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction")
    before = reading.tokenizer.chat_template
    reading.tokenizer.chat_template = "{{ raise_exception('no system message here') }}"
    try:
        with pytest.raises(UserError) as caught:
            task.examples(Table([3], {"prompt": ["a"], "answer": ["b"]}), reading)
    finally:
        reading.tokenizer.chat_template = before
    assert "3" in str(caught.value.title)
    assert "no system message" in str(caught.value.detail)


def test_that_a_template_cannot_reach_out_of_its_sandbox(reading_of: ReadingOf) -> None:
    task, reading = reading_of("instruction")
    before = reading.tokenizer.chat_template
    reading.tokenizer.chat_template = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    try:
        with pytest.raises(UserError):
            task.examples(Table([3], {"prompt": ["a"], "answer": ["b"]}), reading)
    finally:
        reading.tokenizer.chat_template = before


def test_that_a_model_without_a_template_gets_a_plain_one_that_is_saved_with_it(reading_of: ReadingOf, tmp_path: Any) -> None:
    from engine.models.tokenizers import TextTokenizer
    from engine.tasks._chat import PLAIN

    task, reading = reading_of("instruction", length=100)
    (tmp_path / "bare").mkdir()
    reading.tokenizer.save(tmp_path / "bare", 100)
    settings = json.loads((tmp_path / "bare" / "tokenizer_config.json").read_text(encoding="utf-8"))
    settings.pop("chat_template", None)
    (tmp_path / "bare" / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    bare = Reading(TextTokenizer(tmp_path / "bare"), (), 100, reading.spec, reading.config)
    batch = task.examples(Table([1], {"prompt": ["Late?"], "answer": ["Yes."]}), bare).batch(np.array([0]), (0,), "cpu")
    assert "User: Late?" in bare.tokenizer.text(batch.inputs.ids.tolist())
    assert "Yes." in learned(batch, bare)
    assert batch.targets.tolist().count(bare.tokenizer.end_id) == 1
    (tmp_path / "saved").mkdir()
    bare.tokenizer.save(tmp_path / "saved", 100)
    assert json.loads((tmp_path / "saved" / "tokenizer_config.json").read_text(encoding="utf-8"))["chat_template"] == PLAIN


def test_that_translation_reads_the_source_and_writes_the_target_with_its_end(reading_of: ReadingOf) -> None:
    task, reading = reading_of("translation", length=40)
    table = Table([1, 2], {"source": ["The old bus.", "Bread."], "target": ["今天下午。", "这本书。"]})
    rows = task.examples(table, reading)
    batch = rows.batch(np.array([0, 1]), (0,), "cpu")
    end, start = reading.tokenizer.end_id, reading.config["decoder_start_token_id"]
    assert [row[-1] for row in (part.tolist() for part in batch.inputs.rows_of(batch.inputs.ids))] == [end, end]
    targets = np.split(batch.targets.numpy(), np.cumsum(batch.written.lengths)[:-1])
    assert [reading.tokenizer.text(row.tolist()) for row in targets] == ["今天下午。", "这本书。"]
    written = batch.written.rows_of(batch.written.ids)
    assert [row.tolist() for row in written] == [[start, *row.tolist()[:-1]] for row in targets]
    assert batch.weight == len(batch.targets)
    assert task.prompts(table, 1) == [("The old bus.", "今天下午。")]


def test_that_long_targets_are_cut_with_their_end_kept_and_counted(reading_of: ReadingOf) -> None:
    task, reading = reading_of("translation", length=8)
    rows = task.examples(Table([1], {"source": ["Bread."], "target": ["The old bus was late again, and nobody knew why."]}), reading)
    batch = rows.batch(np.array([0]), (0,), "cpu")
    assert len(batch.targets) == 8
    assert batch.targets[-1] == reading.tokenizer.end_id
    assert rows.cut[0] > 0
