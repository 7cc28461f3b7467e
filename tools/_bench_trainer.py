"""A child of the speed bench: the same work as the engine's, by transformers' Trainer, trl's SFTTrainer or a loop like nanoGPT's.

`python tools/_bench_trainer.py SPEC`, SPEC a JSON object (see Spec). Prints one line of JSON: CPU and wall seconds of every measured
step, its real and padded tokens, the process's peak memory, and the losses where they are asked for.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

from _bench_cases import CASES, Case, made, order

TARGETS = {
    "attention": ["query", "key", "value"],
    "all-linear": ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
}
EVERY = 5  # of the batches grouped by length, which lie in the order of their lengths


class Clock:
    """Process and wall seconds at the end of every step."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.wall: list[float] = []

    def tick(self) -> None:
        """A step has ended."""
        self.cpu.append(time.process_time())
        self.wall.append(time.perf_counter())

    def steps(self, warm: int) -> dict[str, list[float]]:
        """Seconds of each step after the first `warm`."""
        cpu, wall = self.cpu[warm - 1 :], self.wall[warm - 1 :]
        return {
            "cpu_steps": [after - before for before, after in pairwise(cpu)],
            "wall_steps": [after - before for before, after in pairwise(wall)],
        }


def peak_memory() -> int:
    """Bytes that this process held at most; not ru_maxrss, which begins with what the parent held."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def tokens_of(batches: list[list[dict[str, Any]]], pairs: bool) -> dict[str, list[int]]:
    """Real tokens of each batch, and those that are computed when it is padded to its longest row."""
    sides = ("input_ids", "labels") if pairs else ("input_ids",)
    lengths = [[[len(row[side]) for row in batch] for side in sides] for batch in batches]
    return {
        "real_steps": [sum(map(sum, each)) for each in lengths],
        "padded_steps": [sum(len(side) * max(side) for side in each) for each in lengths],
    }


def load_model(case: Case, base: str, start: str, labels: int) -> Any:
    """The model with its head, adapter around it or body frozen as the case's method says; from `start` where one is given."""
    import torch
    import transformers as t

    torch.manual_seed(0)
    kind, method = case.task["type"], case.method
    names = {
        "masked-lm": "AutoModelForMaskedLM",
        "translation": "AutoModelForSeq2SeqLM",
        "text-classification": "AutoModelForSequenceClassification",
    }
    auto = getattr(t, names.get(kind, "AutoModelForCausalLM"))
    settings = {"num_labels": labels} if labels else {}
    folder = start if start and method["type"] == "full" else base
    model = auto.from_pretrained(folder, local_files_only=True, dtype=torch.float32, **settings)
    if method["type"] == "head":
        model.base_model.requires_grad_(False)
    if method["type"] != "lora":
        return model
    from peft import PeftModel, get_peft_model

    return PeftModel.from_pretrained(model, start, is_trainable=True) if start else get_peft_model(model, adapter_config(case))


def adapter_config(case: Case) -> Any:
    """The case's LoRA in peft's words."""
    from peft import LoraConfig

    method = case.method
    return LoraConfig(
        task_type="SEQ_CLS" if case.task["type"] == "text-classification" else "CAUSAL_LM",
        r=method["rank"],
        lora_alpha=method["alpha"],
        lora_dropout=method["dropout"],
        target_modules=TARGETS[method["targets"]],
    )


def tokenizer_of(base: str) -> Any:
    """The base's tokenizer for collators."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(base, local_files_only=True)


def collator_of(case: Case, base: str) -> Any:
    """What transformers' own examples take for the task."""
    import transformers as t

    match case.task["type"]:
        case "text-classification":
            return t.DataCollatorWithPadding(tokenizer_of(base))
        case "masked-lm":
            return t.DataCollatorForLanguageModeling(tokenizer_of(base), mlm_probability=0.15)
        case "causal-lm":
            return t.default_data_collator
        case _:
            return t.DataCollatorForSeq2Seq(tokenizer_of(base), padding=True)


def arguments(case: Case, kind: Any, steps: int, spec: dict[str, Any], **more: Any) -> Any:
    """TrainingArguments (or trl's) as they are by default, but for what makes the work the same."""
    bf16 = {"bf16": True} if spec.get("bf16") else {}
    return kind(
        output_dir=tempfile.mkdtemp(prefix="tunebench-bench-"),
        use_cpu=True,
        per_device_train_batch_size=case.batch,
        max_steps=steps,
        learning_rate=case.rate,
        lr_scheduler_type="constant",
        train_sampling_strategy="sequential",  # the rows come in the order wanted
        report_to=[],
        save_strategy="no",
        disable_tqdm=True,
        **bf16,
        **more,
    )


def by_trainer(case: Case, spec: dict[str, Any], model: Any, batches: list[list[dict[str, Any]]], base: str) -> tuple[Clock, list[float]]:
    """Trainer, or SFTTrainer, over the batches."""
    import transformers as t

    clock, losses = Clock(), []

    class Ticks(t.TrainerCallback):  # type: ignore[misc]
        def on_step_end(self, *_: Any, **__: Any) -> None:
            clock.tick()

    rows = [row for batch in batches for row in batch]
    if spec.get("kind") == "sft":
        from datasets import Dataset
        from trl import SFTConfig, SFTTrainer

        table = [{"input_ids": row["input_ids"], "completion_mask": [int(label >= 0) for label in row["labels"]]} for row in rows]
        settings = arguments(case, SFTConfig, len(batches), spec, max_length=case.cut)
        trainer = SFTTrainer(
            model=base,
            args=settings,
            train_dataset=Dataset.from_list(table),
            processing_class=tokenizer_of(base),
            peft_config=adapter_config(case),
            callbacks=[Ticks()],
        )
        trainer.train()
        return clock, losses

    class Noting(t.Trainer):  # type: ignore[misc]
        def compute_loss(self, *given: Any, **named: Any) -> Any:
            loss = super().compute_loss(*given, **named)
            if spec.get("losses"):
                losses.append(float(loss.detach()))
            return loss

    if case.task["type"] == "causal-lm":  # the model itself looks at the token that follows
        rows = [{"input_ids": row["input_ids"], "labels": row["input_ids"]} for row in rows]
    settings = arguments(case, t.TrainingArguments, len(batches), spec)
    Noting(model=model, args=settings, train_dataset=rows, data_collator=collator_of(case, base), callbacks=[Ticks()]).train()
    return clock, losses


def by_loop(model: Any, batches: list[list[dict[str, Any]]], rate: float) -> tuple[Clock, list[float]]:
    """nanoGPT's loop: bf16 autocast, fused AdamW, gradients clipped, the loss not read."""
    import torch
    from torch.nn.functional import cross_entropy

    clock = Clock()
    decayed = [parameter for parameter in model.parameters() if parameter.dim() > 1]
    others = [parameter for parameter in model.parameters() if parameter.dim() <= 1]
    groups = [{"params": decayed, "weight_decay": 0.1}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.95), fused=True)
    model.train()
    for batch in batches:
        x = torch.tensor([row["input_ids"] for row in batch])
        y = torch.tensor([row["labels"] for row in batch])
        with torch.autocast("cpu", torch.bfloat16):
            found = model(x)
            logits = getattr(found, "logits", found)
            loss = cross_entropy(logits.view(-1, logits.shape[-1]), y.view(-1))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        clock.tick()
    return clock, []


def plain_gpt() -> Any:
    """nanoGPT's model (github.com/karpathy/nanoGPT, without biases and dropout) at the size of base llama-10m: 10.0 M."""
    import torch
    from torch import nn
    from torch.nn.functional import scaled_dot_product_attention

    vocabulary, context, width, heads, layers = 8_192, 256, 320, 5, 6

    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.ln_1, self.ln_2 = nn.LayerNorm(width, bias=False), nn.LayerNorm(width, bias=False)
            self.c_attn, self.c_proj = nn.Linear(width, 3 * width, bias=False), nn.Linear(width, width, bias=False)
            self.mlp = nn.Sequential(nn.Linear(width, 4 * width, bias=False), nn.GELU(), nn.Linear(4 * width, width, bias=False))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            rows, tokens, _ = x.shape
            parts = self.c_attn(self.ln_1(x)).split(width, dim=2)
            q, k, v = (part.view(rows, tokens, heads, width // heads).transpose(1, 2) for part in parts)
            y = scaled_dot_product_attention(q, k, v, is_causal=True)
            x = x + self.c_proj(y.transpose(1, 2).reshape(rows, tokens, width))
            return x + self.mlp(self.ln_2(x))

    class Gpt(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.wte, self.wpe = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
            self.blocks, self.ln_f = nn.Sequential(*(Block() for _ in range(layers))), nn.LayerNorm(width, bias=False)
            self.lm_head = nn.Linear(width, vocabulary, bias=False)
            self.wte.weight = self.lm_head.weight
            for parameter in self.parameters():
                if parameter.dim() > 1:
                    nn.init.normal_(parameter, std=0.02)

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            return self.lm_head(self.ln_f(self.blocks(self.wte(ids) + self.wpe.weight[: ids.shape[1]])))

    torch.manual_seed(0)
    return Gpt()


def accuracy(model: Any, rows: list[dict[str, Any]]) -> float:
    """The share of validation rows whose label is found, fp32."""
    import torch

    model.eval()
    hits = 0
    rows = sorted(rows, key=lambda row: len(row["input_ids"]))
    with torch.inference_mode():
        for start in range(0, len(rows), 32):
            part = rows[start : start + 32]
            ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(row["input_ids"]) for row in part], batch_first=True)
            mask = torch.nn.utils.rnn.pad_sequence([torch.ones(len(row["input_ids"])) for row in part], batch_first=True)
            found = model(input_ids=ids, attention_mask=mask).logits.argmax(-1)
            hits += int((found == torch.tensor([row["labels"] for row in part])).sum())
    return hits / len(rows)


def grouped(rows: list[dict[str, Any]], batch: int) -> list[list[int]]:
    """Batches as Trainer's group_by_length makes them of much data: groups of 50 batches sorted by length; every fifth of one group.

    For so few rows it would take smaller groups by itself, which save less.
    """
    import torch
    from transformers.trainer_pt_utils import get_length_grouped_indices

    lengths = [len(row["input_ids"]) for row in rows]
    found = get_length_grouped_indices(lengths, batch, mega_batch_mult=50, generator=torch.Generator().manual_seed(0))
    batches = [found[start : start + batch] for start in range(0, len(found), batch)]
    return batches[EVERY // 2 :: EVERY]


def main() -> None:
    """Do the work that the spec names."""
    spec: dict[str, Any] = json.loads(sys.argv[1])
    warnings.filterwarnings("ignore")
    import torch
    from transformers.utils import logging

    logging.set_verbosity_error()
    if spec["threads"]:
        torch.set_num_threads(spec["threads"])
    case, warm = CASES[spec["case"]], spec["warm"]
    table = made(case)
    assert table is not None, "python tools/_bench_cases.py makes the case first"
    rows = table["rows"]
    if spec.get("grouped"):
        chosen = grouped(rows, case.batch)
        chosen = [chosen[0]] * warm + chosen
    elif case.whole:
        chosen = order(case, case.batches, spec.get("seed"))
        chosen = [chosen[0]] * warm + chosen
    else:
        chosen = order(case, case.batches, spec.get("seed"))
    batches = [[rows[place] for place in part] for part in chosen[: warm + spec["measured"]]]
    labels = 1 + max(row["labels"] for row in rows) if case.task["type"] == "text-classification" else 0
    if spec.get("kind", "trainer") in ("nano", "nano-gpt"):
        model = plain_gpt() if spec["kind"] == "nano-gpt" else load_model(case, table["base"], "", 0)
        clock, losses = by_loop(model, batches, case.rate)
    else:
        model = None if spec.get("kind") == "sft" else load_model(case, table["base"], spec.get("start", ""), labels)
        torch.manual_seed(spec.get("seed") or 0)
        clock, losses = by_trainer(case, spec, model, batches, table["base"])
    found = {**clock.steps(warm), **tokens_of(batches[warm:], case.task["type"] == "translation"), "peak_rss": peak_memory()}
    found |= {"losses": losses, "threads": torch.get_num_threads()}
    if spec.get("evaluate"):
        found["accuracy"] = accuracy(model, table["validation"])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
