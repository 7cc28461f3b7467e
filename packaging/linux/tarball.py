"""The relocatable archive for people without root: unpack it anywhere and start it.

gzip, because every system can unpack it: a bare Debian 12 has neither xz nor zstd (tried, packaging.md).
"""

from __future__ import annotations

import gzip
import shutil
import tarfile
import tempfile
from pathlib import Path

import product
from linux.deb import DEPENDS
from linux.share import place, write_share

SCRIPT = Path(__file__).with_name("desktop-entry.sh")
LEVEL = 6  # of gzip

READ_ME = """{name} {version}

Start:    ./{window}            the window
          ./{console} --help           the command line
Menu:     sh desktop-entry.sh         puts it into your desktop's menu, for this folder; --remove takes it out
Remove:   sh desktop-entry.sh --remove, then delete this folder

The folder can be moved anywhere, also to a path with spaces. It needs no Python, no network and no root, and glibc 2.35 or newer
(Ubuntu 22.04, Debian 12, Fedora 36). Desktops have the libraries that the window needs; on a bare Debian they are

    apt-get install {packages}

Licences: LICENSE.txt and THIRD-PARTY.txt.

启动窗口：./{window}    命令行：./{console} --help
加入桌面菜单：sh desktop-entry.sh    移出菜单：sh desktop-entry.sh --remove
删除：先移出菜单，再删除本文件夹。文件夹可以移到任何位置；不需要 Python、网络或管理员权限。
"""


def make_tarball(onedir: Path, out: Path) -> Path:
    """Pack the frozen folder with its read-me and the menu's script; the path of the .tar.gz in out."""
    name = f"{product.ID}-{product.version()}-linux-{product.machine()}"
    target = out / f"{name}.tar.gz"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tar-", dir=out) as folder:
        stage = Path(folder) / name
        place(onedir, stage)
        write_share(stage / "share")
        shutil.copyfile(SCRIPT, stage / SCRIPT.name)
        (stage / SCRIPT.name).chmod(0o755)
        packages = " ".join(entry.split(" ")[0] for entry in DEPENDS if not entry.startswith(("libc6", "libstdc", "libgcc")))
        values = {"name": product.NAME, "version": product.version(), "window": product.WINDOW, "console": product.CONSOLE}
        (stage / "README.txt").write_text(READ_ME.format(**values, packages=packages), encoding="utf-8")
        with gzip.open(target, "wb", compresslevel=LEVEL) as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
            archive.add(stage, name, filter=_nobody)
    return target


def _nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """No names of the build machine's people; hard links to the frozen folder are files of their own."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
