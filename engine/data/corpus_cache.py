"""A corpus as token ids on disk: written once beside its place, renamed into it, opened by memory map, thrown away when it is old.

It knows nothing about texts and tokenizers (see corpus).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from engine.data.reading import _disk_errors
from engine.errors import UserError
from engine.messages import Message, say

if TYPE_CHECKING:
    import numpy.typing as npt

VERSION = 1  # of the layout, and of how files become documents: another one makes every cache a new one
KEPT = 8  # caches
IDS, OFFSETS, META = "ids.bin", "offsets.bin", "meta.json"
_BESIDE = ".tmp-"  # and the process: what is not finished, or on its way out


class Meta(BaseModel):
    """What stands beside the ids: sizes to check them by, and what was counted and told while the texts were read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    documents: int
    tokens: int
    dtype: Literal["<u2", "<u4"]
    bytes: int
    characters: int
    unknown: int
    fingerprints: dict[str, str]
    notices: tuple[tuple[Message, Message], ...] = ()


@dataclass(frozen=True, eq=False)
class Corpus:
    """The token ids of all documents, one after the other, in a memory map. No special tokens are in them.

    ids: [tokens] uint16 or uint32, offsets: [documents + 1] int64; document i is ids[offsets[i]:offsets[i + 1]], at least one
    token. `fingerprints`: sha256 of each file. `bytes`: of the documents' text as UTF-8; `unknown`: tokens that the vocabulary
    lacks. `notices` are (title, detail) of what was assumed and left out.
    """

    ids: npt.NDArray[np.unsignedinteger[Any]]
    offsets: npt.NDArray[np.int64]
    fingerprints: dict[str, str]
    bytes: int
    characters: int
    unknown: int
    folder: Path
    notices: tuple[tuple[Message, Message], ...] = ()

    @property
    def documents(self) -> int:
        """How many there are."""
        return len(self.offsets) - 1

    @property
    def tokens(self) -> int:
        """Of all documents."""
        return len(self.ids)

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each document: [documents]."""
        return np.diff(self.offsets)

    def document(self, index: int) -> npt.NDArray[np.int32]:
        """The ids of one document, copied: [tokens of it]. Raises IndexError."""
        if not 0 <= index < self.documents:
            raise IndexError(index)
        return self.ids[self.offsets[index] : self.offsets[index + 1]].astype(np.int32)


def open_corpus(folder: Path) -> Corpus | None:
    """The corpus in a folder, which counts as used now; None if there is none, or its files are not whole."""
    try:
        meta = Meta.model_validate_json((folder / META).read_bytes())
        sizes = (folder / IDS).stat().st_size, (folder / OFFSETS).stat().st_size
        if meta.version != VERSION or sizes != (meta.tokens * np.dtype(meta.dtype).itemsize, (meta.documents + 1) * 8):
            return None
        ids = np.memmap(folder / IDS, dtype=meta.dtype, mode="r", shape=(meta.tokens,))
        offsets = np.memmap(folder / OFFSETS, dtype="<i8", mode="r", shape=(meta.documents + 1,))
        if offsets[0] != 0 or offsets[-1] != meta.tokens:
            return None
    except (OSError, ValueError):
        return None
    with contextlib.suppress(OSError):
        os.utime(folder)  # prune() goes by it
    return Corpus(ids, offsets, meta.fingerprints, meta.bytes, meta.characters, meta.unknown, folder, meta.notices)


class CorpusWriter:
    """Takes ids batch by batch to disk, in a folder of its own beside `folder`, until finish() puts that in place.

    `unknown_id` is counted. Left without finish(), nothing stays behind. Raises UserError if the disk can't take it.
    """

    def __init__(self, folder: Path, vocabulary: int, unknown_id: int | None) -> None:
        self.folder = folder
        self._dtype: Literal["<u2", "<u4"] = "<u2" if vocabulary <= 1 << 16 else "<u4"
        self._unknown_id = unknown_id
        self.documents, self.tokens, self._bytes, self._characters, self._unknown = 0, 0, 0, 0, 0
        with _disk_errors(folder.parent):
            folder.parent.mkdir(parents=True, exist_ok=True)
            self._beside = _folder_beside(folder.parent)
            self._ids = (self._beside / IDS).open("wb")
            self._offsets = (self._beside / OFFSETS).open("wb")
            self._offsets.write(bytes(8))

    def __enter__(self) -> CorpusWriter:
        return self

    def __exit__(self, *error: object) -> None:
        for file in (self._ids, self._offsets):
            with contextlib.suppress(OSError):  # a full disk is told by what was written, not by closing
                file.close()
        shutil.rmtree(self._beside, ignore_errors=True)

    def add(self, texts: Sequence[str], ids: Sequence[npt.NDArray[np.int32]]) -> None:
        """Appends documents, `ids` of each text; those without a token are passed over."""
        pairs = [(text, part) for text, part in zip(texts, ids, strict=True) if len(part)]
        if not pairs:
            return
        flat = np.concatenate([part for _, part in pairs])
        limit, highest = np.iinfo(self._dtype).max, int(flat.max())
        if highest > limit:
            raise UserError(
                "model.tokenizer-ids",
                say(
                    "The tokenizer gives token {id} to a text, more than the {limit} that its vocabulary has room for.",
                    id=highest,
                    limit=limit,
                ),
                hint=say("Its tokenizer.json is damaged, or was changed by hand; get it again."),
            )
        ends = np.cumsum([len(part) for _, part in pairs], dtype=np.int64) + self.tokens
        with _disk_errors(self.folder.parent):
            self._ids.write(flat.astype(self._dtype).data)
            self._offsets.write(ends.astype("<i8").data)
        self.documents += len(pairs)
        self.tokens += len(flat)
        self._characters += sum(len(text) for text, _ in pairs)
        self._bytes += sum(len(text) if text.isascii() else len(text.encode("utf-8")) for text, _ in pairs)
        self._unknown += int((flat == self._unknown_id).sum()) if self._unknown_id is not None else 0

    def finish(self, fingerprints: dict[str, str], notices: Sequence[tuple[Message, Message]]) -> Corpus | None:
        """Flushes, renames into place and opens; old caches go. None if another process took it away meanwhile."""
        meta = Meta(
            version=VERSION,
            documents=self.documents,
            tokens=self.tokens,
            dtype=self._dtype,
            bytes=self._bytes,
            characters=self._characters,
            unknown=self._unknown,
            fingerprints=fingerprints,
            notices=tuple(notices),
        )
        with _disk_errors(self.folder.parent):
            with (self._beside / META).open("wb") as file:
                file.write(meta.model_dump_json().encode("utf-8"))
                _flush(file)
            for written in (self._ids, self._offsets):
                _flush(written)
                written.close()  # Windows renames no folder with open files
            found = _take_place(self._beside, self.folder)
        prune(self.folder.parent)
        return found


def prune(root: Path, kept: int = KEPT) -> None:
    """Deletes all caches but the newest ones, and what dead processes left half done."""
    import psutil

    caches: list[tuple[float, Path]] = []
    with contextlib.suppress(OSError):
        for item in root.iterdir():
            if item.name.startswith(_BESIDE):
                process = item.name.removeprefix(_BESIDE).split("-")[0]
                if process.isdecimal() and not psutil.pid_exists(int(process)):
                    shutil.rmtree(item, ignore_errors=True)
                continue
            with contextlib.suppress(OSError):  # another process prunes too
                caches.append((item.stat().st_mtime, item))
    for _, folder in sorted(caches, reverse=True)[kept:]:
        _discard(folder)


def _take_place(beside: Path, folder: Path) -> Corpus | None:
    """Renames a finished folder to its place; the one that another process put there meanwhile holds the same and is as good."""
    try:
        beside.rename(folder)
    except OSError:
        found = open_corpus(folder)
        if found:
            return found
        _discard(folder)  # damaged
        beside.rename(folder)
    return open_corpus(folder)


def _folder_beside(root: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=f"{_BESIDE}{os.getpid()}-", dir=root))


def _discard(folder: Path) -> None:
    """Takes a cache out of its place in one step, so that nobody opens half of it; maps that are open stay good."""
    with contextlib.suppress(OSError):  # open in another process on Windows, or gone
        doomed = _folder_beside(folder.parent)
        try:
            folder.rename(doomed / folder.name)
        finally:
            shutil.rmtree(doomed, ignore_errors=True)


def _flush(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
