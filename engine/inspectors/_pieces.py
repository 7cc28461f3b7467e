"""A text as its tokens, such that the pieces join to exactly that text, and entries of a vocabulary as a person can read them."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal

from engine.inspectors._blocks import Chip
from engine.models.tokenizers import TextTokenizer, bytes_of_letters

SPACE = "\u2581"  # stands for a space in the entries of SentencePiece's vocabularies
_BYTE = re.compile("<0x([0-9A-F]{2})>")  # an entry that is one byte (byte fallback)
_BEGINS = (SPACE, "\u0120")  # letters that an entry begins with where it begins a word: of SentencePiece, of byte-level BPE
_SEEN = {" ": "·", "\n": "⏎", "\t": "⇥"}
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and signs by category, with nothing to be seen


class Spelling:
    """How a tokenizer writes its entries: as letters that stand for bytes, with marks for spaces, or as they are."""

    def __init__(self, tokenizer: TextTokenizer) -> None:
        self.tokenizer = tokenizer
        backend = tokenizer.backend
        parts = " ".join(repr(part) for part in (backend.normalizer, backend.pre_tokenizer, backend.decoder))
        self.byte_level = "ByteLevel(" in parts
        self.byte_fallback = not self.byte_level and tokenizer.token_id("<0x00>") is not None
        self.marks_spaces = SPACE in parts

    @cached_property
    def added(self) -> frozenset[int]:
        """Ids of the added tokens, special or not, which stand in the vocabulary as they are."""
        return frozenset(int(id) for id in self.tokenizer.backend.get_added_tokens_decoder())

    def raw(self, id: int, token: str) -> bytes | None:
        """The bytes that an entry stands for; None where it stands for letters."""
        if id in self.added:
            return None
        if self.byte_level:
            table = bytes_of_letters()
            return bytes(table[letter] for letter in token) if all(letter in table for letter in token) else None
        found = _BYTE.fullmatch(token) if self.byte_fallback else None
        return bytes.fromhex(found[1]) if found else None

    def readable(self, id: int, token: str) -> str:
        """An entry with nothing hidden in it: "##ing", "·the", "<E4 BD>"."""
        raw = self.raw(id, token)
        if raw is not None:
            return _of_bytes(raw)
        return token if id in self.added else visible(token.replace(SPACE, " ") if self.marks_spaces else token)


def visible(text: str) -> str:
    """A text with spaces as ·, line ends as ⏎, tabs as ⇥, and what can't be seen by its code, such as <U+200B>."""
    shown = "".join(_SEEN.get(letter) or (f"<U+{ord(letter):04X}>" if _hidden(letter) else letter) for letter in text)
    return f"\u25cc{shown}" if shown and unicodedata.category(shown[0]) in ("Mn", "Mc", "Me") else shown


def _hidden(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "CZ" or letter in _BLANK or (category == "Mn" and ("\ufe00" <= letter <= "\ufe0f" or letter > "\U000e0000"))


def is_text(raw: bytes) -> bool:
    """Are these bytes whole characters?"""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _of_bytes(raw: bytes) -> str:
    return visible(raw.decode("utf-8")) if is_text(raw) else f"<{raw.hex(' ').upper()}>"


def labels(found: Sequence[Chip]) -> tuple[str, ...]:
    """A short name for each token, for axes: "##ing", "·the", "<E4 BD>", "⏎"; special and unknown tokens by their entries."""
    return tuple(_label(chip) for chip in found)


def _label(chip: Chip) -> str:
    if chip.bytes:
        return _of_bytes(bytes.fromhex(chip.bytes))
    if chip.kind in ("special", "unknown"):
        return chip.token
    return visible(chip.token if SPACE in chip.text else chip.token.replace(SPACE, " "))


def chips(tokenizer: TextTokenizer, text: str, pair: str = "", max_length: int = 0) -> tuple[Chip, ...]:
    """One chip for each token of a text, or of a pair, special tokens included; their texts join to exactly the text and the pair.

    The tokens that the tokenizer adds have no text; a special token that somebody typed has the text that was typed. What no
    token stands for (dropped spaces, marks, control characters) goes with the token behind it, at the end with the one before;
    if a text has no token at all, it is missing here: see `with_dropped`. start and end count in text + pair. bytes is given for all
    tokens that stand for bytes, kind "bytes" is for those that hold a part of a character. With max_length, tokens that would
    be cut off are of the kind "cut".
    """
    encoding = tokenizer.encoding(text, pair)
    spelling = Spelling(tokenizer)
    ids, tokens, sides, added = encoding.ids, encoding.tokens, encoding.sequence_ids, encoding.special_tokens_mask
    raws = [spelling.raw(id, token) for id, token in zip(ids, tokens, strict=True)]
    spelled = [token.encode() if id in spelling.added else raw for id, token, raw in zip(ids, tokens, raws, strict=True)]
    places = {**_places(encoding, spelled, 0, text, 0), **_places(encoding, spelled, 1, pair, len(text))}
    kept = _kept(tokenizer, text, pair, max_length)
    found: list[Chip] = []
    now = side = 0
    both = text + pair
    for place, (part, character) in enumerate(_characters(raws)):
        start, now, word = places.get(place, (now, now, -1))
        side = side if sides[place] is None else sides[place]
        kind = _kind(tokenizer, ids[place], added[place], tokens[place] in both[start:now])
        raw = None if kind in ("special", "unknown") else raws[place]
        if kind == "plain" and raw is not None and (part or spelling.byte_fallback):
            kind = "bytes"
        if place in places:
            kept[side] -= 1
        found.append(
            Chip(
                text=both[start:now],
                token=tokens[place],
                id=ids[place],
                start=start,
                end=now,
                kind="cut" if max_length and place in places and kept[side] < 0 else kind,
                bytes="" if raw is None else raw.hex(" ").upper(),
                character=character if kind == "bytes" else "",
                word=-1 if kind == "special" else word,
                side=side,
            )
        )
    return tuple(found)


def with_dropped(found: Sequence[Chip], text: str, pair: str = "") -> tuple[Chip, ...]:
    """The chips, with one that is no token (id -1, kind "cut") for each text that has no token at all, so that all texts join again."""
    there = {chip.side for chip in found if chip.end > chip.start}
    missing = [
        Chip(text=whole, token="", id=-1, start=start, end=start + len(whole), kind="cut", side=side)
        for side, whole, start in ((0, text, 0), (1, pair, len(text)))
        if whole and side not in there
    ]
    return tuple(sorted((*found, *missing), key=lambda chip: (chip.start, chip.end)))


def _places(encoding: Any, spelled: Sequence[bytes | None], side: int, text: str, shift: int) -> dict[int, tuple[int, int, int]]:
    """By the places of the tokens of one text: where their pieces start and end, shifted by so much, and the numbers of their words."""
    mine = [place for place, of in enumerate(encoding.sequence_ids) if of == side]
    offsets, numbers, tokens = encoding.offsets, encoding.word_ids, encoding.tokens  # the library makes them anew each time
    ends = [shift + end for end in _ends([offsets[place] for place in mine], [spelled[place] for place in mine], text)]
    words = _words([numbers[place] for place in mine], [tokens[place] for place in mine])
    return dict(zip(mine, zip([shift, *ends], ends, words, strict=False), strict=True))


def _kind(tokenizer: TextTokenizer, id: int, added: int, typed: bool) -> Literal["plain", "special", "unknown", "bytes"]:
    """typed: the token's entry stands in the text as it is, and so isn't unknown even if it is that of unknown tokens."""
    if added or (id in tokenizer.special_ids and (typed or id != tokenizer.unknown_id)):
        return "special"
    return "unknown" if id == tokenizer.unknown_id else "plain"


def _ends(offsets: Sequence[tuple[int, int]], raws: Sequence[bytes | None], text: str) -> Sequence[int]:
    """Where each token's piece of a text ends; a piece begins where the one before it ended, and the last ends with the text."""
    exact = _ends_of_bytes(raws, text)
    if exact is not None:
        return exact
    ends: list[int] = []
    now = 0
    for place, (_, end) in enumerate(offsets):
        # a character in several tokens belongs to the last of them: the token that the next one doesn't overlap
        following = offsets[place + 1][0] if place + 1 < len(offsets) else len(text)
        now = max(now, min(end, following, len(text)))
        ends.append(now)
    return [*ends[:-1], len(text)] if ends else []


def _ends_of_bytes(raws: Sequence[bytes | None], text: str) -> Sequence[int] | None:
    """The same where the tokens' bytes are those of the text, if need be with a space before it; else None.

    Offsets are not enough: of byte-level tokens they may leave out spaces, even those that are the whole token.
    """
    if not raws or any(raw is None for raw in raws):
        return None
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    pieces = [decoder.decode(raw) for raw in raws if raw is not None]
    read = "".join(pieces)
    if read not in (text, f" {text}"):
        return None
    return [max(0, end - (len(read) - len(text))) for end in accumulate(map(len, pieces))]


def _characters(raws: Sequence[bytes | None]) -> Iterator[tuple[bool, str]]:
    """For each token: does it hold a part of a character, and the character that it completes (or is, as a byte of its own)."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for raw in raws:
        if raw is None:
            decoder.reset()
            yield False, ""
            continue
        before: bytes = decoder.getstate()[0]
        read = decoder.decode(raw)
        damaged = read.count("\ufffd") > (before + raw).count("\ufffd".encode())
        character = "" if damaged or not (before or len(raw) == 1) else read[:1]
        yield bool(before or decoder.getstate()[0] or damaged), character


def _words(numbers: Sequence[int | None], tokens: Sequence[str]) -> list[int]:
    """The number of each token's word; by the marks of spaces where the tokenizer takes the whole text for one word."""
    if len(set(numbers)) > 1:
        return [-1 if number is None else number for number in numbers]
    found: list[int] = []
    for token in tokens:
        found.append((found[-1] if found else 0) + bool(found and token.startswith(_BEGINS)))
    return found


def _kept(tokenizer: TextTokenizer, text: str, pair: str, max_length: int) -> list[int]:
    """How many tokens of each text are left when it is cut at so many tokens; special tokens that are added don't count."""
    if not max_length:
        return [0, 0]
    backend = tokenizer.backend
    backend.enable_truncation(max_length)
    try:
        sides = tokenizer.encoding(text, pair).sequence_ids
    finally:
        backend.no_truncation()
    return [sides.count(0), sides.count(1)]
