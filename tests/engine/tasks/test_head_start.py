"""The head start on data that gives it little to go by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Work = Callable[..., tuple[int, Any]]
OTHERS = [(f"good {'old ' * count}soup", "positive") for count in range(1, 9)]


@pytest.mark.parametrize("count", [3, 4, 6])
@pytest.mark.parametrize("place", range(4))
def test_that_a_label_with_a_single_row_does_not_end_the_run(count: int, place: int, work: Work, tmp_path: Path) -> None:
    rows = OTHERS[:count]
    rows.insert(place, (f"bad {'chair ' * place}", "negative"))
    file = tmp_path / "few.csv"
    file.write_text("text,label\n" + "\n".join(f"{text},{label}" for text, label in rows) + "\n", encoding="utf-8")
    status, watched = work(data={"train": str(file), "validation": 0.2}, training={"max_steps": 1})
    assert status == 0, watched.words()
    assert "head start" in [choice.name for choice in watched.of("choice")]


def test_that_a_base_that_computes_no_numbers_diverges_in_words(tiny_base: Path, work: Work, tmp_path: Path) -> None:
    import shutil

    from safetensors.torch import load_file, save_file

    base = tmp_path / "base"
    shutil.copytree(tiny_base, base)
    tensors = load_file(base / "model.safetensors")
    tensors["encoder.layer.0.output.dense.weight"].fill_(float("nan"))
    save_file(tensors, base / "model.safetensors", metadata={"format": "pt"})
    status, watched = work(model={"base": str(base)})
    assert status == 2
    assert "Training diverged" in watched.words()
