"""What every inspector gives, and the desk that it works at: opened models, captured passes, progress and a way to be stopped."""

from __future__ import annotations

import platform
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.inspectors._blocks import Block, View
from engine.inspectors._subject import Subject, open_subject
from engine.messages import Message, say
from engine.models.capture import Capture, capture
from engine.paths import runs_root
from engine.registry import Plugin
from engine.specs.fields import Spec, field

SUBJECTS, CAPTURES = 2, 4  # kept in memory, the latest


class Stopped(Exception):
    """Whoever asked wants no answer any more."""


class InspectSpec(Spec):
    """What every look needs to know; inspectors add what is theirs."""

    model: str = field("starter:encoder", title="Model", description="A starter, a folder, a run, or RUN@STEP for a checkpoint of a run.")
    text: str = field("", title="Text", description="The text to look at.")
    pair: str = field("", title="Second text", description="For models that read pairs: what follows the first text.")
    target: str = field(
        "", title="Target", description="For encoder-decoders: what the decoder is to have written; empty lets it write by itself."
    )


class Desk:
    """Keeps the models and passes that were used last. tell: progress (done, total, text); show: blocks before the answer."""

    def __init__(
        self,
        tell: Callable[[int, int, Message], None] = lambda done, total, text: None,
        show: Callable[[Sequence[Block]], None] = lambda blocks: None,
        stopped: Callable[[], bool] = lambda: False,
        runs: Path | None = None,
    ) -> None:
        self.tell, self.show, self.stopped = tell, show, stopped
        self.runs = runs or runs_root()
        self._subjects: OrderedDict[tuple[str, str], Subject] = OrderedDict()
        self._captures: OrderedDict[tuple[Any, ...], Capture] = OrderedDict()
        self.memory: dict[Any, Any] = {}  # what inspectors keep for the next look, by tuples of their own, id(subject) first
        self.implementation = ""  # of the attention that the latest look has seen

    def progress(self, done: int, total: int, text: Message) -> None:
        """Say how far it is. Raises Stopped if the answer is wanted no more."""
        if self.stopped():
            raise Stopped
        self.tell(done, total, text)

    def subject(self, text: str) -> Subject:
        """An opened model; a checkpoint of a running job anew once there is a newer one. Raises UserError."""
        key = (text, _stamp(text, self.runs))
        if key not in self._subjects:
            self.progress(0, 1, say("Loading {model}", model=text))
            while len(self._subjects) >= SUBJECTS:
                gone = self._subjects.popitem(last=False)[1]
                for name in [name for name, kept in self._captures.items() if name[0] == id(gone)]:
                    del self._captures[name]
                self.memory = {
                    name: kept for name, kept in self.memory.items() if id(gone) not in (name if isinstance(name, tuple) else ())
                }
            self._subjects[key] = open_subject(text, self.runs)
        self._subjects.move_to_end(key)
        return self._subjects[key]

    def capture(self, subject: Subject, spec: InspectSpec, hidden: bool = False, base: bool = False) -> Capture:
        """A checked pass of the spec's text, with the adapter off if base; the latest few are kept. Raises UserError."""
        key = (id(subject), spec.text, spec.pair, spec.target, base)
        found = self._captures.get(key)
        if found is None or (hidden and not found.hidden):
            row = subject.row(spec.text, spec.pair, spec.target)
            require_memory(_needed(subject, len(row.ids), hidden), len(row.ids))
            self.progress(0, 1, say("Reading {tokens:,} tokens", tokens=len(row.ids)))
            within = subject.as_base if base and subject.has_adapter else nullcontext
            with within():
                found = _checked(subject, row, hidden)
            found.within = within
            self._captures[key] = found
            while len(self._captures) > CAPTURES:
                self._captures.popitem(last=False)
        self._captures.move_to_end(key)
        self.implementation = found.implementation
        return found


class Inspector(Plugin):
    """Base of all inspectors. spec: an InspectSpec with the inspector's own fields."""

    @abstractmethod
    def look(self, desk: Desk, spec: Any) -> list[Block]:
        """The blocks of one look. Raises UserError, and Stopped through desk.progress()."""

    def view(self, desk: Desk, spec: Any) -> View:
        """The look with its origin."""
        desk.implementation = ""
        blocks = self.look(desk, spec)
        settings = spec.model_dump(mode="json", exclude={"model"})
        origin = {**self.origin(desk, spec), "settings": settings, **circumstances()}
        if desk.implementation:
            origin["attention"] = desk.implementation
        return View(inspector=self.name, blocks=tuple(blocks), origin=origin)

    def origin(self, desk: Desk, spec: Any) -> dict[str, Any]:
        """What stands on the view of the model; an inspector that needs no weights says less."""
        return desk.subject(spec.model).origin()


def circumstances() -> dict[str, Any]:
    """When, where and by what a view was made."""
    versions = {name: metadata.version(name) for name in ("tunebench", "torch", "transformers")}
    return {"versions": versions, "system": platform.platform(), "made": datetime.now(UTC).isoformat(timespec="seconds")}


def _stamp(text: str, runs: Path) -> str:
    """What changes when the weights behind a name do: the newest checkpoint of a run that has no result, a result's time."""
    from engine.runs import find_run

    name = text.removesuffix("@newest")
    try:
        run = find_run(name, runs) if not text.startswith("starter:") else None
    except UserError:
        run = None
    if run is None or "@" in name:
        return ""
    result = run.path / "result.json"
    if result.is_file() and name == text:
        return str(result.stat().st_mtime_ns)
    return max((path.name for path in run.checkpoints.glob("step-*") if path.name[5:].isdecimal()), default="")


def _needed(subject: Subject, tokens: int, hidden: bool) -> int:
    """Bytes of a pass that keeps its layers' inputs, and the states between them."""
    facts = subject.facts
    layers = facts.layers * (2 if subject.family == "encoder-decoder" else 1)
    return 4 * tokens * facts.hidden * layers * (1 + hidden) + 4 * tokens * (tokens + 16 * facts.hidden)


def require_memory(needed: int, tokens: int) -> None:
    """Raises UserError where so many bytes are more than half of the free memory."""
    import psutil

    free = psutil.virtual_memory().available
    if needed > free // 2:
        raise UserError(
            "inspect.memory",
            say(
                "Looking at {tokens:,} tokens takes {needed:.1f} GB, and {free:.1f} GB are free.",
                tokens=tokens,
                needed=needed / 1e9,
                free=free / 1e9,
            ),
            hint=say("Shorten the text, or close other programs."),
        )


def _checked(subject: Subject, row: Any, hidden: bool) -> Capture:
    """A pass, refused with a sentence where its picture would lie."""
    if subject.created:
        raise UserError(
            "inspect.new-weights",
            say("This model would show random numbers: {count} of its tensors were in no checkpoint.", count=len(subject.created)),
            detail=say("Among them {names}.", names=", ".join(subject.created[:4])),
            hint=say("Fine-tune it first, or choose the model that these weights belong to."),
        )
    try:
        found = capture(subject.model, row, hidden)
    except ValueError as error:
        raise UserError(
            "inspect.no-capture",
            say("The attention of this model can't be looked at."),
            detail=say("{error}.", error=str(error)),
            hint=say("Tokens, embeddings and predictions can."),
        ) from None
    expected = {"encoder": len(row.ids), "decoder": len(row.ids if row.target is None else row.target)}
    for side, states in found.hidden.items():
        for state in states:
            if state.shape[0] != expected[side]:
                raise _lying(say("{found} states for {wanted} tokens.", found=int(state.shape[0]), wanted=expected[side]))
    if not found.sources:
        raise _lying(say("No attention module was met."))
    return found


def _lying(detail: Message) -> UserError:
    return UserError(
        "inspect.check",
        say("What was captured of this model isn't what it should be, so that nothing is drawn."),
        detail=detail,
        hint=say("Please report this with the name of the model."),
    )
