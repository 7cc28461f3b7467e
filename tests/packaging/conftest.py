"""A small folder of the frozen application's shape, and packaging/ on the path: it is a folder of scripts, not a package."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"
sys.path.insert(0, str(SCRIPTS))


@pytest.fixture
def onedir(tmp_path: Path) -> Path:
    """Two programs that say how they were called, a library with tight permissions, a link, and a folder with a dot in its name."""
    folder = tmp_path / "frozen" / "tunebench"
    library = folder / "_internal" / "torch" / "lib" / "libtorch_cpu.so"
    library.parent.mkdir(parents=True)
    library.write_bytes(b"\xcf\xfa\xed\xfe" + bytes(3000))  # Mach-O's first bytes, for the table of the macOS bundle
    library.chmod(0o600)
    (folder / "_internal" / "libtorch_cpu.so").symlink_to("torch/lib/libtorch_cpu.so")
    (folder / "_internal" / "numpy-2.dist-info").mkdir()
    (folder / "_internal" / "numpy-2.dist-info" / "METADATA").write_text("Name: numpy\n", encoding="utf-8")
    (folder / "THIRD-PARTY.txt").write_text("licences\n", encoding="utf-8")
    for name in ("tunebench", "tunebench-window"):
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$@"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder
