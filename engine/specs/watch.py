"""What a run writes down of itself while it learns, so that one can look afterwards, or meanwhile, how its vectors moved."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from engine.specs.fields import Spec, field

Followed = Annotated[str, Field(min_length=1, max_length=2000)]


class WatchSpec(Spec):
    """Snapshots of a probe: a few texts and tokens. The training itself stays the same, bit for bit."""

    every: int = field(
        0,
        title="Snapshot every",
        description="Steps between two snapshots of the texts and tokens below, for the view over time; 0 takes none.",
        unit="steps",
        ge=0,
        le=1_000_000,
        advanced=True,
    )
    texts: list[Followed] = field(
        [],
        title="Texts followed",
        description="Sentences whose vectors are followed, of long ones the first 128 tokens; empty takes the first 8 validation texts.",
        max_length=64,
        advanced=True,
    )
    tokens: list[Followed] = field(
        [],
        title="Tokens followed",
        description="Words or entries of the vocabulary whose vectors in the embedding table are followed.",
        max_length=64,
        advanced=True,
    )
    most: int = field(
        400,
        title="Snapshots at most",
        description="When there would be more, every second one is dropped and from then on half as many are taken.",
        unit="snapshots",
        ge=8,
        le=1000,
        advanced=True,
    )

    def spacing(self, step: int) -> int:
        """Steps between the snapshots that are kept at a step: `every`, doubled until those up to the step are no more than `most`."""
        spacing = self.every
        while -(-step // spacing) + 1 > self.most:
            spacing *= 2
        return spacing

    def due(self, step: int) -> bool:
        """Is a snapshot to be taken at this step?"""
        return self.every > 0 and step % self.spacing(step) == 0
