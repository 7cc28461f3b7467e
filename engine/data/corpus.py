"""Texts to pretrain on: the documents of a file or folder as a stream, and all of them as token ids on disk.

Nothing here holds more than a batch of documents in memory, however large the corpus is. What a table's rows are worth for a
task is not asked here (see dataset).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from engine.data.checks import missing_column
from engine.data.columns import Role, guess_columns
from engine.data.corpus_cache import VERSION, Corpus, CorpusWriter, open_corpus
from engine.data.packed_text import PACKED, PackedLines, packed_format
from engine.data.sniff import ENDINGS, SourceFormat, _is_folder, unreadable
from engine.data.sources import Problems, Source, fingerprint, first_rows, open_source
from engine.data.text_tables import Lines
from engine.errors import UserError
from engine.messages import Message, plain, say
from engine.paths import cache_root

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["BareTokenizer", "Corpus", "corpus_files", "documents", "read_corpus", "split_corpus"]

LONGEST = 1 << 20  # characters of a document; a longer one is handed over in pieces
BATCH = 1000  # documents that are tokenized at once,
BATCH_CHARACTERS = 1 << 20  # or fewer: the tokenizers library holds about 100 bytes for each token
NOTICES = 20
ATTEMPTS = 3  # another process may throw away what this one has just written


class BareTokenizer(Protocol):
    """What read_corpus needs of engine.models.tokenizers.TextTokenizer, which lies on the same layer."""

    @property
    def folder(self) -> Path: ...

    @property
    def vocabulary(self) -> int: ...

    @property
    def unknown_id(self) -> int | None: ...

    def bare_ids(self, texts: list[str]) -> list[npt.NDArray[np.int32]]:
        """The ids of each text, without special tokens: [tokens] each."""


def documents(path: Path, column: str = "", encoding: str = "auto") -> Iterator[str]:
    """The texts of a corpus in their order, in constant memory; empty ones are passed over.

    `path` is a .txt file (.txt.gz and .txt.xz too), a table, or a folder of such files. In plain text the documents are the lines,
    or the paragraphs where blank lines separate paragraphs of several lines, as everywhere else in the program. A table's texts
    are in `column`, in the guessed one if that is "". A text of more than LONGEST characters comes in pieces, cut at a line break
    where there is one. Raises UserError, at once if there is no such file, else when it is met.
    """
    return iter(_Reading(path, column, encoding))


def read_corpus(
    path: Path,
    column: str,
    tokenizer: BareTokenizer,
    report: Callable[[float], None] | None = None,
    encoding: str = "auto",
) -> Corpus:
    """The documents as token ids (no special tokens), from the cache where they have been tokenized before.

    `report` gets the share of the files that has been read, 0 to 1, after each batch. Reading the files for their fingerprints
    comes first and takes about 1 s for 1.5 GB. Raises UserError as documents() does, data.corpus-empty if no document has a
    token, data.changed if a file is written to meanwhile, and disk.full or disk.not-writable.
    """
    for _ in range(ATTEMPTS):
        reading = _Reading(path, column, encoding)
        stamps = reading.stamps()
        fingerprints = {str(file): fingerprint(file) for file in reading.files}
        folder = cache_root() / "corpora" / _key(reading, fingerprints, tokenizer)
        corpus = open_corpus(folder)
        if corpus is None:
            with CorpusWriter(folder, tokenizer.vocabulary, tokenizer.unknown_id) as writer:
                for batch in _batches(reading):
                    writer.add(batch, tokenizer.bare_ids(batch))
                    if report:
                        report(reading.share())
                _refuse_changed(stamps, reading.stamps())
                if not writer.documents:
                    raise _no_tokens(reading.path)
                corpus = writer.finish(fingerprints, reading.notices)
        if corpus is not None:
            if report:
                report(1.0)
            return replace(corpus, fingerprints=fingerprints)  # the same content may have lain elsewhere
    raise RuntimeError(f"the cache {folder} is taken away as often as it is written")


def split_corpus(corpus: Corpus, validation: float, seed: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Indices of the documents to learn from and of those to measure on, both sorted, [documents] int64 together.

    About `validation` (0 to 1) of the tokens is held back, in whole documents drawn by `seed`: at least one, and at least one is
    kept. A document larger than that share is held back only if all are. Raises UserError data.corpus-small for a single document.
    """
    lengths = corpus.lengths
    if len(lengths) < 2:
        raise UserError(
            "data.corpus-small",
            say("The corpus is a single document, so that none can be held back to measure."),
            hint=say("Add documents, separate them by line ends or blank lines, or give a validation file of its own."),
        )
    target = validation * corpus.tokens
    # RandomState, because numpy promises its stream to stay as it is: the same documents on every machine
    order = np.random.RandomState(seed % 2**32).permutation(len(lengths))
    drawn = order[lengths[order] <= target]
    if not len(drawn):
        drawn = np.asarray([int(lengths.argmin())])
    sums = np.cumsum(lengths[drawn])
    count = int(np.abs(sums - target).argmin()) + 1
    held = np.zeros(len(lengths), dtype=np.bool_)
    held[drawn[: min(count, len(lengths) - 1)]] = True
    return np.flatnonzero(~held).astype(np.int64), np.flatnonzero(held).astype(np.int64)


def corpus_files(path: Path) -> list[Path]:
    """The file itself; of a folder all files that can hold texts, sorted by relative path, without links and hidden ones.

    Raises UserError if there is none.
    """
    path = path.expanduser()
    if not _is_folder(path):
        return [path]
    found: list[Path] = []
    for place, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names = [name for name in files if name.lower().endswith((*ENDINGS, *PACKED)) and not name.startswith((".", "~$"))]
        found += [file for file in (Path(place) / name for name in names) if file.is_file() and not file.is_symlink()]
    if not found:
        raise UserError(
            "data.no-corpus",
            say("{folder} is a folder without a file of texts.", folder=plain(path)),
            hint=say("Choose a folder with files of these kinds: {names}.", names=", ".join((*ENDINGS, *PACKED))),
        )
    return sorted(found, key=lambda file: file.relative_to(path).parts)


class _Reading:
    """One pass over a corpus: its documents, how far it has come, and what there is to tell afterwards."""

    def __init__(self, path: Path, column: str, encoding: str) -> None:
        self.path = path.expanduser()
        self.files = corpus_files(path)
        self.column, self.encoding = column, encoding
        self.notices: list[tuple[Message, Message]] = []
        self._assumed: list[Message] = []
        self._sizes = [size for size, _ in self.stamps().values()]
        self._done = 0
        self._position: Callable[[], int] = int  # 0

    def __iter__(self) -> Iterator[str]:
        for file, size in zip(self.files, self._sizes, strict=True):
            try:
                for text in self._texts(file):
                    yield from _pieces(text)
            except UserError as error:
                if file == self.path or error.code not in ("data.empty", "data.no-rows"):
                    raise
                self._tell(error.title, error.detail)  # one of a folder's files
            except OSError as error:
                raise unreadable(file, error) from None
            self._position = int
            self._done += size

    def share(self) -> float:
        """Of the files' bytes that have been read, 0 to 1."""
        return min((self._done + self._position()) / max(sum(self._sizes), 1), 1.0)

    def stamps(self) -> dict[Path, tuple[int, int]]:
        """Size and time of each file. Raises UserError if one is gone."""
        try:
            found = {file: file.stat() for file in self.files}
        except OSError as error:
            raise unreadable(self.path, error) from None
        return {file: (status.st_size, status.st_mtime_ns) for file, status in found.items()}

    def name(self, file: Path) -> str:
        """The file as the corpus knows it, wherever that lies."""
        return file.name if file == self.path else file.relative_to(self.path).as_posix()

    def _texts(self, file: Path) -> Iterator[str]:
        if file.name.lower().endswith(PACKED):
            yield from self._lines(file, packed_format(file, self.encoding), PackedLines)
            return
        source = open_source(file, self.encoding)
        if source.format.kind == "txt":
            yield from self._lines(file, source.format, Lines)
        else:
            yield from self._cells(source)

    def _lines(self, file: Path, format: SourceFormat, kind: type[Lines]) -> Iterator[str]:
        problems = Problems()
        with kind(file, format, problems) as lines:
            self._position = lines.raw.tell
            yield from _blocks(lines, format)
            self._position = int
        self._tell_file(file, format, problems)

    def _cells(self, source: Source) -> Iterator[str]:
        role = Role("text", say("Text"), "text")
        column = self.column
        if not column:
            guess = guess_columns(source.columns, first_rows(source), [role]).get(role.name)
            if guess:
                column = guess.column
                title = say("{file}: the texts are taken from the column {column}.", file=plain(source.path), column=column)
                self._tell(title, guess.reason)
        if column not in source.columns:
            raise missing_column(plain(source.path), role, column, source.columns)
        place = source.columns.index(column)
        self._position = lambda: source.position
        for row in source.rows():
            yield row.cells[place]
        self._tell_file(source.path, source.format, source.problems)

    def _tell_file(self, file: Path, format: SourceFormat, problems: Problems) -> None:
        for assumption in format.assumptions:
            if assumption not in self._assumed:  # once for all files of a folder
                self._assumed.append(assumption)
                self._tell(say("{file}: how it was read", file=plain(file)), assumption)
        if problems.count:
            title = say("{file}: damaged rows left out or mended: {count:,}.", file=plain(file), count=problems.count)
            self._tell(title, problems.kept[0].message)

    def _tell(self, title: Message, detail: Message) -> None:
        if len(self.notices) < NOTICES:
            self.notices.append((title, detail))


def _blocks(lines: Lines, format: SourceFormat) -> Iterator[str]:
    """The lines, or the paragraphs in pieces of about LONGEST characters, without their last line end; damaged lines are left out."""
    block: list[str] = []
    size = 0
    while True:
        place = lines.begin_record()
        line = next(lines, None)
        blank = line is None or not line.strip()
        if block and (blank or not format.paragraphs or size + len(line or "") > LONGEST):
            yield "\n".join(block)
            block, size = [], 0
        if line is None:
            return
        if lines.damaged:
            message = say("Line {line} has bytes that are no letters in {encoding}; it is left out.", line=place, encoding=format.encoding)
            lines.problems.add("data.undecodable", message, place, place)
        elif not blank:
            block.append(line.rstrip("\r\n"))
            size += len(line)


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces of at most LONGEST characters, cut behind a line break, else a space, else anywhere; blank ones left out."""
    start = 0
    while start < len(text):
        end = start + LONGEST
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or text.rfind(" ", start, end) + 1 or end
        piece = text[start:end]
        if piece.strip():
            yield piece
        start = end


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == BATCH or size + len(text) > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _key(reading: _Reading, fingerprints: dict[str, str], tokenizer: BareTokenizer) -> str:
    """What the ids depend on: the files' names and content, how they are read, and the tokenizer."""
    digest = hashlib.sha256()
    parts = [VERSION, reading.column, reading.encoding, tokenizer.vocabulary, tokenizer.unknown_id]
    parts += [part for file in reading.files for part in (reading.name(file), fingerprints[str(file)])]
    whole = tokenizer.folder / "tokenizer.json"
    # without it the tokenizer is made from older files, whatever they are called
    kinds = [] if whole.is_file() else [tokenizer.folder.glob(f"*{ending}") for ending in (".json", ".txt", ".model")]
    for file in [whole] if whole.is_file() else sorted(file for kind in kinds for file in kind):
        parts += [file.name, fingerprint(file)]
    for part in parts:
        digest.update(str(part).encode("utf-8", "surrogateescape") + b"\0")
    return digest.hexdigest()


def _refuse_changed(before: dict[Path, tuple[int, int]], after: dict[Path, tuple[int, int]]) -> None:
    """Raises UserError if a file is no longer what its fingerprint was taken of."""
    for file, stamp in before.items():
        if after[file] != stamp:
            raise UserError(
                "data.changed",
                say("{file} was changed while it was read.", file=plain(file)),
                hint=say("Wait until no other program writes to it, and start again."),
            )


def _no_tokens(path: Path) -> UserError:
    return UserError(
        "data.corpus-empty",
        say("{file} holds no text to learn from.", file=plain(path)),
        detail=say("Not one of its documents has a token."),
        hint=say("Choose a file with texts; of a table, name the column that holds them."),
    )
