"""The Debian package: /opt/tunebench, two links in /usr/bin, and what desktops show. dpkg's own triggers refresh their caches."""

from __future__ import annotations

import hashlib
import platform
import subprocess
import tempfile
import textwrap
from pathlib import Path

import product
from linux.share import HOME, place, write_share

# tried in bare Debian 12 and 13 (packaging.md); the second name is that of Debian 13 and Ubuntu 24.04
DEPENDS = (
    *("libc6 (>= 2.35)", "libstdc++6 (>= 11)", "libgcc-s1", "libglib2.0-0 | libglib2.0-0t64", "libegl1", "libgl1", "libx11-6"),
    *("libx11-xcb1", "libxcb1", "libdbus-1-3", "libfontconfig1", "libfreetype6"),
)
RECOMMENDS = ("libwayland-client0", "libwayland-cursor0", "libwayland-egl1", "libgssapi-krb5-2", "ca-certificates")
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def make_deb(onedir: Path, out: Path, compression: str = "zstd", level: int = 9) -> Path:
    """Pack the frozen folder; the path of the .deb in out. Needs dpkg-deb, no root.

    compression: zstd (30 s; Debian 12, Ubuntu 18.04 and newer) or xz (smaller, minutes), with its level.
    """
    architecture = ARCHITECTURES[platform.machine()]
    target = out / f"{product.ID}_{product.version()}_{architecture}.deb"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deb-", dir=out) as folder:
        stage = Path(folder) / "root"
        place(onedir, stage / HOME.strip("/"))
        _links(stage)
        write_share(stage / "usr" / "share")
        _documents(stage)
        _control(stage, architecture)
        for path in (stage, *(path for path in stage.rglob("*") if path.is_dir() and not path.is_symlink())):
            path.chmod(0o755)
        command = ["dpkg-deb", "--root-owner-group", f"-Z{compression}", f"-z{level}", "--build", str(stage), str(target)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return target


def _links(stage: Path) -> None:
    """Both programs on everybody's PATH."""
    programs = stage / "usr" / "bin"
    programs.mkdir(parents=True)
    for name in (product.CONSOLE, product.WINDOW):
        (programs / name).symlink_to(f"{HOME}/{name}")  # absolute: policy 10.5


def _documents(stage: Path) -> None:
    """The copyright file (Debian policy 12.5), which names where the licences of the parts lie."""
    folder = stage / "usr" / "share" / "doc" / product.ID
    folder.mkdir(parents=True)
    text = (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        f"Upstream-Name: {product.NAME}\n\nFiles: *\nCopyright: 2026 {product.PUBLISHER}\nLicense: {product.LICENCE}\n"
        " The full text is in /usr/share/common-licenses/Apache-2.0. The program carries libraries with licences\n"
        f" of their own; all are in {HOME}/THIRD-PARTY.txt, with how to replace Qt (LGPL-3).\n"
    )
    (folder / "copyright").write_text(text, encoding="utf-8")
    overrides = stage / "usr" / "share" / "lintian" / "overrides" / product.ID
    overrides.parent.mkdir(parents=True)
    reasons = ("dir-or-file-in-opt", "embedded-library", "no-manual-page", "no-changelog", "bogus-mail-host")
    overrides.write_text("".join(f"{product.ID}: {reason} *\n" for reason in reasons), encoding="utf-8")


def _control(stage: Path, architecture: str) -> None:
    """DEBIAN/control with the installed size in KiB as dpkg counts it, and the checksums of all files."""
    files = sorted(file for file in stage.rglob("*") if file.is_file() and not file.is_symlink())
    kib = sum(-(-file.stat().st_size // 1024) for file in files) + sum(1 for path in stage.rglob("*") if path.is_dir() or path.is_symlink())
    home = product.homepage()
    long = "\n .\n".join(textwrap.indent(textwrap.fill(paragraph, 78), " ") for paragraph in product.DESCRIPTION["en"])
    fields = {
        "Package": product.ID,
        "Version": product.version(),
        "Architecture": architecture,
        "Maintainer": product.maintainer(),
        "Installed-Size": str(kib),
        "Depends": ", ".join(DEPENDS),
        "Recommends": ", ".join(RECOMMENDS),
        "Section": "science",
        "Priority": "optional",
        **({"Homepage": home} if home else {}),
        "Description": f"{product.SUMMARY['en'][0].lower()}{product.SUMMARY['en'][1:]}\n{long}",
    }
    folder = stage / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text("".join(f"{name}: {value}\n" for name, value in fields.items()), encoding="utf-8")
    lines = []
    for file in files:
        with file.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'md5').hexdigest()}  {file.relative_to(stage).as_posix()}\n")
    (folder / "md5sums").write_text("".join(lines), encoding="utf-8")
    for file in folder.iterdir():
        file.chmod(0o644)
