"""Pictures of every page in both themes and both languages: `python3 dev.py screenshots DIR`.

Everything is real: a home of its own in a temporary folder, the sample trained by the real worker, the real window. The
photographer is a child process, because Qt takes its platform and scale from the environment before anything else happens;
whatever engine it leaves behind is ended with it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PAGES = ("home", "data", "model", "new-model", "train", "run", "export", "settings", "running", "runs", "exported")
THEMES, LANGUAGES = ("light", "dark"), ("en", "zh")
LIVE_EPOCHS = 40  # the live run has to last until its pictures are taken
LIVE_STEPS = 60  # steps of the live run before it is photographed
PATIENCE = 180.0  # seconds that a page may take to show what is waited for, on a busy machine
LOOK = 25  # milliseconds between two looks at whether it is there


def tell(text: str) -> None:
    """A line for the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


# the parent: a home, a trained run, the child


def environment(home: Path, scale: float) -> dict[str, str]:
    """What the window and the engine see: a home of their own, no screen, a scale."""
    own = {"TUNEBENCH_HOME": str(home / "tunebench"), "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": f"{scale:g}"}
    if os.name != "nt":
        own["HOME"] = str(home)  # paths then read ~/tunebench/runs, as people see them
    kept = {name: value for name, value in os.environ.items() if name not in ("TUNEBENCH_RUNS", "TUNEBENCH_LANGUAGE")}
    return {**kept, **own}


def train_sample(surroundings: dict[str, str], epochs: float) -> None:
    """One finished run, made by the command line as anybody would."""
    tell("Training the sample…")
    begun = time.monotonic()
    job = ROOT / "resources" / "samples" / "reviews.toml"
    command = (sys.executable, "-m", "engine", "train", str(job), "--set", f"training.epochs={epochs:g}")
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        sys.exit(done.returncode)
    tell(f"Trained in {time.monotonic() - begun:.0f} s")


def end_engines(home: Path) -> None:
    """End what still works on a run of this home."""
    import psutil

    from engine.runs import list_runs

    owners = [run.owner() for run in list_runs(home / "tunebench" / "runs")]
    processes = []
    for pid in owners:
        if pid is not None and psutil.pid_exists(pid):
            process = psutil.Process(pid)
            process.kill()
            processes.append(process)
    psutil.wait_procs(processes, timeout=10)


def main(arguments: list[str] | None = None) -> int:
    """Make the pictures; the exit status of the photographer."""
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description="Every page, both themes, both languages, as PNG files.")
    parser.add_argument("folder", type=Path, help="where the pictures go: <page>-<theme>-<language>.png")
    parser.add_argument("--size", default="1280x800", help="width x height of the window, 1280x800 unless told")
    parser.add_argument("--scale", type=float, default=1.0, help="device pixels a pixel, for sharp displays")
    parser.add_argument("--epochs", type=float, default=1.0, help="epochs of the finished run; 1 is quick, 6 learns well")
    parser.add_argument("--only", default="", help=f"some of the pages: {','.join(PAGES)}")
    parser.add_argument("--themes", default=",".join(THEMES))
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.inside:
        return Photographer(chosen).work()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tunebench-screenshots-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        surroundings = environment(home, chosen.scale)
        given = sys.argv[1:] if arguments is None else arguments
        try:
            train_sample(surroundings, chosen.epochs)
            return subprocess.run((sys.executable, __file__, *given, "--inside"), env=surroundings, check=False).returncode
        finally:
            end_engines(home)


# the child: the window


class Photographer:
    """Drives the real window through its pages and keeps what it looks like."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        from workbench.app import make_application
        from workbench.context import AppContext
        from workbench.main_window import MainWindow
        from workbench.services import language

        self.folder: Path = chosen.folder
        self.pages = [page for page in PAGES if not chosen.only or page in chosen.only.split(",")]
        self.themes, self.languages = chosen.themes.split(","), chosen.languages.split(",")
        self.size = tuple(int(part) for part in chosen.size.split("x"))
        self.application = make_application()
        self.context = AppContext()
        self.context.settings.set("language", self.languages[0])
        self.context.settings.set("theme", self.themes[0])
        language.install(self.application, self.languages[0])
        self.context.theme.apply(self.application)
        self.window = MainWindow(self.context)
        self.window.resize(*self.size)
        self.window.show()
        self.context.open()
        self.hub = self.context.hub
        self.read: set[str] = set()
        self.hub.history_read.connect(self.read.add)

    def work(self) -> int:
        """All pictures; 1 if a page did not show in time what belongs there."""
        try:
            self.until(lambda: bool(self.hub.runs()) and bool(self.hub.machine.device), "the trained run")
            self.finished = self.hub.runs()[0].id
            self.still_pages()
            self.live_pages()
            self.export_page()
        except TimeoutError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        finally:
            self.end_live()
            self.window.close()
        return 0

    def end_live(self) -> None:
        """The live run has done its part."""
        for run_id in self.hub.running():
            self.hub.kill(self.hub.folder(run_id))
        self.until(lambda: not self.hub.running(), "the end of the live run")

    def still_pages(self) -> None:
        """Everything that needs no running job."""
        for speech in self.speeches():
            self.show_data(speech)
            for _ in self.lights():
                for page in ("data", "home", "model", "new-model", "train", "run", "export", "settings"):
                    self.picture(page)

    def live_pages(self) -> None:
        """A job that runs while it is looked at, and the table with it."""
        if not {"running", "runs"} & set(self.pages):
            return
        self.context.draft.take_sample()
        self.context.draft.title = "Reviews, LoRA, rank 16"
        self.context.draft.set_section("training", {"epochs": LIVE_EPOCHS})
        self.context.draft.set_section("method", {"rank": 16})
        self.live = self.hub.start(self.context.draft.job()).id
        self.until(lambda: self.step_of_live() >= LIVE_STEPS, "the live run")
        for _ in self.speeches():
            for _ in self.lights():
                for page in ("running", "runs"):
                    self.picture(page)
        self.end_live()

    def export_page(self) -> None:
        """The export page after a real export."""
        from PySide6.QtWidgets import QPushButton

        if "exported" not in self.pages:
            return
        self.hub.current = self.finished
        self.window.go("export")
        button = self.window.findChild(QPushButton, "export.start")
        assert button is not None
        button.click()
        self.until(lambda: self.finished in self.hub.exports, "the export")
        for _ in self.speeches():
            for _ in self.lights():
                self.picture("exported")

    # languages and themes

    def speeches(self) -> Iterator[str]:
        """Each language, when the window speaks it; the window then makes its pages again."""
        for name in self.languages:
            self.now = self.themes[0], name
            if self.context.settings.language != name:
                before = self.window.current_page()
                self.context.settings.language = name
                self.until(partial(self.is_another_page, before), f"the language {name}")
            yield name

    def is_another_page(self, before: object) -> bool:
        """Has the window made its pages again?"""
        return self.window.current_page() is not before

    def lights(self) -> Iterator[str]:
        """Each theme."""
        for name in self.themes:
            self.now = name, self.now[1]
            self.context.settings.theme = name
            yield name

    # pages and what belongs on them

    def show_data(self, speech: str) -> None:
        """Load the sample in this language, and read it whole."""
        from engine.api import samples

        self.context.draft.take_sample()
        self.context.draft.source = str(samples() / f"reviews_{speech}.csv")
        self.window.go("data")
        self.until(self.data_checked, "the checked rows")

    def picture(self, page: str) -> None:
        """Go to the page, wait for its content, and keep it as a file."""
        if page not in self.pages:
            return
        if page in ("run", "running"):
            self.hub.current = self.live if page == "running" else self.finished
        elif page == "runs":
            self.hub.current = ""
        elif page == "train":  # the Chinese rows are for the data page; the starter reads English
            self.context.draft.source = self.english()
        elif page == "data":
            self.show_data(self.now[1])
        if page in ("model", "new-model", "train"):
            self.context.draft.new = {"family": "encoder-decoder"} if page == "new-model" else None
        self.window.go({"run": "runs", "running": "runs", "exported": "export", "new-model": "model"}.get(page, page))
        conditions: dict[str, Callable[[], bool]] = {
            "data": self.data_checked,
            "model": self.model_read,
            "new-model": self.model_counted,
            "train": self.planned,
            "run": self.run_shown,
            "running": self.run_shown,
            "runs": lambda: len(self.hub.runs()) > 1,
        }
        shown = conditions.get(page, lambda: True)
        asks = page in ("data", "train")
        self.until(lambda: not (asks and self.pending()) and shown(), f"the content of {page}")
        self.settle()
        theme, speech = self.now
        name = f"{page}-{theme}-{speech}.png"
        if not self.window.grab().save(str(self.folder / name)):
            raise OSError(f"{self.folder / name} can't be written")
        tell(name)

    def english(self) -> str:
        """The sample that the starter can read."""
        from engine.api import samples

        return str(samples() / "reviews_en.csv")

    def data_checked(self) -> bool:
        """All rows are read and checked, and the file is the draft's."""
        now = self.context.reader.now
        return now.report is not None and str(now.path) == self.context.draft.source and bool(self.context.draft.columns)

    def model_read(self) -> bool:
        """The numbers of the base model are there."""
        from workbench.pages.model import ModelPage

        page = self.window.current_page()
        return isinstance(page, ModelPage) and all(stat.value() != "—" for stat in page._stats.values())

    def model_counted(self) -> bool:
        """The numbers of the new model are there, and the machine's speed is known."""
        from workbench.pages.model import ModelPage

        page = self.window.current_page()
        return isinstance(page, ModelPage) and all(stat.value() not in ("", "—", "…") for stat in page.new.figures.stats.values())

    def planned(self) -> bool:
        """The plan is there and no newer one is being made."""
        from PySide6.QtWidgets import QWidget

        sample = self.window.findChild(QWidget, "train.sample")
        busy = self.window.findChild(QWidget, "train.plan.busy")
        return sample is not None and sample.isVisible() and busy is not None and not busy.isVisible()

    def run_shown(self) -> bool:
        """The run's story is read and each curve in view has its canvas."""
        from workbench.plots.live_curve import LiveCurve

        curves = [curve for curve in self.window.findChildren(LiveCurve) if curve.isVisible()]
        drawn = bool(curves) and all(curve.canvas is not None and not curve.is_empty() for curve in curves)
        return self.hub.current in self.read and drawn

    def step_of_live(self) -> int:
        """How far the live run is; a run that ended before its pictures were taken is told."""
        live = self.hub.live(self.live)
        if live is None:
            raise TimeoutError(f"The live run ended: {self.hub.ending(self.live)}")
        return live.step

    def pending(self) -> bool:
        """Is the page about to ask something? It waits with single-shot timers until its forms rest."""
        from PySide6.QtCore import QTimer

        return any(timer.isSingleShot() and timer.isActive() for timer in self.window.current_page().findChildren(QTimer))

    # waiting

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the window live until the condition holds. Raises TimeoutError."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, timer, begun = QEventLoop(), QTimer(), time.monotonic()
        timer.setInterval(LOOK)
        timer.timeout.connect(loop.quit)
        timer.start()
        while not condition():
            if time.monotonic() - begun > PATIENCE:
                raise TimeoutError(f"{what} did not come within {PATIENCE:.0f} s")
            loop.exec()

    def settle(self) -> None:
        """Let layouts and deferred deletions come to rest, and draw the curves as they are now."""
        from PySide6.QtCore import QCoreApplication, QEvent

        from workbench.plots.live_curve import LiveCurve

        for _ in range(4):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self.application.processEvents()
        for curve in self.window.findChildren(LiveCurve):
            curve.redraw()
        self.application.processEvents()


if __name__ == "__main__":
    sys.exit(main())
