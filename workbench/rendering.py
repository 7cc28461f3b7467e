"""`--render`: draws SVG files as PNG or PDF and ends. The engine starts it as a child process (engine/drawing/raster.py).

It needs no window and no display: fonts and a painter are all it takes from Qt.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgRenderer

POINTS = 0.75  # a CSS pixel is 1/96 inch, a point 1/72
DOTS = 288  # of an inch of a page: positions are rounded to these
HIGHEST = 32_000  # px; Qt's painter draws no further than 32,767


def main(arguments: Sequence[str]) -> int:
    """Render each pair of SVG and target; 0, or 2 after saying on stderr what could not be done."""
    parser = argparse.ArgumentParser(prog="tunebench --render")
    parser.add_argument("files", nargs="+", metavar="SVG OUT", help="an SVG file and a .png or .pdf, as often as wanted")
    parser.add_argument("--width", type=int, default=0, help="pixels of a PNG; without it, the drawing's own")
    parser.add_argument("--scale", type=float, default=1.0, help="times that many")
    chosen = parser.parse_args(list(arguments))
    if len(chosen.files) % 2:
        return _refused("each SVG needs a file to be written to")
    application = QGuiApplication.instance() or QGuiApplication(["tunebench"])
    for source, target in zip(chosen.files[::2], chosen.files[1::2], strict=True):
        renderer = QSvgRenderer(source)
        if not renderer.isValid() or renderer.defaultSize().isEmpty():
            return _refused(f"{Path(source).name} is no SVG that can be drawn")
        suffix = Path(target).suffix.lower()
        if suffix not in (".png", ".pdf"):
            return _refused(f"{Path(target).name} is neither .png nor .pdf")
        done = _pdf(renderer, target) if suffix == ".pdf" else _png(renderer, target, chosen.width, chosen.scale)
        if not done:
            return _refused(f"{Path(target).name} can't be written")
    del application
    return 0


def _png(renderer: QSvgRenderer, target: str, width: int, scale: float) -> bool:
    own = renderer.defaultSize()
    across = max(round((width or own.width()) * scale), 1)
    down = max(round(across * own.height() / own.width()), 1)
    if max(across, down) > HIGHEST:
        return False
    image = QImage(QSize(across, down), QImage.Format.Format_RGB32)
    if image.isNull():
        return False
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    renderer.render(painter, QRectF(0, 0, across, down))
    painter.end()
    return image.save(target)


def _pdf(renderer: QSvgRenderer, target: str) -> bool:
    """One page as large as the drawing; pictures in it stay what they are, pixel for pixel."""
    own = renderer.defaultSize()
    writer = QPdfWriter(target)
    writer.setResolution(DOTS)
    writer.setCreator("Tunebench")
    page = QSizeF(own.width() * POINTS, own.height() * POINTS)
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    if not painter.begin(writer):
        return False
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    renderer.render(painter, QRectF(0, 0, writer.width(), writer.height()))
    return painter.end()


def _refused(reason: str) -> int:
    if sys.stderr is not None:  # a windowed program on Windows has none
        sys.stderr.write(f"{reason}\n")
    return 2
