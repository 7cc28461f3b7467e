"""What a Parquet file's footer and page headers say of its size, read without a library, because arro3 tells none of it.

Both are Thrift structures in the compact protocol; the numbers below are fields of parquet-format's parquet.thrift. Values are
read by arro3 in binary_tables.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

Shape = Mapping[int, Any]  # the fields of a structure that are wanted, each with those inside of it

_MAGIC = b"PAR1"
_GARBLED = "its footer is garbled"
_CHUNK: Shape = {1: {}, 2: {}, 5: {}, 7: {}, 9: {}, 11: {}}  # type, encodings, values, compressed size, offsets of data and dictionary
_GROUP: Shape = {1: {3: _CHUNK}, 2: {}, 3: {}}  # chunks, size unpacked, rows
_FOOTER: Shape = {2: {5: {}, 10: {14: {}}}, 3: {}, 4: _GROUP}  # schema (children, UUID or not), rows, row groups
_PAGE: Shape = {1: {}, 2: {}, 3: {}, 7: {1: {}}}  # type, size unpacked and packed, values of a dictionary
_BYTES, _FIXED_BYTES = 6, 7  # types whose values may be long
_DICTIONARY_PAGE, _PREFIXES = 2, 7  # a page's type; the encoding (DELTA_BYTE_ARRAY) that repeats a value's beginning


class ParquetFooter(NamedTuple):
    """`expanded`: bytes of all pages unpacked. `heaviest`: bytes that a row has at most when values are stored once and repeated."""

    rows: int
    expanded: int
    heaviest: int
    uuids: frozenset[int]


def read_footer(path: Path) -> ParquetFooter:
    """The sizes that a Parquet file declares. Raises ValueError if it is damaged, OSError if it can't be read."""
    try:
        with path.open("rb") as file:
            return _footer(file, path.stat().st_size)
    except (LookupError, TypeError, AttributeError):  # a field is missing, or is of another type
        raise ValueError(_GARBLED) from None


def _footer(file: BinaryIO, size: int) -> ParquetFooter:
    file.seek(max(size - 8, 0))
    length, magic = int.from_bytes(file.read(4), "little"), file.read(4)
    if magic != _MAGIC:
        raise ValueError("its end is missing or encrypted")
    footer = _struct_at(file, size, size - 8 - length, _FOOTER)
    groups = footer.get(4, [])
    heaviest = 0
    for group in groups:
        chunks = [chunk[3] for chunk in group[1]]
        # a list has several values in a row, about as many in each
        heaviest = max(heaviest, sum(_repeated(file, size, chunk) * max(1, chunk[5] // max(group[3], 1)) for chunk in chunks))
    return ParquetFooter(footer[3], sum(group[2] for group in groups), heaviest, _uuids(footer[2]))


def _repeated(file: BinaryIO, size: int, chunk: Mapping[int, Any]) -> int:
    """Bytes that a value of a chunk has at most, if it is a reference to a dictionary or to the value before."""
    if chunk[1] not in (_BYTES, _FIXED_BYTES) or not chunk[5]:
        return 0
    start = chunk.get(11) or chunk[9]
    first = _struct_at(file, size, start, _PAGE)
    longest = 0
    if first[1] == _DICTIONARY_PAGE:
        count = max(first[7][1], 1)
        longest = first[2] // count if chunk[1] == _FIXED_BYTES else first[2] - 4 * (count - 1)
    if _PREFIXES in chunk[2]:
        longest = max(longest, *_page_sizes(file, size, start, start + chunk[7]))
    return longest


def _page_sizes(file: BinaryIO, size: int, start: int, end: int) -> Iterator[int]:
    while start < end:
        page = _struct_at(file, size, start, _PAGE)
        yield page[2]
        start = file.tell() + max(page[3], 0)


def _uuids(schema: list[dict[int, Any]]) -> frozenset[int]:
    """Places of the columns that are UUIDs; the schema lists its tree depth first, each element with the count of its children."""
    found, place, waiting = set(), -1, 0
    for element in schema[1:]:
        if not waiting:
            place, waiting = place + 1, 1
            if 14 in element.get(10, {}):
                found.add(place)
        waiting += element.get(5, 0) - 1
    return frozenset(found)


def _struct_at(file: BinaryIO, size: int, offset: int, wanted: Shape) -> dict[int, Any]:
    if not 0 < offset < size:
        raise ValueError("it is cut off")
    file.seek(offset)
    return _struct(file, wanted)


def _struct(file: BinaryIO, wanted: Shape) -> dict[int, Any]:
    """The fields of a structure that are wanted, by number; the others are passed over."""
    found: dict[int, Any] = {}
    field = 0
    while head := file.read(1)[0]:
        field = field + (head >> 4) if head >> 4 else _signed(file)
        value = _value(file, head & 15, wanted.get(field))
        if field in wanted:
            found[field] = value
    return found


def _value(file: BinaryIO, kind: int, wanted: Shape | None) -> Any:
    """A value of one of Thrift's compact types: whole numbers, lists and structures; None for what nobody wants."""
    if kind in (1, 2):  # true and false, inside of the field's head
        return kind == 1
    if kind == 3:
        return file.read(1)[0]
    if kind in (4, 5, 6):
        return _signed(file)
    if kind in (7, 8):  # 8 bytes, or as many as are counted
        length = 8 if kind == 7 else _unsigned(file)
        if length >> 31:
            raise ValueError(_GARBLED)
        file.seek(length, os.SEEK_CUR)
        return None
    if kind in (9, 10):
        head = file.read(1)[0]
        count = head >> 4 if head >> 4 < 15 else _unsigned(file)
        values = (_value(file, max(head & 15, 3), wanted) for _ in range(count))  # a truth in a list takes a byte
        return list(values) if wanted is not None else sum(0 for _ in values)
    if kind == 12:
        return _struct(file, wanted or {})
    raise ValueError(_GARBLED)


def _unsigned(file: BinaryIO) -> int:
    number = 0
    for shift in range(0, 70, 7):
        byte = file.read(1)[0]
        number |= (byte & 127) << shift
        if byte < 128:
            return number
    raise ValueError(_GARBLED)


def _signed(file: BinaryIO) -> int:
    number = _unsigned(file)
    return (number >> 1) ^ -(number & 1)
