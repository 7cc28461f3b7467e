"""The Debian package, the relocatable archive and the AppImage's folder hold the right tree, and desktops accept what they get."""

from __future__ import annotations

import configparser
import hashlib
import os
import stat
import struct
import subprocess
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import icons
import product
import pytest
from linux import appdir, deb, share, tarball

from engine import __version__

MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def said(*command: str | Path, **environment: str) -> str:
    """What a command that must succeed prints."""
    done = subprocess.run(
        [str(part) for part in command], check=False, capture_output=True, encoding="utf-8", env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def entry_of(file: Path) -> configparser.SectionProxy:
    """A desktop entry's keys, as they stand."""
    parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(file, encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A share folder as every Linux file carries it."""
    share.write_share(tmp_path / "share")
    return tmp_path / "share"


def test_that_the_desktop_entry_and_the_metainfo_pass_their_validators(shared: Path, tmp_path: Path) -> None:
    said("desktop-file-validate", "--no-hints", shared / "applications" / "tunebench.desktop")
    root = tmp_path / "tree"
    share.write_share(root / "usr" / "share")
    found = said("appstreamcli", "validate-tree", "--no-net", root)
    assert "E: " not in found and "W: " not in found
    assert "success" in found.lower() or "成功" in found


def test_that_names_version_type_and_icon_agree_between_the_files(shared: Path) -> None:
    entry = entry_of(shared / "applications" / "tunebench.desktop")
    about = ElementTree.parse(next((shared / "metainfo").iterdir())).getroot()
    kind = ElementTree.parse(shared / "mime" / "packages" / "tunebench.xml").getroot().find(f"{MIME}mime-type")
    assert kind is not None
    assert entry["MimeType"].strip(";") == about.findtext("provides/mediatype") == kind.get("type")
    assert about.findtext("launchable") == "tunebench.desktop"
    release = about.find("releases/release")
    assert release is not None and release.get("version") == __version__ == product.version()
    assert entry["Icon"] == "tunebench" and (shared / "icons/hicolor/scalable/apps/tunebench.svg").read_bytes() == icons.LOGO.read_bytes()
    assert entry["StartupWMClass"] == entry["Icon"]
    application = (product.ROOT / "workbench" / "app.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{entry["Icon"]}")' in application  # what windows are matched by on Wayland
    summaries = {element.get(LANG, "en"): element.text for element in about.findall("summary")}
    assert summaries == {"en": entry["Comment"], "zh_CN": entry["Comment[zh_CN]"]} == product.SUMMARY
    for key in ("GenericName", "Comment", "Keywords"):
        assert entry[f"{key}[zh_CN]"] != entry[key]
    comments = {element.get(LANG, "en") for element in kind.findall(f"{MIME}comment")}
    assert comments == {"en", "zh_CN"}


def test_that_icons_have_the_sizes_that_their_folders_say(shared: Path) -> None:
    sizes = set()
    for picture in shared.glob("icons/hicolor/*/apps/tunebench.png"):
        head = picture.read_bytes()[:24]
        assert head.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", head[16:24])
        assert picture.parts[-3] == f"{width}x{height}"
        sizes.add(width)
    assert sizes == set(icons.LINUX_SIZES) >= {16, 32, 48, 64, 128, 256, 512}


def test_that_the_package_has_the_tree_and_the_fields_that_were_tried(onedir: Path, tmp_path: Path) -> None:
    made = deb.make_deb(onedir, tmp_path / "out")
    assert made.name == f"tunebench_{__version__}_{said('dpkg', '--print-architecture').strip()}.deb"
    fields = {
        name: said("dpkg-deb", "-f", made, name).strip() for name in ("Package", "Version", "Depends", "Recommends", "Installed-Size")
    }
    assert fields["Package"] == "tunebench" and fields["Version"] == __version__
    assert fields["Depends"] == (
        "libc6 (>= 2.35), libstdc++6 (>= 11), libgcc-s1, libglib2.0-0 | libglib2.0-0t64, libegl1, libgl1, libx11-6, libx11-xcb1, "
        "libxcb1, libdbus-1-3, libfontconfig1, libfreetype6"
    )
    assert "libwayland-client0" in fields["Recommends"] and int(fields["Installed-Size"]) > 40
    said("dpkg-deb", "-x", made, tmp_path / "root")
    root = tmp_path / "root"
    for name in ("tunebench", "tunebench-window"):
        assert (root / "usr" / "bin" / name).readlink() == Path(f"/opt/tunebench/{name}")
        assert stat.S_IMODE((root / "opt/tunebench" / name).stat().st_mode) == 0o755
    library = root / "opt/tunebench/_internal/torch/lib/libtorch_cpu.so"
    assert stat.S_IMODE(library.stat().st_mode) == 0o644
    assert stat.S_IMODE((onedir / "_internal/torch/lib/libtorch_cpu.so").stat().st_mode) == 0o600  # the source stayed as it was
    assert (root / "opt/tunebench/_internal/libtorch_cpu.so").readlink() == Path("torch/lib/libtorch_cpu.so")
    assert {line.split()[1] for line in said("dpkg-deb", "-c", made).splitlines()} == {"root/root"}
    assert [path.name for path in tmp_path.glob("out/*")] == [made.name]


def test_that_the_package_lists_the_checksum_of_every_file_and_has_no_scripts(onedir: Path, tmp_path: Path) -> None:
    made = deb.make_deb(onedir, tmp_path / "out", "xz", 1)
    said("dpkg-deb", "-R", made, tmp_path / "root")
    root, control = tmp_path / "root", tmp_path / "root" / "DEBIAN"
    assert {file.name for file in control.iterdir()} == {"control", "md5sums"}
    sums = {path: digest for digest, path in (line.split("  ") for line in (control / "md5sums").read_text().splitlines())}
    files = {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file() and not file.is_symlink()}
    assert set(sums) == {file for file in files if not file.startswith("DEBIAN/")}
    for path, digest in sums.items():
        assert hashlib.md5((root / path).read_bytes()).hexdigest() == digest


@pytest.fixture
def unpacked(onedir: Path, tmp_path: Path) -> Path:
    """The archive, unpacked in a folder with a space, Chinese letters and all that Exec lines have to quote."""
    made = tarball.make_tarball(onedir, tmp_path / "out")
    place = tmp_path / '我的 "程序" $HOME `x` 100% a\\b'
    with tarfile.open(made) as archive:
        assert {(entry.uid, entry.gid, entry.uname) for entry in archive} == {(0, 0, "")}
        archive.extractall(place, filter="data")
    return next(place.iterdir())


def test_that_the_archive_has_its_programs_links_and_read_me(unpacked: Path) -> None:
    assert said(unpacked / "tunebench", "doctor") == "tunebench doctor\n"
    assert (unpacked / "_internal" / "libtorch_cpu.so").readlink() == Path("torch/lib/libtorch_cpu.so")
    read_me = (unpacked / "README.txt").read_text(encoding="utf-8")
    assert __version__ in read_me and "desktop-entry.sh --remove" in read_me and "libegl1" in read_me


def unquoted(exec_line: str) -> list[str]:
    """An Exec line as desktops read it: the string's escapes, then quoted arguments, then field codes."""
    text, arguments, quoted, word, place = exec_line.replace("\\\\", "\\"), [], False, "", 0
    while place < len(text):
        letter = text[place]
        if quoted and letter == "\\":
            place += 1
            word += text[place]
        elif letter == '"':
            quoted = not quoted
        elif letter == " " and not quoted:
            arguments.append(word)
            word = ""
        else:
            word += letter
        place += 1
    return [argument.replace("%%", "%") for argument in [*arguments, word]]


def test_that_the_archive_puts_itself_into_the_menu_and_takes_itself_out_again(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "person's home"
    home.mkdir()
    environment = {"HOME": str(home), "XDG_DATA_HOME": "", "PATH": "/usr/bin:/bin"}
    for _ in range(2):  # a second time changes nothing
        said("sh", unpacked / "desktop-entry.sh", **environment)
    data = home / ".local" / "share"
    file = data / "applications" / "tunebench.desktop"
    said("desktop-file-validate", "--no-hints", file)
    entry = entry_of(file)
    assert unquoted(entry["Exec"]) == [str(unpacked / "tunebench-window"), "%f"]
    assert entry["TryExec"].replace("\\\\", "\\") == str(unpacked / "tunebench-window")
    assert (data / "icons/hicolor/256x256/apps/tunebench.png").is_file() and (data / "mime/packages/tunebench.xml").is_file()
    other = data / "applications" / "other.desktop"
    other.write_text("[Desktop Entry]\nType=Application\nName=Other\nExec=true\n", encoding="utf-8")
    said("sh", unpacked / "desktop-entry.sh", "--remove", **environment)
    left = [path for path in home.rglob("*") if path.is_file()]
    assert other in left and not [path for path in left if "tunebench" in path.name or b"tunebench" in path.read_bytes().lower()]
    assert (unpacked / "share" / "applications" / "tunebench.desktop").is_file()


def test_that_the_appimage_starts_the_window_for_job_files_and_the_command_line_for_words(onedir: Path, tmp_path: Path) -> None:
    run = appdir.make_appdir(onedir, tmp_path) / "AppRun"
    assert said(run) == "tunebench-window\n"
    assert said(run, "/tmp/my job.tunebench") == "tunebench-window /tmp/my job.tunebench\n"
    assert said(run, "train", "job.toml") == "tunebench train job.toml\n"
    for name in ("tunebench.desktop", "tunebench.png", ".DirIcon"):
        assert (run.parent / name).is_file()


def test_that_an_appimage_is_its_runtime_and_its_squashfs(tmp_path: Path) -> None:
    (tmp_path / "runtime").write_bytes(b"\x7fELF runtime")
    (tmp_path / "squashfs").write_bytes(b"hsqs" + bytes(100))
    made = appdir.make_appimage(tmp_path / "runtime", tmp_path / "squashfs", tmp_path)
    assert made.read_bytes() == b"\x7fELF runtimehsqs" + bytes(100)
    assert os.access(made, os.X_OK)
