"""Contrast and colours of the design system, computed."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from workbench.context import AppContext
from workbench.services._stylesheet import stylesheet
from workbench.services.theme import DARK, LIGHT, Palette, contrast, tokens

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = (
    "window",
    "rail",
    "surface",
    "raised",
    "sunken",
    "hover",
    "accent_soft",
    "selection",
    "success_soft",
    "warning_soft",
    "error_soft",
)
# Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB
SIGHT = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


@THEMES
@pytest.mark.parametrize("text", ["text", "text_muted", "link"])
def test_that_text_is_readable_on_every_ground(palette: Palette, text: str) -> None:
    ratios = {ground: contrast(getattr(palette, text), getattr(palette, ground)) for ground in GROUNDS}
    assert min(ratios.values()) >= 4.5, ratios


@THEMES
def test_that_text_on_the_accent_and_on_its_own_tint_is_readable(palette: Palette) -> None:
    for ground in ("accent", "accent_hover", "accent_pressed"):
        assert contrast(palette.accent_text, getattr(palette, ground)) >= 4.5, ground
    for level in ("success", "warning", "error"):
        for ground in (getattr(palette, f"{level}_soft"), palette.surface, palette.window):
            assert contrast(getattr(palette, level), ground) >= 4.5, level
    assert contrast(palette.selection_text, palette.selection) >= 4.5


@THEMES
def test_that_edges_and_marks_stand_out(palette: Palette) -> None:
    for mark in ("control_border", "accent", "focus"):
        for ground in ("window", "surface", "raised", "rail"):
            assert contrast(getattr(palette, mark), getattr(palette, ground)) >= 3.0, (mark, ground)
    for colour in palette.series:
        assert contrast(colour, palette.surface) >= 3.0, colour


@THEMES
@pytest.mark.parametrize("kind", list(SIGHT))
def test_that_every_reader_tells_the_series_apart(palette: Palette, kind: str) -> None:
    seen = [_seen(colour, kind) for colour in palette.series]
    distances = {
        pair: sum((a - b) ** 2 for a, b in zip(seen[pair[0]], seen[pair[1]], strict=True)) ** 0.5 for pair in combinations(range(7), 2)
    }
    assert min(distances.values()) > 15, distances  # CIE76; 2.3 is just noticeable
    assert min(distance for pair, distance in distances.items() if max(pair) < 4) > 30, distances


@THEMES
def test_that_the_stylesheet_is_complete(palette: Palette) -> None:
    made = stylesheet(palette)
    assert "$" not in made
    assert made.count("{") == made.count("}")


def test_that_a_theme_applies_at_once_and_tells(context: AppContext, qapp: QApplication) -> None:
    told: list[str] = []
    context.theme.changed.connect(lambda: told.append(context.theme.palette.name))
    context.settings.theme = "dark"
    assert tokens() is DARK
    assert DARK.surface in qapp.styleSheet()
    context.settings.theme = "light"
    assert told == ["dark", "light"]


def _seen(colour: str, kind: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as a colour-blind reader sees it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (min(max(sum(w * c for w, c in zip(row, linear, strict=True)), 0.0), 1.0) for row in SIGHT[kind])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
