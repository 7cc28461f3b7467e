"""What the user chose once and expects to find again: theme, language, folders, recent files.

One small TOML file in the user's data folder, written whole at each change. A file that can't be read or written is
no reason to stop: the defaults hold, and `failed` carries a sentence for the banner.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomli_w
from PySide6.QtCore import QDir, QIODevice, QObject, QSaveFile, Signal

from engine.api import home, runs_root

THEMES = ("system", "light", "dark")
LANGUAGES = ("system", "en", "zh")
RECENT_FILES = 8

_DEFAULTS: dict[str, Any] = {"theme": "system", "language": "system", "runs": "", "allow_network": False, "recent": [], "window": ""}
_ENGINES = ("engine",)  # keys that the engine itself writes (tunebench engines use); they stay as they are in the file
_VALID: dict[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in THEMES,
    "language": lambda value: value in LANGUAGES,
    "runs": lambda value: isinstance(value, str),
    "allow_network": lambda value: isinstance(value, bool),
    "recent": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "window": lambda value: isinstance(value, str),
}


class Settings(QObject):
    """The settings of this user.

    Signals: changed(key) after a value became another one; failed(sentence) when the file can't be written.
    """

    changed = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values = dict(_DEFAULTS)
        self._values.update(_read(self.path))

    @property
    def path(self) -> Path:
        """The file; asked for each time, because the data folder may have been moved."""
        return home() / "settings.toml"

    def get(self, key: str) -> Any:
        """The value of a key (one of the names in this module's defaults)."""
        return self._values[key]

    def set(self, key: str, value: Any) -> None:
        """Choose a value, keep it on disk and tell everybody; the same value again does nothing."""
        if not _VALID[key](value):
            raise ValueError(f"{value!r} is no value for the setting {key}")
        if self._values[key] == value:
            return
        self._values[key] = value
        self._write()
        self.changed.emit(key)

    @property
    def theme(self) -> str:
        """One of THEMES."""
        return str(self._values["theme"])

    @theme.setter
    def theme(self, value: str) -> None:
        self.set("theme", value)

    @property
    def language(self) -> str:
        """One of LANGUAGES."""
        return str(self._values["language"])

    @language.setter
    def language(self, value: str) -> None:
        self.set("language", value)

    @property
    def allow_network(self) -> bool:
        """May a hub id be fetched? Off until the user says so."""
        return bool(self._values["allow_network"])

    @allow_network.setter
    def allow_network(self, value: bool) -> None:
        self.set("allow_network", value)

    @property
    def runs(self) -> Path:
        """Where run folders lie: TUNEBENCH_RUNS, else the folder chosen here, else the engine's default."""
        chosen = str(self._values["runs"])
        return Path(chosen) if chosen and "TUNEBENCH_RUNS" not in os.environ else runs_root()

    @runs.setter
    def runs(self, value: Path | str) -> None:
        self.set("runs", str(value))

    @property
    def recent_files(self) -> list[Path]:
        """Data files that were opened, newest first."""
        return [Path(item) for item in self._values["recent"]]

    @property
    def recent_folder(self) -> Path | None:
        """Where the newest of them lies."""
        return Path(self._values["recent"][0]).parent if self._values["recent"] else None

    def add_recent_file(self, path: Path | str) -> None:
        """Put a data file at the head of the recent ones."""
        text = str(path)
        others = [item for item in self._values["recent"] if item != text]
        self.set("recent", [text, *others][:RECENT_FILES])

    def _write(self) -> None:
        path = self.path
        QDir().mkpath(str(path.parent))
        file = QSaveFile(str(path))
        kept = {key: value for key, value in _table(path).items() if key in _ENGINES}
        data = tomli_w.dumps({**{key: value for key, value in self._values.items() if value != _DEFAULTS[key]}, **kept}).encode()
        if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()):
            self.failed.emit(self.tr("The settings can't be written to {path}: {error}").format(path=path, error=file.errorString()))


def _read(path: Path) -> dict[str, Any]:
    """The valid entries of the settings file; anything else in it is passed over."""
    return {key: value for key, value in _table(path).items() if key in _VALID and _VALID[key](value)}


def _table(path: Path) -> dict[str, Any]:
    """Everything in the settings file; nothing if it can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
