"""A small PNG encoder (PNG specification, third edition, W3C 2025): one byte a pixel with a colour table, zlib, no filters."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED = (8, 3, 0, 0, 0)  # bit depth, colour type "palette", deflate, no filters, not interlaced


def png(pixels: np.ndarray[Any, Any], table: np.ndarray[Any, Any], clear: bool = False) -> bytes:
    """The file of an image. pixels: [height, width] uint8, places in the table; table: [up to 256, 3] uint8.

    clear: the table's first entry is no colour.
    """
    height, width = pixels.shape
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row begins with its filter, 0
    rows[:, 1:] = pixels
    header = struct.pack(">IIBBBBB", width, height, *_INDEXED)
    parts = [(b"IHDR", header), (b"PLTE", table.astype(np.uint8).tobytes())]
    parts += [(b"tRNS", b"\0")] if clear else []
    parts += [(b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def data_url(pixels: np.ndarray[Any, Any], table: np.ndarray[Any, Any], clear: bool = False) -> str:
    """The same as a data: URL, to stand in an SVG."""
    return "data:image/png;base64," + base64.b64encode(png(pixels, table, clear)).decode("ascii")


def fitted(values: np.ndarray[Any, Any], height: int, width: int) -> np.ndarray[Any, Any]:
    """A map of [rows, columns] numbers as one of [height, width]: values are repeated, or the strongest of some is kept.

    Never blurred. Where values have to share a pixel, the one farthest from 0 stands for them, so that no peak is lost.
    """
    return _fitted_rows(_fitted_rows(values, height).T, width).T


def _fitted_rows(values: np.ndarray[Any, Any], height: int) -> np.ndarray[Any, Any]:
    rows = len(values)
    if rows <= height:
        found: np.ndarray[Any, Any] = values[np.arange(height) * rows // height]
        return found
    starts = np.arange(height) * rows // height
    highest, lowest = np.fmax.reduceat(values, starts), np.fmin.reduceat(values, starts)
    strongest: np.ndarray[Any, Any] = np.where(np.abs(lowest) > np.abs(highest), lowest, highest)
    return strongest


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
