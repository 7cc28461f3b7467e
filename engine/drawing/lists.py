"""What is read rather than seen: tables, bars with their numbers, and sentences."""

from __future__ import annotations

import numpy as np

from engine.drawing.canvas import LINE, Box, Ink, Line, Sheet
from engine.drawing.grids import EMPTY
from engine.drawing.look import BODY, CAPTION, HALF, RADIUS, SPACE
from engine.drawing.text import elide, number, text_width, visible, wrap
from engine.inspectors._blocks import Bars, Column, Table, Vectors, Vocabulary, Words
from engine.messages import say

ROWS = 60  # of a table or of bars; more are in the numbers
ROW = 26.0  # px
_SHARE = 64.0  # px of the bar of a share
_NARROW = 48.0  # px of the narrowest column


def draw_table(sheet: Sheet, block: Table, top: float) -> float:
    """A header and the first rows, numbers to the right; where that ends."""
    look, rows = sheet.look, block.rows[:ROWS]
    titles = [sheet.said(column.title) for column in block.columns]
    widths = _widths(sheet, block, titles)
    sheet.rect(Box(sheet.left, top, sheet.width, ROW), look.sunken)
    lefts = [sheet.left + sum(widths[:index]) for index in range(len(widths))]
    for column, title, left, width in zip(block.columns, titles, lefts, widths, strict=True):
        shown = elide(visible(title), width - 2 * SPACE, CAPTION, bold=True)
        right = column.kind == "number"
        x = left + width - SPACE if right else left + SPACE
        sheet.text(x, top + 17, shown, Ink(look.text, CAPTION, "end" if right else "start", bold=True))
    for row in rows:
        top += ROW
        for column, cell, left, width in zip(block.columns, row, lefts, widths, strict=False):
            _cell(sheet, column, cell, Box(left, top, width, ROW))
        sheet.line(sheet.left, top + ROW, sheet.right, top + ROW, Line(look.border))
    top += ROW + SPACE
    if not rows:
        return sheet.paragraph(top, sheet.said(say("No rows.")), sheet.muted())
    if len(block.rows) > ROWS:
        return sheet.paragraph(top, sheet.said(say("and {count} more rows", count=len(block.rows) - ROWS)), sheet.muted())
    return top


def draw_vocabulary(sheet: Sheet, block: Vocabulary, top: float) -> float:
    """The first entries as a table; where that ends."""
    return draw_table(sheet, as_table(block), top)


def as_table(block: Vocabulary) -> Table:
    """A vocabulary as rows of id, entry, kind and, where there are vectors, their length."""
    norms = np.asarray(block.norms)
    columns = [
        Column(name="id", title=say("Id"), kind="number"),
        Column(name="entry", title=say("Entry")),
        Column(name="kind", title=say("Kind")),
        Column(name="norm", title=say("Norm"), kind="number"),
    ]
    kinds = [block.categories[int(kind)] for kind in block.kinds]
    rows = zip(np.asarray(block.ids).tolist(), block.entries, kinds, map(float, norms.astype(str)), strict=True)
    known = bool(np.isfinite(norms).any())
    count = len(columns) if known else len(columns) - 1
    return Table(name=block.name, title=block.title, columns=tuple(columns[:count]), rows=tuple(row[:count] for row in rows))


def _cell(sheet: Sheet, column: Column, cell: str | int | float, box: Box) -> None:
    look, base = sheet.look, box.y + 18
    if column.kind == "share" and not isinstance(cell, str):
        share = min(max(float(cell), 0.0), 1.0) if np.isfinite(cell) else 0.0
        sheet.rect(Box(box.x + SPACE, box.y + 9, _SHARE, 8), look.sunken, radius=2)
        sheet.rect(Box(box.x + SPACE, box.y + 9, _SHARE * share, 8), look.series[0], radius=2)
        sheet.text(box.x + SPACE + _SHARE + SPACE, base, _percent(float(cell)), Ink(look.text, CAPTION))
        return
    text = elide(_shown(cell), box.width - 2 * SPACE, CAPTION)
    if column.kind == "number":
        sheet.text(box.right - SPACE, base, text, Ink(look.text, CAPTION, "end"))
    else:
        sheet.text(box.x + SPACE, base, text, Ink(look.text, CAPTION))


def _shown(cell: str | int | float) -> str:
    return visible(cell) if isinstance(cell, str) else number(cell)


def _widths(sheet: Sheet, block: Table, titles: list[str]) -> list[float]:
    """As wide as the contents; where that is too much, the widest columns give way first."""
    wanted = []
    for index, (column, title) in enumerate(zip(block.columns, titles, strict=True)):
        cells = [row[index] for row in block.rows[:ROWS] if index < len(row)]
        inside = max((text_width(_shown(cell), CAPTION) for cell in cells), default=0.0)
        if column.kind == "share":
            inside = max(inside, _SHARE + SPACE + text_width("100.0 %", CAPTION))
        wanted.append(max(inside, text_width(title, CAPTION, bold=True), _NARROW - 2 * SPACE) + 2 * SPACE + 1)
    bound = sheet.width
    while wanted and sum(min(width, bound) for width in wanted) > sheet.width and bound > 1:
        bound *= 0.97
    return [min(width, bound) for width in wanted]


def draw_bars(sheet: Sheet, block: Bars, top: float) -> float:
    """A lying bar for each name, from 0, with its number; where that ends."""
    values = np.asarray(block.values, dtype=np.float64)[:ROWS]
    names = [visible(name) for name in block.names[:ROWS]]
    if not names:
        return sheet.paragraph(top, sheet.said(EMPTY), sheet.muted())
    known = values[np.isfinite(values)]
    low, high = min(float(known.min(initial=0)), 0.0), max(float(known.max(initial=0)), 0.0)
    high = high if high > low else low + 1.0
    texts = [_percent(float(value)) if block.share else number(float(value)) for value in values]
    naming = min(max(text_width(name, BODY) for name in names), sheet.width * 0.4)
    counting = max(text_width(text, CAPTION) for text in texts) + SPACE
    left = sheet.left + naming + SPACE + (counting if low < 0 else 0)
    room = sheet.right - left - counting
    zero = left - low / (high - low) * room
    for name, value, text in zip(names, values, texts, strict=False):
        sheet.text(sheet.left + naming, top + 18, elide(name, naming, BODY), Ink(sheet.look.text, BODY, "end"))
        end = zero + (value / (high - low) * room if np.isfinite(value) else 0)
        colour = sheet.look.series[0] if end >= zero else sheet.look.series[1]
        sheet.rect(Box(min(zero, end), top + 6, abs(end - zero), 15), colour, radius=2)
        at, anchor = (end + HALF + 2, "start") if end >= zero else (end - HALF - 2, "end")
        sheet.text(at, top + 18, text, sheet.muted("start" if anchor == "start" else "end"))
        top += ROW
    sheet.line(zero, top - ROW * len(names) + 2, zero, top, Line(sheet.look.edge))
    top += HALF
    if len(block.names) > ROWS:
        return sheet.paragraph(top, sheet.said(say("and {count} more", count=len(block.names) - ROWS)), sheet.muted())
    return top


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %" if np.isfinite(share) else "NaN"


def draw_vectors(sheet: Sheet, block: Vectors, top: float) -> float:
    """What there is instead of a picture: numbers for a file."""
    rows, width = block.values.shape
    return sheet.paragraph(
        top, sheet.said(say("{rows:,} vectors of {width} numbers each; a .npz file holds them.", rows=rows, width=width)), sheet.muted()
    )


def draw_words(sheet: Sheet, block: Words, top: float) -> float:
    """The sentence; on a tinted ground with a mark if it is about a fault. Where that ends."""
    look, text = sheet.look, sheet.said(block.text)
    if not block.warning:
        return sheet.paragraph(top, text, Ink(look.text))
    left, inner = sheet.left + 44, sheet.width - 44 - 2 * SPACE
    height = max(len(wrap(text, inner, BODY)) * BODY * LINE, 22) + 3 * SPACE
    sheet.rect(Box(sheet.left, top, sheet.width, height), look.warning_soft, Line(look.warning), RADIUS)
    x, y = sheet.left + 22, top + 10
    sheet.polygon([(x, y), (x + 11, y + 20), (x - 11, y + 20)], look.warning)
    sheet.text(x, y + 17, "!", Ink(look.warning_soft, BODY, "middle", bold=True))
    sheet.paragraph(top + SPACE + HALF, text, Ink(look.text), left, inner)
    return top + height + HALF
