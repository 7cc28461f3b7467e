"""How the engine and the window are started as processes of their own, from source or frozen."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


def engine_command(*arguments: str) -> list[str]:
    """The command line that runs the engine with these arguments; frozen, that is the console executable beside us."""
    if getattr(sys, "frozen", False):
        name = "tunebench.exe" if os.name == "nt" else "tunebench"
        return [str(Path(sys.executable).with_name(name)), *arguments]
    return [sys.executable, "-m", "engine", *arguments]


def window_command(*arguments: str) -> list[str]:
    """The command line that runs the window's program with these arguments; frozen, that is the window executable beside us."""
    if getattr(sys, "frozen", False):
        name = "tunebench-window.exe" if os.name == "nt" else "tunebench-window"  # no two names that differ in case alone
        return [str(Path(sys.executable).with_name(name)), *arguments]
    return [sys.executable, "-m", "workbench", *arguments]


def engine_environment() -> dict[str, str]:
    """The environment of an engine process: offline and silent towards hubs, UTF-8, OpenMP threads that sleep when idle.

    OMP_WAIT_POLICY has to be there before torch loads: spinning threads were 2 to 7 times slower on a busy machine.
    """
    source = str(Path(__file__).resolve().parent.parent)
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(part for part in (source, os.environ.get("PYTHONPATH", "")) if part),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        **{name: os.environ.get(name, value) for name, value in QUIET.items()},
        **OFFLINE,
    }


def prepare_process() -> None:
    """The same for this process, if a person started it from a shell; before torch is loaded. What is set already stays."""
    for name, value in {**OFFLINE, **QUIET}.items():
        os.environ.setdefault(name, value)
    _keep_freed_memory()


def _keep_freed_memory() -> None:
    """Let glibc keep what a step frees for the next one instead of giving it back to the system and asking for it again.

    Fresh pages have to be cleared by the kernel: a masked-lm step took 25 % more CPU seconds that way (measured; peak memory
    was 15 % lower). Other systems' allocators have no such knob, and need none.
    """
    trim_threshold, mmap_threshold, bytes_kept = -1, -3, 1 << 30  # glibc's names: M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
    if sys.platform != "linux" or any(name.startswith("MALLOC_") for name in os.environ):
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        if mallopt(mmap_threshold, bytes_kept) or mallopt(mmap_threshold, 32 << 20):
            mallopt(trim_threshold, bytes_kept)


# read by libraries as they load. oneDNN keeps what it made for each shape of a product, by default for 1,024 of them: packed batches
# have ever new shapes, and that took 350 MB more in a hundred steps and was no faster than 64 (measured)
QUIET = {"OMP_WAIT_POLICY": "PASSIVE", "TOKENIZERS_PARALLELISM": "false", "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "64"}

# set again by an engine process itself, because a person may start one from a shell
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "DO_NOT_TRACK": "1",
    "USE_HUB_KERNELS": "NO",
}
