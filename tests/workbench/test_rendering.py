"""The hidden verb that draws SVG files: sizes, pages, and how it ends when it can't."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from engine.launch import engine_environment, window_command
from workbench.rendering import main

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="160" viewBox="0 0 300 160">'
    '<rect x="0" y="0" width="300" height="160" fill="#ffffff"/><rect x="150" y="0" width="150" height="160" fill="#d0700a"/></svg>'
)


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    file = tmp_path / "drawing.svg"
    file.write_text(SVG, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("options", "size"), [([], (300, 160)), (["--width", "1500"], (1500, 800)), (["--width", "750", "--scale", "2"], (1500, 800))]
)
def test_that_a_png_has_the_asked_width_and_the_drawings_colours(
    drawing: Path, qapp: QApplication, options: list[str], size: tuple[int, int]
) -> None:
    target = drawing.with_suffix(".png")
    assert main([str(drawing), str(target), *options]) == 0
    image = QImage(str(target))
    assert (image.width(), image.height()) == size
    assert image.pixelColor(size[0] // 4, size[1] // 2).name() == "#ffffff"
    assert image.pixelColor(3 * size[0] // 4, size[1] // 2).name() == "#d0700a"


def test_that_a_pdf_has_one_page_of_the_drawings_size(drawing: Path, qapp: QApplication) -> None:
    target = drawing.with_suffix(".pdf")
    assert main([str(drawing), str(target)]) == 0
    data = target.read_bytes()
    assert data.startswith(b"%PDF") and data.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 225.000000 120.000000]" in data


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["missing.svg", "out.png"], "missing.svg is no SVG that can be drawn"),
        (["drawing.svg", "out.gif"], "out.gif is neither .png nor .pdf"),
        (["drawing.svg", "no/out.png"], "out.png can't be written"),
        (["drawing.svg", "no/out.pdf"], "out.pdf can't be written"),
        (["drawing.svg"], "each SVG needs a file to be written to"),
        (["drawing.svg", "out.png", "--width", "40000"], "out.png can't be written"),
    ],
)
def test_that_what_cannot_be_drawn_is_said(
    drawing: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str], names: list[str], reason: str
) -> None:
    arguments = [name if name.startswith("--") or name.isdigit() else str(drawing.parent / name) for name in names]
    assert main(arguments) == 2
    assert reason in capsys.readouterr().err


def test_that_the_verb_needs_no_display_and_loads_no_window(drawing: Path) -> None:
    target = drawing.with_suffix(".png")
    environment = {name: value for name, value in engine_environment().items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    command = window_command("--render", str(drawing), str(target), "--width", "600")
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert QImage(str(target)).width() == 600
    script = f"import sys; sys.argv = ['tunebench', '--render', {str(drawing)!r}, {str(target)!r}]\nfrom workbench.__main__ import main\n"
    script += "assert main() == 0\nprint(*(name for name in ('workbench.app', 'engine.cli', 'PySide6.QtWidgets') if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], check=False, env=environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_that_a_frozen_program_starts_the_window_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    found = window_command("--render", "a.svg", "a.png")
    assert Path(found[0]) == Path(sys.executable).with_name("tunebench-window.exe" if os.name == "nt" else "tunebench-window")
    assert found[1:] == ["--render", "a.svg", "a.png"]
