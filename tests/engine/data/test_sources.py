"""Files as they come: what each one is read as, which rows survive, and what the person is told."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.sniff import SourceFormat, sniff
from engine.data.sources import MAX_PROBLEMS, fingerprint, open_source
from engine.data.text_tables import TextTable
from engine.errors import UserError

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
CHINESE = "文本,标签\n这家店的味道很好，下次还会再来，服务员也很热情。,好评\n等了一个小时还没有上菜，真的很失望。,差评\n"
ENGLISH = [["text", "label"], ["It works, mostly.", "good"], ["Broke in a day.", "bad"]]


def table(rows: list[list[str]], delimiter: str = ",", end: str = "\n") -> str:
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    return end.join(delimiter.join(row) for row in quoted) + end


def workbook(rows: list[list[object]]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Reviews")
        for index, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(index, place, cell, day)
                else:
                    sheet.write(index, place, cell)
    return data.getvalue()


def parquet(**columns: list[object]) -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.table(columns), data)
    return data.getvalue()


@dataclass
class Good:
    """A file that must be read: its columns, its rows with their numbers, and what else must hold."""

    id: str
    name: str
    data: bytes | Callable[[], bytes]
    columns: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]]
    problems: dict[str, int] = field(default_factory=dict)
    told: str = ""
    is_: dict[str, object] = field(default_factory=dict)


EXPECTED = [(1, ("It works, mostly.", "good")), (2, ("Broke in a day.", "bad"))]
EXPECTED_CHINESE = [
    (1, ("这家店的味道很好，下次还会再来，服务员也很热情。", "好评")),
    (2, ("等了一个小时还没有上菜，真的很失望。", "差评")),
]
TL = ("text", "label")
GOOD = [
    Good("utf8-csv", "a.csv", table(ENGLISH).encode(), TL, EXPECTED, is_={"kind": "csv", "encoding": "utf-8", "delimiter": ","}),
    Good("utf8-bom", "a.csv", table(ENGLISH).encode("utf-8-sig"), TL, EXPECTED),
    Good("windows-line-ends", "a.csv", table(ENGLISH, end="\r\n").encode(), TL, EXPECTED),
    Good("cr-line-ends", "a.csv", table(ENGLISH, end="\r").encode(), TL, EXPECTED),
    Good("semicolon", "a.csv", table(ENGLISH, ";").encode(), TL, EXPECTED, told="semicolon", is_={"delimiter": ";"}),
    Good("tabs-in-csv", "a.csv", table(ENGLISH, "\t").encode(), TL, EXPECTED, told="tab", is_={"kind": "tsv"}),
    Good("bar", "a.csv", table(ENGLISH, "|").encode(), TL, EXPECTED, told="vertical bar"),
    Good("tsv", "a.tsv", table(ENGLISH, "\t").encode(), TL, EXPECTED, is_={"kind": "tsv", "assumptions": ()}),
    Good("tsv-named-txt", "a.txt", table(ENGLISH, "\t").encode(), TL, EXPECTED, told="columns"),
    Good("gbk", "a.csv", CHINESE.encode("gbk"), ("文本", "标签"), EXPECTED_CHINESE, told="GB18030", is_={"encoding": "gb18030"}),
    Good("utf16-tsv", "a.tsv", table(ENGLISH, "\t").encode("utf-16"), TL, EXPECTED, is_={"encoding": "utf-16"}),
    Good("utf16le-no-bom", "a.tsv", table(ENGLISH, "\t").encode("utf-16-le"), TL, EXPECTED, told="zero bytes"),
    Good("utf16be-no-bom", "a.csv", table(ENGLISH).encode("utf-16-be"), TL, EXPECTED, is_={"encoding": "utf-16-be"}),
    Good("utf16-chinese-no-bom", "a.csv", CHINESE.encode("utf-16-le"), ("文本", "标签"), EXPECTED_CHINESE),
    Good(
        "missing-words-stay-texts",
        "a.csv",
        b"text,label\nNA,001\nnull,1.0\nNone,nan\n",
        TL,
        [(1, ("NA", "001")), (2, ("null", "1.0")), (3, ("None", "nan"))],
    ),
    Good(
        "duplicate-header",
        "a.csv",
        b"text,text,\na,b,c\n",
        ("text", "text (2)", "column 3"),
        [(1, ("a", "b", "c"))],
        told="Two columns are called text",
    ),
    Good(
        "no-header",
        "a.csv",
        b"I like it.,positive\nI do not.,negative\nFine.,positive\n",
        ("column 1", "column 2"),
        [(1, ("I like it.", "positive")), (2, ("I do not.", "negative")), (3, ("Fine.", "positive"))],
        told="numbered",
    ),
    Good(
        "one-column",
        "a.csv",
        b"text\nWell, this is one.\nAnother, and more, commas.\n",
        ("text",),
        [(1, ("Well, this is one.",)), (2, ("Another, and more, commas.",))],
        is_={"kind": "csv"},
    ),
    Good(
        "ragged",
        "a.csv",
        b"text,label\na,1\nb\nc,2,x,y\nd,3\ne,4,,\n",
        TL,
        [(1, ("a", "1")), (4, ("d", "3")), (5, ("e", "4"))],
        {"data.ragged": 2},
    ),
    Good("blank-lines", "a.csv", b"\ntext,label\na,1\n\nb,2\n\n", TL, [(1, ("a", "1")), (3, ("b", "2"))]),
    Good("cells-over-lines", "a.csv", b'text,label\n"one\ntwo",1\nb,2\n', TL, [(1, ("one\ntwo", "1")), (2, ("b", "2"))]),
    Good(
        "unterminated-quote",
        "a.csv",
        b'text,label\na,1\n"b,2\nc,3\nd,4\n',
        TL,
        [(1, ("a", "1")), (3, ("c", "3")), (4, ("d", "4"))],
        {"data.open-quote": 1},
    ),
    Good(
        "quotes-that-meet",
        "a.csv",
        b'text,label\n"a,1\nb,2\n"c",3\nd,4\n',
        TL,
        [(2, ("b", "2")), (3, ("c", "3")), (4, ("d", "4"))],
        {"data.open-quote": 1},
    ),
    Good("stray-quote", "a.csv", b'text,label\n"he said "hi" twice",1\nb,2\n', TL, [(2, ("b", "2"))], {"data.stray-quote": 1}),
    Good(
        "tsv-with-bare-quotes",
        "a.tsv",
        b'text\tlabel\n"ab\t1\nit is 5" wide\t2\n',
        TL,
        [(1, ('"ab', "1")), (2, ('it is 5" wide', "2"))],
        told="ordinary letters",
    ),
    Good("nul-bytes", "a.csv", b"text,label\na\0b,1\nc,2\n", TL, [(1, ("a b", "1")), (2, ("c", "2"))], {"data.nul": 1}),
    Good(
        "mixed-encodings",
        "a.csv",
        "text,label\nschön,1\ngrün,2\nsüß,3\nblöd,4\nweiß,5\n".encode() + "faß,6\n".encode("latin-1"),
        TL,
        [(1, ("schön", "1")), (2, ("grün", "2")), (3, ("süß", "3")), (4, ("blöd", "4")), (5, ("weiß", "5"))],
        {"data.undecodable": 1},
        told="not UTF-8",
    ),
    Good(
        "json-array",
        "a.json",
        json.dumps([{"text": "a", "n": 5}, {"text": "NA", "n": 5.0, "x": None}]).encode(),
        ("text", "n", "x"),
        [(1, ("a", "5", "")), (2, ("NA", "5.0", ""))],
    ),
    Good(
        "json-in-data",
        "a.json",
        json.dumps({"version": 1, "tags": ["a"], "data": [{"text": "é[", "l": [1, "b"]}]}).encode(),
        ("text", "l"),
        [(1, ("é[", '[1, "b"]'))],
    ),
    Good("json-texts", "a.json", b'["a", "b"]', ("text",), [(1, ("a",)), (2, ("b",))]),
    Good("json-cut", "a.json", b'[{"text": "a"}, {"text": "b"}, {"te', ("text",), [(1, ("a",)), (2, ("b",))], {"data.bad-json": 1}),
    Good(
        "json-not-finite",
        "a.json",
        b'[{"a": NaN}, {"a": 1e400}, {"a": ' + b"9" * 20_000 + b"}]",
        ("a",),
        [(2, ("1e400",)), (3, ("9" * 20_000,))],
        {"data.not-finite": 1},
    ),
    Good("json-surrogate", "a.json", b'[{"a": "x\\ud800y"}]', ("a",), [(1, ("x\ufffdy",))], {"data.surrogate": 1}),
    Good(
        "jsonl",
        "a.jsonl",
        b'{"text": "a", "label": true}\n{"text": "b", "label": null}\n',
        TL,
        [(1, ("a", "true")), (2, ("b", ""))],
        is_={"kind": "jsonl"},
    ),
    Good(
        "jsonl-bad-lines",
        "a.jsonl",
        b'{"text": "a"}\n{"text": \n\n[1]\n{"text": "d"}\n' + b'{"text": ' + b"[" * 100_000 + b"\n",
        ("text",),
        [(1, ("a",)), (5, ("d",))],
        {"data.bad-json": 1, "data.not-an-object": 1, "data.too-deep": 1},
    ),
    Good("jsonl-named-json", "a.json", b'{"text": "a"}\n{"text": "b"}\n', ("text",), [(1, ("a",)), (2, ("b",))], told="JSON lines"),
    Good(
        "jsonl-late-column",
        "a.jsonl",
        b'{"text": "a"}\n' * 200 + b'{"text": "b", "late": 1}\n',
        ("text",),
        [*((i, ("a",)) for i in range(1, 201)), (201, ("b",))],
        {"data.late-column": 1},
    ),
    Good("json-named-csv", "a.csv", b'[{"text": "a, b", "label": 1}]', TL, [(1, ("a, b", "1"))], told="JSON"),
    Good("txt-lines", "a.txt", b"one, two\n\nthree\n", ("text",), [(1, ("one, two",)), (3, ("three",))], told="each line"),
    Good(
        "txt-paragraphs",
        "a.txt",
        b"one\ntwo\n\nthree\nfour\n\n\nfive\nsix",
        ("text",),
        [(1, ("one\ntwo",)), (2, ("three\nfour",)), (3, ("five\nsix",))],
        told="paragraph",
    ),
    Good(
        "xlsx",
        "a.xlsx",
        lambda: workbook([["text", "label", "day"], ["NA", 5, datetime(2024, 3, 1)], [None, None, None], ["x", 5.25, "y"]]),
        ("text", "label", "day"),
        [(1, ("NA", "5", "2024-03-01")), (3, ("x", "5.25", "y"))],
    ),
    Good("csv-named-xlsx", "a.xlsx", table(ENGLISH).encode(), TL, EXPECTED, told="text table"),
    Good("xlsx-named-csv", "a.csv", lambda: workbook(ENGLISH), TL, EXPECTED, told="Excel"),
    Good(
        "parquet",
        "a.parquet",
        lambda: parquet(text=["a", None, "NA"], n=[1, 2, 3], tags=[["x"], [], None]),
        ("text", "n", "tags"),
        [(1, ("a", "1", '["x"]')), (2, ("", "2", "[]")), (3, ("NA", "3", ""))],
    ),
    Good("parquet-named-csv", "a.csv", lambda: parquet(text=["a"]), ("text",), [(1, ("a",))], told="Parquet"),
    Good(
        "ten-megabyte-cell",
        "a.csv",
        b'text,label\n"' + b"x " * 5_000_000 + b'",1\nb,2\n',
        TL,
        [(1, ("x " * 5_000_000, "1")), (2, ("b", "2"))],
    ),
    Good("no-ending", "reviews", table(ENGLISH).encode(), TL, EXPECTED, told="columns"),
]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.id)
def test_that_a_file_is_read_and_its_faults_are_named(case: Good, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.data if isinstance(case.data, bytes) else case.data())
    source = open_source(path)
    rows = [(row.number, row.cells) for row in source.rows()]
    assert source.columns == case.columns
    assert rows == case.rows
    assert dict(source.problems.counts) == case.problems
    assert all(str(problem.message) for problem in source.problems.kept)
    assert case.told.lower() in " ".join(map(str, source.format.assumptions)).lower()
    for name, value in case.is_.items():
        assert getattr(source.format, name) == value
    assert str(source.format.sentence())
    assert [(row.number, row.cells) for row in source.rows()] == case.rows  # a second pass gives the same


def deep_json() -> bytes:
    return b'[{"a": ' + b'{"a": ' * 100_000 + b"1" + b"}" * 100_001 + b"]"


def docx() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return data.getvalue()


def gzip_bomb() -> bytes:
    data = io.BytesIO()
    with gzip.open(data, "wb", compresslevel=9) as file:
        for _ in range(300):
            file.write(bytes(1 << 20))
    return data.getvalue()


def parquet_bomb() -> bytes:
    return parquet(text=["x" * 1_000_000] * 100 + [str(i) for i in range(10)], zeros=["\0"] * 110)


BAD = [
    ("png", "a.csv", PNG, "data.not-what-it-says", "a PNG image"),
    ("pickle", "a.csv", lambda: pickle.dumps([1, 2, 3]), "data.not-what-it-says", "pickle"),
    ("pickle-named-json", "a.json", lambda: pickle.dumps({"a": 1}, protocol=2), "data.not-what-it-says", "pickle"),
    ("word", "a.xlsx", docx, "data.not-what-it-says", "Word"),
    ("zip", "a.csv", b"PK\x03\x04" + b"x" * 100, "data.not-what-it-says", "ZIP"),
    ("gzip-bomb", "a.csv", gzip_bomb, "data.not-what-it-says", "gzip"),
    ("sqlite", "a.tsv", b"SQLite format 3\x00" + bytes(100), "data.not-what-it-says", "SQLite"),
    ("windows-program", "a.csv", b"MZ\x90\x00" + bytes(range(256)), "data.not-what-it-says", "Windows program"),
    ("web-page", "a.csv", b"<!DOCTYPE html><html><table>", "data.not-what-it-says", "web page"),
    ("noise", "a.csv", bytes((i * 7919 + i * i * 31) % 256 for i in range(5000)), "data.not-what-it-says", "not letters"),
    ("zeros", "a.csv", bytes(5000), "data.not-what-it-says", "zero bytes"),
    ("empty", "a.csv", b"", "data.empty", "empty"),
    ("blank", "a.csv", b" \n\r\n", "data.empty", "empty"),
    ("header-only", "a.csv", b"text,label\n", "data.no-rows", "header"),
    ("all-ragged", "a.csv", b"text,label\na\nb\n", "data.no-rows", "cells"),
    ("deep-json", "a.json", deep_json, "data.too-deep", "64"),
    ("deep-json-named-csv", "a.csv", deep_json, "data.too-deep", "64"),
    ("json-numbers", "a.json", b"[1, 2, 3]", "data.json-shape", "list of"),
    ("json-columns", "a.json", b'{"text": ["a", "b"], "label": [1, 2]}', "data.json-shape", "list of"),
    ("json-empty-list", "a.json", b"[]", "data.no-rows", "no text"),
    ("long-line", "a.csv", b"text,label\n" + b"x" * (17 << 20), "data.line-too-long", "Line 2"),
    ("many-columns", "a.csv", b",".join(b"c%d" % i for i in range(5000)) + b"\n" + b"," * 4999 + b"\n", "data.too-many-columns", "5,000"),
    ("zeroed-parquet", "a.parquet", b"PAR1" + bytes(1000) + b"PAR1", "data.damaged", "Parquet"),
    ("damaged-workbook", "a.xlsx", lambda: workbook([["a"], ["b"]])[:-40], "data.not-what-it-says", "damaged"),
]


@pytest.mark.parametrize(("name", "data", "code", "says"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_that_a_file_that_is_no_table_is_refused_with_a_remedy(name: str, data: bytes, code: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data())
    with pytest.raises(UserError) as caught:
        list(open_source(path).rows())
    assert caught.value.code == code
    assert name in caught.value.text()
    assert says in caught.value.text()
    assert caught.value.hint


def test_that_a_missing_file_suggests_the_near_name(tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_text("text,label\n")
    with pytest.raises(UserError, match=r"Did you mean reviews\.csv") as caught:
        open_source(tmp_path / "review.csv")
    assert caught.value.code == "data.missing"


def test_that_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        open_source(tmp_path)
    assert caught.value.code == "data.no-texts"


def test_that_a_folder_of_texts_per_label_becomes_rows(tmp_path: Path) -> None:
    for place, data in {
        "bad/2.txt": b"Broke.\r\nAgain.\n",
        "good/1.txt": "很好，很喜欢".encode(),
        "good/gone.txt": b"\x00\x01\x02",
        "good/x.md": b"no",
    }.items():
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_bytes(data)
    source = open_source(tmp_path)
    assert source.columns == ("text", "label", "file")
    assert [row.cells for row in source.rows()] == [("Broke.\nAgain.", "bad", "bad/2.txt"), ("很好，很喜欢", "good", "good/1.txt")]
    assert dict(source.problems.counts) == {"data.undecodable": 1}


def test_that_a_fingerprint_follows_content_and_names(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text("x")
    before = fingerprint(tmp_path)
    (tmp_path / "a" / "1.txt").rename(tmp_path / "a" / "2.txt")
    assert fingerprint(tmp_path) != before
    file = tmp_path / "b.csv"
    file.write_bytes(b"abc")
    assert fingerprint(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_that_problems_are_counted_beyond_those_that_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\n" + "ok,1\n" * 10 + "bad\n" * 2500, encoding="utf-8")
    source = open_source(path)
    assert len(list(source.rows())) == 10
    assert source.problems.count == 2500
    assert len(source.problems.kept) == MAX_PROBLEMS
    assert (source.problems.kept[0].row, source.problems.kept[0].line) == (11, 12)


def test_that_a_person_may_overrule_encoding_and_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a;b,c\né;1,2\n".encode("cp1252"))
    source = open_source(path, encoding="cp1252", delimiter="comma")
    assert source.columns == ("a;b", "c")
    assert [row.cells for row in source.rows()] == [("é;1", "2")]
    with pytest.raises(UserError, match="no text encoding"):
        open_source(path, encoding="klingon")
    with pytest.raises(UserError, match="can't separate"):
        open_source(path, delimiter="::")


def test_that_a_workbook_tells_which_sheet_it_reads(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        hidden, shown, other = (book.add_worksheet(name) for name in ("Notes", "Data", "More"))
        shown.activate()
        hidden.hide()
        for sheet in (hidden, shown, other):
            sheet.write_row(3, 2, ["text", "label"])
            sheet.write_row(4, 2, [sheet.name, "x"])
    source = open_source(tmp_path / "a.xlsx")
    assert [(row.number, row.cells) for row in source.rows()] == [(1, ("Data", "x"))]
    assert "More" in str(source.format.assumptions[0])


def test_that_a_workbook_is_read_from_its_first_table_below_the_heading(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        note, data = book.add_worksheet("Read me"), book.add_worksheet("Answers")
        note.write(0, 0, "These are the answers of 2026.")
        data.write(0, 0, "Survey 2026")
        for row, cells in enumerate([["date", "answer", "team"], ["1", "good", "North"], ["2", "", "South"]], start=2):
            data.write_row(row, 0, cells)
    source = open_source(tmp_path / "a.xlsx")
    assert source.columns == ("date", "answer", "team")
    assert [(row.number, row.cells) for row in source.rows()] == [(1, ("1", "good", "North")), (2, ("2", "", "South"))]


def test_that_a_note_beside_a_row_makes_it_no_header(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Data")
        for row, cells in enumerate([["text"], ["good", "check this"], ["bad"], ["fine"]]):
            sheet.write_row(row, 0, cells)
    source = open_source(tmp_path / "a.xlsx")
    assert source.columns == ("text",)
    assert [row.cells for row in source.rows()] == [("good",), ("bad",), ("fine",)]


def test_that_a_workbook_that_would_explode_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1100):
                sheet.write(bytes(1 << 20))
    with pytest.raises(UserError) as caught:
        open_source(path)
    assert caught.value.code == "data.expands"


CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufeff"), max_size=30)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=20), delimiter=st.sampled_from(",;\t|"), end=st.sampled_from(["\n", "\r\n"])
)
def test_that_any_texts_survive_csv(rows: list[tuple[str, str]], delimiter: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    quoted = [
        "{}{}{}".format(*(f'"{part}"' for part in (a.replace('"', '""'), "\0", b.replace('"', '""')))).replace('"\0"', delimiter)
        for a, b in rows
    ]
    path.write_bytes(('"text"' + delimiter + '"label"' + end + "".join(line + end for line in quoted)).encode("utf-8"))
    source = TextTable(path, SourceFormat(kind="csv", encoding="utf-8", delimiter=delimiter))
    assert [row.cells for row in source.rows()] == rows
    assert not source.problems.count


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(min_size=1, max_size=400), name=st.sampled_from(["a.csv", "a.tsv", "a.json", "a.jsonl", "a.txt", "a.parquet", "a.xlsx"])
)
def test_that_any_bytes_end_in_rows_or_a_user_error(data: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    try:
        source = open_source(path)
        for row in source.rows():
            assert len(row.cells) == len(source.columns)
            "".join(row.cells).encode("utf-8")
    except UserError as error:
        assert error.hint


def test_that_a_long_files_letters_are_looked_for_beyond_its_head(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    late = "，".join(["这家店的味道很好，我们下次还会再来的"] * 20)
    path.write_bytes(b"text,label\n" + b"plain words only,1\n" * 30_000 + f'"{late}",2\n'.encode("gbk") * 20)
    assert sniff(path).encoding == "gb18030"
