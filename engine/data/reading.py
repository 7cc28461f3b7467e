"""The reading child: opens one file under limits, shows its first rows at once and leaves all of them in a cache on disk.

Runs as `engine read PATH --cache DIR`, or `engine read --check DIR` to check rows that are cached. It has nothing worth
saving: its parent kills it whenever it likes, and it ends by itself when the parent goes (--watched: end of stdin).
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from engine.data.cached_rows import ENTRY, INDEX, ROWS, TABLE, RowCache
from engine.data.checks import check_rows
from engine.data.columns import Role
from engine.data.reading_messages import Checked, Done, Failed, Opened, Preview, Problem, ReadProgress
from engine.data.sources import EXPANDED, RATIO, Problems, Row, RowProblem, Source, expands, open_source
from engine.data.statistics import counters
from engine.errors import UserError
from engine.messages import Message, plain, say

PREVIEW_ROWS = 200
PREVIEW_CELL = 4000  # characters of a cell in the preview; fewer in wide tables
_PREVIEW_SIZE = 4 << 20
_BATCH = 512  # rows between two looks at the clock
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def main(arguments: list[str]) -> int:
    """Reads or checks as the command line says; returns 0, or 2 after a `Failed` message."""
    options = _parser().parse_args(arguments)
    if options.watched:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(options.memory_limit)
    try:
        if options.check:
            _check(Path(options.check), options)
        else:
            _read(Path(options.path), Path(options.cache), options)
    except UserError as error:
        _say(Failed.of(error))
        return 2
    except MemoryError:
        _say(Failed.of(_too_much_memory(options)))
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tunebench read")
    parser.add_argument("path", nargs="?", default="")
    parser.add_argument("--cache", default="")
    parser.add_argument("--encoding", default="auto")
    parser.add_argument("--delimiter", default="auto")
    parser.add_argument("--check", default="", help="a folder of cached rows")
    parser.add_argument("--columns", default="{}", help="role to column, as JSON")
    parser.add_argument("--roles", default="[]", help="the roles, as JSON")
    parser.add_argument("--memory-limit", type=int, default=2 << 30, help="bytes of address space")
    parser.add_argument("--watched", action="store_true", help="end when stdin ends")
    return parser


def _end_with_parent() -> None:
    with contextlib.suppress(OSError, ValueError):
        while os.read(0, 4096):
            pass
    os._exit(3)


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows: the parent watches the memory
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _say(message: BaseModel) -> None:
    sys.stdout.buffer.write(message.model_dump_json().encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _too_much_memory(options: Any) -> UserError:
    return UserError(
        "data.too-much-memory",
        say(
            "{file} needs more memory to read than the {limit} MB that are allowed.",
            file=plain(options.path or options.check),
            limit=options.memory_limit >> 20,
        ),
        hint=say("Save it as CSV, JSON lines or Parquet, which are read piece by piece."),
    )


def _read(path: Path, cache: Path, options: Any) -> None:
    source = open_source(path, options.encoding, options.delimiter)
    _say(Opened(format=source.format, columns=source.columns, size=source.size))
    columns = counters(source.columns)
    speaker = _Speaker(source)
    with CacheWriter(cache) as writer:
        for row in source.rows():
            cells = row.cells
            for counter, cell in zip(columns, cells, strict=True):
                counter.add(cell)
            writer.add(row)
            speaker.row(row)
            if writer.size > EXPANDED and writer.size > RATIO * source.size and source.format.kind != "folder":
                raise expands(path, writer.size)
        speaker.end()
        writer.finish(source)
    _say(Done(rows=writer.rows, columns=tuple(counter.profile() for counter in columns), problems=source.problems.count))


class _Speaker:
    """Says the preview as soon as there is one, problems as they come, and progress ten times a second."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._cut = max(16, min(PREVIEW_CELL, _PREVIEW_SIZE // (PREVIEW_ROWS * max(len(source.columns), 1))))
        self._preview: list[tuple[int, tuple[str, ...]]] | None = []
        self._rows = self._problems = 0
        self._said = time.monotonic()

    def row(self, row: Row) -> None:
        self._rows += 1
        if self._preview is not None:
            cut = self._cut
            self._preview.append((row.number, tuple(cell if len(cell) <= cut else cell[:cut] + "…" for cell in row.cells)))
            if len(self._preview) == PREVIEW_ROWS:
                self._say_preview()
        elif self._rows % _BATCH == 0:
            now = time.monotonic()
            if now - self._said >= 0.1:
                self._said = now
                self._say_problems()
                _say(ReadProgress(rows=self._rows, bytes_done=self._source.position, bytes_total=self._source.size))

    def end(self) -> None:
        """Says what has not been said yet."""
        if self._preview is not None:
            self._say_preview()
        self._say_problems()

    def _say_preview(self) -> None:
        _say(Preview(rows=tuple(self._preview or ())))
        self._preview = None

    def _say_problems(self) -> None:
        kept = self._source.problems.kept
        for problem in kept[self._problems :]:
            _say(Problem(problem=problem))
        self._problems = len(kept)


class CacheWriter:
    """Writes rows beside their final place; finish() puts them there. Leaving without finish() leaves nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows = self.size = 0
        self._lines: list[bytes] = []
        self._entries: list[bytes] = []

    def __enter__(self) -> CacheWriter:
        with _disk_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / TABLE).unlink(missing_ok=True)
            self._rows_file = (self.folder / f"{ROWS}.part").open("wb")
            self._index_file = (self.folder / f"{INDEX}.part").open("wb")
        return self

    def __exit__(self, *error: object) -> None:
        for file, name in ((self._rows_file, ROWS), (self._index_file, INDEX)):
            with contextlib.suppress(OSError):
                file.close()
            (self.folder / f"{name}.part").unlink(missing_ok=True)

    def add(self, row: Row) -> None:
        """Takes one row; it is on disk some hundred rows later."""
        line = _encode(row.cells).encode("utf-8") + b"\n"
        self._lines.append(line)
        self._entries.append(ENTRY.pack(self.size, row.number))
        self.size += len(line)
        self.rows += 1
        if self.rows % _BATCH == 0 or len(line) > 1 << 20:
            self._flush()

    def _flush(self) -> None:
        with _disk_errors(self.folder):
            self._rows_file.write(b"".join(self._lines))
            self._index_file.write(b"".join(self._entries))
        self._lines.clear()
        self._entries.clear()

    def finish(self, source: Source) -> None:
        """Makes the cache complete: the rows, the index, then table.json, whose presence says so."""
        self._flush()
        table = {
            "columns": source.columns,
            "source": source.path.name,
            "rows": self.rows,
            "problem_counts": dict(source.problems.counts),
            "problems": [problem.model_dump(mode="json") for problem in source.problems.kept],
        }
        with _disk_errors(self.folder):
            self._rows_file.close()
            self._index_file.close()
            (self.folder / f"{ROWS}.part").replace(self.folder / ROWS)
            (self.folder / f"{INDEX}.part").replace(self.folder / INDEX)
            part = self.folder / f"{TABLE}.part"
            part.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
            part.replace(self.folder / TABLE)


@contextlib.contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        title = say("The disk that holds {folder} is full.", folder=plain(folder))
        if not full:
            title = say("Nothing can be written to {folder}.", folder=plain(folder))
        raise UserError(
            "disk.full" if full else "disk.not-writable",
            title,
            detail=say("The system says: {reason}.", reason=error.strerror or str(error)),
            hint=say("Free some space, or choose another place for Tunebench's data in the settings."),
        ) from None


def _check(folder: Path, options: Any) -> None:
    cache = RowCache(folder)
    table = json.loads((folder / TABLE).read_text(encoding="utf-8"))
    problems = Problems()
    problems.kept = [RowProblem.model_validate(problem) for problem in table["problems"]]
    problems.counts.update(table["problem_counts"])
    roles = [Role(**{**role, "title": Message.model_validate(role["title"])}) for role in json.loads(options.roles)]
    report = check_rows(table["source"], json.loads(options.columns), cache.columns, _with_progress(cache), roles, problems)
    cache.close()
    _say(Checked(report=report))


def _with_progress(cache: RowCache) -> Iterator[tuple[int, list[str]]]:
    said = time.monotonic()
    for place, row in enumerate(cache):
        yield row
        if place % _BATCH == 0 and time.monotonic() - said >= 0.1:
            said = time.monotonic()
            _say(ReadProgress(rows=place + 1, bytes_done=place + 1, bytes_total=len(cache)))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
