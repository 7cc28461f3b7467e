"""What a model folder is, read from config.json and the headers of its safetensors files. Loads no torch."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.messages import plain, say
from engine.models.starters import Base, locate

BLOCKS, BLOCK = 64, 1 << 16  # blocks of a weights file that are looked at, and their bytes: 4 MB whatever its size
_BYTES = {"F64": 8, "I64": 8, "F32": 4, "I32": 4, "F16": 2, "BF16": 2, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1}
_HEADER_LIMIT = 100_000_000  # bytes; safetensors' own limit for a header
_DECODERS = {"llama", "gpt2", "qwen2", "qwen3", "mistral", "gemma", "gemma2", "phi", "gpt_neox", "opt", "bloom", "falcon"}
_POSITIONS_AFTER_PADDING = {
    *("roberta", "xlm-roberta", "xlm-roberta-xl", "roberta-prelayernorm", "camembert", "mpnet", "longformer", "xmod", "ibert"),
    *("data2vec-text", "esm", "luke", "lilt", "markuplm"),
}
# heads with one more layer, hidden x hidden; RoBERTa's kin don't use the pooler that a checkpoint of theirs may hold
_DENSE_HEADS = _POSITIONS_AFTER_PADDING | {"distilbert", "electra", "deberta", "deberta-v2", "bart", "t5"}
_HEAD = re.compile(r"^(classifier|score|cls|lm_head|qa_outputs)\.|^decoder\.bias$")
_HEAD_OR_POOLER = re.compile(rf"{_HEAD.pattern}|(^|\.)pooler\.")


@dataclass(frozen=True)
class Tensor:
    """A stored tensor: its shape and its type as safetensors writes it ("F32")."""

    shape: tuple[int, ...]
    dtype: str

    @property
    def count(self) -> int:
        """Number of elements."""
        total = 1
        for size in self.shape:
            total *= size
        return total


@dataclass(frozen=True)
class ModelFacts:
    """A model at a glance. `context` is the longest input in tokens (0 if the config doesn't say)."""

    base: str
    title: str
    folder: Path
    origin: str
    family: str
    architecture: str
    parameters: int
    layers: int
    hidden: int
    heads: int
    context: int
    vocabulary: int
    bytes_on_disk: int
    license: str
    config: dict[str, Any]
    tensors: dict[str, Tensor]

    def head_parameters(self, labels: int) -> int:
        """Parameters of a new classification head for so many labels, and of a pooler that the checkpoint lacks."""
        dense = self.hidden * (self.hidden + 1)
        no_pooler = self.architecture == "bert" and not any("pooler." in name for name in self.tensors)
        if no_pooler or self.architecture in _DENSE_HEADS:
            return dense + labels * (self.hidden + 1)
        return labels * (self.hidden + (self.family != "decoder"))  # decoders' heads have no bias

    @property
    def body_parameters(self) -> int:
        """Parameters without what a new task leaves out: the head of the checkpoint's own task, and a pooler that nobody asks."""
        unused = _HEAD_OR_POOLER if self.architecture in _POSITIONS_AFTER_PADDING else _HEAD
        return self.parameters - sum(tensor.count for name, tensor in self.tensors.items() if unused.search(name))


def model_facts(base: str, network: bool = False) -> ModelFacts:
    """The facts of a base. Raises UserError: not there, no config, no weights, pickled weights, damaged weights."""
    return folder_facts(locate(base, network))


def folder_facts(base: Base) -> ModelFacts:
    """The facts of a located base; see model_facts."""
    config = read_config(base.folder)
    tensors = dict(_tensors(base.folder))
    parameters = sum(tensor.count for name, tensor in tensors.items() if not name.endswith("position_ids"))
    return ModelFacts(
        base=base.text,
        title=base.title,
        folder=base.folder,
        origin=base.origin,
        family=_family(config),
        architecture=str(config.get("model_type", "")),
        parameters=parameters,
        layers=_number(config, "num_hidden_layers", "n_layer", "num_layers", "encoder_layers"),
        hidden=_number(config, "hidden_size", "n_embd", "d_model", "dim"),
        heads=_number(config, "num_attention_heads", "n_head", "num_heads", "n_heads", "encoder_attention_heads"),
        context=context_of(config),
        vocabulary=_number(config, "vocab_size"),
        bytes_on_disk=sum(file.stat().st_size for file in base.folder.rglob("*") if file.is_file()),
        license=base.license or _license(base.folder),
        config=config,
        tensors=tensors,
    )


def check_weights(folder: Path) -> None:
    """Raises UserError if the folder's weights are missing, pickled or damaged, as far as their headers tell."""
    for _ in _tensors(folder):
        pass


def tensor_headers(folder: Path) -> dict[str, Tensor]:
    """The tensors that the folder's weights files name. Raises UserError if weights are missing, pickled or damaged."""
    return dict(_tensors(folder))


def read_config(folder: Path) -> dict[str, Any]:
    """config.json as a table. Raises UserError if it is missing, damaged or asks for foreign code."""
    file = folder / "config.json"
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(
            "model.no-config",
            say("{folder} is not a model folder: it has no config.json.", folder=plain(folder)),
            hint=say("Choose the folder that save_pretrained wrote, or one that this program exported."),
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(
            "model.bad-config",
            say("{file} can't be read.", file=plain(file)),
            detail=say("{error}.", error=str(error)[:200]),
            hint=say("Fetch or export the model again."),
        ) from None
    if not isinstance(config, dict) or not config.get("model_type"):
        raise UserError(
            "model.bad-config",
            say("{file} does not say which architecture the model has.", file=plain(file)),
            hint=say("It needs a model_type such as bert; fetch or export the model again."),
        )
    if "auto_map" in config:
        raise UserError(
            "model.foreign-code",
            say("The model in {folder} brings Python code of its own, which is never run here.", folder=plain(folder)),
            hint=say("Choose a model of an architecture that transformers knows by itself."),
        )
    return config


def _tensors(folder: Path) -> Iterator[tuple[str, Tensor]]:
    files = weight_files(folder)
    if not files:
        pickled = [file.name for name in ("*.bin", "*.pt", "*.pth", "*.ckpt") for file in folder.glob(name)]
        if pickled:
            raise UserError(
                "model.pickle",
                say("The weights in {folder} are pickled ({file}), which can run code when opened.", folder=plain(folder), file=pickled[0]),
                hint=say("Convert them where you trust them: load with transformers and save_pretrained(folder, safe_serialization=True)."),
            )
        raise UserError(
            "model.no-weights",
            say("{folder} has no weights: there is a config.json but no model.safetensors.", folder=plain(folder)),
            hint=say("Copy the whole model folder, with its .safetensors files."),
        )
    for file in files:
        yield from _header(file).items()


def weight_files(folder: Path) -> list[Path]:
    """The safetensors files that hold the model: model.safetensors, else those of its index, else all there are.

    Some folders hold the weights a second time, under other names. Raises UserError if the index is damaged.
    """
    indexed = _indexed(folder)  # also where it isn't needed: a damaged folder is a damaged folder
    if (folder / "model.safetensors").is_file():
        return [folder / "model.safetensors"]
    return indexed or sorted(folder.glob("*.safetensors"))


def _indexed(folder: Path) -> list[Path]:
    """The files of a sharded model's index, which stand in its own folder; one that leads elsewhere is not followed."""
    file = folder / "model.safetensors.index.json"
    if not file.is_file():
        return []
    try:
        names = set(json.loads(file.read_text(encoding="utf-8"))["weight_map"].values())
        strange = sorted(name for name in names if not re.fullmatch(r"[^/\\]+\.safetensors", name))
        if strange:
            raise ValueError(f"it names {strange[0]}")
        missing = sorted(name for name in names if not (folder / name).is_file())
        if missing:
            raise ValueError(f"{missing[0]} is not there")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(file, error) from None
    return [folder / name for name in sorted(names)]


def _damaged(file: Path, error: Exception) -> UserError:
    return UserError(
        "model.damaged",
        say("The weights file {file} is damaged.", file=plain(file)),
        detail=say("{error}.", error=str(error)[:200]),
        hint=say("It was probably cut short while it was copied or fetched; get it again."),
    )


def _header(file: Path) -> dict[str, Tensor]:
    """The tensors named in a safetensors file's header, checked against the file's size."""
    try:
        with file.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            if length > min(_HEADER_LIMIT, file.stat().st_size):
                raise ValueError("the header is longer than the file")
            table = json.loads(stream.read(length))
        end = 8 + length + max((entry["data_offsets"][1] for name, entry in table.items() if name != "__metadata__"), default=0)
        if end != file.stat().st_size:
            raise ValueError(f"{file.stat().st_size} bytes instead of {end}")
        return {name: Tensor(tuple(entry["shape"]), str(entry["dtype"])) for name, entry in table.items() if name != "__metadata__"}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise _damaged(file, error) from None


def context_of(config: dict[str, Any]) -> int:
    """The longest input in tokens; 0 if the config doesn't say. RoBERTa and its kin count positions from behind the padding's id."""
    table = _number(config, "max_position_embeddings", "n_positions", "n_ctx")
    if config.get("model_type") in _POSITIONS_AFTER_PADDING:
        table -= _number(config, "pad_token_id") + 1
    return max(table, 0)


def head_labels(config: dict[str, Any]) -> tuple[str, ...]:
    """The labels of the checkpoint's own head in its order; none if the config has no such table, or a damaged one."""
    names = config.get("id2label")
    if not isinstance(names, dict) or not all(str(key).isdecimal() for key in names):
        return ()
    return tuple(str(names[key]) for key in sorted(names, key=int))


def _family(config: dict[str, Any]) -> str:
    if config.get("is_encoder_decoder"):
        return "encoder-decoder"
    names = str(config.get("architectures") or "")
    if config.get("is_decoder") or "CausalLM" in names or config.get("model_type") in _DECODERS:
        return "decoder"
    return "encoder"


def _number(config: dict[str, Any], *names: str) -> int:
    for name in names:
        value = config.get(name)
        if isinstance(value, int):
            return value
    return 0


def _license(folder: Path) -> str:
    """The licence that the model card's front matter names."""
    try:
        text = (folder / "README.md").read_text(encoding="utf-8", errors="replace")[:4000]
    except OSError:
        return ""
    for line in text.splitlines():
        if line.lower().startswith("license:"):
            return line.partition(":")[2].strip()
    return ""


def weights_fingerprint(facts: ModelFacts) -> str:
    """A hash of what the base is: names, shapes, sizes, and blocks from all over its weights (cheap also for many gigabytes)."""
    parts = hashlib.sha256()
    layout = {name: [list(tensor.shape), tensor.dtype] for name, tensor in sorted(facts.tensors.items())}
    parts.update(json.dumps(layout, sort_keys=True).encode())
    for file in weight_files(facts.folder):
        size = file.stat().st_size
        parts.update(f"{file.name} {size}".encode())
        with file.open("rb") as stream:
            for place in range(BLOCKS):
                stream.seek(max(0, size - BLOCK) * place // (BLOCKS - 1))
                parts.update(stream.read(BLOCK))
    return parts.hexdigest()
