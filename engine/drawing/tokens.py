"""Tokens as chips that wrap, each with its id; what a chip is shows in its edge and text, never in its colour alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.drawing.canvas import Box, Ink, Line, Sheet
from engine.drawing.look import BODY, CAPTION, HALF, RADIUS, SPACE, bounds, colour_table, hex_colour, ink_on, places
from engine.drawing.scales import colour_bar
from engine.drawing.text import elide, text_width, visible
from engine.inspectors._blocks import Chip, Tokens
from engine.messages import Message, say

CHIPS = 1000  # more are in the numbers, not in the picture
HEIGHT = 42
_INSIDE = 7  # between a chip's edge and its text


class _Style(NamedTuple):
    dash: str
    edge: float
    name: Message


STYLES = {
    "special": _Style("5 3", 1, say("special token")),
    "unknown": _Style("", 2.5, say("unknown to the tokenizer: the text that it swallowed")),
    "bytes": _Style("1.5 2.5", 1.5, say("bytes of a character, in hex")),
    "cut": _Style("5 3", 1, say("cut off: the model does not see it")),
}


def draw_tokens(sheet: Sheet, block: Tokens, top: float) -> float:
    """The chips, then what their edges and colours mean; where that ends."""
    weights = None if block.weights is None else np.asarray(block.weights, dtype=np.float64)
    known = np.abs(weights[np.isfinite(weights)]) if weights is not None else np.zeros(0)
    low, high = bounds(0.0, float(known.max(initial=0.0)), diverging=True)
    table = colour_table(sheet.look, diverging=True)
    x, gap = sheet.left, HALF
    for index, chip in enumerate(block.chips[:CHIPS]):
        shown, under = _texts(chip)
        width = max(text_width(shown, BODY), text_width(under, CAPTION)) + 2 * _INSIDE
        width = min(width, sheet.width)
        if x > sheet.left and x + width > sheet.right:
            x, top = sheet.left, top + HEIGHT + gap
        fill = hex_colour(table[places(weights[index], low, high)]) if weights is not None else ""
        _chip(sheet, chip, Box(x, top, width, HEIGHT), fill)
        x += width + gap
    top += (HEIGHT if block.chips else 0) + SPACE
    if len(block.chips) > CHIPS:
        more = say("and {count} more tokens", count=len(block.chips) - CHIPS)
        top = sheet.paragraph(top, sheet.said(more), sheet.muted()) + HALF
    top = _legend(sheet, block, top)
    return colour_bar(sheet, top, (low, high), diverging=True) if weights is not None else top


def _texts(chip: Chip) -> tuple[str, str]:
    """What stands in a chip: its text, and its id below."""
    match chip.kind:
        case "special":
            return visible(chip.token), str(chip.id)
        case "unknown":
            return visible(chip.text or chip.token), f"? {chip.id}"
        case "bytes":
            return f"{chip.bytes} → {visible(chip.character)}" if chip.character else chip.bytes, str(chip.id)
        case _:
            return visible(chip.text or chip.token), str(chip.id)


def _chip(sheet: Sheet, chip: Chip, box: Box, fill: str) -> None:
    look, style = sheet.look, STYLES.get(chip.kind)
    ground = fill or (look.sunken if chip.kind in STYLES else look.surface)
    text = ink_on(fill) if fill else (look.muted if chip.kind in ("special", "cut") else look.text)
    edge = look.warning if chip.kind == "unknown" else look.edge
    sheet.rect(box, ground, Line(edge, style.edge if style else 1, style.dash if style else ""), RADIUS)
    shown, under = _texts(chip)
    shown = elide(shown, box.width - 2 * _INSIDE, BODY)
    middle = box.x + box.width / 2
    sheet.text(middle, box.y + 19, shown, Ink(text, BODY, "middle"))
    sheet.text(middle, box.y + 35, under, Ink(text if fill else look.muted, CAPTION, "middle"))
    if chip.kind == "cut":
        half = text_width(shown, BODY) / 2
        sheet.line(middle - half, box.y + 14, middle + half, box.y + 14, Line(text))


def _legend(sheet: Sheet, block: Tokens, top: float) -> float:
    """A small chip for each kind that occurs, with its name."""
    present = [kind for kind in STYLES if any(chip.kind == kind for chip in block.chips)]
    x, look = sheet.left, sheet.look
    for kind in present:
        style = STYLES[kind]
        name = sheet.said(style.name)
        width = 34 + text_width(name, CAPTION)
        if x > sheet.left and x + width > sheet.right:
            x, top = sheet.left, top + 20
        edge = look.warning if kind == "unknown" else look.edge
        sheet.rect(Box(x + 1, top + 2, 24, 14), look.sunken, Line(edge, style.edge, style.dash), HALF)
        if kind == "cut":
            sheet.line(x + 5, top + 9, x + 21, top + 9, Line(look.muted))
        if kind == "unknown":
            sheet.text(x + 13, top + 13, "?", Ink(look.muted, CAPTION, "middle"))
        sheet.text(x + 34, top + 13, name, sheet.muted())
        x += width + 2 * SPACE
    return top + (20 + HALF if present else 0)
