"""A stand-in for the engine: writes real events into a run folder as its first argument says, with no model behind it."""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from engine.api import RunFolder, events, say


def write(run: RunFolder, *batch: events.Event) -> None:
    with run.events_file.open("a", encoding="utf-8") as file:
        file.writelines(events.to_line(event) for event in batch)


def steps(run: RunFolder, first: int, last: int, pause: float = 0.0) -> None:
    for step in range(first, last + 1):
        write(run, events.Metrics(step=step, epoch=step / 10, split="train", values={"loss": 1 / step}))
        write(run, events.Progress(done=step, total=20, unit="steps", seconds_left=20.0 - step))
        if step % 5 == 0:
            write(run, events.Checkpoint(step=step, path=f"checkpoints/step-{step:06d}", bytes=10))
        time.sleep(pause)


def until_asked(run: RunFolder, first: int) -> int:
    """Steps until somebody drops control/stop; pauses while control/pause is there."""
    step = first
    while not run.asked("stop"):
        if not run.asked("pause"):
            steps(run, step, step)
            step += 1
        time.sleep(0.02)
    return step - 1


def train(mode: str, run: RunFolder) -> int:
    write(run, events.Started(title="Reviews", pid=os.getpid()))
    if mode in ("ends", "lingers"):
        steps(run, 1, 20)
        write(run, events.Finished(status="completed", step=20, seconds=3.0))
    elif mode == "raises":
        steps(run, 1, 2)
        raise RuntimeError("a mistake of ours")
    elif mode == "user":
        hint = say("Choose another file.")
        write(run, events.Error(code="data.missing", title=say("There is no file {file}.", file="a.csv"), hint=hint))
        return 2
    elif mode == "killed":
        steps(run, 1, 12)
        print("half a thought", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    elif mode == "silent":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif mode == "garbage":
        with run.events_file.open("ab") as file:
            file.write(b'\xff\xfe not json\n{"kind": "from the future", "x": 1}\n' + b"x" * 3_000_000 + b"\n")
        write(run, events.Finished(status="completed", step=0, seconds=1.0))
    elif mode == "flood":
        with run.events_file.open("a", encoding="utf-8") as file:
            for step in range(1, 300_001):
                file.write(f'{{"time":1.0,"kind":"metrics","step":{step},"epoch":0.1,"split":"train","values":{{"loss":0.5}}}}\n')
        write(run, events.Finished(status="completed", step=300_000, seconds=1.0))
    elif mode == "waits":
        last = until_asked(run, 1)
        write(run, events.Finished(status="stopped", step=last, seconds=2.0))
    elif mode == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        steps(run, 1, 100_000, pause=0.05)
    return 0


def tool(mode: str) -> int:
    if mode == "answers":
        print("a library talks", flush=True)
        print('{"phase": {"template": "Writing {file}", "values": {"file": "a"}}}', flush=True)
        print('{"result": {"path": "/x"}}')
    elif mode == "user":
        print("a warning of a library", file=sys.stderr)
        print(
            '{"error": {"code": "run.missing", "title": {"template": "There is no run {text}.", "values": {"text": "x"}},'
            ' "detail": {"template": "", "values": {}}, "hint": {"template": "Look again.", "values": {}}}}'
        )
        return 2
    elif mode == "raises":
        raise RuntimeError("a mistake of ours")
    elif mode == "hangs":
        print('{"phase": {"template": "Waiting", "values": {}}}', flush=True)
        time.sleep(600)
    elif mode == "predicts":
        rows = '[{"text": "It broke.", "label": "negative", "probabilities": [0.91, 0.06, 0.03]}]'
        for _ in sys.stdin:
            print(f'{{"labels": ["negative", "neutral", "positive"], "rows": {rows}}}', flush=True)
    elif mode == "talks":
        for line in sys.stdin:
            text = json.loads(line)
            if text == "die":
                return 3
            print("a library talks", flush=True)
            print(json.dumps({"labels": ["a"], "rows": [{"text": text}], "pid": os.getpid()}), flush=True)
    elif mode == "writes":
        return writes()
    elif mode in ("fills", "likens"):
        said = {
            "fills": {"labels": ["blue", "grey"], "rows": [{"label": "The sky is blue.", "probabilities": [0.8, 0.1]}]},
            "likens": {"labels": ["similarity"], "rows": []},
        }
        for line in sys.stdin:
            texts = json.loads(line).split("\n") if mode == "likens" else []
            likeness = [{"text": text, "label": f"{0.8731 / (place or 0.8731):.4f}"} for place, text in enumerate(texts)]
            print(json.dumps({**said[mode], "rows": likeness or said["fills"]["rows"]}), flush=True)
    elif mode == "exports":
        print('{"phase": {"template": "Writing the files", "values": {}}}', flush=True)
        verification = '{"loaded_by": "transformers", "rows": 240, "same": 240, "largest_difference": 1e-06}'
        files = '{"config.json": 1, "model.safetensors": 2}'
        code = '"from transformers import pipeline\\nclassify = pipeline()"'
        print(f'{{"result": {{"folder": "/x", "bytes": 90870000, "files": {files}, "verification": {verification}, "snippet": {code}}}}}')
    return 0


def writes() -> int:
    """Answers prompts piece by piece: their words, one after the other; "for ever" goes on until it is stopped."""
    lines: queue.Queue[dict[str, Any]] = queue.Queue()

    def read() -> None:
        for line in sys.stdin:
            lines.put(json.loads(line))
        lines.put({})

    def say_line(**line: Any) -> None:
        print(json.dumps(line, ensure_ascii=False), flush=True)

    threading.Thread(target=read, daemon=True).start()
    while wish := lines.get():
        number, prompt = wish.get("id"), wish.get("prompt", "")
        if number is None:
            continue  # a stop that came too late
        if prompt == "too long":
            title = {"template": "The prompt has {count} tokens.", "values": {"count": 9000}}
            say_line(id=number, error={"code": "generate.long", "title": title, "hint": {"template": "Shorten it.", "values": {}}})
            continue
        count, reason = 0, "end"
        for word in [*prompt.split(), f"seed {wish['seed']}", f"greedy {wish['greedy']}"] if prompt != "for ever" else ["on"] * 100_000:
            say_line(id=number, text=f"{word} ")
            count += 1
            time.sleep(0.01)
            if not lines.empty():
                other = lines.get()
                if other.get("stop") == number:
                    reason = "stop"
                    break
                lines.put(other)
        say_line(id=number, done=True, tokens=count, seconds=0.5, reason=reason)
    return 0


def main() -> int:
    mode = sys.argv[1]
    if sys.argv[2] != "run":
        return tool(mode)
    run = RunFolder(Path(sys.argv[3]))
    run.acquire()
    try:
        return train(mode, run)
    finally:
        run.release()
        if mode == "lingers":
            time.sleep(600)  # as if a library took its time to unload


if __name__ == "__main__":
    sys.exit(main())
