"""The frames of the view over time as they come, all at once or one after the other, and the map that they are shown in."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize

from workbench.inspector_views._parts import Block
from workbench.plots._geometry import bounds_of
from workbench.plots.scatter import ScatterView
from workbench.services.theme import SPACE, Theme

CORNERS = 3_000  # of all ways together; Qt needs some 8 ms to draw 1,000 of them smoothly


class Frames:
    """points: [frames, points, 2] float32; steps: [frames], ascending; names: [points]. Own copies: an answer's files don't stay."""

    def __init__(self) -> None:
        self.points: NDArray[Any] = np.empty((0, 0, 2), dtype=np.float32)
        self.steps: NDArray[Any] = np.empty(0, dtype=np.int64)
        self.names: list[str] = []

    def __len__(self) -> int:
        return len(self.steps)

    def take(self, block: Block) -> bool:
        """Add frames that begin after the last one, let others replace what there is. Are the points other ones now?"""
        steps, points, names = np.array(block["steps"]), np.array(block["points"], dtype=np.float32), list(block["names"])
        same = bool(len(self)) and names == self.names
        if same and (not len(steps) or steps[0] > self.steps[-1]):
            steps, points = np.concatenate([self.steps, steps]), np.concatenate([self.points, points.reshape(-1, len(names), 2)])
        self.steps, self.points, self.names = steps, points, names
        return not same

    def last_step(self) -> int:
        """The step of the newest frame."""
        return int(self.steps[-1])

    def next_step(self) -> int:
        """The step from which on there can be another frame."""
        if len(self) < 2:
            return self.last_step() + 1 if len(self) else 0
        return 2 * self.last_step() - int(self.steps[-2])

    def farthest(self, count: int) -> list[int]:
        """The points that have moved farthest from the first frame to the newest, ascending."""
        ways = np.hypot(*(self.points[-1] - self.points[0]).T)
        return sorted(np.argsort(-ways, kind="stable")[:count].tolist())


class FramesMap(ScatterView):
    """A map whose window holds all frames, so that nothing jumps while one goes through them."""

    def __init__(self, theme: Theme, name: str) -> None:
        self.frames = Frames()
        super().__init__(theme, name)
        self.setToolTip(self.tr("A click on a point pins it: its way is drawn"))

    def extent(self) -> tuple[float, float, float, float]:
        """Of all frames."""
        return bounds_of(self.frames.points[..., 0].ravel(), self.frames.points[..., 1].ravel())

    def sizeHint(self) -> QSize:
        """Low enough for the scrubber below to be seen without scrolling."""
        return QSize(60 * SPACE, 36 * SPACE)

    def show_frame(self, frame: int, pins: list[int]) -> None:
        """The points as they are in a frame, and the ways of the pinned ones until then, of many by every n-th frame."""
        self.move_points(self.frames.points[frame])
        apart = max(1, -(-len(self.frames) * len(pins) // CORNERS))
        passed = [*range(0, frame, apart), frame]
        self.show_trails(self.frames.points[np.ix_(passed, pins)], pins)
