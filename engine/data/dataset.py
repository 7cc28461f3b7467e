"""The rows of a job in memory: training, validation and test, with everything that was chosen or left out told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.data.checks import MAX_LABELS, missing_column
from engine.data.columns import Role, guess_columns
from engine.data.sources import Source, fingerprint, first_rows, open_source
from engine.data.splits import split
from engine.errors import UserError
from engine.messages import Message, plain, say
from engine.specs.data import DataSpec

_NAMED = 20


@dataclass
class Table:
    """Rows by column: `rows` are their numbers in the source, `columns` the cells of each role, all of one length."""

    rows: list[int]
    columns: dict[str, list[str]]

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, indices: Sequence[int]) -> Table:
        """The rows at these places."""
        columns = {role: [cells[index] for index in indices] for role, cells in self.columns.items()}
        return Table([self.rows[index] for index in indices], columns)


@dataclass
class Dataset:
    """What a run learns from and is measured on. `label_names` is sorted, empty for tasks without a label role."""

    train: Table
    validation: Table
    test: Table | None
    label_names: tuple[str, ...]
    fingerprints: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    notices: list[tuple[Message, Message]] = field(default_factory=list)
    choices: list[tuple[str, str, Message]] = field(default_factory=list)


def load_dataset(spec: DataSpec, roles: Sequence[Role], seed: int) -> Dataset:
    """Reads the files of a job and holds rows back as it says. Raises UserError naming file, rows and remedy."""
    source = open_source(spec.train, spec.encoding, spec.delimiter)
    dataset = Dataset(Table([], {}), Table([], {}), None, ())
    dataset.columns = _columns(spec, source, roles, dataset)
    label = next((role.name for role in roles if role.kind == "label" and role.name in dataset.columns), None)
    table = _read(source, dataset.columns, roles, dataset)
    if label:
        dataset.label_names = _label_names(source, table.columns[label], dataset.columns[label])
    _divide(spec, table, label, seed, dataset, roles)
    return dataset


def _columns(spec: DataSpec, source: Source, roles: Sequence[Role], dataset: Dataset) -> dict[str, str]:
    """The column of each role: the job's where it names one, else guessed and told as a choice."""
    known = {role.name for role in roles}
    unknown = sorted(set(spec.columns) - known)
    if unknown:
        raise UserError(
            "data.unknown-role",
            say("The job gives a column to {role}, which this task does not use.", role=unknown[0]),
            hint=say("Its roles are: {names}.", names=", ".join(sorted(known))),
        )
    chosen = {name: column for name, column in spec.columns.items() if column}
    free = [column for column in source.columns if column not in chosen.values()]
    wanted = [role for role in roles if role.name not in chosen]
    if any(role.required for role in wanted) or not chosen:
        places = [source.columns.index(column) for column in free]
        rows = [[cells[place] for place in places] for cells in first_rows(source)]
        for name, guess in guess_columns(free, rows, wanted).items():
            chosen[name] = guess.column
            dataset.choices.append((f"data.columns.{name}", guess.column, guess.reason))
    _require(source, chosen, roles)
    return chosen


def _require(source: Source, columns: dict[str, str], roles: Sequence[Role]) -> None:
    for role in roles:
        column = columns.get(role.name, "")
        if (role.required or column) and column not in source.columns:
            raise missing_column(plain(source.path), role, column, source.columns)


def _read(source: Source, columns: dict[str, str], roles: Sequence[Role], dataset: Dataset) -> Table:
    """The usable rows of a source: no text and no label empty. What is left out is noticed."""
    used = [(role.name, source.columns.index(columns[role.name]), role.kind == "label") for role in roles if role.name in columns]
    table = Table([], {name: [] for name, _, _ in used})
    empty: list[int] = []
    for row in source.rows():
        cells = [row.cells[place].strip() if is_label else row.cells[place] for _, place, is_label in used]
        if not all(cell and not cell.isspace() for cell in cells):
            empty.append(row.number)
            continue
        table.rows.append(row.number)
        for (name, _, _), cell in zip(used, cells, strict=True):
            table.columns[name].append(cell)
    file = plain(source.path)
    dataset.fingerprints[str(source.path)] = fingerprint(source.path)
    dataset.notices += [(say("{file}: how it was read", file=file), assumption) for assumption in source.format.assumptions]
    if source.problems.count:
        title = say("{file}: damaged rows left out or mended: {count:,}.", file=file, count=source.problems.count)
        dataset.notices.append((title, source.problems.kept[0].message))
    if empty:
        title = say("{file}: rows left out because a text or label is empty: {count:,}.", file=file, count=len(empty))
        dataset.notices.append((title, say("Rows {rows}.", rows=_listed(empty))))
    if not table.rows:
        raise UserError(
            "data.no-usable-rows",
            say("{file} has no row with everything that is needed.", file=file),
            detail=say("In each row a text or label is empty (columns {columns}).", columns=", ".join(columns.values())),
            hint=say("Choose other columns, or fill the empty cells."),
        )
    return table


def _label_names(source: Source, labels: list[str], column: str) -> tuple[str, ...]:
    counts = Counter(labels)
    if len(counts) < 2:
        raise UserError(
            "data.one-class",
            say("Every row of {file} has the same label: {label}.", file=plain(source.path), label=labels[0]),
            detail=say("The label is taken from the column {column}; with one label there is nothing to tell apart.", column=column),
            hint=say("Choose another column for the label, or add rows with a second label."),
        )
    if len(counts) > MAX_LABELS and len(counts) > len(labels) / 2:
        raise UserError(
            "data.labels-differ",
            say("Nearly every row has a label of its own: {count:,} labels in {rows:,} rows.", count=len(counts), rows=len(labels)),
            hint=say("{column} is probably not the label; choose a column whose values repeat.", column=column),
        )
    return tuple(sorted(counts))


def _divide(spec: DataSpec, table: Table, label: str | None, seed: int, dataset: Dataset, roles: Sequence[Role]) -> None:
    """Fills training, validation and test; fractions are of all rows of the training file."""
    rest, held = table, 0.0
    if isinstance(spec.test, str):
        dataset.test = _file(spec.test, spec, label, dataset, roles)
    elif spec.test is not None:
        rest, dataset.test = _hold_back(rest, label, spec.test, seed)
        held = spec.test
    if isinstance(spec.validation, str):
        dataset.validation = _file(spec.validation, spec, label, dataset, roles)
    else:
        if held + spec.validation >= 1:
            raise UserError(
                "data.nothing-left",
                say("Validation and test together take all rows; nothing is left to learn from."),
                hint=say("Make data.validation and data.test smaller, for example 0.1 each."),
            )
        rest, dataset.validation = _hold_back(rest, label, spec.validation / (1 - held), seed)
        reason = say("{share:.0%} of the rows", share=spec.validation)
        if label:
            reason = say("{share:.0%} of the rows, the same share of each label", share=spec.validation)
        dataset.choices.append(("data.validation", str(len(dataset.validation)), reason))
    dataset.train = rest


def _hold_back(table: Table, label: str | None, fraction: float, seed: int) -> tuple[Table, Table]:
    kept, held = split(table.columns[label] if label else None, len(table), fraction, seed)
    return table.take(kept), table.take(held)


def _file(path: str, spec: DataSpec, label: str | None, dataset: Dataset, roles: Sequence[Role]) -> Table:
    """A validation or test file: the same columns, and no label that training doesn't have."""
    source = open_source(Path(path), spec.encoding, spec.delimiter)
    _require(source, dataset.columns, roles)
    table = _read(source, dataset.columns, roles, dataset)
    if label:
        known = set(dataset.label_names)
        strange = [(row, name) for row, name in zip(table.rows, table.columns[label], strict=True) if name not in known]
        if strange:
            raise UserError(
                "data.unknown-labels",
                say("{file} has labels that the training rows don't have: {labels}.", file=plain(path), labels=_names(strange)),
                detail=say(
                    "Rows {rows}. The model learns {known}.",
                    rows=_listed([row for row, _ in strange]),
                    known=", ".join(dataset.label_names[:20]),
                ),
                hint=say("Correct the labels in the file, or add training rows that have them."),
            )
    return table


def _names(strange: list[tuple[int, str]]) -> str:
    names = sorted({name for _, name in strange})
    return ", ".join(names[:10]) + (", …" if len(names) > 10 else "")


def _listed(rows: list[int]) -> str:
    return ", ".join(map(str, rows[:_NAMED])) + (", …" if len(rows) > _NAMED else "")


def load_table(path: Path, columns: dict[str, str], roles: Sequence[Role], label_names: tuple[str, ...] = ()) -> tuple[Table, Dataset]:
    """The usable rows of one file for roles of a trained model; with label_names, labels must be among them.

    Columns that the file doesn't have are guessed anew. Returns the rows and what was chosen and noticed. Raises UserError.
    """
    source = open_source(path)
    dataset = Dataset(Table([], {}), Table([], {}), None, label_names)
    spec = DataSpec(train=str(path), columns={role: column for role, column in columns.items() if column in source.columns})
    spec.columns = {role.name: spec.columns[role.name] for role in roles if role.name in spec.columns}
    dataset.columns = _columns(spec, source, roles, dataset)
    label = next((role.name for role in roles if role.kind == "label"), None)
    if label and label_names:
        return _file(str(path), spec, label, dataset, roles), dataset
    return _read(source, dataset.columns, roles, dataset), dataset
