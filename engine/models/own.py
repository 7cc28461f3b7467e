"""What our models have in common: a config and weights in transformers' layout, read and written, and a fair start for new tensors."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from engine.models.blocks import Layers
from engine.models.configs import Config
from engine.models.facts import weight_files

_OLD_NAMES = {"LayerNorm.gamma": "LayerNorm.weight", "LayerNorm.beta": "LayerNorm.bias"}


class OwnModel(nn.Module):
    """Base of our models. `prefix` is the body's name in transformers' models with a head."""

    prefix: ClassVar[str]
    bare: ClassVar[bool] = False  # is there no head, so that the body's names have no prefix?
    architectures: ClassVar[dict[str, str]]  # model_type -> the class that transformers loads it with
    config: Any

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.name_or_path = ""

    @property
    @abstractmethod
    def stacks(self) -> tuple[Layers, ...]:
        """The stacks of layers."""

    def tied(self) -> dict[str, str]:
        """Names of tensors that are the same as others: name -> the one it is saved under."""
        return {}

    def set_checkpointed(self, on: bool) -> None:
        """Compute the layers' insides again in the backward pass instead of keeping them (Chen et al. 2016)."""
        for stack in self.stacks:
            stack.checkpointed = on

    def save_pretrained(self, folder: Path | str, **_unused: Any) -> None:
        """config.json and model.safetensors as transformers writes them, float32."""
        from safetensors.torch import save_file

        tied = self.tied()
        tensors = {name: tensor.detach().cpu().float().contiguous() for name, tensor in self.state_dict().items() if name not in tied}
        save_file(tensors, str(Path(folder) / "model.safetensors"), metadata={"format": "pt"})
        table = {**self.config.to_dict(), "architectures": [self.architectures[self.config.model_type]], "dtype": "float32"}
        table.pop("torch_dtype", None)
        (Path(folder) / "config.json").write_text(json.dumps(table, indent=2, ensure_ascii=False), encoding="utf-8")


def read_tensors(folder: Path) -> dict[str, Tensor]:
    """All tensors of a folder's safetensors files, float32; whole numbers stay what they are."""
    from safetensors.torch import load_file

    found: dict[str, Tensor] = {}
    for file in weight_files(folder):
        found.update(load_file(str(file)))
    return {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in found.items()}


def take_tensors(model: OwnModel, tensors: dict[str, Tensor]) -> tuple[list[str], list[str], list[str]]:
    """Copy a checkpoint's tensors into a model and start the others anew; (created, misfits, surplus) names.

    created: tensors of the model that the checkpoint lacks (misfits among them: there, but of another size); surplus:
    tensors of the checkpoint that the model has no use for.
    """
    created, misfits, surplus = compared(model, {name: tuple(tensor.shape) for name, tensor in tensors.items()})
    places = _places(tensors, model)
    given = {place: tensors[name] for name, place in places.items()}
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if name in model.tied():
                continue
            if name in created:
                _begin(name, tensor, model.config.initializer_range)
            else:
                tensor.copy_(given[name])
    return created, misfits, surplus


def compared(model: OwnModel, shapes: dict[str, tuple[int, ...]]) -> tuple[list[str], list[str], list[str]]:
    """As take_tensors, by the shapes of a checkpoint's tensors alone; the model may lie on the meta device."""
    own = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items() if name not in model.tied()}
    given = {place: tuple(shapes[name]) for name, place in _places(shapes, model).items()}
    misfits = [name for name, shape in own.items() if name in given and given[name] != shape]
    created = sorted(name for name in own if name not in given or name in misfits)
    return created, misfits, sorted(set(given) - set(own))


def _places(tensors: Iterable[str], model: OwnModel) -> dict[str, str]:
    """A checkpoint's names and the model's names for them: with or without the body's prefix, old spellings, tied twins left out."""
    found: dict[str, str] = {}
    own, tied, tensors = set(model.state_dict()) - set(model.tied()), model.tied(), list(tensors)
    for given in tensors:
        name = given
        for old, new in _OLD_NAMES.items():
            name = name.replace(old, new)
        bare = name.removeprefix(f"{model.prefix}.")
        place = next((candidate for candidate in (name, f"{model.prefix}.{name}", bare) if candidate in own), name)
        place = place if place in own else tied.get(place, place) if tied.get(place) not in tensors else place
        if place not in tied:
            found[given] = place
    return found


def _begin(name: str, tensor: Tensor, spread: float) -> None:
    """A tensor that starts from nothing: matrices normal around 0 with the config's spread, norms 1, biases 0 (as BERT's authors did)."""
    if name.endswith("bias"):  # Marian's over the vocabulary, [1, vocabulary], among them
        tensor.zero_()
    elif tensor.dim() > 1:
        tensor.normal_(0.0, spread)
    else:
        tensor.fill_(1.0)
