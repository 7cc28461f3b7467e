"""The encoder: BERT (Devlin et al. 2019), with the names and the numbers of transformers' BertModel, on packed rows."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.models.attention import Look, attend
from engine.models.blocks import ACTIVATIONS, Embedding, LayerNorm, Layers, Linear, working_dtype
from engine.models.configs import EncoderConfig
from engine.models.dropout import Dropout
from engine.models.packed import Packed


class Embeddings(nn.Module):
    """Token, position and segment vectors added, normed and thinned out."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        width = config.hidden_size
        self.word_embeddings = Embedding(config.vocab_size, width, padding_idx=config.padding_row)
        self.position_embeddings = Embedding(config.max_position_embeddings, width)
        self.token_type_embeddings = Embedding(config.type_vocab_size, width)
        self.LayerNorm = LayerNorm(width, eps=config.layer_norm_eps)
        self.dropout = Dropout(config.hidden_dropout_prob)

    def forward(self, batch: Packed) -> Tensor:
        """[tokens, hidden] float32."""
        kinds = self.token_type_embeddings.weight[0] if batch.segments is None else self.token_type_embeddings(batch.segments)
        summed = self.word_embeddings(batch.ids).float() + kinds + self.position_embeddings(batch.positions)
        return self.dropout(self.LayerNorm(summed))  # type: ignore[no-any-return]


class SelfAttention(nn.Module):
    """Multi-head self-attention without its output layer."""

    def __init__(self, config: EncoderConfig, name: str) -> None:
        super().__init__()
        width = config.hidden_size
        self.heads = config.num_attention_heads
        self.name = name
        self.query, self.key, self.value = Linear(width, width), Linear(width, width), Linear(width, width)
        self.dropout = Dropout(config.attention_probs_dropout_prob)

    def forward(self, values: Tensor, batch: Packed) -> Tensor:
        """values: [tokens, hidden] in the working format."""
        q, k, v = (layer(values).view(values.shape[0], self.heads, -1) for layer in (self.query, self.key, self.value))
        return attend(q, k, v, Look(batch.runs, False, self.dropout, self.name)).reshape(values.shape)


class Residual(nn.Module):
    """dense, dropout, add, norm: the end of both halves of a layer (post-norm)."""

    def __init__(self, inner: int, config: EncoderConfig) -> None:
        super().__init__()
        self.dense = Linear(inner, config.hidden_size)
        self.LayerNorm = LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.dropout = Dropout(config.hidden_dropout_prob)

    def forward(self, values: Tensor, stream: Tensor) -> Tensor:
        """values: [tokens, inner]; stream: [tokens, hidden] float32, as is what comes out."""
        return self.LayerNorm(self.dropout(self.dense(values)) + stream)  # type: ignore[no-any-return]


class Attention(nn.Module):
    """Self-attention with its residual."""

    def __init__(self, config: EncoderConfig, name: str) -> None:
        super().__init__()
        self.self = SelfAttention(config, name)
        self.output = Residual(config.hidden_size, config)


class Intermediate(nn.Module):
    """The first half of the feed-forward network."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.dense = Linear(config.hidden_size, config.intermediate_size)
        self.activation = ACTIVATIONS[config.hidden_act]

    def forward(self, values: Tensor) -> Tensor:
        """[tokens, intermediate]."""
        return self.activation(self.dense(values))


class Layer(nn.Module):
    """One encoder layer."""

    def __init__(self, config: EncoderConfig, name: str) -> None:
        super().__init__()
        self.attention = Attention(config, name)
        self.intermediate = Intermediate(config)
        self.output = Residual(config.intermediate_size, config)

    def forward(self, stream: Tensor, batch: Packed, dtype: torch.dtype) -> Tensor:
        """stream: [tokens, hidden] float32."""
        stream = self.attention.output(self.attention.self(stream.to(dtype), batch), stream)
        return self.output(self.intermediate(stream.to(dtype)), stream)  # type: ignore[no-any-return]


class Stack(nn.Module):
    """The layers, below the name that transformers gives them."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.layer = Layers(Layer(config, f"layer.{place}") for place in range(config.num_hidden_layers))


class Pooler(nn.Module):
    """The first token of each row through a layer of its own."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.dense = Linear(width, width)

    def forward(self, first: Tensor) -> Tensor:
        """first: [rows, hidden]."""
        return torch.tanh(self.dense(first))


class Encoder(nn.Module):
    """The body; `pooler` only where something looks at it."""

    def __init__(self, config: EncoderConfig, pooler: bool) -> None:
        super().__init__()
        self.config = config
        self.embeddings = Embeddings(config)
        self.encoder = Stack(config)
        self.pooler = Pooler(config.hidden_size) if pooler else None

    @property
    def layers(self) -> Layers:
        """The stacked layers."""
        return self.encoder.layer

    def forward(self, batch: Packed) -> Tensor:
        """The last hidden state of every token: [tokens, hidden] float32."""
        stream = self.embeddings(batch)
        return self.layers.run(stream, batch, working_dtype(stream))  # type: ignore[no-any-return]
