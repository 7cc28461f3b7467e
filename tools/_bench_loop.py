"""How late a 16 ms timer of the window is: idle for 8 s, then while the sample trains and its page draws the curves."""

import json
import time

from PySide6.QtCore import QTimer

from workbench import app
from workbench.context import AppContext
from workbench.main_window import MainWindow

TICK = 0.016
application = app.make_application()
context = AppContext()
context.theme.apply(application)
window = MainWindow(context)
window.resize(1280, 800)
window.show()
context.open()
lateness: dict[str, list[float]] = {"idle": [], "training": []}
state = {"phase": "settle", "due": 0.0}


def tick() -> None:
    """Note how late this call is."""
    now = time.perf_counter()
    if state["phase"] in lateness:
        lateness[state["phase"]].append(1000 * max(0.0, now - state["due"]))
    state["due"] = now + TICK


timer = QTimer()
timer.setInterval(16)
timer.setTimerType(timer.timerType().PreciseTimer)
timer.timeout.connect(tick)
timer.start()


def idle() -> None:
    """Everything is loaded; begin to measure."""
    state["phase"] = "idle"


def train() -> None:
    """Start the job and look at it."""
    context.hub.current = context.hub.start(context.draft.job()).id
    context.navigate.emit("runs")
    state["phase"] = "training"


def ended(*_: object) -> None:
    """Print the figures."""
    state["phase"] = "over"
    found = {}
    for phase, values in lateness.items():
        values.sort()
        found |= {
            f"{phase}_p50_ms": values[len(values) // 2],
            f"{phase}_p99_ms": values[int(0.99 * len(values))],
            f"{phase}_max_ms": values[-1],
        }
    print(json.dumps(found), flush=True)
    window.close()
    application.quit()


context.hub.job_ended.connect(ended)
QTimer.singleShot(3000, idle)
QTimer.singleShot(11000, train)
application.exec()
