"""What colour and shape each point of a map has, and what its legend says about it: by category, by amount, or all alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from workbench.plots._raster import CIRCLE, SEVERAL, SHAPES, Pixels
from workbench.plots.colour_maps import sequential
from workbench.services.language import number
from workbench.services.theme import Palette

LISTED = 10  # categories that the legend names
FAINTEST = 80  # entry of the colour map for the lowest amount: those below can hardly be told from the ground
_TINTS = 3  # pure, towards the text, towards the ground: each round of the series' colours gets another one


@dataclass(frozen=True)
class Mark:
    """One line of a legend."""

    title: str
    colour: int
    shape: int
    count: int


@dataclass
class Colouring:
    """colours: [n] 0xffRRGGBB; shapes: [n], None if all are round; marks: the legend's lines; low to high: the amounts at
    the ends of `bar` ([k] colours), which is empty where colours aren't amounts."""

    colours: Pixels
    shapes: NDArray[np.uint8] | None = None
    marks: list[Mark] = field(default_factory=list)
    low: float = 0.0
    high: float = 0.0
    bar: Pixels = field(default_factory=lambda: np.empty(0, dtype=np.uint32))


def plain(count: int, palette: Palette) -> Colouring:
    """All points alike."""
    return Colouring(np.full(count, rgb(palette.series[0]), dtype=np.uint32))


def faded(palette: Palette) -> int:
    """The colour of points that are not chosen or have no value: there, but behind all others."""
    return mixed(rgb(palette.surface), rgb(palette.text_muted), 0.3)


def by_category(codes: NDArray[Any], categories: Sequence[str], palette: Palette) -> Colouring:
    """One colour a category. Up to seven keep their order, so that a label has the same colour everywhere; of more, the
    commonest get the purest colours. codes: [n] whole numbers; those that are no index of categories have no value."""
    kinds = len(categories)
    codes = np.asarray(codes).astype(np.int64)
    codes = np.where((codes >= 0) & (codes < kinds), codes, kinds)
    counts = np.bincount(codes, minlength=kinds + 1)
    commonest = np.argsort(-counts[:kinds], kind="stable")
    order = np.arange(kinds) if kinds <= len(palette.series) else commonest
    colours, shapes = np.full(kinds + 1, faded(palette), dtype=np.uint32), np.full(kinds + 1, CIRCLE, dtype=np.uint8)
    for place, kind in enumerate(order):
        turn = place // len(palette.series)
        pure = rgb(palette.series[place % len(palette.series)])
        towards = (pure, rgb(palette.text), rgb(palette.surface))[turn % _TINTS]
        colours[kind], shapes[kind] = mixed(pure, towards, 0.4), turn % SHAPES
    listed = [kind for kind in commonest if counts[kind]][: LISTED if kinds > LISTED + 1 else kinds]
    marks = [Mark(categories[kind], int(colours[kind]), int(shapes[kind]), int(counts[kind])) for kind in listed]
    others = counts[:kinds].sum() - sum(mark.count for mark in marks)
    if others:
        left = int((counts[:kinds] > 0).sum()) - len(marks)
        text = QCoreApplication.translate("ScatterView", "{count} others").format(count=number(left))
        marks.append(Mark(text, rgb(palette.text_muted), SEVERAL, int(others)))
    marks += _without(int(counts[kinds]), palette)
    return Colouring(colours[codes], shapes[codes] if kinds > len(palette.series) else None, marks)


def by_amount(values: NDArray[Any], palette: Palette) -> Colouring:
    """From faint for the lowest to strong for the highest. values: [n]; those that are not finite have no value."""
    amounts = np.asarray(values, dtype=np.float64)
    given = np.isfinite(amounts)
    low, high = (float(amounts[given].min()), float(amounts[given].max())) if given.any() else (0.0, 0.0)
    table = sequential(palette)[FAINTEST:].astype(np.uint32)
    bar = (0xFF000000 | table[:, 0] << 16 | table[:, 1] << 8 | table[:, 2]).astype(np.uint32)
    share = (amounts - low) / (high - low) if high > low else np.ones(len(amounts))
    places = np.where(given, share, 0.0) * (len(bar) - 1)
    colours = np.where(given, bar[places.astype(np.int64)], np.uint32(faded(palette))).astype(np.uint32)
    return Colouring(colours, None, _without(int((~given).sum()), palette), low, high, bar if given.any() else bar[:0])


def rgb(colour: str) -> int:
    """0xffRRGGBB of "#rrggbb"."""
    return QColor(colour).rgb()


def mixed(one: int, other: int, share: float) -> int:
    """A colour on the way from one to another."""
    parts = [round((one >> shift & 255) * (1 - share) + (other >> shift & 255) * share) << shift for shift in (16, 8, 0)]
    return 0xFF000000 | parts[0] | parts[1] | parts[2]


def _without(count: int, palette: Palette) -> list[Mark]:
    if not count:
        return []
    return [Mark(QCoreApplication.translate("ScatterView", "no value"), faded(palette), CIRCLE, count)]
