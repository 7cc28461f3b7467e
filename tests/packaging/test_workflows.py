"""The workflows keep to what can be said of their text: pinned actions, least rights, our commands, the three systems."""

from __future__ import annotations

import re
from pathlib import Path

import product
import pytest

FOLDER = product.ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))


@pytest.fixture
def release() -> str:
    """The release workflow."""
    return (FOLDER / "release.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_that_actions_are_pinned_by_commit_and_rights_are_given_one_by_one(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    uses = re.findall(r"uses: *(.*)", text)
    assert uses and all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action) for action in uses)
    assert re.search(r"^permissions: \{\}$", text, re.MULTILINE)
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    assert "\t" not in text and all(line == line.rstrip() for line in text.splitlines())
    jobs = text.partition("\njobs:\n")[2]
    assert len(re.findall(r"^  \w+:$", jobs, re.MULTILINE)) == len(re.findall(r"^    timeout-minutes: \d+$", jobs, re.MULTILINE))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_that_no_expression_stands_inside_a_script(file: Path) -> None:
    inside = 0  # the indentation of a running `run: |`; what a person names in an expression there would be run as a command
    for line in file.read_text(encoding="utf-8").splitlines():
        depth = len(line) - len(line.lstrip())
        if inside and line.strip() and depth <= inside:
            inside = 0
        assert not (inside or "run:" in line) or "${{" not in line, line
        if line.strip().startswith("run: |"):
            inside = depth


def test_that_only_the_last_job_may_write_and_only_for_a_tag(release: str) -> None:
    before, _, last = release.partition("\n  publish:\n")
    assert ": write" not in before
    assert "if: github.event_name == 'push' && github.ref_type == 'tag'" in last
    assert "needs: [build, linux, macos, windows]" in last and "SHA256SUMS" in last


def test_that_the_systems_and_scripts_named_exist(release: str) -> None:
    for runner in ("ubuntu-22.04", "macos-14", "windows-2022"):
        assert f"runner: {runner}" in release
    scripts = set(re.findall(r"(?:packaging/[\w/]+\.py|dev\.py)", release))
    assert scripts >= {"dev.py", "packaging/installed.py", "packaging/linux/appdir.py"}
    assert all((product.ROOT / script).is_file() for script in scripts)
    assert release.count(" doctor") >= 3 and release.count("smoke-files") >= 6
    for ending in ("*.deb", "*.tar.gz", "*.AppImage", "*.dmg", "*-setup.exe"):
        assert f"build/package/{ending}" in release


def test_that_the_night_runs_all_tests() -> None:
    text = (FOLDER / "nightly.yml").read_text(encoding="utf-8")
    assert "schedule:" in text and "python3 dev.py test --all" in text
