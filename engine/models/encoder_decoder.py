"""The encoder-decoder: the original transformer (Vaswani et al. 2017) as Marian trains it, with transformers' names and numbers.

Post-norm, sinusoidal positions, embeddings scaled by the root of the width and shared by both sides and the output layer.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn

from engine.models.attention import Look, attend
from engine.models.blocks import ACTIVATIONS, Embedding, LayerNorm, Layers, Linear, Stepping, sinusoids, working_dtype
from engine.models.configs import EncoderDecoderConfig
from engine.models.dropout import Dropout
from engine.models.packed import Packed, Run, runs


class Attention(nn.Module):
    """Self-attention, or cross-attention where keys and values come from elsewhere."""

    def __init__(self, config: EncoderDecoderConfig, heads: int, causal: bool, name: str) -> None:
        super().__init__()
        width = config.hidden_size
        self.heads, self.causal, self.name = heads, causal, name
        self.k_proj, self.v_proj, self.q_proj = Linear(width, width), Linear(width, width), Linear(width, width)
        self.out_proj = Linear(width, width)
        self.dropout = Dropout(config.attention_dropout)

    def split(self, layer: Linear, values: Tensor) -> Tensor:
        """[tokens, heads, head_dim]."""
        return layer(values).view(values.shape[0], self.heads, -1)  # type: ignore[no-any-return]

    def forward(self, queries: Tensor, seen: Tensor, runs: list[Run]) -> Tensor:
        """queries: [query tokens, hidden], seen: [key tokens, hidden], both in the working format."""
        q, k, v = self.split(self.q_proj, queries), self.split(self.k_proj, seen), self.split(self.v_proj, seen)
        return self.out_proj(attend(q, k, v, Look(runs, self.causal, self.dropout, self.name)).flatten(1))  # type: ignore[no-any-return]

    def remember(self, seen: Tensor, lengths: list[int], cache: Stepping) -> None:
        """Keys and values of the source, once for all steps."""
        cache.fill(self.name, self.split(self.k_proj, seen), self.split(self.v_proj, seen), lengths)

    def step(self, queries: Tensor, cache: Stepping, filled: Tensor | None) -> Tensor:
        """One token a row; `filled` [rows] source places for cross-attention, None for self-attention."""
        q = self.split(self.q_proj, queries)
        if filled is None:
            cache.step(self.name, self.split(self.k_proj, queries), self.split(self.v_proj, queries))
            filled = cache.lengths + 1
        return self.out_proj(cache.attend(self.name, q, filled).flatten(1))  # type: ignore[no-any-return]


class _Layer(nn.Module):
    """What layers of both sides have: self-attention and a feed-forward network, normed after adding."""

    def __init__(self, config: EncoderDecoderConfig, name: str, decodes: bool) -> None:
        super().__init__()
        width = config.hidden_size
        inner = config.decoder_ffn_dim if decodes else config.encoder_ffn_dim
        heads = config.decoder_attention_heads if decodes else config.num_attention_heads
        self.self_attn = Attention(config, heads, decodes, f"{name}.self_attn")
        self.self_attn_layer_norm = LayerNorm(width)
        self.fc1, self.fc2 = Linear(width, inner), Linear(inner, width)
        self.final_layer_norm = LayerNorm(width)
        self.dropout = Dropout(config.dropout)
        self.activation_dropout = Dropout(config.activation_dropout)
        self.activation = ACTIVATIONS[config.activation_function]

    def feed(self, stream: Tensor, dtype: torch.dtype) -> Tensor:
        """The feed-forward half: stream [tokens, hidden] float32."""
        inner = self.activation_dropout(self.activation(self.fc1(stream.to(dtype))))
        return self.final_layer_norm(stream + self.dropout(self.fc2(inner)))  # type: ignore[no-any-return]


class EncoderLayer(_Layer):
    """One layer of the reading side."""

    def forward(self, stream: Tensor, runs: list[Run], dtype: torch.dtype) -> Tensor:
        """stream: [source tokens, hidden] float32."""
        values = stream.to(dtype)
        stream = self.self_attn_layer_norm(stream + self.dropout(self.self_attn(values, values, runs)))
        return self.feed(stream, dtype)


class DecoderLayer(_Layer):
    """One layer of the writing side."""

    def __init__(self, config: EncoderDecoderConfig, name: str) -> None:
        super().__init__(config, name, True)
        self.encoder_attn = Attention(config, config.decoder_attention_heads, False, f"{name}.encoder_attn")
        self.encoder_attn_layer_norm = LayerNorm(config.hidden_size)

    def forward(self, stream: Tensor, own: list[Run], source: Tensor, across: list[Run]) -> Tensor:
        """stream: [target tokens, hidden] float32; source: [source tokens, hidden] in the working format."""
        values = stream.to(source.dtype)
        stream = self.self_attn_layer_norm(stream + self.dropout(self.self_attn(values, values, own)))
        seen = self.encoder_attn(stream.to(source.dtype), source, across)
        stream = self.encoder_attn_layer_norm(stream + self.dropout(seen))
        return self.feed(stream, source.dtype)

    def step(self, stream: Tensor, dtype: torch.dtype, cache: Stepping, filled: Tensor) -> Tensor:
        """One token a row: stream [rows, hidden]; filled: source tokens of each row."""
        stream = self.self_attn_layer_norm(stream + self.self_attn.step(stream.to(dtype), cache, None))
        stream = self.encoder_attn_layer_norm(stream + self.encoder_attn.step(stream.to(dtype), cache, filled))
        return self.feed(stream, dtype)


class Side(nn.Module):
    """One side: its layers, and the sinusoids that are computed and never saved."""

    embed_positions: Tensor

    def __init__(self, config: EncoderDecoderConfig, layers: Layers) -> None:
        super().__init__()
        self.layers = layers
        self.dropout = Dropout(config.dropout)
        self.scale = math.sqrt(config.hidden_size) if config.scale_embedding else 1.0
        self.register_buffer("embed_positions", sinusoids(config.max_position_embeddings, config.hidden_size), persistent=False)

    def embed(self, table: Embedding, ids: Tensor, positions: Tensor) -> Tensor:
        """[tokens, hidden] float32."""
        vectors = table(ids).float() * self.scale + self.embed_positions[positions]
        return self.dropout(vectors)  # type: ignore[no-any-return]


class EncoderDecoder(nn.Module):
    """The body: both sides and the shared embeddings."""

    def __init__(self, config: EncoderDecoderConfig) -> None:
        super().__init__()
        self.config = config
        self.shared = Embedding(config.vocab_size, config.hidden_size, padding_idx=config.padding_row)
        self.encoder = Side(config, Layers(EncoderLayer(config, f"encoder.{n}", False) for n in range(config.num_hidden_layers)))
        self.decoder = Side(config, Layers(DecoderLayer(config, f"decoder.{n}") for n in range(config.decoder_layers)))

    def encode(self, source: Packed) -> Tensor:
        """What was read: [source tokens, hidden] float32."""
        stream = self.encoder.embed(self.shared, source.ids, source.positions)
        return self.encoder.layers.run(stream, source.runs, working_dtype(stream))  # type: ignore[no-any-return]

    def forward(self, source: Packed, target: Packed) -> Tensor:
        """The last hidden state of every target token, [target tokens, hidden] float32; row i writes of source row i."""
        read = self.encode(source)
        across = runs(target.lengths, source.lengths)
        stream = self.decoder.embed(self.shared, target.ids, target.positions)
        return self.decoder.layers.run(stream, target.runs, read.to(working_dtype(read)), across)  # type: ignore[no-any-return]

    def prefill(self, source: Packed, cache: Stepping) -> Tensor:
        """Read the source; the cache then holds its keys and values and no target token. Returns source lengths [rows]."""
        read = self.encode(source)
        values = read.to(working_dtype(read))
        own, cache.capacity = cache.capacity, max(source.lengths)
        layer: Any
        for layer in self.decoder.layers:
            layer.encoder_attn.remember(values, source.lengths, cache)
        cache.capacity = own
        rows = len(source.lengths)
        for layer in self.decoder.layers:
            room = values.new_zeros(rows, layer.self_attn.heads, own, values.shape[1] // layer.self_attn.heads)
            cache.keys[layer.self_attn.name], cache.values[layer.self_attn.name] = room, room.clone()
        cache.lengths = torch.zeros(rows, dtype=torch.int64, device=values.device)
        return torch.tensor(source.lengths, device=values.device)

    def step(self, ids: Tensor, cache: Stepping, filled: Tensor) -> Tensor:
        """One more token a row: ids [rows]; the hidden state after it, [rows, hidden]."""
        stream = self.decoder.embed(self.shared, ids, cache.lengths)
        dtype = working_dtype(stream)
        layer: Any
        for layer in self.decoder.layers:
            stream = layer.step(stream, dtype, cache, filled)
        cache.lengths = cache.lengths + 1
        return stream
