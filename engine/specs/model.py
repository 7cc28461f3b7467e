"""Which model is the base, or what a new one looks like."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from engine.specs.fields import Spec, field


class NewModelSpec(Spec):
    """A model that starts from random numbers, in the layout of BERT, Llama or Marian."""

    family: Literal["encoder", "decoder", "encoder-decoder"] = field(
        "decoder",
        title="Family",
        description="An encoder understands texts, a decoder continues them, an encoder-decoder turns one text into another.",
    )
    layers: int = field(
        6,
        title="Layers",
        description="How many blocks stand on each other; in an encoder-decoder, so many on each side.",
        ge=1,
        le=128,
    )
    hidden: int = field(
        256,
        title="Width",
        description="Numbers that describe each token; parameters grow with its square.",
        ge=8,
        le=16384,
    )
    heads: int = field(
        8,
        title="Attention heads",
        description="How many places a token can look at in each layer; they divide the width evenly.",
        ge=1,
        le=256,
    )
    key_value_heads: int | None = field(
        None,
        title="Key-value heads",
        description="Decoders only: several heads may share one key-value head, which makes generation lighter; empty shares none.",
        ge=1,
        le=256,
        advanced=True,
    )
    feed_forward: int | None = field(
        None,
        title="Feed-forward width",
        description="Width inside each block's feed-forward network; empty takes what the family usually has.",
        ge=8,
        le=131072,
        advanced=True,
    )
    context: int = field(
        512,
        title="Context",
        description="The longest input that the model has positions for.",
        unit="tokens",
        ge=16,
        le=131072,
    )
    vocabulary: int = field(
        8192,
        title="Vocabulary",
        description="Entries of the tokenizer that is trained from the data; more makes texts shorter and the model larger.",
        unit="tokens",
        ge=300,
        le=262144,
    )
    tokenizer: Literal["bpe", "wordpiece", "unigram"] = field(
        "bpe",
        title="Tokenizer",
        description="How words are split: byte-level BPE can write every character, WordPiece and Unigram know an unknown token.",
    )
    tokenizer_from: str = field(
        "",
        title="Tokenizer from",
        description="A model folder or starter whose tokenizer is taken as it is; empty trains one from the data.",
        advanced=True,
    )
    lowercase: bool = field(
        False,
        title="Lower case",
        description="Read texts in lower case only: a smaller vocabulary does, and capitals are lost.",
        advanced=True,
    )
    dropout: float = field(
        0.0,
        title="Dropout",
        description="Share of numbers that is dropped while training, against learning by heart; for little data and many epochs.",
        ge=0,
        lt=1,
        advanced=True,
    )


class ModelSpec(Spec):
    """The base model: a starter that is always there, a transformers folder, or a hub id; or a new one."""

    base: str = field(
        "starter:encoder",
        title="Base model",
        description="What training starts from: starter:encoder (comes with the program), a transformers model folder, or a hub id.",
    )
    network: bool = field(
        False,
        title="Allow the network",
        description="Only needed when the base is a hub id that isn't on this machine yet; nothing else ever goes online.",
        advanced=True,
    )
    new: NewModelSpec | None = field(
        None,
        title="New model",
        description="Start from nothing instead of a base: family, layers, width, heads, context, vocabulary.",
        advanced=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _one_start(cls, table: object) -> object:
        if (
            isinstance(table, dict)
            and table.get("new") is not None
            and table.get("base") not in (None, "", cls.model_fields["base"].default)
        ):
            raise ValueError("a model starts from a base or from nothing, so give either model.base or model.new")
        return table
