"""What is wrong, or worth knowing, about rows before anything is learned from them: one pass, bounded memory, rows named."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from engine.data.columns import Role
from engine.data.sources import Problems
from engine.data.statistics import Histogram, Lengths
from engine.errors import UserError
from engine.messages import NOTHING, Message, say

NAMED = 20  # rows that a finding names
MAX_LABELS = 200  # more are rarely a label column
MAX_TEXTS = 2_000_000  # different texts that are remembered to find repetitions (about 100 bytes each)
FEW_ROWS = 20
IMBALANCE = 10  # the most frequent label over the rarest
_COUNTED_LABELS = 10_000

Severity = Literal["error", "warning", "info"]


class Finding(BaseModel):
    """One thing found: `rows` are the first row numbers it concerns, `count` is how many there are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    severity: Severity
    title: Message
    detail: Message = NOTHING
    hint: Message = NOTHING
    rows: tuple[int, ...] = ()
    count: int = 0


class Report(BaseModel):
    """The result of checking rows. Lengths are in characters of the first text column; labels by falling frequency."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int
    usable: int
    labels: tuple[tuple[str, int], ...] = ()
    average_length: float = 0.0
    longest: int = 0
    lengths: Histogram = Histogram()
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep a run from starting."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


class _Noted:
    """Row numbers of one finding: the first ones and the count."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.count = 0

    def add(self, number: int) -> None:
        self.count += 1
        if len(self.rows) < NAMED:
            self.rows.append(number)

    def names(self) -> str:
        return ", ".join(map(str, self.rows)) + (", …" if self.count > len(self.rows) else "")


def missing_column(source_name: str, role: Role, column: str, header: Sequence[str]) -> UserError:
    """The error for a column that a role needs and the file does not have, with the nearest name."""
    near = difflib.get_close_matches(column, header, n=1, cutoff=0.5)
    hint = say("Did you mean {name}?", name=near[0]) if near else say("Its columns are: {names}.", names=", ".join(header[:20]))
    if not column:
        title = say("{file} needs a column for the role {role}.", file=source_name, role=role.title)
        hint = say("Choose one of its columns: {names}.", names=", ".join(header[:20]))
    else:
        title = say("{file} has no column {column} for the role {role}.", file=source_name, column=column, role=role.title)
    return UserError("data.missing-column", title, hint=hint)


def check_rows(
    source_name: str,
    columns: Mapping[str, str],
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    roles: Sequence[Role],
    problems: Problems | None = None,
) -> Report:
    """Checks (number, cells) rows for the roles; `problems` are those of the source, complete once `rows` is read through."""
    absent = [role for role in roles if columns.get(role.name, "") not in header and (role.required or columns.get(role.name))]
    if absent:
        errors = [missing_column(source_name, role, columns.get(role.name, ""), header) for role in absent]
        findings = [Finding(code=error.code, severity="error", title=error.title, hint=error.hint) for error in errors]
        return Report(rows=sum(1 for _ in rows), usable=0, findings=tuple(findings))
    check = _Check(columns, header, roles)
    for number, cells in rows:
        check.add(number, cells)
    return check.report(source_name, problems)


class _Check:
    """The running state of one pass."""

    def __init__(self, columns: Mapping[str, str], header: Sequence[str], roles: Sequence[Role]) -> None:
        places = [(role.kind, header.index(columns[role.name])) for role in roles if columns.get(role.name)]
        self.texts = [index for kind, index in places if kind == "text"]
        self.label = next((index for kind, index in places if kind == "label"), None)
        self.label_column = header[self.label] if self.label is not None else ""
        self.rows = self.usable = 0
        self.empty_texts, self.empty_labels, self.repeated, self.conflicting = _Noted(), _Noted(), _Noted(), _Noted()
        self.labels: Counter[str] = Counter()
        self.lengths = Lengths()
        self._seen: dict[int, int] = {}
        self.all_remembered = True

    def add(self, number: int, cells: Sequence[str]) -> None:
        self.rows += 1
        texts = [cells[index] for index in self.texts]
        if not all(text and not text.isspace() for text in texts):
            self.empty_texts.add(number)
            return
        label = ""
        if self.label is not None:
            label = cells[self.label].strip()
            if not label:
                self.empty_labels.add(number)
                return
            if label in self.labels or len(self.labels) < _COUNTED_LABELS:
                self.labels[label] += 1
        self.usable += 1
        if texts:
            self.lengths.add(len(texts[0]))
            self._remember(number, hash(tuple(texts)), hash(label))

    def _remember(self, number: int, text: int, label: int) -> None:
        earlier = self._seen.get(text)
        if earlier is not None:
            self.repeated.add(number)
            if earlier != label:
                self.conflicting.add(number)
        elif len(self._seen) < MAX_TEXTS:
            self._seen[text] = label
        else:
            self.all_remembered = False

    def report(self, source_name: str, problems: Problems | None) -> Report:
        findings = [
            *_damaged_rows(problems),
            *self._empties(),
            *(self._labels(source_name) if self.label is not None else ()),
            *self._repetitions(),
            *self._size(source_name),
        ]
        order = {"error": 0, "warning": 1, "info": 2}
        findings.sort(key=lambda finding: order[finding.severity])
        return Report(
            rows=self.rows,
            usable=self.usable,
            labels=tuple(sorted(self.labels.items(), key=lambda item: (-item[1], item[0]))),
            average_length=round(self.lengths.average, 1),
            longest=self.lengths.longest,
            lengths=self.lengths.histogram(),
            findings=tuple(findings),
        )

    def _empties(self) -> list[Finding]:
        found = []
        if self.empty_texts.count:
            title = say("Rows without text: {count:,} ({rows}).", count=self.empty_texts.count, rows=self.empty_texts.names())
            found.append(_finding("data.empty-texts", "warning", title, self.empty_texts))
        if self.empty_labels.count:
            title = say("Rows without a label: {count:,} ({rows}).", count=self.empty_labels.count, rows=self.empty_labels.names())
            found.append(_finding("data.empty-labels", "warning", title, self.empty_labels))
        return [finding.model_copy(update={"hint": say("They are left out. Fill them in the file to use them.")}) for finding in found]

    def _labels(self, source_name: str) -> list[Finding]:
        column, count = self.label_column, len(self.labels)
        if count == 1:
            title = say("Every row of {file} has the same label: {label}.", file=source_name, label=next(iter(self.labels)))
            hint = say("Choose another column for the label, or add rows with a second label.")
            return [Finding(code="data.one-class", severity="error", title=title, hint=hint, count=self.usable)]
        if self.usable >= FEW_ROWS and count > self.usable / 2:
            title = say("Nearly every row has a label of its own: {count:,} labels in {rows:,} rows.", count=count, rows=self.usable)
            hint = say("{column} is probably not the label; choose a column whose values repeat.", column=column)
            return [Finding(code="data.labels-differ", severity="error", title=title, hint=hint, count=count)]
        found = []
        if count > MAX_LABELS:
            title = say("{column} has {count:,} different labels.", column=column, count=count)
            hint = say("That many are hard to learn; check that this is the label column.")
            found.append(Finding(code="data.many-labels", severity="warning", title=title, hint=hint, count=count))
        return found + self._rare_labels() + self._alike_labels()

    def _rare_labels(self) -> list[Finding]:
        found = []
        single = sorted(label for label, count in self.labels.items() if count == 1)
        if single:
            title = say("Labels with a single row: {count:,} ({labels}).", count=len(single), labels=_some(single))
            hint = say("Their row stays in training, so they can't be measured. Add rows, or join them with another label.")
            found.append(Finding(code="data.single-row-labels", severity="warning", title=title, hint=hint, count=len(single)))
        if len(self.labels) > 1:
            (most, high), *_, (least, low) = self.labels.most_common()
            if high >= IMBALANCE * low and low > 1:
                title = say("{most} has {high:,} rows, {least} only {low:,}.", most=most, high=high, least=least, low=low)
                hint = say("Accuracy alone hides how the rare label fares; look at macro-F1, or add rows of {least}.", least=least)
                found.append(Finding(code="data.imbalance", severity="warning", title=title, hint=hint, count=low))
        return found

    def _alike_labels(self) -> list[Finding]:
        if len(self.labels) > MAX_LABELS:
            return []
        spellings: dict[str, list[str]] = {}
        for label in sorted(self.labels):
            spellings.setdefault(" ".join(label.casefold().split()), []).append(label)
        alike = [" = ".join(group) for group in spellings.values() if len(group) > 1]
        if not alike:
            return []
        title = say("Labels that differ only in case or spaces: {labels}.", labels=_some(alike))
        hint = say("They count as different labels. Write them alike in the file if they mean the same.")
        return [Finding(code="data.alike-labels", severity="warning", title=title, hint=hint, count=len(alike))]

    def _repetitions(self) -> list[Finding]:
        found = []
        if self.conflicting.count:
            title = say(
                "Texts that come again with another label: {count:,} ({rows}).", count=self.conflicting.count, rows=self.conflicting.names()
            )
            hint = say("One of the labels is wrong, and the model can't learn both. Correct them in the file.")
            found.append(_finding("data.conflicting-labels", "warning", title, self.conflicting, hint))
        if self.repeated.count:
            title = say("Texts that come again: {count:,} ({rows}).", count=self.repeated.count, rows=self.repeated.names())
            hint = say("If one copy is held back and the other learned from, the measured figures look better than they are.")
            found.append(_finding("data.repeated-texts", "warning", title, self.repeated, hint))
        if not self.all_remembered:
            title = say("Repeated texts were looked for among the first {count:,} different ones only.", count=MAX_TEXTS)
            found.append(Finding(code="data.repeats-partly", severity="info", title=title))
        return found

    def _size(self, source_name: str) -> list[Finding]:
        if not self.usable:
            title = say("{file} has no row with everything that is needed.", file=source_name)
            hint = say("Choose other columns, or fill the empty cells.")
            return [Finding(code="data.no-usable-rows", severity="error", title=title, hint=hint)]
        if self.usable < FEW_ROWS:
            title = say("Only {count} rows can be used.", count=self.usable)
            hint = say("A few dozen are the least that gives figures to trust.")
            if self.label is not None:
                hint = say("A few dozen per label are the least that gives figures to trust.")
            return [Finding(code="data.few-rows", severity="warning", title=title, hint=hint, count=self.usable)]
        return []


def _finding(code: str, severity: Severity, title: Message, noted: _Noted, hint: Message = NOTHING) -> Finding:
    return Finding(code=code, severity=severity, title=title, hint=hint, rows=tuple(noted.rows), count=noted.count)


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def _damaged_rows(problems: Problems | None) -> list[Finding]:
    """The source's row problems, one finding per kind."""
    found = []
    for code, count in problems.counts.items() if problems else ():
        kept = [problem for problem in problems.kept if problem.code == code] if problems else []
        rows = tuple(problem.row for problem in kept[:NAMED] if problem.row)
        title = kept[0].message if kept else say("Rows that could not be read were found late in the file.")
        detail = say("There are {count:,} rows like this.", count=count) if count > 1 else NOTHING
        hint = say("The other rows are kept. Mend these in the file and open it again if you need them.")
        found.append(Finding(code=code, severity="warning", title=title, detail=detail, hint=hint, rows=rows, count=count))
    return found
