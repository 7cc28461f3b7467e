"""Moves the data folder: copies, compares, points to the copy, and only then deletes the old one.

Whenever this is ended (a kill, a full disk, a pulled stick), one of the two folders is whole and is the one that counts. What an
end in the middle leaves behind is found again by the file that names the data folder and by a mark in the unfinished folder, and
is cleared away by tidy().
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import stat
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import tomli_w

from engine.errors import UserError
from engine.messages import plain, say
from engine.paths import cache_root, default_home, home, location_file, read_location
from engine.runs import write_atomically
from engine.storage import in_use, remove, running_jobs, sweep, walk

MARK = ".tunebench-moving"  # in a folder that is not, or no longer, the data folder: it names the process that moves
HASHED = 8 << 20  # bytes up to which a copied file is read again and compared
CHUNK = 4 << 20
SPARE = 100 << 20  # bytes that must stay free on the target's disk
ROUNDS = 5  # how often what changed meanwhile is copied again

Tell = Callable[[int, int], object]  # bytes copied, of all


def move_data(target: Path, tell: Tell = lambda done, total: None) -> tuple[Path, Path]:
    """Move the data folder; the old place and the new one. Raises UserError; the old folder is then as it was."""
    tidy()
    old, new = home().resolve(), target.expanduser().resolve()
    _check(old, new)
    made = not new.exists()
    try:
        new.mkdir(parents=True, exist_ok=True)
        _write_mark(new)
        _point(moving=str(new))
        _copy_all(_Copy(old, new, tell))
        _rename_paths(old, new)
        _write_mark(old)
        _point(folder=str(new), moving="", leaving=str(old) if old.is_dir() else "")
    except BaseException as error:  # Ctrl+C as well
        _give_up(new, made)
        if isinstance(error, OSError):
            raise _failed(new, error) from None
        raise
    tidy()
    return old, new


def tidy() -> None:
    """Clear away what a move that was ended has left: an unfinished copy, or the rest of the folder that was moved away."""
    where = read_location()
    kept = {home().resolve(), Path(where.get("folder", default_home())).resolve()}
    for name in ("moving", "leaving"):
        folder = Path(where[name]) if name in where else None
        if folder is None or folder.resolve() in kept or mover(folder) not in (None, os.getpid()):
            continue
        if not (folder / MARK).is_file() or _empty(folder):
            with contextlib.suppress(OSError):
                _point(**{name: ""})
    for folder in kept:
        if mover(folder) in (None, os.getpid()):
            with contextlib.suppress(OSError):
                (folder / MARK).unlink(missing_ok=True)


def tidy_storage() -> None:
    """Clear away what ended moves and killed processes have left; called where nobody waits for it."""
    with contextlib.suppress(OSError):
        tidy()
    sweep()


def mover(folder: Path) -> int | None:
    """The number of the living process that moves to (or away from) this folder."""
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        process = psutil.Process(int(mark["pid"]))
        return process.pid if abs(process.create_time() - float(mark["started"])) < 2.0 else None
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        return None


# before anything is written


def _check(old: Path, new: Path) -> None:
    """Raises UserError where the move can't be made."""
    if os.environ.get("TUNEBENCH_HOME"):
        raise UserError(
            "storage.fixed",
            say("The data folder is named by the environment variable TUNEBENCH_HOME, so it can't be moved from here."),
            hint=say("Move the folder yourself and change TUNEBENCH_HOME, or take the variable away first."),
        )
    busy = read_location().get("moving", "")
    if busy and mover(Path(busy)) is not None:
        title = say("The data folder is being moved to {folder} just now.", folder=plain(busy))
        raise UserError("storage.moving", title, hint=say("Wait for that, or cancel it."))
    elsewhere = say("Choose a new or an empty folder elsewhere.")
    if new == old:
        raise UserError("storage.same", say("The data folder is at {folder} already.", folder=plain(new)), hint=elsewhere)
    if new.is_relative_to(old) or old.is_relative_to(new):
        title = say("{new} and the data folder {old} lie one in the other.", new=plain(new), old=plain(old))
        raise UserError("storage.inside", title, hint=elsewhere)
    if new.exists() and not new.is_dir():
        raise UserError("storage.taken", say("{folder} is a file.", folder=plain(new)), hint=elsewhere)
    if new.is_dir() and (other := next((item for item in items(new)), None)) is not None:
        title = say("{folder} already holds something ({name}).", folder=plain(new), name=other.name)
        raise UserError("storage.taken", title, hint=elsewhere)
    _refuse_while_jobs_run()
    _refuse_without_room(old, new)


def _refuse_while_jobs_run() -> None:
    if jobs := running_jobs():
        raise UserError(
            "storage.busy",
            say("The data folder can't be moved while a job runs ({run}).", run=jobs[0].id),
            hint=say("Wait for it, or stop it with tunebench stop {run}.", run=jobs[0].id),
        )


def _refuse_without_room(old: Path, new: Path) -> None:
    place = new
    while not place.exists() and place != place.parent:
        place = place.parent
    needed, free = sum(size for size, _ in _tree(old).values()), shutil.disk_usage(place).free
    if free < needed + SPARE:
        raise UserError(
            "storage.full",
            say("There is too little room for the data folder at {folder}.", folder=plain(new)),
            say("It needs {needed:,.0f} MB; {free:,.0f} MB are free.", needed=(needed + SPARE) / 1e6, free=free / 1e6),
            say("Choose another disk, or delete runs and clean the caches first."),
        )


# copying


@dataclass
class _Copy:
    """What has been copied so far: {path in the folder: (size, time of change in ns)}."""

    old: Path
    new: Path
    tell: Tell
    have: dict[str, tuple[int, int]] = field(default_factory=dict)
    done: int = 0


def items(folder: Path) -> Iterator[Path]:
    """What a folder holds, without our own mark and the file that names the data folder (which lies there on some systems)."""
    if folder.is_dir():
        yield from (item for item in sorted(folder.iterdir()) if item.name != MARK and item != location_file())


def _tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Everything that is moved: files and links with size and time of change, folders with (0, 0). Caches are made again."""
    found: dict[str, tuple[int, int]] = {}
    caches = folder / cache_root().name
    for item in items(folder):
        if item == caches:
            continue
        inner = [Path(entry.path) for entry in walk(item)] if item.is_dir() and not item.is_symlink() else []
        for path in (item, *inner):
            with contextlib.suppress(FileNotFoundError):  # gone meanwhile
                status = path.lstat()
                found[path.relative_to(folder).as_posix()] = (
                    (0, 0) if stat.S_ISDIR(status.st_mode) else (status.st_size, status.st_mtime_ns)
                )
    return found


def _copy_all(work: _Copy) -> None:
    """Copy until the copy holds what the old folder holds; a window may write its settings meanwhile. Raises UserError, OSError."""
    for _ in range(ROUNDS):
        _refuse_while_jobs_run()
        now = _tree(work.old)
        for gone in sorted(work.have.keys() - now.keys(), reverse=True):
            remove(work.new / gone)
            del work.have[gone]
        waiting = {name: entry for name, entry in now.items() if work.have.get(name) != entry}
        if not waiting:
            break
        total = work.done + sum(size for size, _ in waiting.values())
        for name, entry in waiting.items():
            with contextlib.suppress(FileNotFoundError):  # deleted meanwhile: the next round sees it
                _copy(work, name, total)
                work.have[name] = entry
    else:
        title = say("Something goes on changing the data folder {folder}.", folder=plain(work.old))
        raise UserError("storage.changing", title, hint=say("Close the other programs that use it, and try again."))
    _compare(work)


def _copy(work: _Copy, name: str, total: int) -> None:
    source, target = work.old / name, work.new / name
    if source.is_symlink():
        target.unlink(missing_ok=True)
        target.symlink_to(source.readlink())
        return
    if source.is_dir():
        target.mkdir(exist_ok=True)
        return
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while block := reading.read(CHUNK):
            writing.write(block)
            digest.update(block)
            work.done += len(block)
            work.tell(work.done, max(total, work.done))
        writing.flush()
        os.fsync(writing.fileno())
    with contextlib.suppress(OSError):  # some disks know no permissions
        shutil.copystat(source, target)
    if target.stat().st_size <= HASHED and hashlib.sha256(target.read_bytes()).digest() != digest.digest():
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(target))


def _compare(work: _Copy) -> None:
    """The copy has every file, each as long as the original. Raises OSError."""
    for name, (size, _) in work.have.items():
        path = work.new / name
        if not os.path.lexists(path) or (path.is_file() and not path.is_symlink() and path.stat().st_size != size):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


def _rename_paths(old: Path, new: Path) -> None:
    """Let the files that name others in the data folder by their whole path name them in the new one."""
    files = [new / "settings.toml", new / "draft.json", *new.glob("runs/*/job.toml")]
    files += [file for name in ("tunebench.json", "adapter_config.json") for file in new.glob(f"runs/*/model/{name}")]
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
            table = tomllib.loads(text) if file.suffix == ".toml" else json.loads(text)
        except (OSError, ValueError):  # not there, or damaged already
            continue
        changed = _renamed(table, {str(old): str(new), plain(old): plain(new)})
        if changed != table:
            write_atomically(file, tomli_w.dumps(changed) if file.suffix == ".toml" else json.dumps(changed, ensure_ascii=False, indent=1))


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """The value with every text that is a path below one of the names' keys below its value instead."""
    if isinstance(value, dict):
        return {key: _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    for before, after in names.items():
        if isinstance(value, str) and (value == before or value.startswith((before + os.sep, before + "/"))):
            return after + value[len(before) :]
    return value


# the file that names the data folder, and the mark


def _point(**changes: str) -> None:
    """Change the entries of the file; an empty text takes one away. Raises OSError."""
    table = {name: value for name, value in {**read_location(), **changes}.items() if value}
    if "folder" in table and Path(table["folder"]) == default_home().resolve():
        del table["folder"]
    if not table:
        location_file().unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            location_file().parent.rmdir()  # only if nothing else is there
        return
    location_file().parent.mkdir(parents=True, exist_ok=True)
    write_atomically(location_file(), tomli_w.dumps(table))


def _write_mark(folder: Path) -> None:
    """Say in a folder, if it is there, that this process moves it. Raises OSError."""
    if folder.is_dir():
        write_atomically(folder / MARK, json.dumps({"pid": os.getpid(), "started": psutil.Process().create_time()}))


def _empty(folder: Path) -> bool:
    """Delete what a marked folder holds, the mark last, then the folder; False if something stayed.

    The caches of living windows stay until those are closed.
    """
    caches = folder / cache_root().name
    stuck = [item for item in items(folder) if item != caches and not remove(item)]
    if caches.is_dir():
        inner = [item for group in caches.iterdir() for item in (group.iterdir() if group.is_dir() else [group])]
        stuck += [item for item in inner if in_use(item.name) or not remove(item)]
    if stuck or not remove(caches):
        return False
    (folder / MARK).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # it holds the file that names the data folder, or is where a disk is mounted
        folder.rmdir()
    return True


def _give_up(new: Path, made: bool) -> None:
    """Take an unfinished copy away; a folder that was there before stays, empty as it was."""
    if home().resolve() == new:
        return
    with contextlib.suppress(OSError):
        if (new / MARK).is_file():
            _empty(new)
        if not made:
            new.mkdir(exist_ok=True)
        _point(moving="")


def _failed(new: Path, error: OSError) -> UserError:
    reason = say("{error}.", error=error.strerror or str(error))
    if error.filename:
        reason = say("{file}: {error}.", file=plain(error.filename), error=error.strerror or str(error))
    return UserError(
        "storage.failed",
        say("The data folder was not moved to {folder}; it is where it was, with all that is in it.", folder=plain(new)),
        reason,
        say("Choose another folder or disk, or free some space there, and try again."),
    )
