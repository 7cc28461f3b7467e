"""Tries the Windows installer under wine: installs silently, again while the program runs, over itself, and uninstalls.

Wine comes from the PATH where it is installed with its 32-bit part (the installer's stub is 32-bit); otherwise root makes a Debian
tree with it (2-3 minutes, 1.7 GB, kept in build/). `python packaging/windows/wine.py` does it from a small payload.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import product
from windows.installer import make_nsis

TREE = product.ROOT / "build" / "wine"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Tunebench"
CLASSES = (rf"Software\Classes\{product.JOB_ENDING}", r"Software\Classes\Tunebench.Job")
SLEEPER = 'Unicode true\nSilentInstall silent\nRequestExecutionLevel user\nOutFile "{target}"\nSection\nSleep {milliseconds}\nSectionEnd\n'
STOPPED = 2  # the installer's exit status when it can't go on
PATIENCE = 30.0  # seconds for an uninstaller, which goes on in a copy of itself after its first process has ended


class Wine:
    """A fresh prefix; programs run in it with paths of this system below its folder."""

    def __init__(self) -> None:
        self.root = Path("/") if shutil.which("wine") else tree()
        self.folder = Path(tempfile.mkdtemp(prefix="tunebench-wine-", dir=self.root / "tmp"))
        self.drive = self.folder / "prefix" / "drive_c"
        self.run("wineboot", "-i")
        self.run("winecfg", "-v", "win10")

    def start(self, *command: str, loader: str = "wine") -> subprocess.Popen[bytes]:
        """Start a Windows program."""
        inside = str(self.folder) if self.root == Path("/") else f"/{self.folder.relative_to(self.root)}"
        settings = {
            "WINEPREFIX": f"{inside}/prefix",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "HOME": inside,
            "TMPDIR": inside,
            "LANG": "C.UTF-8",
        }
        private = ["unshare", "--mount", "sh", "-c", 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"', str(self.root)]
        enter = [] if self.root == Path("/") else private
        line = [*enter, "env", *(f"{name}={value}" for name, value in settings.items()), loader, *command]
        return subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run(self, *command: str) -> int:
        """Run a Windows program; its exit status."""
        return self.start(*command).wait(timeout=120)

    def has_key(self, key: str) -> bool:
        """Is there such a key of the registry? Asked of the 64-bit view."""
        return self.run("reg", "query", key, "/reg:64") == 0

    def close(self) -> None:
        """End the prefix's server and take the folder away."""
        for ending in ("-k", "-w"):  # kill, then wait
            self.start(ending, loader="wineserver").wait(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)


def tree() -> Path:
    """A Debian tree with both halves of wine, made once."""
    done = TREE / "made"
    if done.is_file():
        return TREE
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.parent.mkdir(parents=True, exist_ok=True)
    install = "dpkg --add-architecture i386 && apt-get update -q && apt-get install -q -y --no-install-recommends wine wine64 wine32:i386"
    subprocess.run(
        ["debootstrap", "--variant=minbase", "bookworm", str(TREE), "http://deb.debian.org/debian"], check=True, stdout=subprocess.DEVNULL
    )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["chroot", str(TREE), "sh", "-c", f"{install} && apt-get clean"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    done.touch()
    return TREE


def small_payload(folder: Path, megabytes: int = 4) -> Path:
    """A folder of the frozen application's shape whose programs are real ones that only sleep."""
    (folder / "_internal" / "数据").mkdir(parents=True)
    (folder / "_internal" / "数据" / "weights.bin").write_bytes(os.urandom(megabytes << 20))
    (folder / "THIRD-PARTY.txt").write_text("licences\n", encoding="utf-8")
    for name in (product.CONSOLE, product.WINDOW):
        script = folder / "sleeper.nsi"
        script.write_text(SLEEPER.format(target=folder / f"{name}.exe", milliseconds=12_000), encoding="utf-8")
        subprocess.run(["makensis", "-V1", "-WX", str(script)], check=True)
        script.unlink()
    return folder


def trial(setup: Path) -> list[str]:
    """Install, disturb, update, uninstall; what did not go as it should, as sentences."""
    wine = Wine()
    try:
        return [*_for_me(wine, setup), *_for_everybody(wine, setup)]
    finally:
        wine.close()


def _for_me(wine: Wine, setup: Path) -> list[str]:
    """One person's installation from the first file to the last."""
    wrong: list[str] = []

    def expect(claim: bool, sentence: str) -> None:
        if not claim:
            wrong.append(sentence)

    shutil.copyfile(setup, wine.drive / "setup.exe")
    expect(wine.run(r"C:\setup.exe", "/S") == 0, "the installer failed")
    home = next(iter(wine.drive.glob("users/*/AppData/Local/Programs/Tunebench")), None)
    if home is None:
        return [*wrong, "there is no folder of ours in the person's programs"]
    keys = [rf"HKCU\{key}" for key in (UNINSTALL, *CLASSES)]
    expect((home / "_internal" / "数据" / "weights.bin").is_file(), "a file in a folder with a Chinese name is missing")
    expect(bool(list(wine.drive.glob("users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Tunebench.lnk"))), "no shortcut")
    expect(all(map(wine.has_key, keys)), "the registry lacks the uninstall entry or the file association")
    windows_home = "C:\\" + str(home.relative_to(wine.drive)).replace("/", "\\")
    program = wine.start(rf"{windows_home}\tunebench.exe")
    time.sleep(3)  # until wine has mapped it
    expect(wine.run(r"C:\setup.exe", "/S") == STOPPED, "the installer went on while the program was running")
    program.wait(timeout=60)
    (home / "_internal" / "old.pyc").touch()
    expect(wine.run(r"C:\setup.exe", "/S") == 0, "the installer failed over an older version")
    expect(not (home / "_internal" / "old.pyc").exists(), "a module of the older version stayed")
    (home / "notes.txt").touch()
    wine.run(rf"{windows_home}\uninstall.exe", "/S")
    expect(_comes_true(lambda: not wine.has_key(keys[0])), "the uninstall entry stayed")
    expect([path.name for path in home.iterdir()] == ["notes.txt"], "something stayed, or a person's own file went")
    expect(not any(map(wine.has_key, keys)), "something stayed in the registry")
    expect(not list(wine.drive.glob("users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Tunebench.lnk")), "the shortcut stayed")
    expect(wine.run(r"C:\setup.exe", "/S", "/D=C:\\" + "x" * 245) == STOPPED, "a folder with too long a path was taken")
    return wrong


def _for_everybody(wine: Wine, setup: Path) -> list[str]:
    """The same for all users, in a folder that was chosen."""
    home, key = wine.drive / "我的程序" / "Tunebench", rf"HKLM\{UNINSTALL}"
    if wine.run(r"C:\setup.exe", "/S", "/AllUsers", r"/D=C:\我的程序\Tunebench") or not (home / "tunebench-window.exe").is_file():
        return ["for everybody: the installer failed"]
    wrong = [] if wine.has_key(key) else ["for everybody: no uninstall entry"]
    wine.run(r"C:\我的程序\Tunebench\uninstall.exe", "/S")
    if not _comes_true(lambda: not home.exists() and not wine.has_key(key)):
        wrong.append("for everybody: something stayed")
    return wrong


def _comes_true(claim: Callable[[], bool]) -> bool:
    """Wait for what the uninstaller's second process does."""
    end = time.monotonic() + PATIENCE
    while not claim():
        if time.monotonic() > end:
            return False
        time.sleep(0.5)
    return True


def main() -> int:
    """Make an installer of a small payload and try it; 0 if all went well."""
    with tempfile.TemporaryDirectory(prefix="tunebench-nsis-") as folder:
        setup = make_nsis(small_payload(Path(folder) / "payload"), Path(folder), product.version(), fast=True)
        wrong = trial(setup)
    sys.stdout.write("".join(f"wrong: {sentence}\n" for sentence in wrong) or "installed and uninstalled under wine\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
