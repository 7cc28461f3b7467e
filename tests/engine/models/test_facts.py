"""What a model folder is, what it weighs, and what is refused."""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.errors import UserError
from engine.methods.full import Full, FullSpec
from engine.methods.lora import Lora, LoraSpec
from engine.models.facts import model_facts
from engine.models.load import load_model
from engine.tasks.text_classification import TextClassification
from engine.worker.reading import check_fit


@pytest.fixture
def folder(tiny_base: Path, tmp_path: Path) -> Path:
    """The tiny base, to be spoiled."""
    copy = tmp_path / "model"
    shutil.copytree(tiny_base, copy)
    return copy


def configure(folder: Path, **values: Any) -> None:
    """Change config.json; None takes a key away."""
    table = json.loads((folder / "config.json").read_text(encoding="utf-8")) | values
    kept = {name: value for name, value in table.items() if value is not None}
    (folder / "config.json").write_text(json.dumps(kept), encoding="utf-8")


def refusal(folder: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        model_facts(str(folder))
    return caught.value


def test_that_the_facts_of_a_folder_are_those_that_transformers_gives(tiny_base: Path) -> None:
    from transformers import AutoModel

    facts, model = model_facts(str(tiny_base)), AutoModel.from_pretrained(tiny_base)
    assert facts.parameters == model.num_parameters()
    assert (facts.layers, facts.hidden, facts.heads) == (2, 32, 2)
    assert (facts.context, facts.vocabulary) == (64, model.config.vocab_size)
    assert (facts.family, facts.architecture, facts.origin) == ("encoder", "bert", "folder")
    assert facts.bytes_on_disk == sum(file.stat().st_size for file in tiny_base.iterdir())


def test_that_the_starter_is_counted_as_transformers_counts_it() -> None:
    from transformers import AutoModel

    facts = model_facts("starter:encoder")
    assert facts.parameters == AutoModel.from_pretrained(facts.folder).num_parameters()
    assert (facts.license, facts.origin) == ("Apache-2.0", "starter")


@pytest.mark.parametrize("base", ["tiny", "starter:encoder", "classifier"])
@pytest.mark.parametrize("method", ["full", "lora", "lora everywhere"])
def test_that_the_forecast_of_trained_weights_is_their_number(
    base: str, method: str, tiny_base: Path, finished: Callable[[str], Any]
) -> None:
    named = {"tiny": str(tiny_base), "classifier": str(finished("full").model)}.get(base, base)
    labels = ("a", "b", "c")
    places: Any = "all-linear" if method == "lora everywhere" else "attention"
    used, spec = (Full(), FullSpec()) if method == "full" else (Lora(), LoraSpec(rank=3, targets=places))
    facts, task = model_facts(named), TextClassification()
    loaded = load_model(facts.folder, "sequence-classification", labels)
    model = used.apply(loaded.model, spec, task, loaded.created)
    trained = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    assert used.trained_parameters(facts, spec, len(labels)) == trained


@pytest.mark.parametrize("text", ["/no/such/model", "starter:nothing", "a b"])
def test_that_a_base_that_is_not_there_is_named_with_what_there_is(text: str) -> None:
    with pytest.raises(UserError) as caught:
        model_facts(text)
    assert caught.value.code == "model.missing"
    assert text in str(caught.value.title)
    assert caught.value.hint


def test_that_a_hub_id_needs_the_network_to_be_allowed() -> None:
    with pytest.raises(UserError) as caught:
        model_facts("nobody/nothing-of-this-name")
    assert caught.value.code == "model.not-here"
    assert "model.network = true" in str(caught.value.hint)


def test_that_a_folder_without_a_config_is_no_model(folder: Path) -> None:
    (folder / "config.json").unlink()
    error = refusal(folder)
    assert error.code == "model.no-config"
    assert str(folder) in str(error)
    assert "save_pretrained" in str(error.hint)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"model_type": ""}', "\x00\x01", "[" * 100_000])
def test_that_a_damaged_config_is_refused_by_name(text: str, folder: Path) -> None:
    (folder / "config.json").write_text(text, encoding="utf-8")
    error = refusal(folder)
    assert error.code == "model.bad-config"
    assert "config.json" in str(error.title)
    assert error.hint


def test_that_a_folder_without_weights_is_refused(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    error = refusal(folder)
    assert error.code == "model.no-weights"
    assert ".safetensors" in str(error.hint)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "weights.pth", "last.ckpt"])
def test_that_pickled_weights_are_refused_and_never_opened(name: str, folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / name)
    error = refusal(folder)
    assert error.code == "model.pickle"
    assert name in str(error.title)
    assert "safe_serialization=True" in str(error.hint)


def test_that_a_model_with_code_of_its_own_is_refused_and_the_code_not_run(folder: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    (folder / "modeling_mine.py").write_text(f"open({str(canary)!r}, 'w').close()\n", encoding="utf-8")
    configure(folder, auto_map={"AutoModelForSequenceClassification": "modeling_mine.Mine"})
    error = refusal(folder)
    assert error.code == "model.foreign-code"
    with pytest.raises(UserError):  # also where facts were not asked first
        load_model(folder, "sequence-classification", ("a", "b"))
    configure(folder, model_type="mine")
    with pytest.raises(UserError):
        load_model(folder, "sequence-classification", ("a", "b"))
    assert not canary.exists()


def headers(folder: Path) -> list[bytes]:
    whole = (folder / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", whole[:8])
    table = json.loads(whole[8 : 8 + length])
    strange = [{**table, "x": 3}, {**table, "x": {"dtype": "F32", "shape": [2]}}, list(table), {"x": {"data_offsets": "no"}}]
    packed = [struct.pack("<Q", len(text)) + text + whole[8 + length :] for text in (json.dumps(entry).encode() for entry in strange)]
    cut = [b"", whole[:4], whole[: 8 + length], whole[:-1], whole + b"\0"]
    return [*cut, *packed, struct.pack("<Q", 2**63) + whole[8:], b"\xff" * 100, whole[:8] + b"[" * length + whole[8 + length :]]


@pytest.mark.parametrize("which", range(12))
def test_that_damaged_weights_are_refused_by_name(which: int, folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(headers(folder)[which])
    error = refusal(folder)
    assert error.code == "model.damaged"
    assert "model.safetensors" in str(error.title)
    assert "get it again" in str(error.hint)


def test_that_every_damage_above_was_tried(folder: Path) -> None:
    assert len(headers(folder)) == 12


@pytest.mark.parametrize("name", ["../outside.safetensors", "/etc/outside.safetensors", "sub/../../outside.safetensors"])
def test_that_an_index_that_leads_out_of_the_folder_is_refused(name: str, folder: Path) -> None:
    index = {"metadata": {}, "weight_map": {"embeddings.word_embeddings.weight": name}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    error = refusal(folder)
    assert error.code == "model.damaged"
    assert "outside.safetensors" in str(error)


def test_that_a_tokenizer_larger_than_the_model_is_refused(folder: Path) -> None:
    from engine.models.tokenizers import TextTokenizer

    file = folder / "tokenizer.json"
    table = json.loads(file.read_text(encoding="utf-8"))
    vocabulary = table["model"]["vocab"]
    vocabulary.update({f"word{number}": len(vocabulary) + number for number in range(5)})
    file.write_text(json.dumps(table), encoding="utf-8")
    facts = model_facts(str(folder))
    with pytest.raises(UserError) as caught:
        check_fit(facts, TextTokenizer(folder), TextClassification())
    assert caught.value.code == "model.tokenizer-mismatch"
    assert f"{facts.vocabulary + 5:,}" in str(caught.value)
    assert "tokenizer.json" in str(caught.value.hint)


def test_that_an_absurdly_large_config_is_looked_at_without_being_built(folder: Path) -> None:
    configure(folder, num_hidden_layers=1000, hidden_size=1 << 20)
    assert model_facts(str(folder)).hidden == 1 << 20
    with pytest.raises(UserError) as caught:
        load_model(folder, "sequence-classification", ("a", "b"))
    assert caught.value.code in ("model.mismatch", "model.refused")


@pytest.mark.parametrize("values", [{"hidden_size": "wide"}, {"num_hidden_layers": None}, {"vocab_size": -3}, {"hidden_act": "no-such"}])
def test_that_a_config_that_transformers_cannot_use_is_a_mistake_of_the_folder(values: dict[str, Any], folder: Path) -> None:
    configure(folder, **values)
    try:
        load_model(folder, "sequence-classification", ("a", "b"))
    except UserError as error:
        assert error.code in ("model.refused", "model.mismatch", "model.bad-config")
        assert str(folder) in str(error)
        assert error.hint


@pytest.mark.parametrize("key", ["attn_implementation", "_attn_implementation", "_attn_implementation_internal"])
def test_that_an_attention_named_in_the_config_has_no_effect(key: str, folder: Path) -> None:
    plain = load_model(folder, "sequence-classification", ("a", "b"))
    configure(folder, **{key: "attacker/kernels"})
    loaded = load_model(folder, "sequence-classification", ("a", "b"))
    assert "attacker" not in str(loaded.model.config.to_dict())
    assert plain.model.state_dict().keys() == loaded.model.state_dict().keys()


def test_that_weights_of_another_model_are_refused(folder: Path) -> None:
    configure(folder, model_type="distilbert", architectures=["DistilBertModel"])
    with pytest.raises(UserError) as caught:
        load_model(folder, "sequence-classification", ("a", "b"))
    assert caught.value.code == "model.mismatch"
    assert "Copy config.json and the weights" in str(caught.value.hint)


def test_that_what_is_new_in_a_model_is_told(tiny_base: Path, finished: Callable[[str], Any]) -> None:
    assert load_model(tiny_base, "sequence-classification", ("a", "b")).created == ["classifier.bias", "classifier.weight"]
    assert load_model(finished("full").model, "sequence-classification", ("a", "b")).created == []
    made = load_model(finished("full").model, "sequence-classification", ("a", "b", "c")).created
    assert made == ["classifier.bias", "classifier.weight"]
