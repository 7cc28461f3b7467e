"""What every page has: a name, an icon, a heading, header buttons and a content that scrolls where it must."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.context import AppContext
from workbench.services.theme import SPACE
from workbench.widgets.progress import ProgressRow


class Page(QWidget):
    """Base of the pages. Subclasses set name, icon and order, fill `content` and answer heading().

    Signals: heading_changed() when heading() has become another.
    """

    name: ClassVar[str]
    icon: ClassVar[str]
    order: ClassVar[int] = 100

    heading_changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(f"page.{self.name}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(f"page.{self.name}.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        inside = self._inside = QWidget()
        inside.setProperty("role", "page")
        self.content = QVBoxLayout(inside)
        self.content.setContentsMargins(3 * SPACE, 0, 3 * SPACE, 3 * SPACE)
        self.content.setSpacing(2 * SPACE)
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_edge)
        outer.addWidget(self._scroll)
        self._scroll.setFocus()  # what the stack of pages gives the keyboard to at the first visit
        self.header_buttons = QWidget(self)
        self._buttons = QHBoxLayout(self.header_buttons)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(SPACE)
        self.header_buttons.hide()

    def heading(self) -> tuple[str, str]:
        """The title and one sentence: what the page is for, or what is wrong and how to mend it."""
        raise NotImplementedError

    @classmethod
    def rail_title(cls) -> str:
        """The page's name in the rail: its capitalised `name`, translated where the page says self.tr of it."""
        return QCoreApplication.translate(cls.__name__, cls.name.replace("-", " ").capitalize())

    def add_action_button(self, button: QPushButton) -> None:
        """Put a button into the page's header, after the others; the primary one comes last. Hide it where it has no use."""
        self._buttons.addWidget(button)

    def primary(self) -> QPushButton | None:
        """The button that Ctrl+Return presses: the last primary one of the header, else of the page."""
        header = self.header_buttons.findChildren(QPushButton)
        buttons = [*(button for button in self.findChildren(QPushButton) if button not in header), *header]
        shown = [button for button in buttons if button.property("kind") == "primary" and not button.isHidden()]
        return shown[-1] if shown else None

    def shown(self) -> None:
        """Called each time the page comes to the front."""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes when it brought the page to the front: the first control, unless a page knows better."""
        found = self._inside.nextInFocusChain()
        while found is not None and found is not self._inside:
            takes_tab = found.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            if takes_tab and self._inside.isAncestorOf(found) and found.isVisible() and found.isEnabled():
                return found
            found = found.nextInFocusChain()
        return None

    def rest(self) -> None:
        """Take the keyboard without a ring around anything: arrows scroll, Tab goes to the first control."""
        self._scroll.setFocus()

    def cancel(self) -> None:
        """End what is being done here and shows its progress; Esc does this."""
        for row in self.findChildren(ProgressRow):
            if row.isVisible():
                row.cancel()

    @Slot(int, int)
    def _keep_edge(self, least: int, most: int) -> None:
        """The content ends at the same line whether or not a scroll bar stands beside it."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() if most > least else 0
        self.content.setContentsMargins(3 * SPACE, 0, 3 * SPACE - bar, 3 * SPACE)

    def leave(self) -> None:
        """Called once before the page goes (the window closes, the language changes); threads of its own end here."""
