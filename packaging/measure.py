"""Figures of the frozen application beside the source: `.venv/bin/python packaging/measure.py` after `python3 dev.py package`.

Training speed (tokens per second, alternating, median of the ratios), seconds from the start of a worker to its first training
step, and from the start of the window to its being visible on an X server, warm and with its files out of the page cache.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import contents
import make
import prove

JOB = contents.ROOT / "resources" / "samples" / "reviews.toml"
FROZEN = [str(make.ONEDIR / "tunebench")]
SOURCE = [sys.executable, "-m", "engine"]
ENVIRONMENT = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE", "HF_HUB_OFFLINE": "1"}


def trained(program: list[str], home: Path) -> tuple[float, float]:
    """Tokens per second of sixty steps, and seconds from the start to the first of them."""
    run = home / "run"
    begun = time.time()
    words = [*program, "train", str(JOB), "--run", str(run), "--set", "training.max_steps=60", "--json"]
    child = subprocess.Popen(words, cwd=contents.ROOT, env={**ENVIRONMENT, "TUNEBENCH_HOME": str(home)}, stdout=subprocess.DEVNULL)
    first = 0.0
    while child.poll() is None:
        events = run / "events.jsonl"
        if not first and events.is_file() and '"split":"train"' in events.read_text(encoding="utf-8").replace(" ", ""):
            first = time.time() - begun
        time.sleep(0.01)
    result: dict[str, Any] = json.loads((run / "result.json").read_text(encoding="utf-8"))
    return float(result["tokens_per_second"]), first


def window(cold: bool) -> float:
    """Seconds until the window is visible."""
    if cold:
        for file in make.ONEDIR.rglob("*"):
            if file.is_file():
                handle = os.open(file, os.O_RDONLY)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(handle)
    with tempfile.TemporaryDirectory() as home, prove._display() as display:
        environment = {**ENVIRONMENT, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "TUNEBENCH_HOME": home}
        begun = time.monotonic()
        child = subprocess.Popen([str(make.ONEDIR / "tunebench-window")], env=environment, stderr=subprocess.DEVNULL)
        prove._until(lambda: prove._xdotool(display, "search", "--onlyvisible", "--name", "Tunebench"), "the window", 30.0)
        seconds = time.monotonic() - begun
        child.kill()
        child.wait()
    return seconds


def main() -> int:
    """Measure, one thing after the other."""
    ratios, firsts = [], []
    for _ in range(5):
        speeds = []
        for program in (FROZEN, SOURCE):
            with tempfile.TemporaryDirectory() as home:
                speed, first = trained(program, Path(home))
                speeds.append(speed)
                if program is FROZEN:
                    firsts.append(first)
        ratios.append(speeds[0] / speeds[1])
    found = {
        "speed_frozen_over_source": statistics.median(ratios),
        "ratios": sorted(ratios),
        "first_step_s": statistics.median(firsts),
        "window_warm_s": statistics.median(window(False) for _ in range(5)),
        "window_cold_s": statistics.median(window(True) for _ in range(3)),
    }
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
