"""Opens the window and ends at its first painted frame after the event loop has answered; prints seconds since the moment it is given."""

import json
import sys
import time

from PySide6.QtCore import QTimer

from workbench import app
from workbench.context import AppContext
from workbench.main_window import MainWindow

application = app.make_application()
context = AppContext()
context.theme.apply(application)
window = MainWindow(context)
window.resize(1280, 800)
window.show()


def painted() -> None:
    """The queue was empty once: shown, painted, responsive."""
    print(json.dumps({"seconds": time.time() - float(sys.argv[1])}), flush=True)
    window.close()
    application.quit()


window.repaint()
QTimer.singleShot(0, painted)
application.exec()
