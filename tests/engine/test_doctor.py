"""What `tunebench doctor` says where something is wrong. That all is well here is test_command_line.py's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine import doctor
from engine.doctor import Check, window_checks
from engine.models.starters import STARTERS
from engine.paths import RESOURCES, engines_root

HEALTHY: dict[str, Any] = {
    "qt": "6.11.3",
    "pages": ["home", "settings"],
    "views": ["tokens"],
    "images": ["png", "svg", "jpeg"],
    "translated": True,
    "platforms": {"xcb": "", "offscreen": "", "wayland": ""},
    "fonts": ["Noto Sans CJK SC"],
}


def states(checks: Iterator[Check]) -> dict[str, str]:
    """The state of each check; one that isn't ok must say what to do."""
    found = list(checks)
    assert [check.name for check in found if check.state != "ok" and not check.remedy] == []
    return {check.name: check.state for check in found}


def test_that_a_healthy_window_passes() -> None:
    assert set(states(window_checks(HEALTHY)).values()) == {"ok"}


@pytest.mark.parametrize(
    ("change", "name", "state"),
    [
        ({"pages": []}, "pages", "failed"),
        ({"images": ["png", "jpeg"]}, "image:svg", "failed"),
        ({"translated": False}, "tunebench_zh.qm", "failed"),
        ({"fonts": []}, "fonts", "warning"),
        ({"platforms": {"xcb": "libxcb-cursor.so.0: cannot open", "offscreen": ""}}, "platform", "failed"),
        ({"platforms": {"xcb": "", "wayland": "libwayland-client.so.0: cannot open"}}, "platform-others", "warning"),
    ],
)
def test_that_what_a_window_lacks_is_named_with_a_remedy(change: dict[str, Any], name: str, state: str) -> None:
    assert states(window_checks({**HEALTHY, **change}))[name] == state


def test_that_a_library_that_is_missing_for_the_screen_is_named() -> None:
    checks = {check.name: check for check in window_checks({**HEALTHY, "platforms": {"xcb": "libxcb-cursor.so.0: cannot open"}})}
    assert "libxcb-cursor.so.0" in str(checks["platform"].found)


def test_that_the_windows_program_that_dies_is_a_failed_check(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    def broken(*_: str) -> list[str]:
        return [sys.executable, "-c", "raise SystemExit('libEGL.so.1: cannot open shared object file')"]

    monkeypatch.setattr(doctor, "window_command", broken)
    (check,) = doctor._window()
    assert (check.name, check.state) == ("window", "failed")
    assert "libEGL.so.1" in str(check.found)


def test_that_a_missing_package_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = metadata.version

    def version(name: str) -> str:
        if name == "peft":
            raise metadata.PackageNotFoundError(name)
        return whole(name)

    monkeypatch.setattr(metadata, "version", version)
    found = states(doctor._packages())
    assert found.pop("peft") == "failed"
    assert set(found.values()) == {"ok"}


def test_that_starters_whose_weights_changed_or_are_cut_short_fail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "starters", tmp_path / "starters")
    weights = tmp_path / "starters" / "decoder" / "model.safetensors"
    with weights.open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last[0] ^ 1]))
    cut = tmp_path / "starters" / "encoder-small" / "model.safetensors"
    cut.write_bytes(cut.read_bytes()[:-1000])
    monkeypatch.setattr("engine.models.starters.RESOURCES", tmp_path)
    monkeypatch.setattr(doctor, "RESOURCES", tmp_path)
    assert states(doctor._starters()) == {
        "starter:encoder": "ok",
        "starter:encoder-small": "failed",
        "starter:decoder": "failed",
        "starter:encoder-decoder": "ok",
    }


def test_that_every_starter_has_a_fingerprint() -> None:
    """After a starter was made anew: engine.models.facts.weights_fingerprint(model_facts("starter:NAME")) gives the new one."""
    known = json.loads((RESOURCES / "starters" / "fingerprints.json").read_text(encoding="utf-8"))
    assert sorted(known) == sorted(STARTERS)
    assert set(states(doctor._starters()).values()) == {"ok"}


def test_that_little_free_disk_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_500_000_000))
    assert states(doctor._folders()) == {"data-folder": "warning", "runs-folder": "warning"}


def test_that_a_folder_that_cannot_be_written_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TUNEBENCH_RUNS", str(tmp_path / "file"))
    assert states(doctor._folders()) == {"data-folder": "ok", "runs-folder": "failed"}


def test_that_an_engine_environment_that_was_not_finished_is_a_warning() -> None:
    (engines_root() / "whole" / "bin").mkdir(parents=True)
    (engines_root() / "whole" / "bin" / "python").touch()
    (engines_root() / "whole" / "engine.json").write_text('{"python": "bin/python"}', encoding="utf-8")
    (check,) = doctor._engines()
    assert (check.state, str(check.found)) == ("ok", "whole")
    (engines_root() / "half").mkdir()
    assert states(doctor._engines()) == {"engines": "warning"}


def test_that_a_part_that_stumbles_is_a_failed_check_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "RESOURCES", tmp_path)
    (check,) = doctor._guarded(doctor._texts)
    assert (check.name, check.state) == ("texts", "failed")
    assert "FileNotFoundError" in str(check.found)


def test_that_a_training_that_does_not_learn_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.optim, "AdamW", lambda weights, lr: torch.optim.SGD(weights, lr=0.0))
    assert states(doctor._training()) == {"devices": "ok", "training-step": "failed"}


def test_that_warnings_alone_leave_the_exit_status_at_0(
    monkeypatch: pytest.MonkeyPatch, tunebench: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for part in ("_packages", "_plug_ins", "_starters", "_texts", "_window", "_training"):
        monkeypatch.setattr(doctor, part, named(part))
    (engines_root() / "half").mkdir(parents=True)
    said = tunebench("doctor")
    assert said.status == 0
    assert "Not finished: half" in said.all
    assert "Delete it in Settings" in said.all
    monkeypatch.setattr(doctor, "_texts", named("_texts", Check("texts", doctor._REINSTALL, "failed", doctor._REINSTALL)))
    assert tunebench("doctor").status == 1


def named(name: str, *checks: Check) -> Callable[[], Iterator[Check]]:
    """A part of the examination that finds just these."""

    def part() -> Iterator[Check]:
        yield from checks

    part.__name__ = name
    return part


def test_that_the_device_alone_is_told_quickly(tunebench: Callable[..., Any]) -> None:
    said = tunebench("doctor", "--device", "--json")
    assert said.status == 0
    assert set(said.json) == {"device"}
    assert said.json["device"]["name"]
