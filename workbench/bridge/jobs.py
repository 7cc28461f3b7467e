"""All jobs as the window sees them: starts, stops and follows them, knows the runs and tells everybody what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from engine.api import Job, RunFolder, UserError, engine_command, events, runs_root, say
from workbench.bridge.asking import Asker
from workbench.bridge.endings import Ending, EndingText
from workbench.bridge.inspecting import InspectDesk
from workbench.bridge.job_thread import JobThread
from workbench.bridge.machine import MachineState, MachineThread
from workbench.bridge.records import RunRecord, RunsThread, from_trash, is_better, monitored, read_job_table, to_trash
from workbench.bridge.tail import RunTail
from workbench.bridge.tools import Answer, Tools

DOCTOR_AFTER = 2_000  # ms


@dataclass
class LiveJob:
    """The newest of a job that runs now: what the status bar and the table of runs show of it."""

    title: str = ""
    phase: str = ""  # the name of the event's phase: "loading", "training"
    counted: int = 0  # how far a phase before the steps is, in `unit` ("percent", "characters")
    unit: str = ""
    step: int = 0
    total: int = 0
    seconds_left: float | None = None
    started: float = 0.0
    best: tuple[str, float] | None = None
    monitor: str = "accuracy"  # the metric that "best" means

    def add(self, batch: list[events.Event]) -> None:
        """Read the next events."""
        for event in batch:
            match event:
                case events.Started():
                    self.title = event.title or self.title
                    self.started = self.started or event.time
                    self.step = max(self.step, event.resumed_from or 0)
                case events.Phase():
                    self.phase, self.counted, self.unit = event.name, 0, ""
                case events.Progress(unit="steps"):
                    self.step, self.total, self.seconds_left = event.done, event.total or self.total, event.seconds_left
                case events.Progress():
                    self.counted, self.unit = event.done, event.unit
                case events.Metrics(split="train"):
                    self.step = event.step
                case events.Metrics(split="validation") if self.monitor in event.values:
                    value = event.values[self.monitor]
                    if self.best is None or is_better(self.monitor, value, self.best[1]):
                        self.best = (self.monitor, value)


class JobHub(QObject):
    """The jobs and the runs.

    Signals: job_events(run id, list of events) of the jobs that run; job_ended(run id, sentence); job_overdue(run id) when
    a job was asked to stop 20 seconds ago and goes on; runs_changed() when runs() or running() is different;
    machine_changed() when `machine` is; history_events(run id, list), history_console(run id, text), history_facts(run id,
    RunFacts) and history_read(run id) of the run that is followed.
    """

    job_events = Signal(str, object)
    job_ended = Signal(str, str)
    job_overdue = Signal(str)
    runs_changed = Signal()
    machine_changed = Signal()
    history_events = Signal(str, object)
    history_console = Signal(str, str)
    history_facts = Signal(str, object)
    history_read = Signal(str)

    def __init__(
        self, root: Path | None = None, parent: QObject | None = None, *, command: Callable[..., list[str]] = engine_command
    ) -> None:
        super().__init__(parent)
        self.root = root or runs_root()
        self.current = ""  # the id of the run that the Runs page shows, "" for the table of all
        self.exports: dict[str, Answer] = {}  # the newest export of each run in this session, as the engine told it
        self.machine = MachineState()
        self.tools = Tools(command, self)
        self.asker = Asker(command, self.tools, self)
        self.inspecting = InspectDesk(command, self.tools, self)  # looks into models
        self.mapping = InspectDesk(command, self.tools, self)  # makes maps of many vectors, which take long
        self._command = command
        self._records: dict[str, RunRecord] = {}
        self._live: dict[str, LiveJob] = {}
        self._jobs: dict[str, JobThread] = {}
        self._endings: dict[str, str] = {}
        self._threads: set[QThread] = set()  # those that were told to leave and have not yet
        self._tail: RunTail | None = None
        self._tails = 0
        self._watch: RunsThread | None = None
        self._meter: MachineThread | None = None
        self._doctor = QTimer(self)  # asks later, because the answer takes seconds of work that the start needs
        self._doctor.setSingleShot(True)
        self._doctor.setInterval(DOCTOR_AFTER)
        self._doctor.timeout.connect(self._ask_doctor)
        self._text = EndingText(self)

    # the runs

    def open(self) -> None:
        """Begin to look at the folder of runs and at the machine; before that, runs() is empty."""
        if self._meter is not None:
            return
        self.set_root(self.root)
        self._meter = MachineThread(self.root, self)
        self._meter.measured.connect(self._measured)
        self._meter.chosen.connect(self._chosen)
        self._meter.unknown.connect(self._doctor.start)
        self._meter.start(QThread.Priority.LowPriority)

    def set_root(self, root: Path) -> None:
        """Look at another folder of runs; jobs that run go on being followed."""
        if root == self.root and self._watch is not None:
            return
        if self._watch is not None:
            self._retire(self._watch)
        self.root = root
        self._watch = RunsThread(root, self)
        self._watch.read.connect(self._runs_read)
        self._watch.start(QThread.Priority.LowPriority)

    def runs(self) -> list[RunRecord]:
        """The runs, newest first, as last read; those that run now carry the newest step."""
        return [self._with_live(record) for record in self._records.values()]

    def record(self, run_id: str) -> RunRecord | None:
        """One of the runs."""
        record = self._records.get(run_id)
        return self._with_live(record) if record is not None else None

    def running(self) -> list[str]:
        """The ids of the jobs that run now."""
        return list(self._jobs)

    def live(self, run_id: str) -> LiveJob | None:
        """The newest of a running job."""
        return self._live.get(run_id)

    def ending(self, run_id: str) -> str:
        """The sentence of a job that ended while this window was there; empty for others."""
        return self._endings.get(run_id, "")

    def folder(self, run_id: str) -> RunFolder:
        """A run's folder."""
        thread = self._jobs.get(run_id)
        return thread.folder if thread is not None else RunFolder(self.root / run_id)

    def refresh(self) -> None:
        """Look at the folder of runs now."""
        if self._watch is not None:
            self._watch.look()

    # what can be done with a job

    def start(self, job: Job) -> RunFolder:
        """Make a run folder and start its job. Raises UserError."""
        folder = RunFolder.create(self.root, job)
        self._records = {folder.id: _fresh_record(folder, job), **self._records}
        self.current = folder.id
        self._begin(folder, self._command("run", str(folder.path)))
        return folder

    def resume(self, run: RunFolder) -> None:
        """Continue a run from its newest checkpoint. Raises UserError if it runs, or if its job can't be read any more."""
        if run.id in self._jobs or run.owner() is not None:
            raise UserError("run.busy", say("Run {run} is already being worked on.", run=run.id))
        run.job()
        self.asker.leave()  # what it has loaded will not be the run's result any more
        for control in ("stop", "pause"):
            run.withdraw(control)
        self._begin(run, self._command("run", str(run.path)))

    def stop(self, run: RunFolder) -> None:
        """Ask for an end between two steps; what was learned is kept. A paused job goes on to its end."""
        run.ask("stop")
        run.withdraw("pause")
        if run.id in self._jobs:
            self._jobs[run.id].expect_stop()

    def pause(self, run: RunFolder) -> None:
        """Ask for a halt between two steps."""
        run.ask("pause")
        self.runs_changed.emit()

    def unpause(self, run: RunFolder) -> None:
        """Let a paused job go on."""
        run.withdraw("pause")
        self.runs_changed.emit()

    def kill(self, run: RunFolder) -> None:
        """End the job's processes at once; its last checkpoint remains."""
        if run.id in self._jobs:
            self._jobs[run.id].kill()

    def delete(self, run: RunFolder) -> None:
        """Put a run into the folder of deleted runs, kept for 30 days. Raises UserError if it runs or can't be moved."""
        if run.id in self._jobs:
            raise UserError("run.busy", say("Run {run} is already being worked on.", run=run.id))
        if self._tail is not None and self._tail.folder.id == run.id:
            self.unfollow()
        self.asker.leave()  # a folder whose files are open can't be moved everywhere
        self.inspecting.leave()
        self._move(to_trash, run.id)
        self._records.pop(run.id, None)
        self.current = "" if self.current == run.id else self.current
        self.runs_changed.emit()

    def undelete(self, run_id: str) -> None:
        """Take a deleted run back. Raises UserError."""
        self._move(from_trash, run_id)

    def _move(self, move: Callable[[Path, str], None], run_id: str) -> None:
        try:
            move(self.root, run_id)
        except OSError as error:
            title = say("The run {run} can't be moved.", run=run_id)
            raise UserError("run.unmovable", title, say("{error}.", error=error.strerror or str(error))) from None
        self.refresh()

    # the story of one run

    def follow(self, run_id: str) -> None:
        """Tell a run's whole story by the history signals, from its first event on; the one followed before is left."""
        self.unfollow()
        self._tails += 1
        tail = RunTail(self.folder(run_id), self._tails, self)
        tail.events.connect(self._tail_events)
        tail.console.connect(self._tail_console)
        tail.facts.connect(self._tail_facts)
        tail.caught_up.connect(self._tail_caught_up)
        self._tail = tail
        tail.start()

    def unfollow(self) -> None:
        """Follow no run."""
        if self._tail is not None:
            self._retire(self._tail)
            self._tail = None

    def _followed(self, number: int) -> str:
        """The run's id if this is the tail of now; signals of an earlier one may still be on their way."""
        return self._tail.folder.id if self._tail is not None and self._tail.number == number else ""

    @Slot(int, object)
    def _tail_events(self, number: int, batch: list[events.Event]) -> None:
        if run_id := self._followed(number):
            self.history_events.emit(run_id, batch)

    @Slot(int, str)
    def _tail_console(self, number: int, text: str) -> None:
        if run_id := self._followed(number):
            self.history_console.emit(run_id, text)

    @Slot(int, object)
    def _tail_facts(self, number: int, facts: object) -> None:
        if run_id := self._followed(number):
            self.history_facts.emit(run_id, facts)

    @Slot(int)
    def _tail_caught_up(self, number: int) -> None:
        if run_id := self._followed(number):
            self.history_read.emit(run_id)

    # threads

    def close(self) -> None:
        """Leave all jobs to themselves, end all threads and tools; returns when none is left."""
        self.unfollow()
        for thread in [self._watch, self._meter, *self._jobs.values()]:
            if thread is not None:
                self._retire(thread)
        self._watch = self._meter = None
        self._doctor.stop()
        self._jobs.clear()
        self.tools.close()
        self.asker.close()
        self.inspecting.close()
        self.mapping.close()
        for left in self._threads:
            left.wait()
        self._threads.clear()

    def _retire(self, thread: JobThread | RunTail | RunsThread | MachineThread) -> None:
        thread.leave()
        self._threads.add(thread)
        thread.finished.connect(self._sweep)
        self._sweep()

    @Slot()
    def _sweep(self) -> None:
        self._threads = {thread for thread in self._threads if not (thread.isFinished() and thread.wait())}

    def _begin(self, folder: RunFolder, command: list[str] | None) -> None:
        """Follow a job from now on: started by us (command), or found running."""
        thread = JobThread(folder, command, self)
        thread.events.connect(self._job_events)
        thread.ended_with.connect(self._job_ended)
        thread.overdue.connect(self.job_overdue)
        known = self._records.get(folder.id)
        title = known.title if known else str(read_job_table(folder).get("title") or folder.id)
        live = LiveJob(title, step=known.step if known else 0, total=known.total if known else 0)
        live.monitor = monitored(known.task) if known and known.task else live.monitor
        self._live[folder.id] = live
        self._endings.pop(folder.id, None)
        self._jobs[folder.id] = thread
        thread.start()
        self.runs_changed.emit()

    @Slot(str, object)
    def _job_events(self, run_id: str, batch: list[events.Event]) -> None:
        if run_id in self._jobs:
            self._live[run_id].add(batch)
            self.job_events.emit(run_id, batch)

    @Slot(str, object)
    def _job_ended(self, run_id: str, ending: Ending) -> None:
        if run_id not in self._jobs:
            return
        if run_id in self._records:
            self._records[run_id] = replace(self._with_live(self._records[run_id]), state=_state(ending))
        self._retire(self._jobs.pop(run_id))
        self._live.pop(run_id)
        sentence = self._text.sentence(ending)
        self._endings[run_id] = sentence
        self.refresh()
        self.runs_changed.emit()
        self.job_ended.emit(run_id, sentence)

    @Slot(object, object)
    def _runs_read(self, root: Path, records: list[RunRecord]) -> None:
        if self._watch is None or root != self.root:  # was on its way when the hub was closed or moved
            return
        ours = {run_id: record for run_id, record in self._records.items() if run_id in self._jobs}
        self._records = {**{record.id: record for record in records}}
        for run_id, record in ours.items():
            self._records.setdefault(run_id, record)
        for record in records:
            if record.state == "running" and record.id not in self._jobs:
                self._begin(RunFolder(record.path), None)
        self.runs_changed.emit()

    def _with_live(self, record: RunRecord) -> RunRecord:
        live = self._live.get(record.id)
        if live is None:
            return record
        state = "paused" if self._jobs[record.id].folder.asked("pause") else "running"
        return replace(record, state=state, step=live.step, total=live.total or record.total, best=live.best or record.best)

    # the machine

    @Slot(object)
    def _measured(self, memory: MachineState) -> None:
        self.machine = replace(memory, device=self.machine.device, precision=self.machine.precision)
        self.machine_changed.emit()

    @Slot(str, str)
    def _chosen(self, name: str, value: str) -> None:
        if name == "device":
            self.machine = replace(self.machine, device=value)
        else:
            self.machine = replace(self.machine, precision=value)
        self.machine_changed.emit()

    def engine_changed(self) -> None:
        """Jobs run on another engine from now on: processes of the old one end, and the new one's device is asked for."""
        for warm in (self.asker, self.inspecting, self.mapping):
            warm.leave()
        self._ask_doctor()

    @Slot()
    def _ask_doctor(self) -> None:
        if self._meter is not None:
            self.tools.run("doctor", ["doctor", "--device", "--json"], on_line=self._doctor_said)

    def _doctor_said(self, answer: Answer) -> None:
        device = answer.get("device")
        if isinstance(device, dict):
            self._chosen("device", str(device.get("name", "")))
            self._chosen("precision", str(device.get("precision", "")))


def _fresh_record(folder: RunFolder, job: Job) -> RunRecord:
    """What is known of a run before its folder is read."""
    return RunRecord(folder.id, folder.path, job.title or folder.id, "running", task=job.task.type, method=job.method.type)


def _state(ending: Ending) -> str:
    if ending.finished is not None and ending.error is None:
        return ending.finished.status
    return "failed" if ending.error is not None else "interrupted"
