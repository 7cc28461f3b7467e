"""Hidden states of many texts at once, packed, and a vector for each text from them; no attention is looked at on the way."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.batching import by_length
from engine.errors import UserError
from engine.inspectors._inspector import Desk
from engine.messages import say
from engine.models.capture import _keep_states
from engine.models.foreign import ask, bare, is_own, padded
from engine.models.tokenizers import Encoded

if TYPE_CHECKING:
    import numpy.typing as npt
    from torch import Tensor

    from engine.models.packed import Packed

KEPT = 128 << 20  # bytes of text vectors up to which those of all layers are kept, so that another layer is there at once


def all_states(model: Any, batch: Packed) -> list[Tensor]:
    """States before the first layer and after each one, [tokens, hidden] float32; the last as a head sees it.

    Of an encoder-decoder those of its encoder.
    """
    inner = bare(model)
    if is_own(inner):
        return [state.float() for state in _own(inner, batch)]
    if getattr(inner.config, "is_encoder_decoder", False):
        ids, mask = padded(batch, inner.config.pad_token_id or 0)
        found, real = inner.get_encoder()(input_ids=ids, attention_mask=mask, output_hidden_states=True), mask.bool()
    else:
        found, real = ask(inner, batch, output_hidden_states=True)
    return [state[real].float() for state in found.hidden_states]


def _own(model: Any, batch: Packed) -> list[Tensor]:
    states: list[Tensor] = []
    with ExitStack() as stack:
        _keep_states(stack, model.stacks[0], states)
        if hasattr(model, "vectors"):
            stream = model.embeddings(batch)
            last = model.encoder.layer.run(stream, batch, stream.dtype)
        else:
            body = getattr(model, model.prefix)
            last = body.encode(batch) if hasattr(body, "encode") else body(batch)
    states[-1] = last
    return states


def pooled(states: Tensor, batch: Packed, pooling: str) -> Tensor:
    """A vector for each row, of its tokens' states: [tokens, hidden] -> [rows, hidden]."""
    from engine.models.heads import first_tokens, last_tokens, mean_tokens

    return {"mean": mean_tokens, "first": first_tokens, "last": last_tokens}[pooling](states, batch)


def chosen_layer(wanted: int, layers: int) -> int:
    """A layer's number; -1 is the last. Raises UserError."""
    if wanted > layers:
        raise UserError(
            "inspect.range",
            say("There are {layers} layers, and number {value} was asked for.", layers=layers, value=wanted),
            hint=say("0 is the embedding, {layers} the last layer.", layers=layers),
        )
    return layers if wanted < 0 else wanted


@dataclass
class Layers:
    """The vectors of texts by layer, [texts, hidden] each, of all layers from 0 (the embedding) to the last or of some of them."""

    last: int = -1
    vectors: dict[int, npt.NDArray[np.float32]] = field(default_factory=dict)


def text_vectors(desk: Desk, model: Any, texts: Encoded, pooling: str, wanted: int) -> Layers:
    """The vectors of the texts in all layers, or in the wanted one where all would take too much memory. Raises UserError, Stopped."""
    import torch

    from engine.models.packed import pack

    found = Layers()
    done, count = 0, len(texts.lengths)
    with torch.inference_mode():
        for rows in by_length(texts.lengths):
            desk.progress(done, count, say("{done:,} of {count:,} texts read", done=done, count=count))
            batch = pack([texts.row(int(row)) for row in rows])
            states = all_states(model, batch)
            found.last = len(states) - 1
            for layer in _worth(states, count, chosen_layer(wanted, found.last)):
                if layer not in found.vectors:
                    found.vectors[layer] = np.empty((count, states[layer].shape[1]), dtype=np.float32)
                found.vectors[layer][rows] = pooled(states[layer], batch, pooling).numpy()
            done += len(rows)
    return found


def _worth(states: Sequence[Tensor], count: int, chosen: int) -> Sequence[int]:
    numbers = sum(state.shape[1] for state in states) * count
    return range(len(states)) if 4 * numbers <= KEPT else [chosen]
