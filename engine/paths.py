"""Where things lie: the program's own resources, and the user's folder of runs, caches and settings."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import platformdirs

# an engine environment runs the frozen program's source, whose resources lie elsewhere (launch.engine_environment)
RESOURCES = Path(
    os.environ.get("TUNEBENCH_RESOURCES") or Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"
)


def home() -> Path:
    """The user's data folder: TUNEBENCH_HOME, else where it was moved to, else the system's place for application data."""
    chosen = os.environ.get("TUNEBENCH_HOME") or read_location().get("folder")
    return Path(chosen).expanduser() if chosen else default_home()


def default_home() -> Path:
    """The system's place for application data."""
    return Path(platformdirs.user_data_dir("tunebench", appauthor=False))


def location_file() -> Path:
    """The file that names a data folder that was moved; it can't lie in that folder itself."""
    return Path(platformdirs.user_config_dir("tunebench", appauthor=False)) / "location.toml"


def read_location() -> dict[str, Any]:
    """The texts of that file by name (folder, moving, leaving); nothing where there is none or it is damaged."""
    try:
        table = tomllib.loads(location_file().read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    return {name: value for name, value in table.items() if isinstance(value, str) and Path(value).is_absolute()}


def runs_root() -> Path:
    """The folder that holds the run folders: TUNEBENCH_RUNS, else `runs` in the user's data folder."""
    chosen = os.environ.get("TUNEBENCH_RUNS")
    return Path(chosen).expanduser() if chosen else home() / "runs"


def cache_root() -> Path:
    """Rebuildable things (row caches of opened files)."""
    return home() / "cache"


def engines_root() -> Path:
    """Engine environments, one folder each."""
    return home() / "engines"


def samples() -> Path:
    """The sample data written for this project."""
    return RESOURCES / "samples"
