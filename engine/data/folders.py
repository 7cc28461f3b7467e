"""A folder of .txt files: one row a file, the folder it lies in is its label."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.data import encodings
from engine.data.sniff import SourceFormat
from engine.data.sources import MAX_CELL, Row, Source, text_files
from engine.errors import UserError
from engine.messages import plain, say


class TextFolder(Source):
    """Columns text, label and file; without folders inside there is no label column. `encoding` "auto" looks at each file."""

    def __init__(self, path: Path, format: SourceFormat, encoding: str = "auto") -> None:
        super().__init__(path, format)
        self._encoding = encoding
        self._files = text_files(path)
        if not self._files:
            raise UserError(
                "data.no-texts",
                say("{folder} is a folder without .txt files.", folder=plain(path)),
                hint=say("Choose a folder that has one folder of .txt files per label, or a file."),
            )
        self._labelled = any(len(file.relative_to(path).parts) > 1 for file in self._files)
        self.columns = ("text", "label", "file") if self._labelled else ("text", "file")
        if self._labelled:
            self.tell(say("Each .txt file is one row; the name of its folder is its label."))
        else:
            self.tell(say("Each .txt file is one row; there are no folders inside, so there are no labels."))
        self.size = len(self._files)
        self._done = 0

    @property
    def position(self) -> int:
        """Files read; `size` is how many there are."""
        return self._done

    def _rows(self) -> Iterator[Row]:
        for number, file in enumerate(self._files, start=1):
            self._done = number
            place = file.relative_to(self.path)
            name = place.as_posix().encode("utf-8", "replace").decode("utf-8")
            text = self._text(file, name, number)
            if text is not None:
                label = name.split("/", 1)[0] if len(place.parts) > 1 else ""
                yield Row(number, (text, label, name) if self._labelled else (text, name))

    def _text(self, file: Path, name: str, number: int) -> str | None:
        try:
            with file.open("rb") as opened:
                data = opened.read(MAX_CELL + 1)
        except OSError as error:
            message = say("{file} can't be read ({reason}); it is left out.", file=name, reason=error.strerror or "")
            self.problems.add("data.unreadable", message, number)
            return None
        if len(data) > MAX_CELL:
            self.problems.add("data.cell-too-long", say("{file} is larger than 16 MB; it is left out.", file=name), number)
            return None
        decision = encodings.Decision(self._encoding) if self._encoding != "auto" else encodings.detect_encoding(data) if data else None
        try:
            encoding = decision.encoding if decision else "utf-8"
            text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        except UnicodeDecodeError:
            text = "\x00"
        if "\x00" in text:
            self.problems.add("data.undecodable", say("{file} is no text in its encoding; it is left out.", file=name), number)
            return None
        return text.replace("\r\n", "\n").rstrip("\n")
