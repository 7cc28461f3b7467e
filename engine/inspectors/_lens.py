"""The logit lens (nostalgebraist 2020): what the model would say if it stopped after each of its layers.

Nothing here knows how an architecture ends. The layers give back what they gave in the real pass, the last one the state
that is looked at, and the model itself does the rest: its final norm, its pooler, the transform of its head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.inspectors._asking import LABELS, Asked, answers
from engine.inspectors._blocks import Block, Column, Heatmap, Table, Words
from engine.inspectors._pieces import labels
from engine.messages import Message, say
from engine.models.capture import Capture
from engine.models.foreign import bare, is_own

if TYPE_CHECKING:
    from torch import Tensor

TOLERANCE = 1e-4  # by which the last layer's answer may differ from the model's
_STACKED = re.compile(r"(.+?)\.\d+(\.|$)")  # the stack of layers that a module is in
Tell = Callable[[int, int], None]


class NoLens(Exception):
    """The lens of this model would lie; says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass
class _Passed:
    """What a pass has met: outputs by layer (the last where one is used again), and the states of the looked-at side."""

    outputs: dict[Any, Any]
    states: list[Tensor]


def stacks(model: Any, capture: Capture) -> list[list[Any]]:
    """The layers of each side of a model, the side that the head stands on last. Raises NoLens."""
    inner = bare(model)
    if is_own(inner):
        return [list(stack) for stack in inner.stacks]
    found = [_STACKED.match(source.name) for source in capture.sources]
    names = dict.fromkeys(match.group(1) for match in found if match)
    if not names:
        raise NoLens(say("The layers of this architecture weren't found, so that there is no logit lens."))
    return [list(inner.get_submodule(name)) for name in names]


def lens(asked: Asked, layers: list[list[Any]], tell: Tell = lambda done, total: None) -> Iterator[Tensor]:
    """The model's outputs [places, outputs] read from the state before the first layer and after each one, in order.

    Raises NoLens where the last of them is not what the model says.
    """
    import torch

    model, row, head, last = asked.subject.model, asked.row, asked.head, layers[-1][-1]
    with torch.inference_mode():
        with _recorded(layers) as passed:
            answers(model, row, head)
        for number, state in enumerate(passed.states):
            tell(number, len(passed.states))
            with _replayed(passed.outputs | {last: _with_state(passed.outputs[last], state)}):
                found = answers(model, row, head)
            if number == len(passed.states) - 1:
                gap = float((found - asked.logits).abs().max() / asked.logits.abs().max().clamp(min=1))
                if not gap <= TOLERANCE:
                    raise NoLens(say("There is no logit lens: after the last layer it misses what the model says by {gap:.1e}.", gap=gap))
            yield found


@contextmanager
def _recorded(layers: list[list[Any]]) -> Iterator[_Passed]:
    """Inside, passes are written down."""
    passed = _Passed({}, [])

    def begin(module: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        if not passed.states:
            passed.states.append(given[0] if given else named["hidden_states"])

    def keep(module: Any, given: Any, out: Any) -> None:
        passed.outputs[module] = out
        if module in layers[-1]:
            passed.states.append(out[0] if isinstance(out, tuple) else out)

    with ExitStack() as hooks:
        hooks.callback(layers[-1][0].register_forward_pre_hook(begin, with_kwargs=True).remove)
        for layer in (layer for stack in layers for layer in stack):
            hooks.callback(layer.register_forward_hook(keep).remove)
        yield passed


@contextmanager
def _replayed(outputs: dict[Any, Any]) -> Iterator[None]:
    """Inside, modules give these outputs and compute nothing."""

    def give(out: Any) -> Callable[..., Any]:
        return lambda *given, **named: out

    before = {module: module.__dict__.get("forward") for module in outputs}
    try:
        for module, out in outputs.items():
            module.forward = give(out)
        yield
    finally:
        for module, own in before.items():
            del module.forward
            if own is not None:
                module.forward = own


def _with_state(out: Any, state: Tensor) -> Any:
    return (state, *out[1:]) if isinstance(out, tuple) else state


def lens_blocks(asked: Asked, capture: Capture, tell: Tell) -> list[Block]:
    """The heatmap "lens" and the table "lens-top", or a sentence in their place."""
    if asked.head in ("vectors", "question-answering"):
        text = say("The logit lens is for models that predict labels, tags or tokens; this one has no such head.")
        return [Words(name="lens", title=_TITLE, text=text)]
    try:
        layers = stacks(asked.subject.model, capture)
        return _labels(asked, layers, tell) if asked.head in LABELS else _tokens(asked, layers, tell)
    except NoLens as no:
        return [Words(name="lens", title=_TITLE, text=no.reason, warning=True)]


def _labels(asked: Asked, layers: list[list[Any]], tell: Tell) -> list[Block]:
    """All labels, layer by layer."""
    shares = np.stack([asked.shares(found)[0].numpy() for found in lens(asked, layers, tell)])  # [layers + 1, labels]
    number = asked.single == "number"
    reach = float(np.abs(shares).max()) or 1.0
    heatmap = Heatmap(
        name="lens",
        title=_TITLE,
        note=say("Each layer's state read by the model's own head, as if the layers above were not there."),
        values=shares.astype(np.float32),
        rows=_rows(len(shares)),
        columns=asked.labels,
        low=-reach if number else 0.0,
        high=reach if number else 1.0,
        diverging=number,
        rows_title=_LAYER,
        columns_title=say("Label"),
    )
    if number:
        return [heatmap]
    tops = [(asked.labels[int(row.argmax())], float(row.max())) for row in shares]
    return [heatmap, _top(tops, say("Likeliest label after each layer"), say("Label"))]


def _tokens(asked: Asked, layers: list[list[Any]], tell: Tell) -> list[Block]:
    """The finally predicted token or tag of each place, layer by layer, and the likeliest of each layer at one place."""
    import torch

    chosen, place, count = asked.chosen, asked.place, int(asked.logits.shape[0])
    wanted = asked.logits.argmax(-1) if chosen is None else torch.full((count,), chosen)
    rows, tops = [], []
    for found in lens(asked, layers, tell):
        rows.append((found.gather(1, wanted[:, None])[:, 0] - found.logsumexp(-1)).exp().numpy())
        if place is not None:
            best = found[place].softmax(-1).max(-1)
            tops.append((asked.name(int(best.indices)), float(best.values)))
    note = say("How likely what the model says at each place already is after each layer, read by the model's own head.")
    if chosen is not None:
        note = say("How likely {token} is at each place after each layer, read by the model's own head.", token=asked.name(chosen))
    columns = labels(asked.chips if asked.row.target is None else asked.written)
    blocks: list[Block] = [
        Heatmap(
            name="lens",
            title=_TITLE,
            note=note,
            values=np.stack(rows).astype(np.float32),
            rows=_rows(len(rows)),
            columns=columns,
            rows_title=_LAYER,
            columns_title=_COLUMNS.get(asked.head, say("Token")),
        )
    ]
    if place is not None:
        title = say("Likeliest at place {place} ({token}) after each layer", place=place + 1, token=columns[place])
        blocks.append(_top(tops, title, say("Tag") if asked.head == "token-classification" else say("Token")))
    return blocks


def _rows(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(count))


def _top(tops: Sequence[tuple[str, float]], title: Message, what: Message) -> Table:
    columns = (
        Column(name="layer", title=_LAYER, kind="number"),
        Column(name="token", title=what),
        Column(name="probability", title=say("Probability"), kind="share"),
    )
    rows = tuple((number, *top) for number, top in enumerate(tops))
    return Table(name="lens-top", title=title, note=say("Layer 0 is the state before the first layer."), columns=columns, rows=rows)


_TITLE = say("Logit lens")
_LAYER = say("Layer")
_COLUMNS = {"causal-lm": say("After this token"), "seq2seq-lm": say("After this token")}
