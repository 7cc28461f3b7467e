"""The Windows installer compiles without a warning from a small payload, refuses what Windows can't hold, and carries icon and version."""

from __future__ import annotations

import ast
import os
import struct
import subprocess
import sys
from pathlib import Path

import icons
import product
import pytest
from windows import installer

from engine import __version__


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    """Four megabytes of the frozen application's shape."""
    folder = tmp_path / "frozen"
    (folder / "_internal" / "数据").mkdir(parents=True)
    (folder / "_internal" / "数据" / "weights.bin").write_bytes(os.urandom(4 << 20))
    for name in ("tunebench.exe", "tunebench-window.exe", "THIRD-PARTY.txt"):
        (folder / name).write_bytes(b"MZ")
    return folder


def test_that_the_installer_compiles_with_warnings_as_errors(payload: Path, tmp_path: Path) -> None:
    made = installer.make_nsis(payload, tmp_path / "out", __version__, fast=True)
    data = made.read_bytes()
    assert made.name == f"Tunebench-{__version__}-windows-x86_64-setup.exe"
    assert data.startswith(b"MZ") and len(data) > 4 << 20
    assert __version__.encode("utf-16-le") in data and "The Tunebench authors".encode("utf-16-le") in data
    assert b'requestedExecutionLevel level="asInvoker"' in data  # no question from User Account Control
    assert [path.name for path in (tmp_path / "out").iterdir()] == [made.name]


def test_that_a_signing_command_sees_installer_and_uninstaller(payload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = tmp_path / "signed.txt"
    script = tmp_path / "sign.sh"
    script.write_text(f'#!/bin/sh\nbasename "$1" >> {signed}\n', encoding="utf-8")
    monkeypatch.setenv("TUNEBENCH_SIGN", f"sh {script}")
    made = installer.make_nsis(payload, tmp_path / "out", __version__, fast=True)
    names = signed.read_text(encoding="utf-8").splitlines()
    assert len(names) == 2 and made.name in names
    monkeypatch.setenv("TUNEBENCH_SIGN", "false")
    with pytest.raises(subprocess.CalledProcessError):
        installer.make_nsis(payload, tmp_path / "out", __version__, fast=True)


def test_that_a_path_too_long_for_windows_is_refused_before_anything_is_packed(payload: Path, tmp_path: Path) -> None:
    deep = payload / "_internal" / ("licences/" * 20) / "LICENSE.txt"
    deep.parent.mkdir(parents=True)
    deep.write_text("x", encoding="utf-8")
    with pytest.raises(ValueError, match=r"LICENSE\.txt has \d+ characters"):
        installer.make_nsis(payload, tmp_path / "out", __version__, fast=True)


def test_that_every_text_of_the_installer_is_there_in_both_languages() -> None:
    lines = installer.SCRIPT.read_text(encoding="utf-8").splitlines()
    texts = [line.split(maxsplit=3) for line in lines if line.startswith("LangString")]
    english = {words[1]: words[3] for words in texts if words[2] == "${LANG_ENGLISH}"}
    chinese = {words[1]: words[3] for words in texts if words[2] == "${LANG_SIMPCHINESE}"}
    assert english.keys() == chinese.keys() and len(english) >= 9
    for name, text in chinese.items():
        assert text != english[name] and any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_that_the_icon_file_holds_a_png_of_each_size(tmp_path: Path) -> None:
    data = icons.write_ico(tmp_path / "tunebench.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(icons.WINDOWS_SIZES))
    end = 6 + 16 * count
    for number, size in enumerate(icons.WINDOWS_SIZES):
        width, height, _, _, _, bits, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (width or 256, height or 256, bits, offset) == (size, size, 32, end)
        assert data[offset : offset + 8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack_from(">II", data, offset + 16) == (size, size)
        end = offset + length
    assert end == len(data)


def test_that_the_version_resource_has_names_and_numbers(tmp_path: Path) -> None:
    assert installer.numbers("1.2.3") == (1, 2, 3, 0)
    assert installer.numbers("0.1.0rc1") == (0, 1, 0, 0)
    for name in (product.WINDOW, product.CONSOLE):
        tree = ast.parse(installer.write_version_info(tmp_path / f"{name}.txt", name, "1.2.3").read_text(encoding="utf-8"), mode="eval")
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        made = {call.args[0].value: call.args[1].value for call in calls if call.func.id == "StringStruct"}  # type: ignore[union-attr, attr-defined]
        assert made["OriginalFilename"] == f"{name}.exe" and made["FileVersion"] == "1.2.3" and made["CompanyName"] == product.PUBLISHER
        fixed = next(call for call in calls if call.func.id == "FixedFileInfo")  # type: ignore[attr-defined]
        assert ast.literal_eval(next(word.value for word in fixed.keywords if word.arg == "filevers")) == (1, 2, 3, 0)


@pytest.mark.all
def test_that_the_installer_installs_updates_and_uninstalls_under_wine() -> None:
    script = Path(installer.__file__).with_name("wine.py")
    done = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, encoding="utf-8", timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
