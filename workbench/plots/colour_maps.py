"""Colour maps made from a theme: one for amounts, one for differences. Lightness is even along both (OKLab), so that order
is read from lightness alone and colour blindness takes nothing away; the two ends of a difference are equally strong."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.services.theme import Palette

Floats = NDArray[np.float64]
Table = NDArray[np.uint8]
DEEPER = 0.3  # how far the ends of a difference lie beyond the series' own lightness, towards text
# Ottosson 2020, "A perceptual color space for image processing": linear sRGB to cone responses, their cube roots to L, a, b
_CONES = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]]
)
_OPPONENT = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099], [0.0259040371, 0.7827717662, -0.8086757660]]
)


def sequential(palette: Palette) -> Table:
    """[256, 3] uint8: from the surface over the accent to nearly the text's lightness; entry 0 repeats entry 1."""
    surface, accent, link, text = (oklab(colour) for colour in (palette.surface, palette.accent, palette.link, palette.text))
    stops = [surface, accent, link if palette.dark else 0.35 * accent + 0.65 * text, 0.5 * link + 0.5 * text]
    path = np.array(sorted(stops[: 4 if palette.dark else 3], key=lambda stop: float(stop[0])))
    light = np.linspace(surface[0], path[-1 if palette.dark else 0, 0], 255)
    return _table(np.stack([light, *(np.interp(light, path[:, 0], path[:, axis]) for axis in (1, 2))], axis=1))


def diverging(palette: Palette) -> Table:
    """[256, 3] uint8: the second series' colour below, the surface at entry 128, the first one's above; entry 0 repeats entry 1."""
    surface, text, above, below = (oklab(colour) for colour in (palette.surface, palette.text, *palette.series[:2]))
    light = (above[0] + below[0]) / 2
    light += DEEPER * (text[0] - light)
    share = np.linspace(0.0, 1.0, 128)[:, None]
    arms = [surface + share * (np.array([light, colour[1], colour[2]]) - surface) for colour in (below, above)]
    return _table(np.concatenate([arms[0][::-1], arms[1][1:]]))


def oklab(colour: str) -> Floats:
    """Lightness, a and b of "#rrggbb"."""
    coded = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    found: Floats = _OPPONENT @ np.cbrt(_CONES @ linear)
    return found


def _table(colours: Floats) -> Table:
    """[255, 3] OKLab colours as [256, 3] sRGB."""
    linear = (colours @ np.linalg.inv(_OPPONENT).T) ** 3 @ np.linalg.inv(_CONES).T
    linear = np.clip(linear, 0.0, 1.0)
    coded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    table: Table = np.rint(255 * np.concatenate([coded[:1], coded])).astype(np.uint8)
    return table
