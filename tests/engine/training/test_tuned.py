"""Opening what was trained: damaged, incomplete and malicious folders are refused in words."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import UserError
from engine.runs import RunFolder
from engine.training.tuned import NAMEPLATE, open_tuned

Finished = Callable[[str], RunFolder]


@pytest.fixture
def model(finished: Finished, tmp_path: Path) -> Path:
    """A copy of an adapter that was trained."""
    return Path(shutil.copytree(finished("lora").model, tmp_path / "model"))


def refusal(folder: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        open_tuned(str(folder), folder.parent)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("text", ["", "{", "[]", '{"task": "text-classification"}'])
def test_that_a_damaged_nameplate_is_refused_by_name(text: str, model: Path) -> None:
    (model / NAMEPLATE).write_text(text, encoding="utf-8")
    assert refusal(model).code == "model.nameplate"


@pytest.mark.parametrize("key", ["task", "method"])
def test_that_a_nameplate_of_another_program_is_refused(key: str, model: Path) -> None:
    table = json.loads((model / NAMEPLATE).read_text(encoding="utf-8"))
    (model / NAMEPLATE).write_text(json.dumps({**table, key: "no-such"}), encoding="utf-8")
    error = refusal(model)
    assert error.code == "model.nameplate"
    assert "no-such" in str(error)


def test_that_columns_are_taken_from_the_training_data(model: Path, tmp_path: Path) -> None:
    assert open_tuned(str(model), tmp_path).columns == {"text": "text", "label": "label"}


def test_that_a_pickled_adapter_is_not_opened(model: Path) -> None:
    (model / "adapter_model.safetensors").rename(model / "adapter_model.bin")
    assert refusal(model).code in ("model.pickle", "model.adapter")


@pytest.mark.parametrize("change", [{"target_modules": ".*"}, {"modules_to_save": [1]}, {"r": "many"}, {"r": 64}])
def test_that_a_damaged_adapter_config_is_refused(change: dict[str, object], model: Path) -> None:
    file = model / "adapter_config.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **change}), encoding="utf-8")
    assert refusal(model).code == "model.adapter"


def test_that_an_adapter_config_cannot_name_a_module_to_import(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "canary_of_an_adapter.py").write_text("SUNG = True\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    file = model / "adapter_config.json"
    table = json.loads(file.read_text(encoding="utf-8"))
    strange = {
        "megatron_config": {"x": 1},
        "megatron_core": "canary_of_an_adapter",
        "auto_mapping": {"parent_library": "canary_of_an_adapter"},
    }
    file.write_text(json.dumps({**table, **strange}), encoding="utf-8")
    open_tuned(str(model), tmp_path)
    assert "canary_of_an_adapter" not in sys.modules
