"""Looking inside a run, in a real window: a sentence, heads, a lasso, base beside tuned, saving."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.cli import main
from engine.paths import samples

pytestmark = [pytest.mark.alone, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is an X server")]


def test_that_a_run_is_looked_into_by_mouse_and_keyboard(display: str, home: Path, tmp_path: Path) -> None:
    run = home / "runs" / "reviews"
    assert main(["train", str(samples() / "reviews.toml"), "--run", str(run), "--set", "training.max_steps=12", "--json"]) == 0
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "TUNEBENCH_HOME": str(home), "LANG": "C.UTF-8"}
    script = Path(__file__).with_name("looking_inside.py")
    command = [sys.executable, "-W", "ignore", str(script), "reviews", str(pictures)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, cwd=script.parents[2], check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["platform"] == "xcb"
    assert found["tokens"] == ["[CLS]", "it", "broke", "after", "two", "days", ".", "[SEP]"]
    assert found["heads"] == ["Layer 3, head 5", "Layer 4, head 5"]
    assert found["rows sum to"] == pytest.approx([1, 1], abs=1e-5)
    assert 0 < found["selected"] < 30_522
    assert found["in the table"] == found["selected"]
    assert found["changed"][0] > 0
    assert (pictures / "saved.png").read_bytes().startswith(b"\x89PNG")
    with np.load(pictures / "saved.npz", allow_pickle=False) as saved:
        assert any(saved[name].shape == (8, 8) for name in saved.files)
    for name in ("attention", "embeddings", "difference", "tokens", "predictions"):
        assert (pictures / f"{name}.png").stat().st_size > 20_000
