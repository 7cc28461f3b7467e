"""Bases of many architectures, made small and random: each is trained, asked and exported as the starter is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.data.dataset import load_dataset
from engine.errors import UserError
from engine.inference import export_model, predict_texts
from engine.models.facts import context_of, head_labels
from engine.models.load import load_model
from engine.models.tokenizers import TextTokenizer
from engine.training.tuned import open_tuned

Work = Callable[..., tuple[int, Any]]
SIZES: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "initializer_range": 0.2,
}
TEXTS = ["good soup", "awful", "the old chair " * 40]


def byte_tokenizer(folder: Path, first: list[str], last: list[str], ends: str, **names: str) -> int:
    """A tokenizer of single bytes between special tokens; returns its size."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    vocabulary = {text: index for index, text in enumerate([*first, *sorted(pre_tokenizers.ByteLevel.alphabet()), *last])}
    made = Tokenizer(models.BPE(vocabulary, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    if ends:
        used = [(token, vocabulary[token]) for token in ends.split() if token in vocabulary]
        made.post_processor = processors.TemplateProcessing(single=ends, pair=f"{ends} {ends.replace('$A', '$B')}", special_tokens=used)
    PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=512, **names).save_pretrained(folder)
    return len(vocabulary)


def make(name: str, folder: Path, tiny_base: Path) -> Path:
    """The base of an architecture as transformers saves it; decoders without a padding token, as their makers give them."""
    import transformers

    folder.mkdir()
    if name in ("bert without pooler", "distilbert", "deberta"):
        for file in tiny_base.glob("tokenizer*"):
            shutil.copyfile(file, folder / file.name)
        size = len(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])
    elif name == "roberta":
        pad = {"pad_token": "<pad>", "eos_token": "</s>", "bos_token": "<s>", "unk_token": "<unk>"}
        size = byte_tokenizer(folder, ["<s>", "<pad>", "</s>", "<unk>"], ["<mask>"], "<s> $A </s>", **pad)
    elif name == "llama":
        size = byte_tokenizer(folder, ["<unk>", "<s>", "</s>"], [], "<s> $A", bos_token="<s>", eos_token="</s>", unk_token="<unk>")
    else:
        size = byte_tokenizer(folder, [], ["<|endoftext|>"], "", bos_token="<|endoftext|>", eos_token="<|endoftext|>")
    one = transformers
    models: dict[str, Callable[[], Any]] = {
        "bert without pooler": lambda: one.BertForMaskedLM(one.BertConfig(vocab_size=size, max_position_embeddings=64, **SIZES)),
        "distilbert": lambda: one.DistilBertModel(one.DistilBertConfig(vocab_size=size, dim=32, n_layers=2, n_heads=2, hidden_dim=64)),
        "deberta": lambda: one.DebertaV2Model(one.DebertaV2Config(vocab_size=size, max_position_embeddings=64, **SIZES)),
        "roberta": lambda: one.RobertaModel(one.RobertaConfig(vocab_size=size, max_position_embeddings=42, pad_token_id=1, **SIZES)),
        "llama": lambda: one.LlamaForCausalLM(
            one.LlamaConfig(vocab_size=size, max_position_embeddings=64, tie_word_embeddings=True, **SIZES)
        ).bfloat16(),
        "gpt2": lambda: one.GPT2LMHeadModel(one.GPT2Config(vocab_size=size, n_positions=64, n_embd=32, n_layer=2, n_head=2)),
    }
    import torch

    with torch.random.fork_rng():
        torch.manual_seed(0)
        models[name]().save_pretrained(folder)
    return folder


@pytest.mark.parametrize(
    "name, method",
    [
        *(
            ("distilbert", "lora"),
            ("roberta", "lora"),
            ("deberta", "lora"),
            ("llama", "lora"),
            ("gpt2", "lora"),
            ("bert without pooler", "lora"),
        ),
        *(("gpt2", "full"), ("deberta", "full")),
    ],
)
def test_that_a_base_of_another_architecture_is_trained_asked_and_exported(
    name: str, method: str, tiny_base: Path, work: Work, tmp_path: Path
) -> None:
    base = make(name, tmp_path / "base", tiny_base)
    status, watched = work(model={"base": str(base)}, method={"type": method}, training={"max_steps": 3, "max_length": 512})
    assert status == 0, watched.words()
    together = predict_texts(str(watched.run.path), TEXTS).predictions
    alone = [predict_texts(str(watched.run.path), [text]).predictions[0] for text in TEXTS]
    for one, other in zip(together, alone, strict=True):  # padding must not change an answer
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-5)
    for format in ("merged", "adapter") if method == "lora" else ("merged",):
        folder = tmp_path / format
        check = export_model(str(watched.run.path), format, folder, lambda _: None)["verification"]
        assert check["same"] == check["rows"]
        again = predict_texts(str(folder), TEXTS).predictions
        assert [row.probabilities for row in again] == [pytest.approx(row.probabilities, abs=1e-4) for row in together]


def test_that_what_a_checkpoint_lacked_is_learned_and_kept_by_lora(tiny_base: Path, work: Work, tmp_path: Path) -> None:
    base = make("bert without pooler", tmp_path / "base", tiny_base)
    status, watched = work(model={"base": str(base)}, method={"type": "lora"}, training={"max_steps": 3})
    assert status == 0
    result = watched.run.result()
    tuned = open_tuned(str(watched.run.path), tmp_path)
    job = watched.run.job()
    rows = load_dataset(job.data, tuned.task.roles, job.seed).validation
    assert tuned.measure(rows)["loss"] == pytest.approx(result["final"]["validation"]["loss"], rel=1e-5)


def test_that_roberta_loses_the_positions_that_stand_before_its_first() -> None:
    assert context_of({"model_type": "roberta", "max_position_embeddings": 514, "pad_token_id": 1}) == 512
    assert context_of({"model_type": "bert", "max_position_embeddings": 512, "pad_token_id": 0}) == 512
    assert context_of({"model_type": "x", "max_position_embeddings": -1}) == 0


@pytest.mark.parametrize(
    "given, labels",
    [({"1": "b", "0": "a"}, ("a", "b")), ({"0": 7, "1": 9}, ("7", "9")), (["a", "b"], ()), ({"x": "a"}, ()), (None, ())],
)
def test_that_the_labels_of_a_head_are_read_in_its_order_or_not_at_all(given: Any, labels: tuple[str, ...]) -> None:
    assert head_labels({"id2label": given}) == labels


@pytest.mark.parametrize("change", [{"n_layers": 3}, {"vocab_size": 200}])
def test_that_a_body_that_would_start_from_random_numbers_is_refused(change: dict[str, int], tiny_base: Path, tmp_path: Path) -> None:
    base = make("distilbert", tmp_path / "base", tiny_base)
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    (base / "config.json").write_text(json.dumps({**config, **change}), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_model(base, "sequence-classification", ("a", "b"))
    assert caught.value.code == "model.mismatch"


def test_that_a_text_without_tokens_is_still_something_to_read(tiny_base: Path, tmp_path: Path) -> None:
    encoded = TextTokenizer(make("gpt2", tmp_path / "base", tiny_base)).encode(["", "a"], 8)
    assert list(encoded.lengths) == [1, 1]


def test_that_a_saved_tokenizer_pads_and_cuts_as_the_model_was_trained(tiny_base: Path, tmp_path: Path) -> None:
    base = make("gpt2", tmp_path / "base", tiny_base)
    file = base / "tokenizer_config.json"
    file.write_text(
        json.dumps({**json.loads(file.read_text(encoding="utf-8")), "padding_side": "left", "truncation_side": "left"}), encoding="utf-8"
    )
    ours, saved = TextTokenizer(base), tmp_path / "saved"
    saved.mkdir()
    ours.save(saved, 8)
    from transformers import AutoTokenizer

    theirs = AutoTokenizer.from_pretrained(saved)
    assert (theirs.pad_token_id, theirs.padding_side, theirs.model_max_length) == (ours.padding_id, "right", 8)
    assert theirs("abcdefghijkl", truncation=True)["input_ids"] == ours.encode(["abcdefghijkl"], 8).row(0).tolist()


@pytest.mark.parametrize("name", ["bert without pooler", "distilbert", "deberta", "roberta", "llama", "gpt2"])
@pytest.mark.parametrize("method", ["full", "lora"])
def test_that_the_forecast_counts_the_trained_weights_of_other_architectures(
    name: str, method: str, tiny_base: Path, tmp_path: Path
) -> None:
    from engine.models.facts import model_facts
    from engine.registry import discover
    from engine.specs.job import METHODS, TASKS

    base = make(name, tmp_path / "base", tiny_base)
    used, task, labels = discover(METHODS)[method], discover(TASKS)["text-classification"], ("a", "b", "c")
    loaded = load_model(base, "sequence-classification", labels)
    model = used.apply(loaded.model, used.spec(), task, loaded.created)
    trained = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    assert used.trained_parameters(model_facts(str(base)), used.spec(), len(labels)) == trained
