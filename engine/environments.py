"""Engine environments: Pythons with a torch of their own (for an NVIDIA GPU, say) that run the same engine. Loads no torch.

Each has a folder in the user's data folder with a manifest, engine.json: the path of its Python (relative where it lies in the folder),
its variant, when it was made, from which lock file, and what the last check found. Making one is engine/environment_making.py's;
starting it engine/launch.py's.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

import psutil
import tomli_w

from engine.errors import UserError
from engine.launch import (
    BUILT_IN,
    ENGINE_NAME,
    EngineSpec,
    built_in_engine,
    chosen_engine,
    engine_environment,
    find_engine,
    read_manifest,
)
from engine.messages import Message, plain, say
from engine.paths import RESOURCES, engines_root, home
from engine.runs import write_atomically
from engine.storage import remove

OWN = "own"  # the variant of a Python that the user named
OLDEST = (3, 11)
CHECK_LIMIT = 180.0  # seconds: torch with CUDA, read from a cold disk for the first time
UNFINISHED = re.compile(r"([a-z0-9][a-z0-9_-]*)\.(new|old)-(\d{1,9})")  # name, what it is, the process that works on it

VARIANTS: dict[str, Message] = {
    "cu130": say("NVIDIA GPU, CUDA 13.0"),
    "cu126": say("NVIDIA GPU with an older driver, CUDA 12.6"),
    "cpu": say("Processor only"),
}


def requirements_file() -> Path:
    """The ranges of versions that the engine needs, for Pythons of the user's own; written by tools/engine_lock.py."""
    return RESOURCES / "engine" / "requirements.txt"


def table() -> list[dict[str, Any]]:
    """Every engine as plain data: name, variant, python, made, facts (of the last check), chosen, usable."""
    chosen = chosen_engine()[0].name
    rows: list[dict[str, Any]] = [{"name": BUILT_IN, "variant": "", "python": built_in_engine().program, "facts": _built_in_facts()}]
    folders = sorted(engines_root().iterdir()) if engines_root().is_dir() else []
    for folder in folders:
        if folder.is_dir() and ENGINE_NAME.fullmatch(folder.name):
            manifest = read_manifest(folder.name)
            rows.append({"facts": None, "variant": "", **manifest, "name": folder.name})
    for row in rows:
        spec = built_in_engine() if row["name"] == BUILT_IN else find_engine(row["name"])
        row |= {"python": spec.program if spec else row.get("python", ""), "chosen": row["name"] == chosen, "usable": spec is not None}
    return rows


def _built_in_facts() -> dict[str, Any] | None:
    """What the last check of the built-in engine found, if it was of this installation."""
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads((engines_root() / "built-in.json").read_text(encoding="utf-8"))
        if kept["python"] == built_in_engine().program:
            return dict(kept["facts"])
    return None


def spec_of(name: str) -> EngineSpec:
    """The engine of a name. Raises UserError."""
    if name == BUILT_IN:
        return built_in_engine()
    found = find_engine(name)
    if found is not None:
        return found
    if not read_manifest(name):
        names = ", ".join(row["name"] for row in table())
        raise UserError("engine.unknown", say("There is no engine {name}.", name=name), hint=say("These are there: {names}.", names=names))
    raise _no_python(name, Path(str(read_manifest(name)["python"])))


def _no_python(name: str, python: Path) -> UserError:
    title = say("The engine {name} can't be used: its Python, {python}, is not there.", name=name, python=plain(python))
    return UserError("engine.python-missing", title, hint=say("Make the engine again, or name another Python."))


# checking


def check(name: str) -> dict[str, Any]:
    """Ask an engine what it has, keep that in its manifest and return it (see `examine`). Raises UserError."""
    spec = spec_of(name)
    manifest = read_manifest(name) if name != BUILT_IN else {"python": spec.program}
    facts = examine(spec, str(manifest.get("variant", "")))
    file = engines_root() / (f"{BUILT_IN}.json" if name == BUILT_IN else f"{name}/engine.json")
    with contextlib.suppress(OSError):  # a disk that can't be written is no fault of the engine
        file.parent.mkdir(parents=True, exist_ok=True)
        write_manifest(file, {**manifest, "facts": facts})
    return facts


def write_manifest(file: Path, manifest: dict[str, Any]) -> None:
    """Write engine.json whole."""
    write_atomically(file, json.dumps(manifest, indent=1) + "\n")


def examine(spec: EngineSpec, variant: str = "") -> dict[str, Any]:
    """Start an engine's Python and look whether it can do our work: {"python", "torch", "built_for", "devices", "packages"}.

    Raises UserError that names what is missing or wrong and the line that installs it.
    """
    wanted = _requirements() if spec.name != BUILT_IN else {}
    told = _ask(spec, list(wanted))
    version = tuple(int(part) for part in re.findall(r"\d+", told["python"])[:2])
    if version < OLDEST:
        title = say("{python} is Python {version}; the engine needs 3.11 or newer.", python=plain(spec.program), version=told["python"])
        raise UserError("engine.python-old", title, hint=say("Name another Python."))
    _compare(spec, wanted, told["packages"])
    torch = told["torch"]
    if "error" in torch:
        title = say("torch can't be loaded by {python}.", python=plain(spec.program))
        raise UserError("engine.torch-broken", title, say("{error}.", error=str(torch["error"]).rstrip(".")), _pip_hint(spec))
    if variant.startswith("cu") and not torch["built_for"]:
        title = say("The torch of the engine {name} is built without CUDA.", name=spec.name)
        detail = say("It is torch {version}.", version=torch["version"])
        raise UserError("engine.no-cuda", title, detail, say("The folder of wheels needs torch for CUDA; see how to fetch them."))
    return {
        "python": told["python"],
        "torch": torch["version"],
        "built_for": torch["built_for"],
        "devices": torch["devices"],
        "packages": told["packages"],
    }


def _ask(spec: EngineSpec, packages: list[str]) -> dict[str, Any]:
    """Run the probe. Raises UserError where that gives no answer."""
    title = say("{python} can't run the engine.", python=plain(spec.program))
    with tempfile.TemporaryDirectory(prefix="tunebench-tool-", ignore_cleanup_errors=True) as folder:
        try:
            done = subprocess.run(
                spec.command("probe", *packages),
                check=False,
                cwd=folder,
                env=engine_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=CHECK_LIMIT,
            )
        except FileNotFoundError:
            raise _no_python(spec.name, Path(spec.program)) from None
        except subprocess.TimeoutExpired:
            detail = say("It gave no answer within {seconds:.0f} s.", seconds=CHECK_LIMIT)
            raise UserError("engine.unusable", title, detail, say("Try again, or name another Python.")) from None
        except OSError as error:
            detail = say("{error}.", error=error.strerror or str(error))
            raise UserError("engine.unusable", title, detail, say("Name the program python of an environment.")) from None
    for line in reversed(done.stdout.decode("utf-8", errors="replace").splitlines()):
        with contextlib.suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict) and {"python", "packages", "torch"} <= told.keys():
                return told
    last = (done.stderr.decode("utf-8", errors="replace").strip().splitlines() or [""])[-1][:300]
    detail = say("It ended with status {status}: {text}", status=done.returncode, text=last)
    raise UserError("engine.unusable", title, detail, say("Name the program python of an environment with Python 3.11 or newer."))


def _requirements() -> dict[str, str]:
    """Names of packages with the range of versions that do ("torch": ">=2.13,<3"), as far as they are for this system."""
    from packaging.requirements import Requirement

    lines = requirements_file().read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    return {item.name: str(item.specifier) for item in wanted if item.marker is None or item.marker.evaluate()}


def _compare(spec: EngineSpec, wanted: dict[str, str], there: dict[str, str | None]) -> None:
    """Raise a UserError if a package is missing or of a version that does not do."""
    from packaging.specifiers import SpecifierSet

    missing = [name for name in wanted if there.get(name) is None]
    wrong = [
        f"{name} {version} ({wanted[name]})"
        for name, version in there.items()
        if version is not None and not SpecifierSet(wanted[name]).contains(version, prereleases=True)
    ]
    if missing:
        title = say("{python} lacks packages that the engine needs: {names}.", python=plain(spec.program), names=", ".join(missing))
        raise UserError("engine.torch-missing" if "torch" in missing else "engine.packages", title, hint=_pip_hint(spec))
    if wrong:
        title = say("{python} has packages of other versions than the engine needs.", python=plain(spec.program))
        raise UserError("engine.packages", title, say("{names}.", names=", ".join(wrong)), _pip_hint(spec))


def _pip_hint(spec: EngineSpec) -> Message:
    line = f'"{spec.program}" -m pip install -r "{requirements_file()}"'
    return say("This installs what is needed there: {line}", line=line)


# choosing, adding, removing


def use(name: str) -> dict[str, Any]:
    """Check an engine and choose it for jobs from now on; what the check found. Raises UserError, and the choice is as it was."""
    facts = check(name)
    _choose(name)
    return facts


def _choose(name: str) -> None:
    file = home() / "settings.toml"
    settings: dict[str, Any] = {}
    with contextlib.suppress(FileNotFoundError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    settings.pop("engine", None)
    if name != BUILT_IN:
        settings["engine"] = name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, tomli_w.dumps(settings))
    except OSError as error:
        title = say("The settings can't be written to {path}.", path=plain(file))
        raise UserError("engine.settings", title, say("{error}.", error=error.strerror or str(error))) from None


def add(name: str, python: Path) -> dict[str, Any]:
    """Take a Python of the user's own as an engine; what the check found. Raises UserError, and nothing is added."""
    free_name(name)
    if (engines_root() / name).exists():
        raise UserError(
            "engine.exists", say("There is an engine {name} already.", name=name), hint=say("Remove it, or choose another name.")
        )
    # not resolved: an environment's python is often a link, and knows its environment by the place of that link
    program = Path(os.path.abspath(python.expanduser()))  # noqa: PTH100
    if program.is_dir():
        found = [program / inner for inner in (*PYTHONS, "python", "python.exe") if (program / inner).is_file()]
        program = found[0] if found else program
    if not program.is_file():
        raise _no_python(name, program)
    facts = examine(EngineSpec(name, str(program)))
    (engines_root() / name).mkdir(parents=True)
    write_manifest(engines_root() / name / "engine.json", {"variant": OWN, "python": str(program), "made": stamp(), "facts": facts})
    return facts


PYTHONS = ("Scripts/python.exe", "bin/python")  # of an environment, below its folder


def stamp() -> str:
    """The time now, as a manifest keeps it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S")


def free_name(name: str) -> None:
    """Raise a UserError if an engine can't have that name."""
    if not ENGINE_NAME.fullmatch(name) or name == BUILT_IN:
        title = say("{name} is no name for an engine.", name=name)
        raise UserError("engine.name", title, hint=say("Take small letters, digits, - and _, for example cu130 or my-python."))


def remove_engine(name: str) -> bool:
    """Delete an engine environment; of a Python of the user's own, only what we know of it. False if something of it stayed.

    Raises UserError if it isn't there or a process uses it. Was it chosen, the built-in engine is.
    """
    folder = engines_root() / name
    if not ENGINE_NAME.fullmatch(name) or name == BUILT_IN or not folder.is_dir():
        spec_of(name)
        title = say("The engine {name} belongs to the program and can't be removed.", name=name)
        raise UserError("engine.built-in", title)
    refuse_if_used(folder)
    if chosen_engine()[0].name == name:
        _choose(BUILT_IN)
    return put_aside(folder)


def put_aside(folder: Path) -> bool:
    """Delete a folder by way of another name, so that nothing half deleted bears its own. Raises UserError; False if some of it stayed."""
    aside = folder.with_name(f"{folder.name}.old-{os.getpid()}")
    try:
        (folder / "replaced").unlink(missing_ok=True)
        folder.rename(aside)
    except OSError as error:
        title = say("The engine {name} can't be removed.", name=folder.name)
        detail = say("{error}.", error=error.strerror or str(error))
        raise UserError("engine.in-use", title, detail, say("End what uses it, and try again.")) from None
    return remove(aside)


def refuse_if_used(folder: Path) -> None:
    """Raise a UserError if a process runs on the Python in a folder."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError, IndexError):
            if Path(process.cmdline()[0]).is_relative_to(folder):
                title = say("The engine {name} is in use by process {number}.", name=folder.name, number=process.pid)
                raise UserError("engine.in-use", title, hint=say("Wait for the end of its jobs, or stop them."))


def tidy() -> None:
    """Clear away what killed processes left: an engine half made, or half deleted. One that was being replaced comes back."""
    for folder in sorted(engines_root().iterdir()) if engines_root().is_dir() else []:
        found = UNFINISHED.fullmatch(folder.name)
        if found is None or psutil.pid_exists(int(found[3])):
            continue
        if found[2] == "old" and not folder.with_name(found[1]).exists() and (folder / "replaced").exists():
            (folder / "replaced").unlink()
            folder.rename(folder.with_name(found[1]))
        else:
            remove(folder)


def being_made(name: str) -> bool:
    """Does a living process make an engine of that name?"""
    folders = engines_root().iterdir() if engines_root().is_dir() else ()
    found = (UNFINISHED.fullmatch(folder.name) for folder in folders)
    return any(item is not None and item[1] == name and item[2] == "new" and psutil.pid_exists(int(item[3])) for item in found)
