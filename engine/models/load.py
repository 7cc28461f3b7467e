"""A checkpoint into memory, as one of our own models or through transformers' Auto classes.

Safetensors only, no foreign code, and what is new or left over is told.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from safetensors import SafetensorError

from engine.errors import UserError
from engine.launch import OFFLINE
from engine.messages import Message, plain, say
from engine.models.configs import own_config
from engine.models.facts import read_config, tensor_headers

_IN_LAYER = re.compile(r"\.\d+\.")  # names of tensors inside one of the stacked layers
# what checkpoints hold beside the weights of a head: other heads, tables that are computed, a pooler that nobody asks
_EXPECTED = re.compile(
    r"(^|\.)(position_ids|inv_freq|embed_positions|pooler|cls|classifier|score|qa_outputs|lm_head|seq_relationship)(\.|$)"
)
_OWN = say("the architecture is one of our own: rows are packed without padding.")
_FOREIGN = say("this architecture is computed by transformers; rows are padded to the longest of their batch.")


class Head(NamedTuple):
    """A kind of head: our class by model_type (engine/models/heads.py), and transformers' Auto class for every other."""

    own: dict[str, str]
    auto: str


_DECODERS = ("llama", "mistral", "qwen2", "qwen3")
HEADS = {
    "sequence-classification": Head(
        {"bert": "EncoderForSequenceClassification", **dict.fromkeys(_DECODERS, "DecoderForSequenceClassification")},
        "AutoModelForSequenceClassification",
    ),
    "token-classification": Head({"bert": "EncoderForTokenClassification"}, "AutoModelForTokenClassification"),
    "question-answering": Head({"bert": "EncoderForQuestionAnswering"}, "AutoModelForQuestionAnswering"),
    "masked-lm": Head({"bert": "EncoderForMaskedLM"}, "AutoModelForMaskedLM"),
    "causal-lm": Head(dict.fromkeys(_DECODERS, "DecoderForCausalLM"), "AutoModelForCausalLM"),
    "seq2seq-lm": Head({"marian": "EncoderDecoderForConditionalGeneration"}, "AutoModelForSeq2SeqLM"),
    "sentence-order": Head({"bert": "EncoderForSentenceOrder"}, "AutoModelForNextSentencePrediction"),
    "vectors": Head({"bert": "SentenceEncoder"}, "AutoModel"),
}


@dataclass
class Loaded:
    """A model in memory.

    created: tensors that the checkpoint lacked and that start from random numbers; surplus: tensors of the checkpoint
    that the model has no use for (those of other heads are not named).
    """

    model: Any
    created: list[str]
    choices: list[tuple[str, str, Message]] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)


def prepare_libraries() -> None:
    """Silence and safety before transformers is imported; a hub that the user allowed stays allowed."""
    for name, value in OFFLINE.items():
        if name != "HF_HUB_OFFLINE":
            os.environ.setdefault(name, value)
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()


def load_model(folder: Path, head: str, labels: tuple[str, ...] = ()) -> Loaded:
    """A model with a head of HEADS, float32, in eval mode: ours where our code computes what its config says, else transformers'.

    A head is kept if the checkpoint has one of the same size, else it is made anew. Raises UserError.
    """
    own = own_config(read_config(folder))
    if own is not None and own.model_type in HEADS[head].own:
        return _load_own(own, folder, HEADS[head].own[own.model_type], labels)
    prepare_libraries()
    import transformers

    names = dict(enumerate(labels))
    settings = {"num_labels": len(labels), "id2label": names, "label2id": {name: index for index, name in names.items()}} if labels else {}
    return _load(getattr(transformers, HEADS[head].auto), folder, **settings)


def _load_own(config: Any, folder: Path, name: str, labels: tuple[str, ...]) -> Loaded:
    """One of our own models from a folder."""
    import torch

    from engine.models import heads
    from engine.models.own import compared, read_tensors, take_tensors

    head_changes = bool(labels) and labels != config.labels
    config.labels = labels or config.labels
    try:
        with torch.device("meta"):  # a config that doesn't belong to the weights may ask for more memory than there is
            sketch = getattr(heads, name)(config)
        created, misfits, _ = compared(sketch, {key: tensor.shape for key, tensor in tensor_headers(folder).items()})
        needed = {name for name in created if "pooler." not in name}  # an embedding or a last norm can't be meant to be new either
        _check_body(folder, created, needed.union(misfits), "" if sketch.bare else f"{sketch.prefix}.")
        model = getattr(heads, name)(config)
        created, _, surplus = take_tensors(model, read_tensors(folder))
    except (SafetensorError, RuntimeError, ValueError, KeyError, TypeError) as error:
        if is_out_of_memory(error):
            raise
        raise _refused(folder, error) from None
    model.name_or_path = str(folder)
    left = [name for name in surplus if not _EXPECTED.search(name)]
    found = Loaded(model.eval(), created, [("model code", "Tunebench", _OWN)], left)
    if head_changes and not created:
        found.choices.append(("head", "kept", say("the checkpoint has a head for the same number of labels.")))
    return found


def _check_body(folder: Path, created: list[str], misfits: Container[str], prefix: str) -> None:
    """Raises UserError when a part of the pretrained body, whose names begin with prefix, would start from random numbers.

    A head or a pooler can be learned from nothing; a layer amid trained ones, or an embedding of another size, can't be meant.
    """
    lost = [name for name in created if name.startswith(prefix) and (name in misfits or _IN_LAYER.search(name))]
    if lost:
        raise UserError(
            "model.mismatch",
            say("The weights in {folder} do not belong to its config.json.", folder=plain(folder)),
            detail=say("{count} tensors are missing or of another size, among them {names}.", count=len(lost), names=", ".join(lost[:3])),
            hint=say("Copy config.json and the weights from the same model."),
        )


def _load(auto: Any, folder: Path, **settings: Any) -> Loaded:
    import torch

    reason = say("torch's fused attention; it gives what the plain one gives, faster and in less memory.")
    attention = "sdpa"
    try:
        model, info = _from_pretrained(auto, folder, attention, torch.float32, settings)
    except ValueError:
        attention, reason = "eager", say("this architecture has no fused attention in transformers.")
        try:
            model, info = _from_pretrained(auto, folder, attention, torch.float32, settings)
        except ValueError as error:  # it was not the kernel that was complained of
            raise _refused(folder, error) from None
    misfits = {str(entry[0]) for entry in info["mismatched_keys"]}
    created = sorted({*info["missing_keys"], *misfits})
    _check_body(folder, created, misfits, f"{model.base_model_prefix}.")
    model.eval()
    left = [str(name) for name in info["unexpected_keys"] if not _EXPECTED.search(str(name))]
    return Loaded(model, created, [("model code", "transformers", _FOREIGN), ("attention", attention, reason)], left)


def checked_config(folder: Path, attention: str, **settings: Any) -> Any:
    """The transformers config of a folder with our attention in it, whatever its config.json names.

    A config.json may name a hub repository as _attn_implementation, and from_pretrained(folder, attn_implementation="sdpa")
    then still reaches for it (transformers 5.23); only a config that is made first and handed over is safe.
    """
    from transformers import AutoConfig

    config = AutoConfig.from_pretrained(str(folder), trust_remote_code=False, local_files_only=True, **settings)
    config._attn_implementation = attention
    return config


def _from_pretrained(auto: Any, folder: Path, attention: str, dtype: Any, settings: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The model and transformers' report on its weights. Raises ValueError for an attention that the architecture doesn't have."""
    try:
        loaded: tuple[Any, dict[str, Any]] = auto.from_pretrained(
            str(folder),
            config=checked_config(folder, attention, **settings),
            attn_implementation=attention,
            trust_remote_code=False,
            use_safetensors=True,
            local_files_only=True,
            output_loading_info=True,
            ignore_mismatched_sizes=True,
            dtype=dtype,
        )
    except MemoryError:
        raise
    except Exception as error:  # whatever a folder from outside makes transformers raise (validation, safetensors, missing keys)
        if isinstance(error, ValueError) and "attention" in str(error).lower():
            raise
        raise _refused(folder, error) from None
    return loaded


def is_out_of_memory(error: BaseException) -> bool:
    """Did torch run out of memory?"""
    return "out of memory" in str(error) or "can't allocate memory" in str(error)


def _refused(folder: Path, error: Exception) -> UserError:
    return UserError(
        "model.refused",
        say("The model in {folder} can't be loaded for this task.", folder=plain(folder)),
        detail=say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:300]),
        hint=say("The task needs a checkpoint of an architecture that transformers can put a classification head on."),
    )
