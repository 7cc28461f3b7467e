"""What every page is given: settings, theme, the draft of the next job, and the hub of running ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QIODevice, QObject, QSaveFile, QThread, QTimer, Signal

from engine.api import JobError, UserError, home, load_job, plain
from workbench.bridge.jobs import JobHub
from workbench.bridge.reading import DataReader
from workbench.draft import Draft
from workbench.fit import ModelFit
from workbench.looking import Looking
from workbench.run_view.preload import RunViewLoader
from workbench.services.language import shown
from workbench.services.settings import Settings
from workbench.services.theme import Theme

SAVE_DELAY = 500  # milliseconds between the last change of the draft and its file


class AppContext(QObject):
    """The things that live as long as the window and outlive its pages.

    Signals: navigate(page name); notified(level, text) with level "info", "success", "warning" or "error", shown by
    the window as a message that goes away by itself or by a click.
    """

    navigate = Signal(str)
    notified = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = Settings(self)
        self.theme = Theme(self.settings.theme, self)
        self.draft = Draft(self)
        self.fit = ModelFit(self.draft, self)
        self.hub = JobHub(self.settings.runs, self)
        self.reader = DataReader(self)
        self.looking = Looking(self)
        self._loader = RunViewLoader(self)
        self._closed = False
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_DELAY)
        self._save_timer.timeout.connect(self.save_draft)
        self.draft.changed.connect(self._draft_changed)
        self.settings.changed.connect(self._setting_changed)
        self.settings.failed.connect(self._settings_failed)

    def open(self) -> None:
        """Begin to watch runs and machine; the window does this once it is painted."""
        if not self._closed:
            self.hub.open()
            self._loader.start(QThread.Priority.LowestPriority)

    def crashed(self, text: str) -> None:
        """Tell of a mistake of ours."""
        self.notified.emit("error", text)

    def restore_draft(self) -> None:
        """Take up the project of the last time; without one (or with a damaged one) the sample stays."""
        try:
            table: dict[str, Any] = json.loads(_draft_file().read_text(encoding="utf-8"))
            self.draft.restore(table)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return
        self._save_timer.stop()

    def open_job(self, path: str) -> None:
        """Make a job file the draft and show the Train page; a file that is no job is told of, and changes nothing."""
        try:
            job = load_job(Path(path))
        except UserError as error:
            parts = [error.title] if isinstance(error, JobError) else [error.title, error.detail, error.hint]
            lines = [" ".join(shown(part) for part in parts if part)]
            for problem in error.problems if isinstance(error, JobError) else ():
                text = " ".join(shown(part) for part in (problem.message, problem.hint) if part)
                lines.append(self.tr("{path}: {problem}").format(path=problem.path, problem=text))
            self.notified.emit("error", "\n".join(lines))
            return
        self.draft.take_job(job)
        self.notified.emit("info", self.tr("The job of {file} is ready to be trained.").format(file=plain(path)))
        self.navigate.emit("train")

    def moved(self, old: Path, new: Path) -> None:
        """The data folder lies elsewhere now: follow it."""
        runs = Path(str(self.settings.get("runs")))
        if runs.is_relative_to(old):
            self.settings.runs = new / runs.relative_to(old)
        self.restore_draft()
        self.hub.set_root(self.settings.runs)

    def save_draft(self) -> None:
        """Keep the project for the next start; failing is no reason to disturb anybody, the job's own file is what counts."""
        self._save_timer.stop()
        QDir().mkpath(str(_draft_file().parent))
        file = QSaveFile(str(_draft_file()))
        if file.open(QIODevice.OpenModeFlag.WriteOnly):
            file.write(json.dumps(self.draft.saved(), ensure_ascii=False, indent=1).encode())
            file.commit()

    def close(self) -> None:
        """Write down what is still to be written, and let the hub end its threads."""
        if self._save_timer.isActive():
            self.save_draft()
        self._closed = True
        self.fit.close()
        self.reader.close()
        self.hub.close()
        self._loader.wait()

    def _draft_changed(self, what: str) -> None:
        if what != "info":
            self._save_timer.start()

    def _setting_changed(self, key: str) -> None:
        if key == "theme":
            self.theme.set_choice(self.settings.theme)
        elif key == "runs":
            self.hub.set_root(self.settings.runs)

    def _settings_failed(self, text: str) -> None:
        self.notified.emit("warning", text)


def _draft_file() -> Path:
    """Asked for each time, because the data folder may have been moved."""
    return home() / "draft.json"
