"""The command line: what each command gives in words and as JSON, its exit status, and what it says of bad input."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.runs import RunFolder

Tunebench = Callable[..., Any]
JobFile = Callable[..., Path]
Finished = Callable[[str], RunFolder]
TEXTS = ["good soup", "awful bus", "=1+1 lovely", '@bad, "quoted"', "line\nbreak good"]
QUICK = ("--set", "training.max_steps=2", "--set", "training.evaluate_every=2")


def write_rows(file: Path, rows: list[tuple[str, str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    lines = ["text" + delimiter + "label", *(text + delimiter + label for text, label in rows)]
    file.write_bytes("\r\n".join(lines).encode(encoding) + "\r\n".encode(encoding).removeprefix(b"\xff\xfe"))
    return file


@pytest.fixture
def run(finished: Finished) -> str:
    return str(finished("lora").path)


# -- what the commands give


def test_that_train_shows_phases_evaluations_and_the_result_in_words(tunebench: Tunebench, job_file: JobFile, home: Path) -> None:
    said = tunebench("train", job_file())
    assert said.status == 0
    (folder,) = (home / "runs").iterdir()
    assert str(folder) in said.all
    for text in ("Reading the data", "optimizer: AdamW", "step 4 validation: loss", "texts that training never saw", "negative", "Took"):
        assert text in said.all
    assert said.err == ""
    assert (folder / "model" / "model.safetensors").is_file()


def test_that_train_gives_one_object_and_the_run_folder_that_was_asked_for(tunebench: Tunebench, job_file: JobFile, tmp_path: Path) -> None:
    said = tunebench("train", job_file(), *QUICK, "--run", tmp_path / "mine", "--json")
    assert (said.status, said.err) == (0, "")
    assert said.json["run"] == str(tmp_path / "mine")
    assert said.json["error"] is None
    assert said.json["result"]["step"] == 2
    job = (tmp_path / "mine" / "job.toml").read_text(encoding="utf-8")
    assert "max_steps = 2" in job


def test_that_paths_in_job_files_are_taken_from_the_file_and_those_in_settings_from_here(
    tunebench: Tunebench, job_file: JobFile, tiny_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(tiny_data, tmp_path / "beside.csv")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(tiny_data, elsewhere / "here.csv")
    monkeypatch.chdir(elsewhere)
    file = job_file(data={"train": "beside.csv"})
    for settings in ((), ("--set", "data.train=here.csv")):
        said = tunebench("train", file, *QUICK, *settings, "--json")
        assert said.status == 0, said.all
        assert tunebench("resume", said.json["run"], "--json").status == 0


def test_that_the_same_job_gives_the_same_result_in_a_process_of_its_own(child: Tunebench, tunebench: Tunebench, job_file: JobFile) -> None:
    alone = child("train", job_file(), "--json")
    assert (alone.status, alone.err) == (0, "")
    here = tunebench("train", job_file(), "--json")
    assert alone.json["result"]["final"] == here.json["result"]["final"]


def test_that_resume_goes_on_to_the_end(tunebench: Tunebench, job_file: JobFile) -> None:
    first = tunebench("train", job_file(), *QUICK, "--json").json
    folder = Path(first["run"])
    text = (folder / "job.toml").read_text(encoding="utf-8")
    (folder / "job.toml").write_text(text.replace("max_steps = 2", "max_steps = 6"), encoding="utf-8")
    said = tunebench("resume", folder.name, "--json")
    assert said.status == 0
    assert said.json["result"]["step"] == 6
    assert tunebench("resume", folder.name).status == 0


def test_that_stop_and_pause_leave_their_requests_and_pause_takes_its_own_back(tunebench: Tunebench, job_file: JobFile) -> None:
    folder = RunFolder(Path(tunebench("train", job_file(), *QUICK, "--json").json["run"]))
    folder.acquire()
    assert tunebench("stop", folder.id).status == 0
    assert folder.asked("stop")
    assert tunebench("pause", folder.id, "--json").json == {"run": folder.id, "asked": "pause"}
    assert folder.asked("pause")
    assert tunebench("pause", folder.id, "--json").json == {"run": folder.id, "asked": "go on"}
    assert not folder.asked("pause")
    folder.release()


@pytest.mark.parametrize("command", ["stop", "pause"])
def test_that_a_run_that_nobody_works_on_cannot_be_asked(command: str, tunebench: Tunebench, job_file: JobFile) -> None:
    folder = RunFolder(Path(tunebench("train", job_file(), *QUICK, "--json").json["run"]))
    said = tunebench(command, folder.id)
    assert said.status == 2
    assert "is not running" in said.all
    assert not folder.asked(command)


def test_that_runs_lists_what_there_is(tunebench: Tunebench, job_file: JobFile, home: Path) -> None:
    assert str(home) in tunebench("runs").all
    assert tunebench("runs", "--json").json == []
    made = tunebench("train", job_file(), *QUICK, "--json").json["run"]
    (entry,) = tunebench("runs", "--json").json
    assert (entry["path"], entry["state"], entry["step"], entry["total_steps"]) == (made, "completed", 2, 2)
    assert 0 <= entry["metrics"]["validation_accuracy"] <= 1
    assert "2/2" in tunebench("runs").all


def test_that_plan_says_what_the_job_would_do_without_doing_it(tunebench: Tunebench, job_file: JobFile, home: Path) -> None:
    said = tunebench("plan", job_file(), "--json")
    assert said.status == 0
    table = said.json
    assert (table["rows"]["train"], table["rows"]["validation"]) == (48, 12)
    assert table["rows"]["labels"] == ["negative", "positive"]
    assert table["trained"]["parameters"] > 20_000
    assert table["estimate"]["steps"] == 12
    assert table["sample"]["tokens"][0] == "[CLS]"
    assert not (home / "runs").exists()
    assert "48" in tunebench("plan", job_file()).all


def test_that_predict_names_labels_with_probabilities(tunebench: Tunebench, run: str) -> None:
    said = tunebench("predict", run, "--text", "good lovely soup", "--text", "bad awful bus", "--json")
    assert said.status == 0
    assert said.json["labels"] == ["negative", "positive"]
    assert [row["label"] for row in said.json["rows"]] == ["positive", "negative"]
    assert all(abs(sum(row["probabilities"]) - 1) < 1e-5 for row in said.json["rows"])
    assert "positive" in tunebench("predict", run, "--text", "good lovely soup").all


def test_that_predict_answers_each_line_of_the_standard_input(tunebench: Tunebench, run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('good lovely soup\n\n"bad\\nawful bus"\n'))
    said = tunebench("predict", run, "--stdin", "--json")
    answers = [json.loads(line)["rows"][0] for line in said.out.splitlines()]
    assert [(answer["text"], answer["label"]) for answer in answers] == [("good lovely soup", "positive"), ("bad\nawful bus", "negative")]
    monkeypatch.setattr(sys, "stdin", io.StringIO("good lovely soup\n"))
    assert tunebench("predict", run, "--stdin").out.startswith("positive\t0.")


def test_that_predictions_go_to_a_csv_file_whose_cells_are_no_formulas(tunebench: Tunebench, run: str, tmp_path: Path) -> None:
    data, out = tmp_path / "texts.csv", tmp_path / "out.csv"
    with data.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text"])
        writer.writerows([text] for text in TEXTS)
    said = tunebench("predict", run, "--data", data, "--out", out)
    assert said.status == 0
    assert f"Wrote 5 rows to {out}" in said.all
    with out.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["negative", "positive", "label", "text"]
    assert [row[3] for row in rows] == ["good soup", "awful bus", "'=1+1 lovely", '\'@bad, "quoted"', "line\nbreak good"]
    assert {row[2] for row in rows} <= {"negative", "positive"}
    told = tunebench("predict", run, "--data", data, "--out", out, "--json")
    assert told.json == {"rows": 5, "path": str(out)}


def test_that_evaluate_measures_on_rows_with_labels(tunebench: Tunebench, run: str, tiny_data: Path) -> None:
    said = tunebench("evaluate", run, "--data", tiny_data, "--json")
    assert said.status == 0
    assert said.json["rows"] == 60
    assert said.json["accuracy"] > 0.8
    assert sum(map(sum, said.json["confusion"])) == 60
    assert "accuracy" in tunebench("evaluate", run, "--data", tiny_data).all


def test_that_export_tells_what_it_does_line_by_line(tunebench: Tunebench, run: str, tmp_path: Path) -> None:
    said = tunebench("export", run, "--to", "merged", "--out", tmp_path / "model", "--json")
    assert said.status == 0
    *phases, last = [json.loads(line) for line in said.out.splitlines()]
    assert len(phases) == 3
    assert all("template" in phase["phase"] for phase in phases)
    assert last["result"]["verification"]["same"] == 12
    assert "12 of 12 rows give the same first choice" in tunebench("export", run, "--to", "adapter", "--out", tmp_path / "adapter").all


def test_that_the_catalog_and_the_schema_hold_every_part(tunebench: Tunebench) -> None:
    table = tunebench("catalog", "--json").json
    assert [entry["name"] for entry in table["methods"]] == ["lora", "full", "head"]
    assert "text-classification" in tunebench("catalog").all
    schema = tunebench("schema", "--json").json
    assert schema["properties"]["training"]
    assert "learning_rate" in tunebench("schema").all


def test_that_the_example_of_the_schema_is_a_job_that_runs(tunebench: Tunebench, tiny_base: Path, tmp_path: Path) -> None:
    file = tmp_path / "example.toml"
    file.write_text(tunebench("schema", "--example").out, encoding="utf-8")
    small = ("--set", f"model.base={json.dumps(str(tiny_base))}", "--set", "training.max_length=32")
    said = tunebench("train", file, *QUICK, *small, "--json")
    assert said.status == 0, said.all
    assert said.json["result"]["step"] == 2


def test_that_doctor_looks_at_everything(tunebench: Tunebench) -> None:
    said = tunebench("doctor", "--json")
    wrong = [check for check in said.json["checks"] if check["state"] == "failed"]
    assert (said.status, said.json["healthy"], wrong) == (0, True, [])
    states = {check["name"]: check["state"] for check in said.json["checks"]}
    wanted = {"torch", "engine.tasks", "engine.methods", "engine.exporters", "engine.inspectors", "starter:encoder", "engine_zh.json"}
    wanted |= {"pages", "views", "tunebench_zh.qm", "platform", "training-step", "devices", "data-folder", "runs-folder", "engines"}
    assert wanted <= set(states)


def test_that_a_data_check_counts_labels_and_names_problems(tunebench: Tunebench, tiny_data: Path, tmp_path: Path) -> None:
    said = tunebench("data", "check", tiny_data, "--json")
    assert said.status == 0
    assert (said.json["rows"], said.json["usable"]) == (60, 60)
    spoiled = write_rows(tmp_path / "spoiled.csv", [("", "good"), ("fine", "good"), ("bad", "bad"), ("bad", "bad"), ("soup", "good")])
    told = tunebench("data", "check", spoiled)
    assert told.status == 0
    assert "Rows without text: 1 (1)" in told.all
    one = write_rows(tmp_path / "one.csv", [(f"soup {n}", "good") for n in range(9)])
    assert tunebench("data", "check", one, "--columns", "label=label").status == 2


def test_that_versions_and_help_are_there(tunebench: Tunebench) -> None:
    from engine import __version__

    assert tunebench("version").all == f"tunebench {__version__}"
    assert "train" in tunebench("--help").all


@pytest.mark.parametrize("arguments", [("fly",), ("train",), ("predict", "x", "--nonsense"), ("export", "x")])
def test_that_a_command_that_was_mistyped_shows_its_usage(arguments: tuple[str, ...], tunebench: Tunebench) -> None:
    said = tunebench(*arguments)
    assert said.status == 2
    assert "Usage" in said.err
    assert "Traceback" not in said.all


# -- bad input: each with the file, the place and the remedy, status 2, and no traceback


def missing(folder: Path) -> dict[str, Any]:
    return {"data": {"train": str(folder / "gone.csv")}}


def empty(folder: Path) -> dict[str, Any]:
    (folder / "empty.csv").touch()
    return {"data": {"train": str(folder / "empty.csv")}}


def header_only(folder: Path) -> dict[str, Any]:
    return {"data": {"train": str(write_rows(folder / "header.csv", []))}}


def png(folder: Path) -> dict[str, Any]:
    (folder / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    return {"data": {"train": str(folder / "picture.csv")}}


def one_class(folder: Path) -> dict[str, Any]:
    return {"data": {"train": str(write_rows(folder / "one.csv", [(f"soup {n}", "good") for n in range(30)]))}}


def empty_texts(folder: Path) -> dict[str, Any]:
    return {"data": {"train": str(write_rows(folder / "blank.csv", [(" ", "good"), ("", "bad")] * 9))}}


def missing_column(folder: Path) -> dict[str, Any]:
    file = write_rows(folder / "columns.csv", [("soup", "good"), ("bus", "bad")] * 9)
    return {"data": {"train": str(file), "columns": {"text": "texts", "label": "label"}}}


def strange_labels(folder: Path) -> dict[str, Any]:
    file = write_rows(folder / "other.csv", [("soup", "good"), ("bus", "purple")])
    return {"data": {"validation": str(file)}}


def no_weights(folder: Path) -> dict[str, Any]:
    base = folder / "model"
    base.mkdir()
    (base / "config.json").write_text('{"model_type": "bert", "vocab_size": 9, "hidden_size": 8}', encoding="utf-8")
    return {"model": {"base": str(base)}}


def no_model(folder: Path) -> dict[str, Any]:
    return {"model": {"base": str(folder / "nowhere")}}


def misspelt_key(folder: Path) -> dict[str, Any]:
    return {"training": {"epoch": 3}}


def dashed_key(folder: Path) -> dict[str, Any]:
    return {"training": {"learning-rate": 0.1}}


def misspelt_section(folder: Path) -> dict[str, Any]:
    return {"trainig": {"type": "x", "epochs": 3}}


def unknown_method(folder: Path) -> dict[str, Any]:
    return {"method": {"type": "lore"}}


def unknown_task(folder: Path) -> dict[str, Any]:
    return {"task": {"type": "classification"}}


def out_of_range(folder: Path) -> dict[str, Any]:
    return {"training": {"batch_size": 0, "epochs": -1}}


def wrong_kind(folder: Path) -> dict[str, Any]:
    return {"training": {"epochs": "many"}, "model": {"network": "maybe"}}


def wrong_in_plugin(folder: Path) -> dict[str, Any]:
    return {"method": {"type": "lora", "ranks": 8, "alpha": -1}}


def whole_fraction(folder: Path) -> dict[str, Any]:
    return {"data": {"validation": 1.5}}


def nothing_left(folder: Path) -> dict[str, Any]:
    return {"data": {"validation": 0.5, "test": 0.5}}


def no_device(folder: Path) -> dict[str, Any]:
    return {"hardware": {"device": "mps", "precision": "fp32"}}


def fp16(folder: Path) -> dict[str, Any]:
    return {"hardware": {"device": "cpu", "precision": "fp16"}}


BAD = [
    (missing, "data.", ["gone.csv"]),
    (empty, "data.", ["empty.csv"]),
    (header_only, "data.", ["header.csv"]),
    (png, "data.", ["picture.csv", "PNG"]),
    (one_class, "data.one-class", ["one.csv", "good", "Choose another column"]),
    (empty_texts, "data.no-usable-rows", ["blank.csv", "fill the empty cells"]),
    (missing_column, "data.", ["columns.csv", "texts", "text"]),
    (strange_labels, "data.unknown-labels", ["other.csv", "purple", "good"]),
    (no_weights, "model.no-weights", ["/model", "model.safetensors"]),
    (no_model, "model.missing", ["nowhere", "starter:encoder"]),
    (misspelt_key, "job.invalid", ["job.toml", "training.epoch:", "Did you mean epochs?"]),
    (dashed_key, "job.invalid", ["training.learning-rate:", "Did you mean learning_rate?"]),
    (misspelt_section, "job.invalid", ["trainig:", "Did you mean training?"]),
    (unknown_method, "job.invalid", ["method.type:", "lore", "Did you mean lora?"]),
    (unknown_task, "job.invalid", ["task.type:", "Did you mean text-classification?"]),
    (out_of_range, "job.invalid", ["training.batch_size: 0 is too small; the least is 1", "training.epochs: -1", "greater than 0"]),
    (wrong_kind, "job.invalid", ["training.epochs: many is not a number", "model.network: maybe is neither true nor false"]),
    (wrong_in_plugin, "job.invalid", ["method.ranks:", "Did you mean rank?", "method.alpha: -1 is too small"]),
    (whole_fraction, "job.invalid", ["data.validation", "between 0 and 1"]),
    (nothing_left, "data.nothing-left", ["data.validation"]),
    (no_device, "hardware.no-device", ["mps", "hardware.device"]),
    (fp16, "hardware.fp16-cpu", ["fp16", "bf16"]),
]


@pytest.mark.parametrize(("make", "code", "words"), BAD, ids=[case[0].__name__ for case in BAD])
def test_that_bad_input_is_named_with_its_place_and_remedy(
    make: Callable[[Path], dict[str, Any]], code: str, words: list[str], tunebench: Tunebench, job_file: JobFile, tmp_path: Path
) -> None:
    import tomllib

    import tomli_w

    settings, file = make(tmp_path), job_file()
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    for section, values in settings.items():
        table[section] = {**({} if "type" in values else table.get(section, {})), **values}
    if "columns" not in settings.get("data", {}):
        table["data"].pop("columns")
    file.write_text(tomli_w.dumps(table), encoding="utf-8")
    said = tunebench("train", file)
    assert said.status == 2, said.all
    for word in words:
        assert word in said.err, said.err
    assert "Traceback" not in said.all
    told = tunebench("train", file, "--json")
    assert (told.status, told.err) == (2, "")
    error = told.json["error"]
    assert error["code"].startswith(code)
    assert error.get("problems") or error["hint"]["template"], error


@pytest.mark.parametrize(
    ("text", "word"),
    [("epochs = ", "Invalid value"), ("[data\ntrain = 1", "line 1"), ("training = 3", "training"), ("\x00", "TOML"), ("", "data")],
)
def test_that_a_file_that_is_no_job_is_named(text: str, word: str, tunebench: Tunebench, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    said = tunebench("train", tmp_path / "mine.toml")
    assert said.status == 2
    assert "mine.toml" in said.err
    assert word in said.err
    assert "Traceback" not in said.all


def test_that_job_files_that_cannot_be_read_at_all_are_named(tunebench: Tunebench, tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00a")
    for file in (tmp_path / "none.toml", tmp_path, tmp_path / "bytes.toml"):
        said = tunebench("train", file, "--json")
        assert said.status == 2
        assert str(file) in str(said.json["error"]["title"]["values"])
        assert said.json["error"]["hint"]["template"]


@pytest.mark.parametrize("setting", ["training.epochs", "=3", "training.epochs.more=1", "training.epoch=1", "seed.x=1"])
def test_that_a_setting_that_fits_nowhere_is_named(setting: str, tunebench: Tunebench, job_file: JobFile) -> None:
    said = tunebench("train", job_file(), "--set", setting)
    assert said.status == 2
    assert setting.partition("=")[0].split(".")[0] in said.err
    assert "Traceback" not in said.all


def chinese(count: int) -> list[tuple[str, str]]:
    return [(f"这个房间很好，第{n}次来，早餐也不错。", "好评") if n % 2 else (f"东西不好，用了{n}天就坏了。", "差评") for n in range(count)]


@pytest.mark.parametrize(("encoding", "name", "delimiter"), [("gbk", "reviews.csv", ","), ("utf-16", "reviews.tsv", "\t")])
def test_that_files_in_other_encodings_are_read_rightly_and_train(
    encoding: str, name: str, delimiter: str, tunebench: Tunebench, job_file: JobFile, tmp_path: Path
) -> None:
    file = tmp_path / name
    rows = [f"text{delimiter}label", *(f"{text}{delimiter}{label}" for text, label in chinese(40))]
    file.write_bytes(("\n".join(rows) + "\n").encode(encoding))
    said = tunebench("train", job_file(data={"train": str(file)}), *QUICK, "--json")
    assert said.status == 0, said.all
    assert set(said.json["result"]["final"]["validation"]["labels"]) == {"好评", "差评"}
    report = tunebench("data", "check", file, "--json").json
    assert {tuple(entry) for entry in report["labels"]} == {("好评", 20), ("差评", 20)}


def test_that_ragged_rows_are_told_by_number_and_the_good_ones_train(
    tunebench: Tunebench, job_file: JobFile, tiny_data: Path, tmp_path: Path
) -> None:
    lines = tiny_data.read_text(encoding="utf-8").splitlines()
    lines[5] += ",one,two,three"
    lines[9] = "alone"
    file = tmp_path / "ragged.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = tunebench("train", job_file(data={"train": str(file)}), *QUICK)
    assert said.status == 0
    assert "ragged.csv" in said.all
    assert "Row 5" in said.all


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("predict", "{run}"), ["nothing to predict", "--text"]),
        (("predict", "nowhere", "--text", "x"), ["nowhere"]),
        (("predict", "{run}", "--data", "gone.csv"), ["gone.csv"]),
        (("predict", "{run}", "--text", "x", "--out", "/no/such/folder/out.csv"), ["/no/such/folder"]),
        (("predict", "{base}", "--text", "x"), ["has no head"]),
        (("predict", "{spoiled}", "--text", "x"), ["model.safetensors"]),
        (("evaluate", "{run}", "--data", "gone.csv"), ["gone.csv"]),
        (("evaluate", "{run}", "--data", "{strange}"), ["strange.csv", "purple"]),
        (("export", "{run}", "--to", "merge", "--out", "out"), ["merge", "Did you mean merged?"]),
        (("export", "{run}", "--to", "merged", "--out", "{base}"), ["already holds something"]),
        (("export", "nowhere", "--to", "merged", "--out", "out"), ["nowhere"]),
        (("resume", "nowhere"), ["nowhere", "tunebench runs"]),
        (("stop", "nowhere"), ["nowhere"]),
        (("pause", "nowhere"), ["nowhere"]),
        (("plan", "nowhere.toml"), ["nowhere.toml", "--example"]),
        (("data", "check", "gone.csv"), ["gone.csv"]),
        (("data", "check", "{strange}", "--task", "poetry"), ["poetry", "text-classification"]),
        (("data", "check", "{strange}", "--columns", "label"), ["label", "role=column"]),
        (("data", "check", "{strange}", "--columns", "labels=label"), ["labels"]),
        (("data", "check", "{strange}", "--columns", "label=colour"), ["colour", "label"]),
    ],
)
def test_that_other_commands_name_what_is_wrong_as_well(
    arguments: tuple[str, ...], words: list[str], tunebench: Tunebench, run: str, tiny_base: Path, finished: Finished, tmp_path: Path
) -> None:
    strange = write_rows(tmp_path / "strange.csv", [("soup", "good"), ("bus", "purple")] * 3)
    spoiled = tmp_path / "spoiled"
    shutil.copytree(finished("full").model, spoiled)
    (spoiled / "model.safetensors").write_bytes(b"\x08")
    places = {"run": run, "base": tiny_base, "strange": strange, "spoiled": spoiled}
    given = [argument.format(**places) for argument in arguments]
    said = tunebench(*given)
    assert said.status == 2, said.all
    for word in words:
        assert word in said.all, said.all
    assert "Traceback" not in said.all
    assert said.err or arguments[0] == "data"


def test_that_bad_input_has_no_traceback_in_a_process_of_its_own_either(child: Tunebench, job_file: JobFile, tmp_path: Path) -> None:
    said = child("train", job_file(**png(tmp_path)), folder=tmp_path)
    assert said.status == 2
    assert "picture.csv" in said.err
    assert "Traceback" not in said.all
    assert said.err.count("\n") <= 3


def test_that_the_commands_speak_chinese_when_asked(
    tunebench: Tunebench, job_file: JobFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNEBENCH_LANGUAGE", "zh")
    said = tunebench("train", job_file(**missing(tmp_path)))
    assert said.status == 2
    assert "gone.csv" in said.err
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said.err)


def test_that_version_is_told_as_json_too(tunebench: Tunebench) -> None:
    from engine import __version__

    assert tunebench("version", "--json").json == {"version": __version__}


def test_that_plan_says_in_words_what_is_cut(tunebench: Tunebench, job_file: JobFile) -> None:
    said = tunebench("plan", job_file(), "--set", "training.max_length=8")
    assert said.status == 0
    assert "are longer than 8 tokens and are cut. Raise the maximum length" in said.all


def test_that_plan_does_not_call_chosen_what_the_job_names(tunebench: Tunebench, job_file: JobFile) -> None:
    named = [choice["name"] for choice in tunebench("plan", job_file(), "--json").json["choices"]]
    assert "learning rate" not in named
    assert "epochs" not in named
