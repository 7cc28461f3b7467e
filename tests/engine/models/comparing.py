"""Small random models of transformers beside ours from the same folder, and rows padded for the one and packed for the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from torch import Tensor, nn

from engine.models.configs import own_config
from engine.models.load import prepare_libraries
from engine.models.own import read_tensors, take_tensors

ACTIVATIONS = ("gelu", "gelu_new", "gelu_pytorch_tanh", "relu", "silu", "swish")
DECODERS = ("llama", "mistral", "qwen2", "qwen3")
ROPES: tuple[dict[str, Any], ...] = (
    {"rope_type": "default"},
    {"rope_type": "linear", "factor": 3.0},
    {"rope_type": "dynamic", "factor": 4.0},
    {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 16},
    {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 24},
    {"rope_type": "yarn", "factor": 2.5, "beta_fast": 8.0, "beta_slow": 0.5, "truncate": False, "original_max_position_embeddings": 32},
    {"rope_type": "yarn", "factor": 6.0, "mscale": 0.7, "mscale_all_dim": 1.3},
    {"rope_type": "yarn", "factor": 6.0, "attention_factor": 1.2},
)
Rows = list[Any]  # of token ids, each [tokens] int32

prepare_libraries()


def pick(draw: np.random.Generator, *choices: Any) -> Any:
    """One of the choices."""
    return choices[int(draw.integers(len(choices)))]


def bert_config(draw: np.random.Generator, **fixed: Any) -> Any:
    """A BERT of any shape, without dropout."""
    heads = pick(draw, 1, 2, 3, 4)
    drawn = {
        "vocab_size": int(draw.integers(40, 130)),
        "hidden_size": heads * pick(draw, 4, 5, 8, 11),
        "num_hidden_layers": pick(draw, 1, 2, 3),
        "num_attention_heads": heads,
        "intermediate_size": int(draw.integers(9, 70)),
        "hidden_act": pick(draw, *ACTIVATIONS),
        "type_vocab_size": pick(draw, 1, 2, 3),
        "layer_norm_eps": pick(draw, 1e-12, 1e-5),
        "max_position_embeddings": 40,
        "pad_token_id": pick(draw, 0, 7),
        "num_labels": pick(draw, 1, 2, 5),
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
    }
    return transformers.BertConfig(**{**drawn, **fixed})


def decoder_config(draw: np.random.Generator, kind: str = "", **fixed: Any) -> Any:
    """A Llama, Mistral, Qwen2 or Qwen3 of any shape, without dropout."""
    kind = kind or pick(draw, *DECODERS)
    groups, size = pick(draw, 1, 2, 3), pick(draw, 4, 6, 8, 12)
    heads = groups * pick(draw, 1, 2, 3)
    drawn: dict[str, Any] = {
        "vocab_size": int(draw.integers(40, 130)),
        "hidden_size": heads * size,
        "num_hidden_layers": pick(draw, 1, 2, 3),
        "num_attention_heads": heads,
        "num_key_value_heads": groups,
        "intermediate_size": int(draw.integers(9, 70)),
        "hidden_act": pick(draw, "silu", "silu", "gelu", "relu", "gelu_pytorch_tanh"),
        "rms_norm_eps": pick(draw, 1e-6, 1e-5),
        "max_position_embeddings": 64,
        "rope_parameters": {**pick(draw, *ROPES), "rope_theta": pick(draw, 10_000.0, 500.0, 1_000_000.0)},
        "tie_word_embeddings": pick(draw, True, False),
        "pad_token_id": pick(draw, 0, 5),
        "bos_token_id": 1,
        "eos_token_id": 2,
        "num_labels": pick(draw, 1, 2, 5),
    }
    if kind != "qwen2" and (kind == "qwen3" or pick(draw, True, False)):
        drawn["head_dim"] = pick(draw, 4, 8, 10)  # not what the width and the heads would give
    if kind in ("llama", "qwen3"):
        drawn["attention_bias"] = pick(draw, True, False)
    if kind == "llama":
        drawn["mlp_bias"] = pick(draw, True, False)
    if kind == "mistral":
        drawn["sliding_window"] = None
    names = {"llama": "LlamaConfig", "mistral": "MistralConfig", "qwen2": "Qwen2Config", "qwen3": "Qwen3Config"}
    return getattr(transformers, names[kind])(**{**drawn, **fixed})


def marian_config(draw: np.random.Generator, **fixed: Any) -> Any:
    """A Marian of any shape, its two sides different, without dropout."""
    width = pick(draw, 12, 24, 36, 15)
    heads = [heads for heads in (1, 2, 3, 4, 5) if width % heads == 0]
    vocabulary = int(draw.integers(40, 130))
    padding = pick(draw, 0, vocabulary - 1)
    drawn = {
        "vocab_size": vocabulary,
        "d_model": width,
        "encoder_layers": pick(draw, 1, 2, 3),
        "decoder_layers": pick(draw, 1, 2, 3),
        "encoder_attention_heads": pick(draw, *heads),
        "decoder_attention_heads": pick(draw, *heads),
        "encoder_ffn_dim": int(draw.integers(9, 70)),
        "decoder_ffn_dim": int(draw.integers(9, 70)),
        "activation_function": pick(draw, "swish", "gelu", "relu"),
        "scale_embedding": pick(draw, True, False),
        "max_position_embeddings": 64,
        "pad_token_id": padding,
        "eos_token_id": 1,
        "decoder_start_token_id": padding,
        "forced_eos_token_id": None,
        "dropout": 0.0,
    }
    return transformers.MarianConfig(**{**drawn, **fixed})


def made(name: str, config: Any, seed: int, spread: float = 0.05) -> Any:
    """A model of transformers in eval mode whose every trained number is random: norms, biases and padding's vector too."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = getattr(transformers, name)(config)
        shake(model, spread)
    return model.eval()


def shake(model: nn.Module, spread: float) -> None:
    """Move every trained number of a model, and Marian's bias, at random."""
    moved = [parameter for parameter in model.parameters() if parameter.requires_grad]
    moved += [buffer for name, buffer in model.named_buffers() if name.endswith("final_logits_bias")]
    with torch.no_grad():
        for tensor in moved:
            tensor.add_(torch.randn_like(tensor) * spread)


def ours_of(theirs: Any, kind: Any, folder: Path) -> Any:
    """Our model from the folder that transformers saves theirs in; every tensor must find its place."""
    theirs.save_pretrained(folder)
    model = kind(own_config(json.loads((folder / "config.json").read_text(encoding="utf-8"))))
    assert take_tensors(model, read_tensors(folder)) == ([], [], [])
    return model.eval()


def random_rows(draw: np.random.Generator, vocabulary: int, without: int = -1, longest: int = 23, count: int = 7) -> Rows:
    """Rows of odd and even lengths, one of a single token, some neighbours of equal length; ids without one of them."""
    lengths = [1, *(int(length) for length in draw.integers(1, longest + 1, count - 3))]
    lengths += [lengths[-1], longest]
    known = np.array([token for token in range(vocabulary) if token != without], dtype=np.int32)
    start = int(draw.integers(len(lengths)))
    return [draw.choice(known, length) for length in lengths[start:] + lengths[:start]]


def padded(rows: Rows, padding: int) -> tuple[Tensor, Tensor]:
    """ids and mask, both [rows, longest] int64."""
    longest = max(len(row) for row in rows)
    ids = torch.full((len(rows), longest), padding)
    mask = torch.zeros_like(ids)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = torch.from_numpy(row.astype(np.int64))
        mask[place, : len(row)] = 1
    return ids, mask


def joined(rows: Rows) -> Tensor:
    """The rows on one axis, int64."""
    return torch.from_numpy(np.concatenate(rows).astype(np.int64))


def gap(one: Tensor, other: Tensor) -> float:
    """The largest difference."""
    assert one.shape == other.shape
    return float((one.detach() - other.detach()).abs().max())


def gradients(model: nn.Module) -> dict[str, Tensor]:
    """The gradient of every trained parameter by name; zeros where nothing arrived."""
    found = {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}
    return {name: torch.zeros_like(own) if own.grad is None else own.grad.clone() for name, own in found.items()}


def check_gradients(found: dict[str, Tensor], wanted: dict[str, Tensor], relative: float = 1e-4) -> None:
    """Fails unless they are equal by name; what is 0 on paper (keys' biases) may differ by rounding beside the largest."""
    assert found.keys() == wanted.keys()
    largest = max(float(gradient.norm()) for gradient in wanted.values())
    assert largest > 0
    for name, gradient in wanted.items():
        allowed = relative * float(gradient.norm()) + 1e-6 * largest
        assert float((found[name] - gradient).norm()) <= allowed, name
