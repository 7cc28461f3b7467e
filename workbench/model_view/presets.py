"""Sizes to begin with, and the values that sliders stop at: such that the next one is a sensible one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

FAMILIES = ("encoder", "decoder", "encoder-decoder")
SIZES = ("tiny", "small", "base")
NAMES = ("layers", "hidden", "heads", "context", "vocabulary")

_SHAPES: dict[str, tuple[tuple[int, int, int, int, int], ...]] = {  # layers, width, heads, context, vocabulary of each size
    "encoder": ((2, 128, 2, 128, 4096), (6, 256, 4, 256, 8192), (12, 768, 12, 512, 32768)),
    "decoder": ((4, 128, 4, 256, 2048), (6, 256, 8, 512, 8192), (12, 768, 12, 1024, 32768)),
    "encoder-decoder": ((2, 128, 4, 128, 4096), (4, 256, 8, 256, 8192), (6, 512, 8, 512, 32768)),
}
_WIDEST = 4096  # where the slider ends; a larger width is typed
_GROWTH = 1.12  # of the width from one stop to the next


def preset(family: str, size: str) -> dict[str, int]:
    """The five numbers of a family's size."""
    return dict(zip(NAMES, _SHAPES[family][SIZES.index(size)], strict=True))


def size_of(values: dict[str, Any]) -> str:
    """The preset that values are, "" for none."""
    family = values.get("family", "decoder")
    return next((size for size in SIZES if preset(family, size).items() <= values.items()), "")


def layer_stops() -> list[int]:
    """Every number while there are few."""
    return [*range(1, 25), 28, 32, 36, 40, 48, 64]


def width_stops(heads: int) -> list[int]:
    """Widths that so many heads divide into even parts, each some 12 % wider than the one before."""
    unit = 2 * heads
    while unit < 16:
        unit *= 2
    count = math.ceil(math.log(_WIDEST / 32) / math.log(_GROWTH))
    wanted = [32 * _GROWTH**place for place in range(count + 1)]
    return sorted({max(1, round(width / unit)) * unit for width in wanted if width <= 2 * _WIDEST})


def head_stops(width: int) -> list[int]:
    """Numbers of heads that divide a width into even parts: what every family can do."""
    found = [heads for heads in range(1, 257) if width % heads == 0 and width // heads % 2 == 0]
    return found or [1]


def context_stops() -> list[int]:
    """Powers of two and their middles."""
    return sorted({*(2**power for power in range(4, 16)), *(3 * 2**power for power in range(5, 12))})


def vocabulary_stops() -> list[int]:
    """Powers of two and their middles, from the smallest that can hold all bytes."""
    return sorted({300, *(2**power for power in range(9, 18)), *(3 * 2**power for power in range(8, 16))})


def nearest(stops: Sequence[int], value: int) -> int:
    """The place of the stop that is nearest by ratio."""
    return min(range(len(stops)), key=lambda place: abs(math.log(stops[place] / max(value, 1))))
