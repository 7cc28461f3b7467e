"""Which tokens an answer comes from: gradient x input and integrated gradients over the vectors of the input's tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from engine.errors import UserError
from engine.inspectors._asking import Answer, Asked, answers
from engine.inspectors._blocks import Block, Chip, Tokens, Words
from engine.inspectors._subject import Subject
from engine.messages import Message, say
from engine.models.capture import Row
from engine.models.foreign import bare, is_own

if TYPE_CHECKING:
    from torch import Tensor

Tell = Callable[[int, int], None]
Floats = npt.NDArray[np.float32]
_POSITIONS = ("position_embeddings", "embed_positions", "wpe")  # names of position vectors that are added to the tokens'
NONE = 1e-4  # of the answer's value: weights that are rounding errors only
MISSED = 0.05  # of the difference that is to be explained: a gap that is told as a fault


@dataclass(frozen=True)
class Attribution:
    """weights: of the tokens of each input (the text, then what the decoder has written), [tokens] float32, signed.

    value, start: what is explained, for the input and for the baseline.
    """

    weights: tuple[Floats, ...]
    value: float
    start: float

    @property
    def total(self) -> float:
        """The sum of all weights."""
        return float(sum(float(part.sum()) for part in self.weights))

    @property
    def gap(self) -> float:
        """By how much the sum misses the difference that it should explain (completeness, Sundararajan et al. 2017, 3)."""
        return abs(self.total - (self.value - self.start))


@dataclass
class _Path:
    """Where between baseline and input the token vectors are: share 0 to 1. spans: input - baseline, leaves: vectors with gradients."""

    share: float = 1.0
    baseline: int | None = None
    spans: list[Tensor] = field(default_factory=list)
    leaves: list[Tensor] = field(default_factory=list)

    def replace(self, module: Any, given: tuple[Any, ...], out: Tensor) -> Tensor:
        """A forward hook of a table of token vectors."""
        import torch

        out = out.detach()
        base = torch.zeros_like(out)
        if self.baseline is not None:
            base = module.forward(torch.full_like(given[0], self.baseline)).detach()
        leaf = (base + self.share * (out - base)).requires_grad_()
        self.spans.append(out - base)
        self.leaves.append(leaf)
        return leaf


def _tables(model: Any) -> list[Any]:
    """The modules that turn token ids into vectors."""
    if is_own(model):
        from engine.models.blocks import Embedding

        named = ("word_embeddings", "embed_tokens", "shared")
        return [module for name, module in model.named_modules() if isinstance(module, Embedding) and name.rpartition(".")[2] in named]
    sides = [model]
    if getattr(model.config, "is_encoder_decoder", False):
        sides = [model.get_encoder(), model.get_decoder()]
    return list({id(table): table for side in sides if (table := side.get_input_embeddings()) is not None}.values())


@contextmanager
def _on_path(model: Any, path: _Path) -> Iterator[None]:
    """Inside, the model reads the path's vectors instead of its own."""
    hooks = [table.register_forward_hook(path.replace) for table in _tables(bare(model))]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def _value(subject: Subject, row: Row, answer: Answer, path: _Path) -> Tensor:
    """The answer's value at a point of the path, a scalar."""
    import torch

    path.leaves, path.spans = [], []
    places = sorted({place for place, _ in answer.cells})
    with _on_path(subject.model, path):
        found = answers(subject.model, row, subject.head, places)
    return torch.stack([found[places.index(place), output] for place, output in answer.cells]).sum()


def _gradients(subject: Subject, row: Row, answer: Answer, path: _Path) -> tuple[float, list[Tensor]]:
    """The same value, and its gradients by the token vectors of each input, [tokens, hidden]."""
    import torch

    with torch.enable_grad():
        value = _value(subject, row, answer, path)
        slopes = torch.autograd.grad(value, path.leaves)
    return float(value.detach()), [slope.reshape(-1, slope.shape[-1]) for slope in slopes]


def gradient_x_input(subject: Subject, row: Row, answer: Answer) -> Attribution:
    """Each token's vector times the answer's gradient by it, summed over the vector (Shrikumar et al. 2017, 2.2)."""
    path = _Path()
    value, slopes = _gradients(subject, row, answer, path)
    return Attribution(tuple(_summed(slope, span) for slope, span in zip(slopes, path.spans, strict=True)), value, 0.0)


def integrated_gradients(
    subject: Subject, row: Row, answer: Answer, baseline: int | None, steps: int, tell: Tell = lambda done, total: None
) -> Attribution:
    """Gradients along the straight line from the baseline to the input (Sundararajan et al. 2017, eq. 1), by the midpoint rule.

    baseline: a token whose vector stands at every place, or None for zeros.
    """
    import torch

    path = _Path(baseline=baseline)
    totals: list[Tensor] = []
    for step in range(steps):
        tell(step, steps)
        path.share = (step + 0.5) / steps
        _, slopes = _gradients(subject, row, answer, path)
        totals = [total + slope for total, slope in zip(totals, slopes, strict=True)] if totals else slopes
    weights = tuple(_summed(total / steps, span) for total, span in zip(totals, path.spans, strict=True))
    ends = []
    for path.share in (1.0, 0.0):
        with torch.no_grad():
            ends.append(float(_value(subject, row, answer, path)))
    return Attribution(weights, *ends)


def _summed(slope: Tensor, span: Tensor) -> Floats:
    """[tokens] float32."""
    return (slope * span.reshape(slope.shape)).sum(-1).numpy()


def words_of(chips: Sequence[Chip]) -> list[list[int]]:
    """The places of each word's tokens, in order; a special token is a word of its own."""
    found: list[list[int]] = []
    for place, chip in enumerate(chips):
        before = chips[place - 1] if place else None
        if before is not None and chip.word >= 0 and (before.side, before.word) == (chip.side, chip.word):
            found[-1].append(place)
        else:
            found.append([place])
    return found


def joined(chips: Sequence[Chip]) -> Chip:
    """The tokens of a word as one."""
    if len(chips) == 1:
        return chips[0]
    text = "".join(chip.text for chip in chips)
    return chips[0].model_copy(update={"text": text, "token": text, "end": chips[-1].end, "kind": "plain", "bytes": "", "character": ""})


def attribution_blocks(asked: Asked, tell: Tell) -> list[Block]:
    """Tokens "attribution" (and "attribution-target" for what a decoder has written), or a sentence in their place."""
    if asked.head == "vectors":
        return [_sentence(say("This model has no head, so that there is no answer to explain."))]
    answer = _explained(asked)
    if answer is None and asked.head == "question-answering":
        return [_sentence(say("There is no answer to explain: the context, which is the second text, is empty."))]
    if answer is None:
        mask = asked.subject.tokenizer.token(asked.subject.tokenizer.mask_id or 0)
        return [_sentence(say("There is no answer to explain: put {mask} where a word is to be found, or choose a place.", mask=mask))]
    if (needed := _memory_missing(asked)) > 0:
        text = say("Following {tokens:,} tokens back takes {needed:.1f} GB, which are not free.", tokens=len(asked.row.ids), needed=needed)
        return [_sentence(text, True)]
    row = asked.row
    if row.target is not None:  # what comes behind the answer has no part in it
        row = Row(row.ids, row.segments, row.target[: answer.place + 1])
    spec = asked.spec
    if spec.method == "gradient-x-input":
        found = gradient_x_input(asked.subject, row, answer)
        note = say(
            "Gradient x input (Shrikumar et al. 2017) of the logit of {answer} before the softmax, {value:.3f}.",
            answer=answer.name,
            value=found.value,
        )
    else:
        start = _baseline(asked)
        tokens = {"zero": None, "mask": asked.subject.tokenizer.mask_id, "pad": asked.subject.tokenizer.padding_id}
        found = integrated_gradients(asked.subject, row, answer, tokens[start], spec.steps, tell)
        note = say(
            "Integrated gradients (Sundararajan et al. 2017) of the logit of {answer} before the softmax, {value:.3f}, "
            "in {steps} steps from {baseline}. The weights sum to {total:.3f}, the logit rises by {rise:.3f}: a gap of {gap:.4f}.",
            answer=answer.name,
            value=found.value,
            steps=spec.steps,
            baseline=_BASELINES[start],
            total=found.total,
            rise=found.value - found.start,
            gap=found.gap,
        )
    return _drawn(asked, answer, found, note)


def _drawn(asked: Asked, answer: Answer, found: Attribution, note: Message) -> list[Block]:
    if not all(np.isfinite(part).all() for part in found.weights):
        return [_sentence(say("The gradients of this model are no numbers, so that nothing is drawn."), True)]
    if sum(float(np.abs(part).sum()) for part in found.weights) <= NONE * max(1.0, abs(found.value)):
        text = say("All weights are zero: this model divides each token's vector by its length first. Take integrated gradients from pad.")
        return [_sentence(text, True)]
    blocks: list[Block] = []
    title = say("Where {answer} comes from", answer=answer.name)
    names = (("attribution", title, asked.chips), ("attribution-target", say("And from what was written before"), asked.written))
    for (name, title, chips), weights in zip(names, found.weights, strict=False):
        chips = chips[: len(weights)]
        if asked.spec.words:
            words = words_of(chips)
            weights = np.array([weights[places].sum() for places in words], dtype=np.float32)
            chips = tuple(joined([chips[place] for place in places]) for places in words)
        blocks.append(Tokens(name=name, title=title, note=note, chips=chips, weights=weights))
    if asked.spec.method == "integrated-gradients" and found.gap > MISSED * abs(found.value - found.start):
        text = say("The weights miss what they should sum to by {gap:.3f}: take more steps, or another baseline.", gap=found.gap)
        blocks.append(Words(name="attribution-gap", title=_TITLE, text=text, warning=True))
    return blocks


def _explained(asked: Asked) -> Answer | None:
    if asked.head != "question-answering":
        return asked.answer
    from engine.inspectors._spans import best_spans

    best = best_spans(asked, 1)
    return Answer(((best[0].first, 0), (best[0].last, 1)), best[0].text) if best else None


def _baseline(asked: Asked) -> str:
    """The spec's baseline, or the automatic one. Raises UserError if the tokenizer has no such token.

    Zeros are a fair start where position vectors are added to them. Where nothing is, the first norm divides by the length of
    the token vectors: the answer jumps at zero, and no number of steps adds up to the difference.
    """
    wanted = asked.spec.baseline
    if wanted == "mask" and asked.subject.tokenizer.mask_id is None:
        raise UserError(
            "predictions.no-mask-token",
            say("The tokenizer of this model has no mask token to begin from."),
            hint=say("Choose zero or pad as the baseline."),
        )
    if wanted != "auto":
        return wanted
    model = bare(asked.subject.model)
    names = [name.rpartition(".")[2] for name, _ in (*model.named_modules(), *model.named_buffers())]
    return "zero" if any(name in _POSITIONS for name in names) else "pad"


def _memory_missing(asked: Asked) -> float:
    """Gigabytes that a backward pass takes, if they are more than half of what is free; else 0."""
    import psutil

    facts = asked.subject.facts
    tokens = len(asked.row.ids) + (0 if asked.row.target is None else len(asked.row.target))
    # a layer keeps about thirty vectors a token (four of them wide), and where attention isn't fused its maps
    needed = 4 * tokens * facts.layers * (30 * facts.hidden + facts.heads * tokens)
    return needed / 1e9 if needed > psutil.virtual_memory().available // 2 else 0.0


def _sentence(text: Message, warning: bool = False) -> Words:
    return Words(name="attribution", title=_TITLE, text=text, warning=warning)


_TITLE = say("Attribution")
_BASELINES = {
    "zero": say("vectors of zeros"),
    "mask": say("the mask's vector at every place"),
    "pad": say("the padding's vector at every place"),
}
