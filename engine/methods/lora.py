"""LoRA: small matrices beside the frozen ones (Hu et al. 2021): our own layers in our models, peft's in all others."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from engine.errors import UserError
from engine.messages import Message, plain, say
from engine.methods._method import Method, trained_whole
from engine.methods._peft import renamed_in_transformers
from engine.models.facts import ModelFacts
from engine.models.foreign import is_own
from engine.specs.fields import field
from engine.specs.job import TypedSpec
from engine.tasks._task import Task

ATTENTION = (  # what architectures call the linear layers of their attention: BERT, DeBERTa, Llama, DistilBERT, T5 and MPNet, the others
    r"(^|\.)(query|key|value|(query|key|value|[qkvo]|out|qkv)_proj|self\.in_proj|(q|k|v|out)_lin|[qkvo]|c_attn|Wqkv|attn\.Wo|query_key_value)$"
)
KEYS = ("task_type", "r", "lora_alpha", "lora_dropout", "target_modules", "fan_in_fan_out", "modules_to_save")  # of adapter_config.json
OUTSIDE = r"(embed|wte|wpe|lm_head|classifier|classification_head|score|pooler|^cls|shared)"


class LoraSpec(TypedSpec):
    """Settings of LoRA, named as in peft."""

    type: Literal["lora"] = "lora"
    rank: int = field(
        8,
        title="Rank",
        description="Width of the small matrices; more can learn more and costs more memory.",
        ge=1,
        le=1024,
    )
    alpha: float = field(
        16.0,
        title="Alpha",
        description="Weight of what is learned beside the frozen model (divided by the rank); twice the rank is usual.",
        gt=0,
        le=4096,
        advanced=True,
    )
    dropout: float = field(
        0.1,
        title="LoRA dropout",
        description="Share of inputs to the small matrices that is dropped while training, against learning by heart.",
        ge=0,
        lt=1,
        advanced=True,
    )
    targets: Literal["all-linear", "attention"] = field(
        "attention",
        title="Where",
        description="In the attention only, small matrices train fast; beside every linear layer they can learn more.",
        advanced=True,
    )


class Lora(Method):
    """The base is frozen; the adapter and the task's head are trained."""

    name = "lora"
    title = "LoRA"
    summary = "The base stays as it is; small matrices beside it are trained. Little memory, a file of a few megabytes."
    order = 10
    spec = LoraSpec
    partial = True

    def apply(self, model: Any, spec: LoraSpec, task: Task, created: Sequence[str]) -> Any:
        whole = trained_whole(model, task, created)
        targets = [name for name in self._targets(model, spec) if not any(name == one or name.startswith(f"{one}.") for one in whole)]
        if is_own(model):
            return _apply_own(model, spec, targets, whole)
        from peft import LoraConfig, get_peft_model
        from transformers.pytorch_utils import Conv1D

        config = LoraConfig(
            task_type=task.peft_type,  # what is set here stands in KEYS
            r=spec.rank,
            lora_alpha=spec.alpha,
            lora_dropout=spec.dropout,
            target_modules=targets,
            fan_in_fan_out=any(isinstance(model.get_submodule(name), Conv1D) for name in targets),  # GPT-2's weights are transposed
            modules_to_save=whole or None,
        )
        with renamed_in_transformers():
            return get_peft_model(model, config)

    def learning_rate(self, facts: ModelFacts) -> tuple[float, Message]:
        if facts.parameters < 50_000_000:
            return 2e-3, say("the adapter starts at zero and is small, and so is the base: large steps suit it.")
        return 2e-4, say("the adapter starts at zero and is small, so it takes larger steps than full fine-tuning.")

    def trained_parameters(self, facts: ModelFacts, spec: LoraSpec, labels: int) -> int:
        adapter = 0
        for name, tensor in facts.tensors.items():
            module, _, kind = name.rpartition(".")
            if kind == "weight" and len(tensor.shape) == 2 and self._wanted(module, spec):
                adapter += spec.rank * sum(tensor.shape)
        return adapter + facts.head_parameters(labels)

    def save(self, model: Any, folder: Path, task: Task) -> None:
        if not is_own(model):
            model.save_pretrained(folder, save_embedding_layers=False)
            return
        from engine.models.adapters import save_lora

        save_lora(model, folder, model.adapter["modules_to_save"] or [])
        table = {"peft_type": "LORA", "task_type": task.peft_type, "bias": "none", "inference_mode": True, **model.adapter}
        table["base_model_name_or_path"] = model.name_or_path
        (folder / "adapter_config.json").write_text(json.dumps(table, indent=2, ensure_ascii=False), encoding="utf-8")

    def load(self, folder: Path, base: Path, task: Task, labels: tuple[str, ...]) -> Any:
        from safetensors import SafetensorError

        if not (folder / "adapter_model.safetensors").is_file():  # peft would go on to a pickled one, and to the hub
            raise _unusable(folder, say("There is no adapter_model.safetensors."))
        model = task.load(base, labels).model
        try:
            # only what we write ourselves: other keys of a config from outside import modules by name
            table = json.loads((folder / "adapter_config.json").read_text(encoding="utf-8"))
            settings = {name: table[name] for name in KEYS}
            if table.get("use_rslora") or table.get("alpha_pattern"):
                raise ValueError("it scales its layers in a way (use_rslora, alpha_pattern) that is not known here")
            settings["modules_to_save"] = settings["modules_to_save"] or []
            if not all(isinstance(name, str) for name in (*settings["target_modules"], *settings["modules_to_save"])):
                raise ValueError("target_modules and modules_to_save are lists of names")
            return _load_own(model, folder, settings) if is_own(model) else _load_foreign(model, folder, settings)
        except (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError, SafetensorError) as error:
            raise _unusable(folder, say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:300])) from None

    def merged(self, model: Any) -> Any:
        if not is_own(model):
            return model.merge_and_unload(safe_merge=True)
        from engine.models.adapters import merge_lora

        merge_lora(model)
        return model

    def _wanted(self, module: str, spec: LoraSpec) -> bool:
        if re.search(OUTSIDE, module):
            return False
        return spec.targets == "all-linear" or re.search(ATTENTION, module) is not None

    def _targets(self, model: Any, spec: LoraSpec) -> list[str]:
        """Full names of the linear layers that get a small matrix; peft accepts names as suffixes."""
        from torch.nn import Linear

        kinds: tuple[type, ...] = (Linear,)
        if not is_own(model):
            from transformers.pytorch_utils import Conv1D

            kinds = (Linear, Conv1D)
        names = [name for name, module in model.named_modules() if isinstance(module, kinds) and self._wanted(name, spec)]
        if not names:
            raise UserError(
                "method.no-target",
                say("LoRA found no linear layer to work on in this model."),
                hint=say("Choose all-linear as the place, or full fine-tuning."),
            )
        return names


def _apply_own(model: Any, spec: LoraSpec, targets: list[str], whole: list[str]) -> Any:
    """One of our models with LoRA layers in it; `adapter` keeps what adapter_config.json will say."""
    from engine.models.adapters import add_lora

    model.requires_grad_(False)
    body = {id(parameter) for parameter in model.get_submodule(model.prefix).parameters()}
    for name in whole:
        inside = name == model.prefix or name.startswith(f"{model.prefix}.")
        for parameter in model.get_submodule(name).parameters():
            if inside or id(parameter) not in body:  # an output layer that is the embedding table stays frozen with it
                parameter.requires_grad_(True)
    add_lora(model, targets, spec.rank, spec.alpha, spec.dropout)
    names = {"target_modules": targets, "modules_to_save": whole or None, "fan_in_fan_out": False}
    model.adapter = {"r": spec.rank, "lora_alpha": spec.alpha, "lora_dropout": spec.dropout, **names}
    return model


def _load_own(model: Any, folder: Path, settings: dict[str, Any]) -> Any:
    from engine.models.adapters import add_lora, load_lora

    model.requires_grad_(False)
    add_lora(model, settings["target_modules"], int(settings["r"]), float(settings["lora_alpha"]), float(settings["lora_dropout"]))
    load_lora(model, folder)
    model.adapter = {name: settings[name] for name in KEYS if name != "task_type"}
    return model.eval()


def _load_foreign(model: Any, folder: Path, settings: dict[str, Any]) -> Any:
    from peft import LoraConfig, PeftModel

    config = LoraConfig(inference_mode=True, **settings)
    with renamed_in_transformers():
        return PeftModel.from_pretrained(model, str(folder), config=config).eval()


def _unusable(folder: Path, reason: Message) -> UserError:
    return UserError(
        "model.adapter",
        say("The adapter in {folder} can't be loaded.", folder=plain(folder)),
        detail=reason,
        hint=say("Copy it again whole, and put back the base model that it was trained on."),
    )


PLUGIN = Lora()
