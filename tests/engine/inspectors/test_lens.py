"""The logit lens reads each layer's state as the model's own end does, and the last layer says what the model says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.inspectors._asking import answers
from engine.inspectors._inspector import Desk
from tests.engine.inspectors.small_models import LAYERS, WIDTH, Folders, given, look, theirs

TEXT, TARGET = "the warm room [MASK] 你好 unab", "a cold table"
Head = Callable[[Any, Any], Any]  # transformers' model, a state [tokens, hidden] as its layer gave it -> logits


def _albert(model: Any, state: Any) -> Any:
    return model.predictions(state)


def _distilbert(model: Any, state: Any) -> Any:
    return model.vocab_projector(model.vocab_layer_norm(model.activation(model.vocab_transform(state))))


def _gemma(model: Any, state: Any) -> Any:
    return 2.0 * (model.lm_head(model.model.norm(state)) / 2.0).tanh()


# how each architecture ends, by its own modules; True: its last state among hidden_states has had the final norm
ENDS: dict[str, tuple[Head, bool]] = {
    "bert mlm": (lambda model, state: model.cls(state), False),
    "distilbert mlm": (_distilbert, False),
    "modernbert mlm": (lambda model, state: model.decoder(model.head(model.model.final_norm(state))), True),
    "albert mlm": (_albert, False),
    "llama": (lambda model, state: model.lm_head(model.model.norm(state)), True),
    "gpt2": (lambda model, state: model.lm_head(model.transformer.ln_f(state)), True),
    "gemma2": (_gemma, True),
    "marian": (lambda model, state: model.lm_head(state) + model.final_logits_bias, False),
    "bart": (lambda model, state: model.lm_head(state) + model.final_logits_bias, False),
    "t5": (lambda model, state: model.lm_head(model.decoder.final_layer_norm(state) * WIDTH**-0.5), True),
    "bert tags": (lambda model, state: model.classifier(state), False),
    "distilbert tags": (lambda model, state: model.classifier(state), False),
    "bert classifier": (lambda model, state: model.classifier(model.bert.pooler(state[None])), False),
    "bert order": (lambda model, state: model.cls(model.bert.pooler(state[None])), False),
    "distilbert classifier": (lambda model, state: model.classifier(model.pre_classifier(state[:1]).relu()), False),
    "llama classifier": (lambda model, state: model.score(model.model.norm(state[-1:])), True),
}
ONE_ANSWER = ("classifier", "order")


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The folder of a tiny model."""
    return Folders(tmp_path_factory.mktemp("models"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk without runs."""
    return Desk(runs=tmp_path / "runs")


def by_hand(desk: Desk, folder: Path, name: str) -> list[Any]:
    """Logits of each state, [layers + 1][places, outputs]: transformers' hidden states through the model's own last modules."""
    import torch

    model, (end, normed) = theirs(folder, name), ENDS[name]
    inputs = given(desk.subject(str(folder)), TEXT, target=TARGET if name in ("marian", "bart", "t5") else "")
    with torch.inference_mode():
        out = model(**inputs, output_hidden_states=True)
        states = [state[0] for state in getattr(out, "decoder_hidden_states", None) or out.hidden_states]
        found = [end(model, state) for state in states[: -1 if normed else None]]
        return [*found, out.logits if out.logits.dim() == 2 else out.logits[0]] if normed else found


@pytest.mark.parametrize("name", ENDS)
def test_that_each_layer_is_read_as_the_model_reads_its_last(name: str, folder_of: Folders, desk: Desk) -> None:
    target = {"target": TARGET} if name in ("marian", "bart", "t5") else {}
    found = look(desk, folder_of(name), TEXT, show="lens", **target)
    shares = [layer.softmax(-1).numpy() for layer in by_hand(desk, folder_of(name), name)]
    values = found["lens"].values
    assert len(values) == len(shares) == LAYERS + 1 and found["lens"].rows == ("0", "1", "2", "3")
    if name.endswith(ONE_ANSWER):
        expected = np.stack([layer[0] for layer in shares])
        place = 0
    else:
        said = shares[-1].argmax(-1)
        expected = np.stack([layer[np.arange(len(said)), said] for layer in shares])
        place = _place(desk, folder_of(name), name, len(said))
    assert values == pytest.approx(expected, abs=1e-4) and len(found["lens"].columns) == values.shape[1]
    assert float(np.abs(values[0] - values[-1]).max()) > 1e-3
    assert [row[2] for row in found["lens-top"].rows] == pytest.approx([float(layer[place].max()) for layer in shares], abs=1e-4)


def _place(desk: Desk, folder: Path, name: str, count: int) -> int:
    """Where the lens looks by itself: the first mask, the first token of the text, the end of what is written."""
    tokenizer = desk.subject(str(folder)).tokenizer
    if name.endswith("tags"):
        return 1
    return tokenizer.encoding(TEXT).ids.index(tokenizer.mask_id) if name.endswith("mlm") else count - 1


@pytest.mark.parametrize("name", ["bert mlm", "distilbert mlm", "gpt2", "llama"])
def test_that_a_chosen_token_and_place_are_followed(name: str, folder_of: Folders, desk: Desk) -> None:
    subject = desk.subject(str(folder_of(name)))
    wanted = subject.tokenizer.token_id("a")
    found = look(desk, folder_of(name), TEXT, show="lens", answer="a", place=3)
    shares = [layer.softmax(-1).numpy() for layer in by_hand(desk, folder_of(name), name)]
    assert found["lens"].values == pytest.approx(np.stack([layer[:, wanted] for layer in shares]), abs=1e-4)
    assert [row[2] for row in found["lens-top"].rows] == pytest.approx([float(layer[2].max()) for layer in shares], abs=1e-4)


@pytest.mark.parametrize("name", ["bert mlm", "gpt2", "t5", "albert mlm"])
def test_that_the_model_is_what_it_was_afterwards(name: str, folder_of: Folders, desk: Desk) -> None:
    import torch

    subject = desk.subject(str(folder_of(name)))
    row = subject.row(TEXT, "", TARGET)
    with torch.inference_mode():
        before = answers(subject.model, row, subject.head)
    look(desk, folder_of(name), TEXT, target=TARGET, steps=2)
    with torch.inference_mode():
        assert torch.equal(answers(subject.model, row, subject.head), before)
    hooks = [module for module in subject.model.modules() if module._forward_hooks or module._forward_pre_hooks]
    assert not hooks and not [module for module in subject.model.modules() if "forward" in module.__dict__]


@pytest.mark.parametrize("name", ["bert mlm", "gpt2"])
def test_that_a_lens_that_misses_the_prediction_is_a_sentence(name: str, folder_of: Folders, desk: Desk) -> None:
    model = desk.subject(str(folder_of(name))).model
    calls: list[int] = []

    def drift(module: Any, inputs: Any, out: Any) -> Any:
        calls.append(1)
        return out + 0.01 * len(calls)  # an end that is another one at every pass

    end = model.cls.predictions.transform if name == "bert mlm" else model.transformer.ln_f
    hook = end.register_forward_hook(drift)
    found = look(desk, folder_of(name), TEXT, show="lens")
    hook.remove()
    assert list(found) == ["lens"] and found["lens"].kind == "words" and found["lens"].warning
    assert "misses what the model says" in str(found["lens"].text)


@pytest.mark.parametrize("name", ["bert answers", "distilbert body"])
def test_that_models_that_predict_no_tokens_have_no_lens(name: str, folder_of: Folders, desk: Desk) -> None:
    found = look(desk, folder_of(name), "the room", pair="the table", show="lens")
    assert found["lens"].kind == "words" and not found["lens"].warning
