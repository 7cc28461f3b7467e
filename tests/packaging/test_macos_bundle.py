"""What can be said of the macOS bundle without a Mac: property lists, the table of files, the icon's container, the command lines."""

from __future__ import annotations

import plistlib
import struct
from pathlib import Path

import icons
import product
import pytest
from macos import bundle

from engine import __version__


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that tests may be one that signs."""
    for name in ("SIGN_IDENTITY", "NOTARY_KEY", "NOTARY_KEY_ID", "NOTARY_ISSUER"):
        monkeypatch.delenv(f"TUNEBENCH_{name}", raising=False)


def test_that_info_plist_names_version_system_languages_and_the_job_type() -> None:
    info = plistlib.loads(plistlib.dumps(bundle.info_plist(__version__)))
    assert info["CFBundleShortVersionString"] == info["CFBundleVersion"] == __version__
    assert info["CFBundleIdentifier"] == product.APP_ID and info["CFBundleExecutable"] == "tunebench-window"
    assert info["LSMinimumSystemVersion"] == "14.0" and info["NSHighResolutionCapable"] is True and info["LSBackgroundOnly"] is False
    assert info["CFBundleLocalizations"] == ["en", "zh-Hans"]
    kind, document = info["UTExportedTypeDeclarations"][0], info["CFBundleDocumentTypes"][0]
    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert kind["UTTypeTagSpecification"] == {"public.filename-extension": ["tunebench"], "public.mime-type": [product.JOB_MIME]}


def test_that_each_localisation_of_the_plist_has_its_texts(tmp_path: Path) -> None:
    bundle.write_localisations(tmp_path)
    names = bundle.info_plist(__version__)["CFBundleLocalizations"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.lproj" for name in names)
    chinese = plistlib.loads((tmp_path / "zh-Hans.lproj" / "InfoPlist.strings").read_bytes())
    assert chinese["Tunebench job"] == product.JOB_NAME["zh_CN"]


def test_that_the_entitlements_are_those_that_torch_needs_and_no_more() -> None:
    granted = plistlib.loads(bundle.ENTITLEMENTS.read_bytes())
    prefix = "com.apple.security.cs."
    assert granted == {f"{prefix}{name}": True for name in ("allow-jit", "allow-unsigned-executable-memory", "disable-library-validation")}


def test_that_the_table_tells_programs_libraries_data_and_links_apart(onedir: Path) -> None:
    (onedir / "tunebench-window").write_bytes(b"\xcf\xfa\xed\xfe" + bytes(100))
    kinds = {place: kind for place, _, kind in bundle.table(onedir)}
    assert kinds["tunebench-window"] == "EXECUTABLE"
    assert kinds["torch/lib/libtorch_cpu.so"] == "BINARY"
    assert kinds["libtorch_cpu.so"] == "SYMLINK"
    assert kinds["numpy-2.dist-info/METADATA"] == kinds["THIRD-PARTY.txt"] == "DATA"
    assert len(kinds) == sum(1 for file in onedir.rglob("*") if file.is_file() or file.is_symlink())


def test_that_the_icon_container_holds_a_png_of_each_type(tmp_path: Path) -> None:
    data = icons.write_icns(tmp_path / "tunebench.icns").read_bytes()
    assert data[:4] == b"icns" and struct.unpack_from(">I", data, 4) == (len(data),)
    place, found = 8, {}
    while place < len(data):
        code, (length,) = data[place : place + 4], struct.unpack_from(">I", data, place + 4)
        assert data[place + 8 : place + 16] == b"\x89PNG\r\n\x1a\n"
        found[code] = struct.unpack_from(">II", data, place + 24)
        place += length
    assert place == len(data)
    assert found == {code: (size, size) for code, size in icons.APPLE_TYPES.items()}


def test_that_without_an_identity_the_signature_is_ad_hoc_and_nothing_is_notarised(tmp_path: Path) -> None:
    programs = tmp_path / "Tunebench.app" / "Contents" / "MacOS"
    programs.mkdir(parents=True)
    for name in ("tunebench", "tunebench-window", "uv"):
        (programs / name).touch()
    app = tmp_path / "Tunebench.app"
    commands = bundle.sign_commands(app, bundle.identity())
    assert [command[-1] for command in commands] == [str(programs / "tunebench"), str(programs / "uv"), str(app), str(app)]
    assert all(command[:4] == ["codesign", "--force", "--sign", "-"] for command in commands[:-1])
    assert "runtime" not in commands[0] and commands[-1][1:4] == ["--verify", "--deep", "--strict"]
    assert bundle.notary_commands(tmp_path / "x.dmg") == []


def test_that_with_an_identity_the_runtime_is_hardened_and_the_image_is_notarised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signer = "Developer ID Application: Somebody (ABCDE12345)"
    for name, value in {"SIGN_IDENTITY": signer, "NOTARY_KEY": "/k.p8", "NOTARY_KEY_ID": "K", "NOTARY_ISSUER": "I"}.items():
        monkeypatch.setenv(f"TUNEBENCH_{name}", value)
    command = bundle.sign_command(tmp_path, bundle.identity())
    assert command[3:7] == [signer, "--options", "runtime", "--timestamp"] and str(bundle.ENTITLEMENTS) in command
    submit, staple, look = bundle.notary_commands(tmp_path / "x.dmg")
    assert submit[:3] == ["xcrun", "notarytool", "submit"] and {"/k.p8", "--wait"} <= set(submit)
    assert staple[:3] == ["xcrun", "stapler", "staple"] and look[0] == "spctl"


def test_that_the_image_is_made_by_hdiutil_from_the_stage(tmp_path: Path) -> None:
    create, verify = bundle.dmg_commands(tmp_path / "stage", tmp_path / "x.dmg")
    assert create[:2] == ["hdiutil", "create"] and create[create.index("-format") + 1] == "ULMO" and create[-1] == verify[-1]
