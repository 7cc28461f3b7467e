"""Scaled dot-product attention over packed rows (Vaswani et al. 2017, eq. 1): no row sees another, no padding is computed.

Three kernels, chosen by `attend`, all with the same result up to rounding:
- explicit: GEMM, softmax, GEMM with a backward pass of its own. The fastest on processors in bf16 (torch's fused bf16
  backward is slower than its fp32 one there) and the only one for dropout; keeps the probabilities, so for short rows only;
- fused: torch's scaled_dot_product_attention, run by run; for fp32, for long rows, and for any device;
- varlen: torch.nn.attention.varlen on CUDA in 16 bit, one kernel for the whole batch.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from engine.models.dropout import Dropout
from engine.models.packed import Run

LONGEST = 1024  # tokens; above it the kept probabilities (heads x tokens x tokens) would outweigh everything else


Watch = Callable[[Tensor, Tensor, Tensor, "Look"], None]
_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Inside, every attention shows its queries, keys and values (rotary positions inside already) before it computes."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


class Look(NamedTuple):
    """How rows look at each other: the runs, whether the future is hidden, dropout on probabilities, the module's name."""

    runs: list[Run]
    causal: bool
    dropout: Dropout
    name: str


def attend(queries: Tensor, keys: Tensor, values: Tensor, look: Look) -> Tensor:
    """The attention of packed rows.

    queries: [query tokens, heads, head_dim]; keys, values: [key tokens, key heads, head_dim], where heads is a multiple
    of key heads (grouped queries, Ainslie et al. 2023). Returns [query tokens, heads, head_dim].
    """
    watch = _watch.get()
    if watch is not None:
        watch(queries, keys, values, look)
    if _varlen_fits(queries, look):
        return _varlen(queries, keys, values, look)
    longest = max(max(run.query_length, run.key_length) for run in look.runs)
    dropping = look.dropout.active
    short = (
        queries.device.type == "cpu" and longest <= LONGEST and (queries.dtype == torch.bfloat16 or (dropping and queries.requires_grad))
    )
    if short:
        return _Explicit.apply(queries, keys, values, look)  # type: ignore[no-untyped-call,no-any-return]
    return _fused(queries, keys, values, look)


@cache
def _future(length: int, dtype: torch.dtype, device: torch.device) -> Tensor:
    """[length, length]: minus infinity where the key lies behind the query, else 0."""
    return torch.full((length, length), -math.inf, dtype=dtype, device=device).triu(1)


def _fused(queries: Tensor, keys: Tensor, values: Tensor, look: Look) -> Tensor:
    """torch's kernel, run by run. Splitting (not slicing) keeps the backward pass linear in the tokens."""
    share = look.dropout.share if look.dropout.active else 0.0
    q_parts = torch.split(queries, [run.rows * run.query_length for run in look.runs])
    k_parts = torch.split(keys, [run.rows * run.key_length for run in look.runs])
    v_parts = torch.split(values, [run.rows * run.key_length for run in look.runs])
    outputs = []
    for run, q, k, v in zip(look.runs, q_parts, k_parts, v_parts, strict=True):
        q4 = q.view(run.rows, run.query_length, *q.shape[1:]).transpose(1, 2)  # [rows, heads, tokens, head_dim]
        k4 = k.view(run.rows, run.key_length, *k.shape[1:]).transpose(1, 2)
        v4 = v.view(run.rows, run.key_length, *v.shape[1:]).transpose(1, 2)
        grouped = q4.shape[1] != k4.shape[1]
        out = functional.scaled_dot_product_attention(q4, k4, v4, dropout_p=share, is_causal=look.causal, enable_gqa=grouped)
        outputs.append(out.transpose(1, 2).reshape(q.shape))
    return torch.cat(outputs) if len(outputs) > 1 else outputs[0]


class _Part(NamedTuple):
    """What the backward pass of one run needs. scaled: [groups, shared * query tokens, head_dim], groups = rows * key heads."""

    scaled: Tensor
    keys: Tensor
    values: Tensor
    probabilities: Tensor
    dropped: Tensor | None


class _Explicit(torch.autograd.Function):
    """softmax(q k^T / sqrt(d)) v, run by run, with the probabilities kept for the backward pass."""

    @staticmethod
    def forward(ctx: Any, queries: Tensor, keys: Tensor, values: Tensor, look: Look) -> Tensor:
        scale = queries.shape[-1] ** -0.5
        output = torch.empty_like(queries)
        parts: list[_Part] = []
        wanted = any(ctx.needs_input_grad)
        for run in look.runs:
            q, k, v = _groups(run, queries, keys, values)
            shared = q.shape[1] // run.query_length
            scaled = q * scale
            scores = torch.bmm(scaled, k.transpose(1, 2))
            if look.causal:
                square = scores.view(-1, run.query_length, run.key_length)
                square += _future(run.query_length, scores.dtype, scores.device)
            probabilities = torch.softmax(scores, -1)
            dropped = look.dropout.mask(probabilities.shape, probabilities) if look.dropout.active else None
            seen = probabilities if dropped is None else probabilities * dropped
            _place(output, run, torch.bmm(seen, v), shared)
            if wanted:
                parts.append(_Part(scaled, k, v, probabilities, dropped))
        ctx.save_for_backward(*(tensor for part in parts for tensor in part))  # not as attributes: checkpointing must be able to drop them
        ctx.look, ctx.scale = look, scale
        ctx.shapes = (queries.shape, keys.shape)
        return output

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        (gradient,) = gradients
        d_queries, d_keys = gradient.new_empty(ctx.shapes[0]), gradient.new_empty(ctx.shapes[1])
        d_values = gradient.new_empty(ctx.shapes[1])
        saved, size = ctx.saved_tensors, len(_Part._fields)
        parts = [_Part(*saved[start : start + size]) for start in range(0, len(saved), size)]
        for run, part in zip(ctx.look.runs, parts, strict=True):
            d_out = _query_groups(run, gradient, part.keys.shape[0])
            seen = part.probabilities if part.dropped is None else part.probabilities * part.dropped
            _place(d_values, run, torch.bmm(seen.transpose(1, 2), d_out), 1, keys=True)
            d_seen = torch.bmm(d_out, part.values.transpose(1, 2))
            if part.dropped is not None:
                d_seen *= part.dropped
            d_scores = torch._softmax_backward_data(d_seen, part.probabilities, -1, d_seen.dtype)
            shared = part.scaled.shape[1] // run.query_length
            _place(d_queries, run, torch.bmm(d_scores, part.keys) * ctx.scale, shared)
            _place(d_keys, run, torch.bmm(d_scores.transpose(1, 2), part.scaled), 1, keys=True)
        return d_queries, d_keys, d_values, None


def _groups(run: Run, queries: Tensor, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """A run's queries [groups, shared * tokens, head_dim], keys and values [groups, tokens, head_dim]; groups = rows * key heads."""
    heads, size = keys.shape[1:]
    count = run.rows * run.key_length
    k = keys[run.key_start : run.key_start + count].view(run.rows, run.key_length, heads, size)
    v = values[run.key_start : run.key_start + count].view(run.rows, run.key_length, heads, size)
    k, v = (part.transpose(1, 2).reshape(run.rows * heads, run.key_length, size) for part in (k, v))
    return _query_groups(run, queries, run.rows * heads), k, v


def _query_groups(run: Run, queries: Tensor, groups: int) -> Tensor:
    """A run's queries so that all that share a key head stand together: [groups, shared * tokens, head_dim]."""
    heads, size = queries.shape[1:]
    part = queries[run.query_start : run.query_start + run.rows * run.query_length]
    return part.view(run.rows, run.query_length, heads, size).transpose(1, 2).reshape(groups, -1, size)


def _place(target: Tensor, run: Run, values: Tensor, shared: int, keys: bool = False) -> None:
    """Write [groups, shared * tokens, head_dim] to a run's place in [tokens, heads, head_dim]."""
    start, length = (run.key_start, run.key_length) if keys else (run.query_start, run.query_length)
    heads = values.shape[0] // run.rows * shared
    place = target[start : start + run.rows * length].view(run.rows, length, heads, values.shape[-1])
    place.copy_(values.reshape(run.rows, heads, length, values.shape[-1]).transpose(1, 2))


def _varlen_fits(queries: Tensor, look: Look) -> bool:
    """One kernel for the whole batch: CUDA, 16 bit, no dropout, and a torch that has it."""
    return (
        queries.device.type == "cuda"
        and queries.dtype in (torch.bfloat16, torch.float16)
        and not look.dropout.active
        and _varlen_there()
        and torch.cuda.get_device_capability(queries.device) >= (8, 0)
    )


@cache
def _varlen_there() -> bool:
    try:
        from torch.nn.attention import varlen
    except ImportError:
        return False
    return hasattr(varlen, "varlen_attn")


def _varlen(queries: Tensor, keys: Tensor, values: Tensor, look: Look) -> Tensor:
    from torch.nn.attention.varlen import varlen_attn

    query_lengths = [run.query_length for run in look.runs for _ in range(run.rows)]
    key_lengths = [run.key_length for run in look.runs for _ in range(run.rows)]
    window = (-1, 0) if look.causal else (-1, -1)
    out = varlen_attn(
        queries,
        keys,
        values,
        _bounds(query_lengths, queries.device),
        _bounds(key_lengths, queries.device),
        max(query_lengths),
        max(key_lengths),
        window_size=window,
        enable_gqa=queries.shape[1] != keys.shape[1],
    )
    return out if isinstance(out, Tensor) else out[0]


def _bounds(lengths: list[int], device: torch.device) -> Tensor:
    """Cumulative lengths with a leading 0, as varlen kernels want them: [rows + 1] int32."""
    return functional.pad(torch.tensor(lengths).cumsum(0), (1, 0)).to(device=device, dtype=torch.int32)
