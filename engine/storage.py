"""Every place that the program writes to: where it is, how big it is, and what of it may go. Loads no torch.

Moving the data folder is engine/moving.py's.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import psutil

from engine.messages import Message, say
from engine.paths import cache_root, engines_root, home, location_file, runs_root
from engine.runs import RunFolder, list_runs

Kind = Literal["data", "part", "cache", "temporary", "foreign"]
MEASURE = 10.0  # seconds that measuring may take in all
LEFTOVER = re.compile(r"tunebench-(ask|drawing|look|plan|tool)-[a-z0-9_]{8}")  # our temporary folders, as tempfile names them
LEFT_AFTER = 86_400.0  # seconds after which a temporary folder may be what a killed process left


@dataclass(frozen=True)
class Place:
    """Somewhere the program writes. kind: the data folder itself, a part of it (or of what belongs to it and lies elsewhere),
    a cache that is made again, leftovers of killed processes, or something shared with other programs (never touched)."""

    name: str
    title: Message
    path: Path
    kind: Kind


@dataclass(frozen=True)
class Measure:
    """What was found; complete is False where the time was up or something could not be read."""

    bytes: int
    files: int
    complete: bool


def places() -> list[Place]:
    """All of them, whether they are there already or not. Quick: looks into no folder."""
    data = home()
    found = [
        Place("data", say("Data folder"), data, "data"),
        Place("runs", say("Runs"), runs_root(), "part"),
        Place("exports", say("Exports"), data / "exports", "part"),
        Place("arrays", say("Saved arrays"), data / "arrays", "part"),
        Place("caches", say("Caches of opened files and texts"), cache_root(), "cache"),
        Place("engines", say("Engine environments"), engines_root(), "part"),
        Place("logs", say("Logs"), data / "logs", "part"),
        Place("settings", say("Settings"), data / "settings.toml", "part"),
        Place("draft", say("The job that is being prepared"), data / "draft.json", "part"),
        Place("location", say("Where the data folder is, if it was moved"), location_file(), "part"),
        Place("temporary", say("Left over from killed processes"), Path(tempfile.gettempdir()), "temporary"),
        Place("hub", say("Models fetched from the Hugging Face hub, shared with other programs"), hub_cache(), "foreign"),
    ]
    chosen = chosen_runs()
    if chosen is not None and chosen != runs_root():
        found.insert(2, Place("runs-chosen", say("Runs, in the folder chosen in Settings"), chosen, "part"))
    if sys.platform.startswith("linux"):
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        found.append(Place("qt", say("Qt's memory of its file dialogs, shared with other programs"), config / "QtProject.conf", "foreign"))
    return found


def hub_cache() -> Path:
    """The cache of huggingface_hub, as that finds it."""
    if os.environ.get("HF_HUB_CACHE"):
        return Path(os.environ["HF_HUB_CACHE"]).expanduser()
    base = os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huggingface"
    return Path(base).expanduser() / "hub"


def chosen_runs() -> Path | None:
    """The folder of runs that the window's settings name."""
    with contextlib.suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        chosen = tomllib.loads((home() / "settings.toml").read_text(encoding="utf-8")).get("runs")
        if isinstance(chosen, str) and chosen:
            return Path(chosen)
    return None


def running_jobs() -> list[RunFolder]:
    """Runs that a living process works on now, wherever runs are kept."""
    roots = dict.fromkeys(root for root in (runs_root(), home() / "runs", chosen_runs()) if root is not None)
    found: list[RunFolder] = []
    for root in roots:
        with contextlib.suppress(OSError):
            found += [run for run in list_runs(root) if run.owner() is not None]
    return found


# sizes


def walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Everything below a folder, its folders before what is in them; links are told of and never followed. Raises OSError."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            yield entry
            if entry.is_dir(follow_symlinks=False):
                yield from walk(Path(entry.path))


def measure(place: Place, deadline: float) -> Measure:
    """The size of a place, as far as it can be found until the deadline (time.monotonic())."""
    total, files, complete = 0, 0, True
    for root in leftovers() if place.kind == "temporary" else [place.path]:
        try:
            if not root.is_dir():
                total, files = total + root.lstat().st_size, files + 1
                continue
            for entry in walk(root):
                if not entry.is_dir(follow_symlinks=False):
                    total, files = total + entry.stat(follow_symlinks=False).st_size, files + 1
                if time.monotonic() > deadline:
                    return Measure(total, files, False)
        except FileNotFoundError:  # not there, or gone meanwhile
            continue
        except OSError:
            complete = False
    return Measure(total, files, complete)


def table(seconds: float = MEASURE) -> list[dict[str, Any]]:
    """Each place with its size, as plain data. Small ones come first, so that a huge folder of runs costs only its own figure."""
    found = places()
    deadline = time.monotonic() + seconds
    sizes: dict[str, Measure] = {}
    for place in sorted(found, key=lambda place: place.name in ("data", "hub", "runs", "runs-chosen")):
        sizes[place.name] = measure(place, deadline)
    return [
        {
            "name": place.name,
            "title": place.title,
            "path": str(place.path),
            "kind": place.kind,
            "there": sizes[place.name].files > 0 if place.kind == "temporary" else place.path.exists(),
            **vars(sizes[place.name]),
        }
        for place in found
    ]


# cleaning


def clean_caches() -> tuple[int, list[Path]]:
    """Delete the caches and leftovers that no living process uses; bytes that went, and what could not be deleted."""
    freed, stuck = 0, []
    for path in [*_free_caches(), *leftovers()]:
        size = measure(Place("", say("Caches"), path, "cache"), time.monotonic() + MEASURE).bytes
        if remove(path):
            freed += size
        else:
            stuck.append(path)
    return freed, stuck


def _free_caches() -> list[Path]:
    """What lies in the folder of caches, without the work of processes that live: their folders carry their number."""
    found: list[Path] = []
    with contextlib.suppress(OSError):
        for group in cache_root().iterdir():
            inner = list(group.iterdir()) if group.is_dir() and not group.is_symlink() else [group]
            found += [item for item in inner if not in_use(item.name)]
    return found


def in_use(name: str) -> bool:
    """Is this the cache of a living process ("1234-2" of rows, ".tmp-1234-x" of a corpus in the making)?"""
    owner = name.removeprefix(".tmp-").split("-")[0]
    return owner.isdecimal() and len(owner) < 10 and psutil.pid_exists(int(owner))


def remove(path: Path) -> bool:
    """Delete a file or a folder with all that is in it; links are deleted, not what they lead to. False if something stayed."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return not path.exists()
    return True


def leftovers() -> list[Path]:
    """Temporary folders of ours that were touched last more than a day ago, by a process that is gone.

    A window keeps some for as long as it lives; none counts that is younger than the oldest living process of Tunebench.
    """
    old: list[tuple[float, Path]] = []
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if LEFTOVER.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    old += _aged(entry)
    if not old:
        return []
    oldest = _oldest_process()
    return sorted(path for touched, path in old if touched < oldest)


def _aged(entry: os.DirEntry[str]) -> list[tuple[float, Path]]:
    status = entry.stat(follow_symlinks=False)
    mine = os.name == "nt" or (status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) & 0o077 == 0)  # as tempfile makes them
    touched = max([status.st_mtime, *(item.stat(follow_symlinks=False).st_mtime for item in walk(Path(entry.path)))])
    return [(touched, Path(entry.path))] if mine and time.time() - touched > LEFT_AFTER else []


def _oldest_process() -> float:
    """When the oldest living process of Tunebench began, in seconds since the epoch."""
    begun: list[float] = [psutil.Process().create_time()]
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            words = process.cmdline()
            started = any(Path(word).stem.startswith("tunebench") for word in words[:2])
            if started or any(pair in (("-m", "workbench"), ("-m", "engine")) for pair in pairwise(words)):
                begun.append(process.create_time())
    return min(begun)


def sweep() -> None:
    """Delete what killed processes left; called where nobody waits for it."""
    for path in leftovers():
        remove(path)
