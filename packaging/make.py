"""Freezes the application, makes the installers of the system it runs on, and smoke-tests the result: `python3 dev.py package`.

--only NAME,...   some of the steps: freeze, smoke, deb, tar, nsis, dmg (the last ones where the system can)
--release         compress as small as it goes (xz), which takes minutes
--prove           prove the Linux files in a bare Debian root (packaging/prove.py; needs root)
"""

from __future__ import annotations

import argparse
import lzma
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import contents

sys.path.insert(0, str(Path(__file__).resolve().parent))
from engine import __version__

ROOT = contents.ROOT
OUT = ROOT / "build" / "package"
ONEDIR = OUT / "tunebench"
INSIDE = ONEDIR / "_internal"
# libraries that shrink without harm; numpy's and others break (packaging.md)
STRIPPED = ("libtorch_cpu.so", "libtorch_python.so", "libpython3", "tokenizers.abi3.so", "_regex")


def freeze() -> None:
    """The folder with both executables, what belongs beside them, and nothing that isn't needed."""
    import icons
    from licences import collect, drop_copies

    shutil.rmtree(ONEDIR, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        icons.write_ico(OUT / "tunebench.ico")
    elif sys.platform == "darwin":
        icons.write_icns(OUT / "tunebench.icns")
    spec = ROOT / "packaging" / "tunebench.spec"
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        "--distpath",
        OUT,
        "--workpath",
        OUT / "work",
        spec,
    ]
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)
    slim()
    _add_uv()
    collect(ONEDIR)
    drop_copies(ONEDIR)
    print(f"frozen: {megabytes(ONEDIR):.0f} MB in {sum(1 for file in ONEDIR.rglob('*') if file.is_file()):,} files")


def slim() -> None:
    """Strip what may be stripped, and take the build machine's paths out of libraries (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    for file in ONEDIR.rglob("*.so*"):
        if file.is_symlink() or not file.is_file():
            continue
        if file.name.startswith(STRIPPED) or file.parent.name == "lib-dynload":
            subprocess.run(["strip", "--strip-unneeded", str(file)], check=True)
        if shutil.which("patchelf"):
            found = subprocess.run(["patchelf", "--print-rpath", str(file)], capture_output=True, text=True, check=False).stdout.strip()
            kept = [part for part in found.split(":") if part.startswith("$ORIGIN")]
            if found and kept != found.split(":"):
                subprocess.run(["patchelf", *(("--set-rpath", ":".join(kept)) if kept else ("--remove-rpath",)), str(file)], check=True)


def _add_uv() -> None:
    """uv makes engine environments; it is carried compressed and unpacked when somebody makes one."""
    found = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    if not found.is_file():
        raise SystemExit(f"{found} is missing: python3 dev.py setup installs it")
    with found.open("rb") as source, lzma.open(INSIDE / "uv.xz", "wb") as out:
        shutil.copyfileobj(source, out)


def smoke() -> None:
    """Run everything once."""
    import smoke as test

    if test.main([str(ONEDIR / ("tunebench.exe" if os.name == "nt" else "tunebench"))]):
        raise SystemExit("the smoke test failed")


def deb(release: bool) -> Path:
    """The Debian package."""
    from linux.deb import make_deb

    return make_deb(ONEDIR, OUT, *(("xz", 6) if release else ("zstd", 9)))


def tar(release: bool) -> Path:
    """The archive for people without root."""
    from linux.tarball import make_tarball

    return make_tarball(ONEDIR, OUT)


def nsis(release: bool) -> Path:
    """The Windows installer."""
    from windows.installer import make_nsis

    return make_nsis(ONEDIR, OUT, __version__, fast=not release)


def dmg(release: bool) -> Path:
    """The macOS image."""
    from macos.bundle import make_app, make_dmg, sign

    app = make_app(ONEDIR, OUT)
    sign(app)
    return make_dmg(app, OUT)


SYSTEM: dict[str, tuple[Callable[[bool], Path], ...]] = {"linux": (deb, tar), "win32": (nsis,), "darwin": (dmg,)}


def megabytes(path: Path) -> float:
    """Of a file, or of all files of a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file() and not file.is_symlink()]
    return sum(file.stat().st_size for file in files) / 1e6


def largest() -> None:
    """The twenty biggest folders inside, each without those listed below it."""
    sizes: dict[str, float] = {}
    for file in INSIDE.rglob("*"):
        if file.is_file() and not file.is_symlink():
            parts = file.relative_to(INSIDE).parts[:-1]
            name = "/".join(parts[:2]) or "."
            sizes[name] = sizes.get(name, 0.0) + file.stat().st_size / 1e6
    for name, size in sorted(sizes.items(), key=lambda entry: -entry[1])[:20]:
        print(f"  {size:7.1f} MB  {name}")


def main() -> int:
    """Do the steps in their order; the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--release", action="store_true")
    parser.add_argument("--prove", action="store_true")
    chosen = parser.parse_args()
    wanted = set(chosen.only.split(",")) - {""}
    steps: dict[str, Callable[[], object]] = {"freeze": freeze, "smoke": smoke, "sizes": largest}
    for make in SYSTEM.get("linux" if sys.platform.startswith("linux") else sys.platform, ()):
        steps[make.__name__] = lambda make=make: print(f"{(made := make(chosen.release)).name}: {megabytes(made):.1f} MB")  # type: ignore[misc]
    unknown = wanted - set(steps)
    if unknown:
        raise SystemExit(f"there is no step {', '.join(sorted(unknown))}; here are: {', '.join(steps)}")
    for name, step in steps.items():
        if not wanted or name in wanted:
            begun = time.monotonic()
            print(f"{name}:", flush=True)
            step()
            print(f"  took {time.monotonic() - begun:.0f} s", flush=True)
    if chosen.prove:
        import prove

        return prove.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
