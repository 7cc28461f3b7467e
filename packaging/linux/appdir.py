"""The AppImage's folder and its squashfs; the release workflow puts the downloaded runtime before it (packaging.md: none is packaged)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import product
from linux.share import place, write_share

APP_RUN = f"""#!/bin/sh
# without arguments, or with a job file: the window; everything else is the command line
here=$(dirname -- "$(readlink -f -- "$0")")/usr/lib/{product.ID}
case "${{1:-}}" in
    "" | --page | --sample | *{product.JOB_ENDING} | *{product.JOB_ENDING}.toml) exec "$here/{product.WINDOW}" "$@" ;;
    *) exec "$here/{product.CONSOLE}" "$@" ;;
esac
"""


def make_appdir(onedir: Path, out: Path) -> Path:
    """The AppDir of the frozen folder, as out/tunebench.AppDir."""
    appdir = out / f"{product.ID}.AppDir"
    shutil.rmtree(appdir, ignore_errors=True)
    place(onedir, appdir / "usr" / "lib" / product.ID)
    share = appdir / "usr" / "share"
    write_share(share)
    (appdir / "AppRun").write_text(APP_RUN, encoding="utf-8")
    (appdir / "AppRun").chmod(0o755)
    shutil.copyfile(share / "applications" / f"{product.ID}.desktop", appdir / f"{product.ID}.desktop")
    shutil.copyfile(share / "icons/hicolor/256x256/apps" / f"{product.ID}.png", appdir / f"{product.ID}.png")
    (appdir / ".DirIcon").symlink_to(f"{product.ID}.png")
    return appdir


def make_squashfs(onedir: Path, out: Path) -> Path:
    """The AppDir as a squashfs (zstd: the runtime reads it); needs mksquashfs."""
    target = out / f"{product.ID}-{product.version()}-{product.machine()}.sqfs"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="appdir-", dir=out) as folder:
        appdir = make_appdir(onedir, Path(folder))
        shape = ["-noappend", "-all-root", "-no-progress", "-quiet", "-b", "1M", "-comp", "zstd", "-Xcompression-level", "9"]
        subprocess.run(["mksquashfs", str(appdir), str(target), *shape], check=True)
    return target


def make_appimage(runtime: Path, squashfs: Path, out: Path) -> Path:
    """runtime, then squashfs, in one executable file: that is an AppImage (type 2)."""
    target = out / f"{product.NAME}-{product.version()}-{product.machine()}.AppImage"
    with target.open("wb") as stream:
        for part in (runtime, squashfs):
            with part.open("rb") as source:
                shutil.copyfileobj(source, stream, 1 << 20)
    target.chmod(0o755)
    return target


def main() -> int:
    """`python packaging/linux/appdir.py ONEDIR RUNTIME OUT`: what the release workflow calls."""
    onedir, runtime, out = (Path(argument) for argument in sys.argv[1:4])
    squashfs = make_squashfs(onedir, out)
    made = make_appimage(runtime, squashfs, out)
    squashfs.unlink()
    sys.stdout.write(f"{made}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
