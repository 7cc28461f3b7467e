"""A new tokenizer from a stream of texts: trained by the tokenizers library, written as transformers reads it, and measured.

Texts to ids is another matter (see tokenizers). The same texts and wishes give the same files, byte for byte.
"""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from engine.errors import UserError
from engine.messages import say

Kind = Literal["bpe", "wordpiece", "unigram"]
Family = Literal["encoder", "decoder", "encoder-decoder"]

SAMPLE_CHARACTERS = 200_000_000  # looked at; more changes a vocabulary no longer
# Of scripts that write no spaces every clause is a word of its own to the trainers, which keep each different word in memory: 230 bytes
# a character for bpe (measured), and unigram takes 10 s for the first 500,000. WordPiece gets such characters one by one.
UNSPACED_CHARACTERS = {"bpe": 10_000_000, "wordpiece": SAMPLE_CHARACTERS, "unigram": 1_000_000}
CHUNK = 50_000  # characters handed to the trainer at once: it holds about 100 bytes for each
HELD_EVERY, HELD_DOCUMENTS, HELD_LENGTH = 50, 500, 10_000  # documents kept to measure on, and characters of each
REPORT_EVERY = 10  # texts
MINIMUM_PIECES = 64  # room for anything longer than a character, else there is nothing to train
LONGEST_PIECE = 64  # bytes; keeps "======..." and copied boilerplate out of the vocabulary
SENTINELS = tuple(f"<extra_id_{number}>" for number in range(32))  # span denoising (Raffel et al. 2020); ids count upwards
# The unigram trainer considers only what two different words have in common: without a mark on half of them, whole words like "that" or
# "should" would get no entry (2.5 instead of 2.8 characters a token on English and Chinese).
MARK = "\U0010fffd"  # the last code point for private use
BYTES = tuple(f"<0x{value:02X}>" for value in range(256))  # the names by which the library's byte fallback looks them up

CHAT_TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー"
_UNSPACED_RUNS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_HAN = re.compile("[\u3400-\u9fff]")
# What byte-level BPE never merges across, in the order it is tried: contractions, runs of a script without spaces, words with the space
# before them, up to three digits, other signs with the line ends after them, line ends, space before a word, other space.
_WORDS = (
    rf"['’](?i:s|t|re|ve|m|ll|d)(?![\p{{L}}\p{{M}}])|[{_UNSPACED}]+| ?(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}])+"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
# What a unigram piece never reaches across: punctuation, line ends, and "<0x", so that text like <0x41> isn't taken for a byte
_SIGNS = r"[\p{P}&&[^'’]]|[\r\n]+|<(?=0x)"


@dataclass(frozen=True)
class TokenizerWish:
    """What to train. vocabulary: entries wanted, special tokens included; max_length: tokens that the model is meant for."""

    kind: Kind
    vocabulary: int
    family: Family
    lowercase: bool = False
    max_length: int = 512


@dataclass(frozen=True)
class TokenizerReport:
    """What was trained, and how it does on documents that it was not trained on (on the first ones, if there are fewer than 50).

    vocabulary: entries that there really are, special tokens included. characters, documents: what was looked at; passed_over:
    characters of documents left out because enough of a script without spaces had been seen. unknown_share: tokens that are the
    unknown one, 0 to 1. coverage: characters other than spaces that come back from encode and decode, 0 to 1. samples: short
    texts, each with its tokens as a person can read them; three Chinese and three English ones where the corpus has both.
    """

    kind: Kind
    vocabulary: int
    characters: int
    documents: int
    passed_over: int
    seconds: float
    characters_per_token: float
    unknown_share: float
    coverage: float
    samples: list[tuple[str, list[str]]]


@dataclass
class _Sample:
    """The texts on disk as lines of JSON, and what is known of them."""

    file: IO[str]
    report: Callable[[int], None]
    characters: int = 0
    documents: int = 0
    passed_over: int = 0
    unspaced: int = 0  # characters of scripts without spaces
    first: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)  # of each character; empty for bpe, which has no need of it
    dropped: set[str] = field(default_factory=set)  # characters that the trainer isn't shown
    failure: BaseException | None = None  # raised while the trainer asked for texts: Rust would lose its type

    def feed(self, mark: str = "") -> Iterator[str]:
        """The texts for a trainer; in every second one the mark ends each word that has a space after it."""
        table = {ord(sign): " " for sign in self.dropped}
        self.file.seek(0)
        try:
            for place, line in enumerate(self.file):
                if place % REPORT_EVERY == 0:
                    self.report(self.characters)
                text: str = json.loads(line).translate(table) if table else json.loads(line)
                yield text.replace(" ", mark + " ") if mark and place % 2 else text
        except (Exception, KeyboardInterrupt) as error:
            self.failure = error
            raise


def special_tokens(kind: Kind, family: Family) -> dict[str, str | list[str]]:
    """Names of the special tokens as tokenizer_config.json has them; their ids are 0, 1, 2 ... in the order of special_ids()."""
    if family == "encoder":
        return {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]", "mask_token": "[MASK]"}
    if family == "encoder-decoder":
        return {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>", "additional_special_tokens": list(SENTINELS)}
    names: dict[str, str | list[str]] = {"bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>", "pad_token": "<|pad|>"}
    names["additional_special_tokens"] = ["<|im_start|>", "<|im_end|>"]
    return names if kind == "bpe" else {**names, "unk_token": "<|unk|>"}  # bytes can't be unknown


def special_ids(kind: Kind, family: Family) -> dict[str, int]:
    """The id of each special token: 0, 1, 2 ... without a gap."""
    values = special_tokens(kind, family).values()
    names = dict.fromkeys(name for value in values for name in ([value] if isinstance(value, str) else value))
    return {name: place for place, name in enumerate(names)}


def smallest_vocabulary(kind: Kind, family: Family) -> int:
    """Entries without which nothing can be trained, whatever the texts are."""
    return len(special_ids(kind, family)) + {"bpe": 256, "wordpiece": MINIMUM_PIECES, "unigram": 256 + MINIMUM_PIECES}[kind]


def train_tokenizer(
    texts: Iterable[str], folder: Path, wish: TokenizerWish, report: Callable[[int], None] | None = None
) -> TokenizerReport:
    """Train on the documents and write tokenizer.json and tokenizer_config.json into the folder (made if need be).

    The documents are read once, up to SAMPLE_CHARACTERS characters; meanwhile they lie in a temporary file in the folder. `report`
    gets the number of characters read so far and keeps being called with the last one while the trainer takes them in; what it or
    the texts raise ends the work and comes out unchanged. Raises UserError data.corpus-empty, tokenizer.vocabulary-small and
    tokenizer.failed, and OSError if the folder can't be written to.
    """
    began = time.perf_counter()
    _refuse_small(wish, smallest_vocabulary(wish.kind, wish.family))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile("w+", encoding="utf-8", dir=folder) as file:
        sample = _Sample(file, report or (lambda characters: None))
        _gather(texts, sample, wish)
        with _training(sample):
            tokenizer = _TRAIN[wish.kind](wish, sample)
    _finish(tokenizer, wish)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(json.dumps(_settings(wish), indent=2), encoding="utf-8")
    return _measure(tokenizer, wish, sample, began)


def _gather(texts: Iterable[str], sample: _Sample, wish: TokenizerWish) -> None:
    """Fill the sample: documents into the file, some of them held back to measure on."""
    for raw in texts:
        # half surrogates are no characters, and UTF-8 can't hold them
        text = raw if raw.isascii() else raw.encode("utf-8", "replace").decode("utf-8")
        text = text[: SAMPLE_CHARACTERS - sample.characters - sample.passed_over]
        if not text.strip():
            if sample.characters + sample.passed_over >= SAMPLE_CHARACTERS:
                break
            continue
        unspaced = 0 if text.isascii() else len(text) - len(_UNSPACED_RUNS.sub("", text))
        if 10 * unspaced > len(text) and sample.unspaced >= UNSPACED_CHARACTERS[wish.kind]:
            sample.passed_over += len(text)
            continue
        sample.unspaced += unspaced
        sample.documents += 1
        sample.characters += len(text)
        text = _hold_back(unicodedata.normalize("NFC", text) if wish.kind == "unigram" else text, sample)
        if wish.kind != "bpe":
            sample.counts.update(text)
        for start in range(0, len(text), CHUNK):
            sample.file.write(json.dumps(text[start : start + CHUNK], ensure_ascii=False) + "\n")
        if sample.documents % REPORT_EVERY == 0:
            sample.report(sample.characters)
    if not sample.documents:
        title = say("The corpus holds no text to train a tokenizer on.")
        raise UserError("data.corpus-empty", title, hint=say("Choose a file with texts; of a table, name the column that holds them."))
    sample.report(sample.characters)


def _hold_back(text: str, sample: _Sample) -> str:
    """What is left of a document to train on."""
    if sample.documents < HELD_EVERY:
        sample.first.append(text[:HELD_LENGTH])
    elif sample.documents % HELD_EVERY == 0 and len(sample.held) < HELD_DOCUMENTS:
        sample.held.append(text[:HELD_LENGTH])
        return text[HELD_LENGTH:]
    return text


@contextlib.contextmanager
def _training(sample: _Sample) -> Iterator[None]:
    """What the trainer raises becomes a UserError, Rust's PanicException too, which is no Exception."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, UserError):
        raise
    except BaseException as error:
        if sample.failure:
            raise sample.failure from None
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200].rstrip(".")
        title = say("The tokenizer could not be trained on these texts.")
        detail = say("The tokenizers library says: {error}.", error=reason)
        raise UserError("tokenizer.failed", title, detail, say("Try another kind of tokenizer, or more texts.")) from None


def _refuse_small(wish: TokenizerWish, needed: int) -> None:
    if wish.vocabulary < needed:
        title = say("A vocabulary of {vocabulary:,} entries is too small.", vocabulary=wish.vocabulary)
        detail = say("Special tokens and single characters alone take up {needed:,}.", needed=needed)
        hint = say("Ask for at least {needed:,} entries; 8,000 to 32,000 are usual.", needed=needed)
        raise UserError("tokenizer.vocabulary-small", title, detail, hint)


def _train_bpe(wish: TokenizerWish, sample: _Sample) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    if wish.lowercase:
        tokenizer.normalizer = normalizers.Lowercase()
    splits = [pre_tokenizers.Split(Regex(_WORDS), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(splits)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    limits: dict[str, Any] = {"vocab_size": wish.vocabulary, "min_frequency": 2, "max_token_length": LONGEST_PIECE, "show_progress": False}
    trainer = trainers.BpeTrainer(initial_alphabet=alphabet, special_tokens=_added(wish), **limits)
    tokenizer.train_from_iterator(sample.feed(), trainer)
    return tokenizer


def _train_wordpiece(wish: TokenizerWish, sample: _Sample) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    special = list(special_ids(wish.kind, wish.family))
    unknown = special_tokens(wish.kind, wish.family)["unk_token"]
    normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=wish.lowercase)
    kept = _keep(wish, sample, lambda sign: normalizer.normalize_str(sign).strip(), _wordpiece_cost)
    # the trainer meets the words in an order that changes from run to run: the "##" pieces get their ids beforehand
    names = special + kept + ["##" + sign for sign in kept if _wordpiece_cost(sign) == 2]
    learner = Tokenizer(models.WordPiece(unk_token=unknown))
    learner.normalizer, learner.pre_tokenizer = normalizer, pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=wish.vocabulary, min_frequency=2, special_tokens=names, show_progress=False)
    learner.train_from_iterator(sample.feed(), trainer)
    tokenizer = Tokenizer(models.WordPiece(learner.get_vocab(), unk_token=unknown))  # where only real special tokens are special
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, pre_tokenizers.BertPreTokenizer()
    # spaces as people set them: none beside Chinese characters, none before punctuation
    unwanted = Regex(r"(?<=[\p{Han}，。！？；：、（《“]) | (?=[\p{Han}，。！？；：、）》”]| ?[,.!?;:])")
    tokenizer.decoder = decoders.Sequence([decoders.WordPiece(cleanup=False), decoders.Fuse(), decoders.Replace(unwanted, "")])
    return tokenizer


def _train_unigram(wish: TokenizerWish, sample: _Sample) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    special = list(special_ids(wish.kind, wish.family))
    unknown = special_tokens(wish.kind, wish.family)["unk_token"]
    # NFC, not NFKC: NFKC turns Chinese punctuation into ASCII, and a model could never write it again
    normalizer = normalizers.Sequence([normalizers.NFC(), *([normalizers.Lowercase()] if wish.lowercase else [])])
    kept = _keep(wish, sample, lambda sign: normalizer.normalize_str(sign).replace(" ", ""), lambda sign: 1)
    scheme = "never" if wish.family == "decoder" else "first"  # a decoder goes on where a prompt ends
    splits = [pre_tokenizers.Split(Regex(_SIGNS), "isolated"), pre_tokenizers.Metaspace(prepend_scheme=scheme)]
    learner = Tokenizer(models.Unigram())
    learner.normalizer, learner.pre_tokenizer = normalizer, pre_tokenizers.Sequence(splits)
    room = wish.vocabulary - len(special) - len(BYTES) + 2  # the unknown token is counted twice, and the mark will go
    trainer = trainers.UnigramTrainer(vocab_size=room, special_tokens=[unknown], unk_token=unknown, show_progress=False)
    learner.train_from_iterator(sample.feed(MARK), trainer)
    pieces = _in_order([entry for entry in json.loads(learner.to_str())["model"]["vocab"][1:] if MARK not in entry[0]], len(kept) + 2)
    vocabulary = [(name, 0.0) for name in special] + [(name, pieces[-1][1]) for name in BYTES] + pieces
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=special.index(str(unknown)), byte_fallback=True))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, pre_tokenizers.Sequence(splits)
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Metaspace(prepend_scheme=scheme)])
    return tokenizer


_TRAIN = {"bpe": _train_bpe, "wordpiece": _train_wordpiece, "unigram": _train_unigram}


def _keep(wish: TokenizerWish, sample: _Sample, normal: Callable[[str], str], cost: Callable[[str], int]) -> list[str]:
    """Characters that get an entry: those of ASCII, and the most frequent others in half of what is left. The rest are dropped."""
    forms = {sign: normal(sign) for sign in sample.counts}
    counts: Counter[str] = Counter()
    for sign, form in forms.items():
        counts.update(dict.fromkeys(form, sample.counts[sign]))
    kept = {sign for sign in counts if sign.isascii()}
    fixed = smallest_vocabulary(wish.kind, wish.family) + sum(cost(sign) for sign in kept)
    _refuse_small(wish, fixed)
    room = (wish.vocabulary - fixed + MINIMUM_PIECES) // 2
    for sign in sorted(counts.keys() - kept, key=lambda sign: (-counts[sign], sign)):
        room -= cost(sign)
        if room < 0:
            break
        kept.add(sign)
    sample.dropped = {sign for sign, form in forms.items() if form and not kept.issuperset(form)}
    return sorted(kept)


def _wordpiece_cost(sign: str) -> int:
    """Entries that a character needs: 2 where it may also go on with a word ("##a"), 1 where it is always a word of its own."""
    alone = unicodedata.category(sign)[0] in "PZ" or _HAN.match(sign) or (sign.isascii() and not sign.isalnum())
    return 1 if alone or "\uf900" <= sign <= "\ufaff" or "\U00020000" <= sign <= "\U0002ceaf" else 2


def _in_order(pieces: list[list[Any]], alphabet: int) -> list[tuple[str, float]]:
    """Unigram pieces with their log probabilities, most likely first, always the same.

    The trainer gives characters that it would rather have dropped the lowest score plus 0.0001 for each before it, in an order that
    changes from run to run, as do the last digits of all scores.
    """
    floor = min(score for _, score in pieces)
    even = [(piece, round(floor if len(piece) == 1 and score < floor + 0.0001 * (alphabet + 1) else score, 6)) for piece, score in pieces]
    return sorted(even, key=lambda entry: (-entry[1], entry[0]))


def _added(wish: TokenizerWish) -> list[Any]:
    """The special tokens, cut out of a text before anything else looks at it."""
    from tokenizers import AddedToken

    # the space before [MASK] belongs to it where spaces belong to words, as in RoBERTa
    eager = "" if wish.kind == "wordpiece" else "[MASK]"
    return [AddedToken(name, special=True, normalized=False, lstrip=name == eager) for name in special_ids(wish.kind, wish.family)]


def _finish(tokenizer: Any, wish: TokenizerWish) -> None:
    """Special tokens and what is put around a text: [CLS] A [SEP] B [SEP], A </s> B </s>, nothing for decoders."""
    from tokenizers import processors

    tokenizer.add_special_tokens(_added(wish))
    templates = {"encoder": ("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1"), "encoder-decoder": ("$A </s>", "$A </s> $B </s>")}
    steps: list[Any] = [processors.ByteLevel(trim_offsets=True)] if wish.kind == "bpe" else []
    if wish.family != "decoder":
        single, pair = templates[wish.family]
        ends = [(name, place) for name, place in special_ids(wish.kind, wish.family).items() if name in single]
        steps.append(processors.TemplateProcessing(single=single, pair=pair, special_tokens=ends))
    if steps:
        tokenizer.post_processor = processors.Sequence(steps)


def _settings(wish: TokenizerWish) -> dict[str, Any]:
    """What tokenizer_config.json holds."""
    types = ["token_type_ids"] if wish.family == "encoder" else []
    settings: dict[str, Any] = {"tokenizer_class": "PreTrainedTokenizerFast", **special_tokens(wish.kind, wish.family)}
    settings |= {"model_max_length": wish.max_length, "model_input_names": ["input_ids", *types, "attention_mask"]}
    settings |= {"padding_side": "right", "truncation_side": "right", "clean_up_tokenization_spaces": False}
    return {**settings, "chat_template": CHAT_TEMPLATE} if wish.family == "decoder" else settings


def _measure(tokenizer: Any, wish: TokenizerWish, sample: _Sample, began: float) -> TokenizerReport:
    """How the tokenizer does on what was held back."""
    unknown = special_ids(wish.kind, wish.family).get(str(special_tokens(wish.kind, wish.family).get("unk_token")))
    characters = tokens = strange = whole = survived = 0
    for text in sample.held or sample.first:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        before = Counter("".join((text.lower() if wish.lowercase else text).split()))
        after = Counter("".join(tokenizer.decode(ids).split()))
        characters, tokens, strange = characters + len(text), tokens + len(ids), strange + ids.count(unknown)
        whole, survived = whole + before.total(), survived + (before & after).total()
    return TokenizerReport(
        kind=wish.kind,
        vocabulary=tokenizer.get_vocab_size(with_added_tokens=True),
        characters=sample.characters,
        documents=sample.documents,
        passed_over=sample.passed_over,
        seconds=time.perf_counter() - began,
        characters_per_token=characters / max(tokens, 1),
        unknown_share=strange / max(tokens, 1),
        coverage=survived / max(whole, 1),
        samples=_examples(tokenizer, wish, sample),
    )


def _examples(tokenizer: Any, wish: TokenizerWish, sample: _Sample) -> list[tuple[str, list[str]]]:
    """Up to three short texts with their tokens, or up to three Chinese and three English ones."""
    lines = [next((line.strip() for line in text.splitlines() if line.strip()), "") for text in sample.held + sample.first]
    texts = [text[:80] for text in dict.fromkeys(lines) if text]
    chinese = [text for text in texts if len(_HAN.findall(text)) > 1][:3]
    english = [text for text in texts if re.search("[A-Za-z]{2}", text) and not _HAN.search(text)][:3]
    shown = chinese + english if chinese and english else texts[:3]
    encoded = [tokenizer.encode(text, add_special_tokens=False) for text in shown]
    # byte-level tokens are bytes in disguise
    tokens = [[tokenizer.decode([number], False) for number in one.ids] if wish.kind == "bpe" else one.tokens for one in encoded]
    return list(zip(shown, tokens, strict=True))
