"""Writes the engine's requirements into resources/engine, from pyproject.toml, constraints.txt and what is installed.

requirements.lock: exact versions of everything the engine needs, for the environments that Tunebench makes; without hashes, because
torch's wheels for CUDA come from PyTorch's index, which can't be asked from everywhere. requirements.txt: ranges of what it imports,
for Pythons of the user's own.

    python tools/engine_lock.py
"""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
WINDOW = ("pyside6-essentials", "pyqtgraph", "uv")  # dependencies that the engine has no use for
SYSTEMS = {"linux": ("Linux", "x86_64"), "win32": ("Windows", "AMD64"), "darwin": ("Darwin", "arm64")}
PYTHONS = ("3.11", "3.14")


def needed_on(marker: Marker | None, system: str) -> bool:
    """Is a requirement with this marker needed on a system, for the oldest or the newest Python?"""
    name, machine = SYSTEMS[system]
    where = {
        "sys_platform": system,
        "platform_system": name,
        "platform_machine": machine,
        "os_name": "nt" if system == "win32" else "posix",
    }
    return marker is None or any(
        marker.evaluate({**where, "python_version": v, "python_full_version": f"{v}.0", "extra": ""}) for v in PYTHONS
    )


def engine_requirements() -> list[Requirement]:
    """What pyproject.toml asks for, without the window's packages."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [item for item in map(Requirement, table["project"]["dependencies"]) if canonicalize_name(item.name) not in WINDOW]


def constraints() -> dict[str, Requirement]:
    """The lines of constraints.txt by name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    return {canonicalize_name(item.name): item for item in found}


def closure() -> dict[str, set[str]]:
    """Every package that is needed, directly or not, and on which systems."""
    found: dict[str, set[str]] = {}
    waiting = [(item, system) for item in engine_requirements() for system in SYSTEMS]
    while waiting:
        item, system = waiting.pop()
        name = canonicalize_name(item.name)
        if system in found.get(name, ()) or not needed_on(item.marker, system):
            continue
        found.setdefault(name, set()).add(system)
        try:
            waiting += [(Requirement(text), system) for text in metadata.requires(name) or ()]
        except metadata.PackageNotFoundError:  # of another system; its version has to stand in constraints.txt
            continue
    return found


def pinned(name: str) -> str:
    """The installed version (without the "+cpu" of torch), or the one that constraints.txt pins."""
    try:
        return Version(metadata.version(name)).public
    except metadata.PackageNotFoundError:
        exact = [part.version for part in constraints()[name].specifier if part.operator == "=="]
        return exact[0]


def lock() -> str:
    """The text of requirements.lock."""
    lines = ["# Written by tools/engine_lock.py: what an engine environment is made from. torch's variant is chosen by its index."]
    for name, systems in sorted(closure().items()):
        only = f"; sys_platform == '{next(iter(systems))}'" if len(systems) == 1 else ""
        lines.append(f"{name}=={pinned(name)}{only}")
    return "\n".join(lines) + "\n"


def ranges() -> str:
    """The text of requirements.txt: the ranges of constraints.txt; an exact pin becomes "from there to the next major version"."""
    lines = ["# Written by tools/engine_lock.py: what a Python of your own needs to run the engine (pip install -r)."]
    for item in engine_requirements():
        limit = constraints()[canonicalize_name(item.name)].specifier
        exact = [Version(part.version) for part in limit if part.operator == "=="]
        text = f">={exact[0].major}.{exact[0].minor},<{exact[0].major + 1}" if exact else ",".join(sorted(map(str, limit), reverse=True))
        lines.append(f"{item.name}{text}" + (f"; {item.marker}" if item.marker else ""))
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write both files."""
    folder = ROOT / "resources" / "engine"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "requirements.lock").write_text(lock(), encoding="utf-8")
    (folder / "requirements.txt").write_text(ranges(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
