"""Masked language modelling (Devlin et al. 2019, 3.1): 15 % of the tokens are hidden and have to be found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.errors import UserError
from engine.messages import say
from engine.specs.fields import field
from engine.specs.job import TypedSpec
from engine.tasks._language import CorpusTask, chosen_hidden, predicted_logits
from engine.tasks._rows import Documents, Pieces
from engine.tasks._task import Batch, Examples, Reading

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.models.tokenizers import TextTokenizer

HIDDEN, RANDOM = 0.8, 0.1  # of the chosen tokens: shown as the mask, shown as a random token; the rest as they are


class MaskedLmSpec(TypedSpec):
    """How much is hidden, and how."""

    type: Literal["masked-lm"] = "masked-lm"
    share: float = field(
        0.15,
        title="Hidden share",
        description="Share of the tokens that are hidden in each look; 0.15 is usual, up to 0.4 can suit large models.",
        gt=0,
        lt=1,
    )
    whole_words: bool = field(
        False,
        title="Whole words",
        description="Hide all tokens of a word together, so that a word can't be guessed from its own pieces.",
        advanced=True,
    )


class MaskedLm(CorpusTask):
    """The words under the masks; other masks in every epoch, the same ones at every evaluation."""

    name = "masked-lm"
    title = "Masked language modelling"
    summary = "Teach an encoder a language or a field: hidden words have to be found again."
    order = 30
    spec = MaskedLmSpec
    families = ("encoder",)
    head = "masked-lm"
    asking = "fill"

    def document_examples(self, documents: Documents, chosen: npt.NDArray[np.int64], reading: Reading) -> Examples:
        tokenizer = reading.tokenizer
        if tokenizer.mask_id is None:
            raise UserError(
                "task.no-mask",
                say("The tokenizer of this model has no mask token, so that nothing can be hidden."),
                hint=say("Choose an encoder that was made for masked language modelling, or start a new model."),
            )
        masking = Masking(reading.spec, tokenizer, int(reading.config.get("vocab_size") or tokenizer.vocabulary))
        return Pieces(documents, chosen, reading, masking.batch)


class Masking:
    """Hides tokens of rows."""

    def __init__(self, spec: MaskedLmSpec, tokenizer: TextTokenizer, vocabulary: int) -> None:
        self._share, self._mask_id = spec.share, int(tokenizer.mask_id or 0)
        self._vocabulary = min(vocabulary, tokenizer.vocabulary)
        self._continues = tokenizer.continues if spec.whole_words else None
        self._special = np.zeros(max(vocabulary, tokenizer.vocabulary), dtype=bool)
        self._special[list(tokenizer.special_ids)] = True

    def batch(self, rows: list[npt.NDArray[np.int32]], chance: Sequence[int], device: str) -> Batch:
        """The rows with some tokens hidden; those are the targets."""
        import torch

        from engine.models.packed import pack

        draw = np.random.default_rng(list(chance))
        shown, places, owners, targets, start = [], [], [], [], 0
        for owner, row in enumerate(rows):
            chosen = self._choose(row, draw)
            shown.append(self._hide(row, chosen, draw))
            places.append(chosen + start)
            owners.append(np.full(len(chosen), owner))
            targets.append(row[chosen])
            start += len(row)
        joined = [torch.from_numpy(np.concatenate(parts).astype(np.int64)).to(device) for parts in (targets, places, owners)]
        return Batch(pack(shown, device), joined[0], len(rows), float(len(joined[0])), places=joined[1], owners=joined[2])

    def _choose(self, row: npt.NDArray[np.int32], draw: np.random.Generator) -> npt.NDArray[np.int64]:
        """Places of the row to be predicted: at least one where there is a token that isn't special."""
        free = ~self._special[row]
        if self._continues is None:
            numbers = draw.random(len(row))
        else:
            words = np.cumsum(~self._continues[row] | ~free)
            numbers = draw.random(int(words[-1]) + 1)[words]
        chosen = np.flatnonzero(free & (numbers < self._share))
        return chosen if len(chosen) or not free.any() else np.flatnonzero(free & (numbers == numbers[free].min()))

    def _hide(self, row: npt.NDArray[np.int32], chosen: npt.NDArray[np.int64], draw: np.random.Generator) -> npt.NDArray[np.int32]:
        shown, kind = row.copy(), draw.random(len(chosen))
        shown[chosen[kind < HIDDEN]] = self._mask_id
        random = chosen[(kind >= HIDDEN) & (kind < HIDDEN + RANDOM)]
        shown[random] = draw.integers(0, self._vocabulary, len(random))
        return shown


def fill(model: Any, tokenizer: TextTokenizer, text: str, device: str, most: int = 10) -> tuple[str, list[tuple[str, float]]]:
    """The text with its first mask filled in, and the most likely tokens there with their probabilities, best first.

    Raises UserError if the text has no mask.
    """
    import torch

    from engine.models.foreign import bare, is_own
    from engine.models.output_layer import logits
    from engine.models.packed import pack

    ids = tokenizer.encode([text], 1 << 20).row(0)
    found = np.flatnonzero(ids == tokenizer.mask_id)
    if not len(found):
        name = tokenizer.token(tokenizer.mask_id or 0)
        raise UserError(
            "predict.no-mask",
            say("There is nothing to fill in: the text has no {mask}.", mask=name),
            hint=say("Put {mask} where a word is to be found.", mask=name),
        )
    place = torch.tensor([int(found[0])], device=device)
    batch = Batch(pack([ids], device), place, 1, 1.0, places=place, owners=torch.zeros_like(place))
    inner = bare(model)
    with torch.inference_mode():
        raw = logits(chosen_hidden(inner, batch), inner.output) if is_own(inner) else predicted_logits(inner, batch)
        best = raw[0].softmax(-1).topk(min(most, raw.shape[-1]))
    words = [(tokenizer.text([int(id)], True).strip() or tokenizer.token(int(id)), float(p)) for p, id in zip(*best, strict=True)]
    filled = ids.copy()
    filled[int(found[0])] = int(best.indices[0])
    return tokenizer.text(filled.tolist()), words


PLUGIN = MaskedLm()
