"""Where things lie: the program's own resources, and the user's folder of runs, caches and settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"


def home() -> Path:
    """The user's data folder: TUNEBENCH_HOME, else the system's place for application data."""
    chosen = os.environ.get("TUNEBENCH_HOME")
    return Path(chosen).expanduser() if chosen else Path(platformdirs.user_data_dir("tunebench", appauthor=False))


def runs_root() -> Path:
    """The folder that holds the run folders: TUNEBENCH_RUNS, else `runs` in the user's data folder."""
    chosen = os.environ.get("TUNEBENCH_RUNS")
    return Path(chosen).expanduser() if chosen else home() / "runs"


def cache_root() -> Path:
    """Rebuildable things (row caches of opened files)."""
    return home() / "cache"


def samples() -> Path:
    """The sample data written for this project."""
    return RESOURCES / "samples"
