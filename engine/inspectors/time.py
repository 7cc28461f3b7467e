"""Over time: how the texts and tokens that a run follows move while it learns, from the snapshots that it has kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from engine.errors import UserError
from engine.inspectors._blocks import Block, Colouring, Curve, Frames, Series, View
from engine.inspectors._inspector import Desk, Inspector, InspectSpec, circumstances
from engine.inspectors._vectors import pca, project
from engine.messages import Message, plain, say
from engine.runs import RunFolder, find_run
from engine.specs.fields import field
from engine.training.watching import Probe, read_probe, read_snapshot, snapshots

Floats = npt.NDArray[np.float32]
FEW = 3  # points; fewer don't span a plane by themselves
SHOWN = 120  # characters of a text's name


class TimeSpec(InspectSpec):
    """What is followed, and the plane that it is drawn in. `model` names the run."""

    what: Literal["texts", "tokens"] = field(
        "texts", title="Follow", description="The vectors of the run's texts, or of its tokens in the embedding table."
    )
    basis: Literal["last", "first", "all"] = field(
        "last", title="Plane", description="The two directions in which the newest snapshot, the first one or all of them spread most."
    )
    known: int = field(
        0,
        title="Known frames",
        description="Frames of this picture that are there already; only those after them are sent, or all where these have changed.",
        ge=0,
    )


@dataclass(frozen=True)
class Record:
    """The readable snapshots of a run: steps [frames], vectors [frames, points, hidden], names [points].

    probe: what they are of; answers: "probabilities" [frames, texts, labels] or "losses" [frames, texts], if any; lost:
    files that could not be used; hash: of the newest snapshot.
    """

    run: RunFolder
    probe: Probe
    steps: npt.NDArray[np.int64]
    vectors: Floats
    names: tuple[str, ...]
    answers: dict[str, Floats]
    lost: int
    hash: str


@dataclass
class Plane:
    """A fixed basis, how it came about, and the steps of the frames that were last drawn in it.

    spread: do the vectors differ along both axes? Else it is no plane to stay in.
    """

    mean: npt.NDArray[Any]
    axes: npt.NDArray[Any]
    note: Message
    spread: bool
    steps: tuple[int, ...] = ()


class Time(Inspector):
    """Frames in one plane, how far things have moved, and what the model says of the texts by then.

    Frames that begin after the asker's last step are to be added to its own; frames that begin anew replace them.
    """

    name = "time"
    title = "Over time"
    summary = "How texts and tokens move while a run learns: its snapshots in one plane, and how far each has gone."
    order = 60
    spec = TimeSpec

    def look(self, desk: Desk, spec: TimeSpec) -> list[Block]:
        return _blocks(desk, spec, read_record(desk, spec))

    def view(self, desk: Desk, spec: TimeSpec) -> View:
        """The look with the run as its origin; no model is loaded for it."""
        desk.implementation = ""
        record = read_record(desk, spec)
        origin = {
            "model": spec.model,
            "title": record.run.id,
            "run": record.run.id,
            "folder": plain(record.run.path),
            "step": int(record.steps[-1]),
            "snapshots": len(record.steps),
            "hash": record.hash,
            "dtype": "float16",
            "settings": spec.model_dump(mode="json", exclude={"model", "known"}),
            **circumstances(),
        }
        return View(inspector=self.name, blocks=tuple(_blocks(desk, spec, record)), origin=origin)


PLUGIN = Time()


# -- reading


def read_record(desk: Desk, spec: TimeSpec) -> Record:
    """The snapshots of the run that the spec names. Raises UserError if there is no such run, or nothing to be seen of it."""
    name, at, step = spec.model.rpartition("@")
    run = find_run(name if at and (step.isdecimal() or step == "newest") else spec.model, desk.runs)
    probe, files = read_probe(run), snapshots(run)
    if probe is None or not files:
        raise _none(run)
    names = probe.texts if spec.what == "texts" else probe.tokens
    if not names:
        raise UserError(
            "inspect.nothing-followed",
            say("Run {run} follows no tokens.", run=run.id) if spec.what == "tokens" else say("Run {run} follows no texts.", run=run.id),
            hint=say('Name some in the job file: tokens = ["good", "bad"] below [watch].'),
        )
    read = []
    for done, (taken, path) in enumerate(files.items()):
        if done % 20 == 0:
            desk.progress(done, len(files), say("Reading {count} snapshots", count=len(files)))
        arrays = read_snapshot(path)
        if arrays is not None and spec.what in arrays:
            read.append((taken, arrays))
    # frames of the same points as the newest one's, and no vector that is no number
    shape = (len(names), read[-1][1][spec.what].shape[-1]) if read else ()
    good = [(taken, arrays) for taken, arrays in read if arrays[spec.what].shape == shape and np.isfinite(arrays[spec.what]).all()]
    if not good:
        raise _none(run)
    return Record(
        run,
        probe,
        np.array([taken for taken, _ in good], dtype=np.int64),
        np.stack([arrays[spec.what] for _, arrays in good]),
        tuple(_short(name) for name in names),
        _answers([arrays for _, arrays in good]),
        len(files) - len(good),
        hashlib.sha256(b"".join(array.tobytes() for _, array in sorted(good[-1][1].items()))).hexdigest()[:16],
    )


def _answers(frames: list[dict[str, Floats]]) -> dict[str, Floats]:
    """What the model said of the texts, where all frames have it."""
    found = {}
    for name in ("probabilities", "losses"):
        shapes = {arrays[name].shape if name in arrays else None for arrays in frames}
        if len(shapes) == 1 and None not in shapes:
            found[name] = np.stack([arrays[name] for arrays in frames])
    return found


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _none(run: RunFolder) -> UserError:
    if run.job().watch.every:
        hint = say("It takes its first one when training begins; look again then.")
    else:
        hint = say("Ask for them in the job file before it starts: every = 10 below [watch].")
    return UserError("inspect.no-snapshots", say("Run {run} has no snapshots to look at.", run=run.id), hint=hint)


# -- blocks


def _blocks(desk: Desk, spec: TimeSpec, record: Record) -> list[Block]:
    blocks: list[Block] = [_frames(desk, spec, record), _movement(record)]
    if spec.what == "texts" and record.answers:
        blocks.append(_said(record))
    return blocks


def _frames(desk: Desk, spec: TimeSpec, record: Record) -> Frames:
    """All frames in one plane, or those that the asker doesn't have yet."""
    key = ("time", str(record.run.path), spec.what, spec.basis)
    plane: Plane | None = desk.memory.get(key)
    stays = spec.known or record.run.owner() is not None
    if plane is None or not stays or plane.mean.shape[0] != record.vectors.shape[2]:
        plane = _plane(record, spec.basis)
    steps = tuple(record.steps.tolist())
    first = spec.known if spec.known <= len(plane.steps) and plane.steps[: spec.known] == steps[: spec.known] else 0
    plane.steps = steps
    if plane.spread:
        desk.memory[key] = plane
    vectors = record.vectors[first:]
    points = project(vectors.reshape(-1, vectors.shape[2]), plane.mean, plane.axes).reshape(*vectors.shape[:2], 2)
    note = plane.note
    if record.lost:
        note = say("{note} {count} damaged snapshots are left out.", note=note, count=record.lost)
    return Frames(
        name="frames",
        title=say("Movement in one plane"),
        note=note,
        points=points.astype(np.float32),
        steps=record.steps[first:],
        names=record.names,
        colours=_colours(record),
    )


def _plane(record: Record, basis: str) -> Plane:
    """The plane in which the chosen frames spread most."""
    few = len(record.names) < FEW and len(record.steps) > 1
    chosen = {"last": slice(-1, None), "first": slice(0, 1), "all": slice(None)}["all" if few else basis]
    vectors = record.vectors[chosen]
    found = pca(vectors.reshape(-1, vectors.shape[2]))
    share, step = 100 * float(found.explained.sum()), int(record.steps[chosen][-1])
    if len(vectors) > 1:
        note = say(
            "The plane was fitted to {count} snapshots up to step {step} and shows {share:.0f} % of their variance.",
            count=len(vectors),
            step=step,
            share=share,
        )
    else:
        note = say("The plane was fitted to the snapshot of step {step} and shows {share:.0f} % of its variance.", step=step, share=share)
    return Plane(found.mean, found.axes, note, bool(found.explained[1] > 1e-9))


def _colours(record: Record) -> tuple[Colouring, ...]:
    """By how far each has moved until the newest frame, and by the label that it has there."""
    moved = Colouring(name=say("Distance moved"), values=_distances(record)[-1])
    if "probabilities" not in record.answers or len(record.answers["probabilities"][-1]) != len(record.names):
        return (moved,)
    labels = Colouring(name=say("Label"), values=record.answers["probabilities"][-1].argmax(-1), categories=record.probe.labels)
    return (labels, moved)


def _distances(record: Record) -> Floats:
    """How far each vector is from where it began, in lengths of the vector there: [frames, points]."""
    began = record.vectors[0]
    lengths = np.linalg.norm(began, axis=-1)
    return (np.linalg.norm(record.vectors - began, axis=-1) / np.where(lengths > 0, lengths, 1)).astype(np.float32)  # type: ignore[no-any-return]


def _movement(record: Record) -> Curve:
    distances, began = _distances(record), record.vectors[0]
    lengths = np.linalg.norm(record.vectors, axis=-1) * np.linalg.norm(began, axis=-1)
    cosines = (record.vectors * began).sum(-1) / np.where(lengths > 0, lengths, 1)
    if distances.any():
        note = say("Means over {count} vectors; a distance of 1 is as long as the vector was at first.", count=len(record.names))
    else:
        note = say("Nothing has moved: what is trained here leaves these vectors as they are.")
    return Curve(
        name="movement",
        title=say("How far they have moved"),
        note=note,
        x=record.steps,
        series=(
            Series(name=say("distance from the first"), values=distances.mean(-1)),
            Series(name=say("cosine to the first"), values=cosines.mean(-1).astype(np.float32)),
        ),
        x_title=say("Step"),
    )


def _said(record: Record) -> Curve:
    """What the model says of each text: the probability of the label that it gives it in the end, or the loss of its tokens."""
    if "probabilities" in record.answers:
        values = record.answers["probabilities"]
        chosen = values[-1].argmax(-1)
        lines = [
            Series(name=say("{label}: {text}", label=record.probe.labels[label], text=_short(text)), values=values[:, place, label])
            for place, (text, label) in enumerate(zip(record.probe.texts, chosen, strict=True))
        ]
        title, y_title = say("Probability of the label that each text has now"), say("Probability")
    else:
        values = record.answers["losses"]
        lines = [Series(name=say("“{text}”", text=_short(text)), values=values[:, place]) for place, text in enumerate(record.probe.texts)]
        title, y_title = say("Loss of each text"), say("nats per token")
    return Curve(name="probe", title=title, x=record.steps, series=tuple(lines), x_title=say("Step"), y_title=y_title)
