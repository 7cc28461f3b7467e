"""Tiny random models of transformers with tokenizers of their own, saved to folders, and a desk to look into them at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.inspectors._asking import PredictionsSpec
from engine.inspectors._blocks import Block
from engine.inspectors._inspector import Desk
from engine.inspectors._subject import Subject
from engine.inspectors.predictions import PLUGIN
from engine.models.load import prepare_libraries
from tests.conftest import make_tokenizer

WIDTH, LAYERS, HEADS, INNER = 24, 3, 4, 40
SIZES = {"hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "intermediate_size": INNER}
DISTIL = {"dim": WIDTH, "n_layers": LAYERS, "n_heads": HEADS, "hidden_dim": INNER}
SIDES = {
    "d_model": WIDTH,
    **dict.fromkeys(("encoder_layers", "decoder_layers"), LAYERS),
    **dict.fromkeys(("encoder_attention_heads", "decoder_attention_heads"), HEADS),
    **dict.fromkeys(("encoder_ffn_dim", "decoder_ffn_dim"), INNER),
    "max_position_embeddings": 64,
    "decoder_start_token_id": 0,
}
NAMES = {"id2label": {0: "sad", 1: "glad", 2: "mad"}, "label2id": {"sad": 0, "glad": 1, "mad": 2}}
ENDS = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 1}
GROUPED = {**SIZES, **ENDS, "num_key_value_heads": 2, "max_position_embeddings": 64}
MODERN = {**SIZES, "pad_token_id": 0, "cls_token_id": 2, "sep_token_id": 3, "local_attention": 6, "global_attn_every_n_layers": 2}
T5 = {"d_model": WIDTH, "d_kv": 6, "d_ff": INNER, "num_layers": LAYERS, "num_heads": HEADS, "decoder_start_token_id": 0, **ENDS}
# name -> config's class, its settings, model's class
MADE: dict[str, tuple[str, dict[str, Any], str]] = {
    "bert classifier": ("BertConfig", {**SIZES, **NAMES}, "BertForSequenceClassification"),
    "distilbert classifier": ("DistilBertConfig", {**DISTIL, **NAMES}, "DistilBertForSequenceClassification"),
    "llama classifier": ("LlamaConfig", {**GROUPED, **NAMES}, "LlamaForSequenceClassification"),
    "bert order": ("BertConfig", SIZES, "BertForNextSentencePrediction"),
    "bert mlm": ("BertConfig", SIZES, "BertForMaskedLM"),
    "distilbert mlm": ("DistilBertConfig", DISTIL, "DistilBertForMaskedLM"),
    "modernbert mlm": ("ModernBertConfig", MODERN, "ModernBertForMaskedLM"),
    "albert mlm": ("AlbertConfig", {**SIZES, "embedding_size": 12}, "AlbertForMaskedLM"),
    "llama": ("LlamaConfig", GROUPED, "LlamaForCausalLM"),
    "gpt2": ("GPT2Config", {"n_positions": 64, "n_embd": WIDTH, "n_layer": LAYERS, "n_head": HEADS, **ENDS}, "GPT2LMHeadModel"),
    "gemma2": ("Gemma2Config", {**GROUPED, "head_dim": 6, "query_pre_attn_scalar": 6, "final_logit_softcapping": 2.0}, "Gemma2ForCausalLM"),
    "marian": ("MarianConfig", {**SIDES, **ENDS}, "MarianMTModel"),
    "bart": ("BartConfig", {**SIDES, **ENDS, "forced_eos_token_id": None}, "BartForConditionalGeneration"),
    "t5": ("T5Config", T5, "T5ForConditionalGeneration"),
    "bert tags": ("BertConfig", {**SIZES, **NAMES}, "BertForTokenClassification"),
    "distilbert tags": ("DistilBertConfig", {**DISTIL, **NAMES}, "DistilBertForTokenClassification"),
    "bert answers": ("BertConfig", SIZES, "BertForQuestionAnswering"),
    "distilbert answers": ("DistilBertConfig", DISTIL, "DistilBertForQuestionAnswering"),
    "distilbert body": ("DistilBertConfig", DISTIL, "DistilBertModel"),
}
BYTES = ("llama classifier", "llama", "gpt2", "gemma2", "marian", "bart", "t5")  # those with a byte-level tokenizer
TWO_SIDES = ("marian", "bart", "t5")


def made(name: str, folder: Path) -> Path:
    """Saves a model of MADE with its tokenizer in a new folder below the given one, the same numbers every time."""
    import torch
    import transformers

    prepare_libraries()
    folder = folder / name.replace(" ", "-")
    if name in BYTES:
        rows = _byte_tokenizer(folder, ended=name in TWO_SIDES)
    else:
        make_tokenizer(folder)
        rows = len(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])
    config, settings, title = MADE[name]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        model = getattr(transformers, title)(getattr(transformers, config)(vocab_size=rows, **settings)).eval()
        for parameter in model.parameters():  # norms and biases too, so that one left out would show
            torch.nn.init.normal_(parameter, 0.0 if parameter.dim() > 1 else 0.5, 0.2)
        for number in model.buffers():
            if number.shape == (1, rows):  # Marian's and BART's bias over the vocabulary
                torch.nn.init.normal_(number, 0.0, 0.2)
        model.save_pretrained(folder)
    return folder


def _byte_tokenizer(folder: Path, ended: bool) -> int:
    """A byte-level tokenizer of all bytes and some merges; the size of its vocabulary."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=290, special_tokens=["<pad>", "</s>"], initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(["the warm room and the cold soup from the old table, 你好你好"] * 3, trainer)
    if ended:
        tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 1)])
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps({"pad_token": "<pad>", "eos_token": "</s>"}), encoding="utf-8")
    return int(tokenizer.get_vocab_size())


def theirs(folder: Path, name: str) -> Any:
    """The same model as transformers loads it."""
    import transformers

    return getattr(transformers, MADE[name][2]).from_pretrained(folder, attn_implementation="eager").eval()


def given(subject: Subject, text: str, pair: str = "", target: str = "") -> dict[str, Any]:
    """What transformers' model takes for the same row."""
    import torch

    row = subject.row(text, pair, target)
    found = {"input_ids": torch.tensor(row.ids.tolist())[None]}
    if row.segments is not None:
        found["token_type_ids"] = torch.tensor(row.segments.tolist())[None]
    if row.target is not None:
        found["decoder_input_ids"] = torch.tensor(row.target.tolist())[None]
    return found


def look(desk: Desk, folder: Path, text: str, **settings: Any) -> dict[str, Any]:
    """The blocks of one look by name."""
    blocks: Sequence[Block] = PLUGIN.look(desk, PredictionsSpec(model=str(folder), text=text, **settings))
    return {block.name: block for block in blocks}


class Folders:
    """Folders of models by name, each made when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made: dict[str, Path] = {}

    def __call__(self, name: str) -> Path:
        if name not in self._made:
            self._made[name] = made(name, self._root)
        return self._made[name]
