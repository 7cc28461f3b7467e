"""What a file's first bytes say it is, whatever its name claims. Nothing is unpacked or parsed here."""

from __future__ import annotations

import zipfile
from pathlib import Path

from engine.errors import UserError
from engine.messages import Message, plain, say

# Only what can't be the start of a table of texts; the names are the ones people know.
_SIGNATURES: tuple[tuple[bytes, Message], ...] = (
    (b"\x89PNG\r\n\x1a\n", say("a PNG image")),
    (b"\xff\xd8\xff", say("a JPEG image")),
    (b"GIF87a", say("a GIF image")),
    (b"GIF89a", say("a GIF image")),
    (b"II*\x00", say("a TIFF image")),
    (b"MM\x00*", say("a TIFF image")),
    (b"%PDF-", say("a PDF document")),
    (b"{\\rtf", say("a rich text document")),
    (b"\x1f\x8b", say("a gzip archive")),
    (b"BZh", say("a bzip2 archive")),
    (b"\xfd7zXZ\x00", say("an xz archive")),
    (b"\x28\xb5\x2f\xfd", say("a Zstandard archive")),
    (b"7z\xbc\xaf\x27\x1c", say("a 7-Zip archive")),
    (b"Rar!\x1a\x07", say("a RAR archive")),
    (b"PK\x05\x06", say("an empty ZIP archive")),
    (b"SQLite format 3\x00", say("an SQLite database")),
    (b"\x7fELF", say("a Linux program")),
    (b"\xcf\xfa\xed\xfe", say("a macOS program")),
    (b"\xca\xfe\xba\xbe", say("a macOS or Java program")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", say("an old Office file (.xls, .doc) or a protected one")),
    (b"ARROW1\x00\x00", say("an Arrow file")),
    (b"\x89HDF\r\n\x1a\n", say("an HDF5 file")),
    (b"\x93NUMPY", say("a NumPy array")),
    (b"GGUF", say("a GGUF model")),
    (b"OggS", say("a sound file")),
    (b"ID3", say("a sound file")),
    (b"fLaC", say("a sound file")),
    (b"RIFF", say("a sound, video or image file")),
)
_PICKLES = tuple(bytes([0x80, protocol]) for protocol in (2, 3, 4, 5))
_MEMBERS = (
    ("word/", say("a Word document")),
    ("ppt/", say("a PowerPoint document")),
    ("archive/data.pkl", say("a PyTorch checkpoint")),
    ("META-INF/manifest.xml", say("an OpenDocument file")),
)


def what_bytes_are(path: Path, head: bytes) -> Message | str | None:
    """ "parquet" or "xlsx" for what can be read, a Message naming what can't, None for what may be text."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        return _what_zip_is(path)
    if head.startswith(_PICKLES):
        return say("a Python pickle (which can hold code and is never opened)")
    if head.startswith(b"MZ") and b"\x00" in head[:64]:
        return say("a Windows program")
    if head[4:8] == b"ftyp":
        return say("a video file")
    if head[257:262] == b"ustar":
        return say("a tar archive")
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    opening = head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html")):
        return say("a web page")
    return say("an XML document") if opening.startswith(b"<?xml") else None


def _what_zip_is(path: Path) -> Message | str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return say("a damaged ZIP archive or workbook")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return say("a binary workbook (.xlsb)")
    for member, name in _MEMBERS:
        if any(member in item for item in names):
            return name
    return say("a ZIP archive")


def refuse(path: Path, really: Message) -> UserError:
    """The error for a file that holds no table of texts."""
    return UserError(
        "data.not-what-it-says",
        say("{file} holds no table of texts: it is {really}.", file=path.name, really=really),
        detail=say("Its first bytes say so, whatever the name {name} claims ({path}).", name=path.name, path=plain(path)),
        hint=say("Unpack or export it as CSV, TSV, JSON, JSON lines, Parquet, XLSX or plain text, and open that file."),
    )
