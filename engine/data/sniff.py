"""What a file is: its kind by its bytes (its name only breaks ties), its encoding, separator and header, with every assumption told."""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
import stat
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from engine.data import encodings, magic
from engine.errors import UserError
from engine.messages import Message, plain, say

Kind = Literal["csv", "tsv", "json", "jsonl", "parquet", "xlsx", "txt", "folder"]
ENDINGS: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".txt": "txt",
}
ONE_COLUMN = "\x1f"  # a separator that no text has: the whole line is one cell, quotation marks still count
DELIMITERS: dict[str, Message] = {
    ",": say("comma"),
    ";": say("semicolon"),
    "\t": say("tab"),
    "|": say("vertical bar"),
    ONE_COLUMN: say("one column"),
}
MAX_DEPTH = 64  # nested brackets in JSON; real rows need two or three
HEAD = 262_144  # bytes looked at from the start
WINDOW = 65_536  # bytes looked at in the middle and at the end, for letters that the head doesn't have
_SCAN_RECORDS = 100
NAME_HINTS = frozenset(
    (
        *("id", "index", "text", "texts", "review", "reviews", "comment", "comments", "content", "sentence", "sentence1", "sentence2"),
        *("document", "body", "message", "title", "label", "labels", "sentiment", "category", "class", "target", "rating", "stars"),
        *("topic", "intent", "tag", "summary", "question", "answer", "prompt", "response", "source", "translation"),
        *("文本", "内容", "评论", "评价", "句子", "正文", "标题", "标签", "情感", "类别", "分类", "类型", "编号", "序号"),
    )
)
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"?|[{\[]|[}\]]', re.DOTALL)


class SourceFormat(BaseModel):
    """How a file is read. `assumptions` are sentences for what the file does not prove by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    encoding: str = ""
    delimiter: str = ""
    quoted: bool = True
    header: bool = True
    paragraphs: bool = False
    assumptions: tuple[Message, ...] = ()

    def sentence(self) -> Message:
        """The format on one line: "UTF-8, comma"."""
        encoding = encodings.encoding_title(self.encoding)
        if self.kind in ("csv", "tsv"):
            separator = DELIMITERS.get(self.delimiter, say("{delimiter}", delimiter=self.delimiter))
            return say("{encoding}, {separator}", encoding=encoding, separator=separator)
        names = {
            "json": say("JSON, {encoding}", encoding=encoding),
            "jsonl": say("JSON lines, {encoding}", encoding=encoding),
            "txt": say("plain text, {encoding}", encoding=encoding),
            "parquet": say("Parquet"),
            "xlsx": say("Excel workbook"),
            "folder": say("folder of text files"),
        }
        return names[self.kind]


def sniff(path: Path | str, encoding: str = "auto", delimiter: str = "auto") -> SourceFormat:
    """The format of a file or folder. Raises UserError if it is missing, empty, unreadable, or no table of texts."""
    path = Path(path).expanduser()
    if _is_folder(path):
        return SourceFormat(kind="folder", header=False, encoding="utf-8" if encoding == "auto" else encodings.known_encoding(encoding))
    head, elsewhere = _sample(path)
    really = magic.what_bytes_are(path, head)
    if isinstance(really, Message):
        raise magic.refuse(path, really)
    claimed = ENDINGS.get(path.suffix.lower())
    if really in ("parquet", "xlsx"):
        kind: Kind = "parquet" if really == "parquet" else "xlsx"
        told = () if claimed == kind else (_told_kind(path, kind),)
        return SourceFormat(kind=kind, assumptions=told)
    decision = _encoding(path, head, elsewhere, encoding)
    assumptions = [decision.assumption] if decision.assumption else []
    text = _decoded(head, decision.encoding, whole=len(head) < HEAD)
    return _text_format(path, text, claimed, decision.encoding, delimiter, assumptions)


def _is_folder(path: Path) -> bool:
    """Whether it is a folder. Raises UserError if there is nothing, or nothing that can be read."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise missing(path) from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    if stat.S_ISDIR(mode):
        return True
    if not stat.S_ISREG(mode):
        raise UserError(
            "data.not-a-file",
            say("{file} is a device or a pipe, not a file.", file=plain(path)),
            hint=say("Save what it gives to a file and open that."),
        )
    return False


def missing(path: Path) -> UserError:
    """The error for a file that is not there, with the nearest name that is."""
    try:
        names = [item.name for item in path.parent.iterdir()] if path.parent.is_dir() else []
    except OSError:
        names = []
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.75)
    hint = say("Check the path; it may have been moved or renamed.")
    if near:
        hint = say("Did you mean {name} in the same folder?", name=near[0])
    elif not path.parent.is_dir():
        hint = say("The folder {folder} isn't there either; check the path.", folder=plain(path.parent))
    return UserError("data.missing", say("There is no file {file}.", file=plain(path)), hint=hint)


def unreadable(path: Path, error: OSError | ValueError) -> UserError:
    """The error for a file that the system does not let us read."""
    if isinstance(error, PermissionError):
        return UserError(
            "data.no-permission",
            say("{file} can't be read: you have no permission.", file=plain(path)),
            hint=say("Give yourself the right to read it, or copy it to a folder of yours."),
        )
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return UserError(
        "data.unreadable",
        say("{file} can't be read.", file=plain(path)),
        detail=say("The system says: {reason}.", reason=reason),
        hint=say("Check that the disk is connected and the file is not open in another program, then try again."),
    )


def empty(path: Path) -> UserError:
    """The error for a file without content."""
    return UserError(
        "data.empty",
        say("{file} is empty.", file=plain(path)),
        detail=say("There is not one row in it."),
        hint=say("Export it again from where it came from, or choose another file."),
    )


def _sample(path: Path) -> tuple[bytes, bytes]:
    """The head, and whole lines from the middle and the end of a longer file."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            size = file.seek(0, io.SEEK_END)
            windows = []
            for place in (size // 2, size - WINDOW):
                if place > HEAD:
                    file.seek(place)
                    piece = file.read(WINDOW)
                    windows.append(piece[piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1])
    except OSError as error:
        raise unreadable(path, error) from None
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        if head.strip(b"\x00") or not head:
            raise empty(path)
        raise magic.refuse(path, say("a file of zero bytes only"))
    return head, b"".join(windows)


def _encoding(path: Path, head: bytes, elsewhere: bytes, chosen: str) -> encodings.Decision:
    if chosen != "auto":
        return encodings.Decision(encodings.known_encoding(chosen))
    cut = head.rfind(b"\n") + 1 if len(head) == HEAD else 0
    sample = (head[:cut] or head) + elsewhere if b"\x00" not in head else head
    decision = encodings.detect_encoding(sample)
    if decision is None:
        raise magic.refuse(path, say("binary data, not letters"))
    return decision


def _decoded(head: bytes, encoding: str, whole: bool) -> str:
    """The head as text, up to its last whole line."""
    text = head.decode("utf-8-sig" if encoding == "utf-8" else encoding, errors="replace")
    end = max(text.rfind("\n"), text.rfind("\r")) + 1
    return text if whole or not end else text[:end]


def _told_kind(path: Path, kind: Kind) -> Message:
    names = {"parquet": say("a Parquet file"), "xlsx": say("an Excel workbook"), "json": say("JSON"), "jsonl": say("JSON lines")}
    really = names.get(kind, say("a text table"))
    return say("{file} is {really}, whatever its name says; it is read as that.", file=path.name, really=really)


def _text_format(path: Path, text: str, claimed: Kind | None, encoding: str, delimiter: str, assumptions: list[Message]) -> SourceFormat:
    kind = _json_kind(path, text, claimed)
    if kind:
        if kind != claimed:
            assumptions.append(_told_kind(path, kind))
        return SourceFormat(kind=kind, encoding=encoding, header=False, assumptions=tuple(assumptions))
    separator = one_delimiter(delimiter)
    if claimed == "txt" or claimed is None:
        tabs = _consistency(text, "\t")[0] > 0.95
        if separator == "auto" and not tabs and (claimed == "txt" or find_delimiter(text, claimed)[1] < 2):
            return _plain_format(text, encoding, assumptions)
        assumptions.append(say("{file} holds columns, so it is read as a table.", file=path.name))
    elif claimed not in ("csv", "tsv"):
        assumptions.append(_told_kind(path, "csv"))
    if separator == "auto":
        separator, columns = find_delimiter(text, claimed)
        usual = "\t" if claimed == "tsv" else ","
        if columns > 1 and separator != usual and claimed in ("csv", "tsv"):
            told = say("Columns are separated by {separator}: the first lines agree on it.", separator=DELIMITERS[separator])
            assumptions.append(told)
    quoted = separator != "\t" or _quotes_pair(text, separator)
    if not quoted:
        assumptions.append(say("Quotation marks are read as ordinary letters: they don't come in pairs."))
    header = _has_header(text, separator, quoted)
    if not header:
        assumptions.append(say("The first line looks like a row, not like names of columns, so the columns are numbered."))
    return SourceFormat(
        kind="tsv" if separator == "\t" else "csv",
        encoding=encoding,
        delimiter=separator,
        quoted=quoted,
        header=header,
        assumptions=tuple(assumptions),
    )


def one_delimiter(name: str) -> str:
    """The separator that a user named ("auto", a character, or a word for one). Raises UserError."""
    words = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|", "vertical bar": "|"}
    separator = words.get(name, name)
    if separator != "auto" and (len(separator) != 1 or separator in '"\r\n\x00'):
        raise UserError(
            "data.unknown-delimiter",
            say("{name} can't separate columns.", name=name),
            hint=say("Use auto, or one character: a comma, a semicolon, a tab or a vertical bar."),
        )
    return separator


def _json_kind(path: Path, text: str, claimed: Kind | None) -> Kind | None:
    """json or jsonl if the text is that; the ending decides only where both are possible."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith(("[", "{")):
        return None
    if claimed in ("csv", "tsv", "txt", None) and not re.match(r'\[?\s*\{\s*"(?:[^"\\]|\\.)*"\s*:', start):
        return None
    if claimed == "jsonl" and start.startswith("{"):
        return "jsonl"  # each line is looked at by itself
    check_depth(start, path)
    if start.startswith("["):
        lines = start.splitlines()
        listed = claimed == "jsonl" and len(lines) > 1 and all(line.strip().endswith("]") for line in lines[:2])
        return "jsonl" if listed else "json"
    first, _, rest = start.partition("\n")
    try:
        whole = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        whole = False
    return "jsonl" if whole and rest.lstrip().startswith("{") else "json"


def check_depth(text: str, path: Path) -> None:
    """Raises UserError if brackets are nested deeper than MAX_DEPTH, before any parser sees them."""
    if too_deep(text):
        raise UserError(
            "data.too-deep",
            say("{file} nests values deeper than {depth} levels.", file=plain(path), depth=MAX_DEPTH),
            detail=say("That is no table of texts; such files are also made to crash programs."),
            hint=say("Save it as a list of flat objects, one a row."),
        )


def too_deep(text: str) -> bool:
    """Whether JSON text nests brackets deeper than MAX_DEPTH; brackets inside strings don't count."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for match in _BRACKETS.finditer(text):
        sign = match.group()[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif sign in "]}":
            depth -= 1
    return False


def _plain_format(text: str, encoding: str, assumptions: list[Message]) -> SourceFormat:
    blocks = [block for block in re.split(r"(?>\r\n|\r|\n)[ \t]*(?>\r\n|\r|\n)\s*", text.strip()) if block]
    wrapped = sum(1 for block in blocks if "\n" in block or "\r" in block)
    paragraphs = len(blocks) > 2 and wrapped >= len(blocks) / 2
    if paragraphs:
        assumptions.append(say("Blank lines separate paragraphs of several lines, so each paragraph is one row."))
    else:
        assumptions.append(say("Plain text: each line is one row."))
    return SourceFormat(kind="txt", encoding=encoding, header=False, paragraphs=paragraphs, assumptions=tuple(assumptions))


def _records(text: str, separator: str, quoted: bool = True) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    records: list[list[str]] = []
    try:
        for record in reader:
            if record:
                records.append(record)
            if len(records) == _SCAN_RECORDS:
                break
    except csv.Error:
        return records
    return records


def _consistency(text: str, separator: str) -> tuple[float, int]:
    """The share of the first records that have as many cells as the first one, and that number; (0, 1) for one column."""
    records = _records(text, separator)
    count = len(records[0]) if records else 1
    if count < 2:
        return 0.0, 1
    return sum(len(record) == count for record in records) / len(records), count


def find_delimiter(text: str, claimed: Kind | None) -> tuple[str, int]:
    """The separator that the first lines agree on, and the number of columns it makes (1: a table of one column)."""
    usual = "\t" if claimed == "tsv" else ","
    order = [usual, *(sign for sign in DELIMITERS if sign not in (usual, ONE_COLUMN))]
    scores = {sign: _consistency(text, sign) for sign in order}
    best = max(order, key=lambda sign: scores[sign][0])
    if scores[best][0] < 0.5:
        best = max(order, key=lambda sign: scores[sign][1] * _looks_like_names(text, sign))
        if not _looks_like_names(text, best):
            return ONE_COLUMN, 1
    if scores[best][1] < 2:
        return ONE_COLUMN, 1
    return best, scores[best][1]


def _looks_like_names(text: str, separator: str) -> bool:
    records = _records(text, separator)
    return bool(records) and all(0 < len(cell.strip()) <= 40 for cell in records[0])


def _quotes_pair(text: str, separator: str) -> bool:
    """Whether each cell that opens with a quotation mark also closes with one (tab files often don't quote at all)."""
    for line in text.splitlines()[:500]:
        for cell in line.split(separator):
            if cell.startswith('"') and (len(cell) == 1 or not cell.endswith('"')):
                return False
    return True


def _has_header(text: str, separator: str, quoted: bool) -> bool:
    """Whether the first record names columns rather than being a row."""
    records = _records(text, separator, quoted)
    first, others = [cell.strip() for cell in records[0]], records[1:]
    if any(cell.lower().strip("_ ") in NAME_HINTS for cell in first):
        return True
    if any(len(cell) > 60 or re.search(r"[.!?。！？,，]\s*$", cell) for cell in first):
        return False
    if any(re.fullmatch(r"[-+]?\d+([.,]\d+)?", cell) for cell in first):
        return False
    for index, cell in enumerate(first):
        column = [record[index].strip() for record in others if index < len(record)]
        if cell and column.count(cell) > 0:
            return False  # a label that comes again below
    return True
