"""The Chinese translation is whole, in step with the program, and fits its templates."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
HAN = r"[\u4e00-\u9fff]"


def load() -> ModuleType:
    """tools/translations.py, which is a program and no package."""
    spec = importlib.util.spec_from_file_location("tunebench_translations", ROOT / "tools" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


tool = load()


def test_that_nothing_is_left_to_translate_or_to_throw_away() -> None:
    entries = tool.read_ts()
    assert len(entries) > 1000
    assert tool.faults_of(entries) == []


def test_that_placeholders_are_the_same_in_both_languages() -> None:
    places = tool.PLACEHOLDER
    for entry in tool.read_ts():
        assert sorted(places.findall(entry.source)) == sorted(places.findall(entry.translation)), entry.source


def test_that_a_lost_placeholder_is_told() -> None:
    lost = tool.Entry("engine", "{count:,} rows in {file}", "{file} 中的行", "")
    renamed = tool.Entry("engine", "{count:,} rows", "{count} 行", "")
    assert len(tool.faults_of([lost, renamed])) == 2


def test_that_the_command_line_has_the_same_translations_as_the_window() -> None:
    text = tool.JSON_FILE.read_text(encoding="utf-8")
    assert text == tool.engine_table(tool.read_ts())
    assert json.loads(text)["Learning rate"] == "学习率"


def test_that_every_text_of_the_engine_is_collected() -> None:
    there = {entry.source for entry in tool.read_ts() if entry.context == tool.CONTEXT}
    wanted = tool.engine_texts()
    assert sorted(set(wanted.found) - there) == []
    assert sorted(there - set(wanted.found)) == []
    assert "Text classification" in there  # a plug-in's title
    assert "Gradient clipping" in there  # a field's title


def test_that_every_text_of_the_window_is_collected() -> None:
    there = {entry.source for entry in tool.read_ts() if entry.context != tool.CONTEXT}
    wanted = tool.window_texts()
    assert sorted(set(wanted.found) - there) == []
    assert sorted(there - set(wanted.found)) == []


def test_that_texts_are_literals_so_that_they_can_be_collected() -> None:
    assert tool.engine_texts().faults == []
    assert tool.window_texts().faults == []


@pytest.mark.parametrize("call", ['self.tr(f"{count} rows")', 'say("one " + word)', 'say(f"step {step}")', 't(f"{name}")'])
def test_that_a_text_put_together_in_the_call_is_told(call: str, tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    file.write_text(call + "\n", encoding="utf-8")
    texts = tool.called_texts([file], ("tr", "say", "t"), open_names=("t",))
    assert len(texts.faults) == 1


def test_that_collecting_again_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "tunebench_zh.ts"
    copy.write_bytes(tool.TS_FILE.read_bytes())
    monkeypatch.setattr(tool, "TS_FILE", copy)
    assert tool.collect() == ""
    entries = tool.read_ts(copy)
    tool.write_ts(entries, copy)
    assert copy.read_text(encoding="utf-8") == (tool.FOLDER / "tunebench_zh.ts").read_text(encoding="utf-8")


def test_that_chinese_and_latin_words_are_kept_apart_by_a_space() -> None:
    joined = re.compile(f"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}")
    assert [entry.translation for entry in tool.read_ts() if joined.search(entry.translation)] == []


def test_that_chinese_sentences_have_chinese_punctuation() -> None:
    western = re.compile(f"{HAN}[,;:?!.]|[,;:?!]{HAN}")
    assert [entry.translation for entry in tool.read_ts() if western.search(entry.translation)] == []
