"""Makes an engine environment with uv: a virtual environment and the packages of our lock file, from the package indexes or from a
folder of wheels. Made beside its place, checked, and only then renamed into it: whatever ends this leaves the old engine as it was.

Fetches from the network, and only because a person pressed the button or gave the command.
"""

from __future__ import annotations

import contextlib
import hashlib
import lzma
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine.environments import (
    PYTHONS,
    VARIANTS,
    being_made,
    examine,
    free_name,
    refuse_if_used,
    stamp,
    tidy,
    write_manifest,
)
from engine.errors import UserError
from engine.launch import EngineSpec, engine_environment
from engine.messages import Message, plain, say
from engine.paths import RESOURCES, cache_root, engines_root
from engine.storage import remove

STEPS = 4  # the environment, the packages, the check, the renaming
PYTHON_RANGE = ">=3.11,<3.15"  # that torch has wheels for
PYPI_TORCH = {"linux": "cu130", "win32": "cpu", "darwin": "cpu"}  # the variant that PyPI's own torch is
TORCH_INDEX = "https://download.pytorch.org/whl"
SAID = 12  # lines of uv that are kept for an explanation

Tell = Callable[[int, int, Message], object]  # the step, of how many, what is done


def lock_file() -> Path:
    """Exact versions of everything the engine needs; written by tools/engine_lock.py. The variants differ in torch's index alone."""
    return RESOURCES / "engine" / "requirements.lock"


def variants() -> dict[str, Message]:
    """The variants that can be made on this system."""
    return {name: title for name, title in VARIANTS.items() if sys.platform != "darwin" or not name.startswith("cu")}


def make(name: str, variant: str, wheels: Path | None = None, tell: Tell = lambda step, steps, text: None) -> dict[str, Any]:
    """Make an engine environment, in place of one of that name; what its check found.

    wheels: a folder that has every package; nothing is fetched then. Raises UserError; the old engine is then as it was.
    """
    free_name(name)
    if variant not in variants():
        title = say("There is no variant {name} on this system.", name=variant)
        raise UserError("engine.variant", title, hint=say("These are there: {names}.", names=", ".join(variants())))
    wheels = wheels.expanduser().resolve() if wheels is not None else None
    if wheels is not None and not wheels.is_dir():
        title = say("There is no folder {folder}.", folder=plain(wheels))
        raise UserError("engine.no-wheels", title, hint=say("This fetches the packages: {line}", line=fetch_line(variant)))
    tidy()
    if being_made(name):
        raise UserError("engine.busy", say("The engine {name} is being made already.", name=name))
    uv, place = find_uv(), engines_root() / name
    refuse_if_used(place)
    folder = engines_root() / f"{name}.new-{os.getpid()}"
    try:
        engines_root().mkdir(parents=True, exist_ok=True)
        python = _environment(uv, folder, wheels is None, tell)
        _packages(uv, python, variant, wheels, tell)
        tell(2, STEPS, say("Checking the new engine"))
        facts = examine(EngineSpec(name, str(python)), variant)
        lock = hashlib.sha256(lock_file().read_bytes()).hexdigest()
        relative = python.relative_to(folder).as_posix()
        manifest = {"variant": variant, "python": relative, "made": stamp(), "lock": lock, "facts": facts}
        write_manifest(folder / "engine.json", manifest)
        tell(3, STEPS, say("Putting the new engine in its place"))
        _replace(place, folder)
    except OSError as error:
        remove(folder)
        title = say("The engine {name} can't be made.", name=name)
        raise UserError("engine.disk", title, say("{error}.", error=error.strerror or str(error)), _old_one(name)) from None
    except BaseException:  # Ctrl+C as well
        remove(folder)
        raise
    return facts


def _old_one(name: str) -> Message:
    if (engines_root() / name).is_dir():
        return say("The old engine {name} is as it was.", name=name)
    return say("Jobs go on with the engine that is used now.")


def _replace(place: Path, new: Path) -> None:
    """Put the new folder in its place; a kill between the two renames is mended by tidy()."""
    if not place.exists():
        new.rename(place)
        return
    refuse_if_used(place)
    old = place.with_name(f"{place.name}.old-{os.getpid()}")
    (place / "replaced").touch()
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        (place / "replaced").unlink()
        raise
    remove(old)


# uv


def find_uv() -> Path:
    """The program uv: packed in ours, in our environment, or on the search path. Raises UserError."""
    name = "uv.exe" if os.name == "nt" else "uv"
    packed = Path(getattr(sys, "_MEIPASS", "")) / "uv.xz"
    if getattr(sys, "frozen", False) and packed.is_file():
        return _unpacked(packed, cache_root() / "uv" / name)
    places = [Path(sys.executable).parent, Path(getattr(sys, "_MEIPASS", sys.prefix)), Path(sysconfig.get_path("scripts"))]
    for place in places:
        if (place / name).is_file():
            return place / name
    if found := shutil.which("uv"):
        return Path(found)
    title = say("The program uv, which makes engine environments, is not there.")
    raise UserError("engine.no-uv", title, hint=say("Install Tunebench again, or install uv: python -m pip install uv"))


def _unpacked(packed: Path, target: Path) -> Path:
    """The installers carry uv compressed (13 MB instead of 38), because few people need it; unpacked anew after an update."""
    if not target.is_file() or target.stat().st_mtime < packed.stat().st_mtime:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}.{os.getpid()}")
        with lzma.open(packed) as source, beside.open("wb") as out:
            shutil.copyfileobj(source, out)
        beside.chmod(0o755)
        beside.replace(target)
    return target


def _environment(uv: Path, folder: Path, online: bool, tell: Tell) -> Path:
    """An empty virtual environment; its Python. Frozen, there may be no Python on this machine: uv fetches one if it may."""
    tell(0, STEPS, say("Making a Python environment"))
    request = PYTHON_RANGE if getattr(sys, "frozen", False) else sys.executable
    status, lines = _run(uv, ["venv", "--no-project", "--python", request, *([] if online else ["--offline"]), str(folder)])
    python = next((folder / inner for inner in PYTHONS if (folder / inner).is_file()), None)
    if status or python is None:
        hint = say("Install Python 3.11 or newer (python.org, or your system's packages), and try again.")
        raise UserError("engine.no-python", say("No Python environment could be made."), _said(lines), hint)
    return python


def _packages(uv: Path, python: Path, variant: str, wheels: Path | None, tell: Tell) -> None:
    """Install the packages of the lock file. Raises UserError with the line that fetches them elsewhere."""
    tell(1, STEPS, say("Installing the packages"))
    if wheels is not None:
        source = ["--offline", "--no-index", "--find-links", str(wheels)]
    else:
        source = ["--torch-backend", variant] if PYPI_TORCH.get(sys.platform) != variant else []
    command = ["pip", "install", "--python", str(python), "-r", str(lock_file()), "--only-binary", ":all:", "--no-progress", *source]
    status, lines = _run(uv, command, lambda line: tell(1, STEPS, say("Installing the packages: {line}", line=line[:120])))
    if status == 0:
        return
    line = fetch_line(variant, _version(python.parent.parent), "" if wheels is None else str(wheels))
    title = say("The packages of the engine could not be installed.")
    if wheels is not None:
        hint = say(
            "The folder needs every package, for the same system and Python. This fetches them where there is a network: {line}", line=line
        )
    else:
        hint = say("Without a network, fetch the packages on a computer of the same kind, and choose their folder here: {line}", line=line)
    raise UserError("engine.packages", title, _said(lines), hint)


def fetch_line(variant: str, version: str = "", folder: str = "") -> str:
    """The command line that fetches the wheels of a variant into a folder, on a computer of the same system with a network."""
    version = version or f"{sys.version_info.major}.{sys.version_info.minor}"
    index = f" --extra-index-url {TORCH_INDEX}/{variant}" if PYPI_TORCH.get(sys.platform) != variant else ""
    target = folder or "tunebench-wheels"
    return f'python -m pip download -r "{lock_file()}" -d "{target}" --only-binary=:all: --python-version {version}{index}'


def _version(folder: Path) -> str:
    """The Python of a virtual environment, as "3.11"; empty where its file doesn't say."""
    with contextlib.suppress(OSError):
        found = re.search(r"^version_info = (\d+\.\d+)", (folder / "pyvenv.cfg").read_text(encoding="utf-8"), re.MULTILINE)
        return found[1] if found else ""
    return ""


def _run(uv: Path, arguments: Sequence[str], on_line: Callable[[str], object] = lambda line: None) -> tuple[int, list[str]]:
    """Run uv to its end: exit status and its last lines. It is ended with us where we are interrupted."""
    environment = {name: value for name, value in engine_environment().items() if name not in ("PYTHONPATH", "VIRTUAL_ENV", "CONDA_PREFIX")}
    environment["UV_CACHE_DIR"] = str(cache_root() / "uv")  # on the disk of the engines: its files are linked there, not copied
    lines: list[str] = []
    with subprocess.Popen(
        [str(uv), *arguments],
        cwd=engines_root(),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as child:
        try:
            assert child.stdout is not None
            for line in child.stdout:
                lines = [*lines, line.strip()][-SAID:]
                if line.strip() and not line.startswith(" "):
                    on_line(line.strip())
        except BaseException:
            child.kill()
            raise
    return child.returncode, lines


def _said(lines: Sequence[str]) -> Message:
    """What uv said last, as one line without its drawing characters."""
    text = re.sub(r"[\s×╰─▶│├]+", " ", " ".join(lines)).strip()
    return say("{text}", text=text[:800] or "–")
