"""What a Linux desktop wants beside the program: desktop entry, icons, AppStream metainfo and the MIME type of job files."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

import icons
import product

HOME = "/opt/tunebench"


def write_share(share: Path, command: str = product.WINDOW) -> None:
    """Fill a share folder (/usr/share and the like); command is what the desktop entry starts, as Exec spells it."""
    _write(share / "applications" / f"{product.ID}.desktop", desktop_entry(command))
    _write(share / "metainfo" / f"{product.APP_ID}.metainfo.xml", metainfo())
    _write(share / "mime" / "packages" / f"{product.ID}.xml", mime_type())
    hicolor = share / "icons" / "hicolor"
    for size in icons.LINUX_SIZES:
        picture = hicolor / f"{size}x{size}" / "apps" / f"{product.ID}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(icons.png(size))
    scalable = hicolor / "scalable" / "apps" / f"{product.ID}.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(icons.LOGO, scalable)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def desktop_entry(command: str) -> str:
    """The desktop entry (freedesktop.org, version 1.4)."""

    def both(key: str, values: dict[str, str]) -> str:
        return f"{key}={values['en']}\n{key}[zh_CN]={values['zh_CN']}\n"

    words = {language: ";".join(words) + ";" for language, words in product.KEYWORDS.items()}
    return (
        f"[Desktop Entry]\nType=Application\nVersion=1.4\nName={product.NAME}\n"
        + both("GenericName", product.GENERIC_NAME)
        + both("Comment", product.SUMMARY)
        + f"Exec={command} %f\nIcon={product.ID}\nTerminal=false\nStartupNotify=true\nStartupWMClass={product.ID}\n"
        + f"Categories=Science;ArtificialIntelligence;\nMimeType={product.JOB_MIME};\n"
        + both("Keywords", words)
    )


def metainfo() -> str:
    """The AppStream component."""

    def paragraphs(language: str) -> str:
        mark = "" if language == "en" else f' xml:lang="{language}"'
        return "".join(f"    <p{mark}>{escape(text)}</p>\n" for text in product.DESCRIPTION[language])

    home = product.homepage()
    url = f'  <url type="homepage">{escape(home)}</url>\n' if home else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<component type="desktop-application">\n  <id>{product.APP_ID}</id>\n'
        f"  <metadata_license>CC0-1.0</metadata_license>\n  <project_license>{product.LICENCE}</project_license>\n"
        f"  <name>{product.NAME}</name>\n"
        f"  <summary>{product.SUMMARY['en']}</summary>\n"
        f'  <summary xml:lang="zh_CN">{product.SUMMARY["zh_CN"]}</summary>\n'
        f"  <developer_name>{product.PUBLISHER}</developer_name>\n"
        f"  <description>\n{paragraphs('en')}{paragraphs('zh_CN')}  </description>\n{url}"
        f'  <launchable type="desktop-id">{product.ID}.desktop</launchable>\n'
        f"  <provides>\n    <binary>{product.CONSOLE}</binary>\n    <binary>{product.WINDOW}</binary>\n"
        f"    <mediatype>{product.JOB_MIME}</mediatype>\n  </provides>\n"
        '  <content_rating type="oars-1.1"/>\n'
        f'  <releases>\n    <release version="{product.version()}" date="{day()}"/>\n  </releases>\n</component>\n'
    )


def day() -> str:
    """The release's date: SOURCE_DATE_EPOCH where the build sets it, else today (UTC)."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.fromtimestamp(int(stamp), datetime.UTC) if stamp else datetime.datetime.now(datetime.UTC)
    return now.date().isoformat()


def mime_type() -> str:
    """The shared-mime-info package for job files; a job file that no other program knows opens as text."""
    ending = product.JOB_ENDING
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n'
        f'  <mime-type type="{product.JOB_MIME}">\n    <comment>{product.JOB_NAME["en"]}</comment>\n'
        f'    <comment xml:lang="zh_CN">{product.JOB_NAME["zh_CN"]}</comment>\n    <sub-class-of type="text/plain"/>\n'
        f'    <icon name="{product.ID}"/>\n    <glob pattern="*{ending}"/>\n    <glob pattern="*{ending}.toml"/>\n'
        "  </mime-type>\n</mime-info>\n"
    )


def place(onedir: Path, target: Path) -> None:
    """The frozen folder again, by hard links where the disk allows, readable by everybody and writable by its owner."""

    def one(source: str, copy: str) -> str:
        file = Path(source)
        mode = 0o755 if file.stat().st_mode & 0o100 else 0o644
        if file.stat().st_mode & 0o777 == mode:  # the mode belongs to the file, not to its name: a link must not change it
            with contextlib.suppress(OSError):  # another disk: copied below
                os.link(source, copy)
                return copy
        shutil.copy2(source, copy)
        Path(copy).chmod(mode)
        return copy

    shutil.copytree(onedir, target, symlinks=True, copy_function=one)
    for folder in (target, *(path for path in target.rglob("*") if path.is_dir() and not path.is_symlink())):
        folder.chmod(0o755)
