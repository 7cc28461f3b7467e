"""Messages that belong to no page, on top of all of them, one below the other."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.services.theme import HALF, SPACE
from workbench.widgets.banner import Banner

SHOWN = 3  # at once; a newer one takes the place of the oldest
PASSING = 8000  # milliseconds that good news stays; warnings and errors stay until they are put away


class Notices(QWidget):
    """The newest messages of context.notified."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 0)
        column.setSpacing(HALF)
        self._banners = [Banner(f"notice.{number}") for number in range(SHOWN)]
        self._timers = [QTimer(self) for _ in self._banners]
        self._order: list[int] = []
        for banner, timer in zip(self._banners, self._timers, strict=True):
            column.addWidget(banner)
            banner.closed.connect(self._sweep)
            timer.setSingleShot(True)
            timer.setInterval(PASSING)
            timer.timeout.connect(banner.clear)
            timer.timeout.connect(self._sweep)
        self.hide()

    def tell(self, level: str, text: str) -> None:
        """Show a message; the same one twice is shown once."""
        if text in self.texts():
            return
        free = [index for index, banner in enumerate(self._banners) if not banner.level]
        place = free[0] if free else self._order.pop(0)
        self._order = [index for index in self._order if index != place] + [place]
        self._banners[place].tell(level, text)
        self._timers[place].stop()
        if level in ("info", "success"):
            self._timers[place].start()
        self.show()

    def texts(self) -> list[str]:
        """The messages that are shown."""
        return [banner.text() for banner in self._banners if banner.level]

    def _sweep(self) -> None:
        self.setVisible(bool(self.texts()))
