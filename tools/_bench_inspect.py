"""Figures of looking inside models: `python3 dev.py bench inspect`. Prints a table, writes build/bench_inspect.json.

capture: memory and seconds of a pass of 4,096 tokens through 12 x 12 heads, and of drawing any head afterwards; cosine: exact
neighbours in 128,256 x 2,048; vocabulary: filtering 128,000 entries; map: panning and hovering over 250,000 points; time:
scrubbing; idle: what a warm child costs a training that runs beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
POINTS, ENTRIES = 250_000, 128_000
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1", "OMP_WAIT_POLICY": "PASSIVE", "PYTHONPATH": str(ROOT)}
BASE = {"vocab_size": 1000, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072}
MODELS = {
    "bert": ("BertConfig", "BertModel", {**BASE, "max_position_embeddings": 4096}),
    "llama": ("LlamaConfig", "LlamaForCausalLM", {**BASE, "num_key_value_heads": 4, "max_position_embeddings": 4096}),
    "gpt2": ("GPT2Config", "GPT2LMHeadModel", {"vocab_size": 1000, "n_positions": 4096, "n_embd": 768, "n_layer": 12, "n_head": 12}),
}


def look(*arguments: str) -> dict[str, Any]:
    """One measurement of _bench_look.py."""
    command = [sys.executable, "-W", "ignore", str(ROOT / "tools" / "_bench_look.py"), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{arguments[0]} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def capture(folder: Path) -> dict[str, Any]:
    """A pass of 4,096 tokens through models as wide as BERT base."""
    from engine.models.load import prepare_libraries

    prepare_libraries()
    import shutil

    import torch
    import transformers

    found = {}
    tokenizer = ROOT / "resources" / "starters" / "decoder"
    for name, (config, model, sizes) in MODELS.items():
        torch.manual_seed(0)
        place = folder / name
        getattr(transformers, model)(getattr(transformers, config)(**sizes)).save_pretrained(place)
        for file in tokenizer.glob("tokenizer*"):
            shutil.copyfile(file, place / file.name)
        by_itself = look("plain", str(place), "4096")["peak_added_mb"]
        found[name] = look("capture", str(place), "4096")
        found[name] |= {"plain_pass_mb": by_itself, "extra_mb": found[name]["peak_added_mb"] - by_itself}
    return found


def cosine(folder: Path) -> dict[str, Any]:
    """128,256 vectors of 2,048 numbers, as Llama 3.2 has them."""
    return look("cosine", "128256", "2048")


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - begun))
    return statistics.median(found)


def widgets(folder: Path) -> dict[str, Any]:
    """The window's own part, offscreen."""
    os.environ.update(ENVIRONMENT)
    os.environ["TUNEBENCH_HOME"] = str(folder)
    import numpy as np
    from PySide6.QtCore import QPointF

    from workbench.app import make_application
    from workbench.context import AppContext
    from workbench.item_models.points import PointsModel
    from workbench.plots.scatter import ScatterView

    application, context = make_application(), AppContext()
    draw = np.random.default_rng(0)
    points = draw.normal(size=(POINTS, 2)).astype(np.float32)
    view = ScatterView(context.theme, "map")
    view.resize(900, 700)
    view.show_points(points, [f"point {place}" for place in range(POINTS)])
    view.show()
    application.processEvents()

    def pan() -> None:
        view.pan(3.0, 2.0)
        view.grab()

    def hover() -> None:
        view.at(QPointF(*draw.uniform(100, 600, 2)))

    hover()  # the first one makes the index
    frames = [points[:2000] + 0.01 * step for step in range(40)]
    small = ScatterView(context.theme, "small")
    small.resize(900, 700)
    small.show_points(frames[0], [str(place) for place in range(2000)])
    steps = iter(frames * 3)

    def scrub() -> None:
        small.move_points(next(steps))
        small.grab()

    model = PointsModel()
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    names = ["".join(letters[draw.integers(0, 26, 7)]) for _ in range(ENTRIES)]
    model.show_points(names, [("id", np.arange(ENTRIES))])
    words = iter(["a", "ab", "abc", "qu", "th", "zz", "ing", "xq", "e", "st"] * 3)
    found = {
        "pan_250k_ms": milliseconds(pan, 15),
        "hover_250k_ms": milliseconds(hover, 200),
        "scrub_2000_points_ms": milliseconds(scrub, 30),
        "filter_128k_ms": milliseconds(lambda: model.set_filter(next(words)), 30),
    }
    context.close()
    return found


def idle(folder: Path) -> dict[str, Any]:
    """Seconds of a training without and with a warm child beside it, alternating."""
    job = str(ROOT / "resources" / "samples" / "reviews.toml")
    environment = {**ENVIRONMENT, "TUNEBENCH_HOME": str(folder)}
    question = {"id": 1, "look": "attention", "settings": {"model": "starter:encoder", "text": "The battery died after two days."}}

    def train(number: int) -> float:
        run = folder / f"run{number}"
        command = [sys.executable, "-m", "engine", "train", job, "--run", str(run), "--set", "training.max_steps=60", "--json"]
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        result: dict[str, Any] = json.loads((run / "result.json").read_text(encoding="utf-8"))
        return float(result["tokens"] / result["tokens_per_second"])

    alone, beside = [], []
    for turn in range(5):
        alone.append(train(2 * turn))
        command = [sys.executable, "-m", "engine", "serve", "--json", "--arrays", str(folder / "arrays")]
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(json.dumps(question) + "\n")
        child.stdin.flush()
        while "done" not in json.loads(child.stdout.readline()):
            pass
        beside.append(train(2 * turn + 1))
        child.stdin.close()
        child.wait()
        child.stdout.close()
    ratios = sorted(other / one for one, other in zip(alone, beside, strict=True))
    middle = {"seconds_alone": statistics.median(alone), "seconds_beside": statistics.median(beside), "ratio_median": ratios[2]}
    return {**middle, "ratios": ratios}


PARTS: dict[str, Callable[[Path], dict[str, Any]]] = {"capture": capture, "cosine": cosine, "widgets": widgets, "idle": idle}


def main(arguments: list[str]) -> int:
    """Measure the parts that are named, or all, one after the other."""
    sys.path.insert(0, str(ROOT))
    target = ROOT / "build" / "bench_inspect.json"
    results: dict[str, Any] = json.loads(target.read_text(encoding="utf-8")) if target.is_file() and arguments else {}
    for name in arguments or PARTS:
        with tempfile.TemporaryDirectory(prefix="tunebench-bench-") as folder:
            results[name] = PARTS[name](Path(folder))
        print(f"{name}\n{json.dumps(results[name], indent=2)}", flush=True)
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return 0
