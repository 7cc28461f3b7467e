"""The bottom line of the window: the device, the memory, and what is running."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.bridge.jobs import JobHub
from workbench.services.language import byte_size, number, percent
from workbench.services.theme import SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.pictures import Picture
from workbench.widgets.text import Label, tip

_TICK = 500  # milliseconds between two looks at a running job
_DEVICES = {"cpu": "CPU", "cuda": "GPU", "mps": "Apple GPU"}


class StatusStrip(QWidget):
    """What the machine does now.

    Signals: runs_wanted() when the running job was clicked.
    """

    runs_wanted = Signal()

    def __init__(self, hub: JobHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setProperty("role", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hub = hub
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 0, SPACE, 0)
        row.setSpacing(SPACE)
        self._device = Label(role="caption", wrap=False)
        self._device.setObjectName("status.device")
        self._memory = Label(role="caption", wrap=False)
        self._memory.setObjectName("status.memory")
        self._run = make_button("", name="status.run", tooltip=self.tr("Go to the running job"), flat=True)
        self._run.setProperty("density", "small")
        self._run.clicked.connect(self.runs_wanted)
        for picture, label in (("chip", self._device), ("memory", self._memory)):
            row.addWidget(Picture(picture, size=16))
            row.addWidget(label)
            row.addSpacing(SPACE)
        row.addStretch(1)
        row.addWidget(self._run)
        self.setFixedHeight(max(32, self._device.fontMetrics().height() + 2 * SPACE))
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._tick.timeout.connect(self._show_runs)
        hub.machine_changed.connect(self._show_machine)
        hub.runs_changed.connect(self._show_runs)
        self._show_machine()
        self._show_runs()

    def _show_machine(self) -> None:
        machine = self._hub.machine
        device = _DEVICES.get(machine.device, machine.device) or self.tr("Device not known yet")
        if machine.precision:
            device = self.tr("{device}, {precision}").format(device=device, precision=machine.precision)
        if machine.cores:
            device = self.tr("{device} · {count} cores").format(device=device, count=number(machine.cores))
        self._device.setText(device)
        self._device.setToolTip(self.tr("What jobs are computed on"))
        if machine.total:
            text = self.tr("memory {used} of {total}")
            self._memory.setText(text.format(used=byte_size(machine.used), total=byte_size(machine.total)))
        else:
            self._memory.setText(self.tr("memory not measured yet"))
        self._memory.setToolTip(self.tr("Memory of this machine in use by all programs"))

    def _show_runs(self) -> None:
        running = self._hub.running()
        self._run.setEnabled(bool(running))
        if running:
            self._run.setText(self._run_text(running))
            self._tick.start()
        else:
            self._run.setText(self.tr("Nothing is running"))
            self._tick.stop()
        self._run.setAccessibleName(self._run.text())
        if running:
            self._run.setToolTip(tip(self._run.text()))

    def _run_text(self, running: list[str]) -> str:
        if len(running) > 1:
            return self.tr("{count} jobs are running").format(count=number(len(running)))
        live = self._hub.live(running[0])
        if live is None or not live.total:
            return self.tr("{title} is starting").format(title=_short(live.title if live else running[0]))
        text = self.tr("{title} · step {step} of {total} · {share}")
        share = percent(live.step / live.total, 0)
        return text.format(title=_short(live.title), step=number(live.step), total=number(live.total), share=share)


def _short(title: str) -> str:
    return title if len(title) <= 40 else title[:39] + "…"
