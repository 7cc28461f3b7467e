"""The rows' header: each column's name, and below it the role that it plays, which a click or a key changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QMenu, QToolTip, QWidget

from engine.api import Role
from workbench.services.icons import pixmap
from workbench.services.language import shown
from workbench.services.theme import HALF, SPACE, font, text_px, tokens
from workbench.widgets.text import tip

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_Down)
_ARROW = 12


class RoleHeader(QHeaderView):
    """A horizontal header with a chip under each name. Left and Right move, Return, Space, F2 or Down open the menu.

    Signals: role_chosen(column number, name of the role or "" for none); column_reached(column number) by the keyboard.
    """

    role_chosen = Signal(int, str)
    column_reached = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Columns and their roles"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(96)
        self._roles: tuple[Role, ...] = ()
        self._played: dict[int, str] = {}
        self._current = 0
        self.menu = QMenu(self)
        self.menu.setObjectName(f"{name}.menu")
        self.menu.triggered.connect(self._chosen)
        self.sectionClicked.connect(self.open_menu)

    def show_roles(self, roles: Sequence[Role], columns: Sequence[str], played: Mapping[str, str]) -> None:
        """Show which column plays which role; `played` is role to column."""
        self._roles = tuple(roles)
        self._played = {columns.index(column): role for role, column in played.items() if column in columns}
        self._current = min(self._current, max(self.count() - 1, 0))
        self._describe()
        self.viewport().update()

    def role_text(self, column: int) -> str:
        """What the chip of a column says."""
        titles = {role.name: shown(role.title) for role in self._roles}
        return titles.get(self._played.get(column, ""), self.tr("no role"))

    @Slot(int)
    def open_menu(self, column: int) -> None:
        """Let a role be chosen for a column."""
        self._current = column
        self._describe()
        self.menu.clear()
        for role in self._roles:
            self._entry(role.name, shown(role.title), self._played.get(column) == role.name)
        self.menu.addSeparator()
        self._entry("", self.tr("No role"), column not in self._played)
        place = QPoint(self.sectionViewportPosition(column) + SPACE, self.height())
        self.menu.popup(self.viewport().mapToGlobal(place))

    def _entry(self, role: str, title: str, checked: bool) -> None:
        action = QAction(title, self.menu)
        action.setObjectName(f"{self.objectName()}.role.{role or 'none'}")
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData(role)
        self.menu.addAction(action)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self.role_chosen.emit(self._current, str(action.data()))

    def _describe(self) -> None:
        model = self.model()
        if model is not None and self.count():
            name = str(model.headerData(self._current, Qt.Orientation.Horizontal))
            self.setAccessibleDescription(self.tr("{column}: {role}").format(column=name, role=self.role_text(self._current)))

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the columns, or open the menu of one."""
        if not self.count():
            super().keyPressEvent(event)
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -self.count(), Qt.Key.Key_End: self.count()}
        key = Qt.Key(event.key())
        if key in _OPENING:
            self.open_menu(self._current)
        elif key in steps:
            self._current = min(max(self._current + steps[key], 0), self.count() - 1)
            self._describe()
            self.column_reached.emit(self._current)
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Whole names and what a click does, as tooltips."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self.logicalIndexAt(event.pos())
            if column >= 0:
                name = str(self.model().headerData(column, Qt.Orientation.Horizontal))
                text = self.tr("{column}: {role}. Click to choose its role.").format(column=name, role=self.role_text(column))
                QToolTip.showText(event.globalPos(), tip(text), self)
                return True
        return super().viewportEvent(event)

    # painting

    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(super().sizeHint().width(), text_px("body") + text_px("caption") + 4 * SPACE)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Paint the name and the chip."""
        palette = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(palette.sunken))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(palette.border))
        inside = rect.adjusted(SPACE + 3, SPACE - 1, -SPACE, -SPACE)
        painter.setFont(font("body", semibold=True))
        painter.setPen(QColor(palette.text))
        name = str(self.model().headerData(column, Qt.Orientation.Horizontal))
        line = QRect(inside.left(), inside.top(), inside.width(), painter.fontMetrics().height())
        painter.drawText(
            line, Qt.AlignmentFlag.AlignLeft, painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, line.width())
        )
        self._paint_chip(
            painter, QRect(inside.left(), line.bottom() + HALF, inside.width(), inside.bottom() - line.bottom() - HALF + 3), column
        )
        if self.hasFocus() and column == self._current:
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), HALF, HALF)
        painter.restore()

    def _paint_chip(self, painter: QPainter, room: QRect, column: int) -> None:
        palette, plays = tokens(), column in self._played
        small = font("caption", semibold=plays)
        metrics = QFontMetrics(small)
        text = metrics.elidedText(self.role_text(column), Qt.TextElideMode.ElideRight, max(room.width() - _ARROW - 2 * SPACE, 8))
        chip = QRectF(room.left(), room.top(), metrics.horizontalAdvance(text) + _ARROW + 2 * SPACE, metrics.height() + 4)
        painter.setPen(QPen(QColor(palette.accent if plays else palette.control_border), 1))
        painter.setBrush(QColor(palette.accent_soft if plays else palette.surface))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), chip.height() / 2, chip.height() / 2)
        painter.setFont(small)
        painter.setPen(QColor(palette.text if plays else palette.text_muted))
        painter.drawText(chip.adjusted(SPACE, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        arrow = pixmap("chevron-down", "text_muted", _ARROW, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(int(chip.right()) - _ARROW - HALF, int(chip.top() + (chip.height() - _ARROW) / 2)), arrow)
