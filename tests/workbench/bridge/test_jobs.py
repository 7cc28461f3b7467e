"""Jobs are real child processes here: they end, fail, die, flood, are left alone and found again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from engine.api import RunFolder, UserError, events
from workbench.bridge.jobs import JobHub

MakeHub = Callable[[str], JobHub]
WAIT = 20_000  # ms a child process may take to be up and gone on a busy machine


class Heard:
    """What a hub told of one run."""

    def __init__(self, hub: JobHub) -> None:
        self.events: list[events.Event] = []
        self.sentences: list[str] = []
        hub.job_events.connect(self._events)
        hub.job_ended.connect(self._ended)

    def _events(self, _run_id: str, batch: list[events.Event]) -> None:
        self.events += batch

    def _ended(self, _run_id: str, sentence: str) -> None:
        self.sentences.append(sentence)

    def steps(self) -> list[int]:
        return [event.step for event in self.events if isinstance(event, events.Metrics)]


def heard_to_the_end(qtbot: QtBot, hub: JobHub, run: RunFolder) -> Heard:
    heard = Heard(hub)
    hub.resume(run)
    qtbot.waitUntil(lambda: bool(heard.sentences), timeout=WAIT)
    assert hub.running() == []
    return heard


def test_that_a_job_that_ends_in_order_is_told_event_by_event(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    hub = make_hub("ends")
    heard = heard_to_the_end(qtbot, hub, run)
    assert heard.steps() == list(range(1, 21))
    assert heard.sentences == ["Finished at step 20 after 3 s."]
    qtbot.waitUntil(lambda: hub.record(run.id) is not None and hub.record(run.id).state == "completed", timeout=WAIT)


def test_that_a_job_has_ended_when_it_has_said_so_and_given_the_run_back(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    before = {child.pid for child in psutil.Process().children()}
    heard = heard_to_the_end(qtbot, make_hub("lingers"), run)
    assert heard.sentences == ["Finished at step 20 after 3 s."]
    (lingers,) = [child for child in psutil.Process().children() if child.pid not in before]
    lingers.kill()


def test_that_a_traceback_becomes_a_sentence_with_the_last_lines(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    (sentence,) = heard_to_the_end(qtbot, make_hub("raises"), run).sentences
    assert sentence.startswith("The engine ended with status 1 without saying why. No checkpoint had been saved yet")
    assert sentence.endswith("RuntimeError: a mistake of ours")


def test_that_an_error_event_is_the_sentence_with_its_remedy(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    hub = make_hub("user")
    assert heard_to_the_end(qtbot, hub, run).sentences == ["There is no file a.csv. Choose another file."]
    assert hub.record(run.id).state == "failed"


def test_that_a_killed_engine_is_told_with_the_signal_and_the_step_to_go_on_from(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    hub = make_hub("killed")
    heard = heard_to_the_end(qtbot, hub, run)
    assert heard.steps()[-1] == 12
    expected = "The engine was ended by SIGKILL (the system may have run out of memory). The run can be continued from step 10."
    assert heard.sentences == [expected]
    assert hub.record(run.id).state == "interrupted"


def test_that_a_native_crash_is_told_with_its_signal(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    (sentence,) = heard_to_the_end(qtbot, make_hub("silent"), run).sentences
    assert sentence.startswith("The engine was ended by SIGSEGV.")


def test_that_an_engine_that_cannot_be_started_is_told(qtbot: QtBot, make_hub: MakeHub, run: RunFolder, tmp_path: Path) -> None:
    hub = make_hub("ends")
    hub._command = lambda *arguments: [str(tmp_path / "no-such-program")]
    assert heard_to_the_end(qtbot, hub, run).sentences == ["The engine could not be started: No such file or directory."]


def test_that_lines_that_are_no_events_arrive_as_text_and_harm_nothing(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    heard = heard_to_the_end(qtbot, make_hub("garbage"), run)
    unknown = [event for event in heard.events if isinstance(event, events.Unknown)]
    assert len(unknown) == 3
    assert max(len(event.text) for event in unknown) <= 2000
    assert heard.sentences == ["Finished at step 0 after 1 s."]


def test_that_a_second_start_tells_only_what_it_wrote_itself(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    heard_to_the_end(qtbot, make_hub("ends"), run)
    heard = heard_to_the_end(qtbot, make_hub("silent"), run)
    assert heard.steps() == []
    assert heard.sentences[0].startswith("The engine was ended by SIGSEGV.")


def test_that_300_000_events_all_arrive_in_order(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    hub = make_hub("flood")
    counted = Counted(hub)
    late = Lateness()
    with qtbot.waitSignal(hub.job_ended, timeout=120_000):
        hub.resume(run)
    late.stop()
    assert (counted.steps, counted.out_of_order) == (300_000, 0)
    print("event loop lateness while 300,000 events arrive:", late.report())


class Counted:
    """Counts steps as they arrive and keeps none, as the pages do."""

    def __init__(self, hub: JobHub) -> None:
        self.steps = self.out_of_order = 0
        hub.job_events.connect(self._events)

    def _events(self, _run_id: str, batch: list[events.Event]) -> None:
        for event in batch:
            if isinstance(event, events.Metrics):
                self.out_of_order += event.step != self.steps + 1
                self.steps += 1


class Lateness:
    """How late a 16 ms timer of the window's thread fires."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(16)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(max(0.0, (now - self._last) * 1000 - 16))
        self._last = now

    def stop(self) -> None:
        self._timer.stop()

    def report(self) -> str:
        gaps = sorted(self.gaps)
        return f"median {gaps[len(gaps) // 2]:.0f}, p99 {gaps[int(len(gaps) * 0.99)]:.0f}, worst {gaps[-1]:.0f} of {len(gaps)} ticks"


def test_that_stop_ends_a_job_and_pause_holds_it(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    hub = make_hub("waits")
    heard = Heard(hub)
    hub.resume(run)
    qtbot.waitUntil(lambda: len(heard.steps()) > 3, timeout=WAIT)
    with pytest.raises(UserError, match="already being worked on"):
        hub.resume(run)
    hub.pause(run)
    assert hub.record(run.id) is None or hub.record(run.id).state == "paused"
    hub.unpause(run)
    count = len(heard.steps())
    qtbot.waitUntil(lambda: len(heard.steps()) > count + 3, timeout=WAIT)
    hub.stop(run)
    qtbot.waitUntil(lambda: bool(heard.sentences), timeout=WAIT)
    assert heard.sentences[0].startswith("Stopped at step ")
    assert not run.asked("pause")


def test_that_a_job_that_does_not_stop_is_reported_and_can_be_killed(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    hub = make_hub("deaf")
    heard = Heard(hub)
    hub.resume(run)
    hub._jobs[run.id].patience = 0.2
    qtbot.waitUntil(lambda: len(heard.steps()) > 1, timeout=WAIT)
    with qtbot.waitSignal(hub.job_overdue, timeout=WAIT) as overdue:
        hub.stop(run)
    assert overdue.args == [run.id]
    hub.kill(run)
    qtbot.waitUntil(lambda: bool(heard.sentences), timeout=WAIT)
    assert "SIGKILL" in heard.sentences[0]


def test_that_a_job_outlives_its_window_and_the_next_window_finds_it(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    first = make_hub("waits")
    heard = Heard(first)
    first.resume(run)
    qtbot.waitUntil(lambda: len(heard.steps()) > 3, timeout=WAIT)
    first.close()
    owner = run.owner()
    assert owner is not None and psutil.pid_exists(owner)

    second = make_hub("waits")
    found = Heard(second)
    qtbot.waitUntil(lambda: second.running() == [run.id] and len(found.steps()) > len(heard.steps()), timeout=WAIT)
    assert found.steps()[:4] == [1, 2, 3, 4]
    second.stop(run)
    qtbot.waitUntil(lambda: bool(found.sentences), timeout=WAIT)
    assert found.sentences[0].startswith("Stopped at step ")


def test_that_a_job_of_a_former_window_that_was_killed_is_told_without_its_status(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    first = make_hub("waits")
    heard = Heard(first)
    first.resume(run)
    qtbot.waitUntil(lambda: len(heard.steps()) > 6, timeout=WAIT)
    first.close()
    second = make_hub("waits")
    found = Heard(second)
    qtbot.waitUntil(lambda: second.running() == [run.id], timeout=WAIT)
    second.kill(run)
    qtbot.waitUntil(lambda: bool(found.sentences), timeout=WAIT)
    assert found.sentences[0].startswith("The engine is gone without having finished the run. The run can be continued from step ")


def test_that_a_run_of_the_command_line_appears_and_a_deleted_one_goes_and_comes_back(
    qtbot: QtBot, make_hub: MakeHub, run: RunFolder
) -> None:
    hub = make_hub("ends")
    qtbot.waitUntil(lambda: [record.id for record in hub.runs()] == [run.id], timeout=WAIT)
    record = hub.runs()[0]
    assert (record.title, record.task, record.method, record.state) == ("Reviews, LoRA", "text-classification", "lora", "new")
    hub.delete(run)
    qtbot.waitUntil(lambda: hub.runs() == [], timeout=WAIT)
    assert not run.path.exists()
    hub.undelete(run.id)
    qtbot.waitUntil(lambda: len(hub.runs()) == 1, timeout=WAIT)


def test_that_the_history_of_a_run_is_told_once_from_its_first_event_on(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    heard_to_the_end(qtbot, make_hub("ends"), run)
    run.result_file.write_text('{"status": "completed"}', encoding="utf-8")
    hub = make_hub("ends")
    told: list[events.Event] = []
    facts: list[object] = []
    hub.history_events.connect(lambda _run_id, batch: told.extend(batch))
    hub.history_facts.connect(lambda _run_id, fact: facts.append(fact))
    hub.follow(run.id)
    hub.follow(run.id)  # what the first one had on its way must not arrive as well
    with qtbot.waitSignal(hub.history_read, timeout=WAIT):
        pass
    assert len(told) == len(list(run.events()))
    assert facts[0].result == {"status": "completed"} and facts[0].job["title"] == "Reviews, LoRA"


def test_that_memory_and_device_of_the_machine_are_told(qtbot: QtBot, make_hub: MakeHub, run: RunFolder) -> None:
    line = events.to_line(events.Choice(name="device", value="cpu", reason=events.Message(template="No GPU was found.")))
    run.events_file.write_text(line, encoding="utf-8")
    hub = make_hub("ends")
    qtbot.waitUntil(lambda: hub.machine.used > 0 and hub.machine.device == "cpu", timeout=WAIT)
    assert hub.machine.total > hub.machine.used
