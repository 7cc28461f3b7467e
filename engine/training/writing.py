"""What a model that writes is shown and measured by: a few samples while it learns, BLEU and chrF at the end."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.events import Generated
from engine.tasks._task import Reading, Task
from engine.training.channel import Channel
from engine.training.precision import Compute

if TYPE_CHECKING:
    from engine.models.generation import Wish
    from engine.models.tokenizers import TextTokenizer

SAMPLES, SAMPLE_TOKENS = 2, 48  # prompts that are continued at each evaluation, and how far
ROWS_AT_A_TIME = 16
Pieces = Generator[str, None, tuple[int, str]]


def end_ids(tokenizer: TextTokenizer, config: dict[str, Any]) -> tuple[int, ...]:
    """Ids behind which nothing more is to come: the end of a text, and of a turn in a conversation."""
    stated = config.get("eos_token_id")
    found = {tokenizer.end_id, tokenizer.token_id("<|im_end|>"), *(stated if isinstance(stated, list) else [stated])}
    return tuple(sorted(id for id in found if isinstance(id, int)))


def sampler(
    task: Task, model: Any, prompts: list[str], reading: Reading, compute: Compute, channel: Channel
) -> Callable[[int], None] | None:
    """Writes a few samples and tells them as events, whenever called with a step; None if there is nothing to write about."""
    if task.asking != "text" or not prompts:
        return None
    from engine.models.generation import Wish

    wish = Wish(max_new_tokens=SAMPLE_TOKENS, ends=end_ids(reading.tokenizer, reading.config))

    def write_samples(step: int) -> None:
        import torch

        with torch.random.fork_rng(devices=[]):  # what is shown must not move what is learned
            for prompt in prompts[:SAMPLES]:
                text = "".join(written_pieces(model, task, prompt, reading, compute, wish))
                channel.emit(Generated(step=step, prompt=prompt[:2000], text=text))

    return write_samples


def written_pieces(model: Any, task: Task, prompt: str, reading: Reading, compute: Compute, wish: Wish) -> Pieces:
    """The text that follows a prompt, piece by piece, no character ever in halves; returns the tokens written and why it ended."""
    from engine.models.generation import stream

    ids = fitting_prompt(task.prompt_ids(prompt, reading), reading, wish.max_new_tokens)
    tokens: list[int] = []
    shown, reason = 0, "length"
    keep = task.name == "span-denoising"  # there the sentinels are part of the answer
    with compute.autocast():
        for token in stream(model, ids, wish):
            if token in wish.ends:
                reason = "end"
                break
            tokens.append(token)
            text = reading.tokenizer.text(tokens, keep)
            if not text.endswith("\ufffd"):
                yield text[shown:]
                shown = len(text)
    rest = reading.tokenizer.text(tokens, keep)[shown:]
    if rest:
        yield rest
    return len(tokens), reason


def beam_text(model: Any, task: Task, prompt: str, reading: Reading, compute: Compute, wish: Wish) -> tuple[str, int]:
    """The text that beam search finds for a prompt, and its number of tokens."""
    from engine.models.generation import beam_search

    ids = fitting_prompt(task.prompt_ids(prompt, reading), reading, wish.max_new_tokens)
    with compute.autocast():
        found = beam_search(model, ids, wish)
    return reading.tokenizer.text(found, task.name == "span-denoising"), len(found)


def fitting_prompt(ids: Any, reading: Reading, room: int) -> Any:
    """The prompt's end, where the whole of it and the room for new tokens are more than the model has positions for."""
    context = int(reading.config.get("max_position_embeddings") or reading.config.get("n_positions") or 0)
    if not context or reading.config.get("is_encoder_decoder"):
        return ids
    return ids[-max(1, context - room) :]


def measured(model: Any, task: Task, pairs: list[tuple[str, str]], reading: Reading, compute: Compute) -> dict[str, Any]:
    """BLEU and chrF of what the model writes of the prompts, against what is wanted, and the first few texts."""
    from engine.models.generation import Wish, write
    from engine.tasks._metrics import writing_metrics

    room = max(16, min(reading.max_length, 2 * max(len(ids) for ids in reading.tokenizer.bare_ids([wanted for _, wanted in pairs]))))
    beams = getattr(reading.spec, "beams", 1)
    wish = Wish(max_new_tokens=room, greedy=True, beams=beams, ends=end_ids(reading.tokenizer, reading.config))
    prompts = [fitting_prompt(task.prompt_ids(prompt, reading), reading, room) for prompt, _ in pairs]
    order = np.argsort([-len(ids) for ids in prompts], kind="stable")
    texts = [""] * len(pairs)
    with compute.autocast():
        for start in range(0, len(order), ROWS_AT_A_TIME):
            part = order[start : start + ROWS_AT_A_TIME]
            for place, ids in zip(part, write(model, [prompts[place] for place in part], replace(wish)), strict=True):
                texts[place] = reading.tokenizer.text(ids).strip()
    wanted = [text for _, text in pairs]
    examples = [{"prompt": prompt, "written": text, "wanted": want} for (prompt, want), text in zip(pairs[:20], texts, strict=False)]
    return {**writing_metrics(texts, wanted), "examples": examples}
