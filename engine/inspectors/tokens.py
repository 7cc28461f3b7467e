"""Tokens: a text as the tokenizer splits it, beside other tokenizers; all entries of the vocabulary; lengths of a data set."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from engine.data.checks import missing_column
from engine.data.columns import Role, guess_columns
from engine.data.sources import Source, first_rows, open_source
from engine.errors import UserError
from engine.inspectors._blocks import Bars, Block, Chip, Column, Table, Tokens, Vocabulary, Words
from engine.inspectors._inspector import Desk, Inspector, InspectSpec
from engine.inspectors._pieces import Spelling, chips, is_text, with_dropped
from engine.inspectors._subject import Subject
from engine.inspectors._vectors import CosineTable
from engine.messages import plain, say
from engine.models.facts import context_of, read_config
from engine.models.starters import locate
from engine.models.tokenizers import FILES, TextTokenizer
from engine.runs import RunFolder, find_run
from engine.specs.fields import field

BATCH = 1000  # rows between two looks at whether the answer is still wanted
BINS = 24
WHOLE = 1 << 30  # tokens; no text is so long
KINDS = ("plain", "special", "bytes", "continues a word", "added")


class TokensSpec(InspectSpec):
    """Which of the three is asked for, and what belongs to it."""

    show: Literal["text", "vocabulary", "lengths"] = field(
        "text", title="Show", description="The text as tokens, all entries of the vocabulary, or the lengths of a data set's rows."
    )
    others: str = field(
        "", title="Other tokenizers", description="Starters, folders or runs whose tokenizers read the same text, with commas between them."
    )
    max_length: int = field(
        0, title="Cut at", description="Tokens after which a text is cut, special tokens included; 0 cuts nothing.", unit="tokens", ge=0
    )
    token: str = field(
        "", title="Neighbours of", description="An entry of the vocabulary; an id is written as #123, or 123 where there is no such entry."
    )
    neighbours: int = field(20, title="Neighbours", description="How many of the nearest entries are listed.", ge=1, le=1000)
    data: str = field("", title="Data", description="For lengths: a file with rows of text.")
    column: str = field("", title="Column", description="The column with the text; guessed where it is left empty.")


class TokensInspector(Inspector):
    """The tokenizer's work, and its vocabulary."""

    name = "tokens"
    title = "Tokens"
    summary = "How a text becomes tokens, what the vocabulary holds, and how long the rows of a data set are."
    order = 10
    spec = TokensSpec

    def look(self, desk: Desk, spec: TokensSpec) -> list[Block]:
        if spec.show == "text":
            return text_blocks(desk, spec)
        if spec.show == "lengths":
            return lengths_blocks(desk, tokenizer_of(spec.model, desk.runs), spec)
        subject = desk.subject(spec.model)
        return [neighbours_block(desk, subject, spec)] if spec.token else [vocabulary_block(desk, subject)]

    def origin(self, desk: Desk, spec: TokensSpec) -> dict[str, Any]:
        if spec.show == "vocabulary":
            return super().origin(desk, spec)
        return {"model": spec.model, "title": spec.model, "folder": plain(tokenizer_of(spec.model, desk.runs).folder)}


def text_blocks(desk: Desk, spec: TokensSpec) -> list[Block]:
    """The text's tokens by the model's tokenizer, by each of the others, and a table of their numbers. Raises UserError."""
    names = list(dict.fromkeys(name for part in spec.others.split(",") if (name := part.strip())))
    sorts = {spec.model: tokenizer_of(spec.model, desk.runs)}
    for done, name in enumerate(names):
        desk.progress(done, len(names), say("Opening the tokenizer of {name}", name=name))
        sorts.setdefault(name, tokenizer_of(name, desk.runs))
    blocks: list[Block] = []
    rows = []
    for name, tokenizer in sorts.items():
        found = chips(tokenizer, spec.text, spec.pair, spec.max_length)
        title = say("Tokens by {name}", name=name) if blocks else say("Tokens")
        blocks.append(Tokens(name=f"tokens:{name}" if blocks else "tokens", title=title, chips=with_dropped(found, spec.text, spec.pair)))
        rows.append((name, *_facts(tokenizer, found, len(spec.text + spec.pair))))
    columns = (
        Column(name="tokenizer", title=say("Tokenizer")),
        Column(name="tokens", title=say("Tokens"), kind="number"),
        Column(name="special", title=say("Special"), kind="number"),
        Column(name="unknown", title=say("Unknown"), kind="number"),
        Column(name="cut", title=say("Cut off"), kind="number"),
        Column(name="rate", title=say("Characters per token"), kind="number"),
        Column(name="vocabulary", title=say("Vocabulary"), kind="number"),
        Column(name="algorithm", title=say("Algorithm")),
        Column(name="limit", title=say("Longest text, tokens"), kind="number"),
    )
    note = say("Characters per token leaves the special tokens out. Of a length of 0 the tokenizer's files say nothing.")
    blocks.append(Table(name="facts", title=say("Tokenizers"), note=note, columns=columns, rows=tuple(rows)))
    return blocks


def _facts(tokenizer: TextTokenizer, found: tuple[Chip, ...], characters: int) -> tuple[str | int | float, ...]:
    """A row of the table without its name."""
    kinds = [chip.kind for chip in found]
    unknown = sum(chip.id == tokenizer.unknown_id and chip.kind != "special" for chip in found)
    written = len(kinds) - kinds.count("special")
    rate = characters / written if written else 0.0
    limit = tokenizer.limit
    if not limit and (tokenizer.folder / "config.json").is_file():
        limit = context_of(read_config(tokenizer.folder))
    return (len(kinds), kinds.count("special"), unknown, kinds.count("cut"), rate, tokenizer.vocabulary, algorithm(tokenizer), limit)


def algorithm(tokenizer: TextTokenizer) -> str:
    """WordPiece, BPE, byte-level BPE, BPE with byte fallback, Unigram or WordLevel."""
    name = type(tokenizer.backend.model).__name__
    spelling = Spelling(tokenizer)
    return f"byte-level {name}" if spelling.byte_level else f"{name} with byte fallback" if spelling.byte_fallback else name


def tokenizer_of(text: str, runs: Path) -> TextTokenizer:
    """The tokenizer of a starter, a folder, a run or a checkpoint of a run; weights aren't read. Raises UserError."""
    name, at, step = text.rpartition("@")
    name = name if at and (step.isdecimal() or step == "newest") else text
    path = Path(name).expanduser()
    if name.startswith("starter:") or (path.is_dir() and not (path / "job.toml").is_file()):
        return TextTokenizer(locate(name).folder)
    run = find_run(name, runs)
    return TextTokenizer(run.model if any((run.model / file).is_file() for file in FILES) else _base_of(run))


def _base_of(run: RunFolder) -> Path:
    """The folder of the base that a run without a result has begun with."""
    try:
        return Path(json.loads((run.path / "environment.json").read_text(encoding="utf-8"))["base"]["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(
            "inspect.no-tokenizer",
            say("Run {run} has no tokenizer yet.", run=run.id),
            hint=say("Wait until it has begun, or name its base model instead."),
        ) from None


def vocabulary_block(desk: Desk, subject: Subject) -> Vocabulary:
    """All entries with the lengths of their vectors."""
    spelling, tokenizer = Spelling(subject.tokenizer), subject.tokenizer
    table = _cosines(desk, subject)
    entries = sorted((id, token) for token, id in tokenizer.backend.get_vocab(with_added_tokens=True).items())
    ids = np.array([id for id, _ in entries], dtype=np.int64)
    norms = np.full(len(ids), np.nan, dtype=np.float32)
    norms[ids < len(table.norms)] = table.norms[ids[ids < len(table.norms)]]
    kinds = np.array([KINDS.index(_kind_of(spelling, id, token)) for id, token in entries], dtype=np.int8)
    return Vocabulary(
        name="vocabulary",
        title=say("Vocabulary: {count:,} entries", count=len(ids)),
        note=say("Norm is the length of an entry's vector in the model's table of embeddings."),
        entries=tuple(spelling.readable(id, token) for id, token in entries),
        ids=ids,
        norms=norms,
        kinds=kinds,
        categories=KINDS,
    )


def _kind_of(spelling: Spelling, id: int, token: str) -> str:
    """The category of an entry."""
    if id in spelling.added:
        return "special" if id in spelling.tokenizer.special_ids else "added"
    raw = spelling.raw(id, token)
    if raw is not None and (spelling.byte_fallback or not is_text(raw)):
        return "bytes"
    return "continues a word" if spelling.tokenizer.continues[id] else "plain"


def _cosines(desk: Desk, subject: Subject) -> CosineTable:
    key = (id(subject), "cosine")
    if key not in desk.memory:
        desk.progress(0, 1, say("Measuring {count:,} vectors", count=len(subject.embeddings)))
        desk.memory[key] = CosineTable(subject.embeddings)
    table: CosineTable = desk.memory[key]
    return table


def _fillers(desk: Desk, subject: Subject, count: int) -> list[int]:
    """Rows of the table of vectors without an entry, which only fill it up to a round size."""
    key = (id(subject), "fillers")
    if key not in desk.memory:
        known = list(subject.tokenizer.backend.get_vocab(with_added_tokens=True).values())
        desk.memory[key] = np.setdiff1d(np.arange(count), known).tolist()
    found: list[int] = desk.memory[key]
    return found


def neighbours_block(desk: Desk, subject: Subject, spec: TokensSpec) -> Table:
    """The entries whose vectors are nearest to one entry's, by exact cosine. Raises UserError."""
    spelling, tokenizer = Spelling(subject.tokenizer), subject.tokenizer
    chosen = find_token(tokenizer, spec.token)
    table = _cosines(desk, subject)
    if chosen >= len(table.norms):
        raise UserError(
            "inspect.no-vector",
            say("The entry {token} has no vector: the model's table ends at {count:,}.", token=spec.token, count=len(table.norms)),
            hint=say("Tokenizer and weights may belong to different models."),
        )
    indices, cosines = table.top(subject.embeddings[chosen], spec.neighbours, [chosen, *_fillers(desk, subject, len(table.norms))])
    rows = tuple(
        (spelling.readable(id, tokenizer.token(id)), id, float(cosine), float(table.norms[id]))
        for id, cosine in zip(indices.tolist(), cosines.tolist(), strict=True)
    )
    columns = (
        Column(name="entry", title=say("Entry")),
        Column(name="id", title=say("Id"), kind="number"),
        Column(name="cosine", title=say("Cosine"), kind="number"),
        Column(name="norm", title=say("Norm"), kind="number"),
    )
    return Table(
        name="neighbours",
        title=say("Nearest to {token} (id {id})", token=spelling.readable(chosen, tokenizer.token(chosen)), id=chosen),
        note=say(
            "Exact cosine of the vectors; two random entries of this table have {mean:.3f} on average.", mean=table.random_pair_cosine()
        ),
        columns=columns,
        rows=rows,
    )


def find_token(tokenizer: TextTokenizer, text: str) -> int:
    """The id of an entry as it stands in the vocabulary, as #id or id, or as a text that is a single token. Raises UserError."""
    number = text.removeprefix("#")
    known = number.isdecimal() and number.isascii() and bool(tokenizer.token(int(number)) if int(number) < 1 << 32 else "")
    if text.startswith("#") and known:
        return int(number)
    found = tokenizer.token_id(text)
    if found is not None:
        return found
    if known:
        return int(number)
    pieces = tokenizer.bare_ids([text, f" {text}"])
    single = next((int(piece[0]) for piece in pieces if len(piece) == 1 and piece[0] != tokenizer.unknown_id), None)
    if single is not None:
        return single
    raise UserError(
        "inspect.no-entry",
        say("This vocabulary has no entry {token}.", token=text),
        hint=say(
            "It is written as {pieces}.",
            pieces=" ".join(Spelling(tokenizer).readable(int(id), tokenizer.token(int(id))) for id in pieces[0][:12]),
        ),
    )


def lengths_blocks(desk: Desk, tokenizer: TextTokenizer, spec: TokensSpec) -> list[Block]:
    """How many tokens the rows of a column have, special tokens included, and what a cut would do. Raises UserError, Stopped."""
    if not spec.data:
        raise UserError("inspect.no-data", say("No data set was named."), hint=say("Choose a file with rows of text."))
    source = open_source(Path(spec.data).expanduser())
    column = _column(source, spec.column)
    lengths, left_out = _lengths(desk, source, source.columns.index(column), tokenizer)
    longest = int(lengths.max())
    width = math.ceil((longest + 1) / BINS)
    counts = np.bincount(lengths // width)
    names = tuple(str(start) if width == 1 else f"{start}–{start + width - 1}" for start in range(0, longest + 1, width))
    cut = int((lengths > spec.max_length).sum()) if spec.max_length else 0
    facts = {"rows": len(lengths), "mean": float(lengths.mean()), "longest": longest}
    text = say("{rows:,} rows have {mean:.1f} tokens on average and {longest:,} at most.", **facts)
    if spec.max_length:
        cuts = {"cut": cut, "share": cut / len(lengths), "length": spec.max_length}
        text = say(
            "{cut:,} of {rows:,} rows ({share:.1%}) are longer than {length:,} tokens and are cut. The longest has {longest:,}, a row has "
            "{mean:.1f} on average.",
            **cuts,
            **facts,
        )
    note = say(
        "Rows by their number of tokens, special tokens included; column {column} of {file}.", column=column, file=plain(source.path)
    )
    missing = (
        say("Left out because they are empty or damaged: {count:,} rows.", count=left_out) if left_out else say("Every row was counted.")
    )
    return [
        Bars(name="lengths", title=say("Lengths"), note=note, names=names, values=counts),
        Words(name="cut", title=say("What is cut"), note=missing, text=text, warning=cut > 0),
    ]


def _column(source: Source, wanted: str) -> str:
    """The column with the text; guessed where none is named. Raises UserError."""
    role = Role("text", say("Text"), "text")
    if not wanted:
        guess = guess_columns(source.columns, first_rows(source), [role]).get("text")
        wanted = guess.column if guess else ""
    if wanted not in source.columns:
        raise missing_column(plain(source.path), role, wanted, source.columns)
    return wanted


def _lengths(desk: Desk, source: Source, place: int, tokenizer: TextTokenizer) -> tuple[npt.NDArray[np.int64], int]:
    """Tokens of each row that isn't empty [rows], and how many rows were left out."""
    found: list[npt.NDArray[np.int64]] = []
    texts: list[str] = []
    empty = 0

    def count() -> None:
        found.append(tokenizer.encode(texts, WHOLE).lengths)
        texts.clear()
        desk.progress(min(source.position, source.size), source.size, say("{rows:,} rows counted", rows=sum(map(len, found))))

    for row in source.rows():
        cell = row.cells[place]
        if cell and not cell.isspace():
            texts.append(cell)
        else:
            empty += 1
        if len(texts) == BATCH:
            count()
    count()
    lengths = np.concatenate(found)
    if not len(lengths):
        raise UserError(
            "data.no-usable-rows",
            say("{file} has no row with everything that is needed.", file=plain(source.path)),
            hint=say("Choose other columns, or fill the empty cells."),
        )
    return lengths, empty + source.problems.count


PLUGIN = TokensInspector()
