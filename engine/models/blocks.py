"""The small parts that all three families share: linear layers, norms, activations, rotary positions, stepping with a cache.

Number formats: the residual stream stays float32, what goes into matrix products is cast once per block to the working
format (bf16 under autocast), and weights follow the format of what they multiply.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "gelu": functional.gelu,
    "gelu_new": lambda x: functional.gelu(x, approximate="tanh"),
    "gelu_pytorch_tanh": lambda x: functional.gelu(x, approximate="tanh"),
    "relu": functional.relu,
    "silu": functional.silu,
    "swish": functional.silu,
}


def working_dtype(values: Tensor) -> torch.dtype:
    """The format of matrix products now: autocast's where it is on, else that of the values."""
    kind = values.device.type
    return torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else values.dtype


class Linear(nn.Linear):
    """A linear layer whose weight is cast to the format of its input; torch's autocast is then never asked.

    As all layers here it is born unset: take_tensors (own.py) fills every tensor, from a checkpoint or anew.
    """

    def reset_parameters(self) -> None:
        """Nothing: see above."""

    def forward(self, values: Tensor) -> Tensor:
        """values: [..., in_features] -> [..., out_features], in the values' format."""
        bias = None if self.bias is None else self.bias.to(values.dtype)
        return functional.linear(values, self.weight.to(values.dtype), bias)


class Embedding(nn.Embedding):
    """A table of vectors, born unset."""

    def reset_parameters(self) -> None:
        """Nothing: see Linear."""


class LayerNorm(nn.LayerNorm):
    """Ba et al. 2016, in float32; born unset."""

    def reset_parameters(self) -> None:
        """Nothing: see Linear."""

    def forward(self, values: Tensor) -> Tensor:
        """values: [..., width], any format; float32 comes out."""
        return functional.layer_norm(values.float(), self.normalized_shape, self.weight, self.bias, self.eps)


class RMSNorm(nn.Module):
    """Zhang and Sennrich 2019: the root mean square only, in float32."""

    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(width))
        self.eps = eps

    def forward(self, values: Tensor) -> Tensor:
        """values: [..., width], any format; float32 comes out."""
        return functional.rms_norm(values.float(), self.weight.shape, self.weight, self.eps)


class Stepping:
    """Keys and values of generated rows, layer by layer: the key-value cache.

    keys, values: per layer [rows, key heads, capacity, head_dim]; lengths: [rows] filled places.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.keys: dict[str, Tensor] = {}
        self.values: dict[str, Tensor] = {}
        self.lengths = torch.zeros(0, dtype=torch.int64)

    def fill(self, name: str, keys: Tensor, values: Tensor, lengths: list[int]) -> None:
        """Take over a prefix: keys, values [tokens, key heads, head_dim] of packed rows."""
        for store, packed in ((self.keys, keys), (self.values, values)):
            room = packed.new_zeros(len(lengths), packed.shape[1], self.capacity, packed.shape[2])
            for row, part in enumerate(torch.split(packed, lengths)):
                room[row, :, : part.shape[0]] = part.transpose(0, 1)
            store[name] = room

    def step(self, name: str, keys: Tensor, values: Tensor) -> None:
        """One more token a row: keys, values [rows, key heads, head_dim], at the places `lengths`."""
        rows = torch.arange(keys.shape[0], device=keys.device)
        self.keys[name][rows, :, self.lengths] = keys
        self.values[name][rows, :, self.lengths] = values

    def attend(self, name: str, queries: Tensor, filled: Tensor) -> Tensor:
        """queries [rows, heads, head_dim] over the first `filled` [rows] places; returns [rows, heads, head_dim]."""
        longest = int(filled.max())
        keys, values = self.keys[name][:, :, :longest], self.values[name][:, :, :longest]
        seen = torch.arange(longest, device=queries.device) < filled[:, None]  # [rows, places]
        grouped = queries.shape[1] != keys.shape[1]
        out = functional.scaled_dot_product_attention(queries[:, :, None], keys, values, attn_mask=seen[:, None, None], enable_gqa=grouped)
        return out[:, :, 0]

    def reorder(self, rows: Tensor) -> None:
        """Row i goes on from what row rows[i] was (beam search)."""
        for store in (self.keys, self.values):
            for name, stored in store.items():
                store[name] = stored.index_select(0, rows)
        self.lengths = self.lengths.index_select(0, rows)


def rotary_frequencies(head_dim: int, base: float, scaling: dict[str, Any], context: int) -> tuple[Tensor, float]:
    """Inverse frequencies [head_dim / 2] float32 and the factor on cosine and sine (1 except for YaRN).

    Sources: Su et al. 2021 (default); kaiokendev's linear interpolation; dynamic NTK as transformers computes it up to
    `context`; Llama 3.1; YaRN (Peng et al. 2023). Raises KeyError or ValueError for a scaling that is incomplete or not known.
    """
    kind = str(scaling.get("rope_type") or scaling.get("type") or "default")
    places = torch.arange(0, head_dim, 2, dtype=torch.float32) / head_dim
    frequencies = 1.0 / base**places
    if kind == "default":
        return frequencies, 1.0
    if kind == "dynamic":  # within the context it was trained for, nothing is stretched
        return frequencies, 1.0
    factor = float(scaling["factor"])
    if kind == "linear":
        return frequencies / factor, 1.0
    if kind == "llama3":
        return _llama3(frequencies, factor, scaling), 1.0
    if kind == "yarn":
        return _yarn(frequencies, factor, scaling, base), _yarn_strength(factor, scaling)
    raise ValueError(f"rope_type {kind}")


def _llama3(frequencies: Tensor, factor: float, scaling: dict[str, Any]) -> Tensor:
    """Long waves are stretched, short ones kept, those between blended."""
    trained = float(scaling["original_max_position_embeddings"])
    low, high = float(scaling["low_freq_factor"]), float(scaling["high_freq_factor"])
    waves = trained * frequencies / (2 * math.pi)  # turns within the trained context
    blend = ((waves - low) / (high - low)).clamp(0, 1)
    return frequencies * (blend + (1 - blend) / factor)


def _yarn(frequencies: Tensor, factor: float, scaling: dict[str, Any], base: float) -> Tensor:
    """NTK by parts: a ramp over the dimensions between those that turn often and those that hardly turn."""
    trained = float(scaling["original_max_position_embeddings"])
    half = frequencies.shape[0]

    def place(turns: float) -> float:
        return 2 * half * math.log(trained / (turns * 2 * math.pi)) / (2 * math.log(base))

    low, high = place(float(scaling.get("beta_fast") or 32)), place(float(scaling.get("beta_slow") or 1))
    if scaling.get("truncate", True):
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, 2 * half - 1)
    stretched = ((torch.arange(half, dtype=torch.float32) - low) / max(high - low, 0.001)).clamp(0, 1)
    return frequencies * (1 - stretched) + frequencies / factor * stretched


def _yarn_strength(factor: float, scaling: dict[str, Any]) -> float:
    """The factor on cosine and sine, Peng et al. 2023, eq. 22."""
    if scaling.get("attention_factor") is not None:
        return float(scaling["attention_factor"])

    def strength(weight: float) -> float:
        return 0.1 * weight * math.log(factor) + 1.0 if factor > 1 else 1.0

    first, every = scaling.get("mscale"), scaling.get("mscale_all_dim")
    return strength(float(first)) / strength(float(every)) if first and every else strength(1.0)


class Rotary(nn.Module):
    """Cosines and sines of positions (Su et al. 2021, eq. 15). float32, because bf16 loses whole radians beyond 2,048 positions."""

    frequencies: Tensor

    def __init__(self, head_dim: int, base: float, scaling: dict[str, Any], context: int) -> None:
        super().__init__()
        frequencies, self.strength = rotary_frequencies(head_dim, base, scaling, context)
        self.register_buffer("frequencies", frequencies, persistent=False)

    def forward(self, positions: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        """positions: [tokens]; cosine and sine [tokens, 1, head_dim], in the format asked for."""
        angles = positions.float()[:, None] * self.frequencies.float()
        angles = torch.cat((angles, angles), dim=-1)[:, None]
        return (angles.cos() * self.strength).to(dtype), (angles.sin() * self.strength).to(dtype)


def rotate(values: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """values [tokens, heads, head_dim] turned by their positions; the two halves of a head are the two coordinates."""
    first, second = values.chunk(2, dim=-1)
    return values * cosine + torch.cat((-second, first), dim=-1) * sine


def sinusoids(places: int, width: int) -> Tensor:
    """[places, width] float32: sines in the first half, cosines in the second (Marian's order of Vaswani et al. 2017, 3.5)."""
    rates = 10_000.0 ** (-2 * (torch.arange(width, dtype=torch.float64) // 2) / width)
    angles = torch.arange(places, dtype=torch.float64)[:, None] * rates
    table = torch.empty(places, width)
    half = (width + 1) // 2
    table[:, :half], table[:, half:] = angles[:, 0::2].sin().float(), angles[:, 1::2].cos().float()
    return table


class Layers(nn.ModuleList):
    """The stacked layers. With `checkpointed`, the backward pass computes their insides again instead of keeping them."""

    checkpointed = False

    def run(self, values: Any, *arguments: Any) -> Any:
        """Each layer after the other, from the first: layer(values, *arguments)."""
        for layer in self:
            if self.checkpointed and torch.is_grad_enabled() and layer.training:
                from torch.utils.checkpoint import checkpoint

                values = checkpoint(layer, values, *arguments, use_reentrant=False)
            else:
                values = layer(values, *arguments)
        return values
