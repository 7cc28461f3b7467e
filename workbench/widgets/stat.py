"""One number with its name."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.widgets.text import Label


class Stat(QWidget):
    """A caption above a large value, with a small detail below where there is one."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._caption = Label(caption, "caption", wrap=False)
        self._value = Label("—", "number", wrap=False)
        self._detail = Label("", "caption")
        for label in (self._caption, self._value, self._detail):
            column.addWidget(label)
        self._detail.hide()
        column.addStretch(1)

    def set_caption(self, text: str) -> None:
        """Name the number otherwise."""
        self._caption.setText(text)

    def set_value(self, text: str, detail: str = "") -> None:
        """Show a value (a dash where it is empty) and a detail."""
        self._value.setText(text or "—")
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{self._caption.text()}: {text} {detail}".strip())

    def value(self) -> str:
        """The value that is shown."""
        return self._value.text()
