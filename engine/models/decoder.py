"""The decoder: Llama (Touvron et al. 2023) and its near kin, with transformers' names and numbers, on packed rows.

RMSNorm before each half (pre-norm), rotary positions, grouped queries, SwiGLU (Shazeer 2020). Qwen2 adds biases on
queries, keys and values; Qwen3 norms them by head.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from engine.models.attention import Look, attend
from engine.models.blocks import ACTIVATIONS, Embedding, Layers, Linear, RMSNorm, Rotary, Stepping, rotate, working_dtype
from engine.models.configs import DecoderConfig
from engine.models.dropout import Dropout
from engine.models.packed import Packed, Run

Turn = tuple[Tensor, Tensor]  # cosine and sine of the positions, [tokens, 1, head_dim]


class SelfAttention(nn.Module):
    """Causal attention with grouped queries."""

    def __init__(self, config: DecoderConfig, name: str) -> None:
        super().__init__()
        heads, groups, size = config.num_attention_heads, config.num_key_value_heads, config.head_dim
        self.size, self.name = size, name
        self.q_proj = Linear(config.hidden_size, heads * size, bias=config.attention_bias)
        self.k_proj = Linear(config.hidden_size, groups * size, bias=config.attention_bias)
        self.v_proj = Linear(config.hidden_size, groups * size, bias=config.attention_bias)
        self.o_proj = Linear(heads * size, config.hidden_size, bias=config.output_bias)
        self.q_norm = RMSNorm(size, config.rms_norm_eps) if config.head_norms else None
        self.k_norm = RMSNorm(size, config.rms_norm_eps) if config.head_norms else None
        self.dropout = Dropout(config.attention_dropout)

    def _project(self, values: Tensor, turn: Turn) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys (both turned) and values: [tokens, heads, head_dim]."""
        q, k, v = (layer(values).view(values.shape[0], -1, self.size) for layer in (self.q_proj, self.k_proj, self.v_proj))
        if self.q_norm is not None and self.k_norm is not None:
            q, k = self.q_norm(q).to(values.dtype), self.k_norm(k).to(values.dtype)
        return rotate(q, *turn), rotate(k, *turn), v

    def forward(self, values: Tensor, runs: list[Run], turn: Turn) -> Tensor:
        """values: [tokens, hidden] in the working format."""
        q, k, v = self._project(values, turn)
        return self.o_proj(attend(q, k, v, Look(runs, True, self.dropout, self.name)).flatten(1))  # type: ignore[no-any-return]

    def prefill(self, values: Tensor, batch: Packed, turn: Turn, cache: Stepping) -> Tensor:
        """As forward, and the cache takes keys and values over."""
        q, k, v = self._project(values, turn)
        cache.fill(self.name, k, v, batch.lengths)
        return self.o_proj(attend(q, k, v, Look(batch.runs, True, self.dropout, self.name)).flatten(1))  # type: ignore[no-any-return]

    def step(self, values: Tensor, turn: Turn, cache: Stepping) -> Tensor:
        """One token a row: values [rows, hidden]."""
        q, k, v = self._project(values, turn)
        cache.step(self.name, k, v)
        return self.o_proj(cache.attend(self.name, q, cache.lengths + 1).flatten(1))  # type: ignore[no-any-return]


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        width, inner = config.hidden_size, config.intermediate_size
        self.gate_proj = Linear(width, inner, bias=config.mlp_bias)
        self.up_proj = Linear(width, inner, bias=config.mlp_bias)
        self.down_proj = Linear(inner, width, bias=config.mlp_bias)
        self.activation = ACTIVATIONS[config.hidden_act]

    def forward(self, values: Tensor) -> Tensor:
        """[tokens, hidden]."""
        return self.down_proj(self.activation(self.gate_proj(values)) * self.up_proj(values))  # type: ignore[no-any-return]


class Layer(nn.Module):
    """One decoder layer."""

    def __init__(self, config: DecoderConfig, name: str) -> None:
        super().__init__()
        self.self_attn = SelfAttention(config, name)
        self.mlp = FeedForward(config)
        self.input_layernorm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, config.rms_norm_eps)

    def forward(self, stream: Tensor, runs: list[Run], turn: Turn) -> Tensor:
        """stream: [tokens, hidden] float32; the angles carry the working format."""
        return self._feed(stream + self.self_attn(self.input_layernorm(stream).to(turn[0].dtype), runs, turn), turn)

    def prefill(self, stream: Tensor, batch: Packed, turn: Turn, cache: Stepping) -> Tensor:
        """As forward, filling the cache."""
        return self._feed(stream + self.self_attn.prefill(self.input_layernorm(stream).to(turn[0].dtype), batch, turn, cache), turn)

    def step(self, stream: Tensor, turn: Turn, cache: Stepping) -> Tensor:
        """One token a row: stream [rows, hidden]."""
        return self._feed(stream + self.self_attn.step(self.input_layernorm(stream).to(turn[0].dtype), turn, cache), turn)

    def _feed(self, stream: Tensor, turn: Turn) -> Tensor:
        fed: Tensor = self.mlp(self.post_attention_layernorm(stream).to(turn[0].dtype))
        return stream + fed


class Decoder(nn.Module):
    """The body: everything but the output layer."""

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        self.config = config
        self.embed_tokens = Embedding(config.vocab_size, config.hidden_size, padding_idx=config.padding_row)
        self.layers = Layers(Layer(config, f"layers.{place}") for place in range(config.num_hidden_layers))
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.rotary = Rotary(config.head_dim, config.rope_theta, config.rope_scaling, config.max_position_embeddings)

    def _begin(self, ids: Tensor, positions: Tensor) -> tuple[Tensor, Turn]:
        stream = self.embed_tokens(ids).float()
        return stream, self.rotary(positions, working_dtype(stream))

    def forward(self, batch: Packed) -> Tensor:
        """The last hidden state of every token: [tokens, hidden] float32."""
        stream, turn = self._begin(batch.ids, batch.positions)
        return self.norm(self.layers.run(stream, batch.runs, turn))  # type: ignore[no-any-return]

    def prefill(self, batch: Packed, cache: Stepping) -> Tensor:
        """The hidden state after each row's last token, [rows, hidden]; the cache is filled."""
        stream, turn = self._begin(batch.ids, batch.positions)
        layer: Any
        for layer in self.layers:
            stream = layer.prefill(stream, batch, turn, cache)
        cache.lengths = torch.tensor(batch.lengths, device=stream.device)
        last = cache.lengths.cumsum(0) - 1
        return self.norm(stream[last])  # type: ignore[no-any-return]

    def step(self, ids: Tensor, cache: Stepping) -> Tensor:
        """One more token a row: ids [rows]; the hidden state after it, [rows, hidden]."""
        stream, turn = self._begin(ids, cache.lengths)
        layer: Any
        for layer in self.layers:
            stream = layer.step(stream, turn, cache)
        cache.lengths = cache.lengths + 1
        return self.norm(stream)  # type: ignore[no-any-return]
