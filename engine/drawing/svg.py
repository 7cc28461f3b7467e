"""One block as one SVG document that stands by itself: title, picture, legend, note, and a line of where it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.drawing.canvas import Ink, Sheet
from engine.drawing.grids import draw_heatmap, draw_wall
from engine.drawing.lists import draw_bars, draw_table, draw_vectors, draw_vocabulary, draw_words
from engine.drawing.look import HALF, HEADING, PADDING, SPACE, palette
from engine.drawing.plots import draw_curve, draw_frames, draw_scatter
from engine.drawing.text import visible
from engine.drawing.tokens import draw_tokens
from engine.inspectors._blocks import Block
from engine.messages import Message, say, translate

NARROWEST, WIDEST = 480, 1200  # px within which a block is laid out; other widths are these, scaled

_DRAWN: dict[str, Callable[[Sheet, Any, float], float]] = {
    "tokens": draw_tokens,
    "heatmap": draw_heatmap,
    "wall": draw_wall,
    "curve": draw_curve,
    "scatter": draw_scatter,
    "frames": draw_frames,
    "table": draw_table,
    "bars": draw_bars,
    "words": draw_words,
    "vocabulary": draw_vocabulary,
    "vectors": draw_vectors,
}


def block_svg(block: Block, width: int = 900, dark: bool = False, language: str = "en", origin: Mapping[str, Any] | None = None) -> str:
    """The block as a complete SVG of that width in px; origin: the view's, for the line below the picture."""
    sheet = Sheet(min(max(width, NARROWEST), WIDEST), palette(dark), language)
    title = sheet.said(block.title)
    top = sheet.paragraph(PADDING, title, Ink(sheet.look.text, HEADING, bold=True)) + SPACE if title else float(PADDING)
    bottom = _DRAWN[block.kind](sheet, block, top) + HALF
    if block.note:
        bottom = sheet.paragraph(bottom, sheet.said(block.note), sheet.muted())
    words = caption(origin or {}, language)
    if words:
        bottom = sheet.paragraph(bottom + HALF, words, sheet.muted())
    return sheet.document(bottom + PADDING - HALF, title or block.name, width)


def caption(origin: Mapping[str, Any], language: str = "en") -> str:
    """Where a view came from in one line: model, step, hash, attention and so on, as far as the origin says."""
    return " · ".join(translate(fact, language) for fact in _facts(origin))


def _facts(origin: Mapping[str, Any]) -> list[Message]:
    """The known facts in their order; those of a model that has a table of its own (base, tuned) come one after the other."""
    found = []
    for key, said in _SAID.items():
        value = origin.get(key)
        if isinstance(value, Mapping):
            found += _facts(value)
        elif isinstance(value, str | int | float) and value != "":
            text = str(value)
            found.append(said(visible(text[:12] if key == "hash" else text)))
    return found


_SAID: dict[str, Callable[[str], Message]] = {
    "model": lambda value: say("model {name}", name=value),
    "base": lambda value: say("base {name}", name=value),
    "tuned": lambda value: say("tuned {name}", name=value),
    "run": lambda value: say("run {name}", name=value),
    "step": lambda value: say("step {step}", step=value),
    "hash": lambda value: say("hash {hash}", hash=value),
    "attention": lambda value: say("attention {name}", name=value),
    "dtype": lambda value: say("numbers {name}", name=value),
    "layer": lambda value: say("layer {layer}", layer=value),
}
