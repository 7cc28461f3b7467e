"""Text without fonts: estimated widths, cutting, wrapping, and what of any string can stand in XML and be seen.

Widths are those of DejaVu Sans, the widest of the usual families, so that text set in another one is narrower than its place.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDTHS = (  # em, and the ASCII characters that are at most so wide; others: 0.64
    (0.30, "'IJijl"),
    (0.37, " ,-./:;\\f|"),
    (0.42, "!()[]rt"),
    (0.54, '"*?_`csz'),
    (0.80, "&ABCDEGHKLNOPQRSTUVXYZw"),
    (0.87, "#+<=>M^~"),
    (1.00, "%@Wm"),
)
_ASCII = {character: width for width, characters in _WIDTHS for character in characters}
_BOLD = 1.1
_ZERO_WIDTH = ("Mn", "Me", "Cf")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # would turn the text around them
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff\x80-\x9f]")
_WIDE = "\u2e80-\u3000\u3003-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_CLOSING = "、。〉》」』】〕！），．：；？"  # never begins a line
_UNITS = re.compile(rf"\s+|[{_WIDE}、。][{_CLOSING}]*|[^\s{_WIDE}、。]+")


@lru_cache(maxsize=20_000)
def em(character: str) -> float:
    """The estimated width of one character, in em."""
    if character < "\x7f":
        return _ASCII.get(character, 0.64)
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.25 if character >= "\U0001f000" else 1.0
    return 0.75 if character < "\u0250" else 1.0


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The estimated width in px of a line of text in a size of so many px."""
    return sum(map(em, text)) * size * (_BOLD if bold else 1.0)


def elide(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text, its end replaced by … where it is wider than that."""
    if text_width(text, size, bold) <= width + 0.01:  # the sum of the same widths, in another order
        return text
    room, kept = width - text_width("…", size, bold), 0
    for character in text:
        room -= text_width(character, size, bold)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The lines of a text: broken at spaces and between ideographs, elsewhere only in a word that is wider than a line."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for unit in _units(paragraph, width, size, bold):
            if line and text_width((line + unit).rstrip(), size, bold) > width:
                lines.append(line.rstrip())
                line = ""
            line = unit.lstrip() if not line and lines else line + unit
        lines.append(line.rstrip())
    return lines


def _units(paragraph: str, width: float, size: float, bold: bool) -> list[str]:
    found: list[str] = []
    for unit in _UNITS.findall(paragraph):
        piece = ""
        for character in unit:
            if piece and text_width(piece + character, size, bold) > width:
                found.append(piece)
                piece = ""
            piece += character
        found.append(piece)
    return found


def legal(text: str) -> str:
    """What XML can hold: control characters as their pictures (U+2400 and on), lone surrogates and non-characters as U+FFFD."""
    shown = "".join(chr(0x2400 + ord(c)) if c < " " and c not in "\n\t" else "\u2421" if c == "\x7f" else c for c in text)
    return _ILLEGAL.sub("\ufffd", shown)


def visible(text: str) -> str:
    """A name, token or cell on one line with nothing hidden in it: outer spaces as ·, line ends as ↵, what has no shape by its code."""
    inner = text.strip(" ")
    before = len(text) - len(text.lstrip(" "))
    marked = "·" * before + inner + "·" * (len(text) - before - len(inner))
    marked = re.sub("\r\n|[\n\r\u2028\u2029]", "↵", marked).replace("\t", "⇥")
    if text and all(unicodedata.category(c) in (*_ZERO_WIDTH, "Zs", "Cc") and c not in " \n\r\t" for c in text):
        return " ".join(f"U+{ord(c):04X}" for c in text)
    if marked and unicodedata.category(marked[0]) in ("Mn", "Me", "Mc"):
        marked = "\u25cc" + marked
    for hidden in (_CONTROL, _BIDI):
        marked = hidden.sub(lambda found: f"‹U+{ord(found[0]):04X}›", marked)
    return legal(marked)


def escaped(text: str) -> str:
    """Legal text with XML's own characters as entities, for contents and attributes."""
    marked = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return marked.replace('"', "&quot;").replace("'", "&#39;")


def number(value: float) -> str:
    """A number as a person reads it: four digits, whole ones whole."""
    if isinstance(value, int):
        return str(value)
    value = float(value)
    if value != value:
        return "NaN"
    return f"{value:.0f}" if value.is_integer() and abs(value) < 1e6 else f"{value:.4g}"
