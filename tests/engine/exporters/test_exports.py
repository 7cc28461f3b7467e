"""Exports are loaded by transformers and peft alone and name the same labels; what can't be checked is not kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.errors import UserError
from engine.exporters.merged import Merged
from engine.inference import export_model, predict_texts
from engine.messages import Message
from engine.runs import RunFolder

Finished = Callable[[str], RunFolder]
TEXTS = ["good good the soup", "awful room awful", "a bad bus bad and cold", "lovely lovely", "soup 🙂 好", "chair " * 60]


def export(run: RunFolder | Path, to: str, folder: Path) -> tuple[dict[str, Any], list[str]]:
    """What an export gives, and the sentences it reported on the way."""
    phases: list[str] = []

    def report(message: Message) -> None:
        phases.append(str(message))

    path = run.path if isinstance(run, RunFolder) else run
    return export_model(str(path), to, folder, report), phases


def ours(run: RunFolder) -> list[str]:
    return [prediction.label for prediction in predict_texts(str(run.path), TEXTS).predictions]


def named(logits: Any, names: dict[int, str]) -> list[str]:
    return [names[int(row.argmax())] for row in logits]


def by_transformers(folder: Path) -> list[str]:
    """The labels by a plain pipeline over the folder."""
    from transformers import pipeline

    found = pipeline("text-classification", model=str(folder), device="cpu")(TEXTS, truncation=True)
    return [entry["label"] for entry in found]


def by_peft(folder: Path, base: Path) -> list[str]:
    """The labels by the base and the adapter, as peft's users load them."""
    import torch
    from peft import PeftModel
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    plain = AutoModelForSequenceClassification.from_pretrained(base, num_labels=2)
    with pytest.warns(FutureWarning, match="is_gradient_checkpointing"):
        model = PeftModel.from_pretrained(plain, folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    with torch.inference_mode():
        logits = model(**tokenizer(TEXTS, truncation=True, padding=True, return_tensors="pt")).logits
    return named(logits, {0: "negative", 1: "positive"})


@pytest.mark.parametrize("method", ["full", "lora"])
def test_that_a_merged_export_names_the_same_labels_by_transformers_alone(method: str, finished: Finished, tmp_path: Path) -> None:
    result, phases = export(finished(method), "merged", tmp_path / "out" / "model")
    check = result["verification"]
    assert (check["rows"], check["same"]) == (12, 12)
    assert check["largest_difference"] < 1e-4
    assert by_transformers(tmp_path / "out" / "model") == ours(finished(method))
    assert result["bytes"] == sum(file.stat().st_size for file in (tmp_path / "out" / "model").iterdir())
    assert any("comparing 12 rows" in phase for phase in phases)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["model"]


def test_that_an_adapter_names_the_same_labels_by_peft_alone(finished: Finished, tiny_base: Path, tmp_path: Path) -> None:
    result, _ = export(finished("lora"), "adapter", tmp_path / "adapter")
    assert result["verification"]["same"] == 12
    assert by_peft(tmp_path / "adapter", tiny_base) == ours(finished("lora"))
    names = set(result["files"])
    assert {"adapter_config.json", "adapter_model.safetensors", "tokenizer.json"} <= names
    assert not [name for name in names if name.endswith((".bin", ".pt", ".pkl"))]


def test_that_the_snippets_of_exports_run_as_they_stand(finished: Finished, tmp_path: Path, fresh_python: Any) -> None:
    pieces = ["import warnings", "warnings.simplefilter('ignore')"]
    for to in ("merged", "adapter"):
        result, _ = export(finished("lora"), to, tmp_path / f'it\'s "{to}"')
        pieces.append(result["snippet"])
    pieces.append("print(type(model).__name__, tokenizer.model_max_length)")
    assert fresh_python("\n".join(pieces)).endswith("PeftModelForSequenceClassification 32\n")


def test_that_a_model_folder_made_elsewhere_is_exported_as_well(finished: Finished, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    export(finished("full"), "merged", first)
    result, _ = export(first, "merged", second)
    assert result["verification"]["same"] == result["verification"]["rows"] > 100  # on the program's samples
    assert by_transformers(second) == by_transformers(first)


def test_that_the_adapter_of_a_full_run_is_refused_with_the_reason(finished: Finished, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        export(finished("full"), "adapter", tmp_path / "out")
    assert caught.value.code == "export.unsuited"
    assert "there is no adapter to export" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_that_an_unknown_format_gets_the_right_one_suggested(finished: Finished, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        export(finished("full"), "merge", tmp_path / "out")
    assert caught.value.code == "export.unknown"
    assert "merged" in str(caught.value.hint)


@pytest.mark.parametrize("what", ["folder", "file"])
def test_that_a_place_with_something_in_it_is_left_alone(what: str, finished: Finished, tmp_path: Path) -> None:
    out = tmp_path / "out"
    mine = out / "mine.txt" if what == "folder" else out
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        export(finished("full"), "merged", out)
    assert caught.value.code == "export.taken"
    assert mine.read_text(encoding="utf-8") == "mine"


def test_that_neighbours_with_likely_names_are_left_alone(finished: Finished, tmp_path: Path) -> None:
    neighbour = tmp_path / "out.tmp"
    neighbour.mkdir()
    (neighbour / "mine.txt").touch()
    export(finished("full"), "merged", tmp_path / "out")
    assert (neighbour / "mine.txt").is_file()


def weights(folder: Path) -> Path:
    return next(iter(folder.glob("*.safetensors")))


def wrong_weights(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(weights(folder))
    spoiled = {name: -tensor if "classifier" in name else tensor for name, tensor in tensors.items()}
    save_file(spoiled, weights(folder), metadata={"format": "pt"})


def cut_weights(folder: Path) -> None:
    weights(folder).write_bytes(weights(folder).read_bytes()[:-100])


def no_weights(folder: Path) -> None:
    weights(folder).unlink()


def no_config(folder: Path) -> None:
    (folder / "config.json").write_text("{}", encoding="utf-8")


@pytest.mark.parametrize("harm", [wrong_weights, cut_weights, no_weights, no_config], ids=lambda harm: harm.__name__)
def test_that_an_export_that_came_out_wrong_is_refused_and_nothing_is_left(
    harm: Callable[[Path], None], finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Merged.write

    def write(exporter: Merged, tuned: Any, folder: Path) -> None:
        whole(exporter, tuned, folder)
        harm(folder)

    monkeypatch.setattr(Merged, "write", write)
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(UserError) as caught:
        export(finished("full"), "merged", place / "out")
    assert caught.value.code.startswith("export.")
    assert caught.value.hint
    assert list(place.iterdir()) == []


def test_that_a_full_disk_is_one_sentence_and_nothing_is_left(finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from safetensors import SafetensorError

    def write(exporter: Merged, tuned: Any, folder: Path) -> None:
        raise SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)")

    monkeypatch.setattr(Merged, "write", write)
    with pytest.raises(UserError) as caught:
        export(finished("full"), "merged", tmp_path / "place" / "out")
    assert caught.value.code == "disk.export"
    assert "No space left on device" in str(caught.value)
    assert not (tmp_path / "place" / "out").exists()


def test_that_an_adapter_whose_base_names_foreign_attention_is_exported_with_ours(
    finished: Finished, tiny_base: Path, tmp_path: Path
) -> None:
    base, run = tmp_path / "base", tmp_path / "run"
    shutil.copytree(tiny_base, base)
    shutil.copytree(finished("lora").path, run)
    config = json.loads((base / "config.json").read_text(encoding="utf-8")) | {"_attn_implementation": "attacker/kernels"}
    (base / "config.json").write_text(json.dumps(config), encoding="utf-8")
    plate = json.loads((run / "model" / "tunebench.json").read_text(encoding="utf-8")) | {"base": str(base)}
    (run / "model" / "tunebench.json").write_text(json.dumps(plate), encoding="utf-8")
    result, _ = export(run, "adapter", tmp_path / "adapter")
    assert result["verification"]["same"] == 12
    export(run, "merged", tmp_path / "merged")
    assert "attacker" not in (tmp_path / "merged" / "config.json").read_text(encoding="utf-8")
    assert by_transformers(tmp_path / "merged") == ours(finished("lora"))


def test_that_a_run_whose_data_is_gone_is_compared_on_the_samples(finished: Finished, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(finished("lora").path, run)
    text = (run / "job.toml").read_text(encoding="utf-8")
    (run / "job.toml").write_text(text.replace("opinions.csv", "gone.csv"), encoding="utf-8")
    result, _ = export(run, "merged", tmp_path / "out")
    assert result["verification"]["same"] == result["verification"]["rows"] > 100
