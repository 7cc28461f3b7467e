"""The colours and sizes of every drawing, light and dark: the window's palette (workbench/services/theme.py), written once here.

Series and ramps are told apart by readers with protanopia and deuteranopia: ramps run in lightness, diverging ones
from orange to blue, both ends as far from the middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

CAPTION, BODY, HEADING = 12, 14, 18  # px
SPACE, HALF = 8, 4
PADDING = 16
RADIUS = 6
MISSING = 255  # place in a colour table of what is no number
FAMILY = "sans-serif, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'WenQuanYi Micro Hei'"


@dataclass(frozen=True)
class Palette:
    """The named colours of one theme, "#rrggbb"; between: the ground between maps; rising and diverging: stops of ramps."""

    surface: str
    sunken: str
    border: str
    edge: str
    text: str
    muted: str
    accent: str
    warning: str
    warning_soft: str
    missing: str
    between: str
    series: tuple[str, ...]
    rising: tuple[str, ...]
    diverging: tuple[str, ...]


LIGHT = Palette(
    surface="#ffffff",
    sunken="#f1f3f6",
    border="#e0e3e9",
    edge="#7f8693",
    text="#1b1e24",
    muted="#575e6a",
    accent="#3b5bdb",
    warning="#8a5300",
    warning_soft="#fdf1dc",
    missing="#c9b8c4",
    between="#ffffff",
    series=("#1f86cf", "#d0700a", "#2f9e76", "#5b2560", "#6d5410", "#3a33c8", "#5e646e"),
    rising=("#f1f3f6", "#a9cbee", "#3f86d0", "#1b4a97", "#0a2450"),
    diverging=("#7a3300", "#d0700a", "#f3b983", "#f4f5f7", "#9cc6ec", "#1f77c2", "#0b3a78"),
)
DARK = Palette(
    surface="#1c1f25",
    sunken="#23272e",
    border="#2c3038",
    edge="#737b88",
    text="#e7e9ed",
    muted="#a3aab6",
    accent="#8aa2ff",
    warning="#e9b25a",
    warning_soft="#352911",
    missing="#5c4a58",
    between="#474d59",
    series=("#2b88f5", "#d9763b", "#8bfbd3", "#c2438f", "#fbeba2", "#ada7ea", "#adb2ba"),
    rising=("#23272e", "#1d4676", "#2b7fd6", "#84bcf6", "#eaf4ff"),
    diverging=("#ffe0bd", "#e8924a", "#7d4418", "#262a31", "#1d4f86", "#4a9bea", "#cfe6ff"),
)


def palette(dark: bool) -> Palette:
    """The colours of a theme."""
    return DARK if dark else LIGHT


def colour_table(chosen: Palette, diverging: bool = False) -> np.ndarray[Any, Any]:
    """[256, 3] uint8: 255 steps of the ramp, then the colour of what is no number."""
    stops = np.array([rgb(stop) for stop in (chosen.diverging if diverging else chosen.rising)], dtype=np.float64)
    places = np.linspace(0, len(stops) - 1, MISSING)
    ramp = np.stack([np.interp(places, np.arange(len(stops)), stops[:, channel]) for channel in range(3)], axis=1)
    return np.vstack([ramp, rgb(chosen.missing)]).round().astype(np.uint8)


def bounds(low: float, high: float, diverging: bool) -> tuple[float, float]:
    """The numbers at the two ends of a ramp; a diverging one lies evenly around 0, and no ramp is a point."""
    if diverging:
        high = max(abs(low), abs(high))
        low = -high
    return (low, high) if high > low else (low, low + 1.0)


def places(values: np.ndarray[Any, Any], low: float, high: float) -> np.ndarray[Any, Any]:
    """Each value's place in a colour table, uint8, in the shape of the values."""
    numbers = np.asarray(values, dtype=np.float64)
    known = np.isfinite(numbers)
    shares = np.clip((np.where(known, numbers, low) - low) / (high - low), 0, 1)
    found: np.ndarray[Any, Any] = np.where(known, (shares * (MISSING - 1)).round(), MISSING).astype(np.uint8)
    return found


def rgb(colour: str) -> tuple[int, int, int]:
    """ "#rrggbb" as numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hex_colour(colour: np.ndarray[Any, Any]) -> str:
    """Three numbers from 0 to 255 as "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*(int(channel) for channel in colour))


def ink_on(ground: str) -> str:
    """Black or white, whichever reads better on the ground (contrast of WCAG 2.2)."""
    linear = [(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in (part / 255 for part in rgb(ground))]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if luminance < 0.179 else "#000000"
