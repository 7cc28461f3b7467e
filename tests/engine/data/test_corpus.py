"""Corpora: which documents a file or folder holds, and their token ids on disk."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from engine.data import corpus as corpus_module
from engine.data import packed_text
from engine.data.corpus import Corpus, documents, read_corpus, split_corpus
from engine.data.corpus_cache import IDS, KEPT, META, OFFSETS, CorpusWriter, open_corpus
from engine.errors import UserError
from engine.paths import cache_root

LINES = "The first line.\nThe second line.\n\nThe third line.\n"
PARAGRAPHS = "One is\non two lines.\n\nTwo is\nas well.\n \nThree\nhas\nthree.\n\n\n\nFour.\n"
EXPECTED_LINES = ["The first line.", "The second line.", "The third line."]
EXPECTED_PARAGRAPHS = ["One is\non two lines.", "Two is\nas well.", "Three\nhas\nthree.", "Four."]
CHINESE = ["这家店的味道很好，下次还会再来，服务员也很热情。", "等了一个小时还没有上菜，真的很失望。", "房间不大，但是我们住得很舒服。"]


@dataclass
class ByteTokenizer:
    """Each UTF-8 byte is a token; capital X is the one that it does not know. Counts how often it was asked."""

    folder: Path
    vocabulary: int = 256
    unknown_id: int | None = ord("X")
    calls: int = 0

    def bare_ids(self, texts: list[str]) -> list[npt.NDArray[np.int32]]:
        self.calls += 1
        return [np.frombuffer(text.encode(), dtype=np.uint8).astype(np.int32) for text in texts]


class Deaf(ByteTokenizer):
    """Knows no letter at all."""

    def bare_ids(self, texts: list[str]) -> list[npt.NDArray[np.int32]]:
        return [np.zeros(0, dtype=np.int32) for _ in texts]


class Sparse(ByteTokenizer):
    """Gives a token that its vocabulary has no room for."""

    def bare_ids(self, texts: list[str]) -> list[npt.NDArray[np.int32]]:
        return [np.asarray([70_000], dtype=np.int32) for _ in texts]


@pytest.fixture
def tokenizer(tmp_path: Path) -> ByteTokenizer:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "tokenizer.json").write_text("{}")
    return ByteTokenizer(folder)


def written(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def texts_of(corpus: Corpus) -> list[str]:
    return [bytes(corpus.document(index).astype(np.uint8)).decode() for index in range(corpus.documents)]


@pytest.mark.parametrize("ending, pack", [(".txt", bytes), (".txt.gz", gzip.compress), (".txt.xz", lzma.compress)])
@pytest.mark.parametrize("text, expected", [(LINES, EXPECTED_LINES), (PARAGRAPHS, EXPECTED_PARAGRAPHS)], ids=["lines", "paragraphs"])
def test_that_plain_text_gives_lines_or_paragraphs_packed_or_not(tmp_path: Path, ending: str, pack, text: str, expected: list[str]) -> None:
    assert list(documents(written(tmp_path / f"a{ending}", pack(text.encode())))) == expected


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_that_archives_of_several_parts_are_read_to_their_end(tmp_path: Path, pack) -> None:
    ending = "gz" if pack is gzip.compress else "xz"
    path = written(tmp_path / f"a.txt.{ending}", pack(b"one\ntw") + pack(b"o\n") + bytes(8) + pack(b"three\n") + bytes(4))
    assert list(documents(path)) == ["one", "two", "three"]


@pytest.mark.parametrize("ending", ["txt", "txt.gz"])
def test_that_chinese_in_gb18030_is_recognised(tmp_path: Path, ending: str) -> None:
    data = "\n".join(CHINESE * 3).encode("gb18030")
    path = written(tmp_path / f"a.{ending}", gzip.compress(data) if ending.endswith("gz") else data)
    assert list(documents(path)) == CHINESE * 3
    assert list(documents(path, encoding="gb18030")) == CHINESE * 3


def test_that_tables_give_the_named_column_or_the_guessed_one(tmp_path: Path) -> None:
    rows = [{"id": str(index), "note": "n", "text": text} for index, text in enumerate(EXPECTED_LINES)]
    written(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    written(tmp_path / "a.json", json.dumps(rows))
    written(tmp_path / "a.csv", "id,note,text\n" + "".join(",".join(row.values()) + "\n" for row in rows) + '9,n,"  "\n')
    written(tmp_path / "a.tsv", "id\tnote\ttext\n" + "".join("\t".join(row.values()) + "\n" for row in rows))
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            sheet.write_row(place, 0, row)
    for ending in ("jsonl", "json", "csv", "tsv", "parquet", "xlsx"):
        assert list(documents(tmp_path / f"a.{ending}")) == EXPECTED_LINES, ending
        assert next(documents(tmp_path / f"a.{ending}", "note")) == "n", ending


def test_that_a_folder_gives_all_its_files_in_the_order_of_their_paths(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    written(folder / "b.txt", LINES)
    written(folder / "a" / "z.csv", "text,label\nfrom a table,x\n")
    written(folder / "a" / "b" / "c.txt.xz", lzma.compress(b"packed\n"))
    written(folder / "c.jsonl", '{"text": "from JSON"}\n{"text": "and more"}\n')
    written(folder / "empty.txt", "")
    written(folder / "header.csv", "text,label\n")
    written(folder / ".hidden.txt", "hidden")
    written(folder / ".git" / "x.txt", "hidden")
    written(folder / "picture.png", b"\x89PNG\r\n\x1a\n")
    assert list(documents(folder)) == ["packed", "from a table", *EXPECTED_LINES, "from JSON", "and more"]


def test_that_long_texts_come_in_pieces_cut_at_line_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_module, "LONGEST", 40)
    paragraph = "\n".join(f"This is line {index:02d}." for index in range(10))
    pieces = list(documents(written(tmp_path / "a.txt", f"{paragraph}\n\nb\nc\n\nd\ne\n")))
    assert "\n".join(pieces) == f"{paragraph}\nb\nc\nd\ne"
    assert max(map(len, pieces)) <= 40 and len(pieces) == 7
    cells = list(documents(written(tmp_path / "a.jsonl", json.dumps({"text": "word " * 30 + "\n" + "x" * 100}))))
    assert "".join(cells) == "word " * 30 + "\n" + "x" * 100
    assert max(map(len, cells)) <= 40


def test_that_damaged_lines_are_left_out_and_told(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    path = written(tmp_path / "a.txt", "schön\n".encode() * 20 + b"bad \xff\xfe\n" + b"more\n")
    corpus = read_corpus(path, "", tokenizer)
    assert texts_of(corpus) == ["schön"] * 20 + ["more"]
    assert any("left out or mended: 1." in str(title) and "Line 21" in str(detail) for title, detail in corpus.notices)
    assert read_corpus(path, "", tokenizer).notices == corpus.notices


@pytest.mark.parametrize(
    "name, data, code",
    [
        ("a.txt", None, "data.missing"),
        ("a.txt.gz", None, "data.missing"),
        ("a.txt", b"", "data.empty"),
        ("a.txt.gz", gzip.compress(b" \n", mtime=0), "data.empty"),
        ("a.txt.gz", b"no archive", "data.damaged"),
        ("a.txt.gz", gzip.compress(b"words and words\n" * 5, mtime=0)[:-12], "data.damaged"),
        ("a.txt.xz", b"no archive", "data.damaged"),
        ("a.txt.xz", lzma.compress(b"words and words\n" * 5)[:-12], "data.damaged"),
        ("a.txt.gz", gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(100), mtime=0), "data.not-what-it-says"),
        ("a.txt", b"\x1f\x8b" + bytes(range(200)), "data.not-what-it-says"),
        ("a.csv", b"id,other\n1,2\n", "data.missing-column"),
        ("a.csv", b"named,label\n", "data.no-rows"),
    ],
)
def test_that_what_can_not_be_read_is_the_users_to_mend(tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    if data is not None:
        written(tmp_path / name, data)
    with pytest.raises(UserError) as caught:
        list(documents(tmp_path / name, "named"))
    assert caught.value.code == code
    assert name in str(caught.value) and caught.value.hint


def test_that_a_folder_without_texts_is_refused_at_once(tmp_path: Path) -> None:
    written(tmp_path / "corpus" / "a.png", b"")
    with pytest.raises(UserError) as caught:
        documents(tmp_path / "corpus")
    assert caught.value.code == "data.no-corpus"


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_that_a_file_made_to_grow_without_measure_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack) -> None:
    monkeypatch.setattr(packed_text, "EXPANDED", 3 << 20)
    path = written(tmp_path / f"a.txt.{'gz' if pack is gzip.compress else 'xz'}", pack(b"all the same line\n" * 300_000))
    with pytest.raises(UserError) as caught:
        list(documents(path))
    assert caught.value.code == "data.expands"


def test_that_an_xz_file_that_asks_for_gigabytes_of_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.txt.xz", lzma.compress(b"words\n", preset=9))
    assert list(documents(path)) == ["words"]
    monkeypatch.setattr(packed_text, "XZ_MEMORY", 16 << 20)
    with pytest.raises(UserError) as caught:
        list(documents(path))
    assert caught.value.code == "data.damaged"


def test_that_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.txt.gz", "wb") as file:
        for _ in range(17):
            file.write(os.urandom(1 << 19).hex().encode())
    with pytest.raises(UserError) as caught:
        list(documents(tmp_path / "a.txt.gz"))
    assert caught.value.code == "data.line-too-long"


def test_that_a_corpus_holds_the_ids_of_each_document_and_what_was_counted(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    path = written(tmp_path / "a.txt", "one X\n\nzwölf\nX\n")
    said: list[float] = []
    corpus = read_corpus(path, "", tokenizer, said.append)
    assert texts_of(corpus) == ["one X", "zwölf", "X"]
    assert (corpus.documents, corpus.tokens, corpus.bytes, corpus.characters, corpus.unknown) == (3, 12, 12, 11, 2)
    assert corpus.lengths.tolist() == [5, 6, 1] and corpus.lengths.dtype == np.int64
    assert corpus.document(0).dtype == np.int32
    assert corpus.ids.dtype == np.dtype("<u2") and corpus.ids.size == corpus.tokens
    assert list(corpus.fingerprints) == [str(path)]
    assert said == sorted(said) and said[-1] == 1.0
    with pytest.raises(IndexError):
        corpus.document(3)


def test_that_large_vocabularies_get_wide_ids(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    path = written(tmp_path / "a.txt", LINES)
    assert read_corpus(path, "", Sparse(tokenizer.folder, 70_001)).document(0).tolist() == [70_000]
    with pytest.raises(UserError) as caught:
        read_corpus(path, "", Sparse(tokenizer.folder, 65_536))
    assert caught.value.code == "model.tokenizer-ids"


def test_that_documents_without_a_token_are_passed_over_and_a_corpus_of_them_is_refused(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    with pytest.raises(UserError) as caught:
        read_corpus(written(tmp_path / "a.txt", LINES), "", Deaf(tokenizer.folder))
    assert caught.value.code == "data.corpus-empty"
    assert list((cache_root() / "corpora").iterdir()) == []


def test_that_a_corpus_is_tokenized_once(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    folder = tmp_path / "corpus"
    written(folder / "a.txt", LINES)
    written(folder / "b.txt", PARAGRAPHS)
    first = read_corpus(folder, "", tokenizer)
    again = read_corpus(folder, "", tokenizer)
    assert tokenizer.calls == 1 and again.folder == first.folder and texts_of(again) == texts_of(first)
    moved = read_corpus(folder.rename(tmp_path / "moved"), "", tokenizer)
    assert tokenizer.calls == 1 and list(moved.fingerprints) == [str(tmp_path / "moved" / "a.txt"), str(tmp_path / "moved" / "b.txt")]


def test_that_another_text_column_or_tokenizer_makes_another_cache(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    path = written(tmp_path / "a.csv", "text,note\nwords,more\n")
    folders = {read_corpus(path, "text", tokenizer).folder, read_corpus(path, "note", tokenizer).folder}
    (tokenizer.folder / "tokenizer.json").write_text('{"other": 1}')
    folders.add(read_corpus(path, "text", tokenizer).folder)
    (tokenizer.folder / "tokenizer.json").rename(tokenizer.folder / "vocab.json")
    folders.add(read_corpus(path, "text", tokenizer).folder)
    (tokenizer.folder / "vocab.json").write_text("{}")
    folders.add(read_corpus(path, "text", tokenizer).folder)
    written(path, "text,note\nwords,less\n")
    folders.add(read_corpus(path, "text", tokenizer).folder)
    assert len(folders) == tokenizer.calls == 6


@pytest.mark.parametrize("name, data", [(IDS, b"\0"), (OFFSETS, bytes(32)), (META, b"{"), (META, None), (IDS, None)])
def test_that_a_damaged_cache_is_made_anew(tmp_path: Path, tokenizer: ByteTokenizer, name: str, data: bytes | None) -> None:
    path = written(tmp_path / "a.txt", LINES)
    folder = read_corpus(path, "", tokenizer).folder
    if data is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(data)
    assert open_corpus(folder) is None
    assert texts_of(read_corpus(path, "", tokenizer)) == EXPECTED_LINES
    assert tokenizer.calls == 2
    assert [item.name for item in (cache_root() / "corpora").iterdir()] == [folder.name]


def test_that_a_failed_reading_leaves_nothing_behind(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    written(tmp_path / "corpus" / "a.txt", LINES)
    written(tmp_path / "corpus" / "b.txt.gz", b"no archive")
    with pytest.raises(UserError):
        read_corpus(tmp_path / "corpus", "", tokenizer)
    assert list((cache_root() / "corpora").iterdir()) == []


def test_that_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    path = written(tmp_path / "a.txt", LINES)
    with pytest.raises(UserError) as caught:
        read_corpus(path, "", tokenizer, lambda share: written(path, LINES + "more") and None)
    assert caught.value.code == "data.changed"


def test_that_the_process_that_is_second_takes_what_the_first_has_put_in_place(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    folder = tmp_path / "corpora" / "key"
    with CorpusWriter(folder, 256, None) as slow, CorpusWriter(folder, 256, None) as fast:
        for writer in (slow, fast):
            writer.add(["abc"], tokenizer.bare_ids(["abc"]))
        first = fast.finish({}, [])
        second = slow.finish({}, [])
    assert first is not None and second is not None and texts_of(second) == texts_of(first) == ["abc"]
    assert list(folder.parent.iterdir()) == [folder]


def test_that_processes_that_read_the_same_corpus_at_once_all_end_well(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    path = written(tmp_path / "a.txt", "a line of words\n" * 20_000)
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "import test_corpus as t\n"
        "print(t.read_corpus(Path(sys.argv[2]), '', t.ByteTokenizer(Path(sys.argv[3]))).tokens)"
    )
    command = [sys.executable, "-c", script, str(Path(__file__).parent), str(path), str(tokenizer.folder)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [child.communicate()[0].strip() for child in children] == ["300000"] * 3
    assert len(list((cache_root() / "corpora").iterdir())) == 1


def test_that_only_the_newest_caches_are_kept_and_leftovers_of_dead_processes_go(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    root = cache_root() / "corpora"
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    written(root / f".tmp-{ended.pid}-abc" / IDS, b"")
    written(root / f".tmp-{os.getpid()}-abc" / IDS, b"")
    folders = []
    for index in range(KEPT + 2):
        folders.append(read_corpus(written(tmp_path / "a.txt", f"text {index}\n"), "", tokenizer).folder)
        os.utime(folders[-1], (index, index))
        if index == KEPT - 1:
            assert read_corpus(written(tmp_path / "a.txt", "text 0\n"), "", tokenizer).folder == folders[0]  # used: new again
    left = {item for item in root.iterdir() if not item.name.startswith(".")}
    assert left == {folders[0], *folders[3:]}
    assert [item.name for item in root.glob(".tmp-*")] == [f".tmp-{os.getpid()}-abc"]


def test_that_memory_does_not_grow_with_the_corpus(tmp_path: Path, tokenizer: ByteTokenizer) -> None:
    line = b"some words of a long text, again and again " * 23 + b"\n"
    with gzip.open(tmp_path / "a.txt.gz", "wb", compresslevel=1) as file:
        for _ in range(60):
            file.write(line * 1000)
    script = (
        "import psutil, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "import test_corpus as t\n"
        "memory = psutil.Process().memory_info\n"
        "start, sizes = memory().rss, []\n"
        "corpus = t.read_corpus(Path(sys.argv[2]), '', t.ByteTokenizer(Path(sys.argv[3])), lambda share: sizes.append(memory().rss))\n"
        "print(corpus.documents, corpus.bytes, max(sizes) - start)"
    )
    command = [sys.executable, "-c", script, str(Path(__file__).parent), str(tmp_path / "a.txt.gz"), str(tokenizer.folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    texts, size, grown = map(int, done.stdout.split())
    assert (texts, size) == (60_000, 60_000 * (len(line) - 1))
    assert grown < 120 << 20


def made(tmp_path: Path, lengths: list[int]) -> Corpus:
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Corpus(np.zeros(sum(lengths), dtype=np.uint16), offsets, {}, 0, 0, 0, tmp_path)


def test_that_a_split_holds_back_whole_documents_of_about_that_share_of_tokens(tmp_path: Path) -> None:
    lengths = np.random.default_rng(3).integers(1, 400, 2000).tolist()
    corpus = made(tmp_path, [*lengths, 20_000])
    for seed in range(5):
        training, validation = split_corpus(corpus, 0.05, seed)
        assert sorted([*training, *validation]) == list(range(2001))
        assert training.dtype == validation.dtype == np.int64
        assert np.all(np.diff(validation) > 0) and np.all(np.diff(training) > 0)
        assert corpus.lengths[validation].sum() == pytest.approx(0.05 * corpus.tokens, abs=200)


def test_that_a_split_is_the_same_for_the_same_seed_and_another_for_another(tmp_path: Path) -> None:
    corpus = made(tmp_path, [10] * 1000)
    assert split_corpus(corpus, 0.1, 7)[1].tolist() == split_corpus(corpus, 0.1, 7)[1].tolist()
    assert split_corpus(corpus, 0.1, 7)[1].tolist() != split_corpus(corpus, 0.1, 8)[1].tolist()
    assert split_corpus(made(tmp_path, [10] * 10), 0.2, 0)[1].tolist() == [2, 8]  # on every machine


@pytest.mark.parametrize("lengths", [[1, 1], [1000, 1], [3, 1000, 1000]])
@pytest.mark.parametrize("share", [0.0001, 0.5, 0.999])
def test_that_both_sides_of_a_split_have_a_document(tmp_path: Path, lengths: list[int], share: float) -> None:
    training, validation = split_corpus(made(tmp_path, lengths), share, 0)
    assert len(training) >= 1 and len(validation) >= 1


def test_that_a_single_document_can_not_be_split(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        split_corpus(made(tmp_path, [100]), 0.1, 0)
    assert caught.value.code == "data.corpus-small"
