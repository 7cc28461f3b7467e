"""Settings survive what happens to files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from workbench.services.settings import RECENT_FILES, Settings


def test_that_a_setting_is_there_at_the_next_start(own_home: Path) -> None:
    first = Settings()
    told: list[str] = []
    first.changed.connect(told.append)
    first.theme = "dark"
    first.theme = "dark"
    first.runs = own_home / "elsewhere"
    first.add_recent_file("/data/reviews.csv")
    again = Settings()
    assert (again.theme, again.runs, again.recent_files) == ("dark", own_home / "elsewhere", [Path("/data/reviews.csv")])
    assert told == ["theme", "runs", "recent"]


@pytest.mark.parametrize("text", ["theme = ", "\x00\xff", 'theme = "pink"\nlanguage = 3\nrecent = [1]\nunknown = true'])
def test_that_a_damaged_file_gives_the_defaults(own_home: Path, text: str) -> None:
    own_home.mkdir()
    (own_home / "settings.toml").write_text(text, encoding="latin-1")
    settings = Settings()
    assert (settings.theme, settings.language, settings.recent_files) == ("system", "system", [])


def test_that_a_place_that_can_not_be_written_is_told_and_the_value_holds(own_home: Path) -> None:
    own_home.write_text("a file where the folder should be", encoding="utf-8")
    settings = Settings()
    told: list[str] = []
    settings.failed.connect(told.append)
    settings.theme = "dark"
    assert settings.theme == "dark"
    assert len(told) == 1
    assert "settings.toml" in told[0]


def test_that_recent_files_are_few_and_newest_first() -> None:
    settings = Settings()
    for number in range(RECENT_FILES + 3):
        settings.add_recent_file(f"/data/{number}.csv")
    settings.add_recent_file("/data/5.csv")
    names = [path.name for path in settings.recent_files]
    assert names[:2] == ["5.csv", f"{RECENT_FILES + 2}.csv"]
    assert len(names) == len(set(names)) == RECENT_FILES


def test_that_the_environment_decides_where_runs_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: QApplication) -> None:
    settings = Settings()
    settings.runs = tmp_path / "chosen"
    monkeypatch.setenv("TUNEBENCH_RUNS", str(tmp_path / "asked"))
    assert settings.runs == tmp_path / "asked"
