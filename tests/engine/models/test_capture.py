"""Attention maps and hidden states drawn from a capture are those that transformers' eager attention gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.models.capture import Capture, Row, capture
from engine.models.load import checked_config, load_model, prepare_libraries

WORDS = 90
SIZES = {"vocab_size": WORDS, "hidden_size": 24, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 40}
COMMON = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
GPT = {"vocab_size": WORDS, "n_positions": 64, "n_embd": 24, "n_layer": 3, "n_head": 4, **COMMON}
MARIAN = {"vocab_size": WORDS, "d_model": 24, "encoder_layers": 2, "decoder_layers": 3, "encoder_attention_heads": 4}
SIDES = {**MARIAN, "decoder_attention_heads": 4, "encoder_ffn_dim": 40, "decoder_ffn_dim": 40, "max_position_embeddings": 64, **COMMON}
T5 = {"vocab_size": WORDS, "d_model": 24, "d_kv": 6, "d_ff": 40, "num_layers": 3, "num_heads": 4, "decoder_start_token_id": 0, **COMMON}
# architecture -> its config, its class with a head, our kind of head
MADE: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "bert": ("BertConfig", {**SIZES}, "BertForMaskedLM", "masked-lm"),
    "bert, a body": ("BertConfig", {**SIZES}, "BertModel", "vectors"),
    "roberta": ("RobertaConfig", {**SIZES, **COMMON, "max_position_embeddings": 66}, "RobertaForMaskedLM", "masked-lm"),
    "distilbert": (
        "DistilBertConfig",
        {"vocab_size": WORDS, "dim": 24, "n_layers": 3, "n_heads": 4, "hidden_dim": 40},
        "DistilBertForMaskedLM",
        "masked-lm",
    ),
    "electra": ("ElectraConfig", {**SIZES, "embedding_size": 12}, "ElectraForMaskedLM", "masked-lm"),
    "modernbert": (
        "ModernBertConfig",
        {**SIZES, **COMMON, "cls_token_id": 1, "sep_token_id": 2, "local_attention": 6, "global_attn_every_n_layers": 2},
        "ModernBertForMaskedLM",
        "masked-lm",
    ),
    "gpt2": ("GPT2Config", GPT, "GPT2LMHeadModel", "causal-lm"),
    "gpt-neox": ("GPTNeoXConfig", {**SIZES, **COMMON}, "GPTNeoXForCausalLM", "causal-lm"),
    "opt": (
        "OPTConfig",
        {
            "vocab_size": WORDS,
            "hidden_size": 24,
            "num_hidden_layers": 3,
            "num_attention_heads": 4,
            "ffn_dim": 40,
            "word_embed_proj_dim": 24,
        },
        "OPTForCausalLM",
        "causal-lm",
    ),
    "llama, grouped": ("LlamaConfig", {**SIZES, **COMMON, "num_key_value_heads": 2}, "LlamaForCausalLM", "causal-lm"),
    "mistral, a window": (
        "MistralConfig",
        {**SIZES, **COMMON, "num_key_value_heads": 2, "sliding_window": 5, "head_dim": 6},
        "MistralForCausalLM",
        "causal-lm",
    ),
    "qwen2": ("Qwen2Config", {**SIZES, **COMMON, "num_key_value_heads": 2}, "Qwen2ForCausalLM", "causal-lm"),
    "qwen3": ("Qwen3Config", {**SIZES, **COMMON, "num_key_value_heads": 2, "head_dim": 8}, "Qwen3ForCausalLM", "causal-lm"),
    "gemma2, bounded": (
        "Gemma2Config",
        {**SIZES, **COMMON, "num_key_value_heads": 2, "head_dim": 6, "sliding_window": 8, "query_pre_attn_scalar": 6},
        "Gemma2ForCausalLM",
        "causal-lm",
    ),
    "marian": ("MarianConfig", {**SIDES, "decoder_start_token_id": 0}, "MarianMTModel", "seq2seq-lm"),
    "bart": ("BartConfig", {**SIDES, "decoder_start_token_id": 2}, "BartForConditionalGeneration", "seq2seq-lm"),
    "t5": ("T5Config", T5, "T5ForConditionalGeneration", "seq2seq-lm"),
}


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a small random model of an architecture; made once."""
    made: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in made:
            prepare_libraries()
            import torch
            import transformers

            kind, settings, model, _ = MADE[name]
            made[name] = tmp_path_factory.mktemp("model")
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(3)
                built = getattr(transformers, model)(getattr(transformers, kind)(**settings)).eval()
                for parameter in built.parameters():  # far from uniform attention
                    if parameter.dim() > 1:
                        torch.nn.init.normal_(parameter, 0.0, 0.15)
                built.save_pretrained(made[name])
        return made[name]

    return make


def row(name: str, tokens: int) -> Row:
    """Random ids, and a shorter target where the architecture has two sides."""
    draw = np.random.default_rng(tokens)
    ids = draw.integers(3, WORDS, tokens).astype(np.int32)
    return Row(ids, target=draw.integers(3, WORDS, max(1, tokens // 2)).astype(np.int32) if MADE[name][3] == "seq2seq-lm" else None)


def ours(name: str, folder: Path, given: Row, hidden: bool = True) -> Capture:
    """A capture through what the program itself loads from a folder."""
    return capture(load_model(folder, MADE[name][3]).model, given, hidden)


def theirs(name: str, folder: Path, given: Row, left: int = 0, right: int = 0) -> dict[str, Any]:
    """transformers' own maps and states of a row in eager attention, the row padded and the padding cut away again."""
    import torch
    import transformers

    auto = getattr(transformers, MADE[name][2])
    config = checked_config(folder, "eager")
    model = auto.from_pretrained(folder, config=config, attn_implementation="eager", trust_remote_code=False).eval()
    length = len(given.ids)
    ids = torch.zeros(1, left + length + right, dtype=torch.int64)
    mask = torch.zeros_like(ids)
    ids[0, left : left + length], mask[0, left : left + length] = torch.from_numpy(given.ids.astype(np.int64)), 1
    more: dict[str, Any] = {} if given.target is None else {"decoder_input_ids": torch.from_numpy(given.target.astype(np.int64))[None]}
    if left and MADE[name][3] == "causal-lm":
        more["position_ids"] = (mask.cumsum(1) - 1).clamp(0)
    with torch.inference_mode():
        out = model(input_ids=ids, attention_mask=mask, output_attentions=True, output_hidden_states=True, **more)
    keep = slice(left, left + length)
    if given.target is None:
        side = "encoder" if MADE[name][3] in ("masked-lm", "vectors") else "decoder"
        return {
            side: [layer[0, :, keep, keep] for layer in out.attentions],
            f"{side} states": [state[0, keep] for state in out.hidden_states],
        }
    return {
        "encoder": [layer[0, :, keep, keep] for layer in out.encoder_attentions],
        "decoder": [layer[0] for layer in out.decoder_attentions],
        "cross": [layer[0, :, :, keep] for layer in out.cross_attentions],
        "encoder states": [state[0, keep] for state in out.encoder_hidden_states],
        "decoder states": [state[0] for state in out.decoder_hidden_states],
    }


def compare(found: Capture, wanted: dict[str, Any], tolerance: float = 1e-6) -> None:
    """Every head of every layer, and every state."""
    for where in ("encoder", "decoder", "cross"):
        assert len(found.of(where)) == len(wanted.get(where, []))
        for source, layer in zip(found.of(where), wanted.get(where, []), strict=True):
            assert source.heads == layer.shape[0]
            for head in range(source.heads):
                ours, theirs = found.probabilities(source, head), layer[head]
                assert ours.shape == theirs.shape
                assert float((ours - theirs).abs().max()) <= tolerance
                assert float((ours.sum(-1) - 1).abs().max()) <= 1e-5
    for side, states in found.hidden.items():
        assert len(states) == len(wanted[f"{side} states"])
        for ours, theirs in zip(states, wanted[f"{side} states"], strict=True):
            assert float((ours - theirs).abs().max()) <= 1e-4 * max(1.0, float(theirs.abs().max()))


@pytest.mark.parametrize("tokens", [1, 2, 23])
@pytest.mark.parametrize("name", MADE)
def test_that_every_head_and_state_is_that_of_eager_attention(name: str, tokens: int, folder_of: Callable[[str], Path]) -> None:
    folder = folder_of(name)
    given = row(name, tokens)
    compare(ours(name, folder, given), theirs(name, folder, given))


@pytest.mark.parametrize("left, right", [(0, 7), (6, 0)])
@pytest.mark.parametrize("name", ["bert", "distilbert", "modernbert", "gpt2", "llama, grouped", "qwen2", "marian", "t5"])
def test_that_they_are_those_of_the_same_row_among_padding(name: str, left: int, right: int, folder_of: Callable[[str], Path]) -> None:
    if left and name in ("bert", "distilbert", "modernbert", "marian"):  # absolute positions that nobody shifts: another row then
        left, right = 0, 11
    folder = folder_of(name)
    given = row(name, 13)
    wanted = {key: value for key, value in theirs(name, folder, given, left, right).items() if not key.endswith("states")}
    compare(ours(name, folder, given, hidden=False), wanted, 2e-6)
