"""LoRA layers of our own models (Hu et al. 2021), with a backward pass of their own, in peft's file format.

Our models could take peft's layers as well (their linear layers have the usual names); these here compute the same in
one pass that keeps the input once, and need no import of peft.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.models.blocks import Linear
from engine.models.dropout import Dropout

WEIGHTS = "adapter_model.safetensors"
_PREFIX = "base_model.model."  # what peft puts before a module's name


class LoraLinear(nn.Module):
    """A frozen linear layer with a trained low-rank one beside it: W x + scale * B A dropout(x).

    lora_A: [rank, in_features], Kaiming-uniform; lora_B: [out_features, rank], zeros; both float32.
    """

    def __init__(self, base: Linear, rank: int, alpha: float, dropout: float) -> None:
        super().__init__()
        self.base_layer = base
        self.scale = alpha / rank
        self.dropout = Dropout(dropout)
        self.lora_A = nn.Parameter(torch.empty(rank, base.in_features))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.lora_A, a=5**0.5)
        self.off = False

    def forward(self, values: Tensor) -> Tensor:
        """values: [..., in_features] -> [..., out_features], in the values' format."""
        if self.off:
            return self.base_layer(values)  # type: ignore[no-any-return]
        mask = self.dropout.mask(values.shape, values) if self.dropout.active else None
        base = self.base_layer
        beside = (self.lora_A, self.lora_B, self.scale, mask)
        return _Lora.apply(values, base.weight, base.bias, *beside)  # type: ignore[no-untyped-call,no-any-return]

    def merged(self) -> Linear:
        """The base layer with everything that was learned inside, float32."""
        layer = self.base_layer
        with torch.no_grad():
            layer.weight = nn.Parameter(layer.weight.float() + self.scale * (self.lora_B @ self.lora_A))
        return layer


class _Lora(torch.autograd.Function):
    """Forward and backward of LoraLinear; the base's weight is frozen and gets no gradient."""

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, weight: Tensor, bias: Tensor | None, a: Tensor, b: Tensor, scale: float, mask: Tensor | None
    ) -> Tensor:
        held, low, high = weight.to(x.dtype), a.to(x.dtype), b.to(x.dtype)
        inner = torch.nn.functional.linear(x if mask is None else x * mask, low)  # [..., rank]
        out = torch.nn.functional.linear(x, held, None if bias is None else bias.to(x.dtype))
        out.view(-1, out.shape[-1]).addmm_(inner.view(-1, inner.shape[-1]), high.T, alpha=scale)
        ctx.save_for_backward(x, weight, a, b, inner, mask)
        ctx.scale = scale
        return out

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, None, None, Tensor, Tensor, None, None]:
        x, weight, a, b, inner, mask = ctx.saved_tensors
        gradient = gradients[0].reshape(-1, gradients[0].shape[-1])
        d_inner = (gradient @ b.to(gradient.dtype)).mul_(ctx.scale)  # [tokens, rank]
        seen = (x if mask is None else x * mask).view(-1, x.shape[-1])
        d_a = (d_inner.T @ seen).to(a.dtype)
        d_b = (gradient.T @ inner.view(-1, inner.shape[-1])).to(b.dtype) * ctx.scale
        d_x = None
        if ctx.needs_input_grad[0]:
            beside = d_inner @ a.to(d_inner.dtype)
            if mask is not None:
                beside *= mask.view(beside.shape)
            d_x = beside.addmm_(gradient, weight.to(gradient.dtype)).view(x.shape)
        return d_x, None, None, d_a, d_b, None, None


def add_lora(model: nn.Module, names: Iterable[str], rank: int, alpha: float, dropout: float) -> None:
    """Put a LoraLinear in the place of each named linear layer; as in peft, the end of a name stands for all that end so."""
    ends = tuple(f".{name}" for name in names)
    for name in [name for name, module in model.named_modules() if isinstance(module, Linear) and f".{name}".endswith(ends)]:
        parent, _, child = name.rpartition(".")
        holder = model.get_submodule(parent)
        setattr(holder, child, LoraLinear(getattr(holder, child), rank, alpha, dropout))


def lora_layers(model: nn.Module) -> dict[str, LoraLinear]:
    """The LoRA layers of a model by name."""
    return {name: module for name, module in model.named_modules() if isinstance(module, LoraLinear)}


def merge_lora(model: nn.Module) -> None:
    """Add what was learned into the base's weights and take the LoRA layers out."""
    for name, layer in lora_layers(model).items():
        parent, _, child = name.rpartition(".")
        setattr(model.get_submodule(parent), child, layer.merged())


def save_lora(model: nn.Module, folder: Path, whole: Iterable[str]) -> None:
    """adapter_model.safetensors as peft writes it: the small matrices, and the modules that were trained whole."""
    from safetensors.torch import save_file

    tensors: dict[str, Tensor] = {}
    for name, layer in lora_layers(model).items():
        tensors[f"{_PREFIX}{name}.lora_A.weight"] = layer.lora_A
        tensors[f"{_PREFIX}{name}.lora_B.weight"] = layer.lora_B
    for name in whole:
        for part, tensor in model.get_submodule(name).state_dict().items():
            tensors[f"{_PREFIX}{name}.{part}"] = tensor
    plain = {name: tensor.detach().cpu().float().clone().contiguous() for name, tensor in tensors.items()}  # a file knows no tied tensors
    save_file(plain, str(folder / WEIGHTS), metadata={"format": "pt"})


def load_lora(model: nn.Module, folder: Path) -> None:
    """Fill LoRA layers and modules trained whole from an adapter's file. Raises ValueError where names or sizes differ."""
    from safetensors.torch import load_file

    layers, own = lora_layers(model), dict(model.named_parameters(remove_duplicate=False))  # an output layer may be the embeddings
    wanted: dict[str, Tensor] = {}
    for name, tensor in load_file(str(folder / WEIGHTS)).items():
        place = name.removeprefix(_PREFIX)
        module, _, kind = place.removesuffix(".weight").rpartition(".")
        if kind in ("lora_A", "lora_B") and module in layers:
            wanted[f"{module}.{kind}"] = tensor
        elif place in own:
            wanted[place] = tensor
        else:
            raise ValueError(f"it holds {place}, for which this base has no place")
    lacking = [f"{name}.{kind}" for name in layers for kind in ("lora_A", "lora_B") if f"{name}.{kind}" not in wanted]
    if lacking:
        raise ValueError(f"{lacking[0]} is missing")
    with torch.no_grad():
        for place, tensor in wanted.items():
            if own[place].shape != tensor.shape:
                raise ValueError(f"{place} is {list(tensor.shape)} instead of {list(own[place].shape)}")
            own[place].copy_(tensor)


def hold_frozen(model: nn.Module, dtype: torch.dtype) -> int:
    """Keep frozen matrices of linear layers in the working format, so that no step casts them again; returns their number.

    Rounds them once (bf16 keeps 8 bits of a number); the products were computed in that format anyway.
    """
    count = 0
    shared = {id(parameter) for parameter in model.parameters() if parameter.requires_grad}
    for module in model.modules():
        if isinstance(module, Linear) and not module.weight.requires_grad and id(module.weight) not in shared:
            module.weight.data = module.weight.data.to(dtype)
            count += 1
    return count
