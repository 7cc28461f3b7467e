"""Models from nothing: what is foretold is what is written, transformers loads it, and the same seed writes the same file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from safetensors.torch import load_file

from engine.errors import UserError
from engine.models.facts import model_facts
from engine.models.load import load_model
from engine.models.new import SpecialIds, create_model, new_config, new_facts
from engine.models.output_layer import summed_loss
from engine.models.packed import pack
from engine.specs.model import NewModelSpec
from tests.engine.models.comparing import gap, pick, random_rows

FAMILIES = ("encoder", "decoder", "encoder-decoder")
CASES = [(family, seed) for family in FAMILIES for seed in range(10)]
AUTO = {"encoder": "AutoModelForMaskedLM", "decoder": "AutoModelForCausalLM", "encoder-decoder": "AutoModelForSeq2SeqLM"}
HEAD = {"encoder": "masked-lm", "decoder": "causal-lm", "encoder-decoder": "seq2seq-lm"}


def wish(family: str, seed: int) -> NewModelSpec:
    """A small model of any shape."""
    draw = np.random.default_rng(seed)
    heads = pick(draw, 1, 2, 3, 4)
    return NewModelSpec(
        family=family,  # type: ignore[arg-type]
        layers=pick(draw, 1, 2, 3),
        hidden=heads * pick(draw, 8, 10, 12),
        heads=heads,
        key_value_heads=pick(draw, None, *(groups for groups in (1, 2, 3, 4) if heads % groups == 0)),
        feed_forward=pick(draw, None, 20, 33),
        context=pick(draw, 16, 47, 128),
        vocabulary=pick(draw, 300, 333),
        dropout=pick(draw, 0.0, 0.1),
    )


def written(spec: NewModelSpec, folder: Path, seed: int = 0, ids: SpecialIds | None = None) -> Path:
    """The folder of such a model."""
    create_model(new_config(spec, spec.vocabulary, ids or SpecialIds(0, 1, 2)), folder, seed)
    return folder


@pytest.mark.parametrize("family, seed", CASES)
def test_that_what_is_foretold_is_what_is_written(family: str, seed: int, tmp_path: Path) -> None:
    spec = wish(family, seed)
    foretold, found = new_facts(spec), model_facts(str(written(spec, tmp_path)))
    shapes = {name: tuple(tensor.shape) for name, tensor in load_file(tmp_path / "model.safetensors").items()}
    assert {name: tensor.shape for name, tensor in foretold.tensors.items()} == shapes
    assert foretold.tensors == found.tensors and foretold.parameters == found.parameters
    for name in ("family", "architecture", "layers", "hidden", "heads", "context", "vocabulary"):
        assert getattr(foretold, name) == getattr(found, name), name


@pytest.mark.parametrize("family, seed", CASES)
def test_that_transformers_loads_a_new_model_whole_and_counts_the_same_parameters(family: str, seed: int, tmp_path: Path) -> None:
    spec = wish(family, seed)
    model, info = getattr(transformers, AUTO[family]).from_pretrained(written(spec, tmp_path), output_loading_info=True)
    assert not any(info.values()), info
    beside = model.final_logits_bias.numel() if family == "encoder-decoder" else 0  # saved, and no parameter of theirs
    trained = sum(parameter.numel() for name, parameter in model.named_parameters() if "embed_positions" not in name)  # those are computed
    assert trained + beside == new_facts(spec).parameters
    assert model.config.pad_token_id == 0 and model.config.eos_token_id == 2 and model.config.bos_token_id == 1
    if family != "encoder":
        assert model.generation_config.eos_token_id == 2


@pytest.mark.parametrize("family, seed", CASES[::3])
def test_that_a_new_model_and_that_of_transformers_give_the_same_loss_near_that_of_guessing(family: str, seed: int, tmp_path: Path) -> None:
    spec = wish(family, seed)
    ours = load_model(written(spec, tmp_path), HEAD[family])
    assert (ours.created, ours.surplus) == ([], [])
    rows = random_rows(np.random.default_rng(seed), spec.vocabulary, 0, longest=15)
    theirs = getattr(transformers, AUTO[family]).from_pretrained(tmp_path).eval()
    with torch.no_grad():
        batch = pack(rows)
        hidden = ours.model.hidden(batch, batch) if family == "encoder-decoder" else ours.model.hidden(batch)
        wanted = batch.ids.roll(3)  # nothing that was shown there
        found = summed_loss(ours.model.before_output(hidden), ours.model.output, wanted).item() / batch.tokens
        said = []
        for row in rows:
            ids = torch.from_numpy(row.astype(np.int64))[None]
            more = {"decoder_input_ids": ids} if family == "encoder-decoder" else {}
            said.append(theirs(ids, **more).logits[0])
    assert found == pytest.approx(torch.nn.functional.cross_entropy(torch.cat(said), wanted).item(), rel=1e-5)
    assert found == pytest.approx(np.log(spec.vocabulary), rel=0.15)


@pytest.mark.parametrize("family", FAMILIES)
def test_that_the_same_seed_writes_the_same_files_and_another_seed_other_weights(family: str, tmp_path: Path) -> None:
    spec = wish(family, 3)
    torch.manual_seed(1)
    first = written(spec, tmp_path / "first", 5)
    torch.manual_seed(2)
    before = torch.get_rng_state()
    again, other = written(spec, tmp_path / "again", 5), written(spec, tmp_path / "other", 6)
    assert torch.equal(torch.get_rng_state(), before)  # what is drawn here moves nothing else
    assert {file.name: file.read_bytes() for file in first.iterdir()} == {file.name: file.read_bytes() for file in again.iterdir()}
    assert (first / "model.safetensors").read_bytes() != (other / "model.safetensors").read_bytes()


@pytest.mark.parametrize("family", FAMILIES)
def test_that_new_matrices_are_spread_as_the_config_says_norms_are_1_and_biases_0(family: str, tmp_path: Path) -> None:
    spec = NewModelSpec(family=family, layers=2, hidden=64, heads=4, vocabulary=500)  # type: ignore[arg-type]
    table = new_config(spec, spec.vocabulary)
    spread = table["init_std"] if family == "encoder-decoder" else table["initializer_range"]
    create_model(table, tmp_path, 0)
    for name, tensor in load_file(tmp_path / "model.safetensors").items():
        if name.endswith("bias"):
            assert not tensor.any(), name
        elif tensor.dim() == 1:
            assert torch.equal(tensor, torch.ones_like(tensor)), name
        else:
            assert tensor.std().item() == pytest.approx(spread, rel=0.1 + 2 / tensor.numel() ** 0.5), name
            assert abs(tensor.mean().item()) < 4 * spread / tensor.numel() ** 0.5, name


@pytest.mark.parametrize("family", FAMILIES)
def test_that_a_new_model_learns_a_row_by_heart(family: str, tmp_path: Path) -> None:
    spec = NewModelSpec(family=family, layers=2, hidden=32, heads=4, vocabulary=300, context=32)  # type: ignore[arg-type]
    model: Any = load_model(written(spec, tmp_path), HEAD[family]).model.train()
    row = np.random.default_rng(0).integers(3, 300, 12).astype(np.int32)
    shown = pack([np.concatenate([[0], row[:-1]]).astype(np.int32)])
    wanted = torch.from_numpy(row.astype(np.int64))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    told = []
    for _ in range(40):
        hidden = model.hidden(pack([row]), shown) if family == "encoder-decoder" else model.hidden(shown)
        loss = summed_loss(model.before_output(hidden), model.output, wanted) / len(row)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        told.append(loss.item())
    assert told[-1] < 0.3 * told[0]


@pytest.mark.parametrize(
    "values",
    [
        {"hidden": 64, "heads": 5},
        {"hidden": 64, "heads": 8, "key_value_heads": 3},
        {"hidden": 60, "heads": 4},  # 15 numbers a head can't be turned in pairs
        {"hidden": 64, "heads": 5, "family": "encoder"},
        {"hidden": 64, "heads": 5, "family": "encoder-decoder"},
    ],
)
def test_that_heads_that_do_not_fit_are_refused_with_what_to_choose(values: dict[str, Any]) -> None:
    with pytest.raises(UserError) as caught:
        new_facts(NewModelSpec(**values))
    assert caught.value.code == "model.heads" and caught.value.hint


@pytest.mark.parametrize("family", FAMILIES)
def test_that_a_saved_new_model_is_the_same_model_again(family: str, tmp_path: Path) -> None:
    spec = wish(family, 6)
    first = load_model(written(spec, tmp_path / "new"), HEAD[family]).model
    (tmp_path / "saved").mkdir()
    first.save_pretrained(tmp_path / "saved")
    again = load_model(tmp_path / "saved", HEAD[family]).model
    assert all(gap(tensor, again.state_dict()[name]) == 0 for name, tensor in first.state_dict().items())
    configs = [json.loads((tmp_path / side / "config.json").read_text(encoding="utf-8")) for side in ("new", "saved")]
    assert configs[0] == configs[1]
