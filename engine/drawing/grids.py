"""Numbers as colours: a heatmap with its names, and a wall of small maps, one row a layer."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from engine.drawing.canvas import Box, Ink, Line, Sheet
from engine.drawing.look import CAPTION, HALF, SPACE, bounds, colour_table, hex_colour, ink_on, places, rgb
from engine.drawing.png import data_url, fitted
from engine.drawing.scales import colour_bar, thinned
from engine.drawing.text import elide, text_width, visible
from engine.inspectors._blocks import Heatmap, Wall
from engine.messages import NOTHING, Message, say

CELL = 46.0  # px of the largest cell
TALLEST = 720.0  # px of a whole map
SMALL = 11  # px of numbers inside of cells
LABEL = 15.0  # px that a label needs across
TILE = 84.0  # px of the largest map of a wall
GAP = 3.0
TURN = 60  # degrees of column labels that don't fit lying
NAMES = 150.0  # px of the longest names


class _Cells(NamedTuple):
    """Where the cells of a heatmap lie."""

    box: Box
    width: float
    height: float


class _Colours(NamedTuple):
    """The numbers, and those at the two ends of the ramp."""

    values: np.ndarray[Any, Any]
    ends: tuple[float, float]
    diverging: bool


EMPTY = say("Nothing to draw.")


def draw_heatmap(sheet: Sheet, block: Heatmap, top: float) -> float:
    """Column names, row names, cells (with numbers in them where there is room), the colour bar; where that ends."""
    values = np.asarray(block.values, dtype=np.float64)
    if not values.size:
        return sheet.paragraph(top, sheet.said(EMPTY), sheet.muted())
    ends = bounds(block.low, block.high, block.diverging)
    rows, columns = [visible(name) for name in block.rows], [visible(name) for name in block.columns]
    left = max((min(text_width(name, CAPTION), NAMES) for name in rows), default=0) + SPACE
    cells = _cells(values.shape, sheet.left + left, sheet.right - sheet.left - left)
    top = _titles(sheet, block, top)
    top += _column_labels(sheet, columns, cells, top)
    cells = cells._replace(box=cells.box._replace(y=top))
    indices = places(fitted(values, *_pixels(values.shape, cells.box)), *ends)
    sheet.image(cells.box, data_url(indices, colour_table(sheet.look, block.diverging)))
    sheet.rect(cells.box, "none", Line(sheet.look.edge))
    _row_labels(sheet, rows, cells)
    _numbers(sheet, values, cells, places(values, *ends), block.diverging)
    note = _pooled(values.shape[0], values.shape[1], cells.box.width * 2, cells.box.height * 2)
    return _meaning(sheet, cells.box.bottom + SPACE, _Colours(values, ends, block.diverging), note)


def draw_wall(sheet: Sheet, block: Wall, top: float) -> float:
    """One picture of all maps, with the layers' names and the heads' numbers; where that ends."""
    values = np.asarray(block.values, dtype=np.float64)
    if not values.size:
        return sheet.paragraph(top, sheet.said(EMPTY), sheet.muted())
    layers, heads, rows, columns = values.shape
    ends = bounds(block.low, block.high, block.diverging)
    names = [visible(name) for name in block.rows]
    left = sheet.left + max((min(text_width(name, CAPTION), NAMES) for name in names), default=0) + SPACE
    pitch = min((sheet.right - left) / heads, TILE + GAP)
    gap = GAP if pitch > 12 else 1.0
    tile = pitch - gap
    tall = tile * min(max(rows / columns, 0.3), 1.5)
    top += CAPTION + SPACE
    step = thinned((text_width(str(heads - 1), CAPTION) + HALF) / pitch)
    for head in range(0, heads, step):
        sheet.text(left + head * pitch + tile / 2, top - HALF - 1, str(head), sheet.muted("middle"))
    step = thinned(LABEL / (tall + gap))
    for layer in range(0, layers, step):
        name = elide(names[layer], left - sheet.left - SPACE, CAPTION) if layer < len(names) else str(layer)
        sheet.text(left - SPACE, top + layer * (tall + gap) + tall / 2 + 4, name, sheet.muted("end"))
    box = Box(left, top, heads * pitch - gap, layers * (tall + gap) - gap)
    table = np.vstack([colour_table(sheet.look, block.diverging)[:254], _rgb_rows(sheet)])
    sheet.image(box, data_url(_mosaic(values, ends, (tile, tall, gap)), table))
    note = _pooled(rows, columns, tile * 2, tall * 2)
    return _meaning(sheet, box.bottom + SPACE, _Colours(values, ends, block.diverging), note)


def _rgb_rows(sheet: Sheet) -> np.ndarray[Any, Any]:
    """The last two colours of a wall's table: the ground between the maps, and what is no number."""
    return np.array([rgb(sheet.look.between), rgb(sheet.look.missing)], dtype=np.uint8)


def _mosaic(values: np.ndarray[Any, Any], ends: tuple[float, float], size: tuple[float, float, float]) -> np.ndarray[Any, Any]:
    """All maps as one picture of two pixels a px; size: width, height and gap of a tile. 254 is the ground between them."""
    layers, heads, _, _ = values.shape
    tile, tall, gap = (2 * part for part in size)
    picture = np.full((round(layers * (tall + gap) - gap), round(heads * (tile + gap) - gap)), 254, dtype=np.uint8)
    for layer in range(layers):
        for head in range(heads):
            y, x = round(layer * (tall + gap)), round(head * (tile + gap))
            height = min(max(round(tall), 1), picture.shape[0] - y)
            width = min(max(round(tile), 1), picture.shape[1] - x)
            found = places(fitted(values[layer, head], height, width), *ends)
            picture[y : y + height, x : x + width] = np.where(found == 254, 253, found)
    return picture


def _cells(shape: tuple[int, ...], left: float, width: float) -> _Cells:
    """Square cells for a square map, else as wide and as tall as there is room, within bounds."""
    rows, columns = shape
    wide, tall = min(width / columns, CELL), min(TALLEST / rows, CELL)
    if rows == columns:
        wide = tall = min(wide, tall)
    else:
        tall = min(tall, max(wide, 18.0))
    return _Cells(Box(left, 0, wide * columns, tall * rows), wide, tall)


def _pixels(shape: tuple[int, ...], box: Box) -> tuple[int, int]:
    """The picture's height and width: at least twice as fine as it is drawn, each cell whole pixels where it is that large."""
    sides = []
    for count, drawn in zip(shape, (box.height, box.width), strict=True):
        fine = max(round(2 * drawn), 1)
        sides.append(count * math.ceil(fine / count) if count <= fine else fine)
    return sides[0], sides[1]


def _titles(sheet: Sheet, block: Heatmap, top: float) -> float:
    """What the rows and columns are."""
    names = [(arrow, sheet.said(title)) for arrow, title in (("↓", block.rows_title), ("→", block.columns_title)) if title]
    text = "\u2003".join(f"{arrow} {name}" for arrow, name in names)
    return sheet.paragraph(top, text, sheet.muted()) + HALF if text else top


def _column_labels(sheet: Sheet, names: list[str], cells: _Cells, top: float) -> float:
    """The names above the columns, lying if all fit, else turned and, if narrow, thinned; their height."""
    if not names:
        return 0.0
    if all(text_width(name, CAPTION) <= cells.width - HALF for name in names):
        for index, name in enumerate(names):
            sheet.text(cells.box.x + (index + 0.5) * cells.width, top + CAPTION, name, sheet.muted("middle"))
        return CAPTION + HALF + 2
    rise, shift = math.sin(math.radians(TURN)), math.cos(math.radians(TURN))
    step = thinned(LABEL / rise / cells.width)
    shown = []
    for index in range(0, len(names), step):
        x = cells.box.x + (index + 0.5) * cells.width + 3
        shown.append((x, elide(names[index], min(110.0, (sheet.right - x + SPACE) / shift), CAPTION)))
    height = max(text_width(name, CAPTION) for _, name in shown) * rise + CAPTION * shift
    for x, name in shown:
        sheet.text(x, top + height, name, Ink(sheet.look.muted, CAPTION, turned=-TURN))
    return height + HALF


def _row_labels(sheet: Sheet, names: list[str], cells: _Cells) -> None:
    for index in range(0, len(names), thinned(LABEL / cells.height)):
        y = cells.box.y + (index + 0.5) * cells.height + 4
        sheet.text(cells.box.x - HALF - 2, y, elide(names[index], NAMES, CAPTION), sheet.muted("end"))


def _numbers(sheet: Sheet, values: np.ndarray[Any, Any], cells: _Cells, found: np.ndarray[Any, Any], diverging: bool) -> None:
    """Each cell's number in it, where all of them fit."""
    known = values[np.isfinite(values)]
    if cells.height < 16 or not known.size or np.abs(known).max() >= 1000:
        return
    texts = [[f"{value:.2f}" if np.isfinite(value) else "" for value in row] for row in values]
    if max(text_width(text, SMALL) for row in texts for text in row) > cells.width - HALF:
        return
    table = colour_table(sheet.look, diverging)
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            ink = Ink(ink_on(hex_colour(table[found[row, column]])), SMALL, "middle")
            x, y = cells.box.x + (column + 0.5) * cells.width, cells.box.y + (row + 0.5) * cells.height + 4
            if text:
                sheet.text(x, y, text, ink)


def _meaning(sheet: Sheet, top: float, colours: _Colours, note: Message) -> float:
    """The colour bar, and what the picture leaves out."""
    missing = "" if np.isfinite(colours.values).all() else sheet.said(say("no number"))
    top = colour_bar(sheet, top, colours.ends, colours.diverging, missing)
    return sheet.paragraph(top, sheet.said(note), sheet.muted()) + HALF if note else top


def _pooled(rows: int, columns: int, width: float, height: float) -> Message:
    if rows <= height and columns <= width:
        return NOTHING
    return say(
        "Each pixel is the strongest of up to {rows} × {columns} values.", rows=math.ceil(rows / height), columns=math.ceil(columns / width)
    )
