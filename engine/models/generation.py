"""Writing with a model: greedy, drawn (temperature, top-k, top-p, repetition penalty) or by beam search, with a key-value cache.

One way for all: a Stepper gives the logits of the next token and takes the token that was chosen. Ours keeps its cache
in blocks.Stepping; models of transformers keep their own. The same seed writes the same text.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from engine.models.blocks import Stepping
from engine.models.foreign import bare, is_own
from engine.models.output_layer import logits
from engine.models.packed import pack

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True)
class Wish:
    """How to write. ends: ids behind which nothing more comes; beams: 1 follows a single text."""

    max_new_tokens: int = 128
    greedy: bool = False
    temperature: float = 0.8
    top_k: int = 50
    top_p: float = 0.95
    repetition_penalty: float = 1.0
    beams: int = 1
    seed: int = 0
    ends: tuple[int, ...] = ()


class Stepper:
    """Rows that are being written, at most `room` tokens each."""

    def __init__(self, model: Any, rows: Sequence[npt.NDArray[np.int32]], room: int) -> None:
        self._model = bare(model)
        self._own = is_own(self._model)
        self._device = str(next(self._model.parameters()).device)
        config = self._model.config
        self._pairs = bool(getattr(config, "is_encoder_decoder", False)) or getattr(config, "model_type", "") == "marian"
        self._start = int(getattr(config, "decoder_start_token_id", None) or 0)
        self._lengths: Tensor | None = None
        self._past: Any = None
        self._read: Any = None
        self._rows, self._room = rows, room

    @property
    def given(self) -> list[Tensor]:
        """The ids that stand before the new ones, row by row: the prompt, or the token that an encoder-decoder begins with."""
        if self._pairs:
            return [torch.tensor([self._start]) for _ in self._rows]
        return [torch.from_numpy(row.astype(np.int64)) for row in self._rows]

    def begin(self) -> Tensor:
        """Read the prompts; the logits of the first new token, [rows, vocabulary] float32."""
        if not self._own:
            return self._begin_foreign()
        batch = pack(self._rows, self._device)
        if self._pairs:
            self._cache = Stepping(self._room)
            self._lengths = self._model.model.prefill(batch, self._cache)
            return self.step(torch.full((len(self._rows),), self._start, device=self._device))
        self._cache = Stepping(max(batch.lengths) + self._room)
        return logits(self._model.model.prefill(batch, self._cache), self._model.output)

    def step(self, tokens: Tensor) -> Tensor:
        """Take the chosen tokens [rows]; the logits after them."""
        if not self._own:
            return self._step_foreign(tokens[:, None])
        if self._pairs:
            assert self._lengths is not None
            return logits(self._model.model.step(tokens, self._cache, self._lengths), self._model.output)
        return logits(self._model.model.step(tokens, self._cache), self._model.output)

    def reorder(self, rows: Tensor) -> None:
        """Row i goes on from what row rows[i] was; there may be more rows afterwards than before."""
        if self._own:
            self._cache.reorder(rows)
            if self._lengths is not None:
                self._lengths = self._lengths.index_select(0, rows)
            return
        self._past.reorder_cache(rows)
        if self._read is not None:
            from transformers.modeling_outputs import BaseModelOutput

            self._read = BaseModelOutput(last_hidden_state=self._read.last_hidden_state.index_select(0, rows))

    def _begin_foreign(self) -> Tensor:
        """A model of transformers reads one prompt (padding would need its word for positions)."""
        assert len(self._rows) == 1
        ids = torch.from_numpy(self._rows[0].astype(np.int64)).to(self._device)[None]
        if not self._pairs:
            return self._step_foreign(ids)
        self._read = self._model.get_encoder()(input_ids=ids)
        return self._step_foreign(torch.full((1, 1), self._start, device=self._device))

    def _step_foreign(self, ids: Tensor) -> Tensor:
        more = {"decoder_input_ids": ids, "encoder_outputs": self._read} if self._pairs else {"input_ids": ids}
        known = inspect.signature(self._model.forward).parameters
        name = "cache" if "cache" in known else "past_key_values"  # transformers 5.24 renamed it, model by model
        out = self._model(**more, **{name: self._past}, use_cache=True)
        self._past = getattr(out, name)
        return out.logits[:, -1].float()  # type: ignore[no-any-return]


def stream(model: Any, row: npt.NDArray[np.int32], wish: Wish) -> Iterator[int]:
    """The ids that follow one prompt (or translate one source), as they are chosen; an end is given out as well."""
    was_training = model.training
    model.eval()
    chance = torch.Generator().manual_seed(wish.seed)
    room = _room(model, wish)
    stepper = Stepper(model, [row], room)
    (seen,) = stepper.given
    try:
        with torch.inference_mode():
            found = stepper.begin()
        for place in range(room):
            token = int(choose(found.cpu(), [seen], wish, chance)[0])
            yield token
            if token in wish.ends or place + 1 == room:
                return
            seen = torch.cat((seen, torch.tensor([token])))
            with torch.inference_mode():
                found = stepper.step(torch.tensor([token], device=found.device))
    finally:
        model.train(was_training)


def write(model: Any, rows: Sequence[npt.NDArray[np.int32]], wish: Wish) -> list[list[int]]:
    """The ids that follow each prompt, without their ends; all rows at once where the model is ours."""
    if wish.beams > 1:
        return [beam_search(model, row, wish) for row in rows]
    if not is_own(bare(model)):
        return [[token for token in stream(model, row, wish) if token not in wish.ends] for row in rows]
    was_training = model.training
    model.eval()
    chance = torch.Generator().manual_seed(wish.seed)
    room = _room(model, wish)
    written: list[list[int]] = [[] for _ in rows]
    open_rows = [True] * len(rows)
    with torch.inference_mode():
        stepper = Stepper(model, rows, room)
        seen = stepper.given
        found = stepper.begin()
        for step in range(room):
            tokens = choose(found.cpu(), seen, wish, chance)
            for place, token in enumerate(tokens.tolist()):
                open_rows[place] = open_rows[place] and token not in wish.ends
                if open_rows[place]:
                    written[place].append(token)
            if not any(open_rows) or step + 1 == room:
                break
            seen = [torch.cat((ids, tokens[place : place + 1])) for place, ids in enumerate(seen)]
            found = stepper.step(tokens.to(found.device))
    model.train(was_training)
    return written


def _room(model: Any, wish: Wish) -> int:
    """How many tokens can be written: as many as asked for, and no more than our models have positions for."""
    inner = bare(model)
    return min(wish.max_new_tokens, int(inner.config.max_position_embeddings)) if is_own(inner) else wish.max_new_tokens


def choose(found: Tensor, seen: Sequence[Tensor], wish: Wish, chance: torch.Generator) -> Tensor:
    """The next token of each row: found [rows, vocabulary] logits, seen: ids so far, row by row; [rows] int64."""
    found = filtered(found, seen, wish)
    if wish.greedy or wish.temperature <= 0:
        return found.argmax(-1)
    return torch.multinomial(found.softmax(-1), 1, generator=chance)[:, 0]


def filtered(found: Tensor, seen: Sequence[Tensor], wish: Wish) -> Tensor:
    """The logits that a token is drawn from, minus infinity where it can't be drawn: [rows, vocabulary]; see choose."""
    if wish.repetition_penalty != 1.0:  # Keskar et al. 2019, 4.1
        found = found.clone()
        for place, ids in enumerate(seen):
            scores = found[place, ids]
            found[place, ids] = torch.where(scores > 0, scores / wish.repetition_penalty, scores * wish.repetition_penalty)
    if wish.greedy or wish.temperature <= 0:
        return found
    found = found / wish.temperature
    if 0 < wish.top_k < found.shape[-1]:
        least = found.topk(wish.top_k).values[:, -1:]
        found = found.masked_fill(found < least, -torch.inf)
    if wish.top_p < 1.0:  # Holtzman et al. 2020: the smallest set of tokens whose probability reaches top_p
        ordered, order = found.sort(-1, descending=True)
        before = ordered.softmax(-1).cumsum(-1) - ordered.softmax(-1)
        beyond = before >= wish.top_p
        beyond[:, 0] = False  # there is always one
        found = torch.full_like(found, -torch.inf).scatter(-1, order, ordered.masked_fill(beyond, -torch.inf))
    return found


def beam_search(model: Any, row: npt.NDArray[np.int32], wish: Wish) -> list[int]:
    """The ids with the highest mean log-probability among those that `beams` texts followed side by side found."""
    was_training = model.training
    model.eval()
    done: list[tuple[float, list[int]]] = []
    room = _room(model, wish)
    candidates = wish.beams * (1 + len(wish.ends))  # even if all ends are among them, enough go on
    with torch.inference_mode():
        stepper = Stepper(model, [row], room)
        found = stepper.begin().log_softmax(-1)
        totals, texts = torch.zeros(1), [[]]  # type: tuple[Tensor, list[list[int]]]
        for length in range(1, room + 1):
            best = (totals[:, None] + found.cpu()).flatten().topk(min(candidates, found.numel()))
            kept: list[tuple[float, int, int]] = []
            for total, place in zip(best.values.tolist(), best.indices.tolist(), strict=True):
                parent, token = divmod(place, found.shape[-1])
                if token in wish.ends:
                    done.append((total / length, texts[parent]))
                elif len(kept) < wish.beams:
                    kept.append((total, parent, token))
            enough = not kept or (len(done) >= wish.beams and max(score for score, _ in done) >= kept[0][0] / length)
            if enough or length == room:
                done += [(total / length, [*texts[parent], token]) for total, parent, token in kept if not enough]
                break
            totals = torch.tensor([total for total, _, _ in kept])
            texts = [[*texts[parent], token] for _, parent, token in kept]
            stepper.reorder(torch.tensor([parent for _, parent, _ in kept], device=found.device))
            found = stepper.step(torch.tensor([token for _, _, token in kept], device=found.device)).log_softmax(-1)
    model.train(was_training)
    return max(done, key=lambda entry: entry[0])[1]
