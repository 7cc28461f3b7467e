"""Everything by name: type a few letters of what you want, press Return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workbench.services.icons import icon
from workbench.services.theme import SPACE, font, tokens

_WIDTH, _HEIGHT = 520, 380
_SHORTCUT = Qt.ItemDataRole.UserRole + 1
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Command:
    """One entry: what it is called, what it does, and its shortcut for people who want to learn it."""

    title: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = "arrow-right"


def match_rank(wanted: str, title: str) -> tuple[int, int] | None:
    """How well letters in their order are found in a title: (gaps, start), smaller is better; None if they aren't."""
    letters, text = wanted.casefold().replace(" ", ""), title.casefold()
    start = text.find(letters)
    if start >= 0:
        return (0, start)
    place, first, gaps = -1, -1, 0
    for letter in letters:
        found = text.find(letter, place + 1)
        if found < 0:
            return None
        if place >= 0 and found > place + 1:
            gaps += 1
        first = found if first < 0 else first
        place = found
    return (gaps, first)


class _ShortcutAtTheEnd(QStyledItemDelegate):
    """A row with its shortcut at the right, small and muted."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the row, then the shortcut over its end."""
        super().paint(painter, option, index)
        shortcut = index.data(_SHORTCUT)
        if shortcut:
            painter.save()
            painter.setFont(font("caption"))
            painter.setPen(QColor(tokens().text_muted))
            place = option.rect.adjusted(0, 0, -SPACE, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shortcut)
            painter.restore()


class CommandPalette(QFrame):
    """A popup with a line to type in and the commands that match; it goes away by Esc, a click elsewhere or a choice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._window = parent
        self.setObjectName("palette")
        self.setProperty("role", "palette")
        self._commands: list[Command] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        self.line = QLineEdit()
        self.line.setObjectName("palette.line")
        self.line.setPlaceholderText(self.tr("What do you want to do?"))
        self.line.setAccessibleName(self.tr("Search actions"))
        self.line.setToolTip(self.tr("Type some letters, choose with the arrow keys, press Return"))
        self.list = QListWidget()
        self.list.setObjectName("palette.list")
        self.list.setAccessibleName(self.tr("Matching actions"))
        self.list.setToolTip(self.tr("Press Return or click to run an action"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_ShortcutAtTheEnd(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(self._filter)
        self.line.returnPressed.connect(self._choose)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._clicked)
        self.resize(_WIDTH, _HEIGHT)

    def open(self, commands: list[Command]) -> None:
        """Show commands over the middle of the upper part of the window."""
        self._commands = commands
        self.line.clear()
        self._filter("")
        corner = QPoint((self._window.width() - self.width()) // 2, 8 * SPACE)
        self.move(self._window.mapToGlobal(corner))
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _filter(self, text: str) -> None:
        ranked = [(match_rank(text, command.title), index) for index, command in enumerate(self._commands)]
        self.list.clear()
        for _, index in sorted((rank, index) for rank, index in ranked if rank is not None):
            command = self._commands[index]
            item = QListWidgetItem(icon(command.icon, "text_muted"), command.title)
            item.setData(Qt.ItemDataRole.UserRole, index)
            item.setData(_SHORTCUT, command.shortcut)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _clicked(self, item: QListWidgetItem) -> None:
        self._choose()

    def _choose(self) -> None:
        if self.list.currentRow() < 0:
            return
        command = self._commands[self.list.currentItem().data(Qt.ItemDataRole.UserRole)]
        self.hide()
        command.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys of the line move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}[Qt.Key(event.key())]
            row = self.list.currentRow() + step
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
            return True
        return super().eventFilter(watched, event)
