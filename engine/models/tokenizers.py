"""Text to tokens with the model's own tokenizer, through the tokenizers library (0.05 s to import; transformers takes 3.7)."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import UserError
from engine.messages import plain, say

if TYPE_CHECKING:
    import numpy.typing as npt

# everything of a model folder that belongs to its tokenizer
FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt")


@dataclass(frozen=True)
class Encoded:
    """Token ids of many texts in one flat array. Text i is ids[offsets[i]:offsets[i + 1]]; cut counts tokens left out of it.

    ids: [tokens] int32, offsets: [texts + 1] int64, cut: [texts] int64. unknown counts tokens that the vocabulary lacks.
    """

    ids: npt.NDArray[np.int32]
    offsets: npt.NDArray[np.int64]
    cut: npt.NDArray[np.int64]
    unknown: int

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each text, after the cut: [texts]."""
        return np.diff(self.offsets)

    def row(self, index: int) -> npt.NDArray[np.int32]:
        """The ids of one text."""
        return self.ids[self.offsets[index] : self.offsets[index + 1]]


class TextTokenizer:
    """The tokenizer of a model folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tokenizer = _load(folder)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        settings = _settings(folder)
        stated = _table(folder / "config.json").get("pad_token_id")
        limit = settings.get("model_max_length")
        self.limit = limit if isinstance(limit, int) and 0 < limit < 10**9 else 0  # tokens that the model is meant for; 0: not said
        self.unknown_id = self._id(settings, "unk_token", "[UNK]", "<unk>")
        padding = self._id(settings, "pad_token", "[PAD]", "<pad>")
        end = self._id(settings, "eos_token", "</s>", "<|endoftext|>")
        if isinstance(stated, int) and 0 <= stated < self.vocabulary:
            padding = stated  # decoders find a text's last token by the id that their config names
        self.padding_id = padding if padding is not None else end if end is not None else 0
        self.end_id = end
        self.begin_id = self._id(settings, "bos_token", "<s>", "<|endoftext|>")
        self.mask_id = self._id(settings, "mask_token", "[MASK]", "<mask>")
        self.chat_template = _chat_template(folder, settings)

    @property
    def vocabulary(self) -> int:
        """Number of entries, added tokens included."""
        size: int = self._tokenizer.get_vocab_size(with_added_tokens=True)
        return size

    @cached_property
    def ends(self) -> tuple[list[int], list[int]]:
        """The special tokens that the tokenizer itself puts before and behind a text."""
        bare: list[int] = self._tokenizer.encode("a", add_special_tokens=False).ids
        whole: list[int] = self._tokenizer.encode("a", add_special_tokens=True).ids
        place = next((start for start in range(len(whole)) if whole[start : start + len(bare)] == bare), 0)
        return whole[:place], whole[place + len(bare) :]

    @cached_property
    def special_ids(self) -> frozenset[int]:
        """Ids of the special tokens."""
        return frozenset(int(id) for id, token in self._tokenizer.get_added_tokens_decoder().items() if token.special)

    @cached_property
    def continues(self) -> npt.NDArray[np.bool_]:
        """Which entries go on with the word before them: [vocabulary]. For a character-wise script each token is a word."""
        pieces = self._tokenizer.get_vocab(with_added_tokens=True)
        table = np.zeros(max(pieces.values(), default=0) + 1, dtype=bool)
        marked = sum(piece.startswith("##") for piece in pieces) > 0
        for piece, place in pieces.items():
            if marked:
                table[place] = piece.startswith("##")
            else:  # byte-level BPE and Unigram mark the beginning of a word instead
                table[place] = bool(piece) and piece[0].isascii() and piece[0].isalpha()
        return table

    def token_id(self, token: str) -> int | None:
        """The id of an entry; None if there is none."""
        found = self._tokenizer.token_to_id(token)
        return None if found is None else int(found)

    def token(self, id: int) -> str:
        """The entry of an id, as it stands in the vocabulary."""
        return str(self._tokenizer.id_to_token(id) or "")

    def bare_ids(self, texts: Sequence[str]) -> list[npt.NDArray[np.int32]]:
        """The ids of the texts without special tokens of the tokenizer's own."""
        with _from_outside(self.folder):
            return [
                np.asarray(found.ids, dtype=np.int32) for found in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
            ]

    def text(self, ids: Sequence[int], keep_special: bool = False) -> str:
        """The text of ids."""
        with _from_outside(self.folder):
            return str(self._tokenizer.decode([int(id) for id in ids], skip_special_tokens=not keep_special))

    def encode(self, texts: Sequence[str], max_length: int) -> Encoded:
        """The ids of the texts with special tokens, each at most max_length tokens (special tokens kept at the ends)."""
        pieces: list[npt.NDArray[np.int32]] = []
        cut = np.zeros(len(texts), dtype=np.int64)
        for start in range(0, len(texts), 1000):
            with _from_outside(self.folder):
                parts, lost = self._encode_part(list(texts[start : start + 1000]), max_length)
            pieces += parts
            cut[start : start + len(lost)] = lost
        offsets = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(piece) for piece in pieces], out=offsets[1:])
        ids = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)
        unknown = int((ids == self.unknown_id).sum()) if self.unknown_id is not None else 0
        return Encoded(ids=ids, offsets=offsets, cut=cut, unknown=unknown)

    def _encode_part(self, texts: list[str], max_length: int) -> tuple[list[npt.NDArray[np.int32]], list[int]]:
        """The ids of each text, and how many tokens were left out of it."""
        whole = self._tokenizer.encode_batch_fast(texts, add_special_tokens=True)
        cut = [0] * len(texts)
        long = [place for place, encoding in enumerate(whole) if len(encoding.ids) > max_length]
        if long:
            self._tokenizer.enable_truncation(max_length)
            shortened = self._tokenizer.encode_batch_fast([texts[place] for place in long], add_special_tokens=True)
            self._tokenizer.no_truncation()
            for place, encoding in zip(long, shortened, strict=True):
                cut[place] = len(whole[place].ids) - len(encoding.ids)
                whole[place] = encoding
        # a text may have no token at all (a tokenizer without special tokens); a model can't read nothing
        return [np.asarray(encoding.ids or [self.padding_id], dtype=np.int32) for encoding in whole], cut

    def encoding(self, text: str, pair: str = "") -> Any:
        """A text, or a pair, with special tokens: the tokenizers library's Encoding (ids, tokens, offsets, type_ids, ...)."""
        with _from_outside(self.folder):
            return self._tokenizer.encode(text, pair) if pair else self._tokenizer.encode(text)

    @property
    def backend(self) -> Any:
        """The tokenizers.Tokenizer itself, for looking at its parts."""
        return self._tokenizer

    def view(self, text: str, max_length: int) -> tuple[list[str], list[str]]:
        """One text as the model gets it: the tokens it sees, special ones included, and those that are cut off."""
        special = self._tokenizer.num_special_tokens_to_add(False)
        with _from_outside(self.folder):
            bare: list[str] = self._tokenizer.encode(text, add_special_tokens=False).tokens
            self._tokenizer.enable_truncation(max_length)
            kept: list[str] = self._tokenizer.encode(text, add_special_tokens=True).tokens
            self._tokenizer.no_truncation()
        left = bare[max(0, max_length - special) :]
        if type(self._tokenizer.decoder).__name__ == "ByteLevel":
            return [readable(token) for token in kept], [readable(token) for token in left]
        return kept, left

    def save(self, folder: Path, max_length: int) -> None:
        """Copy the tokenizer's files, with the length that the model was trained at as its limit."""
        for name in FILES:
            if (self.folder / name).is_file():
                shutil.copyfile(self.folder / name, folder / name)
        for model in self.folder.glob("*.model"):
            shutil.copyfile(model, folder / model.name)
        if not (folder / "tokenizer.json").is_file():
            self._tokenizer.save(str(folder / "tokenizer.json"))
        # as the model was trained, whoever loads it: cut and padded at the end, with our padding
        sides = {"padding_side": "right", "truncation_side": "right", "pad_token": self._tokenizer.id_to_token(self.padding_id)}
        settings = {**_settings(self.folder), **sides, "model_max_length": max_length}
        if self.chat_template:
            settings["chat_template"] = self.chat_template
        settings.pop("auto_map", None)  # code of somebody's own is neither run here nor passed on
        (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2, ensure_ascii=False), encoding="utf-8")

    def _id(self, settings: dict[str, Any], name: str, *usual: str) -> int | None:
        stated = settings.get(name)
        text = stated.get("content") if isinstance(stated, dict) else stated
        for candidate in (text, *usual):
            found = self._tokenizer.token_to_id(candidate) if isinstance(candidate, str) else None
            if found is not None:
                return int(found)
        return None


@cache
def bytes_of_letters() -> dict[str, int]:
    """The letter that stands for each byte in byte-level vocabularies (Radford et al. 2019): itself, or one from 256 on if unseen."""
    seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in seen]
    return {chr(byte): byte for byte in seen} | {chr(256 + place): byte for place, byte in enumerate(hidden)}


def readable(token: str) -> str:
    """A byte-level token as text; a part of a character as its bytes, such as <E4 BD>."""
    table = bytes_of_letters()
    if not all(letter in table for letter in token):
        return token  # a special token
    raw = bytes(table[letter] for letter in token)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return f"<{raw.hex(' ').upper()}>"


def _settings(folder: Path) -> dict[str, Any]:
    return {**_table(folder / "special_tokens_map.json"), **_table(folder / "tokenizer_config.json")}


def _chat_template(folder: Path, settings: dict[str, Any]) -> str:
    """The jinja template that turns a conversation into one text; empty if the model has none."""
    stated = settings.get("chat_template")
    if isinstance(stated, list):  # several by name
        stated = next((entry.get("template") for entry in stated if isinstance(entry, dict) and entry.get("name") == "default"), None)
    if isinstance(stated, str):
        return stated
    try:
        return (folder / "chat_template.jinja").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _table(file: Path) -> dict[str, Any]:
    """The object of a JSON file; empty if it is missing or damaged."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _load(folder: Path) -> Any:
    """The tokenizers.Tokenizer of a folder; one without tokenizer.json is converted by transformers, which takes longer."""
    file = folder / "tokenizer.json"
    with _from_outside(folder):
        if file.is_file():
            from tokenizers import Tokenizer

            return Tokenizer.from_file(str(file))
        if not any((folder / name).is_file() for name in FILES) and not any(folder.glob("*.model")):
            raise ValueError("there are no tokenizer files")  # transformers would make up an empty one
        from transformers import AutoTokenizer

        return AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False).backend_tokenizer


@contextlib.contextmanager
def _from_outside(folder: Path) -> Iterator[None]:
    """What a tokenizer from outside raises becomes a UserError, Rust's PanicException too, which is no Exception."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        raise UserError(
            "model.tokenizer",
            say("The tokenizer of {folder} can't be used.", folder=plain(folder)),
            detail=say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:200]),
            hint=say("The folder needs a tokenizer.json (or the files of a known tokenizer) beside the weights."),
        ) from None
