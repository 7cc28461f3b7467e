"""macOS: the .app from the frozen folder, its signature, notarisation and the .dmg.

Runs on macOS only; what can be computed (property lists, the table of files, the command lines) is separate from what is run, so
that it can be tested elsewhere. Secrets come from the environment:

    TUNEBENCH_SIGN_IDENTITY   "Developer ID Application: ..."; without it the signature is ad hoc, which arm64 demands
    TUNEBENCH_NOTARY_KEY      file of an App Store Connect key, with TUNEBENCH_NOTARY_KEY_ID and TUNEBENCH_NOTARY_ISSUER
"""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import icons
import product

HERE = Path(__file__).resolve().parent
ENTITLEMENTS = HERE / "entitlements.plist"
MACH_O = (b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf")  # 64 bit, its mirror, universal
Row = tuple[str, str, str]


def info_plist(version: str) -> dict[str, Any]:
    """Info.plist: the template, and what product.py says."""
    kind = f"{product.APP_ID}.job"
    template: dict[str, Any] = plistlib.loads((HERE / "Info.plist").read_bytes())
    return template | {
        "CFBundleIdentifier": product.APP_ID,
        "CFBundleName": product.NAME,
        "CFBundleDisplayName": product.NAME,
        "CFBundleExecutable": product.WINDOW,
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "NSHumanReadableCopyright": f"{product.PUBLISHER}, {product.LICENCE}",
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": kind,
                "UTTypeDescription": product.JOB_NAME["en"],
                "UTTypeConformsTo": ["public.plain-text"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [product.JOB_ENDING.strip(".")],
                    "public.mime-type": [product.JOB_MIME],
                },
            }
        ],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": product.JOB_NAME["en"],
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [kind],
            }
        ],
    }


def write_localisations(folder: Path) -> None:
    """en.lproj and zh-Hans.lproj with the texts that the Finder shows."""
    for apple, ours in (("en", "en"), ("zh-Hans", "zh_CN")):
        target = folder / f"{apple}.lproj" / "InfoPlist.strings"
        target.parent.mkdir(parents=True, exist_ok=True)
        texts = {"CFBundleDisplayName": product.NAME, product.JOB_NAME["en"]: product.JOB_NAME[ours]}
        target.write_bytes(plistlib.dumps(texts))


def is_program(file: Path) -> bool:
    """Is this Mach-O code, by its first four bytes?"""
    with file.open("rb") as stream:
        return stream.read(4) in MACH_O


def table(onedir: Path) -> list[Row]:
    """The frozen folder as PyInstaller's table (place in the bundle, source, kind); BUNDLE divides it into Frameworks and Resources."""
    rows: list[Row] = []
    for file in sorted(onedir.rglob("*")):
        place = file.relative_to(onedir).as_posix().removeprefix("_internal/")
        if file.is_symlink():
            rows.append((place, str(file.readlink()), "SYMLINK"))
        elif file.is_file() and file.parent == onedir and is_program(file):
            rows.append((place, str(file), "EXECUTABLE"))
        elif file.is_file():
            rows.append((place, str(file), "BINARY" if is_program(file) else "DATA"))
    return rows


def make_app(onedir: Path, out: Path) -> Path:
    """Tunebench.app in out, from the finished frozen folder, by PyInstaller's own BUNDLE (bundle.spec); signed ad hoc or by identity."""
    app = out / f"{product.NAME}.app"
    shutil.rmtree(app, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="app-") as folder:
        write_localisations(Path(folder) / "strings")
        icons.write_icns(Path(folder) / "tunebench.icns")
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(out), "--workpath", folder]
        environment = {**os.environ, "TUNEBENCH_ONEDIR": str(onedir), "TUNEBENCH_PARTS": folder}
        subprocess.run([*command, str(HERE / "bundle.spec")], check=True, env=environment)
    return app


def identity() -> str | None:
    """The Developer ID, if the environment has one."""
    return os.environ.get("TUNEBENCH_SIGN_IDENTITY") or None


def sign_command(path: Path, signer: str | None, *, entitled: bool = True) -> list[str]:
    """codesign for one program, bundle or image. The hardened runtime and a time stamp belong to a Developer ID only."""
    hardened = ["--options", "runtime", "--timestamp"] if signer else []
    entitlements = ["--entitlements", str(ENTITLEMENTS)] if entitled else []
    return ["codesign", "--force", "--sign", signer or "-", *hardened, *entitlements, str(path)]


def sign_commands(app: Path, signer: str | None) -> list[list[str]]:
    """From the inside out, after PyInstaller has signed every library: the programs, then the bundle, then a strict look."""
    programs = sorted(path for path in (app / "Contents" / "MacOS").iterdir() if path.is_file() and not path.is_symlink())
    return [
        *(sign_command(path, signer) for path in programs if path.name != product.WINDOW),  # that one is signed with the bundle
        sign_command(app, signer),
        ["codesign", "--verify", "--deep", "--strict", "--verbose=2", str(app)],
    ]


def sign(app: Path) -> None:
    """Sign and verify."""
    _run(sign_commands(app, identity()))


def dmg_commands(stage: Path, target: Path) -> list[list[str]]:
    """The image of a staged folder, compressed by LZMA (macOS 10.15 and newer)."""
    create = ["hdiutil", "create", "-volname", product.NAME, "-srcfolder", str(stage), "-fs", "HFS+", "-format", "ULMO", "-ov", str(target)]
    return [create, ["hdiutil", "verify", str(target)]]


def notary_commands(image: Path) -> list[list[str]]:
    """Notarise an image and staple the ticket to it; none where the environment lacks identity or key."""
    names = ("TUNEBENCH_NOTARY_KEY", "TUNEBENCH_NOTARY_KEY_ID", "TUNEBENCH_NOTARY_ISSUER")
    key, key_id, issuer = (os.environ.get(name, "") for name in names)
    if not (identity() and key and key_id and issuer):
        return []
    submit = [
        "xcrun",
        "notarytool",
        "submit",
        str(image),
        "--key",
        key,
        "--key-id",
        key_id,
        "--issuer",
        issuer,
        "--wait",
        "--timeout",
        "30m",
    ]
    return [
        submit,
        ["xcrun", "stapler", "staple", str(image)],
        ["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(image)],
    ]


def make_dmg(app: Path, out: Path) -> Path:
    """The .dmg: the application beside a link to /Applications; signed and notarised when the environment can."""
    target = out / f"{product.NAME}-{product.version()}-macos-{product.machine()}.dmg"
    with tempfile.TemporaryDirectory(prefix="dmg-", dir=out) as folder:
        stage = Path(folder) / product.NAME
        stage.mkdir()
        subprocess.run(["ditto", str(app), str(stage / app.name)], check=True)
        (stage / "Applications").symlink_to("/Applications")
        _run(dmg_commands(stage, target))
    if signer := identity():
        _run([sign_command(target, signer, entitled=False)])
    _run(notary_commands(target))
    return target


def _run(commands: list[list[str]]) -> None:
    for command in commands:
        subprocess.run(command, check=True)
