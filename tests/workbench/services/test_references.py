"""PySide6 6.12 lost a reference at each call that returned nothing; the interpreter died after 590 emits (shared/traps.md)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication


class _Teller(QObject):
    told = Signal(bool)


def test_that_emitting_and_painting_keep_the_references_of_none_and_true(qapp: QApplication) -> None:
    teller, image = _Teller(), QImage(8, 8, QImage.Format.Format_RGB32)
    heard: list[bool] = []
    teller.told.connect(heard.append)
    pen = QPen()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(2_000):
        teller.told.emit(True)
    heard.clear()
    painter = QPainter(image)
    for _ in range(20_000):
        painter.setPen(pen)
    painter.end()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(abs(late - early) < 200 for early, late in zip(before, after, strict=True)), (before, after)
