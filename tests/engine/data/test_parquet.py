"""Parquet files: values of every type as texts, and sizes that are known before anything is unpacked."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.data.binary_tables import BATCH_BYTES
from engine.data.parquet_footer import read_footer
from engine.data.sources import open_source
from engine.errors import UserError


def written(folder: Path, table: pa.Table, **options: Any) -> Path:
    path = folder / "a.parquet"
    pq.write_table(table, path, **options)
    return path


NOON = datetime.datetime(2024, 3, 1, 12, 0, 0, 5)
TYPES = [
    (pa.int8(), -128, "-128"),
    (pa.uint64(), 2**64 - 1, "18446744073709551615"),
    (pa.float16(), 1.5, "1.5"),
    (pa.float64(), float("nan"), "nan"),
    (pa.decimal128(10, 2), Decimal("1.50"), "1.50"),
    (pa.decimal256(60, 1), Decimal("-0.5"), "-0.5"),
    (pa.date32(), NOON.date(), "2024-03-01"),
    (pa.time64("us"), NOON.time(), "12:00:00.000005"),
    (pa.timestamp("us"), NOON, "2024-03-01 12:00:00.000005"),
    (pa.timestamp("us", "Europe/Berlin"), NOON, "2024-03-01 13:00:00.000005+01:00"),
    (pa.duration("ms"), datetime.timedelta(2), "2 days, 0:00:00"),
    (pa.bool_(), True, "true"),
    (pa.string(), "a\0b😀", "a\0b😀"),
    (pa.large_string(), "长", "长"),
    (pa.string_view(), "a view of some length", "a view of some length"),
    (pa.binary(), b"a\xff", "a\ufffd"),
    (pa.binary(3), b"abc", "abc"),
    (pa.null(), None, ""),
    (pa.list_(pa.int64()), [1, None], "[1, null]"),
    (pa.struct([("a", pa.float64()), ("b", pa.string())]), {"a": 0.5, "b": "é"}, '{"a": 0.5, "b": "é"}'),
    (pa.list_(pa.struct([("on", pa.date32())])), [{"on": NOON.date()}], '[{"on": "2024-03-01"}]'),
    (pa.map_(pa.string(), pa.int64()), [("k", 1)], '[["k", 1]]'),
    (pa.dictionary(pa.int32(), pa.string()), "x", "x"),
]


@pytest.mark.parametrize(("kind", "value", "text"), TYPES, ids=[str(kind) for kind, _, _ in TYPES])
def test_that_a_value_of_any_type_becomes_the_text_people_know(kind: pa.DataType, value: Any, text: str, tmp_path: Path) -> None:
    source = open_source(written(tmp_path, pa.table({"value": pa.array([value, None], kind)})))
    assert [row.cells for row in source.rows()] == [(text,), ("",)]


def test_that_a_uuid_is_written_with_hyphens(tmp_path: Path) -> None:
    uuids = pa.ExtensionArray.from_storage(pa.uuid(), pa.array([b"0123456789abcdef", None], pa.binary(16)))
    pairs = pa.array([{"a": 1, "b": 2}] * 2)
    source = open_source(written(tmp_path, pa.table({"pair": pairs, "id": uuids, "n": [1, 2]})))
    assert [row.cells[1:] for row in source.rows()] == [("30313233-3435-3637-3839-616263646566", "1"), ("", "2")]


@pytest.mark.parametrize("compression", ["none", "snappy", "zstd", "gzip", "lz4", "brotli"])
@pytest.mark.parametrize("page", ["1.0", "2.0"])
def test_that_row_groups_of_any_compression_are_read_in_order(compression: str, page: str, tmp_path: Path) -> None:
    table = pa.table({"text": [f"text {i % 70}" for i in range(2500)], "n": range(2500)})
    source = open_source(written(tmp_path, table, compression=compression, data_page_version=page, row_group_size=900))
    assert [row.cells for row in source.rows()] == [(f"text {i % 70}", str(i)) for i in range(2500)]
    assert source.position == source.size


@pytest.mark.parametrize(
    "options",
    [{}, {"use_dictionary": False, "column_encoding": "DELTA_BYTE_ARRAY", "data_page_size": 1 << 24}],
    ids=["dictionary", "prefix"],
)
def test_that_a_value_stored_once_is_unpacked_a_few_rows_at_a_time(options: dict[str, Any], tmp_path: Path) -> None:
    path = written(tmp_path, pa.table({"text": ["x" * 8_000_000] * 20 + ["y"]}), **options)
    assert 8_000_000 <= read_footer(path).heaviest < 8_200_000
    rows = open_source(path).rows()
    assert len(next(rows).cells[0]) == 8_000_000
    assert [len(row.cells[0]) for row in rows] == [8_000_000] * 19 + [1]


def test_that_lists_of_a_repeated_value_count_for_each_of_their_values(tmp_path: Path) -> None:
    path = written(tmp_path, pa.table({"texts": [["x" * 1_000_000] * 10] * 4}))
    assert 10_000_000 <= read_footer(path).heaviest < BATCH_BYTES


def test_that_short_repeated_values_do_not_make_batches_small(tmp_path: Path) -> None:
    footer = read_footer(written(tmp_path, pa.table({"label": ["good", "bad"] * 5000, "n": range(10_000)})))
    assert footer.rows == 10_000
    assert footer.heaviest < 100


def test_that_a_table_without_rows_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        list(open_source(written(tmp_path, pa.table({"text": pa.array([], pa.string())}))).rows())
    assert caught.value.code == "data.no-rows"


@pytest.mark.parametrize("damage", ["cut", "no-footer", "long-footer", "other-page", "not-utf8"])
def test_that_a_damaged_file_is_refused(damage: str, tmp_path: Path) -> None:
    path = written(tmp_path, pa.table({"text": ["word"] * 50}), use_dictionary=False, compression="none")
    data = path.read_bytes()
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    path.write_bytes(
        {
            "cut": data[:-30],
            "no-footer": data[:footer] + bytes(len(data) - 8 - footer) + data[-8:],
            "long-footer": data[:-8] + b"\xff\xff\xff\x7f" + data[-4:],
            "other-page": data[:4] + bytes([255] * 40) + data[44:],
            "not-utf8": data.replace(b"word", b"wor\xff"),
        }[damage]
    )
    with pytest.raises(UserError) as caught:
        list(open_source(path).rows())
    assert caught.value.code == "data.damaged"
    assert "a.parquet" in caught.value.text()
