"""LoRA: our layers beside peft's, adapters on their way to peft and back, merging, and frozen weights in fewer bits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import peft
import pytest
import torch
import transformers
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from engine.errors import UserError
from engine.methods._peft import renamed_in_transformers
from engine.methods.lora import Lora, LoraSpec
from engine.models import heads
from engine.models.adapters import add_lora, hold_frozen, load_lora, lora_layers, merge_lora, save_lora
from engine.models.load import HEADS, load_model
from engine.models.output_layer import logits, summed_loss
from engine.models.packed import Packed, pack
from engine.registry import discover
from engine.specs.job import TASKS
from tests.engine.models.comparing import (
    bert_config,
    check_gradients,
    decoder_config,
    gap,
    gradients,
    made,
    marian_config,
    ours_of,
    padded,
    random_rows,
)

pytestmark = pytest.mark.usefixtures("chance")

# tasks and the bases they are tried on: class of transformers, config
BASES: dict[str, tuple[str, Callable[..., Any], str]] = {
    "text-classification": ("BertForSequenceClassification", bert_config, ""),
    "text-classification of llama": ("LlamaForSequenceClassification", decoder_config, "llama"),
    "text-classification of qwen2": ("Qwen2ForSequenceClassification", decoder_config, "qwen2"),
    "masked-lm": ("BertForMaskedLM", bert_config, ""),
    "sentence-order": ("BertForNextSentencePrediction", bert_config, ""),
    "contrastive": ("BertModel", bert_config, ""),
    "causal-lm": ("LlamaForCausalLM", decoder_config, "llama"),
    "causal-lm of qwen2": ("Qwen2ForCausalLM", decoder_config, "qwen2"),
    "causal-lm of qwen3": ("Qwen3ForCausalLM", decoder_config, "qwen3"),
    "causal-lm of mistral": ("MistralForCausalLM", decoder_config, "mistral"),
    "translation": ("MarianMTModel", marian_config, ""),
}
LABELS = {"text-classification": ("a", "b", "c")}


class Case:
    """A base that transformers saved, the task, and rows."""

    def __init__(self, name: str, folder: Path, seed: int = 0, **fixed: Any) -> None:
        kind, config, family = BASES[name]
        draw = np.random.default_rng(4000 + seed)
        self.task = discover(TASKS)[name.partition(" ")[0]]
        self.labels = LABELS.get(self.task.name, ())
        self.folder = folder / "base"
        settings = {"num_labels": len(self.labels) or 2, **fixed}
        drawn = config(draw, family, **settings) if family else config(draw, **settings)
        if self.labels:
            drawn.id2label = dict(enumerate(self.labels))
            drawn.label2id = {label: place for place, label in enumerate(self.labels)}
        self.config = drawn
        made(kind, drawn, seed).save_pretrained(self.folder)
        self.rows = random_rows(draw, drawn.vocab_size, drawn.pad_token_id)
        self.written = random_rows(draw, drawn.vocab_size, drawn.pad_token_id, longest=13)

    def ours(self) -> Any:
        """Our model from the base."""
        return load_model(self.folder, self.task.head, self.labels).model

    def theirs(self) -> Any:
        """Transformers' model from the base."""
        return getattr(transformers, HEADS[self.task.head].auto).from_pretrained(self.folder).eval()

    def asked(self, model: Any) -> Tensor:
        """What one of our models says."""
        batch: Packed = pack(self.rows)
        if self.task.head == "seq2seq-lm":
            return logits(model.hidden(batch, pack(self.written)), model.output)
        if self.task.head in ("masked-lm", "causal-lm"):
            return logits(model.before_output(model.hidden(batch)), model.output)
        return model.vectors(batch, "cls") if self.task.head == "vectors" else model.head(model.features(batch))  # type: ignore[no-any-return]

    def asked_of_theirs(self, model: Any) -> Tensor:
        """What a model of transformers, with an adapter or without, says of the same."""
        ids, mask = padded(self.rows, self.config.pad_token_id)
        if self.task.head == "seq2seq-lm":
            own, real = padded(self.written, self.config.pad_token_id)
            out = model(input_ids=ids, attention_mask=mask, decoder_input_ids=own, decoder_attention_mask=real)
            return out.logits[real.bool()]  # type: ignore[no-any-return]
        out = model(input_ids=ids, attention_mask=mask)
        if self.task.head == "vectors":
            return out.last_hidden_state[:, 0]  # type: ignore[no-any-return]
        return out.logits[mask.bool()] if out.logits.dim() == 3 else out.logits  # type: ignore[no-any-return]

    def tuned(self, targets: str = "attention", seed: int = 0) -> Any:
        """Our model with an adapter (and a head) that has learned something."""
        loaded = load_model(self.folder, self.task.head, self.labels)
        spec = LoraSpec(rank=3, alpha=7.0, targets=targets, dropout=0.0)  # type: ignore[arg-type]
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = Lora().apply(loaded.model, spec, self.task, loaded.created)
        move(model, seed)
        return model.eval()

    def onto_theirs(self, folder: Path) -> Any:
        """Transformers' model with the adapter of a folder, by peft."""
        with renamed_in_transformers():
            return peft.PeftModel.from_pretrained(self.theirs(), str(folder)).eval()


def move(model: nn.Module, seed: int) -> None:
    """Give every trained number of a model another value."""
    chance = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.add_(torch.randn(parameter.shape, generator=chance) * 0.2)


@pytest.mark.parametrize("targets", ["attention", "all-linear"])
@pytest.mark.parametrize("name", BASES)
def test_that_an_adapter_that_we_save_loads_with_peft_onto_transformers_model(name: str, targets: str, tmp_path: Path) -> None:
    case = Case(name, tmp_path)
    model = case.tuned(targets)
    with torch.no_grad():
        wanted, plain = case.asked(model), case.asked(case.ours())
    (tmp_path / "adapter").mkdir()
    Lora().save(model, tmp_path / "adapter", case.task)
    with torch.no_grad():
        assert gap(case.asked_of_theirs(case.onto_theirs(tmp_path / "adapter")), wanted) < 1e-4
        again = Lora().load(tmp_path / "adapter", case.folder, case.task, case.labels)
        assert not again.training and gap(case.asked(again), wanted) < 1e-6
    assert gap(plain, wanted) > 1e-3


WAYS = ("full names", "ends of names", "all-linear")


@pytest.mark.parametrize("name, targets", [(name, WAYS[(place + way) % 3]) for place, name in enumerate(BASES) for way in range(2)])
def test_that_an_adapter_that_peft_saved_loads_onto_our_model(name: str, targets: str, tmp_path: Path) -> None:
    case = Case(name, tmp_path, 1)
    theirs = case.theirs()
    ends: Any = {"bert": ["query", "value"], "marian": ["q_proj", "fc2"]}.get(case.config.model_type, ["q_proj", "down_proj"])
    if targets == "full names":
        ends = [place for place, _ in theirs.named_modules() if place.endswith(tuple(ends))]
    config = peft.LoraConfig(
        task_type=case.task.peft_type,
        r=4,
        lora_alpha=6,
        lora_dropout=0.0,
        target_modules="all-linear" if targets == "all-linear" else ends,
    )
    with renamed_in_transformers():
        model = peft.get_peft_model(theirs, config)
        move(model, 2)
        model.save_pretrained(tmp_path / "adapter")
    ours = Lora().load(tmp_path / "adapter", case.folder, case.task, case.labels)
    with torch.no_grad():
        assert gap(case.asked(ours), case.asked_of_theirs(model.eval())) < 1e-4
        assert gap(case.asked(ours), case.asked(case.ours())) > 1e-3


@pytest.mark.parametrize("name", BASES)
def test_that_peft_attaches_to_our_model_by_the_usual_names_and_trains_it(name: str, tmp_path: Path) -> None:
    case = Case(name, tmp_path, 2)
    ends = {"bert": ["query", "value"], "marian": ["q_proj", "v_proj"]}.get(case.config.model_type, ["q_proj", "v_proj"])
    settings = peft.LoraConfig(r=4, lora_alpha=8, target_modules=ends)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = peft.get_peft_model(case.ours(), settings)
    trained = {place for place, parameter in model.named_parameters() if parameter.requires_grad}
    assert trained and all("lora_" in place for place in trained)
    inner = model.get_base_model()
    direction = torch.randn(case.asked(inner).shape, generator=torch.Generator().manual_seed(0))
    optimizer = torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=0.02)
    told = []
    for _ in range(6):
        loss = (case.asked(inner) * direction).sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        told.append(loss.item())
    assert told[-1] < told[0] - 0.01
    with torch.no_grad(), model.disable_adapter():
        assert gap(case.asked(inner), case.asked(case.ours())) < 1e-6


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["text-classification", "causal-lm", "causal-lm of qwen3", "translation"])
def test_that_gradients_of_our_adapter_are_those_of_peft_on_transformers_model(name: str, seed: int, tmp_path: Path) -> None:
    case = Case(name, tmp_path, seed)
    model = case.tuned("all-linear", seed)
    (tmp_path / "adapter").mkdir()
    Lora().save(model, tmp_path / "adapter", case.task)
    with renamed_in_transformers():
        theirs = peft.PeftModel.from_pretrained(case.theirs(), str(tmp_path / "adapter"), is_trainable=True).eval()
    case.asked(model).square().sum().backward()  # type: ignore[no-untyped-call]
    case.asked_of_theirs(theirs).square().sum().backward()  # type: ignore[no-untyped-call]
    wanted = {}
    for place, gradient in gradients(theirs).items():
        place = place.removeprefix("base_model.model.").replace(".modules_to_save.default", "")
        wanted[place.replace(".default.weight", "")] = gradient
    check_gradients(gradients(model), wanted)


@pytest.mark.parametrize("name, targets", [(name, ("attention", "all-linear")[place % 2]) for place, name in enumerate(BASES)])
def test_that_merging_gives_what_adding_gave_and_leaves_a_plain_model(name: str, targets: str, tmp_path: Path) -> None:
    case = Case(name, tmp_path, 3)
    model = case.tuned(targets)
    with torch.no_grad():
        wanted = case.asked(model)
    merged = Lora().merged(model)
    assert not lora_layers(merged) and all(parameter.dtype == torch.float32 for parameter in merged.parameters())
    (tmp_path / "merged").mkdir()
    merged.save_pretrained(tmp_path / "merged")
    auto = getattr(transformers, HEADS[case.task.head].auto)
    again, info = auto.from_pretrained(tmp_path / "merged", output_loading_info=True)
    assert not any(info.values())
    with torch.no_grad():
        assert gap(case.asked(merged), wanted) < 1e-4
        assert gap(case.asked_of_theirs(again.eval()), wanted) < 1e-4


@pytest.mark.parametrize("task, kind", [("masked-lm", "BertModel"), ("sentence-order", "BertModel"), ("text-classification", "BertModel")])
def test_that_a_head_that_the_base_lacks_travels_with_the_adapter(task: str, kind: str, tmp_path: Path) -> None:
    case = Case(task, tmp_path, 4)
    made(kind, case.config, 4).save_pretrained(case.folder)
    model = case.tuned()
    (tmp_path / "adapter").mkdir()
    Lora().save(model, tmp_path / "adapter", case.task)
    with torch.no_grad():
        wanted = case.asked(model)
        torch.manual_seed(7)  # the head of the base starts from other numbers
        assert gap(case.asked(Lora().load(tmp_path / "adapter", case.folder, case.task, case.labels)), wanted) < 1e-6
        assert gap(case.asked_of_theirs(case.onto_theirs(tmp_path / "adapter")), wanted) < 1e-4


def test_that_an_adapter_names_its_base_and_its_settings_as_peft_does(tmp_path: Path) -> None:
    case = Case("text-classification", tmp_path)
    Lora().save(case.tuned(), tmp_path, case.task)
    config = peft.PeftConfig.from_pretrained(tmp_path)
    assert isinstance(config, peft.LoraConfig) and config.base_model_name_or_path == str(case.folder)
    assert (config.r, config.lora_alpha, config.task_type, config.modules_to_save) == (3, 7.0, "SEQ_CLS", ["classifier"])
    names = load_file(tmp_path / "adapter_model.safetensors")
    assert "base_model.model.classifier.weight" in names
    assert "base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.weight" in names


@pytest.mark.parametrize(
    "change, reason",
    [
        (lambda tensors: dict(list(tensors.items())[:-1]), "missing"),
        (lambda tensors: {**tensors, "base_model.model.bert.strange.lora_A.weight": torch.ones(2, 2)}, "no place"),
        (lambda tensors: {name: tensor[:-1].contiguous() for name, tensor in tensors.items()}, "instead of"),
        (lambda tensors: {}, "missing"),
    ],
)
def test_that_an_adapter_that_does_not_fit_is_refused(change: Any, reason: str, tmp_path: Path) -> None:
    case = Case("text-classification", tmp_path)
    Lora().save(case.tuned(), tmp_path, case.task)
    file = tmp_path / "adapter_model.safetensors"
    tensors = {name: tensor for name, tensor in load_file(file).items() if "lora" in name}
    save_file(change(tensors), file)
    with pytest.raises(UserError) as caught:
        Lora().load(tmp_path, case.folder, case.task, case.labels)
    assert caught.value.code == "model.adapter" and reason in str(caught.value.detail)


@pytest.mark.parametrize("name", ["text-classification", "causal-lm", "translation"])
def test_that_only_the_adapter_and_the_head_are_trained(name: str, tmp_path: Path) -> None:
    model = Case(name, tmp_path).tuned()
    for place, parameter in model.named_parameters():
        assert parameter.requires_grad == ("lora_" in place or place.startswith("classifier")), place


@pytest.mark.parametrize("name", BASES)
def test_that_frozen_matrices_alone_are_held_in_16_bit(name: str, tmp_path: Path) -> None:
    case = Case(name, tmp_path, 5)
    model = case.tuned()
    before = {place: tensor.clone() for place, tensor in model.state_dict().items()}
    with torch.no_grad():
        exact = case.asked(model)
        with torch.autocast("cpu", torch.bfloat16):
            wanted = case.asked(model)
    count = hold_frozen(model, torch.bfloat16)
    linear = {f"{place}.weight" for place, module in model.named_modules() if isinstance(module, nn.Linear)}
    trained = {place for place, parameter in model.named_parameters() if parameter.requires_grad}
    held = {place for place, tensor in model.state_dict().items() if tensor.dtype == torch.bfloat16}
    tables = {id(model.get_parameter(place)) for place in linear - trained}
    assert count == len(linear - trained) > 0
    assert held == {place for place, parameter in model.named_parameters(remove_duplicate=False) if id(parameter) in tables}
    for place, tensor in model.state_dict().items():
        assert torch.equal(tensor, before[place].bfloat16() if place in held else before[place]), place
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        found = case.asked(model)
    shared = any(isinstance(model.get_submodule(place.rpartition(".")[0]), nn.Embedding) for place in held)
    assert shared or torch.equal(found, wanted)
    assert gap(found, exact) < 2 * gap(wanted, exact) + 1e-3  # where the output is the embeddings, these are rounded too


def test_that_held_weights_learn_the_very_same_adapter_steps(tmp_path: Path) -> None:
    case = Case("causal-lm", tmp_path, 6, tie_word_embeddings=False)
    told = []
    for hold in (False, True):
        model = case.tuned(seed=6)
        if hold:
            hold_frozen(model, torch.bfloat16)
        with torch.autocast("cpu", torch.bfloat16):
            batch = pack(case.rows)
            loss = summed_loss(model.hidden(batch), model.output, batch.ids)
        loss.backward()  # type: ignore[no-untyped-call]
        told.append((loss.item(), {place: found for place, found in gradients(model).items() if found.any()}))
    assert told[0][0] == told[1][0]
    check_gradients(told[1][1], told[0][1], 1e-6)


def test_that_the_end_of_a_name_stands_for_all_layers_that_end_so_and_for_no_others(tmp_path: Path) -> None:
    model = ours_of(made("BertForMaskedLM", bert_config(np.random.default_rng(0)), 0), heads.EncoderForMaskedLM, tmp_path)
    add_lora(model, ["self.query", "bert.encoder.layer.0.output.dense", "ense"], 2, 4.0, 0.0)
    layers = range(model.config.num_hidden_layers)
    wanted = {*(f"bert.encoder.layer.{place}.attention.self.query" for place in layers), "bert.encoder.layer.0.output.dense"}
    assert set(lora_layers(model)) == wanted


def test_that_an_adapter_goes_from_one_of_our_models_to_another(tmp_path: Path) -> None:
    case = Case("translation", tmp_path, 7)
    first, second = case.tuned("all-linear"), case.tuned("all-linear", seed=9)
    save_lora(first, tmp_path, ())
    with torch.no_grad():
        assert gap(case.asked(first), case.asked(second)) > 1e-3
        load_lora(second, tmp_path)
        assert torch.equal(case.asked(first), case.asked(second))
        merge_lora(second)
        assert gap(case.asked(first), case.asked(second)) < 1e-4


def test_that_a_config_of_an_adapter_that_names_no_layers_is_refused(tmp_path: Path) -> None:
    case = Case("text-classification", tmp_path)
    Lora().save(case.tuned(), tmp_path, case.task)
    file = tmp_path / "adapter_config.json"
    table = json.loads(file.read_text(encoding="utf-8"))
    for targets in (["nothing.like.it"], [], [7], ".*query"):
        file.write_text(json.dumps({**table, "target_modules": targets}), encoding="utf-8")
        with pytest.raises(UserError) as caught:
            Lora().load(tmp_path, case.folder, case.task, case.labels)
        assert caught.value.code == "model.adapter"


@pytest.mark.parametrize("task", ["masked-lm", "contrastive", "sentence-order"])
def test_that_an_encoder_without_a_head_is_tuned_by_an_adapter_and_exported_both_ways(
    task: str, work: Callable[..., tuple[int, Any]], tiny_data: Path, tmp_path: Path
) -> None:
    from engine.inference import export_model

    data = {"train": str(tiny_data), "validation": str(tiny_data), "columns": {"text": "text"}}
    status, watched = work(data=data, task={"type": task}, method={"type": "lora"}, training={"max_steps": 3, "max_length": 32})
    assert status == 0, watched.words()
    for format in ("merged", "adapter"):
        check = export_model(str(watched.run.path), format, tmp_path / format, lambda _: None)["verification"]
        assert check["same"] == check["rows"] > 0
