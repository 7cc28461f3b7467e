"""One forward pass of one row, kept so that any attention head and any hidden state can be looked at afterwards.

Kept are the inputs of the attention modules (layers x tokens x hidden), not the maps (layers x heads x tokens x tokens)
and not even queries and keys, which are computed again from the input when a head of their layer is asked for. Works for
our own models, and for every model that transformers computes through its attention interface.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from engine.models.foreign import bare, is_own

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import torch
    from torch import Tensor

Where = Literal["encoder", "decoder", "cross"]


@dataclass(frozen=True)
class Row:
    """What a model is given: ids [tokens] int; segments [tokens] for a pair of texts; target: what a decoder is to have written."""

    ids: npt.NDArray[np.int32]
    segments: npt.NDArray[np.int32] | None = None
    target: npt.NDArray[np.int32] | None = None


@dataclass(frozen=True)
class Source:
    """An attention module of the pass: the `layer`-th of its side (from 0), its heads, and what it was called with."""

    where: Where
    layer: int
    name: str
    module: Any
    given: tuple[tuple[Any, ...], dict[str, Any]]
    heads: int


@dataclass(frozen=True)
class Inside:
    """What one attention module computes with. queries [heads, tokens, head_dim]; keys, values [key heads, key tokens, head_dim].

    scale multiplies the products; softcap bounds them (Gemma 2); bias [1 or heads, tokens, key tokens] is added (T5); seen
    [tokens, key tokens] bool says what may be looked at, or causal does; sinks [heads] are scores of a place that no token has.
    """

    queries: Tensor
    keys: Tensor
    values: Tensor
    scale: float
    causal: bool = False
    seen: Tensor | None = None
    bias: Tensor | None = None
    softcap: float = 0.0
    sinks: Tensor | None = None

    def probabilities(self, head: int, rows: slice = slice(None)) -> Tensor:
        """A head's attention from these query tokens, [rows, key tokens] float32; each line sums to 1 (with sinks, to less)."""
        import torch

        shared = self.queries.shape[0] // self.keys.shape[0]
        scores = (self.queries[head, rows].float() @ self.keys[head // shared].float().T) * self.scale
        if self.softcap:
            scores = self.softcap * torch.tanh(scores / self.softcap)
        if self.bias is not None:
            scores += self.bias[head if self.bias.shape[0] > 1 else 0, rows].float()
        if self.seen is not None:
            scores.masked_fill_(~self.seen[rows], -math.inf)
        elif self.causal:
            places = torch.arange(self.queries.shape[1], device=scores.device)[rows]
            scores.masked_fill_(torch.arange(scores.shape[1], device=scores.device) > places[:, None], -math.inf)
        if self.sinks is None:
            return scores.softmax(-1)
        aside = self.sinks[head].float().expand(scores.shape[0], 1)
        return torch.cat((scores, aside), -1).softmax(-1)[:, :-1]


@dataclass
class Capture:
    """A pass. hidden: side -> [tokens, hidden] float32 before the first and after each layer, the last one as the head sees it.

    implementation: whose attention computed it. output: the raw output of a model of transformers, with its logits if any;
    final: the body's last hidden state. notes: what was computed from it, by whoever did.
    within: how the model has to stand when a module of it is called again (an adapter switched off).
    """

    row: Row
    implementation: str
    sources: list[Source] = field(default_factory=list)
    hidden: dict[str, list[Tensor]] = field(default_factory=dict)
    output: Any = None
    final: Any = None
    notes: dict[Any, Any] = field(default_factory=dict)
    within: Callable[[], AbstractContextManager[None]] = nullcontext
    _last: tuple[Source | None, Inside | None] = (None, None)

    def of(self, where: str) -> list[Source]:
        """The attention modules of one kind, by layer."""
        return [source for source in self.sources if source.where == where]

    def inside(self, source: Source) -> Inside:
        """Queries, keys and values of a module, computed again from its input; those of the last one stay."""
        if self._last[0] is not source:
            with self.within():
                self._last = (source, _inside(source))
        assert self._last[1] is not None
        return self._last[1]

    def probabilities(self, source: Source, head: int, rows: slice = slice(None)) -> Tensor:
        """A head's attention, [query tokens, key tokens] float32."""
        return self.inside(source).probabilities(head, rows)


class _Enough(Exception):
    """Raised where an attention module has shown what was wanted of it."""


def capture(model: Any, row: Row, hidden: bool = True) -> Capture:
    """One pass of a row, in eval mode and without gradients. hidden: keep the states between layers as well.

    Raises ValueError where the model is in train mode, and where it computes its attention past transformers' interface.
    """
    import torch

    if model.training:
        raise ValueError("the model is in train mode, where attention is thinned out at random")
    with torch.inference_mode():
        return _own(model, row, hidden) if is_own(model) else _foreign(bare(model), row, hidden)


def _keep_input(found: list[tuple[Any, tuple[Any, ...], dict[str, Any]]]) -> Any:
    def keep(module: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        found.append((module, arguments, named))

    return keep


# -- our own models


def _own(model: Any, row: Row, hidden: bool) -> Capture:
    from engine.models import decoder, encoder, encoder_decoder
    from engine.models.packed import pack

    kinds = (encoder.SelfAttention, decoder.SelfAttention, encoder_decoder.Attention)
    device = next(model.parameters()).device.type
    batch = pack([row.ids], device, None if row.segments is None else [row.segments])
    capture = Capture(row, "Tunebench, packed")
    found: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = []
    with ExitStack() as stack:
        for module in model.modules():
            if isinstance(module, kinds):
                stack.callback(module.register_forward_pre_hook(_keep_input(found), with_kwargs=True).remove)
        if hidden:
            for side, layers in zip(_sides(model), model.stacks, strict=True):
                _keep_states(stack, layers, capture.hidden.setdefault(side, []))
        if row.target is not None:
            capture.final = model.hidden(batch, pack([row.target], device))
        elif hasattr(model, "vectors"):
            capture.final = model.embeddings(batch)
            capture.final = model.encoder.layer.run(capture.final, batch, capture.final.dtype)
        else:
            capture.final = getattr(model, model.prefix)(batch)
    if hidden:
        capture.hidden[_sides(model)[-1]][-1] = capture.final
    counts: dict[str, int] = {}
    for module, arguments, named in found:
        where: Where = "encoder" if isinstance(module, encoder.SelfAttention) else "decoder"
        if isinstance(module, encoder_decoder.Attention):
            where = "cross" if "encoder_attn" in module.name else "decoder" if module.causal else "encoder"
        layer = counts[where] = counts.get(where, -1) + 1
        heads = module.q_proj.out_features // module.size if isinstance(module, decoder.SelfAttention) else module.heads
        capture.sources.append(Source(where, layer, module.name, module, (arguments, named), heads))
    return capture


def _sides(model: Any) -> tuple[str, ...]:
    """The sides whose layers `stacks` are."""
    return ("encoder", "decoder") if len(model.stacks) > 1 else ("encoder",) if model.prefix == "bert" else ("decoder",)


def _keep_states(stack: ExitStack, layers: Any, states: list[Tensor]) -> None:
    stack.callback(layers[0].register_forward_pre_hook(lambda module, given: states.append(given[0])).remove)
    for layer in layers:
        stack.callback(layer.register_forward_hook(lambda module, given, out: states.append(out)).remove)


# -- models that transformers computes

NAME = "tunebench_capture"  # of our entry in transformers' attention interface
_seen_by: list[Any] = []  # who is shown what the interface is called with, the innermost last


@contextmanager
def _interface(model: Any) -> Iterator[None]:
    """Inside, the model's attention goes through our entry of the interface, and is put back afterwards."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    def mask(*arguments: Any, **named: Any) -> Any:
        return sdpa_mask(*arguments, **{**named, "allow_is_causal_skip": False, "allow_is_bidirectional_skip": True})

    AttentionInterface.register(NAME, _attention)
    AttentionMaskInterface.register(NAME, mask)
    before = {id(config): (config, config._attn_implementation) for config in _configs(model)}
    try:
        for config, _ in before.values():
            config._attn_implementation_internal = NAME
        yield
    finally:
        for config, implementation in before.values():
            config._attn_implementation_internal = implementation


def _configs(model: Any) -> list[Any]:
    """The configs that the model's parts read their attention from."""
    found = {id(module.config): module.config for module in model.modules() if hasattr(module, "config")}
    return [config for config in found.values() if hasattr(config, "_attn_implementation_internal")]


def _attention(module: Any, query: Any, key: Any, value: Any, attention_mask: Any, **more: Any) -> Any:
    """Our entry: show what came, then compute with torch's fused attention, or plainly where that can't."""
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    scale = more.get("scaling")
    inside = Inside(
        query[0],
        key[0],
        value[0],
        query.shape[-1] ** -0.5 if scale is None else float(scale),
        causal=attention_mask is None and query.shape[2] > 1 and bool(getattr(module, "is_causal", False)),
        seen=_places(attention_mask, query, key),
        bias=_bias(attention_mask, more.get("position_bias")),
        softcap=float(more.get("softcap") or 0.0),
        sinks=more.get("s_aux"),
    )
    for see in _seen_by[-1:]:
        see(module, inside)
    if not inside.softcap and inside.sinks is None:
        return sdpa_attention_forward(module, query, key, value, attention_mask, **{**more, "dropout": 0.0})
    import torch

    shared = inside.queries.shape[0] // inside.keys.shape[0]
    rows = [inside.probabilities(head) @ inside.values[head // shared].float() for head in range(inside.queries.shape[0])]
    return torch.stack(rows, 1)[None].to(value.dtype), None


def _places(mask: Any, query: Any, key: Any) -> Any:
    """[tokens, key tokens] bool, where a mask of the interface is one of booleans."""
    import torch

    if mask is None or mask.dtype != torch.bool:
        return None
    return mask[0, 0, :, : key.shape[2]].expand(query.shape[2], key.shape[2])


def _bias(mask: Any, bias: Any) -> Any:
    """[1 or heads, tokens, key tokens]: position biases, and a mask that is one of numbers to be added."""
    import torch

    added = mask[0] if mask is not None and mask.dtype != torch.bool else None
    if bias is None or added is None:
        return added if bias is None else bias[0]
    return bias[0] + added


def _foreign(model: Any, row: Row, hidden: bool) -> Capture:
    capture = Capture(row, "transformers, sdpa")
    found: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = []
    heads: dict[int, int] = {}
    with _interface(model), ExitStack() as stack:
        _seen_by.append(lambda module, inside: heads.setdefault(id(module), inside.queries.shape[0]))
        stack.callback(_seen_by.pop)
        tip = Row(row.ids[:2], None, None if row.target is None else row.target[:2])
        model(**_inputs(model, tip, False))  # which modules are they?
        if not heads:
            raise ValueError(f"{type(model).__name__} computes its attention past transformers' attention interface")
        for module in model.modules():
            if id(module) in heads:
                stack.callback(module.register_forward_pre_hook(_keep_input(found), with_kwargs=True).remove)
        capture.output = model(**_inputs(model, row, hidden))
    names = {id(module): name for name, module in model.named_modules()}
    counts: dict[str, int] = {}
    for module, arguments, named in found:
        where = _where(model, names[id(module)], named)
        layer = counts[where] = counts.get(where, -1) + 1
        capture.sources.append(Source(where, layer, names[id(module)], module, (arguments, named), heads[id(module)]))
    if hidden:
        capture.hidden = _states(model, capture.output)
    capture.final = next((states[-1] for side in ("decoder", "encoder") if (states := capture.hidden.get(side))), None)
    return capture


def _inputs(model: Any, row: Row, hidden: bool) -> dict[str, Any]:
    import torch

    device = next(model.parameters()).device

    def batch(ids: Any) -> Any:
        return torch.as_tensor(ids, device=device, dtype=torch.int64)[None]

    given = {"input_ids": batch(row.ids), "attention_mask": torch.ones_like(batch(row.ids)), "output_hidden_states": hidden}
    if row.segments is not None:
        given["token_type_ids"] = batch(row.segments)
    if row.target is not None:
        given["decoder_input_ids"] = batch(row.target)
    # without a cache: a module that is called once more would add to it
    return {**given, "use_cache": False} if "use_cache" in inspect.signature(model.forward).parameters else given


def _where(model: Any, name: str, named: dict[str, Any]) -> Where:
    """Which side a module belongs to."""
    if not getattr(model.config, "is_encoder_decoder", False):
        kind = getattr(model.get_submodule(name), "is_causal", None)
        return "decoder" if kind else "encoder"
    if any(named.get(key) is not None for key in ("key_value_states", "encoder_hidden_states")) or "cross" in name.lower():
        return "cross"
    if "encoder_attn" in name or "EncDecAttention" in name:
        return "cross"
    return "decoder" if "decoder." in name else "encoder"


def _states(model: Any, output: Any) -> dict[str, list[Tensor]]:
    """Hidden states by side, as transformers returns them: [tokens, hidden] each."""
    found = {}
    for side in ("encoder", "decoder"):
        states = getattr(output, f"{side}_hidden_states", None)
        if states:
            found[side] = [state[0] for state in states]
    if not found:
        side = "decoder" if any(getattr(module, "is_causal", False) for module in model.modules()) else "encoder"
        found[side] = [state[0] for state in output.hidden_states]
    return found


# -- once more, for one module


def _inside(source: Source) -> Inside:
    """Call a module with what it was called with, up to where its attention begins."""
    import torch

    found: list[Inside] = []
    arguments, named = source.given
    with torch.inference_mode():
        try:
            if hasattr(source.module, "config") and hasattr(source.module.config, "_attn_implementation_internal"):
                _call_foreign(source, found, arguments, named)
            else:
                _call_own(source, found, arguments, named)
        except _Enough:
            pass
    return found[0]


def _call_foreign(source: Source, found: list[Inside], arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    def see(module: Any, inside: Inside) -> None:
        found.append(inside)
        raise _Enough

    with _interface(source.module):
        _seen_by.append(see)
        try:
            source.module(*arguments, **named)
        finally:
            _seen_by.pop()


def _call_own(source: Source, found: list[Inside], arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    from engine.models.attention import Look, watched

    def see(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor, look: Look) -> None:
        q, k, v = (part.transpose(0, 1) for part in (queries, keys, values))
        found.append(Inside(q, k, v, queries.shape[-1] ** -0.5, look.causal))
        raise _Enough

    with watched(see):
        source.module(*arguments, **named)
