"""Texts as chips: whatever the text and the tokenizer, the chips join to the text, and each says truly what it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.inspectors._blocks import Chip
from engine.inspectors._pieces import Spelling, chips, labels, visible, with_dropped
from engine.models.starters import locate
from engine.models.tokenizers import TextTokenizer

TEXTS = ["the cat sat on the mat, the café was lovely", "你好世界 天气 weather", "walking talking 😀 naïve", "fine office"]
STARTERS = ("encoder", "decoder", "encoder-decoder", "encoder-small")
FAMILY = "👩\u200d👩\u200d👧"
ODD = [
    *("ﬁ", "ﷺ", FAMILY, "e\u0301", "\u0301", "\u200b", "\t", "\r\n", " ", "  ", "the", "cat", "▁", "Ġ", "你", "\ufffd", "\x00"),
    *("[MASK]", "[UNK]", "<|endoftext|>", "</s>", "<unk>", "<0xE4>", "\u00a0", "İ", "ß", "\u3000", "\ufeff", "\U000e0001", "가", "…", "①"),
]
ANY_TEXT = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=3)), max_size=12).map("".join)


def wordpiece() -> Any:
    """Lower-cased, accents stripped, as BERT's."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made.train_from_iterator(TEXTS, trainers.WordPieceTrainer(vocab_size=120, special_tokens=special, show_progress=False))
    ends = [("[CLS]", 2), ("[SEP]", 3)]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ends)
    return made


def byte_level(prefix: bool, trimmed: bool, normalizer: Any = None) -> Any:
    """As GPT-2's, with or without a space put before the text, and with offsets that leave spaces out or don't."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

    made = Tokenizer(models.BPE())
    if normalizer is not None:
        made.normalizer = normalizer
    made.pre_tokenizer, made.decoder = pre_tokenizers.ByteLevel(add_prefix_space=prefix), decoders.ByteLevel()
    letters = pre_tokenizers.ByteLevel.alphabet()
    special = ["<|endoftext|>", "</s>"]
    trainer = trainers.BpeTrainer(vocab_size=330, special_tokens=special, initial_alphabet=letters, show_progress=False)
    made.train_from_iterator(TEXTS, trainer)
    made.post_processor = processors.ByteLevel(trim_offsets=trimmed, add_prefix_space=prefix)
    return made


def roberta() -> Any:
    """Byte-level, with characters put together first, and two special tokens between the texts of a pair."""
    from tokenizers import normalizers, processors

    made = byte_level(prefix=False, trimmed=True, normalizer=normalizers.NFC())
    made.post_processor = processors.RobertaProcessing(("</s>", 1), ("<|endoftext|>", 0), trim_offsets=True, add_prefix_space=False)
    return made


def unigram() -> Any:
    """As T5's, with a normalizer that changes lengths."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

    made = Tokenizer(models.Unigram())
    made.normalizer, made.pre_tokenizer, made.decoder = normalizers.NFKC(), pre_tokenizers.Metaspace(), decoders.Metaspace()
    special = ["<unk>", "</s>"]
    trainer = trainers.UnigramTrainer(vocab_size=80, special_tokens=special, unk_token="<unk>", show_progress=False)
    made.train_from_iterator(TEXTS, trainer)
    made.post_processor = processors.TemplateProcessing(single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 1)])
    return made


def byte_fallback() -> Any:
    """As Llama 2's: the whole text is one word, and characters without an entry become bytes."""
    from tokenizers import Tokenizer, decoders, models, normalizers, processors

    merges = [("▁", "t"), ("h", "e"), ("▁t", "he"), ("c", "a"), ("▁", "ca")]
    names = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), *"▁abcdefghijklmnopqrstuvwxyz", *map("".join, merges)]
    vocabulary = {name: id for id, name in enumerate(names)}
    made = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    made.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s>:1 $B:1", special_tokens=[("<s>", 1)])
    made.add_special_tokens(["<unk>", "<s>", "</s>"])
    return made


def unigram_bytes() -> Any:
    """As ALBERT's kin with byte fallback: two words, letters, and bytes for everything else."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    names = ["<unk>", *(f"<0x{byte:02X}>" for byte in range(256)), "▁", "▁the", "▁cat", *"abcdefghijklmnopqrstuvwxyz"]
    made = Tokenizer(models.Unigram([(name, -float(len(names))) for name in names], 0, byte_fallback=True))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Metaspace()])
    return made


def word_level() -> Any:
    """Two known words; everything else is unknown. No special tokens around a text."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    made = Tokenizer(models.WordLevel({"[UNK]": 0, "the": 1, "cat": 2}, unk_token="[UNK]"))
    made.normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


def dropping() -> Any:
    """Three entries and no unknown token: all other letters vanish."""
    from tokenizers import Tokenizer, models

    return Tokenizer(models.BPE({"a": 0, "b": 1, "ab": 2}, [("a", "b")]))


MADE: dict[str, Callable[[], Any]] = {
    "wordpiece": wordpiece,
    "byte-level": lambda: byte_level(prefix=False, trimmed=False),
    "byte-level-trimmed": lambda: byte_level(prefix=False, trimmed=True),
    "byte-level-prefixed": lambda: byte_level(prefix=True, trimmed=True),
    "roberta": roberta,
    "unigram": unigram,
    "unigram-bytes": unigram_bytes,
    "byte-fallback": byte_fallback,
    "word-level": word_level,
    "dropping": dropping,
}


@pytest.fixture(scope="module")
def tokenizers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, TextTokenizer]:
    """Every kind, opened as a model folder's is."""
    found = {name: TextTokenizer(locate(f"starter:{name}").folder) for name in STARTERS}
    for name, make in MADE.items():
        folder: Path = tmp_path_factory.mktemp(name)
        made = make()
        made.save(str(folder / "tokenizer.json"))
        settings = {"unk_token": getattr(made.model, "unk_token", None)}
        (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
        found[name] = TextTokenizer(folder)
    return found


def texts(found: tuple[Chip, ...]) -> list[str]:
    return [chip.text for chip in found]


@pytest.mark.parametrize("kind", [*MADE, *STARTERS])
def test_that_chips_of_any_text_and_pair_join_to_exactly_that_text(kind: str, tokenizers: dict[str, TextTokenizer]) -> None:
    tokenizer = tokenizers[kind]

    @settings(max_examples=80)
    @given(ANY_TEXT, st.one_of(st.just(""), ANY_TEXT))
    def check(text: str, pair: str) -> None:
        found = chips(tokenizer, text, pair)
        assert [chip.id for chip in found] == tokenizer.encoding(text, pair).ids
        whole = with_dropped(found, text, pair)
        assert "".join(texts(whole)) == text + pair
        assert all((text + pair)[chip.start : chip.end] == chip.text for chip in whole)
        assert "".join(chip.text for chip in whole if chip.side == 1) == pair
        for chip in found:
            assert chip.kind != "special" or not chip.text or chip.token in chip.text
        assert len(labels(found)) == len(found)

    check()


@pytest.mark.parametrize("kind", ["byte-level", "byte-level-trimmed", "decoder", "encoder-decoder"])
def test_that_a_byte_level_chip_has_exactly_the_characters_that_its_bytes_complete(kind: str, tokenizers: dict[str, TextTokenizer]) -> None:
    @settings(max_examples=80)
    @given(ANY_TEXT)
    def check(text: str) -> None:
        begun = b""
        for chip in chips(tokenizers[kind], text):
            if chip.kind == "special":
                assert not begun
                continue
            begun += bytes.fromhex(chip.bytes)
            ready = chip.text.encode()
            assert begun.startswith(ready)
            assert chip.kind == "bytes" or begun == ready
            assert not chip.character or chip.text.startswith(chip.character)
            begun = begun[len(ready) :]
        assert not begun

    check()


@pytest.mark.parametrize("kind", [*MADE, *STARTERS])
def test_that_cut_tokens_are_those_which_the_model_would_not_get(kind: str, tokenizers: dict[str, TextTokenizer]) -> None:
    tokenizer = tokenizers[kind]

    @settings(max_examples=40)
    @given(ANY_TEXT, st.integers(3, 12))
    def check(text: str, length: int) -> None:
        kept = [chip.id for chip in chips(tokenizer, text, max_length=length) if chip.kind != "cut"]
        given_to_model = tokenizer.encode([text], length).row(0).tolist()
        assert kept == given_to_model or (not kept and given_to_model == [tokenizer.padding_id])

    check()


def test_that_dropped_spaces_go_with_the_token_behind_and_at_the_end_with_the_one_before(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["wordpiece"], " the \t cat\x00  ")
    assert texts(found) == ["", " the", " \t cat\x00  ", ""]
    assert [chip.kind for chip in found] == ["special", "plain", "plain", "special"]
    assert [chip.word for chip in found] == [-1, 0, 1, -1]


def test_that_a_character_in_several_tokens_stands_with_the_one_that_completes_it(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["byte-level"], "ÿx")
    assert [(chip.text, chip.bytes, chip.character, chip.kind) for chip in found] == [
        ("", "C3", "", "bytes"),
        ("ÿ", "BF", "ÿ", "bytes"),
        ("x", "78", "", "plain"),
    ]
    assert labels(found) == ("<C3>", "<BF>", "x")


def test_that_a_space_that_is_a_token_has_its_space_even_where_offsets_leave_it_out(tokenizers: dict[str, TextTokenizer]) -> None:
    assert texts(chips(tokenizers["decoder"], "  a   b ")) == [" ", " a", "  ", " b", " "]


def test_that_bytes_which_stand_in_for_a_character_say_which_one_they_complete(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["byte-fallback"], "the\n你")
    assert [(chip.text, chip.kind, chip.bytes, chip.character) for chip in found] == [
        ("", "special", "", ""),
        ("the", "plain", "", ""),
        ("\n", "bytes", "0A", "\n"),
        ("", "bytes", "E4", ""),
        ("", "bytes", "BD", ""),
        ("你", "bytes", "A0", "你"),
    ]
    assert labels(found) == ("<s>", "·the", "⏎", "<E4>", "<BD>", "<A0>")


def test_that_unknown_tokens_keep_the_text_that_they_swallowed(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["word-level"], f"the {FAMILY}你 cat")
    unknown = [chip for chip in found if chip.kind == "unknown"]
    assert "".join(texts(tuple(unknown))) == f" {FAMILY}你"
    assert {chip.token for chip in unknown} == {"[UNK]"}
    assert [chip.text for chip in chips(tokenizers["encoder"], "a 你 b") if chip.kind == "unknown"] == [" 你"]


def test_that_a_typed_special_token_is_one_and_keeps_its_text(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["encoder"], "the [MASK] and\x00[UNK]")
    assert [(chip.text, chip.kind) for chip in found] == [
        ("", "special"),
        ("the", "plain"),
        (" [MASK]", "special"),
        (" and", "plain"),
        ("\x00[UNK]", "special"),
        ("", "special"),
    ]


def test_that_a_ligature_stands_with_the_last_of_the_letters_it_becomes(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["unigram"], "oﬁ")
    assert "".join(texts(found)) == "oﬁ"
    assert [chip.text for chip in found if chip.token.endswith("i")] == ["ﬁ"]


def test_that_a_text_without_any_token_is_shown_as_not_seen(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["encoder"], " \u200b", "the cat")
    assert [chip.kind for chip in found] == ["special", "special", "plain", "plain", "special"]
    whole = with_dropped(found, " \u200b", "the cat")
    assert [(chip.text, chip.kind) for chip in whole][2] == (" \u200b", "cut")
    assert [chip.side for chip in whole] == [0, 0, 0, 1, 1, 1]
    assert with_dropped(chips(tokenizers["dropping"], "xyz"), "xyz")[0].text == "xyz"


def test_that_words_are_counted_by_their_spaces_where_the_tokenizer_knows_none(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["byte-fallback"], "the cat the")
    assert [(chip.token, chip.word) for chip in found] == [("<s>", -1), ("▁the", 0), ("▁ca", 1), ("t", 1), ("▁the", 2)]


def test_that_the_second_text_of_a_pair_is_counted_behind_the_first(tokenizers: dict[str, TextTokenizer]) -> None:
    found = chips(tokenizers["roberta"], "the cat", "the mat")
    assert next(chip.start for chip in found if chip.side == 1 and chip.kind != "special") == len("the cat")
    assert [chip.side for chip in found if chip.kind == "special"] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("\u200b", "<U+200B>"), (" a", "·a"), ("\n", "⏎"), ("\t", "⇥"), ("\u0301", "◌\u0301"), ("##ing", "##ing"), ("é", "é")],
)
def test_that_nothing_in_a_name_is_hidden(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_that_letters_which_only_look_like_bytes_are_left_as_they_are(tokenizers: dict[str, TextTokenizer]) -> None:
    assert "é" in labels(chips(tokenizers["unigram"], "café"))
    spelling = Spelling(tokenizers["byte-fallback"])
    assert [spelling.readable(id, tokenizers["byte-fallback"].token(id)) for id in (1, 3 + 0x41, 3 + 0xE4)] == ["<s>", "A", "<E4>"]
