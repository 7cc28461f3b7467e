"""A job that starts from nothing: its tokenizer and its first weights become a base in the run folder, as if it had been there."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.events import Progress
from engine.messages import plain, say
from engine.models.new import SpecialIds, create_model, new_config
from engine.models.starters import locate
from engine.models.tokenizer_training import TokenizerReport, TokenizerWish, train_tokenizer
from engine.models.tokenizers import TextTokenizer
from engine.runs import RunFolder
from engine.specs.job import Job
from engine.specs.model import NewModelSpec
from engine.training.channel import Channel
from engine.training.disk import WRITE_ERRORS, disk_reason

NEW_BASE = "base"  # the folder within the run
TELL_EVERY = 0.5  # seconds between two words on how much was read


def make_base(run: RunFolder, job: Job, texts: Callable[[], Iterable[str]], channel: Channel) -> None:
    """Make the run's base folder unless it is there already; a run that goes on finds it as it was. Raises UserError."""
    folder, spec = run.path / NEW_BASE, job.model.new
    if folder.is_dir() or spec is None:
        return
    new_config(spec, spec.vocabulary)  # a shape that can't be is said before a tokenizer is trained
    beside = folder.with_name(f"{NEW_BASE}.tmp")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        if spec.tokenizer_from:
            TextTokenizer(locate(spec.tokenizer_from, job.model.network).folder).save(beside, spec.context)
        else:
            _train(spec, texts(), beside, channel)
        tokenizer = TextTokenizer(beside)
        ids = SpecialIds(tokenizer.padding_id, tokenizer.begin_id, tokenizer.end_id)
        create_model(new_config(spec, tokenizer.vocabulary, ids), beside, job.seed)
        beside.replace(folder)
    except WRITE_ERRORS as error:
        raise UserError(
            "disk.base",
            say("The new model can't be written to {folder}.", folder=plain(folder)),
            detail=say("{error}.", error=disk_reason(error)),
            hint=say("Free some space or choose another place for runs."),
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _train(spec: NewModelSpec, texts: Iterable[str], folder: Path, channel: Channel) -> None:
    channel.phase("tokenizer", say("Training the tokenizer"))
    wish = TokenizerWish(spec.tokenizer, spec.vocabulary, spec.family, spec.lowercase, spec.context)

    told = 0.0

    def report(characters: int) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_EVERY:
            told = time.monotonic()
            channel.emit(Progress(done=characters, total=0, unit="characters"))

    made = train_tokenizer(texts, folder, wish, report)
    _tell(made, spec, channel)
    (folder / "tokenizer_report.json").write_text(json.dumps(_table(made), ensure_ascii=False, indent=1), encoding="utf-8")


def _table(made: TokenizerReport) -> dict[str, Any]:
    return {**vars(made), "samples": [{"text": text, "tokens": tokens} for text, tokens in made.samples]}


def _tell(made: TokenizerReport, spec: NewModelSpec, channel: Channel) -> None:
    whole = [tokens for _, tokens in made.samples if not any("\ufffd" in token for token in tokens)]  # no characters in halves
    channel.notice(
        say(
            "A tokenizer of {entries:,} entries was trained: {rate:.2f} characters a token, {coverage:.2%} of the text comes back.",
            entries=made.vocabulary,
            rate=made.characters_per_token,
            coverage=made.coverage,
        ),
        say("For example: {tokens}", tokens=" · ".join(whole[0][:30] if whole else [])),
    )
    if made.passed_over:
        title = say(
            "The tokenizer saw {seen:,} characters; {passed:,} more of scripts without spaces were passed over.",
            seen=made.characters,
            passed=made.passed_over,
        )
        channel.notice(title, say("They are many letters of few kinds, and more of them would only take time."))
    if made.vocabulary < spec.vocabulary:
        channel.choice("vocabulary", f"{made.vocabulary:,}", say("the texts don't give more entries."))
