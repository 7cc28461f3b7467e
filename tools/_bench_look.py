"""One measurement of looking into a model, in a process of its own: `_bench_look.py capture|plain FOLDER TOKENS` or `cosine ROWS WIDTH`.

The last line of stdout is JSON. capture: megabytes that a pass and a head add, seconds of both, and the largest difference
from eager attention on a shorter text. cosine: milliseconds of an exact search beside those of the bare product.
"""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil

EAGER_TOKENS = 512


class Peak:
    """The largest resident memory while it is open, in bytes above that of its start."""

    def __enter__(self) -> Peak:
        self._process, self._open = psutil.Process(), True
        self.start = self.most = self._process.memory_info().rss
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._open = False
        self._thread.join()

    def _watch(self) -> None:
        while self._open:
            self.most = max(self.most, self._process.memory_info().rss)
            time.sleep(0.002)

    @property
    def added(self) -> float:
        """Megabytes."""
        return (self.most - self.start) / 1e6


def seconds(work: Any, times: int = 5) -> float:
    """The median."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return statistics.median(found)


def plain(folder: Path, tokens: int) -> dict[str, Any]:
    """The same pass with nothing kept, for what it takes by itself."""
    import torch

    from engine.inspectors._subject import open_subject
    from engine.models.capture import Row, _inputs
    from engine.models.foreign import is_own
    from engine.models.packed import pack

    subject = open_subject(str(folder), folder)
    model = subject.model
    row = Row(np.random.default_rng(0).integers(5, 900, tokens).astype(np.int32))

    def read(part: Row) -> None:
        if not is_own(model):
            model(**_inputs(model, part, False))
        elif hasattr(model, "vectors"):
            model.vectors(pack([part.ids]))
        else:
            getattr(model, model.prefix)(pack([part.ids]))

    with torch.inference_mode():
        read(Row(row.ids[:64]))
        with Peak() as peak:
            read(row)
    return {"peak_added_mb": peak.added}


def capture(folder: Path, tokens: int) -> dict[str, Any]:
    """A pass over random ids of a model's folder."""
    import transformers

    from engine.inspectors._subject import open_subject
    from engine.models.capture import Row
    from engine.models.capture import capture as take
    from engine.models.load import checked_config

    subject = open_subject(str(folder), folder)
    draw = np.random.default_rng(0)
    short = Row(draw.integers(5, 900, EAGER_TOKENS).astype(np.int32))
    take(subject.model, Row(short.ids[:64]), hidden=False)  # what a first pass allocates once and for all
    row = Row(draw.integers(5, 900, tokens).astype(np.int32))
    with Peak() as peak:
        begun = time.perf_counter()
        found = take(subject.model, row, hidden=False)
        took = time.perf_counter() - begun
        source = found.sources[len(found.sources) // 2]
        begun = time.perf_counter()
        found.probabilities(source, 3)
        first = time.perf_counter() - begun
    held = (psutil.Process().memory_info().rss - peak.start) / 1e6
    again = seconds(lambda: found.probabilities(source, 5))
    line = seconds(lambda: found.probabilities(source, 5, slice(100, 101)), 50)
    ours = take(subject.model, short, hidden=False)
    auto = getattr(transformers, subject.facts.config["architectures"][0])
    config = checked_config(folder, "eager")
    eager = auto.from_pretrained(folder, config=config, attn_implementation="eager", trust_remote_code=False).eval()
    import torch

    with torch.inference_mode():
        wanted = eager(torch.from_numpy(short.ids.astype(np.int64))[None], output_attentions=True).attentions
    pairs = zip(ours.sources, wanted, strict=True)
    gap = max(float((ours.probabilities(s, head) - maps[0, head]).abs().max()) for s, maps in pairs for head in range(s.heads))
    return {
        "architecture": subject.facts.architecture,
        "by": found.implementation,
        "tokens": tokens,
        "modules": len(found.sources),
        "peak_added_mb": peak.added,
        "held_mb": held,
        "pass_s": took,
        "first_head_of_a_layer_s": first,
        "another_head_s": again,
        "row_ms": 1000 * line,
        "from_eager": gap,
    }


def cosine(rows: int, width: int) -> dict[str, Any]:
    """Exact neighbours in a random table."""
    import torch

    from engine.inspectors._vectors import CosineTable

    torch.manual_seed(0)
    table = torch.randn(rows, width)
    begun = time.perf_counter()
    made = CosineTable(table)
    built = time.perf_counter() - begun
    query = table[7].numpy()
    return {
        "rows": rows,
        "width": width,
        "built_s": built,
        "top_20_ms": 1000 * seconds(lambda: made.top(query, 20), 9),
        "bare_product_ms": 1000 * seconds(lambda: table @ table[7], 9),
    }


def main() -> int:
    """Measure what is asked for."""
    match sys.argv[1:]:
        case ["capture", folder, tokens]:
            found = capture(Path(folder), int(tokens))
        case ["plain", folder, tokens]:
            found = plain(Path(folder), int(tokens))
        case ["cosine", rows, width]:
            found = cosine(int(rows), int(width))
        case _:
            return 2
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
