"""Plain text in .txt.gz and .txt.xz files as lines, unpacked as a stream: bounded in memory, and in what it may grow to."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from engine.data import magic
from engine.data.binary_tables import damaged
from engine.data.sniff import HEAD, SourceFormat, _decoded, _encoding, _plain_format, empty, missing
from engine.data.sources import EXPANDED, RATIO, Problems, expands
from engine.data.text_tables import Lines
from engine.messages import Message, say

PACKED = (".txt.gz", ".txt.xz")
CHUNK = 1 << 20  # bytes that are unpacked at once
XZ_MEMORY = 256 << 20  # bytes; `xz -9` needs 65 MiB, a file that is made to do harm 4 GiB


class _Unpacked(io.RawIOBase):
    """The content of a .gz or .xz file as a stream. Raises UserError if it is damaged, or grows without measure."""

    def __init__(self, path: Path, packed: BinaryIO) -> None:
        self._path, self._packed = path, packed
        self._limit = max(EXPANDED, RATIO * os.fstat(packed.fileno()).st_size)
        self._size = 0
        self._waiting = memoryview(b"")
        self._pieces = _xz_pieces(packed) if path.name.lower().endswith(".xz") else _gzip_pieces(packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            while not self._waiting:
                piece = next(self._pieces, None)
                if piece is None:
                    return 0
                self._waiting = memoryview(piece)
                self._size += len(piece)
        except (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError) as error:
            raise damaged(self._path, say("compressed text file"), str(error)) from None
        if self._size > self._limit:
            raise expands(self._path, self._size)
        count = min(len(buffer), len(self._waiting))
        buffer[:count] = self._waiting[:count]
        self._waiting = self._waiting[count:]
        return count

    def close(self) -> None:
        self._packed.close()
        super().close()


def _gzip_pieces(packed: BinaryIO) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=packed) as file:
        while piece := file.read(CHUNK):
            yield piece


def _xz_pieces(packed: BinaryIO) -> Iterator[bytes]:
    """As lzma.LZMAFile reads (stream after stream, with zeros between them), but with bounded memory, which that can't do."""
    data = packed.read(CHUNK)
    while data:
        decoder = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)
        while not decoder.eof:
            yield decoder.decompress(data, CHUNK)
            data = packed.read(CHUNK) if decoder.needs_input else b""
            if decoder.needs_input and not data and not decoder.eof:
                raise EOFError("the file ends in the middle")
        data = decoder.unused_data.lstrip(b"\0")
        while not data and (piece := packed.read(CHUNK)):
            data = piece.lstrip(b"\0")


class PackedLines(Lines):
    """The lines of a compressed text file; `raw` is the file as it lies on the disk."""

    def __init__(self, path: Path, format: SourceFormat, problems: Problems) -> None:
        super().__init__(path, format, problems)
        encoding = self._file.encoding
        self._file.detach()
        unpacked: Any = io.BufferedReader(_Unpacked(path, self.raw), CHUNK)
        self._file = io.TextIOWrapper(unpacked, encoding=encoding, errors=self._errors, newline="")


def packed_format(path: Path, encoding: str) -> SourceFormat:
    """How the text in a compressed file is read. Raises UserError as sniff() does."""
    try:
        with io.BufferedReader(_Unpacked(path, path.open("rb"))) as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise missing(path) from None
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise empty(path)
    really = magic.what_bytes_are(path, head)
    if really is not None:
        raise magic.refuse(path, really if isinstance(really, Message) else say("a table in a compressed file"))
    decision = _encoding(path, head, b"", encoding)
    text = _decoded(head, decision.encoding, whole=len(head) < HEAD)
    return _plain_format(text, decision.encoding, [decision.assumption] if decision.assumption else [])
