"""Blocks as SVG: well-formed, drawn by Qt in both themes, with any text inside, and with no label over another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from engine.drawing.look import DARK, LIGHT, bounds, colour_table, ink_on, places, rgb
from engine.drawing.png import fitted, png
from engine.drawing.scales import thinned, ticks
from engine.drawing.svg import block_svg, caption
from engine.drawing.text import elide, text_width, visible, wrap
from engine.inspectors._blocks import Bars, Block, Chip, Curve, Heatmap, Scatter, Series, Table, Tokens, Wall, Words
from engine.messages import say

CASES = (
    "tokens",
    "tokens-3",
    "tokens-300",
    "tokens-hard",
    "heatmap",
    "heatmap-wide",
    "heatmap-long",
    "wall",
    "wall-32",
    "curve",
    "curve-gap",
)
CASES += (
    "scatter",
    "scatter-moved",
    "scatter-many",
    "frames",
    "table",
    "bars",
    "bars-signed",
    "words",
    "words-plain",
    "vocabulary",
    "vectors",
)
TEXT = "{http://www.w3.org/2000/svg}text"
ANYTHING = st.text(alphabet=st.characters(), max_size=30) | st.text(alphabet="\ud800\udfff\x00\x1b<&\"'\u202e\u200d \n\t]>", max_size=8)


def painted(svg: str) -> np.ndarray:
    """[height, width, 4] uint8 as Qt draws it."""
    renderer = QSvgRenderer(QByteArray(svg.encode("utf-8")))
    assert renderer.isValid()
    image = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4).copy()


def lying_texts(root: ElementTree.Element) -> Iterator[tuple[float, float, float, float, str]]:
    """Left, top, right and lower edge of each unturned text, by the estimate of its width."""
    for element in root.iter(TEXT):
        if element.get("transform"):
            continue
        text, size = element.text or "", float(element.get("font-size", "0"))
        width = text_width(text, size, element.get("font-weight") == "bold")
        shift = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        x, y = float(element.get("x", "0")) - shift * width, float(element.get("y", "0"))
        yield x, y - 0.7 * size, x + width, y, text


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("case", CASES)
def test_that_every_kind_of_block_is_drawn_by_qt(blocks: dict[str, Block], case: str, dark: bool, qapp: QApplication) -> None:
    svg = block_svg(blocks[case], 900, dark, origin={"model": "m"})
    assert ElementTree.fromstring(svg).get("width") == "900"
    pixels = painted(svg)
    ground = rgb((DARK if dark else LIGHT).surface)
    assert tuple(pixels[2, 2, 2::-1]) == ground
    inked = (pixels[:, :, 2::-1] != ground).any(axis=2)
    assert inked.mean() > 0.005
    assert not inked[:, :10].any(), "something is drawn in the left margin"
    assert not inked[:, -10:].any(), "something is drawn in the right margin"


def test_that_the_cases_are_all_sample_blocks(blocks: dict[str, Block]) -> None:
    assert set(CASES) == set(blocks)
    assert {block.kind for block in blocks.values()} == {kind.model_fields["kind"].default for kind in Block.__subclasses__()}


@pytest.mark.parametrize("width", [300, 480, 700, 900, 1200])
@pytest.mark.parametrize("case", CASES)
def test_that_no_text_meets_another_or_leaves_the_sheet(blocks: dict[str, Block], case: str, width: int) -> None:
    root = ElementTree.fromstring(block_svg(blocks[case], width))
    drawn = float(root.get("viewBox", "").split()[2])
    texts = sorted(lying_texts(root), key=lambda text: text[1])
    assert all(text[0] >= 0 and text[2] <= drawn + 0.5 for text in texts), [t for t in texts if t[0] < 0 or t[2] > drawn + 0.5]
    met = []
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            if other[1] >= one[3]:
                break
            if one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5:
                met.append((one, other))
    assert not met


def test_that_svg_uses_nothing_that_tiny_lacks(blocks: dict[str, Block]) -> None:
    for block in blocks.values():
        svg = block_svg(block)
        assert not re.search(r"<style|class=|clip-path|<mask|<filter|dominant-baseline|var\(", svg)


@given(ANYTHING)
@settings(max_examples=150)
def test_that_tokens_of_any_unicode_make_well_formed_svg(text: str) -> None:
    chips = tuple(
        Chip(text=text, token=text, id=index, start=0, end=1, kind=kind, bytes="E4 BD", character=text)
        for index, kind in enumerate(("plain", "special", "unknown", "bytes", "cut"))
    )
    root = ElementTree.fromstring(block_svg(Tokens(name="tokens", title=say("{text}", text=text), chips=chips)).encode("utf-8"))
    shown = [element.text for element in root.iter(TEXT)]
    assert all(text in shown for text in (elide(visible(text), 854, 14),) if text)


@given(ANYTHING, st.floats(20, 300))
@settings(max_examples=150)
def test_that_cut_and_wrapped_text_keeps_its_bounds_and_its_characters(text: str, width: float) -> None:
    assert text_width(elide(text, width, 12), 12) <= max(width, text_width("…", 12)) + 0.02
    lines = wrap(text, width, 12)
    assert all(text_width(line, 12) <= max(width, 15.1) + 0.02 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" cat", "·cat"), ("a\nb\t", "a↵b⇥"), ("\x00", "U+0000"), ("a\x1b", "a‹U+001B›"), ("\u200d", "U+200D"), ("\u0301a", "◌\u0301a"),
        ("\u0301", "U+0301"),
        ("a\u202eb", "a‹U+202E›b"), ("\ud800", "\ufffd"), ("  ", "··"), ("", ""), ("👩\u200d👧", "👩\u200d👧"),
    ],
)  # fmt: skip
def test_that_hidden_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_that_chinese_closing_marks_do_not_begin_a_line() -> None:
    assert not [line for line in wrap("两个模型完全相同。每一层的差都是零。" * 9, 200, 14) if line[0] in "。，"]


def test_that_token_kinds_differ_without_colour(blocks: dict[str, Block]) -> None:
    rects = re.findall(r"<rect [^>]*rx=\"6\"[^>]*>", block_svg(blocks["tokens"]))
    edges = {(re.search(r'stroke-width="([^"]*)"', rect)[1], *re.findall(r'stroke-dasharray="([^"]*)"', rect)) for rect in rects}
    assert len(edges) == 4
    svg = block_svg(blocks["tokens"])
    assert ">? 100<" in svg and "90 88 → 🐈" in svg


def test_that_many_tokens_lines_and_rows_say_how_many_are_left_out(blocks: dict[str, Block]) -> None:
    chips = tuple(Chip(text="a", token="a", id=1, start=0, end=1) for _ in range(1003))
    assert "and 3 more tokens" in block_svg(Tokens(name="t", title=say("T"), chips=chips))
    lines = tuple(Series(name=say("s"), values=np.arange(3.0)) for _ in range(16))
    assert "and 2 more lines" in block_svg(Curve(name="c", title=say("C"), x=np.arange(3.0), series=lines))
    assert "and 15 more rows" in block_svg(blocks["table"])
    assert "Names of 3 of 7500 points" in block_svg(blocks["scatter-many"])


@pytest.mark.parametrize(
    "block",
    [
        Tokens(name="t", title=say("T"), chips=()),
        Heatmap(name="h", title=say("H"), values=np.zeros((0, 0), np.float32), rows=(), columns=()),
        Heatmap(name="h", title=say("H"), values=np.full((2, 2), np.nan, np.float32), rows=("a", "b"), columns=("c", "d"), low=0, high=0),
        Heatmap(name="h", title=say("H"), values=np.ones((1, 1), np.float32), rows=("a" * 90,), columns=("c" * 90,)),
        Wall(name="w", title=say("W"), values=np.zeros((0, 2, 3, 3), np.float32), rows=()),
        Wall(name="w", title=say("W"), values=np.full((1, 1, 1, 1), np.nan, np.float32), rows=("layer 1",)),
        Curve(name="c", title=say("C"), x=np.zeros(0), series=()),
        Curve(name="c", title=say("C"), x=np.array([3]), series=(Series(name=say("one"), values=np.array([np.inf])),)),
        Scatter(name="s", title=say("S"), points=np.zeros((0, 2), np.float32), names=()),
        Scatter(name="s", title=say("S"), points=np.array([[1, 1], [np.nan, 0]], np.float32), names=("a", "b")),
        Table(name="t", title=say("T"), columns=(), rows=()),
        Bars(name="b", title=say("B"), names=(), values=np.zeros(0)),
        Bars(name="b", title=say("B"), names=("a", "b"), values=np.array([0.0, np.nan])),
        Words(name="w", title=say(""), text=say("")),
    ],
    ids=lambda block: block.kind,
)
def test_that_empty_blocks_and_missing_numbers_are_drawn(block: Block, qapp: QApplication) -> None:
    assert painted(block_svg(block)).shape[1] == 900


def test_that_a_png_holds_its_pixels(qapp: QApplication) -> None:
    pixels = np.arange(12, dtype=np.uint8).reshape(3, 4)
    table = np.random.default_rng(0).integers(0, 256, (12, 3), dtype=np.uint8)
    image = QImage.fromData(QByteArray(png(pixels, table)))
    found = [[QImage.pixelColor(image, x, y).getRgb()[:3] for x in range(4)] for y in range(3)]
    assert np.array_equal(np.array(found, dtype=np.uint8), table[pixels])
    clear = QImage.fromData(QByteArray(png(pixels, table, clear=True)))
    assert [clear.pixelColor(x, 0).alpha() for x in range(4)] == [0, 255, 255, 255]


def test_that_a_map_keeps_its_strongest_values_when_it_shrinks() -> None:
    values = np.random.default_rng(0).normal(size=(97, 53))
    small = fitted(values, 10, 7)
    assert np.abs(small).max() == np.abs(values).max()
    assert np.isin(small, values).all()
    assert np.array_equal(fitted(values, 970, 530)[::10, ::10], values)


def test_that_the_heatmaps_picture_shows_the_ramp_of_each_value(qapp: QApplication) -> None:
    values = np.array([[0.0, 0.5], [1.0, np.nan]], np.float32)
    svg = block_svg(Heatmap(name="h", title=say("H"), values=values, rows=("a", "b"), columns=("c", "d")))
    box = ElementTree.fromstring(svg).find(".//{http://www.w3.org/2000/svg}image")
    assert box is not None
    x, y, width, height = (float(box.get(name, "0")) for name in ("x", "y", "width", "height"))
    pixels = painted(svg)
    table = colour_table(LIGHT)
    for row, column in np.ndindex(2, 2):
        found = pixels[round(y + height * (row + 0.15) / 2), round(x + width * (column + 0.5) / 2), 2::-1]
        assert np.abs(found.astype(int) - table[places(values, 0, 1)[row, column]].astype(int)).max() <= 2


def test_that_ticks_are_round_and_inside() -> None:
    assert ticks(0.0, 1.0) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert ticks(0, 11, 8, whole=True) == [0, 2, 4, 6, 8, 10]
    assert ticks(0, 2, 8, whole=True) == [0, 1, 2]
    assert ticks(-1e-5, 3e-5) == [-1e-5, 0.0, 1e-5, 2e-5, 3e-5]
    assert [thinned(value) for value in (0.2, 1, 1.1, 3, 37, 100)] == [1, 1, 2, 5, 50, 100]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_that_text_reads_on_every_colour_of_a_ramp(palette: type[LIGHT]) -> None:
    from workbench.services.theme import contrast

    for diverging in (False, True):
        for colour in colour_table(palette, diverging):
            ground = "#{:02x}{:02x}{:02x}".format(*colour)
            assert contrast(ink_on(ground), ground) >= 4.5, ground
    assert contrast(palette.muted, palette.surface) >= 4.5 and contrast(palette.text, palette.sunken) >= 4.5


def test_that_the_colours_are_the_windows() -> None:
    from workbench.services import theme

    for ours, theirs in ((LIGHT, theme.LIGHT), (DARK, theme.DARK)):
        for name in ("surface", "sunken", "border", "text", "warning", "warning_soft", "series"):
            assert getattr(ours, name) == getattr(theirs, name)
        assert (ours.muted, ours.edge) == (theirs.text_muted, theirs.control_border)


def test_that_a_diverging_ramp_lies_evenly_around_nothing() -> None:
    assert bounds(-1, 3, True) == (-3, 3)
    assert bounds(2, 2, False) == (2, 3)
    assert places(np.array([-3.0, 0.0, 3.0, np.nan]), -3, 3).tolist() == [0, 127, 254, 255]


def test_that_the_caption_says_where_a_picture_came_from(blocks: dict[str, Block]) -> None:
    origin = {"model": "a<b", "step": None, "hash": "0123456789abcdef", "attention": "sdpa", "settings": {"text": "x"}}
    assert caption(origin) == "model a<b · hash 0123456789ab · attention sdpa"
    assert caption({"base": {"model": "m", "hash": "1"}, "tuned": {"model": "m", "step": 20}}) == "model m · hash 1 · model m · step 20"
    assert "model a&lt;b · hash" in block_svg(blocks["wall"], origin=origin)
