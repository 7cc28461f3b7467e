"""Text to tokens with the model's own tokenizer, through the tokenizers library (0.05 s to import; transformers takes 3.7)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
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
        self.unknown_id = self._id(settings, "unk_token", "[UNK]", "<unk>")
        padding = self._id(settings, "pad_token", "[PAD]", "<pad>")
        end = self._id(settings, "eos_token", "</s>", "<|endoftext|>")
        self.padding_id = padding if padding is not None else end if end is not None else 0

    @property
    def vocabulary(self) -> int:
        """Number of entries, added tokens included."""
        size: int = self._tokenizer.get_vocab_size(with_added_tokens=True)
        return size

    def encode(self, texts: Sequence[str], max_length: int) -> Encoded:
        """The ids of the texts with special tokens, each at most max_length tokens (special tokens kept at the ends)."""
        pieces: list[npt.NDArray[np.int32]] = []
        cut = np.zeros(len(texts), dtype=np.int64)
        for start in range(0, len(texts), 1000):
            part = list(texts[start : start + 1000])
            whole = self._tokenizer.encode_batch_fast(part, add_special_tokens=True)
            long = [place for place, encoding in enumerate(whole) if len(encoding.ids) > max_length]
            if long:
                self._tokenizer.enable_truncation(max_length)
                shortened = self._tokenizer.encode_batch_fast([part[place] for place in long], add_special_tokens=True)
                self._tokenizer.no_truncation()
                for place, encoding in zip(long, shortened, strict=True):
                    cut[start + place] = len(whole[place].ids) - len(encoding.ids)
                    whole[place] = encoding
            pieces += [np.asarray(encoding.ids, dtype=np.int32) for encoding in whole]
        offsets = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(piece) for piece in pieces], out=offsets[1:])
        ids = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)
        unknown = int((ids == self.unknown_id).sum()) if self.unknown_id is not None else 0
        return Encoded(ids=ids, offsets=offsets, cut=cut, unknown=unknown)

    def view(self, text: str, max_length: int) -> tuple[list[str], list[str]]:
        """One text as the model gets it: the tokens it sees, special ones included, and those that are cut off."""
        special = self._tokenizer.num_special_tokens_to_add(False)
        bare: list[str] = self._tokenizer.encode(text, add_special_tokens=False).tokens
        self._tokenizer.enable_truncation(max_length)
        kept: list[str] = self._tokenizer.encode(text, add_special_tokens=True).tokens
        self._tokenizer.no_truncation()
        return kept, bare[max(0, max_length - special) :]

    def save(self, folder: Path, max_length: int) -> None:
        """Copy the tokenizer's files, with the length that the model was trained at as its limit."""
        for name in FILES:
            if (self.folder / name).is_file():
                shutil.copyfile(self.folder / name, folder / name)
        for model in self.folder.glob("*.model"):
            shutil.copyfile(model, folder / model.name)
        if not (folder / "tokenizer.json").is_file():
            self._tokenizer.save(str(folder / "tokenizer.json"))
        settings = {**_settings(self.folder), "model_max_length": max_length}
        (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2, ensure_ascii=False), encoding="utf-8")

    def _id(self, settings: dict[str, Any], name: str, *usual: str) -> int | None:
        stated = settings.get(name)
        text = stated.get("content") if isinstance(stated, dict) else stated
        for candidate in (text, *usual):
            found = self._tokenizer.token_to_id(candidate) if isinstance(candidate, str) else None
            if found is not None:
                return int(found)
        return None


def _settings(folder: Path) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name in ("special_tokens_map.json", "tokenizer_config.json"):
        try:
            table.update(json.loads((folder / name).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue
    return table


def _load(folder: Path) -> Any:
    """The tokenizers.Tokenizer of a folder; one without tokenizer.json is converted by transformers, which takes longer."""
    file = folder / "tokenizer.json"
    try:
        if file.is_file():
            from tokenizers import Tokenizer

            return Tokenizer.from_file(str(file))
        from transformers import AutoTokenizer

        return AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False).backend_tokenizer
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a damaged tokenizer.json can raise Rust's PanicException, which is no Exception
        raise UserError(
            "model.tokenizer",
            say("The tokenizer of {folder} can't be loaded.", folder=plain(folder)),
            detail=say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:200]),
            hint=say("The folder needs a tokenizer.json (or the files of a known tokenizer) beside the weights."),
        ) from None
