"""Measures what README's figures say, on this machine: `python3 dev.py bench [PART ...]`. Prints a table, writes build/bench.json.

`python3 dev.py bench speed [CASE ...]` measures training speed beside transformers.Trainer (_bench_speed.py); it takes long and is
not among the parts that run without a name. `python3 dev.py bench inspect [PART ...]` measures looking inside (_bench_inspect.py).

Parts: start (window shown and painted), loop (lateness of the window's event loop while a job trains), wordnet (accuracy,
time and exports on ../shared/data, where it is there), forecast (memory and time foreseen against measured), preview.
Times of one noisy machine: medians of several where it is cheap, and never asserted by a test.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORDNET = ROOT.parent / "shared" / "data" / "classify_en_wordnet.csv"
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "PASSIVE"}


def child(script: str, *arguments: str, home: Path) -> Any:
    """Run tools/_SCRIPT.py in a fresh interpreter; its last line of stdout is JSON."""
    command = [sys.executable, "-W", "ignore", str(ROOT / "tools" / f"_{script}.py"), *arguments]
    environment = {**ENVIRONMENT, "TUNEBENCH_HOME": str(home)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{script} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def engine(*arguments: str, home: Path) -> Any:
    """Run an engine command with --json; its last line."""
    command = [sys.executable, "-W", "ignore", "-m", "engine", *arguments, "--json"]
    environment = {**ENVIRONMENT, "TUNEBENCH_HOME": str(home)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        raise SystemExit(f"{arguments[0]} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def start(home: Path) -> dict[str, Any]:
    """Seconds from the start of the process to the painted window, warm: median, least and most of seven."""
    child("bench_start", str(time.time()), home=home)
    seconds = sorted(child("bench_start", str(time.time()), home=home)["seconds"] for _ in range(7))
    return {"median_s": statistics.median(seconds), "least_s": seconds[0], "most_s": seconds[-1]}


def loop(home: Path) -> dict[str, Any]:
    """Lateness of a 16 ms timer in the window, idle and while the sample trains, in milliseconds."""
    found: dict[str, Any] = child("bench_loop", home=home)
    return found


def wordnet(home: Path) -> dict[str, Any]:
    """The issue's proof: LoRA on starter:encoder over the WordNet glosses, three epochs; then both exports on all validation rows."""
    if not WORDNET.is_file():
        return {"left out": f"{WORDNET} is not there"}
    run = home / "wordnet"
    begun = time.monotonic()
    answer = engine("train", str(ROOT / "tools" / "wordnet.toml"), "--run", str(run), home=home)
    seconds = time.monotonic() - begun
    final = answer["result"]["final"]["validation"]
    found = {"accuracy": final["accuracy"], "macro_f1": final["macro_f1"], "seconds_with_start": seconds, "epochs": 3}
    for format in ("merged", "adapter"):
        check = engine("export", str(run), "--to", format, "--out", str(home / format), home=home)["result"]["verification"]
        found[format] = (
            f"{check['same']} of {check['rows']} labels, largest difference {check['largest_difference']:.1e}, by {check['loaded_by']}"
        )
    found |= child("bench_pipeline", str(run), str(home / "merged"), home=home)
    return found


def forecast(home: Path) -> dict[str, Any]:
    """Memory and time as the plan foresaw them against what a run of the sample took."""
    job = str(ROOT / "resources" / "samples" / "reviews.toml")
    planned = engine("plan", job, home=home)["estimate"]
    run = home / "forecast"
    result = engine("train", job, "--run", str(run), home=home)["result"]
    events = [json.loads(line) for line in (run / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    memory = max(event["memory"] for event in events if event["kind"] == "resources")
    seconds = result["seconds"]
    return {
        "memory_foreseen_mb": planned["memory"] / 1e6,
        "memory_measured_mb": memory / 1e6,
        "memory_ratio": planned["memory"] / memory,
        "seconds_foreseen": planned["seconds"],
        "seconds_measured": seconds,
        "seconds_ratio": planned["seconds"] / seconds,
    }


def preview(home: Path) -> dict[str, Any]:
    """Seconds from the start of the reading child to the first 200 rows of a csv with a million rows, and to its end."""
    home.mkdir(parents=True, exist_ok=True)
    file, chance = home / "million.csv", random.Random(0)
    words = ["river", "quiet", "engine", "lantern", "copper", "morning", "paper", "garden", "signal", "winter"]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["text", "label"])
        writer.writerows((" ".join(chance.choices(words, k=12)), chance.choice("abc")) for _ in range(1_000_000))
    first, whole = [], []
    for turn in range(3):
        found = child("bench_preview", str(file), str(home / f"cache{turn}"), home=home)
        first.append(found["preview_s"])
        whole.append(found["whole_s"])
    return {"megabytes": file.stat().st_size / 1e6, "preview_s": statistics.median(first), "whole_s": statistics.median(whole)}


PARTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "start": start,
    "loop": loop,
    "wordnet": wordnet,
    "forecast": forecast,
    "preview": preview,
}


def main() -> int:
    """Measure the parts one after the other, never two at once."""
    if sys.argv[1:2] == ["speed"]:
        import _bench_speed

        return _bench_speed.main(sys.argv[2:])
    if sys.argv[1:2] == ["inspect"]:
        import _bench_inspect

        return _bench_inspect.main(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), choices=[*PARTS, []])
    chosen = parser.parse_args().parts or list(PARTS)
    results: dict[str, Any] = {"machine": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()}
    for name in chosen:
        with tempfile.TemporaryDirectory(prefix="tunebench-bench-") as folder:
            results[name] = PARTS[name](Path(folder))
        print(f"{name}")
        for key, value in results[name].items():
            print(f"    {key:24} {value:.3f}" if isinstance(value, float) else f"    {key:24} {value}", flush=True)
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
