"""Our models with their heads, under transformers' names, so that a folder saved here loads there and the other way round."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from engine.models.blocks import ACTIVATIONS, Embedding, LayerNorm, Layers, Linear, working_dtype
from engine.models.configs import DecoderConfig, EncoderConfig, EncoderDecoderConfig
from engine.models.decoder import Decoder
from engine.models.dropout import Dropout
from engine.models.encoder import Encoder
from engine.models.encoder_decoder import EncoderDecoder
from engine.models.output_layer import Output
from engine.models.own import OwnModel
from engine.models.packed import Packed


def first_tokens(hidden: Tensor, batch: Packed) -> Tensor:
    """[tokens, hidden] -> [rows, hidden]."""
    return hidden[torch.tensor(batch.starts, device=hidden.device)]


def last_tokens(hidden: Tensor, batch: Packed) -> Tensor:
    """[tokens, hidden] -> [rows, hidden]."""
    return hidden[torch.tensor(batch.lengths, device=hidden.device).cumsum(0) - 1]


def mean_tokens(hidden: Tensor, batch: Packed) -> Tensor:
    """The mean over each row's tokens: [tokens, hidden] -> [rows, hidden]."""
    lengths = torch.tensor(batch.lengths, device=hidden.device)
    rows = torch.repeat_interleave(torch.arange(len(batch.lengths), device=hidden.device), lengths)
    return hidden.new_zeros(len(batch.lengths), hidden.shape[1]).index_add_(0, rows, hidden) / lengths[:, None]


class _EncoderModel(OwnModel):
    """An encoder below the name `bert`."""

    prefix = "bert"
    config: EncoderConfig

    def __init__(self, config: EncoderConfig, pooler: bool) -> None:
        super().__init__(config)
        self.bert = Encoder(config, pooler)

    @property
    def stacks(self) -> tuple[Layers, ...]:
        """The encoder's layers."""
        return (self.bert.layers,)


class SentenceEncoder(OwnModel):
    """An encoder without a head: a vector for each row. Its modules have no prefix, as those of transformers' BertModel."""

    prefix = "bert"
    bare = True
    architectures = {"bert": "BertModel"}
    config: EncoderConfig

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__(config)
        body = Encoder(config, True)
        self.embeddings, self.encoder, self.pooler = body.embeddings, body.encoder, body.pooler

    @property
    def bert(self) -> SentenceEncoder:
        """The body, which is all of it."""
        return self

    @property
    def stacks(self) -> tuple[Layers, ...]:
        """The encoder's layers."""
        return (self.encoder.layer,)

    def vectors(self, batch: Packed, pooling: str = "mean") -> Tensor:
        """[rows, hidden] float32; pooling is "mean" or "cls" (the first token)."""
        stream = self.embeddings(batch)
        hidden = self.encoder.layer.run(stream, batch, working_dtype(stream))
        return mean_tokens(hidden, batch) if pooling == "mean" else first_tokens(hidden, batch)


class EncoderForSequenceClassification(_EncoderModel):
    """One answer a row, from the pooled first token."""

    architectures = {"bert": "BertForSequenceClassification"}

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__(config, True)
        share = config.classifier_dropout
        self.dropout = Dropout(config.hidden_dropout_prob if share is None else share)
        self.classifier = Linear(config.hidden_size, config.outputs)

    def features(self, batch: Packed) -> Tensor:
        """What the head sees: [rows, hidden] float32."""
        return first_tokens(self.bert(batch), batch)

    def head(self, features: Tensor) -> Tensor:
        """[rows, hidden] -> [rows, labels] float32."""
        assert self.bert.pooler is not None
        return self.classifier(self.dropout(self.bert.pooler(features.to(working_dtype(features))))).float()  # type: ignore[no-any-return]


class EncoderForTokenClassification(_EncoderModel):
    """One tag a token."""

    architectures = {"bert": "BertForTokenClassification"}

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__(config, False)
        share = config.classifier_dropout
        self.dropout = Dropout(config.hidden_dropout_prob if share is None else share)
        self.classifier = Linear(config.hidden_size, config.outputs)

    def tags(self, batch: Packed) -> Tensor:
        """[tokens, labels] float32."""
        return self.classifier(self.dropout(self.bert(batch))).float()  # type: ignore[no-any-return]


class EncoderForQuestionAnswering(_EncoderModel):
    """The span of each row that answers a question."""

    architectures = {"bert": "BertForQuestionAnswering"}

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__(config, False)
        self.qa_outputs = Linear(config.hidden_size, 2)

    def spans(self, batch: Packed) -> tuple[Tensor, Tensor]:
        """Logits of the answer's first and last token, each [tokens] float32."""
        first, last = self.qa_outputs(self.bert(batch)).float().unbind(-1)
        return first, last


class EncoderForSentenceOrder(_EncoderModel):
    """Do two segments stand in their order? BERT's head for a pair of sentences."""

    architectures = {"bert": "BertForNextSentencePrediction"}

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__(config, True)
        self.cls = nn.Module()
        self.cls.seq_relationship = Linear(config.hidden_size, 2)

    def features(self, batch: Packed) -> Tensor:
        """What the head sees: [rows, hidden] float32."""
        return first_tokens(self.bert(batch), batch)

    def head(self, features: Tensor) -> Tensor:
        """[rows, hidden] -> [rows, 2] float32: in order, swapped."""
        assert self.bert.pooler is not None
        return self.cls.seq_relationship(self.bert.pooler(features)).float()  # type: ignore[no-any-return,operator]


class _Transform(nn.Module):
    """The layer before BERT's output over the vocabulary."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.dense = Linear(config.hidden_size, config.hidden_size)
        self.LayerNorm = LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.activation = ACTIVATIONS[config.hidden_act]

    def forward(self, hidden: Tensor) -> Tensor:
        """[tokens, hidden] float32."""
        return self.LayerNorm(self.activation(self.dense(hidden.to(working_dtype(hidden)))))  # type: ignore[no-any-return]


class _Predictions(nn.Module):
    """BERT's output over the vocabulary; its weight is that of the embeddings."""

    def __init__(self, config: EncoderConfig, embeddings: Embedding) -> None:
        super().__init__()
        self.transform = _Transform(config)
        self.decoder = Linear(config.hidden_size, config.vocab_size)
        self.bias = self.decoder.bias
        self.decoder.weight = embeddings.weight


class EncoderForMaskedLM(_EncoderModel):
    """The words under the masks."""

    architectures = {"bert": "BertForMaskedLM"}

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__(config, False)
        self.cls = nn.Module()
        self.cls.predictions = _Predictions(config, self.bert.embeddings.word_embeddings)

    def tied(self) -> dict[str, str]:
        """The output layer is the embedding table."""
        return {
            "cls.predictions.decoder.weight": "bert.embeddings.word_embeddings.weight",
            "cls.predictions.decoder.bias": "cls.predictions.bias",
        }

    def hidden(self, batch: Packed) -> Tensor:
        """[tokens, hidden] float32, before the output layer's own transform."""
        return self.bert(batch)  # type: ignore[no-any-return]

    def before_output(self, hidden: Tensor) -> Tensor:
        """Of the chosen tokens only: [chosen, hidden] -> [chosen, hidden]."""
        return self.cls.predictions.transform(hidden)  # type: ignore[no-any-return,union-attr,operator]

    @property
    def output(self) -> Output:
        """The output layer."""
        predictions: Any = self.cls.predictions
        return Output(self.bert.embeddings.word_embeddings.weight, predictions.bias)


class _DecoderModel(OwnModel):
    """A decoder below the name `model`."""

    prefix = "model"
    config: DecoderConfig

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__(config)
        self.model = Decoder(config)

    @property
    def stacks(self) -> tuple[Layers, ...]:
        """The decoder's layers."""
        return (self.model.layers,)


class DecoderForCausalLM(_DecoderModel):
    """The next token."""

    architectures = {"llama": "LlamaForCausalLM", "mistral": "MistralForCausalLM", "qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM"}

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__(config)
        self.lm_head = Linear(config.hidden_size, config.vocab_size, bias=False)
        if config.tie_word_embeddings:
            self.lm_head.weight = self.model.embed_tokens.weight

    def tied(self) -> dict[str, str]:
        """The output layer is the embedding table, if the config says so."""
        return {"lm_head.weight": "model.embed_tokens.weight"} if self.config.tie_word_embeddings else {}

    def hidden(self, batch: Packed) -> Tensor:
        """[tokens, hidden] float32."""
        return self.model(batch)  # type: ignore[no-any-return]

    def before_output(self, hidden: Tensor) -> Tensor:
        """Nothing stands between the body and the output layer."""
        return hidden

    @property
    def output(self) -> Output:
        """The output layer."""
        return Output(self.lm_head.weight, None)


class DecoderForSequenceClassification(_DecoderModel):
    """One answer a row, from the last token."""

    architectures = {
        name: f"{title}ForSequenceClassification"
        for name, title in (("llama", "Llama"), ("mistral", "Mistral"), ("qwen2", "Qwen2"), ("qwen3", "Qwen3"))
    }

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__(config)
        self.score = Linear(config.hidden_size, config.outputs, bias=False)

    def features(self, batch: Packed) -> Tensor:
        """What the head sees: [rows, hidden] float32."""
        return last_tokens(self.model(batch), batch)

    def head(self, features: Tensor) -> Tensor:
        """[rows, hidden] -> [rows, labels] float32."""
        return self.score(features.to(working_dtype(features))).float()  # type: ignore[no-any-return]


class EncoderDecoderForConditionalGeneration(OwnModel):
    """The next target token, given the source."""

    prefix = "model"
    architectures = {"marian": "MarianMTModel"}
    config: EncoderDecoderConfig
    final_logits_bias: Tensor

    def __init__(self, config: EncoderDecoderConfig) -> None:
        super().__init__(config)
        self.model = EncoderDecoder(config)
        self.lm_head = Linear(config.hidden_size, config.vocab_size, bias=False)
        self.lm_head.weight = self.model.shared.weight
        self.register_buffer("final_logits_bias", torch.zeros(1, config.vocab_size))

    @property
    def stacks(self) -> tuple[Layers, ...]:
        """The layers of both sides."""
        return (self.model.encoder.layers, self.model.decoder.layers)

    def tied(self) -> dict[str, str]:
        """One table for both sides and the output layer."""
        shared = "model.shared.weight"
        return {"lm_head.weight": shared, "model.encoder.embed_tokens.weight": shared, "model.decoder.embed_tokens.weight": shared}

    def hidden(self, source: Packed, target: Packed) -> Tensor:
        """[target tokens, hidden] float32."""
        return self.model(source, target)  # type: ignore[no-any-return]

    def before_output(self, hidden: Tensor) -> Tensor:
        """Nothing stands between the body and the output layer."""
        return hidden

    @property
    def output(self) -> Output:
        """The output layer; its bias is not trained."""
        return Output(self.lm_head.weight, self.final_logits_bias[0])
