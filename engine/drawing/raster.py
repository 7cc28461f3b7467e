"""Pixels and pages: a child process of the window's program draws finished SVGs, because it has Qt and the engine has not."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from engine.errors import UserError
from engine.launch import engine_environment, window_command
from engine.messages import say

PATIENCE = 120.0  # seconds for all pictures of a view


def rasterised(drawings: Sequence[str], suffix: str, width: int) -> list[bytes]:
    """Each SVG as the bytes of a ".png" of that width in px or of a ".pdf" of one page. Raises UserError ("inspect.render")."""
    with tempfile.TemporaryDirectory(prefix="tunebench-drawing-") as folder:
        pairs = [(Path(folder) / f"{index}.svg", Path(folder) / f"{index}{suffix}") for index in range(len(drawings))]
        for drawing, (source, _) in zip(drawings, pairs, strict=True):
            source.write_text(drawing, encoding="utf-8")
        _render([str(path) for pair in pairs for path in pair], width)
        try:
            return [target.read_bytes() for _, target in pairs]
        except FileNotFoundError as error:
            raise _failed(f"{error.strerror}: {Path(error.filename).name}") from None


def _render(files: Sequence[str], width: int) -> None:
    command = window_command("--render", *files, "--width", str(width))
    environment = engine_environment()
    if sys.platform.startswith("linux"):  # no display is needed, and where there is none, Qt would abort
        environment["QT_QPA_PLATFORM"] = "offscreen"
    try:
        done = subprocess.run(
            command,
            check=False,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise _failed(f"no answer within {PATIENCE:.0f} s") from None
    except OSError as error:
        raise _failed(error.strerror or str(error)) from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("qt.text.font")]
        raise _failed(said[-1] if said else f"exit status {done.returncode}")


def _failed(reason: str) -> UserError:
    return UserError(
        "inspect.render",
        say("The picture could not be made."),
        detail=say("The renderer ended with: {reason}.", reason=reason.rstrip(".")),
        hint=say("Export as .svg instead: that needs no renderer, and browsers print it."),
    )
