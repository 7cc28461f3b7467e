"""Windows: the installer from tunebench.nsi by makensis, and the version resource and icon of the executables."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import icons
import product

SCRIPT = Path(__file__).with_name("tunebench.nsi")
PATH_LENGTH = 259  # Windows' MAX_PATH without the closing zero


def make_nsis(onedir: Path, out: Path, version: str, *, fast: bool = False) -> Path:
    """Compile the installer; the path of the .exe in out. fast: zlib in the place of solid lzma, for tests.

    TUNEBENCH_SIGN, if set, is a command that signs the file given as its last argument: it is run on installer and uninstaller.
    A warning of makensis is an error. ValueError where a path inside would be too long for Windows.
    """
    longest = product.longest_path(onedir)
    if len(longest) > product.LIMIT:
        raise ValueError(
            f"{longest} has {len(longest)} characters, more than {product.LIMIT}: with its folder it would not fit into Windows' 259"
        )
    target = (out / f"{product.NAME}-{version}-windows-x86_64-setup.exe").resolve()
    out.mkdir(parents=True, exist_ok=True)
    files = [file for file in onedir.rglob("*") if file.is_file()]
    with tempfile.TemporaryDirectory(prefix="nsis-", dir=out) as folder:
        top = Path(folder) / "top.nsh"
        names = sorted(path.name for path in onedir.iterdir() if path.name != "_internal")
        assert all((onedir / name).is_file() for name in names), "only _internal is a folder"
        top.write_text("".join(f'Delete "$INSTDIR\\{name}"\n' for name in names), encoding="utf-8")
        defines = {
            "VERSION": version,
            "NUMBERS": ".".join(map(str, numbers(version))),
            "PAYLOAD": f"{onedir.resolve()}{os.sep}*",
            "PAYLOAD_KIB": str(sum(file.stat().st_size for file in files) // 1024),
            "OUTPUT": str(target),
            "ICON": str(icons.write_ico(Path(folder).resolve() / "tunebench.ico")),
            "BITMAP": str(icons.write_bmp(Path(folder).resolve() / "side.bmp")),
            "PUBLISHER": product.PUBLISHER,
            "ENDING": product.JOB_ENDING,
            "LIMIT": str(PATH_LENGTH - 1 - len(longest)),
            "TOP_FILES": str(top.resolve()),
            **({"SIGN": os.environ["TUNEBENCH_SIGN"]} if os.environ.get("TUNEBENCH_SIGN") else {}),
            **({"FAST": "1"} if fast else {}),
        }
        command = [
            "makensis",
            "-V2",
            "-WX",
            "-INPUTCHARSET",
            "UTF8",
            *(f"-D{name}={value}" for name, value in defines.items()),
            str(SCRIPT),
        ]
        subprocess.run(command, check=True)
    return target


def makensis() -> str:
    """The compiler: from the PATH, or where its Windows installer lays it."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS" / "makensis.exe"
    return shutil.which("makensis") or str(usual)


def numbers(version: str) -> tuple[int, int, int, int]:
    """Windows' four numbers of a version such as 0.1.0 or 0.1.0rc1."""
    parts = [int("".join(filter(str.isdigit, part.split("rc")[0])) or 0) for part in version.split(".")]
    major, minor, patch, build = (*parts, 0, 0, 0, 0)[:4]
    return major, minor, patch, build


def write_version_info(target: Path, name: str, version: str) -> Path:
    """The version resource of an executable, as PyInstaller's EXE(version=...) reads it."""
    description = {product.WINDOW: product.NAME, product.CONSOLE: f"{product.NAME} command line"}[name]
    texts = {
        "CompanyName": product.PUBLISHER,
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": f"{product.PUBLISHER}, {product.LICENCE}",
        "OriginalFilename": f"{name}.exe",
        "ProductName": product.NAME,
        "ProductVersion": version,
    }
    fields = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in texts.items())
    language, utf16 = 0x0409, 1200
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        f"VSVersionInfo(\n  ffi=FixedFileInfo(filevers={numbers(version)}, prodvers={numbers(version)}, mask=0x3F, flags=0, OS=0x40004,\n"
        f"    fileType=1, subtype=0, date=(0, 0)),\n  kids=[StringFileInfo([StringTable('040904B0', [{fields}])]),\n"
        f"    VarFileInfo([VarStruct('Translation', [{language}, {utf16}])])]\n)\n",
        encoding="utf-8",
    )
    return target
