"""What every task, method, export format and inspector promises, whoever wrote it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.catalog import EXPORTERS, INSPECTORS, catalog
from engine.registry import discover, modules
from engine.schema import job_schema
from engine.specs.fields import describe
from engine.specs.job import METHODS, TASKS, Job

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (TASKS, METHODS, EXPORTERS, INSPECTORS)
EVERY = [(package, name) for package in PACKAGES for name in discover(package)]

NEW_METHOD = '''
from typing import Literal
from engine.methods.full import Full
from engine.specs.fields import field
from engine.specs.job import TypedSpec


class BiasSpec(TypedSpec):
    """Settings."""

    type: Literal["bias"] = "bias"
    strength: float = field(1.0, title="Strength", description="How strongly.", ge=0)


class Bias(Full):
    """Only biases."""

    name, title, summary, spec = "bias", "Biases only", "Train the biases.", BiasSpec


PLUGIN = Bias()
'''


NEW_TASK = '''
from typing import Literal
from engine.specs.fields import field
from engine.tasks.text_classification import TextClassification, TextClassificationSpec


class MoodSpec(TextClassificationSpec):
    """Settings."""

    type: Literal["mood"] = "mood"
    strictness: int = field(1, title="Strictness", description="How strict.", ge=0)


class Mood(TextClassification):
    """Moods."""

    name, title, summary, spec = "mood", "Mood", "Name the mood.", MoodSpec


PLUGIN = Mood()
'''

NEW_EXPORTER = '''
from engine.exporters.merged import Merged
from engine.messages import say


class Tar(Merged):
    """One file."""

    name, title, summary = "tar", "Archive", "One file."

    def suits(self, method):
        return say("Only whole models.") if method == "lora" else None


PLUGIN = Tar()
'''


@pytest.fixture(params=EVERY, ids=lambda entry: f"{entry[0]}:{entry[1]}")
def entry(request: pytest.FixtureRequest) -> tuple[str, str, Any]:
    """A plug-in with its package and name."""
    package, name = request.param
    return package, name, discover(package)[name]


def test_that_its_file_carries_its_name(entry: tuple[str, str, Any]) -> None:
    package, name, plugin = entry
    assert plugin.name == name
    assert f"{package}.{name.replace('-', '_')}" in modules(package)


def test_that_it_says_what_it_is_in_whole_sentences(entry: tuple[str, str, Any]) -> None:
    _, _, plugin = entry
    assert plugin.title
    assert plugin.summary.endswith(".")


def test_that_every_field_has_a_title_and_a_reason(entry: tuple[str, str, Any]) -> None:
    for field in describe(entry[2].spec):
        assert field.title != field.name, field.name
        assert field.description.endswith("."), field.name


def test_that_the_catalog_lists_it(entry: tuple[str, str, Any]) -> None:
    package, name, _ = entry
    kind = package.rpartition(".")[2]
    assert name in [listed["name"] for listed in catalog()[kind]]


def test_that_every_field_of_a_job_has_a_title_and_a_reason() -> None:
    for section, info in Job.model_fields.items():
        annotation = info.annotation
        if isinstance(annotation, type) and hasattr(annotation, "model_fields") and section not in ("task", "method"):
            for field in describe(annotation):
                assert field.title, f"{section}.{field.name}"
                assert field.description.endswith("."), f"{section}.{field.name}"


def test_that_the_schema_holds_every_task_and_method() -> None:
    schema = job_schema()
    for section, package in (("task", TASKS), ("method", METHODS)):
        names = [option["properties"]["type"]["const"] for option in schema["properties"][section]["oneOf"]]
        assert names == list(discover(package))


@pytest.fixture
def copied_source(tmp_path: Path) -> Path:
    """A copy of the engine, to which a test may add files."""
    shutil.copytree(ROOT / "engine", tmp_path / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "resources").symlink_to(ROOT / "resources", target_is_directory=True)
    return tmp_path


def test_that_a_new_method_is_one_file_and_touches_no_other(copied_source: Path, fresh_python: Callable[..., str]) -> None:
    (copied_source / "engine" / "methods" / "bias.py").write_text(NEW_METHOD, encoding="utf-8")
    script = (
        "from engine.catalog import catalog\nfrom engine.schema import job_schema\nfrom engine.specs.job import parse_job\n"
        "assert 'bias' in [m['name'] for m in catalog()['methods']]\n"
        "assert 'BiasSpec' in str(job_schema())\n"
        "table = {'data': {'train': 'x.csv'}, 'task': {'type': 'text-classification'}, 'method': {'type': 'bias', 'strength': 2}}\n"
        "job = parse_job(table)\n"
        "assert job.method.strength == 2\n"
    )
    fresh_python(script, source=copied_source)


def test_that_a_new_task_and_a_new_format_show_up_on_the_command_line(copied_source: Path, fresh_python: Callable[..., str]) -> None:
    (copied_source / "engine" / "tasks" / "mood.py").write_text(NEW_TASK, encoding="utf-8")
    (copied_source / "engine" / "exporters" / "tar.py").write_text(NEW_EXPORTER, encoding="utf-8")
    command = "import sys; from engine.cli import main; sys.exit(main(sys.argv[1:]))"
    table = json.loads(fresh_python(command, "catalog", "--json", source=copied_source))
    mood = next(entry for entry in table["tasks"] if entry["name"] == "mood")
    assert (mood["title"], mood["fields"][-1]["name"], len(mood["roles"])) == ("Mood", "strictness", 2)
    tar = next(entry for entry in table["exporters"] if entry["name"] == "tar")
    assert tar["unsuited"] == {"lora": "Only whole models."}
    schema = json.loads(fresh_python(command, "schema", "--json", source=copied_source))
    assert "mood" in [option["properties"]["type"]["const"] for option in schema["properties"]["task"]["oneOf"]]
    assert "strictness" in fresh_python(command, "schema", source=copied_source)
