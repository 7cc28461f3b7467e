"""Training tokenizers: what is written loads everywhere, is always the same, and is measured truly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.errors import UserError
from engine.models import tokenizer_training
from engine.models.tokenizer_training import (
    SENTINELS,
    Family,
    Kind,
    TokenizerReport,
    TokenizerWish,
    smallest_vocabulary,
    special_ids,
    train_tokenizer,
)
from engine.models.tokenizers import TextTokenizer

ENGLISH = [
    "The harbour was quiet when the last boat came in.",
    "She doesn't read the paper on Mondays; nobody does.",
    "We've counted 12,345 birds since 1998, and they're still coming.",
    "A baker who sings while he kneads makes better bread!",
    "Is the train to Newcastle late again, or am I early?",
    "The old clock struck seven, then eight, then stopped.",
    "Nothing grows under the walnut tree except moss.",
    "He paid £3.50 for tea and left without drinking it 😀",
    "Our neighbours' cat sleeps in the post box when it rains.",
    "Read the manual first: the second valve opens to the left.",
    "Snow fell on the market, on the stalls and on the apples.",
    "The children built a bridge of planks over the stream.",
    "Please write your name, your street and your town below.",
    "It was a long winter and the wood ran out in March.",
    "The teacher asked whether anyone had seen the comet.",
    "Every window in the village was lit that evening.",
]
CHINESE = [
    "今天的天气很好，我们去公园散步吧。",
    "他把书放在桌子上，然后出去了。",
    "这家餐厅的服务很好，但是菜有点咸。",
    "你知道图书馆几点关门吗？",
    "春天来了，山上的花都开了。",
    "火车晚点了四十分钟，大家都很着急。",
    "她每天早上六点起床，先喝一杯热水。",
    "孩子们在河边放风筝，笑声传得很远。",
    "这本小说写得很好，我看了两遍。",
    "请在下面写上您的姓名和地址。",
    "老师问我们有没有看见昨晚的彗星。",
    "冬天很长，三月的时候木柴已经用完了。",
    "我们的邻居养了一只很胖的猫😀",
    "市场上的苹果又便宜又好吃！",
    "他用Python写了一个小程序，只有30行。",
    "天黑以后，村子里的灯都亮了。",
]
MIXED = [text for pair in zip(ENGLISH, CHINESE, strict=True) for text in pair]
CORPORA = {"English": ENGLISH, "Chinese": CHINESE, "mixed": MIXED}
KINDS: tuple[Kind, ...] = ("bpe", "wordpiece", "unigram")
FAMILIES: tuple[Family, ...] = ("encoder", "decoder", "encoder-decoder")
FIRST = {
    "encoder": ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
    "decoder": ["<|endoftext|>", "<|pad|>", "<|im_start|>", "<|im_end|>"],
    "encoder-decoder": ["<pad>", "</s>", "<unk>", *SENTINELS],
}
EVERY = pytest.mark.parametrize(
    ("kind", "family", "corpus"), [(kind, family, corpus) for kind in KINDS for family in FAMILIES for corpus in CORPORA]
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A function that trains a tokenizer of 600 entries once for all tests: (folder, report)."""

    @cache
    def train(kind: Kind, family: Family, corpus: str) -> tuple[Path, TokenizerReport]:
        folder = tmp_path_factory.mktemp("tokenizer")
        return folder, train_tokenizer(CORPORA[corpus] * 2, folder, TokenizerWish(kind, 600, family, max_length=64))

    return train


def plain_tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def transformers_tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


@EVERY
def test_that_transformers_reads_the_folder_as_it_was_trained(trained: Any, kind: Kind, family: Family, corpus: str) -> None:
    folder, report = trained(kind, family, corpus)
    ours, theirs, mine = plain_tokenizer(folder), transformers_tokenizer(folder), TextTokenizer(folder)
    assert theirs.is_fast
    assert len(theirs) == report.vocabulary == mine.vocabulary <= 600
    assert theirs.model_max_length == mine.limit == 64
    encoded = mine.encode(MIXED, 512)
    for place, text in enumerate(MIXED):
        assert theirs(text)["input_ids"] == ours.encode(text).ids == encoded.row(place).tolist()
    assert theirs("one", "two")["input_ids"] == ours.encode("one", "two").ids
    assert theirs.padding_side == "right"


@EVERY
def test_that_special_tokens_are_the_first_and_have_their_roles(trained: Any, kind: Kind, family: Family, corpus: str) -> None:
    folder, _ = trained(kind, family, corpus)
    names = list(FIRST[family]) + (["<|unk|>"] if family == "decoder" and kind != "bpe" else [])
    theirs, ours = transformers_tokenizer(folder), plain_tokenizer(folder)
    assert theirs.convert_ids_to_tokens(list(range(len(names)))) == names
    assert special_ids(kind, family) == {name: place for place, name in enumerate(names)}
    assert {added.content for added in ours.get_added_tokens_decoder().values()} == set(names)
    assert set(theirs.all_special_tokens) == set(names)
    mine = TextTokenizer(folder)
    assert mine.padding_id == theirs.pad_token_id == names.index({"decoder": "<|pad|>"}.get(family, names[0]))
    assert mine.unknown_id == theirs.unk_token_id
    if family == "encoder":
        roles = (theirs.unk_token, theirs.cls_token, theirs.sep_token, theirs.mask_token)
        assert roles == ("[UNK]", "[CLS]", "[SEP]", "[MASK]")
    elif family == "decoder":
        assert theirs.bos_token == theirs.eos_token == "<|endoftext|>"
        assert theirs.unk_token == (None if kind == "bpe" else "<|unk|>")
    else:
        assert (theirs.eos_token, theirs.unk_token) == ("</s>", "<unk>")


@pytest.mark.parametrize("kind", KINDS)
def test_that_special_tokens_stand_around_texts_and_pairs(trained: Any, kind: Kind) -> None:
    encoder = transformers_tokenizer(trained(kind, "encoder", "mixed")[0])
    pair = encoder("the cat", "天气很好")
    one, two = (encoder(text, add_special_tokens=False)["input_ids"] for text in ("the cat", "天气很好"))
    assert pair["input_ids"] == [2, *one, 3, *encoder("x", "天气很好")["input_ids"][-len(two) - 1 :]]
    assert sorted(pair["token_type_ids"]) == pair["token_type_ids"]
    assert pair["token_type_ids"].count(0) == len(one) + 2
    assert encoder("the [MASK] cat")["input_ids"].count(4) == 1
    decoder = transformers_tokenizer(trained(kind, "decoder", "mixed")[0])
    assert min(decoder("the cat")["input_ids"]) > 4
    both = transformers_tokenizer(trained(kind, "encoder-decoder", "mixed")[0])("the <extra_id_3> cat")
    assert both["input_ids"][-1] == 1 and 6 in both["input_ids"]
    assert set(both) == {"input_ids", "attention_mask"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("architecture", ["bert", "llama", "qwen3", "mistral", "gpt2", "marian", "t5"])
def test_that_the_model_beside_it_changes_nothing(trained: Any, kind: Kind, architecture: str, tmp_path: Path) -> None:
    folder, _ = trained(
        kind, {"bert": "encoder", "t5": "encoder-decoder", "marian": "encoder-decoder"}.get(architecture, "decoder"), "mixed"
    )
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "config.json").write_text(json.dumps({"model_type": architecture, "vocab_size": 600}))
    theirs = transformers_tokenizer(tmp_path)
    ours = plain_tokenizer(folder)
    assert [theirs(text)["input_ids"] for text in MIXED] == [ours.encode(text).ids for text in MIXED]
    assert theirs.pad_token == transformers_tokenizer(folder).pad_token


@pytest.mark.parametrize("kind", KINDS)
def test_that_chats_are_written_in_chatml(trained: Any, kind: Kind) -> None:
    theirs = transformers_tokenizer(trained(kind, "decoder", "mixed")[0])
    chat = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "你好 {{ 7 }}\n!"},
        {"role": "assistant", "content": ""},
    ]
    expected = "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n你好 {{ 7 }}\n!<|im_end|>\n<|im_start|>assistant\n<|im_end|>\n"
    assert theirs.apply_chat_template(chat, tokenize=False) == expected
    asked = theirs.apply_chat_template(chat[:2], tokenize=False, add_generation_prompt=True)
    assert asked == expected.removesuffix("<|im_end|>\n")
    ids = theirs.apply_chat_template(chat, return_dict=True)["input_ids"]
    assert (ids.count(2), ids.count(3)) == (3, 3)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
@example("  two  spaces\t\r\n\r\n and 12345, don’t 他说：“好”。  ")
@example("👩‍👩‍👧 é e\u0301 \u0000 \u200b ﬁ İ ß ١٢٣ ไทย 한국어")
def test_that_byte_level_bpe_gives_back_any_text(trained: Any, text: str) -> None:
    for corpus in ("English", "Chinese"):
        tokenizer = plain_tokenizer(trained("bpe", "decoder", corpus)[0])
        assert tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) == text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_characters="▁", exclude_categories=("Cs",)), max_size=60))
@example("  two  spaces\t\r\n\r\n and 12345, don’t 他说：“好”。  ")
@example("<0x41><0xE4> 👩‍👩‍👧 ไทย 한국어")
def test_that_unigram_for_a_decoder_gives_back_any_composed_text(trained: Any, text: str) -> None:
    tokenizer = plain_tokenizer(trained("unigram", "decoder", "mixed")[0])
    assert tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) == tokenizer.normalizer.normalize_str(text)


def test_that_wordpiece_sets_spaces_as_people_do(trained: Any) -> None:
    tokenizer = plain_tokenizer(trained("wordpiece", "decoder", "mixed")[0])
    for text in ("今天的天气很好，我们去公园散步吧。", "Is the train late again, or am I early?"):
        assert tokenizer.decode(tokenizer.encode(text).ids, skip_special_tokens=False) == text


def test_that_unigram_has_entries_for_common_words(tmp_path: Path) -> None:
    texts = [
        f"we {verb} that {noun}{end}" for verb in ("saw", "liked") for noun in ("boat", "street", "tea") for end in ".! " for _ in "ab"
    ]
    train_tokenizer(texts, tmp_path, TokenizerWish("unigram", 600, "encoder"))
    assert {"▁that", "▁saw", "▁liked"} <= plain_tokenizer(tmp_path).get_vocab().keys()


@EVERY
def test_that_the_report_tells_what_was_learned(trained: Any, kind: Kind, family: Family, corpus: str) -> None:
    folder, report = trained(kind, family, corpus)
    assert report.kind == kind
    assert report.documents == 2 * len(CORPORA[corpus])
    assert report.characters == 2 * sum(map(len, CORPORA[corpus]))
    assert report.vocabulary == plain_tokenizer(folder).get_vocab_size()
    assert report.characters_per_token > 0.5
    assert report.passed_over == 0
    assert len(report.samples) == (6 if corpus == "mixed" else 3)
    assert all(text and tokens for text, tokens in report.samples)
    if kind == "wordpiece":
        assert report.coverage > 0.85
    else:
        assert (report.coverage, report.unknown_share) == (1.0, 0.0)


def test_that_samples_show_text_and_not_bytes(trained: Any) -> None:
    for text, tokens in trained("bpe", "decoder", "mixed")[1].samples:
        assert "".join(tokens) == text or "�" in "".join(tokens)
        assert "Ġ" not in "".join(tokens)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lowercase", [True, False])
def test_that_the_same_texts_give_the_same_files(kind: Kind, lowercase: bool, tmp_path: Path) -> None:
    texts = MIXED * 3 + [
        f"{word} {number} ÉÀ ÅÉ Ωmega {word}ness 中{number}" for number, word in enumerate(["ab", "ba", "ab", "cad", "dac"] * 20)
    ]
    wish = TokenizerWish(kind, 700, "encoder", lowercase)
    for name in "ab":
        train_tokenizer(texts, tmp_path / name, wish)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files == ["tokenizer.json", "tokenizer_config.json"]
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    tokenizer = plain_tokenizer(tmp_path / "a")
    assert (tokenizer.encode("The ÉÀ").ids == tokenizer.encode("the éà").ids) == lowercase


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("family", FAMILIES)
def test_that_a_vocabulary_too_small_is_refused_with_the_size_needed(kind: Kind, family: Family, tmp_path: Path) -> None:
    needed = smallest_vocabulary(kind, family)
    with pytest.raises(UserError) as caught:
        train_tokenizer(MIXED, tmp_path, TokenizerWish(kind, needed - 1, family))
    assert caught.value.code == "tokenizer.vocabulary-small"
    assert f"at least {needed:,} entries" in caught.value.text()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_that_the_size_named_in_the_refusal_is_enough(kind: Kind, tmp_path: Path) -> None:
    wanted = smallest_vocabulary(kind, "encoder")
    for _ in range(2):
        try:
            report = train_tokenizer(MIXED, tmp_path, TokenizerWish(kind, wanted, "encoder"))
        except UserError as error:
            wanted = int(str(error.detail.values["needed"]))
    assert report.vocabulary <= wanted


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_large_chinese_alphabet_never_fails(kind: Kind, tmp_path: Path) -> None:
    texts = ["".join(chr(0x4E00 + (7 * start + 13 * place) % 6000) for place in range(40)) + "。" for start in range(300)] + CHINESE
    report = train_tokenizer(texts, tmp_path, TokenizerWish(kind, 1000, "encoder-decoder"))
    assert report.vocabulary <= 1000
    assert report.coverage == 1.0 if kind != "wordpiece" else report.unknown_share > 0.1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["a", "好", "😀", "the"])
def test_that_hardly_any_text_gives_a_small_tokenizer(kind: Kind, text: str, tmp_path: Path) -> None:
    report = train_tokenizer([text], tmp_path, TokenizerWish(kind, 1000, "decoder"))
    assert report.vocabulary < 300
    assert transformers_tokenizer(tmp_path)(text)["input_ids"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("texts", [[], ["", " \n"]])
def test_that_an_empty_corpus_is_refused(kind: Kind, texts: list[str], tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        train_tokenizer(texts, tmp_path, TokenizerWish(kind, 1000, "decoder"))
    assert caught.value.code == "data.corpus-empty"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_that_half_surrogates_and_control_signs_do_no_harm(kind: Kind, tmp_path: Path) -> None:
    train_tokenizer(
        [*MIXED, "half \ud83d of one", "\x00\x01 nul \x7f", "<|endoftext|> <0x41>"], tmp_path, TokenizerWish(kind, 800, "decoder")
    )
    assert TextTokenizer(tmp_path).encode(["nul of one"], 64).unknown == 0


@pytest.mark.parametrize("kind", KINDS)
def test_that_no_more_than_the_sample_is_read(kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer_training, "SAMPLE_CHARACTERS", 1000)
    taken = []

    def texts() -> Iterator[str]:
        for text in ENGLISH * 100:
            taken.append(text)
            yield text

    report = train_tokenizer(texts(), tmp_path, TokenizerWish(kind, 600, "encoder"))
    assert report.characters == 1000
    assert report.documents == len(taken) - 1 < 30


def test_that_scripts_without_spaces_are_passed_over_when_enough_was_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer_training, "UNSPACED_CHARACTERS", {"bpe": 100})
    report = train_tokenizer(CHINESE + ENGLISH, tmp_path, TokenizerWish("bpe", 400, "encoder"))
    assert report.passed_over > 50
    assert report.characters + report.passed_over == sum(map(len, MIXED))
    assert report.documents > len(ENGLISH)


def test_that_every_fiftieth_document_is_only_measured_on(tmp_path: Path) -> None:
    texts = ["the quick brown fox"] * 49 + ["zyxwvut zyxwvut zyxwvut zyxwvut"]
    report = train_tokenizer(texts, tmp_path, TokenizerWish("bpe", 400, "decoder"))
    assert report.documents == 50
    assert report.characters_per_token < 1.5  # none of its words was learned


def test_that_progress_rises_and_what_it_raises_comes_out(tmp_path: Path) -> None:
    seen: list[int] = []
    train_tokenizer(MIXED * 20, tmp_path, TokenizerWish("bpe", 400, "decoder"), seen.append)
    assert seen == sorted(seen) and seen[-1] == 20 * sum(map(len, MIXED))

    class Stopped(Exception):
        pass

    def stop(characters: int) -> None:
        seen.append(characters)
        if seen.count(characters) == 3:  # by then the trainer is asking
            raise Stopped

    for kind in KINDS:
        seen.clear()
        with pytest.raises(Stopped):
            train_tokenizer(MIXED * 20, tmp_path, TokenizerWish(kind, 600, "decoder"), stop)


def test_that_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for kind in KINDS:
        train_tokenizer(MIXED, tmp_path, TokenizerWish(kind, 600, "encoder"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_trainer_that_panics_is_a_sentence(kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def panic(*_: Any) -> None:
        raise Panic("index out of bounds: 7\nstack")

    monkeypatch.setitem(tokenizer_training._TRAIN, kind, panic)
    with pytest.raises(UserError, match="index out of bounds: 7") as caught:
        train_tokenizer(MIXED, tmp_path, TokenizerWish(kind, 600, "encoder"))
    assert caught.value.code == "tokenizer.failed"
