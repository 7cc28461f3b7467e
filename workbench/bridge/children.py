"""Child processes: started apart from the window's session, ended together with everything they started."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import psutil

from engine.api import engine_environment

TAIL_BYTES = 8_192
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")

# Children that outlive the thread that started them. A Popen that is collected while its child runs warns, and the
# child would stay a zombie for as long as the window lives.
_left: list[subprocess.Popen[bytes]] = []


def start_child(
    command: Sequence[str], out: IO[Any], errors: IO[Any] | int, *, own_session: bool, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start the command in a process group of its own, so that a Ctrl+C in a terminal is not its end, and without input.

    own_session: also leave the terminal (POSIX), for jobs that outlive the window. stdin: subprocess.PIPE for a child that
    is asked things. Raises OSError.
    """
    _left[:] = [child for child in _left if child.poll() is None]
    apart: dict[str, Any] = {"start_new_session": own_session}
    if os.name == "nt":
        apart = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)}
    elif not own_session:
        apart = {"process_group": 0}
    return subprocess.Popen(list(command), stdin=stdin, stdout=out, stderr=errors, env=engine_environment(), **apart)


def leave_child(child: subprocess.Popen[bytes]) -> None:
    """Let the child go on by itself."""
    if child.poll() is None:
        _left.append(child)


def kill_tree(pid: int) -> None:
    """End a process and all that it started, at once. Nothing happens if it is gone."""
    try:
        first = psutil.Process(pid)
        family = [*first.children(recursive=True), first]
    except psutil.Error:
        return
    for process in reversed(family):
        try:
            process.kill()
        except psutil.Error:
            continue


def clean(text: str) -> str:
    """Console text without colour codes and control characters; a carriage return begins a new line."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def last_lines(path: Path, count: int = 8) -> tuple[str, ...]:
    """The last lines of a console file that are not empty, each cut at 300 characters."""
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - TAIL_BYTES))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return ()
    lines = [line.rstrip()[:300] for line in clean(text).splitlines()]
    return tuple([line for line in lines if line.strip()][-count:])
