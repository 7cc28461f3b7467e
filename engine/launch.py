"""How the engine and the window are started as processes of their own, from source or frozen, and which engine that is.

The engine is the one that came with the program, or an engine environment (engine/environments.py): a Python with its own torch that
runs the same source.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.messages import NOTHING, Message, language, say, translate
from engine.paths import RESOURCES, engines_root, home

ENGINE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")  # no dot: what is being made or removed has one in its name


BUILT_IN = "built-in"
# what the program does itself, whatever engine is chosen: a broken engine must not keep anybody from choosing another one
OWN_VERBS = ("engines", "read", "storage")


@dataclass(frozen=True)
class EngineSpec:
    """An engine as a program: the one that came with Tunebench, or a Python that runs our source. The environment of its process is
    `engine_environment()` for every engine."""

    name: str
    program: str
    arguments: tuple[str, ...] = ("-m", "engine")

    def command(self, *arguments: str) -> list[str]:
        """The command line that gives it these arguments."""
        return [self.program, *self.arguments, *arguments]


def engine_command(*arguments: str) -> list[str]:
    """The command line that runs the chosen engine with these arguments; the built-in one where that is gone, and for OWN_VERBS."""
    engine = built_in_engine() if arguments[:1] and arguments[0] in OWN_VERBS else chosen_engine()[0]
    return engine.command(*arguments)


def built_in_engine() -> EngineSpec:
    """The engine of this program; frozen, that is the console executable beside us."""
    if getattr(sys, "frozen", False):
        name = "tunebench.exe" if os.name == "nt" else "tunebench"
        return EngineSpec(BUILT_IN, str(Path(sys.executable).with_name(name)), ())
    return EngineSpec(BUILT_IN, sys.executable)


def chosen_engine() -> tuple[EngineSpec, Message]:
    """The engine that jobs run on, and why it is not the one that was chosen (empty where it is)."""
    name = chosen_name()
    if name == BUILT_IN:
        return built_in_engine(), NOTHING
    if (found := find_engine(name)) is not None:
        return found, NOTHING
    return built_in_engine(), say("The engine {name} is not there any more; the engine that came with the program is used.", name=name)


def chosen_name() -> str:
    """TUNEBENCH_ENGINE, else the key "engine" of the settings, else BUILT_IN."""
    if os.environ.get("TUNEBENCH_ENGINE"):
        return os.environ["TUNEBENCH_ENGINE"]
    with contextlib.suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        chosen = tomllib.loads((home() / "settings.toml").read_text(encoding="utf-8")).get("engine")
        if isinstance(chosen, str) and chosen:
            return chosen
    return BUILT_IN


def find_engine(name: str) -> EngineSpec | None:
    """The engine environment of a name, if it is whole: its manifest names a Python that is there."""
    manifest = read_manifest(name)
    python = engines_root() / name / str(manifest.get("python", ""))  # absolute for a Python of the user's own
    return EngineSpec(name, str(python)) if manifest and python.is_file() else None


def read_manifest(name: str) -> dict[str, Any]:
    """engine.json of an engine environment; empty where there is none, or a damaged one, or the name is none of an engine."""
    if not ENGINE_NAME.fullmatch(name):
        return {}
    try:
        table = json.loads((engines_root() / name / "engine.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return table if isinstance(table, dict) and isinstance(table.get("python"), str) else {}


def hand_over(arguments: list[str]) -> int | None:
    """Let the chosen engine do a command that a person gave to this program: its exit status, or None where this one does it."""
    own = not arguments or arguments[0].startswith("-") or arguments[0] in (*OWN_VERBS, "doctor", "version")
    if own or "TUNEBENCH_WINDOW" in os.environ:  # that is there in every process that we start
        return None
    engine, why = chosen_engine()
    if why:
        sys.stderr.write(translate(why, language()) + "\n")
    if engine.name == BUILT_IN:
        return None
    command = engine.command(*arguments)
    if os.name != "nt":
        os.execve(command[0], command, engine_environment())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the engine gets it too, and says how it ended
    return subprocess.call(command, env=engine_environment())


def window_command(*arguments: str) -> list[str]:
    """The command line that runs the window's program with these arguments; frozen, that is the window executable beside us.

    An engine environment has no window; whoever started it told it where the window's program is.
    """
    if getattr(sys, "frozen", False):
        name = "tunebench-window.exe" if os.name == "nt" else "tunebench-window"  # no two names that differ in case alone
        return [str(Path(sys.executable).with_name(name)), *arguments]
    told = os.environ.get("TUNEBENCH_WINDOW")
    return [*(json.loads(told) if told else (sys.executable, "-m", "workbench")), *arguments]


def engine_source() -> Path:
    """The folder that holds the package `engine` as source, for Pythons other than the frozen one."""
    frozen = getattr(sys, "_MEIPASS", "")
    return Path(frozen) / "engine_source" if frozen else Path(__file__).resolve().parent.parent


def engine_environment() -> dict[str, str]:
    """The environment of an engine process: offline and silent towards hubs, UTF-8, OpenMP threads that sleep when idle.

    OMP_WAIT_POLICY has to be there before torch loads: spinning threads were 2 to 7 times slower on a busy machine.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(part for part in (str(engine_source()), os.environ.get("PYTHONPATH", "")) if part),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "TUNEBENCH_RESOURCES": str(RESOURCES),
        "TUNEBENCH_WINDOW": json.dumps(window_command()),
        **{name: os.environ.get(name, value) for name, value in QUIET.items()},
        **OFFLINE,
    }
    if getattr(sys, "frozen", False):  # PyInstaller's own search path; another Python must not load our libraries
        for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
            environment.pop(name, None)
            if f"{name}_ORIG" in environment:
                environment[name] = environment[f"{name}_ORIG"]
    return environment


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
