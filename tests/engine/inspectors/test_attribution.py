"""Attributions are the gradients of transformers' own models, complete, and the same by words as by tokens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import UserError
from engine.inspectors._inspector import Desk, Stopped
from tests.engine.inspectors.small_models import BYTES, TWO_SIDES, Folders, given, look, theirs

TEXT, PAIR, TARGET = "the warm [MASK] unab 好 😀 was cold", "an old table", "a room"
NAMES = [
    *("bert classifier", "distilbert classifier", "llama classifier", "bert mlm", "distilbert mlm", "modernbert mlm"),
    *("llama", "gpt2", "marian", "t5", "bert tags", "distilbert answers"),
]


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The folder of a tiny model."""
    return Folders(tmp_path_factory.mktemp("models"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk without runs."""
    return Desk(runs=tmp_path / "runs")


def row_of(name: str) -> dict[str, str]:
    """What is looked at: a pair where it is an answer that is looked for, a target where one is written."""
    return {"pair": PAIR} if name.endswith("answers") else {"target": TARGET} if name in TWO_SIDES else {}


def explained(desk: Desk, folder: Path, name: str, found: dict[str, Any]) -> tuple[Callable[..., Any], list[Any]]:
    """The explained logit as a function of transformers' input vectors, and those vectors, [1, tokens, hidden]."""
    model, subject = theirs(folder, name), desk.subject(str(folder))
    inputs = given(subject, TEXT, **row_of(name))
    vectors = [model.get_input_embeddings()(inputs.pop("input_ids"))]
    keys = ["inputs_embeds"]
    if name in TWO_SIDES:
        vectors.append(model.get_decoder().get_input_embeddings()(inputs.pop("decoder_input_ids")))
        keys.append("decoder_inputs_embeds")
    scale = subject.model.model.encoder.scale if name == "marian" else 1.0  # Marian scales inside of what transformers skips here
    place = {"mlm": 3, "tags": 1}.get(name.split()[-1], -1)

    def value(*parts: Any) -> Any:
        out = model(**inputs, **{key: part * scale for key, part in zip(keys, parts, strict=True)})
        if name.endswith("answers"):
            first, last = (out.start_logits[0], out.end_logits[0])
            inside = [n for n, side in enumerate(subject.tokenizer.encoding(TEXT, PAIR).sequence_ids) if side == 1]
            pairs = [(float(first[i].detach() + last[j].detach()), i, j) for i in inside for j in inside if i <= j]
            _, i, j = best.setdefault("span", max(pairs))
            return first[i] + last[j]
        logits = out.logits if out.logits.dim() == 2 else out.logits[0]
        row = logits[-1 if name.endswith("classifier") else place]
        return row[best.setdefault("output", int(row.argmax()))]

    best: dict[str, Any] = {}
    value(*vectors)
    return value, [part.detach() for part in vectors]


def weights(found: dict[str, Any]) -> list[Any]:
    """Of each input."""
    return [found[name].weights for name in ("attribution", "attribution-target") if name in found]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "modernbert mlm"])
def test_that_gradient_x_input_is_that_of_autograd_by_hand(name: str, folder_of: Folders, desk: Desk) -> None:
    import torch

    found = look(desk, folder_of(name), TEXT, show="attribution", method="gradient-x-input", words=False, **row_of(name))
    value, vectors = explained(desk, folder_of(name), name, found)
    leaves = [part.clone().requires_grad_() for part in vectors]
    slopes = torch.autograd.grad(value(*leaves), leaves)
    assert len(weights(found)) == len(leaves) == 1 + (name in TWO_SIDES)
    for ours, slope, leaf in zip(weights(found), slopes, leaves, strict=True):
        wanted = (slope * leaf.detach())[0].sum(-1).numpy()
        assert np.abs(wanted).max() > 1e-4
        assert ours == pytest.approx(wanted, abs=1e-3 * float(np.abs(wanted).max()))
    assert found["attribution"].note.values["value"] == pytest.approx(float(value(*vectors).detach()), abs=1e-4)


@pytest.mark.parametrize("name", NAMES)
def test_that_integrated_gradients_are_complete_within_a_hundredth(name: str, folder_of: Folders, desk: Desk) -> None:
    import torch

    found = look(desk, folder_of(name), TEXT, show="attribution", steps=64, words=False, **row_of(name))
    value, vectors = explained(desk, folder_of(name), name, found)
    note = found["attribution"].note.values
    with torch.inference_mode():
        if "zeros" in str(note["baseline"]):
            ends = [torch.zeros_like(part) for part in vectors]
        else:
            assert name in (*BYTES, "modernbert mlm") and name not in ("gpt2", "marian")
            padding = theirs(folder_of(name), name).get_input_embeddings().weight[0]
            ends = [padding.expand_as(part) for part in vectors]
        rise = float(value(*vectors) - value(*ends))
    total = sum(float(part.sum()) for part in weights(found))
    assert note["rise"] == pytest.approx(rise, abs=1e-3 * max(1.0, abs(rise)))
    assert abs(total - rise) <= 0.01 * abs(rise)
    assert note["gap"] == pytest.approx(abs(total - rise), abs=1e-3) and "attribution-gap" not in found


@pytest.mark.parametrize("baseline", ["zero", "mask", "pad"])
def test_that_integrated_gradients_are_the_mean_of_gradients_along_the_path(baseline: str, folder_of: Folders, desk: Desk) -> None:
    import torch

    folder = folder_of("bert classifier")
    found = look(desk, folder, TEXT, show="attribution", steps=5, words=False, baseline=baseline)
    value, (vectors,) = explained(desk, folder, "bert classifier", found)
    table = theirs(folder, "bert classifier").get_input_embeddings().weight.detach()
    start = {"zero": torch.zeros(table.shape[1]), "mask": table[4], "pad": table[0]}[baseline].expand_as(vectors)
    total = torch.zeros_like(vectors)
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        leaf = (start + share * (vectors - start)).requires_grad_()
        total += torch.autograd.grad(value(leaf), leaf)[0]
    wanted = (total / 5 * (vectors - start))[0].sum(-1).numpy()
    assert found["attribution"].weights == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize("name", ["bert classifier", "distilbert mlm", "gpt2", "t5"])
def test_that_words_sum_what_their_tokens_do(name: str, folder_of: Folders, desk: Desk) -> None:
    settings = {"show": "attribution", "steps": 3, **row_of(name)}
    tokens, words = (look(desk, folder_of(name), TEXT, words=whole, **settings)["attribution"] for whole in (False, True))
    sums: dict[int, float] = {}
    for chip, weight in zip(tokens.chips, tokens.weights, strict=True):
        if chip.word >= 0:
            sums[chip.word] = sums.get(chip.word, 0.0) + float(weight)
    assert len(words.chips) < len(tokens.chips)
    assert "".join(chip.text for chip in words.chips) == "".join(chip.text for chip in tokens.chips) == TEXT
    whole = {chip.word: float(weight) for chip, weight in zip(words.chips, words.weights, strict=True) if chip.word >= 0}
    assert whole == pytest.approx(sums, abs=1e-5)
    assert float(words.weights.sum()) == pytest.approx(float(tokens.weights.sum()), abs=1e-4)


def test_that_another_label_can_be_explained(folder_of: Folders, desk: Desk) -> None:
    import torch

    folder, model = folder_of("distilbert classifier"), theirs(folder_of("distilbert classifier"), "distilbert classifier")
    for number, label in enumerate(("sad", "glad", "mad")):
        found = look(desk, folder, TEXT, show="attribution", method="gradient-x-input", answer=label, words=False)["attribution"]
        inputs = given(desk.subject(str(folder)), TEXT)
        leaf = model.get_input_embeddings()(inputs["input_ids"]).detach().requires_grad_()
        slope = torch.autograd.grad(model(inputs_embeds=leaf).logits[0, number], leaf)[0]
        assert found.weights == pytest.approx((slope * leaf.detach())[0].sum(-1).numpy(), abs=1e-4)


def test_that_nothing_behind_a_place_has_a_part_in_what_is_said_there(folder_of: Folders, desk: Desk) -> None:
    for name in ("llama", "gpt2"):
        found = look(desk, folder_of(name), "the warm room", show="attribution", steps=2, place=2, words=False)["attribution"].weights
        assert len(found) > 3 and np.abs(found[:2]).max() > 0 and not found[2:].any()
    found = look(desk, folder_of("marian"), "the warm room", show="attribution", steps=2, place=2, target="a cold room", words=False)
    assert len(found["attribution-target"].chips) == 2


def test_that_gradient_x_input_is_refused_where_each_vector_is_normed_first(folder_of: Folders, desk: Desk) -> None:
    import torch

    folder = folder_of("modernbert mlm")  # its logits don't depend on the vectors' lengths: gradient x input is 0 by Euler's theorem
    found = look(desk, folder, TEXT, show="attribution", method="gradient-x-input")
    assert found["attribution"].kind == "words" and "integrated gradients" in str(found["attribution"].text)
    value, (vectors,) = explained(desk, folder, "modernbert mlm", found)
    with torch.inference_mode():
        assert float(value(2 * vectors)) == pytest.approx(float(value(vectors)), abs=1e-3)


def test_that_steps_too_few_for_the_sum_are_told(folder_of: Folders, desk: Desk) -> None:
    found = look(desk, folder_of("bert mlm"), TEXT, show="attribution", steps=1)
    assert found["attribution-gap"].warning and found["attribution"].note.values["gap"] > 0.05 * abs(
        found["attribution"].note.values["rise"]
    )


def test_that_an_answer_wanted_no_more_stops_between_steps(folder_of: Folders, tmp_path: Path) -> None:
    told: list[int] = []
    desk = Desk(runs=tmp_path, tell=lambda done, total, text: told.append(done), stopped=lambda: told[-1:] == [3])
    with pytest.raises(Stopped):
        look(desk, folder_of("gpt2"), "the room", show="attribution", steps=32)
    assert told[-4:] == [0, 1, 2, 3]
    told.clear()
    assert not [module for module in desk.subject(str(folder_of("gpt2"))).model.modules() if module._forward_hooks]


def test_that_a_tokenizer_without_a_mask_is_no_baseline(folder_of: Folders, desk: Desk) -> None:
    with pytest.raises(UserError) as told:
        look(desk, folder_of("gpt2"), "the room", show="attribution", baseline="mask")
    assert told.value.code == "predictions.no-mask-token"
