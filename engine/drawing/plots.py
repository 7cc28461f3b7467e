"""Curves, scatters and moving points: numbers over axes with round ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from engine.drawing.canvas import DASHED, Box, Entry, Ink, Line, Shape, Sheet
from engine.drawing.grids import EMPTY
from engine.drawing.look import CAPTION, HALF, SPACE, bounds, colour_table, hex_colour, places, rgb
from engine.drawing.png import data_url
from engine.drawing.scales import Plot, colour_bar, plot, span
from engine.drawing.text import elide, number, text_width, visible
from engine.inspectors._blocks import Colouring, Curve, Frames, Scatter
from engine.messages import NOTHING, Message, say

LINES = 14  # seven colours, solid and dashed
NAMED = 40  # points with their names
ARROWS = 300  # the longest moves
TRAILS = 300
DRAWN = 3000  # points that are elements of their own; more become one picture
CURVE_HEIGHT, MAP_HEIGHT = 320.0, 560.0
SHAPES: tuple[Shape, ...] = ("dot", "square", "triangle")
_DOTTED = 40  # points of a line that are marked one by one
_FROM = 100  # the ramp's place where points begin: paler ones would sink into the ground


def draw_curve(sheet: Sheet, block: Curve, top: float) -> float:
    """The legend, axes and lines; where that ends."""
    x = np.asarray(block.x, dtype=np.float64)
    lines = block.series[:LINES]
    if not lines or not x.size:
        return sheet.paragraph(top, sheet.said(EMPTY), sheet.muted())
    colours = sheet.look.series
    entries = [
        Entry("line" if index < len(colours) else "dashed", colours[index % len(colours)], visible(sheet.said(line.name)))
        for index, line in enumerate(lines)
    ]
    top = sheet.legend(top, entries)
    top = _y_title(sheet, block.y_title, top)
    values = np.concatenate([np.asarray(line.values, dtype=np.float64).ravel() for line in lines])
    whole = bool(np.all(x[np.isfinite(x)] % 1 == 0))
    area = plot(sheet, top, CURVE_HEIGHT, [span(x, 0.02), span(values)], whole)
    for index, line in enumerate(lines):
        _line(sheet, area, x, np.asarray(line.values, dtype=np.float64), entries[index])
    bottom = _x_title(sheet, block.x_title, area.box.bottom + 24)
    if len(block.series) > LINES:
        bottom = sheet.paragraph(bottom, sheet.said(say("and {count} more lines", count=len(block.series) - LINES)), sheet.muted())
    return bottom


def _line(sheet: Sheet, area: Plot, x: np.ndarray[Any, Any], values: np.ndarray[Any, Any], entry: Entry) -> None:
    """One line, broken where there is no number."""
    count = min(len(x), len(values))
    spots = area.places(np.stack([x[:count], values[:count]], axis=1))
    known = np.isfinite(spots).all(axis=1)
    style = Line(entry.colour, 2, DASHED if entry.shape == "dashed" else "")
    for part in np.split(np.arange(count), np.flatnonzero(np.diff(known)) + 1):
        if len(part) > 1 and known[part[0]]:
            sheet.polyline([(float(a), float(b)) for a, b in spots[part]], style)
    alone = known & ~np.concatenate([[False], known[:-1]]) & ~np.concatenate([known[1:], [False]])
    for a, b in spots[known if count <= _DOTTED else alone]:
        sheet.circle(float(a), float(b), 3, entry.colour)


class _Marks(NamedTuple):
    """How points are drawn: shape and colour of each, and what that means."""

    shapes: list[Shape]
    colours: list[str]
    legend: list[Entry]
    ramp: tuple[float, float] | None
    name: str


def draw_scatter(sheet: Sheet, block: Scatter, top: float) -> float:
    """The legend, axes, points (one picture of them if there are many), moves and some names; where that ends."""
    points = np.asarray(block.points, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(points).all(axis=1).any():
        return sheet.paragraph(top, sheet.said(EMPTY), sheet.muted())
    moved = None if block.moved is None else np.asarray(block.moved, dtype=np.float64).reshape(-1, 2)
    everything = points if moved is None else np.vstack([points, moved])
    marks = _marks(sheet, block.colours[0] if block.colours else None, len(points))
    entries = list(marks.legend)
    if moved is not None:
        entries += [Entry("ring", sheet.look.muted, sheet.said(say("before"))), Entry("dot", sheet.look.muted, sheet.said(say("after")))]
    top = _y_title(sheet, block.y_title, sheet.legend(top, entries))
    area = _map(sheet, top, everything)
    start = area.places(points)
    ends = start if moved is None else area.places(moved)
    if moved is not None:
        _moves(sheet, start, ends, marks)
    _points(sheet, area, ends, marks)
    shown = _names(sheet, area.box, ends, [visible(name) for name in block.names])
    return _map_foot(sheet, block.x_title, area, marks, _named(shown, len(points)))


def draw_frames(sheet: Sheet, block: Frames, top: float) -> float:
    """The last frame with each point's way to it; where that ends."""
    frames = np.asarray(block.points, dtype=np.float64)
    if not frames.size or not np.isfinite(frames).all(axis=-1).any():
        return sheet.paragraph(top, sheet.said(EMPTY), sheet.muted())
    marks = _marks(sheet, block.colours[0] if block.colours else None, frames.shape[1])
    steps = [number(float(step)) for step in np.asarray(block.steps)]
    trail = say("from step {first} to step {last}", first=steps[0], last=steps[-1]) if steps else say("from first to last")
    entries = [*marks.legend, Entry("line", sheet.look.muted, sheet.said(trail))]
    top = sheet.legend(top, entries)
    area = _map(sheet, top, frames.reshape(-1, 2))
    spots = np.stack([area.places(frame) for frame in frames])
    for index in range(min(frames.shape[1], TRAILS)):
        way = spots[np.isfinite(spots[:, index]).all(axis=1), index]
        _trail(sheet, way, marks.colours[index])
    _points(sheet, area, spots[-1], marks)
    shown = _names(sheet, area.box, spots[-1], [visible(name) for name in block.names])
    return _map_foot(sheet, NOTHING, area, marks, _named(shown, frames.shape[1]))


def _trail(sheet: Sheet, way: np.ndarray[Any, Any], colour: str) -> None:
    """A way in three parts, paler the longer ago, with a ring where it began."""
    if len(way) < 2:
        return
    edges = [0, len(way) // 3, 2 * len(way) // 3, len(way) - 1]
    for opacity, begin, end in zip((0.3, 0.5, 0.75), edges, edges[1:], strict=False):
        if end > begin:
            sheet.polyline([(float(x), float(y)) for x, y in way[begin : end + 1]], Line(colour, 1.5, opacity=opacity))
    sheet.circle(float(way[0, 0]), float(way[0, 1]), 2.5, sheet.look.surface, Line(colour, 1, opacity=0.6))


def _marks(sheet: Sheet, colouring: Colouring | None, count: int) -> _Marks:
    """Categories: six colours, in three shapes where points are drawn one by one, the rest grey. Numbers: a ramp."""
    look = sheet.look
    if colouring is None:
        return _Marks(["dot"] * count, [look.series[0]] * count, [], None, "")
    values = np.asarray(colouring.values, dtype=np.float64)
    name = sheet.said(colouring.name)
    if not colouring.categories:
        known = values[np.isfinite(values)]
        low, high = bounds(*((float(known.min()), float(known.max())) if known.size else (0.0, 1.0)), diverging=False)
        table = colour_table(look)
        found = places(values, low, high).astype(np.int64)
        found = np.where(found < 255, _FROM + found * (254 - _FROM) // 254, 255)
        return _Marks(["dot"] * count, [hex_colour(table[index]) for index in found], [], (low, high), name)
    shapes = SHAPES if count <= DRAWN else SHAPES[:1]
    room = (len(look.series) - 1) * len(shapes)
    other: tuple[Shape, str] = ("dot", look.series[-1])
    kinds: list[tuple[Shape, str]] = [
        (shapes[index // (len(look.series) - 1)], look.series[index % (len(look.series) - 1)]) if index < room else other
        for index in range(len(colouring.categories))
    ]
    chosen = [kinds[int(value)] if np.isfinite(value) and 0 <= value < len(kinds) else other for value in values]
    legend = [Entry(*kind, visible(text)) for kind, text in zip(kinds[:room], colouring.categories, strict=False)]
    if len(colouring.categories) > room:
        legend.append(Entry(*other, sheet.said(say("{count} others", count=len(colouring.categories) - room))))
    return _Marks([shape for shape, _ in chosen], [colour for _, colour in chosen], legend, None, name)


def _map(sheet: Sheet, top: float, points: np.ndarray[Any, Any]) -> Plot:
    """Axes of one scale in both directions, unless one is more than four times as long: distances are to be compared."""
    xs, ys = span(points[:, 0]), span(points[:, 1])
    wide, tall = sheet.width - 60, MAP_HEIGHT
    across, up = (xs[1] - xs[0]) / wide, (ys[1] - ys[0]) / tall
    if max(across, up) < 4 * min(across, up):
        scale = max(across, up)
        xs, ys = _widened(xs, scale * wide), _widened(ys, scale * tall)
    return plot(sheet, top, MAP_HEIGHT, [xs, ys])


def _widened(ends: tuple[float, float], length: float) -> tuple[float, float]:
    middle = (ends[0] + ends[1]) / 2
    return middle - length / 2, middle + length / 2


def _moves(sheet: Sheet, start: np.ndarray[Any, Any], ends: np.ndarray[Any, Any], marks: _Marks) -> None:
    """Arrows of the longest moves, from a ring where the point was."""
    lengths = np.hypot(*(ends - start).T)
    for index in np.argsort(-np.nan_to_num(lengths, nan=-1), kind="stable")[:ARROWS]:
        if not lengths[index] > 0:
            continue
        (x1, y1), (x2, y2) = start[index], ends[index]
        colour = marks.colours[index]
        dx, dy = (x2 - x1) / lengths[index], (y2 - y1) / lengths[index]
        head = max(lengths[index] - 5, 0)
        tip, back = (x1 + dx * head, y1 + dy * head), max(head - 7, 0)
        sheet.line(x1, y1, x1 + dx * back, y1 + dy * back, Line(colour, 1.2, opacity=0.7))
        if lengths[index] > 12:
            side = 3.5
            left, right = (-dy * side, dx * side), (dy * side, -dx * side)
            sheet.polygon([tip, *((x1 + dx * back + a, y1 + dy * back + b) for a, b in (left, right))], colour)
        sheet.circle(x1, y1, 3, sheet.look.surface, Line(colour, 1.2))


def _points(sheet: Sheet, area: Plot, spots: np.ndarray[Any, Any], marks: _Marks) -> None:
    known = np.isfinite(spots).all(axis=1)
    if len(spots) > DRAWN:
        _picture(sheet, area.box, spots[known], [colour for colour, is_known in zip(marks.colours, known, strict=True) if is_known])
        return
    for index in np.flatnonzero(known):
        sheet.point(float(spots[index, 0]), float(spots[index, 1]), marks.shapes[index], marks.colours[index])


def _picture(sheet: Sheet, box: Box, spots: np.ndarray[Any, Any], colours: Sequence[str]) -> None:
    """Many points as discs in one image of two pixels a px, on a clear ground."""
    distinct = sorted(set(colours))
    numbers = {colour: index + 1 for index, colour in enumerate(distinct)}
    picture = np.zeros((round(2 * box.height), round(2 * box.width)), dtype=np.uint8)
    middle = np.stack([(spots[:, 1] - box.y) * 2, (spots[:, 0] - box.x) * 2], axis=1).round().astype(np.int64)
    found = np.array([numbers[colour] for colour in colours], dtype=np.uint8)
    radius = 3 if len(spots) < 30_000 else 2
    for dy in range(-radius, radius + 1):
        for dx in range(-radius, radius + 1):
            if dx * dx + dy * dy <= radius * radius + 1:
                rows = np.clip(middle[:, 0] + dy, 0, picture.shape[0] - 1)
                picture[rows, np.clip(middle[:, 1] + dx, 0, picture.shape[1] - 1)] = found
    table = np.array([rgb(sheet.look.surface), *map(rgb, distinct)], dtype=np.uint8)
    sheet.image(box, data_url(picture, table, clear=True))


def _names(sheet: Sheet, box: Box, spots: np.ndarray[Any, Any], names: Sequence[str]) -> int:
    """Names of the first points beside them, where they cover no other name, point or edge; how many found room."""
    known = [(float(x), float(y)) for x, y in spots[np.isfinite(spots).all(axis=1)][:DRAWN]]
    taken: list[Box] = [Box(x - 4, y - 4, 8, 8) for x, y in known[: NAMED * 10]]
    count = 0
    for index in range(min(NAMED, len(names), len(spots))):
        x, y = float(spots[index, 0]), float(spots[index, 1])
        if not (np.isfinite(x) and np.isfinite(y)) or not names[index]:
            continue
        label = elide(names[index], 140, CAPTION)
        width = text_width(label, CAPTION)
        for left, base in ((x + 7, y + 4), (x - 7 - width, y + 4), (x - width / 2, y - 8), (x - width / 2, y + 17)):
            place = Box(left, base - 10, width, 13)
            inside = box.x <= place.x and place.right <= box.right and box.y <= place.y and place.bottom <= box.bottom
            if inside and not any(place.meets(other) for other in taken):
                if len(spots) > DRAWN:  # it may well lie on points
                    sheet.rect(Box(left - 2, base - 11, width + 4, 15), sheet.look.surface, radius=2)
                sheet.text(left, base, label, Ink(sheet.look.text, CAPTION))
                taken.append(place)
                count += 1
                break
    return count


def _named(shown: int, count: int) -> Message:
    return say("Names of {shown} of {count} points are shown.", shown=shown, count=count) if shown < count else NOTHING


def _map_foot(sheet: Sheet, x_title: Message, area: Plot, marks: _Marks, note: Message) -> float:
    bottom = _x_title(sheet, x_title, area.box.bottom + 24)
    if marks.ramp is not None:
        bottom = sheet.paragraph(bottom, marks.name, sheet.muted())
        bottom = colour_bar(sheet, bottom, marks.ramp, begin=_FROM)
    return sheet.paragraph(bottom, sheet.said(note), sheet.muted()) if note else bottom


def _x_title(sheet: Sheet, title: Message, top: float) -> float:
    if not title:
        return top + HALF
    sheet.text(sheet.right - SPACE, top + CAPTION, f"{sheet.said(title)} →", sheet.muted("end"))
    return top + CAPTION + SPACE + HALF


def _y_title(sheet: Sheet, title: Message, top: float) -> float:
    if not title:
        return top + HALF
    return sheet.paragraph(top, f"↑ {sheet.said(title)}", sheet.muted()) + SPACE
