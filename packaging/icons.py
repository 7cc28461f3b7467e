"""Icons of every size and container, drawn by Qt from resources/icons/logo.svg: PNG, .ico, .icns, and the Windows installer's picture."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

LOGO = Path(__file__).resolve().parent.parent / "resources" / "icons" / "logo.svg"
BACKGROUND = "#e7ebfb"  # a light tint of the logo's blue
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
# Apple's code of each PNG entry -> pixels (iconutil's names: 16, 32, 16@2x, 32@2x, 128, 256, 128@2x, 512, 256@2x, 512@2x)
APPLE_TYPES = dict(
    zip(
        (b"icp4", b"icp5", b"ic11", b"ic12", b"ic07", b"ic08", b"ic13", b"ic09", b"ic14", b"ic10"),
        (16, 32, 32, 64, 128, 256, 256, 512, 512, 1024),
        strict=True,
    )
)


def png(size: int, margin: float = 0.0) -> bytes:
    """The logo as a square PNG; margin is the empty part at each side (Apple's grid leaves a tenth)."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(LOGO)).render(painter, QRectF(image.rect()).adjusted(*(size * margin * side for side in (1, 1, -1, -1))))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise RuntimeError("Qt could not write a PNG")
    return bytes(buffer.data().data())


def write_bmp(target: Path, width: int = 164, height: int = 314) -> Path:
    """The picture at the left of the Windows installer's first and last page, in the size that it has there."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(BACKGROUND))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = width * 0.6
    QSvgRenderer(str(LOGO)).render(painter, QRectF((width - side) / 2, (height - side) / 2, side, side))
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target), "BMP"):
        raise RuntimeError("Qt could not write a BMP")
    return target


def write_ico(target: Path) -> Path:
    """Windows: a directory of 16-byte entries, then the PNGs (read since Windows Vista); 0 stands for 256 pixels."""
    pictures = [(size, png(size)) for size in WINDOWS_SIZES]
    head, offset = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for size, data in pictures:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(head + b"".join(data for _, data in pictures))
    return target


def write_icns(target: Path) -> Path:
    """macOS: 'icns', the whole length, then code, length and PNG of each entry; all numbers big-endian."""
    entries = b""
    for code, size in APPLE_TYPES.items():
        data = png(size, margin=0.1)
        entries += code + struct.pack(">I", 8 + len(data)) + data
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"icns" + struct.pack(">I", 8 + len(entries)) + entries)
    return target
