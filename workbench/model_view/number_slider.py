"""A number with a slider for the usual values and a box for any other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QSlider

from engine.api import FieldDescription
from workbench.model_view.presets import nearest
from workbench.services.language import shown_text
from workbench.services.theme import text_scale
from workbench.widgets.inputs import SpinBox
from workbench.widgets.text import Label, tip

_WIDTH = 152  # logical pixels of the box


class Slider(QSlider):
    """A slider that the wheel moves only while it has the focus."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPageStep(4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class StopsBox(SpinBox):
    """A number box whose arrows go from stop to stop; anything in the range can be typed."""

    def __init__(self) -> None:
        super().__init__()
        self.stops: list[int] = [1]

    def stepBy(self, steps: int) -> None:
        """Up or down to the next stop."""
        value = self.value()
        beyond = [stop for stop in self.stops if (stop > value if steps > 0 else stop < value)]
        if not beyond:
            super().stepBy(steps)
        else:
            self.setValue(beyond[min(steps, len(beyond)) - 1] if steps > 0 else beyond[max(steps, -len(beyond))])


class NumberSlider:
    """One field of the schema as a line of a grid: its title, the slider, the box. Not a widget: the grid owns all three.

    The slider's places are the stops; a typed number between them leaves it at the nearest.
    """

    def __init__(self, field: FieldDescription, stops: list[int], prefix: str) -> None:
        self.name = field.name
        self.title = shown_text(field.title)
        self.slider, self.box, self.label = Slider(), StopsBox(), Label(self.title, wrap=False)
        self.box.setRange(int(field.minimum or 1), int(field.maximum or 1_000_000))
        self.box.setSuffix(f" {shown_text(field.unit)}" if field.unit else "")
        self.box.setFixedWidth(round(_WIDTH * max(1.0, text_scale())))
        self.label.setBuddy(self.box)
        self.changed = self.box.valueChanged
        for control, part in ((self.slider, "slider"), (self.box, "")):
            control.setObjectName(f"{prefix}.{field.name}.{part}".rstrip("."))
            control.setAccessibleName(self.title)
            control.setAccessibleDescription(shown_text(field.description))
            control.setToolTip(tip(shown_text(field.description)))
        self.label.setToolTip(tip(shown_text(field.description)))
        self._stops: list[int] = []
        self.set_stops(stops)
        self.slider.valueChanged.connect(self._moved)
        self.box.valueChanged.connect(self._show_place)

    def add_to(self, grid: QGridLayout, line: int) -> None:
        """Stand in a line of a grid."""
        for column, widget in enumerate((self.label, self.slider, self.box)):
            grid.addWidget(widget, line, column)

    def value(self) -> int:
        """The number."""
        return self.box.value()

    def put(self, value: int) -> None:
        """Show a number without telling."""
        self.box.blockSignals(True)
        self.box.setValue(value)
        self.box.blockSignals(False)
        self._show_place(value)

    def set_stops(self, stops: list[int]) -> None:
        """Other places for the slider; the number stays. Nothing happens while the slider itself is moved."""
        if stops == self._stops or self.slider.isSliderDown():
            return
        self._stops = self.box.stops = stops
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(stops) - 1)
        self.slider.blockSignals(False)
        self._show_place(self.value())

    def stops(self) -> list[int]:
        """The values that the slider has places for."""
        return list(self._stops)

    def set_problem(self, wrong: bool) -> None:
        """Mark the box as wrong, or not."""
        if bool(self.box.property("problem")) != wrong:
            self.box.setProperty("problem", wrong)
            self.box.style().unpolish(self.box)
            self.box.style().polish(self.box)

    def _moved(self, place: int) -> None:
        self.box.setValue(self._stops[place])

    def _show_place(self, value: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(nearest(self._stops, value))
        self.slider.blockSignals(False)
