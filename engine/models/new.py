"""A model from nothing: what it will be (no torch), and its folder with random weights in transformers' layout."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.messages import say
from engine.models.configs import check_heads, own_config
from engine.models.facts import ModelFacts, Tensor
from engine.specs.model import NewModelSpec

ARCHITECTURES = {"encoder": "BertForMaskedLM", "decoder": "LlamaForCausalLM", "encoder-decoder": "MarianMTModel"}
TYPES = {"encoder": "bert", "decoder": "llama", "encoder-decoder": "marian"}


@dataclass(frozen=True)
class SpecialIds:
    """Ids that a new model's config names: padding, begin, end, and what an encoder-decoder starts to write with."""

    padding: int = 0
    begin: int | None = None
    end: int | None = None


def feed_forward(spec: NewModelSpec) -> int:
    """The width inside a block: four times the model's, and two thirds of that for SwiGLU, rounded up to 32."""
    if spec.feed_forward:
        return spec.feed_forward
    inner = 4 * spec.hidden if spec.family != "decoder" else math.ceil(8 * spec.hidden / 3)
    return 32 * math.ceil(inner / 32)


def new_config(spec: NewModelSpec, vocabulary: int, ids: SpecialIds | None = None) -> dict[str, Any]:
    """The config.json of the wish. Raises UserError if heads do not divide the width, or key-value heads the heads."""
    ids = ids or SpecialIds()
    check_heads(spec.hidden, spec.heads)
    if spec.key_value_heads:
        check_heads(spec.heads, spec.key_value_heads)
    if spec.family == "decoder" and spec.hidden // spec.heads % 2:
        raise UserError(
            "model.heads",
            say("Each head would be {size} wide, and rotary positions turn pairs of numbers.", size=spec.hidden // spec.heads),
            hint=say("Choose a width and a number of heads whose ratio is even."),
        )
    inner = feed_forward(spec)
    shared = {
        "model_type": TYPES[spec.family],
        "architectures": [ARCHITECTURES[spec.family]],
        "vocab_size": vocabulary,
        "max_position_embeddings": spec.context,
        "pad_token_id": ids.padding,
        "bos_token_id": ids.begin,
        "eos_token_id": ids.end,
        "dtype": "float32",
    }
    if spec.family == "encoder":
        return {**shared, **_encoder_keys(spec, inner)}
    return {**shared, **(_decoder_keys(spec, inner) if spec.family == "decoder" else _encoder_decoder_keys(spec, inner, ids))}


def _encoder_keys(spec: NewModelSpec, inner: int) -> dict[str, Any]:
    return {
        "hidden_size": spec.hidden,
        "num_hidden_layers": spec.layers,
        "num_attention_heads": spec.heads,
        "intermediate_size": inner,
        "hidden_act": "gelu",
        "hidden_dropout_prob": spec.dropout,
        "attention_probs_dropout_prob": spec.dropout,
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "initializer_range": 0.02,
    }


def _decoder_keys(spec: NewModelSpec, inner: int) -> dict[str, Any]:
    return {
        "hidden_size": spec.hidden,
        "num_hidden_layers": spec.layers,
        "num_attention_heads": spec.heads,
        "num_key_value_heads": spec.key_value_heads or spec.heads,
        "head_dim": spec.hidden // spec.heads,
        "intermediate_size": inner,
        "hidden_act": "silu",
        "rms_norm_eps": 1e-6,
        "attention_dropout": spec.dropout,
        "tie_word_embeddings": True,
        "initializer_range": 0.02,
        "rope_parameters": {"rope_type": "default", "rope_theta": 10_000.0},
    }


def _encoder_decoder_keys(spec: NewModelSpec, inner: int, ids: SpecialIds) -> dict[str, Any]:
    sides = {
        f"{side}_{name}": value
        for side in ("encoder", "decoder")
        for name, value in (("layers", spec.layers), ("attention_heads", spec.heads), ("ffn_dim", inner), ("layerdrop", 0.0))
    }
    return {
        **sides,
        "is_encoder_decoder": True,
        "d_model": spec.hidden,
        "activation_function": "silu",
        "dropout": spec.dropout,
        "attention_dropout": 0.0,
        "activation_dropout": 0.0,
        "scale_embedding": True,
        "share_encoder_decoder_embeddings": True,
        "tie_word_embeddings": True,
        "decoder_start_token_id": ids.padding,
        "forced_eos_token_id": None,
        "init_std": spec.hidden**-0.5 / 2,  # embeddings are scaled by the root of the width and serve as the output layer too
    }


def new_facts(spec: NewModelSpec) -> ModelFacts:
    """The facts of the wish as if its folder were there, with its whole vocabulary. Raises UserError as new_config does."""
    table = new_config(spec, spec.vocabulary)
    tensors = new_tensors(table)
    parameters = sum(tensor.count for tensor in tensors.values())
    return ModelFacts(
        base="new",
        title=spec.family,
        folder=Path(),
        origin="new",
        family=spec.family,
        architecture=table["model_type"],
        parameters=parameters,
        layers=spec.layers,
        hidden=spec.hidden,
        heads=spec.heads,
        context=spec.context,
        vocabulary=spec.vocabulary,
        bytes_on_disk=4 * parameters,
        license="",
        config=table,
        tensors=tensors,
    )


def new_tensors(table: dict[str, Any]) -> dict[str, Tensor]:
    """Names and shapes of the tensors that a config's model is saved with."""
    config: Any = own_config(table)
    width = config.hidden_size
    shapes: dict[str, tuple[int, ...]] = {}

    def linear(name: str, rows: int, columns: int, bias: bool = True) -> None:
        shapes[f"{name}.weight"] = (rows, columns)
        if bias:
            shapes[f"{name}.bias"] = (rows,)

    def norm(name: str, bias: bool = True) -> None:
        shapes[f"{name}.weight"] = (width,)
        if bias:
            shapes[f"{name}.bias"] = (width,)

    kind = table["model_type"]
    {"bert": _encoder_tensors, "llama": _decoder_tensors, "marian": _encoder_decoder_tensors}[kind](config, shapes, linear, norm)
    return {name: Tensor(shape, "F32") for name, shape in shapes.items()}


def _encoder_tensors(config: Any, shapes: dict[str, tuple[int, ...]], linear: Any, norm: Any) -> None:
    width = config.hidden_size
    tables = {"word": config.vocab_size, "position": config.max_position_embeddings, "token_type": config.type_vocab_size}
    for name, rows in tables.items():
        shapes[f"bert.embeddings.{name}_embeddings.weight"] = (rows, width)
    norm("bert.embeddings.LayerNorm")
    for place in range(config.num_hidden_layers):
        layer = f"bert.encoder.layer.{place}"
        for name in ("self.query", "self.key", "self.value", "output.dense"):
            linear(f"{layer}.attention.{name}", width, width)
        norm(f"{layer}.attention.output.LayerNorm")
        linear(f"{layer}.intermediate.dense", config.intermediate_size, width)
        linear(f"{layer}.output.dense", width, config.intermediate_size)
        norm(f"{layer}.output.LayerNorm")
    linear("cls.predictions.transform.dense", width, width)
    norm("cls.predictions.transform.LayerNorm")
    shapes["cls.predictions.bias"] = (config.vocab_size,)


def _decoder_tensors(config: Any, shapes: dict[str, tuple[int, ...]], linear: Any, norm: Any) -> None:
    width, inner = config.hidden_size, config.intermediate_size
    shapes["model.embed_tokens.weight"] = (config.vocab_size, width)
    for place in range(config.num_hidden_layers):
        layer = f"model.layers.{place}"
        groups = config.num_key_value_heads * config.head_dim
        for name, rows in (("q", config.num_attention_heads * config.head_dim), ("k", groups), ("v", groups)):
            linear(f"{layer}.self_attn.{name}_proj", rows, width, False)
        linear(f"{layer}.self_attn.o_proj", width, config.num_attention_heads * config.head_dim, False)
        linear(f"{layer}.mlp.gate_proj", inner, width, False)
        linear(f"{layer}.mlp.up_proj", inner, width, False)
        linear(f"{layer}.mlp.down_proj", width, inner, False)
        norm(f"{layer}.input_layernorm", False)
        norm(f"{layer}.post_attention_layernorm", False)
    norm("model.norm", False)


def _encoder_decoder_tensors(config: Any, shapes: dict[str, tuple[int, ...]], linear: Any, norm: Any) -> None:
    width = config.hidden_size
    shapes["model.shared.weight"] = (config.vocab_size, width)
    sides = (("encoder", config.num_hidden_layers, config.encoder_ffn_dim), ("decoder", config.decoder_layers, config.decoder_ffn_dim))
    for side, count, inner in sides:
        for place in range(count):
            layer = f"model.{side}.layers.{place}"
            for attention in ("self_attn",) if side == "encoder" else ("self_attn", "encoder_attn"):
                for name in ("k", "v", "q", "out"):
                    linear(f"{layer}.{attention}.{name}_proj", width, width)
                norm(f"{layer}.{attention}_layer_norm")
            linear(f"{layer}.fc1", inner, width)
            linear(f"{layer}.fc2", width, inner)
            norm(f"{layer}.final_layer_norm")
    shapes["final_logits_bias"] = (1, config.vocab_size)


def create_model(table: dict[str, Any], folder: Path, seed: int) -> None:
    """Write config.json and model.safetensors of a model that knows nothing; the same seed gives the same weights."""
    import torch

    from engine.models.heads import DecoderForCausalLM, EncoderDecoderForConditionalGeneration, EncoderForMaskedLM
    from engine.models.own import take_tensors

    config: Any = own_config(table)
    kinds: dict[str, Any] = {
        "bert": EncoderForMaskedLM,
        "llama": DecoderForCausalLM,
        "marian": EncoderDecoderForConditionalGeneration,
    }
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = kinds[table["model_type"]](config)
        take_tensors(model, {})
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    if not (folder / "generation_config.json").exists() and table["model_type"] != "bert":
        named = {name: table[name] for name in ("bos_token_id", "eos_token_id", "pad_token_id") if table.get(name) is not None}
        (folder / "generation_config.json").write_text(json.dumps(named, indent=2), encoding="utf-8")
