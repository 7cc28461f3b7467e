"""The sheet that blocks are drawn on: SVG Tiny 1.2 elements with attributes only, as browsers and Qt's renderer both draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from engine.drawing.look import BODY, CAPTION, FAMILY, HALF, LIGHT, PADDING, SPACE, Palette
from engine.drawing.text import elide, escaped, text_width, wrap
from engine.messages import Message, translate

LINE = 1.4  # distance of two lines of text, in text sizes


class Box(NamedTuple):
    """A rectangle in px."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def meets(self, other: Box) -> bool:
        """Do the two overlap?"""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Ink(NamedTuple):
    """How text is set; turned: degrees clockwise around its start."""

    colour: str
    size: int = BODY
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    turned: int = 0


class Line(NamedTuple):
    """How a stroke is drawn."""

    colour: str
    width: float = 1.0
    dash: str = ""
    opacity: float = 1.0


@dataclass
class Sheet:
    """Elements so far, and what all of them share. left and width: the room inside the padding."""

    full_width: int
    look: Palette = LIGHT
    language: str = "en"
    parts: list[str] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where contents begin."""
        return PADDING

    @property
    def width(self) -> float:
        """How wide contents may be."""
        return self.full_width - 2 * PADDING

    @property
    def right(self) -> float:
        """Where contents end."""
        return self.left + self.width

    def said(self, message: Message) -> str:
        """A message in the sheet's language."""
        return translate(message, self.language)

    def muted(self, anchor: Literal["start", "middle", "end"] = "start") -> Ink:
        """The ink of labels."""
        return Ink(self.look.muted, CAPTION, anchor)

    def rect(self, box: Box, fill: str = "none", line: Line | None = None, radius: float = 0) -> None:
        """A rectangle."""
        corner = f' rx="{_px(radius)}"' if radius else ""
        size = f'width="{_px(max(box.width, 0))}" height="{_px(max(box.height, 0))}"'
        self.parts.append(f'<rect x="{_px(box.x)}" y="{_px(box.y)}" {size}{corner} fill="{fill}"{_stroke(line)}/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, line: Line) -> None:
        """A straight stroke."""
        self.parts.append(f'<line x1="{_px(x1)}" y1="{_px(y1)}" x2="{_px(x2)}" y2="{_px(y2)}"{_stroke(line)}/>')

    def polyline(self, points: Sequence[tuple[float, float]], line: Line) -> None:
        """A line through points."""
        places = " ".join(f"{_px(x)},{_px(y)}" for x, y in points)
        self.parts.append(f'<polyline points="{places}" fill="none" stroke-linejoin="round"{_stroke(line)}/>')

    def polygon(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        """A filled outline."""
        places = " ".join(f"{_px(x)},{_px(y)}" for x, y in points)
        self.parts.append(f'<polygon points="{places}" fill="{fill}"/>')

    def circle(self, x: float, y: float, radius: float, fill: str, line: Line | None = None) -> None:
        """A disc."""
        self.parts.append(f'<circle cx="{_px(x)}" cy="{_px(y)}" r="{_px(radius)}" fill="{fill}"{_stroke(line)}/>')

    def image(self, box: Box, url: str) -> None:
        """A picture stretched over the box."""
        size = f'x="{_px(box.x)}" y="{_px(box.y)}" width="{_px(box.width)}" height="{_px(box.height)}"'
        self.parts.append(f'<image {size} preserveAspectRatio="none" image-rendering="optimizeSpeed" xlink:href="{url}"/>')

    def text(self, x: float, y: float, text: str, ink: Ink) -> None:
        """One line of text; y: its baseline."""
        weight = ' font-weight="bold"' if ink.bold else ""
        anchor = f' text-anchor="{ink.anchor}"' if ink.anchor != "start" else ""
        turned = f' transform="rotate({ink.turned} {_px(x)} {_px(y)})"' if ink.turned else ""
        place = f'x="{_px(x)}" y="{_px(y)}" font-size="{ink.size}" fill="{ink.colour}"'
        self.parts.append(f"<text {place}{weight}{anchor}{turned}>{escaped(text)}</text>")

    def paragraph(self, top: float, text: str, ink: Ink, left: float = 0, width: float = 0) -> float:
        """Wrapped text from the top on; where it ends. left and width: the whole room unless given."""
        height = ink.size * LINE
        for line in wrap(text, width or self.width, ink.size, ink.bold):
            self.text(left or self.left, top + ink.size, line, ink)
            top += height
        return top

    def legend(self, top: float, entries: Sequence[Entry]) -> float:
        """Marks with their names, as many in a row as fit; where they end, with the gap below."""
        x, height = self.left, CAPTION * LINE + HALF
        for entry in entries:
            label = elide(entry.label, self.width - 40, CAPTION)
            width = 26 + text_width(label, CAPTION) + 2 * SPACE
            if x > self.left and x + width - 2 * SPACE > self.right:
                x, top = self.left, top + height
            self.mark(entry, x, top + height / 2)
            self.text(x + 26, top + height / 2 + 4, label, self.muted())
            x += width
        return top + height + HALF if entries else top

    def mark(self, entry: Entry, x: float, y: float) -> None:
        """The mark of a legend's entry in a place of 20 px from x on, y: its middle."""
        if entry.shape in ("line", "dashed"):
            self.line(x, y, x + 20, y, Line(entry.colour, 2, DASHED if entry.shape == "dashed" else ""))
        else:
            self.point(x + 10, y, entry.shape, entry.colour)

    def point(self, x: float, y: float, shape: Shape, colour: str) -> None:
        """A mark of a data point."""
        size = 4.0
        match shape:
            case "square":
                self.rect(Box(x - size, y - size, 2 * size, 2 * size), colour, Line(self.look.surface))
            case "triangle":
                self.polygon([(x, y - 1.3 * size), (x + 1.2 * size, y + size), (x - 1.2 * size, y + size)], colour)
            case "ring":
                self.circle(x, y, size - 0.5, self.look.surface, Line(colour, 1.5))
            case _:
                self.circle(x, y, size, colour, Line(self.look.surface))

    def document(self, height: float, label: str, width: int = 0) -> str:
        """The whole SVG; width: the one that it is to be shown in, if that isn't the sheet's."""
        shown = width or self.full_width
        size = f'width="{shown}" height="{_px(height * shown / self.full_width)}" viewBox="0 0 {self.full_width} {_px(height)}"'
        spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ground = f'<rect x="0" y="0" width="{self.full_width}" height="{_px(height)}" fill="{self.look.surface}"/>'
        head = f'<svg {spaces} version="1.2" baseProfile="tiny" {size} role="img" aria-label="{escaped(label)}">'
        return "\n".join([head, f'<g font-family="{escaped(FAMILY)}">', ground, *self.parts, "</g>", "</svg>", ""])


Shape = Literal["dot", "square", "triangle", "ring", "line", "dashed"]
DASHED = "7 4"


class Entry(NamedTuple):
    """A mark and its name."""

    shape: Shape
    colour: str
    label: str


def _px(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _stroke(line: Line | None) -> str:
    if line is None:
        return ""
    dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
    opacity = f' stroke-opacity="{line.opacity:g}"' if line.opacity < 1 else ""
    return f' stroke="{line.colour}" stroke-width="{line.width:g}"{dash}{opacity}'
