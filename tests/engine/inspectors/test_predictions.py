"""What the predictions inspector says is what transformers computes from the same folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import UserError
from engine.inspectors._asking import PredictionsSpec, answers
from engine.inspectors._blocks import stored
from engine.inspectors._inspector import Desk
from engine.inspectors._pieces import Spelling
from engine.inspectors.predictions import PLUGIN
from engine.models.foreign import is_own
from tests.engine.inspectors.small_models import MADE, Folders, given, look, theirs

TEXT, PAIR = "The soup was very good, and the room unknowable.", "A small old table and a cold walk here"


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The folder of a tiny model."""
    return Folders(tmp_path_factory.mktemp("models"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk without runs."""
    return Desk(runs=tmp_path / "runs")


def logits(desk: Desk, folder: Path, name: str, *row: str) -> Any:
    """transformers' logits: [places, outputs]."""
    import torch

    with torch.inference_mode():
        out = theirs(folder, name)(**given(desk.subject(str(folder)), *row))
    if MADE[name][2].endswith("QuestionAnswering"):
        return torch.stack((out.start_logits, out.end_logits), -1)[0]
    return out.logits if out.logits.dim() == 2 else out.logits[0]


@pytest.mark.parametrize("name", [name for name in MADE if "body" not in name])
def test_that_every_head_gives_transformers_own_logits(name: str, folder_of: Folders, desk: Desk) -> None:
    import torch

    subject = desk.subject(str(folder_of(name)))
    row = (TEXT, PAIR, "the old table" if subject.family == "encoder-decoder" else "")
    assert is_own(subject.model) == name.startswith(("bert", "llama", "marian")) and not subject.created
    with torch.inference_mode():
        ours = answers(subject.model, subject.row(*row), subject.head)
    wanted = logits(desk, folder_of(name), name, *row)
    assert ours.shape == wanted.shape and float(wanted.std()) > 0.01
    assert float((ours - wanted).abs().max()) <= 1e-4


@pytest.mark.parametrize("name", ["bert classifier", "distilbert classifier", "llama classifier", "bert order"])
def test_that_labels_have_their_probabilities(name: str, folder_of: Folders, desk: Desk) -> None:
    labels = look(desk, folder_of(name), TEXT, pair=PAIR, show="prediction")["labels"]
    wanted = logits(desk, folder_of(name), name, TEXT, PAIR)[0].softmax(-1).tolist()
    names = ("in order", "swapped") if name == "bert order" else ("sad", "glad", "mad")
    assert labels.share and list(labels.values) == sorted(labels.values, reverse=True)
    assert dict(zip(labels.names, labels.values, strict=True)) == pytest.approx(dict(zip(names, wanted, strict=True)), abs=1e-5)


def test_that_a_single_number_is_no_probability_and_labels_of_their_own_do_not_sum_to_one(folder_of: Folders, tmp_path: Path) -> None:
    import transformers

    for settings in ({"num_labels": 1}, {"num_labels": 3, "problem_type": "multi_label_classification"}):
        folder = tmp_path / str(settings["num_labels"])
        sizes = transformers.AutoConfig.from_pretrained(folder_of("distilbert classifier")).to_diff_dict()
        sizes = {key: value for key, value in sizes.items() if key not in ("id2label", "label2id")}
        config = transformers.DistilBertConfig(**{**sizes, **settings})
        transformers.DistilBertForSequenceClassification(config).save_pretrained(folder)
        for file in ("tokenizer.json", "tokenizer_config.json"):
            (folder / file).write_bytes((folder_of("distilbert classifier") / file).read_bytes())
        desk = Desk(runs=tmp_path / "runs")
        found = look(desk, folder, TEXT)
        raw = transformers.DistilBertForSequenceClassification.from_pretrained(folder).eval()(**given(desk.subject(str(folder)), TEXT))
        wanted = (raw.logits if settings["num_labels"] == 1 else raw.logits.sigmoid())[0].tolist()
        assert not found["labels"].share and sorted(found["labels"].values) == pytest.approx(sorted(wanted), abs=1e-5)
        assert found["lens"].values[-1] == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("name", ["llama", "gpt2", "gemma2"])
def test_that_a_decoder_says_what_comes_next_and_how_surprised_it_was(name: str, folder_of: Folders, desk: Desk) -> None:
    found = look(desk, folder_of(name), TEXT, show="prediction", top=7)
    wanted = logits(desk, folder_of(name), name, TEXT)
    ids = given(desk.subject(str(folder_of(name))), TEXT)["input_ids"][0]
    best = wanted[-1].softmax(-1).topk(7)
    spelling = Spelling(desk.subject(str(folder_of(name))).tokenizer)
    assert found["next"].values == pytest.approx(best.values.numpy(), abs=1e-5)
    assert list(found["next"].names) == [spelling.readable(id, spelling.tokenizer.token(id)) for id in best.indices.tolist()]
    nats = -wanted[:-1].log_softmax(-1).gather(1, ids[1:, None])[:, 0]
    assert found["surprise"].weights[0] == 0
    assert found["surprise"].weights[1:] == pytest.approx((nats / np.log(2)).numpy(), abs=1e-4)
    assert found["surprise"].note.values["perplexity"] == pytest.approx(float(nats.mean().exp()), rel=1e-5)
    assert [chip.id for chip in found["surprise"].chips] == ids.tolist()


@pytest.mark.parametrize("name", ["bert mlm", "distilbert mlm", "modernbert mlm", "albert mlm"])
def test_that_each_mask_is_filled_in_with_probabilities(name: str, folder_of: Folders, desk: Desk) -> None:
    text = "the [MASK] was [MASK] ."
    found = look(desk, folder_of(name), text, show="prediction", top=5)
    wanted = logits(desk, folder_of(name), name, text).softmax(-1)
    assert set(found) == {"mask-1", "mask-2"}
    for block, place in ((found["mask-1"], 2), (found["mask-2"], 4)):
        best = wanted[place].topk(5)
        assert block.values == pytest.approx(best.values.numpy(), abs=1e-5)
        assert list(block.names) == [desk.subject(str(folder_of(name))).tokenizer.token(int(id)) for id in best.indices]


def test_that_a_text_without_a_mask_is_asked_for_one(folder_of: Folders, desk: Desk) -> None:
    found = look(desk, folder_of("bert mlm"), "the room")
    assert "[MASK]" in str(found["masks"].text) and "[MASK]" in str(found["attribution"].text)
    assert found["lens"].values.shape == (4, 4) and "lens-top" not in found


@pytest.mark.parametrize("name", ["marian", "bart", "t5"])
def test_that_an_encoder_decoder_goes_on_with_its_target_and_writes_by_itself(name: str, folder_of: Folders, desk: Desk) -> None:
    import torch

    folder, target = folder_of(name), "the 好 😀"
    found = look(desk, folder, TEXT, target=target, show="prediction")
    wanted = logits(desk, folder, name, TEXT, "", target)
    subject = desk.subject(str(folder))
    row = subject.row(TEXT, "", target)
    assert row.target is not None and found["next"].values[0] == pytest.approx(float(wanted[-1].softmax(-1).max()), abs=1e-5)
    ids = torch.from_numpy(row.target[1:].astype(np.int64))
    bits = -wanted[:-1].log_softmax(-1).gather(1, ids[:, None])[:, 0] / np.log(2)
    assert found["surprise"].weights[1:] == pytest.approx(bits.numpy(), abs=1e-4)
    assert "".join(chip.text for chip in found["surprise"].chips) == target
    inputs = {"input_ids": given(subject, TEXT, "", target)["input_ids"], "do_sample": False, "num_beams": 1, "max_new_tokens": 24}
    written = theirs(folder, name).generate(**inputs, forced_eos_token_id=None, bad_words_ids=None)[0]
    text = subject.tokenizer.text(written[1:].tolist()).strip() or "The model writes nothing."
    assert str(found["written"].text) == text


@pytest.mark.parametrize("name", ["bert tags", "distilbert tags"])
def test_that_words_have_the_tags_of_their_first_tokens(name: str, folder_of: Folders, desk: Desk) -> None:
    text = "good unab 好😀 room"
    by_word, by_token = (look(desk, folder_of(name), text, show="prediction", words=words)["tags"].rows for words in (True, False))
    wanted = logits(desk, folder_of(name), name, text).softmax(-1)
    pieces = desk.subject(str(folder_of(name))).tokenizer.encoding(text)
    places = [place for place, special in enumerate(pieces.special_tokens_mask) if not special]
    expected = [(("sad", "glad", "mad")[int(wanted[place].argmax())], float(wanted[place].max())) for place in places]
    assert len(by_token) == len(places) > len(by_word)
    assert [row[1] for row in by_token] == [tag for tag, _ in expected]
    assert [row[2] for row in by_token] == pytest.approx([share for _, share in expected], abs=1e-5)
    firsts = [n for n, place in enumerate(places) if pieces.word_ids[place] != pieces.word_ids[place - 1]]
    assert [row[1:] for row in by_word] == [by_token[n][1:] for n in firsts]
    assert [row[0] for row in by_word] == ["good", "unab", "好", "😀", "room"]


@pytest.mark.parametrize("name", ["bert answers", "distilbert answers"])
def test_that_answers_are_the_best_spans_of_the_context(name: str, folder_of: Folders, desk: Desk) -> None:
    question, context = "what was old", " ".join(["The Soup  was cold , 好😀 and the room with a TABLE was quite warm"] * 3)
    rows = look(desk, folder_of(name), question, pair=context, show="prediction")["spans"].rows
    wanted = logits(desk, folder_of(name), name, question, context)
    pieces = desk.subject(str(folder_of(name))).tokenizer.encoding(question, context)
    inside = [place for place, side in enumerate(pieces.sequence_ids) if side == 1]
    first, last = wanted[inside].softmax(0).unbind(-1)
    spans = [(float(first[i] * last[j]), inside[i], inside[j]) for i in range(len(inside)) for j in range(i, min(i + 30, len(inside)))]
    assert len(inside) > 40 and len(rows) == 5
    for row, (share, start, end) in zip(rows, sorted(spans, reverse=True), strict=False):
        assert row[1] == pytest.approx(share, rel=1e-3) and row[2:] == (start + 1, end + 1)
        assert row[0] == context[pieces.offsets[start][0] : pieces.offsets[end][1]]


def test_that_a_question_without_a_context_is_asked_for_one(folder_of: Folders, desk: Desk) -> None:
    found = look(desk, folder_of("bert answers"), "what was old")
    assert "second text" in str(found["spans"].text) and "second text" in str(found["attribution"].text)


def test_that_a_body_says_that_it_has_no_head_and_how_alike_two_texts_are(folder_of: Folders, desk: Desk) -> None:
    import torch

    folder = folder_of("distilbert body")
    found = look(desk, folder, TEXT, pair=PAIR)
    model, subject = theirs(folder, "distilbert body"), desk.subject(str(folder))
    with torch.inference_mode():
        means = [model(**given(subject, text)).last_hidden_state[0].mean(0) for text in (TEXT, PAIR)]
    assert found["cosine"].values[0] == pytest.approx(float(torch.cosine_similarity(means[0], means[1], 0)), abs=1e-5)
    assert {name for name, block in found.items() if block.kind == "words"} == {"no-head", "lens", "attribution"}


@pytest.mark.parametrize("text", ["a", "好", "😀", "你好 😀👩‍👧 é", "  ", "[MASK]"])
@pytest.mark.parametrize("name", ["bert classifier", "bert mlm", "distilbert tags", "llama", "gpt2", "t5"])
def test_that_any_text_is_drawn_whole(name: str, text: str, folder_of: Folders, desk: Desk, tmp_path: Path) -> None:
    view = PLUGIN.view(desk, PredictionsSpec(model=str(folder_of(name)), text=text, steps=2))
    tokens = len(desk.subject(str(folder_of(name))).row(text).ids)
    for block in view.blocks:
        if block.kind == "tokens":
            assert np.isfinite(block.weights).all() and len(block.chips) == len(block.weights)
        if block.kind == "heatmap" and desk.subject(str(folder_of(name))).family != "encoder-decoder" and "classifier" not in name:
            assert block.values.shape == (4, tokens) == (len(block.rows), len(block.columns))
            assert np.isfinite(block.values).all() and block.values.min() >= 0 and block.values.max() <= 1.00001
    assert stored(view, tmp_path, "v")["inspector"] == "predictions"


def test_that_no_text_is_read_where_special_tokens_remain_and_refused_where_nothing_does(folder_of: Folders, desk: Desk) -> None:
    assert look(desk, folder_of("bert classifier"), "", steps=2)["attribution"].weights.shape == (2,)
    with pytest.raises(UserError) as refused:
        look(desk, folder_of("gpt2"), "")
    assert refused.value.code == "inspect.empty"


def test_that_a_single_token_of_a_decoder_surprises_nobody(folder_of: Folders, desk: Desk) -> None:
    surprise = look(desk, folder_of("llama"), "a", show="prediction")["surprise"]
    assert surprise.weights.tolist() == [0] and "perplexity" not in surprise.note.values


def test_that_a_label_a_token_or_a_place_that_is_not_there_is_told(folder_of: Folders, desk: Desk) -> None:
    for name, settings, said in (
        ("bert classifier", {"answer": "bad"}, "sad, glad, mad"),
        ("gpt2", {"answer": "the old table"}, "not one token"),
        ("gpt2", {"place": 99}, "number 99"),
    ):
        with pytest.raises(UserError) as told:
            look(desk, folder_of(name), "the room", **settings)
        assert said in str(told.value)


def test_that_every_listed_token_can_be_asked_for_by_its_name(folder_of: Folders, desk: Desk) -> None:
    names = look(desk, folder_of("gpt2"), "the room", show="prediction", top=100)["next"].names
    assert len(set(names)) == 100 and any("<" in name for name in names)
    for name in names[::9]:
        found = look(desk, folder_of("gpt2"), "the room", show="attribution", method="gradient-x-input", answer=name)
        assert found["attribution"].title.values["answer"] == name


def test_that_parts_can_be_asked_for_and_the_first_are_shown_at_once(folder_of: Folders, tmp_path: Path) -> None:
    shown: list[list[str]] = []
    desk = Desk(runs=tmp_path, show=lambda blocks: shown.append([block.name for block in blocks]))
    assert list(look(desk, folder_of("gpt2"), "the room", steps=2))[:4] == ["next", "surprise", "lens", "lens-top"]
    assert shown == [["next", "surprise"], ["next", "surprise", "lens", "lens-top"]]
    assert list(look(desk, folder_of("gpt2"), "the room", show="lens")) == ["lens", "lens-top"]
