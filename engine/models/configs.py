"""What our three families need to know of a config.json, in transformers' words. Loads no torch.

A config is one of ours if the code in encoder.py, decoder.py or encoder_decoder.py computes exactly what it describes;
`own_config` returns None for every other, and the model is then loaded through transformers' Auto classes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.errors import UserError
from engine.messages import say

_ACTIVATIONS = {"gelu", "gelu_new", "gelu_pytorch_tanh", "relu", "silu", "swish"}  # those of blocks.py
_ROPES = {"default", "linear", "dynamic", "llama3", "yarn"}


@dataclass
class Config:
    """What every family has. `table` is the whole config.json, kept for saving and for keys that only others read."""

    table: dict[str, Any] = field(repr=False)
    model_type: str
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    max_position_embeddings: int
    pad_token_id: int
    initializer_range: float = 0.02
    labels: tuple[str, ...] = ()

    @property
    def outputs(self) -> int:
        """How many labels a head has; transformers takes two where a config names none, and doesn't save those."""
        return len(self.labels) or int(self.table.get("num_labels") or 2)

    @property
    def padding_row(self) -> int | None:
        """The entry of the embeddings that lookups do not teach, as in transformers: padding, if the config.json names one."""
        stated = self.table.get("pad_token_id", 0 if self.model_type == "bert" else None)
        return stated if isinstance(stated, int) and 0 <= stated < self.vocab_size else None

    def to_dict(self) -> dict[str, Any]:
        """The config.json as transformers writes it, with our labels and padding inside."""
        table = {name: value for name, value in self.table.items() if "attn_implementation" not in name and name != "auto_map"}
        table["pad_token_id"] = self.pad_token_id
        if self.labels:
            table["id2label"] = {str(index): name for index, name in enumerate(self.labels)}
            table["label2id"] = {name: index for index, name in enumerate(self.labels)}
        return table


@dataclass
class EncoderConfig(Config):
    """BERT."""

    intermediate_size: int = 0
    type_vocab_size: int = 2
    hidden_act: str = "gelu"
    layer_norm_eps: float = 1e-12
    hidden_dropout_prob: float = 0.1
    attention_probs_dropout_prob: float = 0.1
    classifier_dropout: float | None = None


@dataclass
class DecoderConfig(Config):
    """Llama and, with biases or norms on queries and keys, Mistral, Qwen2 and Qwen3."""

    intermediate_size: int = 0
    num_key_value_heads: int = 0
    head_dim: int = 0
    hidden_act: str = "silu"
    rms_norm_eps: float = 1e-6
    rope_theta: float = 10_000.0
    rope_scaling: dict[str, Any] = field(default_factory=dict)
    tie_word_embeddings: bool = False
    attention_bias: bool = False  # on queries, keys and values
    output_bias: bool = False  # on the attention's output
    mlp_bias: bool = False
    head_norms: bool = False
    attention_dropout: float = 0.0
    eos_token_ids: tuple[int, ...] = ()


@dataclass
class EncoderDecoderConfig(Config):
    """Marian, the original transformer."""

    encoder_ffn_dim: int = 0
    decoder_layers: int = 0
    decoder_attention_heads: int = 0
    decoder_ffn_dim: int = 0
    activation_function: str = "gelu"
    dropout: float = 0.1
    attention_dropout: float = 0.0
    activation_dropout: float = 0.0
    scale_embedding: bool = False
    decoder_start_token_id: int = 0
    eos_token_ids: tuple[int, ...] = ()


def own_config(table: dict[str, Any]) -> Config | None:
    """The config of a model that our own code computes; None if transformers has to.

    Raises UserError if the numbers contradict each other (heads that do not divide the width).
    """
    kind = table.get("model_type")
    try:
        if kind == "bert":
            return _encoder(table)
        if kind in ("llama", "mistral", "qwen2", "qwen3"):
            return _decoder(table)
        return _encoder_decoder(table) if kind == "marian" else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # transformers will say what is wrong with it


def _shared(table: dict[str, Any], layers: str, hidden: str, heads: str, evenly: bool = True) -> dict[str, Any]:
    width, count = int(table[hidden]), int(table[heads])
    check_heads(width if evenly else count, count)
    return {
        "table": table,
        "model_type": table["model_type"],
        "vocab_size": int(table["vocab_size"]),
        "hidden_size": width,
        "num_hidden_layers": int(table[layers]),
        "num_attention_heads": count,
        "pad_token_id": int(table.get("pad_token_id") or 0),
        "labels": tuple(str(name) for _, name in sorted((table.get("id2label") or {}).items(), key=lambda item: int(item[0]))),
    }


def check_heads(width: int, heads: int) -> None:
    """Raises UserError if the heads do not divide the width."""
    if heads < 1 or width % heads:
        raise UserError(
            "model.heads",
            say("{heads} attention heads do not divide a width of {width}.", heads=heads, width=width),
            hint=say("Choose heads so that each gets the same share of the width, for example {example}.", example=_divisor(width, heads)),
        )


def _divisor(width: int, near: int) -> int:
    """The divisor of the width that is nearest to a wish."""
    return min((count for count in range(1, width + 1) if width % count == 0), key=lambda count: (abs(count - near), -count))


def _pick(table: dict[str, Any], *names: str) -> dict[str, Any]:
    """Those of the keys that the table has and that are not null."""
    return {name: table[name] for name in names if table.get(name) is not None}


def _encoder(table: dict[str, Any]) -> Config | None:
    strange = (
        table.get("position_embedding_type", "absolute") != "absolute"
        or table.get("is_decoder")
        or table.get("add_cross_attention")
        or table.get("tie_word_embeddings") is False
        or table.get("hidden_act", "gelu") not in _ACTIVATIONS
    )
    if strange:
        return None
    full = {
        "vocab_size": 30522,
        "hidden_size": 768,
        "num_hidden_layers": 12,
        "num_attention_heads": 12,
        "intermediate_size": 3072,
        "max_position_embeddings": 512,
        **table,
    }
    return EncoderConfig(
        **_shared(full, "num_hidden_layers", "hidden_size", "num_attention_heads"),
        **_pick(full, "max_position_embeddings", "intermediate_size", "type_vocab_size", "hidden_act", "layer_norm_eps"),
        **_pick(full, "hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout", "initializer_range"),
    )


def _decoder(table: dict[str, Any]) -> Config | None:
    kind = table["model_type"]
    scaling = dict(table.get("rope_parameters") or table.get("rope_scaling") or {})
    rope = str(scaling.get("rope_type") or scaling.get("type") or "default")
    wanted = ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size")
    strange = (
        table.get("use_sliding_window")
        or (kind == "mistral" and table.get("sliding_window", 4096))
        or int(table.get("pretraining_tp") or 1) != 1
        or rope not in _ROPES
        or float(scaling.get("partial_rotary_factor") or table.get("partial_rotary_factor") or 1) != 1
        or table.get("hidden_act", "silu") not in _ACTIVATIONS
        or any(name not in table for name in (*wanted, *(() if kind == "llama" else ("num_key_value_heads",))))
        or "full_attention" in scaling
    )
    if strange:
        return None
    size = table.get("head_dim") or (128 if kind == "qwen3" else None)
    shared = _shared(table, "num_hidden_layers", "hidden_size", "num_attention_heads", evenly=kind == "llama" or size is None)
    heads, context = shared["num_attention_heads"], int(table.get("max_position_embeddings") or 2048)
    if rope in ("llama3", "yarn"):  # where older configs say beside the scaling, or nowhere, for which lengths a model was trained
        trained = table.get("original_max_position_embeddings") or scaling.get("original_max_position_embeddings")
        scaling["original_max_position_embeddings"] = trained or context
    groups = int(table.get("num_key_value_heads") or heads)
    check_heads(heads, groups)
    bias = bool(table.get("attention_bias")) and kind in ("llama", "qwen3")
    return DecoderConfig(
        **shared,
        **_pick(table, "intermediate_size", "hidden_act", "rms_norm_eps", "tie_word_embeddings", "attention_dropout", "initializer_range"),
        max_position_embeddings=context,
        num_key_value_heads=groups,
        head_dim=int(size or shared["hidden_size"] // heads),
        rope_theta=float(scaling.get("rope_theta") or table.get("rope_theta") or 10_000.0),
        rope_scaling=scaling,
        attention_bias=bias or kind == "qwen2",
        output_bias=bias,
        mlp_bias=bool(table.get("mlp_bias")) and kind == "llama",
        head_norms=kind == "qwen3",
        eos_token_ids=_ends(table),
    )


def _encoder_decoder(table: dict[str, Any]) -> Config | None:
    if table.get("share_encoder_decoder_embeddings") is False or table.get("activation_function", "gelu") not in _ACTIVATIONS:
        return None
    if table.get("decoder_vocab_size") not in (None, table.get("vocab_size")):
        return None
    wanted = ("vocab_size", "d_model", "encoder_layers", "encoder_attention_heads", "decoder_layers", "decoder_attention_heads")
    if any(name not in table for name in (*wanted, "encoder_ffn_dim", "decoder_ffn_dim")) or table.get("tie_word_embeddings") is False:
        return None
    check_heads(int(table["d_model"]), int(table["decoder_attention_heads"]))
    return EncoderDecoderConfig(
        **_shared(table, "encoder_layers", "d_model", "encoder_attention_heads"),
        **_pick(table, "encoder_ffn_dim", "decoder_layers", "decoder_attention_heads", "decoder_ffn_dim", "activation_function", "dropout"),
        **_pick(table, "attention_dropout", "activation_dropout", "scale_embedding", "decoder_start_token_id"),
        max_position_embeddings=int(table.get("max_position_embeddings") or 1024),
        initializer_range=float(table.get("init_std") or 0.02),
        eos_token_ids=_ends(table),
    )


def _ends(table: dict[str, Any]) -> tuple[int, ...]:
    """The ids that end a text."""
    stated = table.get("eos_token_id")
    return tuple(int(part) for part in stated) if isinstance(stated, list) else () if stated is None else (int(stated),)
