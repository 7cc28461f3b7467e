"""What a model that is still learning writes: the newest text, and the earlier ones to go back to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from engine.api import events
from workbench.services.language import number
from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.text import Label

LONGEST = 2000  # characters that are shown of a text


class GeneratedCard(Card):
    """Hidden until the run has written something. Whoever looks at an earlier text stays there while new ones arrive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("runs.generated")
        self.set_title(self.tr("What it writes now"))
        self._step = Label("", "caption", wrap=False)
        self.header.addWidget(self._step)
        self._prompt, self._text = Label("", "muted"), Label("")
        self._prompt.setObjectName("runs.generated.prompt")
        self._text.setObjectName("runs.generated.text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._back = make_button("", name="runs.generated.back", tooltip=self.tr("The text before"), icon="chevron-left", flat=True)
        self._on = make_button("", name="runs.generated.on", tooltip=self.tr("The next text"), icon="chevron-right", flat=True)
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("runs.generated.slider")
        self._slider.setAccessibleName(self.tr("Earlier texts"))
        self._slider.setToolTip(self.tr("Go back to what the model wrote earlier"))
        self._slider.valueChanged.connect(self._show)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, HALF, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._back)
        row.addWidget(self._slider, 1)
        row.addWidget(self._on)
        for widget in (self._prompt, self._text, self._row):
            self.body.addWidget(widget)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._written: list[tuple[int, str, str]] = []
        self.hide()

    def add(self, batch: list[events.Event]) -> None:
        """Take the next events; steps that are done again after a restart take the place of the earlier ones."""
        found = [_read(event) for event in batch if getattr(event, "kind", "") == "generated"]
        if not found:
            return
        newest = not self._written or self._slider.value() == len(self._written) - 1
        for step, prompt, text in found:
            self._written = [entry for entry in self._written if entry[0] < step or (entry[0] == step and entry[1] != prompt)]
            self._written.append((step, prompt, text))
        last = len(self._written) - 1
        self._slider.blockSignals(True)
        self._slider.setRange(0, last)
        self._slider.setValue(last if newest else min(self._slider.value(), last))
        self._slider.blockSignals(False)
        self._show()
        self.show()

    def texts(self) -> list[str]:
        """Everything that was written, the oldest first."""
        return [text for _, _, text in self._written]

    @Slot()
    def _show(self) -> None:
        place, last = self._slider.value(), len(self._written) - 1
        if not 0 <= place <= last:
            return
        step, prompt, text = self._written[place]
        self.set_title(self.tr("What it writes now") if place == last else self.tr("What it wrote"))
        self._step.setText(self.tr("step {step}").format(step=number(step)))
        self._prompt.setText(prompt[:LONGEST])
        self._prompt.setVisible(bool(prompt.strip()))
        self._text.setText(text.strip()[:LONGEST] or self.tr("(nothing)"))
        self._back.setEnabled(place > 0)
        self._on.setEnabled(place < last)
        self._row.setVisible(last > 0)

    @Slot()
    def _go_back(self) -> None:
        self._slider.setValue(self._slider.value() - 1)

    @Slot()
    def _go_on(self) -> None:
        self._slider.setValue(self._slider.value() + 1)


def _read(event: object) -> tuple[int, str, str]:
    return int(getattr(event, "step", 0)), str(getattr(event, "prompt", "")), str(getattr(event, "text", ""))
