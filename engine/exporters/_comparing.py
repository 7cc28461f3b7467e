"""Raw outputs of a model by our code and by transformers alone, on the same texts: what an export is compared by."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.corpus import documents
from engine.data.dataset import load_dataset
from engine.errors import UserError
from engine.models.load import HEADS, checked_config
from engine.tasks._rows import EncodedRows
from engine.training import evaluation
from engine.training.tuned import Tuned

ROWS, WIDE_ROWS = 2000, 64  # rows compared at most; where a row's output is as wide as the vocabulary, fewer say as much


def comparison_texts(tuned: Tuned) -> list[str]:
    """Real texts to compare on: the run's validation rows; a model without a run is compared on the program's samples."""
    most = ROWS if tuned.task.head in ("sequence-classification", "sentence-order", "vectors") else WIDE_ROWS
    if tuned.run is not None:
        job = tuned.run.job()
        try:
            if tuned.task.corpus:
                return list(islice(documents(Path(job.data.train), job.data.columns.get("text", ""), job.data.encoding), most))
            rows = load_dataset(job.data, tuned.task.roles, job.seed).validation
            return next(iter(rows.columns.values()))[:most]
        except UserError:  # the data has gone since; the export needn't fail for that
            pass
    from engine.data.sources import first_rows, open_source
    from engine.paths import samples

    return [row[0] for row in first_rows(open_source(samples() / "reviews_en.csv"))][:most]


def our_outputs(tuned: Tuned, texts: list[str]) -> Any:
    """Raw outputs by our code, float32: [rows, labels], [rows, hidden] of vectors, or [rows, vocabulary] at one token of each text."""
    import torch

    from engine.models.foreign import ask, bare, is_own
    from engine.models.heads import first_tokens, last_tokens
    from engine.models.output_layer import logits
    from engine.models.packed import pack

    task, model, head = tuned.task, bare(tuned.model), tuned.task.head
    encoded = EncodedRows(tuned.tokenizer.encode(texts, tuned.max_length), np.zeros(len(texts), dtype=np.int64))
    if head in ("sequence-classification", "sentence-order", "vectors"):
        return evaluation.scores(tuned.model, task, encoded, tuned.compute, "raw")
    parts = []
    with torch.inference_mode():
        for start in range(0, len(texts), 16):
            batch = encoded.batch(np.arange(start, min(start + 16, len(texts))), (0,), tuned.compute.device).inputs
            starts = None
            if head == "seq2seq-lm":
                first = np.array([model.config.decoder_start_token_id or 0], dtype=np.int32)
                starts = pack([first] * len(batch.lengths), tuned.compute.device)
            if not is_own(model):
                out, mask = ask(model, batch, **({} if starts is None else {"decoder_input_ids": starts.ids[:, None]}))
                found = out.logits[:, 0] if starts is not None else _at_one(out.logits, mask, head)
            else:
                hidden = model.hidden(batch, starts) if starts is not None else model.hidden(batch)
                one = hidden if starts is not None else (last_tokens if head == "causal-lm" else first_tokens)(hidden, batch)
                found = logits(model.before_output(one), model.output)
            parts.append(found.float().cpu().numpy())
    return np.concatenate(parts)


def _at_one(found: Any, mask: Any, head: str) -> Any:
    """[rows, longest, vocabulary] -> [rows, vocabulary]: at the last real token of a decoder, at the first of an encoder."""
    import torch

    rows = torch.arange(found.shape[0])
    return found[rows, mask.long().sum(1) - 1] if head == "causal-lm" else found[:, 0]


def plain_model(folder: Path, tuned: Tuned, **settings: Any) -> Any:
    """transformers' own model of a folder, float32, in eval mode; settings are laid over its config."""
    import torch
    import transformers

    attention = getattr(tuned.model.config, "_attn_implementation", "sdpa")  # eager for architectures without a fused one
    model = getattr(transformers, HEADS[tuned.task.head].auto).from_pretrained(
        str(folder),
        config=checked_config(folder, attention, **settings),
        attn_implementation=attention,
        dtype=torch.float32,
        trust_remote_code=False,
        use_safetensors=True,
        local_files_only=True,
        ignore_mismatched_sizes=True,
    )
    return model.eval()


def their_outputs(model: Any, tuned: Tuned, folder: Path, texts: list[str]) -> Any:
    """The same outputs by a model and transformers' own tokenizer of the folder, in the way their users call them."""
    import torch
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    parts, head = [], tuned.task.head
    with torch.inference_mode():
        for start in range(0, len(texts), 32):
            batch = tokenizer(texts[start : start + 32], truncation=True, max_length=tuned.max_length, padding=True, return_tensors="pt")
            if head in ("causal-lm", "seq2seq-lm"):
                batch.pop("token_type_ids", None)
            if head == "seq2seq-lm":
                batch["decoder_input_ids"] = torch.full((len(batch["input_ids"]), 1), model.config.decoder_start_token_id or 0)
            out, mask = model(**batch), batch["attention_mask"]
            if head == "vectors":
                found = (out.last_hidden_state * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            elif head == "seq2seq-lm":
                found = out.logits[:, 0]
            else:
                found = out.logits if out.logits.dim() == 2 else _at_one(out.logits, mask, head)
            parts.append(found.float().numpy())
    return np.concatenate(parts)
