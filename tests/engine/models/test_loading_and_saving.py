"""Folders that we save load with transformers' Auto classes alone, folders that transformers saves load with us, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.errors import UserError
from engine.models import heads
from engine.models.configs import own_config
from engine.models.foreign import is_own
from engine.models.load import Loaded, load_model
from engine.models.output_layer import logits
from engine.models.packed import pack
from tests.engine.models.comparing import (
    DECODERS,
    bert_config,
    decoder_config,
    gap,
    made,
    marian_config,
    ours_of,
    padded,
    pick,
    random_rows,
    shake,
)

TITLES = {"llama": "Llama", "mistral": "Mistral", "qwen2": "Qwen2", "qwen3": "Qwen3"}
Ask = Callable[[Any, Any], Tensor]

# what of ours is asked how, and the Auto class that loads what it saves
ENCODERS: dict[str, tuple[str, Ask, str]] = {
    "BertModel": ("SentenceEncoder", lambda model, batch: model.vectors(batch, "cls"), "AutoModel"),
    "BertForSequenceClassification": (
        "EncoderForSequenceClassification",
        lambda model, batch: model.head(model.features(batch)),
        "AutoModelForSequenceClassification",
    ),
    "BertForTokenClassification": (
        "EncoderForTokenClassification",
        lambda model, batch: model.tags(batch),
        "AutoModelForTokenClassification",
    ),
    "BertForQuestionAnswering": (
        "EncoderForQuestionAnswering",
        lambda model, batch: torch.stack(model.spans(batch), -1),
        "AutoModelForQuestionAnswering",
    ),
    "BertForMaskedLM": (
        "EncoderForMaskedLM",
        lambda model, batch: logits(model.before_output(model.hidden(batch)), model.output),
        "AutoModelForMaskedLM",
    ),
    "BertForNextSentencePrediction": (
        "EncoderForSentenceOrder",
        lambda model, batch: model.head(model.features(batch)),
        "AutoModelForNextSentencePrediction",
    ),
}


def asked(model: Any, rows: Any) -> Tensor:
    """What a model of transformers says of padded rows, its real tokens packed again; of a bare model, the first tokens' vectors."""
    ids, mask = padded(rows, model.config.pad_token_id)
    with torch.no_grad():
        out = model(input_ids=ids, attention_mask=mask)
    if hasattr(out, "start_logits"):
        return torch.stack((out.start_logits, out.end_logits), -1)[mask.bool()]
    if not hasattr(out, "logits"):
        return out.last_hidden_state[:, 0]  # type: ignore[no-any-return]
    return out.logits if out.logits.dim() == 2 else out.logits[mask.bool()]  # type: ignore[no-any-return]


def loaded_alone(auto: str, folder: Path) -> Any:
    """What an Auto class makes of a folder; every tensor must find its place."""
    model, info = getattr(transformers, auto).from_pretrained(folder, output_loading_info=True)
    assert not any(info.values()), info
    return model.eval()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ENCODERS)
def test_that_an_encoder_that_we_save_loads_with_its_auto_class_alone(name: str, seed: int, tmp_path: Path) -> None:
    draw = np.random.default_rng(seed)
    own, ask, auto = ENCODERS[name]
    (tmp_path / "ours").mkdir()
    config = bert_config(draw, **({"num_labels": 2} if "Question" in name or "Next" in name else {}))
    model = ours_of(made(name, config, seed), getattr(heads, own), tmp_path)
    shake(model, 0.02)
    model.save_pretrained(tmp_path / "ours")
    again, rows = loaded_alone(auto, tmp_path / "ours"), random_rows(draw, model.config.vocab_size)
    assert type(again).__name__ == name
    with torch.no_grad():
        assert gap(ask(model, pack(rows)), asked(again, rows)) < 1e-5


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", DECODERS)
@pytest.mark.parametrize("head", ["CausalLM", "SequenceClassification"])
def test_that_a_decoder_that_we_save_loads_with_its_auto_class_alone(kind: str, head: str, seed: int, tmp_path: Path) -> None:
    draw = np.random.default_rng(seed)
    (tmp_path / "ours").mkdir()
    config = decoder_config(draw, kind)
    model = ours_of(made(f"{TITLES[kind]}For{head}", config, seed), getattr(heads, f"DecoderFor{head}"), tmp_path)
    shake(model, 0.02)
    model.save_pretrained(tmp_path / "ours")
    again, rows = loaded_alone(f"AutoModelFor{head}", tmp_path / "ours"), random_rows(draw, config.vocab_size, config.pad_token_id)
    assert type(again).__name__ == f"{TITLES[kind]}For{head}"
    with torch.no_grad():
        said = model.head(model.features(pack(rows))) if head != "CausalLM" else logits(model.hidden(pack(rows)), model.output)
    assert gap(said, asked(again, rows)) < 1e-5


@pytest.mark.parametrize("seed", range(6))
def test_that_an_encoder_decoder_that_we_save_loads_with_its_auto_class_alone(seed: int, tmp_path: Path) -> None:
    draw = np.random.default_rng(seed)
    (tmp_path / "ours").mkdir()
    model = ours_of(made("MarianMTModel", marian_config(draw), seed), heads.EncoderDecoderForConditionalGeneration, tmp_path)
    shake(model, 0.02)
    model.save_pretrained(tmp_path / "ours")
    again = loaded_alone("AutoModelForSeq2SeqLM", tmp_path / "ours")
    rows, written = random_rows(draw, model.config.vocab_size), random_rows(draw, model.config.vocab_size)
    (ids, mask), (own, real) = padded(rows, 0), padded(written, 0)
    with torch.no_grad():
        found = again(input_ids=ids, attention_mask=mask, decoder_input_ids=own, decoder_attention_mask=real).logits[real.bool()]
        assert gap(logits(model.hidden(pack(rows), pack(written)), model.output), found) < 1e-5


def saved(kind: str, folder: Path, seed: int = 0, **saving: Any) -> tuple[Any, str]:
    """A random model that transformers saved, and the kind of head that it has."""
    draw = np.random.default_rng(seed)
    if kind == "marian":
        model, head = made("MarianMTModel", marian_config(draw), seed), "seq2seq-lm"
    elif kind in TITLES:
        model, head = made(f"{TITLES[kind]}ForCausalLM", decoder_config(draw, kind), seed), "causal-lm"
    else:
        names = {"sequence-classification": "BertForSequenceClassification", "masked-lm": "BertForMaskedLM"}
        names |= {"vectors": "BertModel", "sentence-order": "BertForNextSentencePrediction"}
        model, head = made(names[kind], bert_config(draw, num_labels=2), seed), kind
    model.save_pretrained(folder, **saving)
    return model, head


ALL = ("sequence-classification", "masked-lm", "vectors", "sentence-order", *DECODERS, "marian")


def same_weights(loaded: Loaded, theirs: Any) -> bool:
    """Do all of our tensors hold what theirs hold, in float32?"""
    own, other = loaded.model.state_dict(), theirs.state_dict()
    return all(tensor.dtype == torch.float32 and torch.equal(tensor, other[name].float()) for name, tensor in own.items())


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_that_what_transformers_saves_in_any_format_loads_with_us_whole(kind: str, dtype: torch.dtype, tmp_path: Path) -> None:
    draw_model, head = saved(kind, tmp_path / "first")
    theirs = draw_model.to(dtype)
    theirs.save_pretrained(tmp_path / "low")
    loaded = load_model(tmp_path / "low", head)
    assert is_own(loaded.model) and not loaded.model.training
    assert (loaded.created, loaded.surplus) == ([], [])
    assert same_weights(loaded, theirs)


@pytest.mark.parametrize("kind", ALL)
def test_that_a_checkpoint_in_several_files_loads_with_us_whole(kind: str, tmp_path: Path) -> None:
    theirs, head = saved(kind, tmp_path, max_shard_size="9KB")
    assert len(list(tmp_path.glob("*.safetensors"))) > 1 and (tmp_path / "model.safetensors.index.json").is_file()
    loaded = load_model(tmp_path, head)
    assert (loaded.created, loaded.surplus) == ([], []) and same_weights(loaded, theirs)


@pytest.mark.parametrize("kind", ALL)
def test_that_saving_what_was_loaded_loses_nothing(kind: str, tmp_path: Path) -> None:
    theirs, head = saved(kind, tmp_path / "theirs", seed=2)
    (tmp_path / "ours").mkdir()
    load_model(tmp_path / "theirs", head).model.save_pretrained(tmp_path / "ours")
    first, again = (load_file(tmp_path / side / "model.safetensors") for side in ("theirs", "ours"))
    assert first.keys() == again.keys() and all(torch.equal(first[name], again[name]) for name in first)
    before, after = (json.loads((tmp_path / side / "config.json").read_text(encoding="utf-8")) for side in ("theirs", "ours"))
    labels = {"id2label": {"0": "LABEL_0", "1": "LABEL_1"}, "label2id": {"LABEL_0": 0, "LABEL_1": 1}}
    assert {**labels, **before} == {**labels, **after}
    assert same_weights(load_model(tmp_path / "ours", head), theirs)


def rewrite(folder: Path, change: Callable[[dict[str, Tensor]], dict[str, Tensor]]) -> None:
    """Change the tensors of a folder."""
    tensors = {name: tensor.contiguous() for name, tensor in change(load_file(folder / "model.safetensors")).items()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def renamed(*pairs: tuple[str, str]) -> Callable[[dict[str, Tensor]], dict[str, Tensor]]:
    """Tensors under other names."""

    def change(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
        found = {}
        for name, tensor in tensors.items():
            for old, new in pairs:
                name = name.replace(old, new)
            found[name] = tensor
        return found

    return change


OLD = renamed(("LayerNorm.weight", "LayerNorm.gamma"), ("LayerNorm.bias", "LayerNorm.beta"))
BARE = renamed(("bert.", ""))


@pytest.mark.parametrize("kind", ["sequence-classification", "masked-lm"])
@pytest.mark.parametrize("change", [OLD, BARE, lambda tensors: BARE(OLD(tensors))], ids=["gamma and beta", "no prefix", "both"])
def test_that_names_of_older_checkpoints_are_understood(kind: str, change: Any, tmp_path: Path) -> None:
    theirs, head = saved(kind, tmp_path)
    rewrite(tmp_path, change)
    loaded = load_model(tmp_path, head)
    assert (loaded.created, loaded.surplus) == ([], []) and same_weights(loaded, theirs)


@pytest.mark.parametrize("kind", DECODERS)
def test_that_a_bare_decoder_without_prefix_gets_a_head(kind: str, tmp_path: Path) -> None:
    draw = np.random.default_rng(1)
    theirs = made(f"{TITLES[kind]}Model", decoder_config(draw, kind, tie_word_embeddings=False), 1)
    theirs.save_pretrained(tmp_path)
    assert "embed_tokens.weight" in load_file(tmp_path / "model.safetensors")
    loaded = load_model(tmp_path, "causal-lm")
    assert (loaded.created, loaded.surplus) == (["lm_head.weight"], [])
    own = loaded.model.model.state_dict()
    assert all(torch.equal(tensor, theirs.state_dict()[name]) for name, tensor in own.items())


def test_that_copies_of_the_embeddings_are_neither_needed_nor_surplus(tmp_path: Path) -> None:
    theirs, head = saved("marian", tmp_path)

    def twins(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
        table = tensors["model.shared.weight"]
        places = ("lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight")
        positions = {f"model.{side}.embed_positions.weight": torch.zeros(64, table.shape[1]) for side in ("encoder", "decoder")}
        return {**tensors, **positions, **{place: table.clone() for place in places}}

    rewrite(tmp_path, twins)
    loaded = load_model(tmp_path, head)
    assert (loaded.created, loaded.surplus) == ([], []) and same_weights(loaded, theirs)

    def one(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
        kept = {name: tensor for name, tensor in tensors.items() if name not in ("model.shared.weight", "lm_head.weight")}
        return {name: tensor for name, tensor in kept.items() if not name.startswith("model.decoder.embed_tokens")}

    rewrite(tmp_path, one)
    loaded = load_model(tmp_path, head)
    assert (loaded.created, loaded.surplus) == ([], []) and same_weights(loaded, theirs)


@pytest.mark.parametrize(
    "head, labels, created",
    [
        ("sequence-classification", ("a", "b", "c"), ["classifier.bias", "classifier.weight"]),
        (
            "masked-lm",
            (),
            [
                "cls.predictions.bias",
                "cls.predictions.transform.LayerNorm.bias",
                "cls.predictions.transform.LayerNorm.weight",
                "cls.predictions.transform.dense.bias",
                "cls.predictions.transform.dense.weight",
            ],
        ),
        ("sentence-order", (), ["cls.seq_relationship.bias", "cls.seq_relationship.weight"]),
        ("vectors", (), []),
    ],
)
def test_that_a_head_that_a_checkpoint_lacks_is_named_and_starts_fairly(
    head: str, labels: tuple[str, ...], created: list[str], tmp_path: Path
) -> None:
    saved("vectors", tmp_path)
    loaded = load_model(tmp_path, head, labels)
    assert (loaded.created, loaded.surplus) == (created, [])
    for name in created:
        tensor = loaded.model.state_dict()[name]
        if tensor.dim() > 1:
            assert 0.01 < float(tensor.std()) < 0.03 and float(tensor.mean().abs()) < 0.01
        else:
            assert torch.equal(tensor, torch.full_like(tensor, float("LayerNorm.weight" in name)))


def test_that_sentence_vectors_come_from_the_body_of_a_checkpoint_with_a_head(tmp_path: Path) -> None:
    theirs, _ = saved("masked-lm", tmp_path)
    loaded = load_model(tmp_path, "vectors")
    assert (loaded.created, loaded.surplus) == (["pooler.dense.bias", "pooler.dense.weight"], [])
    body = {name: tensor for name, tensor in loaded.model.state_dict().items() if "pooler" not in name}
    assert all(torch.equal(tensor, theirs.bert.state_dict()[name]) for name, tensor in body.items())


def test_that_a_head_of_another_size_is_made_anew_and_one_of_the_same_size_is_kept(tmp_path: Path) -> None:
    theirs, head = saved("sequence-classification", tmp_path)
    kept, new = load_model(tmp_path, head, ("good", "bad")), load_model(tmp_path, head, ("a", "b", "c"))
    assert kept.created == [] and torch.equal(kept.model.classifier.weight, theirs.classifier.weight)
    assert new.created == ["classifier.bias", "classifier.weight"] and new.model.classifier.weight.shape[0] == 3
    assert kept.model.config.labels == ("good", "bad")


def test_that_tensors_without_a_use_are_named_and_those_of_other_heads_are_not(tmp_path: Path) -> None:
    saved("masked-lm", tmp_path)
    rewrite(tmp_path, lambda tensors: {**tensors, "bert.encoder.layer.77.strange": torch.ones(2), "adapter.down": torch.ones(3)})
    assert load_model(tmp_path, "sequence-classification", ("a", "b")).surplus == ["adapter.down", "bert.encoder.layer.77.strange"]


@pytest.mark.parametrize(
    "kind, lost",
    [
        ("masked-lm", "bert.embeddings.word_embeddings.weight"),
        ("masked-lm", "bert.embeddings.LayerNorm.bias"),
        ("masked-lm", "bert.encoder.layer.0.attention.self.key.weight"),
        ("vectors", "embeddings.word_embeddings.weight"),
        ("vectors", "encoder.layer.0.attention.self.key.weight"),
        ("llama", "model.embed_tokens.weight"),
        ("llama", "model.norm.weight"),
        ("qwen3", "model.layers.0.self_attn.q_norm.weight"),
        ("marian", "model.shared.weight"),
        ("marian", "model.decoder.layers.0.encoder_attn.k_proj.bias"),
    ],
)
def test_that_a_checkpoint_without_a_part_of_its_body_is_refused(kind: str, lost: str, tmp_path: Path) -> None:
    _, head = saved(kind, tmp_path, seed=1)
    rewrite(tmp_path, lambda tensors: {name: tensor for name, tensor in tensors.items() if name != lost})
    if "embed_tokens" in lost:  # its output layer may be the same table
        rewrite(tmp_path, lambda tensors: {name: tensor for name, tensor in tensors.items() if name != "lm_head.weight"})
    with pytest.raises(UserError) as caught:
        load_model(tmp_path, head)
    assert caught.value.code == "model.mismatch" and lost in str(caught.value.detail)


def configure(folder: Path, **values: Any) -> None:
    """Change config.json."""
    table = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**table, **values}), encoding="utf-8")


@pytest.mark.parametrize(
    "kind, values",
    [
        ("masked-lm", {"vocab_size": 500}),
        ("masked-lm", {"intermediate_size": 200}),
        ("masked-lm", {"num_hidden_layers": 9}),
        ("llama", {"vocab_size": 500}),
        ("qwen2", {"num_hidden_layers": 9}),
        ("marian", {"decoder_layers": 9}),
        ("marian", {"encoder_ffn_dim": 300}),
    ],
)
def test_that_a_config_of_another_size_is_refused(kind: str, values: dict[str, int], tmp_path: Path) -> None:
    _, head = saved(kind, tmp_path)
    configure(tmp_path, **values)
    with pytest.raises(UserError) as caught:
        load_model(tmp_path, head)
    assert caught.value.code == "model.mismatch" and str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(
    "kind, values",
    [
        ("masked-lm", {"hidden_size": 32, "num_attention_heads": 5}),
        ("masked-lm", {"hidden_size": 32, "num_attention_heads": 0}),
        ("llama", {"hidden_size": 32, "num_attention_heads": 5}),
        ("mistral", {"hidden_size": 32, "num_attention_heads": 5, "head_dim": None, "num_key_value_heads": 5}),
        ("llama", {"hidden_size": 32, "num_attention_heads": 8, "num_key_value_heads": 3}),
        ("qwen3", {"num_attention_heads": 8, "num_key_value_heads": 3}),
        ("marian", {"d_model": 32, "encoder_attention_heads": 5}),
        ("marian", {"d_model": 32, "encoder_attention_heads": 4, "decoder_attention_heads": 5}),
    ],
)
def test_that_heads_that_do_not_divide_the_width_are_refused_with_a_number_that_does(
    kind: str, values: dict[str, Any], tmp_path: Path
) -> None:
    _, head = saved(kind, tmp_path)
    configure(tmp_path, **values)
    with pytest.raises(UserError) as caught:
        load_model(tmp_path, head)
    assert caught.value.code == "model.heads" and "for example" in str(caught.value.hint)


STRANGE: list[tuple[str, dict[str, Any]]] = [
    ("masked-lm", {"position_embedding_type": "relative_key"}),
    ("masked-lm", {"hidden_act": "gelu_fast"}),
    ("masked-lm", {"is_decoder": True}),
    ("masked-lm", {"tie_word_embeddings": False}),
    ("llama", {"hidden_act": "gelu_10"}),
    ("llama", {"rope_parameters": {"rope_type": "longrope", "rope_theta": 1e4, "short_factor": [1.0], "long_factor": [1.0]}}),
    ("llama", {"rope_parameters": {"rope_type": "default", "rope_theta": 1e4, "partial_rotary_factor": 0.5}}),
    ("llama", {"pretraining_tp": 2}),
    ("mistral", {"sliding_window": 8}),
    ("qwen2", {"use_sliding_window": True, "sliding_window": 8}),
    ("qwen3", {"rope_parameters": {"full_attention": {"rope_type": "default"}, "sliding_attention": {"rope_type": "default"}}}),
    ("marian", {"share_encoder_decoder_embeddings": False}),
    ("marian", {"tie_word_embeddings": False}),
    ("marian", {"decoder_vocab_size": 7}),
    ("marian", {"activation_function": "gelu_fast"}),
]


@pytest.mark.parametrize("kind, values", STRANGE, ids=[f"{kind} {next(iter(values))}" for kind, values in STRANGE])
def test_that_what_we_do_not_compute_is_left_to_transformers(kind: str, values: dict[str, Any], tmp_path: Path) -> None:
    saved(kind, tmp_path)
    table = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    assert own_config(table) is not None
    assert own_config({**table, **values}) is None


@pytest.mark.parametrize("kind", ["gpt2", "roberta", "t5", "gemma", "", None])
def test_that_other_architectures_are_left_to_transformers(kind: Any) -> None:
    assert own_config({"model_type": kind, "vocab_size": 9, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}) is None


@pytest.mark.parametrize("kind", ["mistral", "qwen2", "qwen3"])
def test_that_a_default_that_a_config_leaves_out_is_never_guessed(kind: str, tmp_path: Path) -> None:
    saved(kind, tmp_path)
    table = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    for name in ("num_key_value_heads", *(("sliding_window",) if kind == "mistral" else ())):
        assert own_config({key: value for key, value in table.items() if key != name}) is None


def test_that_a_sliding_window_is_computed_by_transformers_and_differs_from_full_attention(tmp_path: Path) -> None:
    draw = np.random.default_rng(5)
    theirs = made("MistralForCausalLM", decoder_config(draw, "mistral", sliding_window=4, num_hidden_layers=2), 5, 0.3)
    theirs.save_pretrained(tmp_path)
    loaded = load_model(tmp_path, "causal-lm")
    ids = torch.from_numpy(draw.integers(0, theirs.config.vocab_size, (1, 20)))
    with torch.no_grad():
        wanted = theirs(ids).logits
        assert not is_own(loaded.model) and gap(loaded.model(ids).logits, wanted) < 1e-5
        configure(tmp_path, sliding_window=None)
        full = load_model(tmp_path, "causal-lm").model
        assert is_own(full)
        assert gap(logits(full.hidden(pack([ids[0].numpy().astype(np.int32)])), full.output), wanted[0]) > 1e-3


def test_that_keys_of_a_config_that_we_do_not_read_are_kept(tmp_path: Path) -> None:
    saved("llama", tmp_path / "theirs")
    configure(tmp_path / "theirs", something_new={"a": [1, 2]}, torch_dtype="bfloat16")
    (tmp_path / "ours").mkdir()
    load_model(tmp_path / "theirs", "causal-lm").model.save_pretrained(tmp_path / "ours")
    table = json.loads((tmp_path / "ours" / "config.json").read_text(encoding="utf-8"))
    assert table["something_new"] == {"a": [1, 2]} and table["dtype"] == "float32" and "torch_dtype" not in table


@pytest.mark.parametrize("count", [1, 2, 3, 12])
def test_that_labels_keep_their_order_on_the_way_there_and_back(count: int, tmp_path: Path) -> None:
    saved("vectors", tmp_path / "base")
    labels = tuple(f"label {pick(np.random.default_rng(place), *'xyz')}{place}" for place in range(count))
    (tmp_path / "ours").mkdir()
    loaded = load_model(tmp_path / "base", "sequence-classification", labels)
    loaded.model.save_pretrained(tmp_path / "ours")
    again = loaded_alone("AutoModelForSequenceClassification", tmp_path / "ours")
    assert tuple(again.config.id2label[place] for place in range(count)) == labels
    assert load_model(tmp_path / "ours", "sequence-classification").model.config.labels == labels


def test_that_pickled_weights_are_refused(tmp_path: Path) -> None:
    saved("masked-lm", tmp_path)
    (tmp_path / "model.safetensors").unlink()
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(UserError) as caught:
        load_model(tmp_path, "masked-lm")
    assert caught.value.code == "model.pickle"
