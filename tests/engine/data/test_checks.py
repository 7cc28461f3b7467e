"""What is said about rows before training, and that it names rows and remedies."""

from __future__ import annotations

import pytest

from engine.data import checks
from engine.data.checks import Report, check_rows
from engine.data.columns import Role
from engine.data.sources import Problems
from engine.messages import say

ROLES = [Role("text", say("Text"), "text"), Role("label", say("Label"), "label")]
GOOD = [(f"text number {i}", "good" if i % 2 else "bad") for i in range(40)]


def check(rows: list[tuple[str, str]], columns: dict[str, str] | None = None, problems: Problems | None = None) -> Report:
    numbered = list(enumerate(rows, start=1))
    return check_rows("a.csv", columns or {"text": "review", "label": "mood"}, ("review", "mood"), numbered, ROLES, problems)


CASES = [
    ("nothing to say", GOOD, {}),
    ("empty texts", [*GOOD, (" ", "good"), ("", "bad")], {"data.empty-texts": ("warning", (41, 42))}),
    ("empty labels", [*GOOD, ("x", " ")], {"data.empty-labels": ("warning", (41,))}),
    ("one class", [(text, "good") for text, _ in GOOD], {"data.one-class": ("error", ())}),
    ("a label with one row", [*GOOD, ("x", "odd")], {"data.single-row-labels": ("warning", ())}),
    ("labels all different", [(text, text) for text, _ in GOOD], {"data.labels-differ": ("error", ())}),
    ("many labels", [(f"{i}", f"label {i % 250}") for i in range(750)], {"data.many-labels": ("warning", ())}),
    ("repeated texts", [*GOOD, GOOD[0], GOOD[5]], {"data.repeated-texts": ("warning", (41, 42))}),
    (
        "conflicting labels",
        [*GOOD, (GOOD[0][0], "good")],
        {"data.conflicting-labels": ("warning", (41,)), "data.repeated-texts": ("warning", (41,))},
    ),
    ("imbalance", [*GOOD, ("x", "odd"), ("y", "odd")], {"data.imbalance": ("warning", ())}),
    ("labels alike", [*GOOD, *((f"{i}", " Good") for i in range(10))], {"data.alike-labels": ("warning", ())}),
    ("few rows", GOOD[:8], {"data.few-rows": ("warning", ())}),
    (
        "nothing usable",
        [("", "x"), ("y", "")],
        {"data.no-usable-rows": ("error", ()), "data.empty-texts": ("warning", (1,)), "data.empty-labels": ("warning", (2,))},
    ),
]


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_that_findings_name_what_is_wrong(rows: list[tuple[str, str]], expected: dict[str, tuple[str, tuple[int, ...]]]) -> None:
    report = check(rows)
    assert {finding.code: (finding.severity, finding.rows) for finding in report.findings} == expected
    assert all(str(finding.title) and str(finding.hint) for finding in report.findings)
    assert report.rows == len(rows)


def test_that_figures_are_counted_over_usable_rows() -> None:
    report = check([*GOOD, ("", "good"), ("x" * 500, "bad")])
    assert (report.rows, report.usable) == (42, 41)
    assert report.labels == (("bad", 21), ("good", 20))
    assert report.longest == 500
    assert sum(report.lengths.counts) == 41
    assert len(report.lengths.edges) == len(report.lengths.counts) + 1


def test_that_a_missing_column_suggests_the_near_one() -> None:
    report = check(GOOD, {"text": "reviw", "label": ""})
    first, second = report.findings
    assert "Did you mean review?" in str(first.hint)
    assert "review, mood" in str(second.hint)
    assert {finding.severity for finding in report.findings} == {"error"}


def test_that_errors_come_first_and_rows_are_named_up_to_twenty() -> None:
    report = check([("", "x")] * 50 + [("t", "only")])
    assert [finding.severity for finding in report.findings] == ["error", "warning", "warning"]
    empty = next(finding for finding in report.findings if finding.code == "data.empty-texts")
    assert (empty.count, empty.rows) == (50, tuple(range(1, 21)))
    assert str(empty.title).endswith("20, …).")


def test_that_damaged_rows_of_the_source_become_findings() -> None:
    problems = Problems()
    for row in range(3, 33):
        problems.add("data.ragged", say("Row {row} is ragged.", row=row), row, row + 1)
    finding = check(GOOD, problems=problems).findings[0]
    assert (finding.code, finding.count, finding.rows[0], len(finding.rows)) == ("data.ragged", 30, 3, 20)


def test_that_memory_for_repetitions_is_bounded_and_admitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MAX_TEXTS", 10)
    assert [finding.code for finding in check(GOOD).findings] == ["data.repeats-partly"]
