"""A checkpoint into memory through transformers' Auto classes: safetensors only, no foreign code, what is new is told."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.launch import OFFLINE
from engine.messages import Message, plain, say

_IN_LAYER = re.compile(r"\.\d+\.")  # names of tensors inside one of the stacked layers


@dataclass
class Loaded:
    """A model in memory. `created` are tensors that the checkpoint lacked and that start from random numbers."""

    model: Any
    created: list[str]
    choices: list[tuple[str, str, Message]] = field(default_factory=list)


def prepare_libraries() -> None:
    """Silence and safety before transformers is imported; a hub that the user allowed stays allowed."""
    for name, value in OFFLINE.items():
        if name != "HF_HUB_OFFLINE":
            os.environ.setdefault(name, value)
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()


def load_sequence_classifier(folder: Path, labels: tuple[str, ...]) -> Loaded:
    """An encoder or decoder with a head for these labels, float32, in eval mode. Raises UserError.

    The head is kept if the checkpoint has one for the same number of labels, else it is made anew.
    """
    prepare_libraries()
    from transformers import AutoModelForSequenceClassification

    names = dict(enumerate(labels))
    return _load(
        AutoModelForSequenceClassification,
        folder,
        num_labels=len(labels),
        id2label=names,
        label2id={name: index for index, name in names.items()},
    )


def _check_body(folder: Path, created: list[str], misfits: set[str], prefix: str) -> None:
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
    return Loaded(model, created, [("attention", attention, reason)])


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


def _refused(folder: Path, error: Exception) -> UserError:
    return UserError(
        "model.refused",
        say("The model in {folder} can't be loaded for this task.", folder=plain(folder)),
        detail=say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:300]),
        hint=say("The task needs a checkpoint of an architecture that transformers can put a classification head on."),
    )
