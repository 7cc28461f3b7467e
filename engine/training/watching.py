"""Snapshots of a probe while a model learns: the vectors of a few texts and tokens, and what the model says of the texts.

Small files beside the checkpoints, for the view over time. Watching moves no random number and no weight, so that a run
that is watched has the same losses as one that is not. Where the disk is full, the snapshot is lost and not the run.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors import SafetensorError

from engine.messages import say
from engine.models.foreign import ask, bare, is_own, padded
from engine.runs import RunFolder, write_atomically
from engine.tasks._language import CorpusTask, token_scores
from engine.tasks._rows import InMemory
from engine.tasks._task import Batch, Reading
from engine.training.disk import WRITE_ERRORS, disk_reason
from engine.training.session import Session

if TYPE_CHECKING:
    import numpy.typing as npt
    from torch import Tensor

    from engine.models.packed import Packed

FORMAT = 1
FOLDER, PROBE = "snapshots", "probe.json"
LONGEST = 128  # tokens of a text that are looked at, so that a snapshot stays cheap


# -- reading


@dataclass(frozen=True)
class Probe:
    """What the rows of a run's snapshots are: its texts, its tokens, and the labels of their probabilities."""

    texts: tuple[str, ...]
    tokens: tuple[str, ...]
    labels: tuple[str, ...]


def snapshots(run: RunFolder) -> dict[int, Path]:
    """The files of a run's snapshots by step, in their order."""
    found = {path.stem[5:]: path for path in (run.path / FOLDER).glob("step-*.safetensors")}
    return {int(step): found[step] for step in sorted(filter(str.isdecimal, found), key=int)}


def read_probe(run: RunFolder) -> Probe | None:
    """What a run's snapshots are of; None where it has none."""
    try:
        table = json.loads((run.path / FOLDER / PROBE).read_text(encoding="utf-8"))
        return Probe(*(tuple(str(text) for text in table[name]) for name in ("texts", "tokens", "labels")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_snapshot(path: Path) -> dict[str, npt.NDArray[np.float32]] | None:
    """The arrays of a snapshot; None if it is damaged, or was dropped meanwhile.

    "texts" [texts, hidden]: the mean over each text's tokens of the last hidden state (an encoder-decoder's encoder);
    "tokens" [tokens, hidden]: rows of the embedding table; "probabilities" [texts, labels] of a classifier; "losses"
    [texts], nats per predicted token, of a model that predicts tokens.
    """
    from safetensors.numpy import load_file

    try:
        return {name: array.astype(np.float32) for name, array in load_file(path).items()}
    except (OSError, SafetensorError):
        return None


# -- writing


def watcher(session: Session, reading: Reading, texts: Sequence[str]) -> Callable[[int, bool], None] | None:
    """Takes a snapshot whenever it is called at a step that is due, or at the end; None if the job wants none.

    texts: the first validation texts, which are followed where the job names none. What lies beyond the first step that
    it is called with is of a run that was interrupted, and is deleted.
    """
    spec = session.job.watch
    if not spec.every:
        return None
    return Watcher(session, reading, spec.texts or [text[:2000] for text in texts if text.strip()])


class Watcher:
    """See watcher()."""

    def __init__(self, session: Session, reading: Reading, texts: list[str]) -> None:
        self._s, self._spec = session, session.job.watch
        self._folder = session.run.path / FOLDER
        self._texts = texts
        self._tokens = self._found_tokens(reading)
        rows = reading.tokenizer.encode(texts, min(LONGEST, reading.max_length))
        self._rows = [rows.row(place) for place in range(len(texts))]
        self._question = self._asked(reading) if texts else None
        self._begun = self._told = False
        self._latest = -1

    def __call__(self, step: int, end: bool) -> None:
        try:
            if not self._begun:
                self._begin(step)
            if step != self._latest and (end or self._spec.due(step)):
                self._write(step)
                self._thin(step)
        except WRITE_ERRORS as error:
            if not self._told:
                title = say("Snapshots can't be written from step {step} on: {error}.", step=step, error=disk_reason(error))
                self._s.channel.notice(title, say("The run goes on; the view over time will lack them."), warning=True)
            self._told = True

    def _found_tokens(self, reading: Reading) -> dict[str, list[int]]:
        """The ids of each token that is to be followed; a word of several tokens stands for their mean."""
        tokenizer, found = reading.tokenizer, {}
        for text in self._spec.tokens:
            entry = tokenizer.token_id(text)
            ids = [entry] if entry is not None else tokenizer.bare_ids([text])[0].tolist()
            if not ids or tokenizer.unknown_id in ids:
                title = say("{token} is not followed: this model's vocabulary doesn't have it.", token=text)
                self._s.channel.notice(title, warning=True)
            else:
                found[text] = ids
        return found

    def _asked(self, reading: Reading) -> Batch | None:
        """What the model is asked about the texts: to name their labels, or to predict their tokens (always the same ones)."""
        import torch

        from engine.models.packed import pack

        task, device, count = self._s.task, self._s.compute.device, len(self._texts)
        if task.head == "sequence-classification":
            nothing = torch.zeros(count, dtype=torch.int64, device=device)
            return Batch(pack(self._rows, device), nothing, count, float(count))
        if task.head == "causal-lm":
            return _next_tokens(self._rows, device)
        if task.head != "masked-lm" or not isinstance(task, CorpusTask):
            return None
        before, after = reading.tokenizer.ends
        parts = [row[len(before) : len(row) - len(after)] for row in self._rows]
        if not all(len(part) for part in parts):
            return None
        offsets = np.concatenate(([0], np.cumsum([len(part) for part in parts])))
        examples = task.document_examples(InMemory(np.concatenate(parts), offsets, 0), np.arange(count), reading)
        return examples.batch(np.arange(count), (0,), device)

    def _begin(self, step: int) -> None:
        self._folder.mkdir(exist_ok=True)  # not its parents: a run folder that was deleted meanwhile stays deleted
        for leftover in self._folder.glob("*.tmp"):
            leftover.unlink(missing_ok=True)
        for taken, path in snapshots(self._s.run).items():
            if taken > step:
                path.unlink(missing_ok=True)
        labels = self._s.labels if self._s.task.head == "sequence-classification" else ()
        table = {"schema_version": FORMAT, "texts": self._texts, "tokens": list(self._tokens), "labels": list(labels)}
        write_atomically(self._folder / PROBE, json.dumps(table, ensure_ascii=False))
        self._begun = True

    def _write(self, step: int) -> None:
        from safetensors.torch import save

        data = save(self._look(), {"schema_version": str(FORMAT), "step": str(step)})
        path = self._folder / f"step-{step:06d}.safetensors"
        beside = path.with_suffix(".tmp")
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
        self._latest = step

    def _thin(self, step: int) -> None:
        """Drop what no longer lies on the spacing: every second one where it has just been doubled, the end of a run that went on."""
        for taken, path in snapshots(self._s.run).items():
            if taken != step and taken % self._spec.spacing(step):
                with contextlib.suppress(OSError):
                    path.unlink()

    def _look(self) -> dict[str, Tensor]:
        import torch

        from engine.models.heads import mean_tokens
        from engine.models.packed import pack

        found: dict[str, Tensor] = {}
        with _aside(self._s.model):
            if self._texts:
                with self._s.compute.autocast(), _body_states(self._s.model) as states:
                    found |= self._answers()
                    if states and self._question is not None and self._s.task.head != "masked-lm":  # there the texts are not whole
                        found["texts"] = _short(mean_tokens(states[-1].float(), self._question.inputs))
                    else:
                        found["texts"] = _short(text_vectors(self._s.model, pack(self._rows, self._s.compute.device)))
            if self._tokens:
                table = token_table(self._s.model)
                found["tokens"] = _short(torch.stack([table[ids].float().mean(0) for ids in self._tokens.values()]))
        return found

    def _answers(self) -> dict[str, Tensor]:
        if self._question is None:
            return {}
        if self._s.task.head == "sequence-classification":
            return {"probabilities": self._s.task.scores(self._s.model, self._question).float().softmax(-1).cpu().contiguous()}
        scores = token_scores(self._s.model, self._question)
        return {"losses": (scores[:, 0] / scores[:, 1]).cpu().contiguous()}


@contextlib.contextmanager
def _body_states(model: Any) -> Iterator[list[Tensor]]:
    """The last hidden states, [tokens, hidden] each, of what one of our models is asked inside; so that it needn't be asked twice."""
    inner, states = bare(model), list[Any]()
    with contextlib.ExitStack() as stack:
        if is_own(inner):
            body = getattr(inner, inner.prefix)
            stack.callback(body.register_forward_hook(lambda module, given, out: states.append(out)).remove)
        yield states


def text_vectors(model: Any, batch: Packed) -> Tensor:
    """The mean over each row's tokens of the last hidden state, of an encoder-decoder its encoder's: [rows, hidden] float32."""
    from engine.models.heads import mean_tokens

    inner = bare(model)
    if is_own(inner):
        if hasattr(inner, "vectors"):
            return inner.vectors(batch).float()  # type: ignore[no-any-return]
        body = getattr(inner, inner.prefix)
        hidden = body.encode(batch) if hasattr(body, "encode") else body(batch)
    elif getattr(inner.config, "is_encoder_decoder", False):
        ids, mask = padded(batch, inner.config.pad_token_id or 0)
        hidden = inner.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state[mask.bool()]
    else:
        found, real = ask(inner, batch, output_hidden_states=True)
        hidden = found.hidden_states[-1][real]
    return mean_tokens(hidden.float(), batch)


def token_table(model: Any) -> Tensor:
    """The table of token vectors, [vocabulary, hidden] in the format that it is kept in."""
    inner = bare(model)
    if not is_own(inner):
        return inner.get_input_embeddings().weight  # type: ignore[no-any-return]
    from engine.models.blocks import Embedding

    named = ("word_embeddings", "embed_tokens", "shared")
    tables = (module for name, module in inner.named_modules() if name.rpartition(".")[2] in named)
    return next(module.weight for module in tables if isinstance(module, Embedding))


def _next_tokens(rows: Sequence[npt.NDArray[np.int32]], device: str) -> Batch:
    """Every token of the rows but the first ones, to be predicted at the one before it."""
    import torch

    from engine.models.packed import pack

    inputs = pack(rows, device)
    places = np.concatenate([np.arange(len(row) - 1) + start for row, start in zip(rows, inputs.starts, strict=True)])
    owners = np.repeat(np.arange(len(rows)), [len(row) - 1 for row in rows])
    put = [torch.from_numpy(part.astype(np.int64)).to(device) for part in (places, owners)]
    return Batch(inputs, inputs.ids[put[0] + 1], len(rows), float(len(places)), places=put[0], owners=put[1])


@contextlib.contextmanager
def _aside(model: Any) -> Iterator[None]:
    """Inside, the model is asked without gradients and without dropout; afterwards all is as it was."""
    import torch

    was_training = model.training
    model.eval()
    try:
        with torch.random.fork_rng(devices=[]), torch.inference_mode():
            yield
    finally:
        model.train(was_training)


def _short(vectors: Tensor) -> Tensor:
    """In fp16, which is enough for pictures; in fp32 where they are too large for that."""
    import torch

    fits = bool((vectors.abs() < torch.finfo(torch.float16).max).all())
    return vectors.to("cpu", torch.float16 if fits else torch.float32).contiguous()
