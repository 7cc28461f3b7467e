"""What the speed bench works on: its cases with their goals, and their rows and models, made here, the same every time.

`python tools/_bench_cases.py CASE` makes build/bench/CASE (rows.json, train.jsonl, validation.jsonl) and the base model beside it.
rows.json holds the rows as token ids, so that the Trainer's side and ours train on the same tokens; batch i is rows i * batch to
(i + 1) * batch. Importing this module loads neither torch nor transformers, so that the harness stays small.
"""

from __future__ import annotations

import csv
import json
import lzma
import math
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PLACE = ROOT / "build" / "bench"
VERSION = 1  # of what is made here; another number makes it anew
MEDIAN, TENTH = 50, 426  # tokens of a text of natural length: the median, and what one in ten exceeds
SPREAD = math.log(TENTH / MEDIAN) / 1.2816  # of the logarithms; 1.2816 is the normal distribution's 90th percentile
END = "<|endoftext|>"


@dataclass(frozen=True)
class Side:
    """One way of doing a case's work, in a process of its own. measured: its steps, where it is too slow for the case's."""

    name: str
    program: str = "_bench_trainer"
    options: dict[str, Any] = field(default_factory=dict)
    measured: int = 0
    wall: bool = False  # measured at its own default threads as well?


@dataclass(frozen=True)
class Goal:
    """How many times faster `ours` is to be than `against`, and the most of its memory that it may take."""

    ours: str
    against: str
    speed: float
    memory: float = 0.0  # 0: no goal


@dataclass(frozen=True)
class Case:
    """A piece of work. rows: batches that are made; epochs over them only where `whole` says that all of it is one measurement."""

    name: str
    base: str
    task: dict[str, Any]
    method: dict[str, Any]
    batch: int
    cut: int
    sides: tuple[Side, ...]
    goals: tuple[Goal, ...] = ()
    warm: int = 1
    measured: int = 4
    batches: int = 40
    lengths: str = "natural"  # or a number of tokens that all have
    rate: float = 1e-3
    epochs: int = 1
    whole: bool = False
    seeds: int = 1

    @property
    def folder(self) -> Path:
        """Where its rows lie."""
        return PLACE / self.name


ENGINE = Side("engine", "_bench_engine", wall=True)
ENGINE_32 = Side("engine fp32", "_bench_engine", {"precision": "fp32"})
TRAINER = Side("Trainer", wall=True)
TRAINER_16 = Side("Trainer bf16", options={"bf16": True})
BEST = Side("Trainer grouped bf16", options={"bf16": True, "grouped": True}, measured=10)
SFT = Side("SFTTrainer", options={"kind": "sft"}, measured=2)
NANO = Side("nanoGPT loop, Llama, bf16", options={"kind": "nano"})
NANO_GPT = Side("nanoGPT loop, GPT, bf16", options={"kind": "nano-gpt"})

CLASSIFY = {"type": "text-classification", "head_start": False}
LORA_8 = {"type": "lora", "rank": 8, "alpha": 16.0, "dropout": 0.1, "targets": "attention"}
LORA_16 = {"type": "lora", "rank": 16, "alpha": 32.0, "dropout": 0.05, "targets": "all-linear"}
FULL = {"type": "full"}
TRANSLATE = {"type": "translation", "label_smoothing": 0.0, "measured": 0}

CASES = {
    case.name: case
    for case in (
        Case(
            "lora-classification", "minilm", CLASSIFY, LORA_8, 16, 256, (ENGINE, TRAINER, ENGINE_32, BEST),
            (Goal("engine", "Trainer", 5, 0.5), Goal("engine", "Trainer grouped bf16", 1.8), Goal("engine fp32", "Trainer", 2.5)),
            batches=50,
        ),
        Case(
            "lora-classification-equal", "minilm", CLASSIFY, LORA_8, 16, 256, (ENGINE, TRAINER), (Goal("engine", "Trainer", 0),),
            lengths="128", measured=3,
        ),
        Case("full-classification", "minilm", CLASSIFY, FULL, 8, 256, (ENGINE, TRAINER), (Goal("engine", "Trainer", 4),), rate=5e-5),
        Case(
            "lora-instruction", "llama-34m", {"type": "instruction"}, LORA_16, 6, 512, (ENGINE, TRAINER, TRAINER_16, SFT),
            (Goal("engine", "Trainer", 5, 0.5), Goal("engine", "Trainer bf16", 3), Goal("engine", "SFTTrainer", 8, 0.5)),
            rate=2e-4,
        ),
        Case("masked-lm", "bert-29m", {"type": "masked-lm"}, FULL, 8, 256, (ENGINE, TRAINER), (Goal("engine", "Trainer", 4),), rate=1e-4),
        Case("translation", "marian-31m", TRANSLATE, FULL, 6, 256, (ENGINE, TRAINER), (Goal("engine", "Trainer", 3),), rate=1e-4),
        Case(
            "causal-lm", "llama-10m", {"type": "causal-lm"}, FULL, 4, 256, (ENGINE, TRAINER, NANO, NANO_GPT),
            (Goal("engine", "Trainer", 1.5), Goal("engine", NANO.name, 0.95), Goal("engine", NANO_GPT.name, 0.95)),
            warm=2, measured=8,
        ),
        Case(
            "head-only", "minilm", CLASSIFY, {"type": "head"}, 16, 256, (ENGINE, TRAINER), (Goal("engine", "Trainer", 8),),
            batches=4, epochs=3, whole=True,
        ),
        Case(
            "curves", "minilm-dropout-0", CLASSIFY, {**LORA_8, "dropout": 0.0}, 4, 256, (ENGINE_32, ENGINE, TRAINER),
            measured=29, rate=3e-3,
        ),
        Case(
            "accuracy", "minilm", CLASSIFY, LORA_8, 16, 256, (ENGINE, TRAINER),
            lengths="glosses", batches=80, rate=2e-3, seeds=10,
        ),
    )
}  # fmt: skip


def order(case: Case, batches: int, seed: int | None) -> list[list[int]]:
    """The rows of each step over all epochs: as they lie, or shuffled by a seed."""
    found = []
    for epoch in range(case.epochs):
        rows = list(range(batches * case.batch))
        if seed is not None:
            random.Random(f"{seed} {epoch}").shuffle(rows)
        found += [rows[start : start + case.batch] for start in range(0, len(rows), case.batch)]
    return found


def made(case: Case) -> dict[str, Any] | None:
    """What rows.json holds, or None if it isn't there or is of another version."""
    try:
        table: dict[str, Any] = json.loads((case.folder / "rows.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return table if table["version"] == VERSION and table["batches"] == case.batches and Path(table["base"]).is_dir() else None


def make(case: Case) -> None:
    """Base, rows as text and rows as ids."""
    base = make_base(case.base)
    texts, rows, validation = MAKERS[case.task["type"]](case, base)
    held = texts[len(rows) :] or texts[: case.batch]
    if case.task["type"] == "causal-lm":  # one long document is all rows
        texts, held = texts[:1], texts[1:]
    elif validation:
        texts = texts[: len(rows)]
    case.folder.mkdir(parents=True, exist_ok=True)
    for name, part in (("train", texts), ("validation", held)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in part)
        (case.folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    table = {"version": VERSION, "batches": case.batches, "base": str(base), "rows": rows, "validation": validation}
    (case.folder / "rows.json").write_text(json.dumps(table), encoding="utf-8")


# -- rows

Made = tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]  # rows as text, as ids, and validation rows as ids


def tokenizer_of(base: Path) -> Any:
    """The tokenizer of a base, without cut or padding."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(base / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def corpus(name: str) -> list[str]:
    """The lines of a corpus that aren't empty."""
    with lzma.open(SHARED / "corpora" / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


def natural(chance: random.Random, median: float = MEDIAN, spread: float = SPREAD) -> int:
    """A length in tokens, log-normal."""
    return min(2000, max(4, round(chance.lognormvariate(math.log(median), spread))))


def text_of(parts: Iterator[str], tokens: int, tokenizer: Any, join: str = " ") -> str:
    """Parts one after the other until there are so many tokens, and cut there."""
    text, offsets = "", []
    while len(offsets) < tokens:
        text = f"{text}{join}{next(parts)}" if text else next(parts)
        offsets = tokenizer.encode(text, add_special_tokens=False).offsets
    return text[: offsets[tokens - 1][1]]


def turning(chance: random.Random, lines: Sequence[str]) -> Iterator[str]:
    """The lines in random order, again and again."""
    while True:
        yield from chance.sample(lines, len(lines))


def classification(case: Case, base: Path) -> Made:
    """WordNet's glosses of eight kinds: each by itself, or so many of one kind together that the lengths are natural."""
    chance, tokenizer = random.Random(1), tokenizer_of(base)
    with (SHARED / "data" / "classify_en_wordnet.csv").open(encoding="utf-8", newline="") as file:
        glosses = list(csv.DictReader(file))
    names = sorted({row["label"] for row in glosses})
    count = case.batches * case.batch
    if case.lengths == "glosses":
        chance.shuffle(glosses)
        texts = [{"text": row["text"], "label": row["label"]} for row in glosses]
    else:
        parts = {name: turning(chance, [row["text"] for row in glosses if row["label"] == name]) for name in names}
        texts = []
        for place in range(count):
            name = names[place % len(names)]
            tokens = natural(chance) if case.lengths == "natural" else int(case.lengths) - 2  # two special ones
            texts.append({"text": text_of(parts[name], tokens, tokenizer), "label": name})
        chance.shuffle(texts)
    tokenizer.enable_truncation(case.cut)
    rows = [{"input_ids": tokenizer.encode(row["text"]).ids, "labels": names.index(row["label"])} for row in texts]
    return texts, rows[:count], rows[count:]


def masked(case: Case, base: Path) -> Made:
    """Paragraphs of the kernel's documentation of natural length; longer ones are cut here, so that none becomes two pieces."""
    chance, tokenizer = random.Random(2), tokenizer_of(base)
    parts = turning(chance, corpus("en_kernel_docs"))
    room = case.cut - 6  # special tokens, and a word that is cut in two may become more pieces
    texts = [{"text": text_of(parts, min(room, natural(chance)), tokenizer)} for _ in range(case.batches * case.batch)]
    rows = [{"input_ids": tokenizer.encode(row["text"]).ids} for row in texts]
    assert max(len(row["input_ids"]) for row in rows) <= case.cut
    return texts, rows, []


def causal(case: Case, base: Path) -> Made:
    """One long document, so that every block is full and sees all of itself; labels are the tokens that follow."""
    tokenizer, lines = tokenizer_of(base), corpus("en_kernel_docs")
    wanted = case.batches * case.batch * case.cut + 1
    text = "\n".join(lines[20_000 : 20_000 + wanted // 20])
    ids = [tokenizer.token_to_id(END), *tokenizer.encode(text).ids]
    assert len(ids) > wanted, "more lines are needed"
    starts = range(0, wanted - 1, case.cut)
    rows = [{"input_ids": ids[start : start + case.cut], "labels": ids[start + 1 : start + case.cut + 1]} for start in starts]
    return [{"text": text}, {"text": "\n".join(lines[10_000:10_200])}], rows, []


def instruction(case: Case, base: Path) -> Made:
    """A line of the kernel's documentation as the prompt, those after it, of natural length, as the answer.

    Seed 5: the batches that are measured pad as much as all of them do on average (2.6 tokens computed for a real one).
    """
    from engine.models.tokenizers import TextTokenizer
    from engine.tasks._chat import Chat

    chance, tokenizer, chat = random.Random(5), tokenizer_of(base), Chat(TextTokenizer(base))
    lines, texts, rows = corpus("en_kernel_docs"), [], []
    for _ in range(case.batches * case.batch):
        place = chance.randrange(len(lines) - 500)
        prompt = text_of(iter(lines[place : place + 40]), min(40, max(8, natural(chance, 20, 0.6))), tokenizer)
        answer = text_of(iter(lines[place + 40 : place + 500]), natural(chance), tokenizer)
        ids, said = chat.tokens([{"role": "user", "content": prompt}, {"role": "assistant", "content": answer}], 1)
        ids, said = ids[: case.cut], said[: case.cut]
        texts.append({"prompt": prompt, "answer": answer})
        labels = [int(token) if wanted else -100 for token, wanted in zip(ids, said, strict=True)]
        rows.append({"input_ids": [int(token) for token in ids], "labels": labels})
    return texts, rows, []


def translation(case: Case, base: Path) -> Made:
    """Sentences of LibreOffice's help and their translations, so many together that the lengths vary as paragraphs do."""
    chance, tokenizer = random.Random(4), tokenizer_of(base)
    with (SHARED / "data" / "translate_en_zh_libreoffice.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["en"], row["zh"]) for row in csv.DictReader(file)]
    sizes = [max(len(tokenizer.encode(text).ids) for text in pair) for pair in pairs]
    texts, rows = [], []
    for _ in range(case.batches * case.batch):
        wanted, room, chosen = natural(chance, 40, 1.1), case.cut - 8, []
        while not chosen or (wanted > 0 and room > 0):
            place = chance.randrange(len(pairs))
            wanted, room = wanted - sizes[place], room - sizes[place]
            if room > 0:
                chosen.append(place)
        source, target = " ".join(pairs[place][0] for place in chosen), "".join(pairs[place][1] for place in chosen)
        texts.append({"source": source, "target": target})
        rows.append({"input_ids": tokenizer.encode(source).ids, "labels": tokenizer.encode(target).ids})
        assert max(map(len, rows[-1].values())) <= case.cut
    return texts, rows, []


MAKERS: dict[str, Callable[[Case, Path], Made]] = {
    "text-classification": classification,
    "masked-lm": masked,
    "causal-lm": causal,
    "instruction": instruction,
    "translation": translation,
}


# -- bases


def make_base(name: str) -> Path:
    """The folder of a base; MiniLM as it is, or one with random weights that is made here once."""
    from engine.models.starters import locate

    starter = locate("starter:encoder").folder
    folder = PLACE / f"base-{name}-{VERSION}"
    if name == "minilm" or (folder / "config.json").is_file():
        return starter if name == "minilm" else folder
    folder.mkdir(parents=True, exist_ok=True)
    if name == "minilm-dropout-0":
        for file in starter.iterdir():
            if file.is_file() and file.name != "config.json":
                (folder / file.name).unlink(missing_ok=True)
                (folder / file.name).symlink_to(file)
        config = json.loads((starter / "config.json").read_text(encoding="utf-8"))
        config |= {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
        return folder
    if name == "bert-29m":
        for file in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
            shutil.copyfile(starter / file, folder / file)
    elif name == "marian-31m":
        pairs = [*corpus("en_libreoffice_help"), *corpus("zh_libreoffice_help")]
        train_tokenizer(folder, pairs, 16_000, ["<pad>", "</s>"], closes=True)
    else:
        lines = [*corpus("en_kernel_docs"), *corpus("en_wordnet_glosses"), *corpus("en_austen")]
        train_tokenizer(folder, lines, 32_000 if name == "llama-34m" else 8_192, [END], closes=False)
    save_random_model(name, folder)
    return folder


def train_tokenizer(folder: Path, lines: list[str], vocabulary: int, special: list[str], closes: bool) -> None:
    """Byte-level BPE; the last special token ends a text, the first one pads. closes: it is put behind each text."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=vocabulary, special_tokens=special, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(lines, trainer)
    if closes:
        end = (special[-1], len(special) - 1)
        tokenizer.post_processor = processors.TemplateProcessing(single=f"$A {end[0]}", special_tokens=[end])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": special[0], "eos_token": special[-1], "model_max_length": 512}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")


def save_random_model(name: str, folder: Path) -> None:
    """A model of the wanted size with random weights, in transformers' layout."""
    import torch
    import transformers as t

    torch.manual_seed(0)
    llama = {"pad_token_id": 0, "bos_token_id": 0, "eos_token_id": 0, "tie_word_embeddings": True, "max_position_embeddings": 512}
    if name == "bert-29m":
        sizes = {"hidden_size": 512, "num_hidden_layers": 4, "num_attention_heads": 8, "intermediate_size": 2048}
        model: Any = t.BertForMaskedLM(t.BertConfig(vocab_size=30522, **sizes))
    elif name == "llama-34m":  # shaped as Qwen3's small ones: two queries a key, embeddings tied
        sizes = {"hidden_size": 512, "num_hidden_layers": 6, "num_attention_heads": 8, "num_key_value_heads": 4, "intermediate_size": 1408}
        model = t.LlamaForCausalLM(t.LlamaConfig(vocab_size=32_000, **sizes, **llama))
    elif name == "llama-10m":
        sizes = {"hidden_size": 320, "num_hidden_layers": 6, "num_attention_heads": 5, "intermediate_size": 864}
        model = t.LlamaForCausalLM(t.LlamaConfig(vocab_size=8_192, **sizes, **llama))
    else:
        sizes = {"layers": 3, "attention_heads": 8, "ffn_dim": 2048}
        sides = {f"{side}_{key}": value for side in ("encoder", "decoder") for key, value in sizes.items()}
        ids = {"pad_token_id": 0, "eos_token_id": 1, "forced_eos_token_id": 1, "decoder_start_token_id": 0}
        model = t.MarianMTModel(t.MarianConfig(vocab_size=16_000, d_model=512, max_position_embeddings=512, **sides, **ids))
    model.save_pretrained(folder)
    print(f"{name}: {sum(parameter.numel() for parameter in model.parameters()) / 1e6:.1f} M", file=sys.stderr)


if __name__ == "__main__":
    os.environ["HF_HUB_OFFLINE"] = "1"
    sys.path.insert(0, str(ROOT))
    make(CASES[sys.argv[1]])
