"""What goes into the frozen application: every plug-in, every task of the smoke test, no test code, and the whole of it works."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from engine.catalog import catalog
from engine.registry import modules

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def contents() -> ModuleType:
    """packaging/contents.py."""
    import contents as found

    return found


def test_that_every_plug_in_of_the_walk_is_carried(contents: ModuleType) -> None:
    for program, packages in contents.WALKED.items():
        for package in packages:
            assert set(modules(package)) <= set(contents.plugins(program)), package
    pages = {f"workbench.pages.{file.stem}" for file in (ROOT / "workbench" / "pages").glob("*.py") if file.stem != "__init__"}
    views = {f"workbench.inspector_views.{file.stem}" for file in (ROOT / "workbench" / "inspector_views").glob("*.py")}
    assert pages | (views - {"workbench.inspector_views.__init__"}) <= set(contents.plugins("window"))


def test_that_the_smoke_test_trains_every_task(contents: ModuleType) -> None:
    import smoke

    assert sorted(smoke.TASKS) == sorted(entry["name"] for entry in catalog()["tasks"])


def test_that_what_the_models_import_of_each_other_comes_along(contents: ModuleType) -> None:
    folders = contents.model_folders()
    assert set(contents.ARCHITECTURES) <= folders
    root = contents.package_folder("transformers") / "models"
    for name in folders - {"auto"}:
        for file in (root / name).glob("modeling_*.py"):
            assert {found for found in contents._imports(file) if (root / found).is_dir()} <= folders, file.name
    assert "transformers.models.whisper" in contents.left_out_models()


def test_that_metadata_is_there_to_be_carried(contents: ModuleType) -> None:
    assert all(metadata.version(name) for name in contents.METADATA)


@pytest.mark.parametrize(
    "place, kept",
    [
        ("torch/lib/libtorch_cpu.so", True),
        ("torch/include/torch/all.h", False),
        ("torch/bin/torch_shm_manager", True),
        ("torch/bin/test_jit", False),
        ("transformers/models/bert/modeling_bert.py", True),
        ("transformers/models/whisper/modeling_whisper.py", False),
        ("transformers/models/__init__.py", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("resources/starters/fingerprints.json", True),
    ],
)
def test_that_files_stay_or_go_by_their_place(contents: ModuleType, place: str, kept: bool) -> None:
    assert contents.carried(place) is kept


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these belong to Linux systems")
def test_that_the_systems_own_libraries_are_left_to_it(contents: ModuleType) -> None:
    assert not contents.carried("libstdc++.so.6")
    assert not contents.carried("libX11.so.6")
    assert contents.carried("libxcb-cursor.so.0")


@pytest.mark.all
@pytest.mark.alone
@pytest.mark.timeout(1500)
def test_that_the_application_is_frozen_and_does_everything_once() -> None:
    command = [sys.executable, str(ROOT / "packaging" / "make.py"), "--only", "freeze,smoke"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
