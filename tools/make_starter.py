"""A finished run becomes a starter: python tools/make_starter.py RUN NAME writes resources/starters/NAME.

16-bit safetensors, the tokenizer, and a model card with data, steps and held-out loss before and after, all from the run folder.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = """The text is that of Debian packages, one paragraph a line: novels by Jane Austen (public domain), WordNet's glosses and
examples (WordNet licence), the help of LibreOffice in English and Chinese (MPL-2.0), the documentation of the Linux kernel in English and
Chinese (GPL-2.0), and Chinese manual pages (GFDL, GPL and BSD). The texts themselves are not part of this folder."""


def card(run: Path, name: str, parameters: int) -> str:
    """README.md of the starter."""
    result: dict[str, Any] = json.loads((run / "result.json").read_text(encoding="utf-8"))
    environment = json.loads((run / "environment.json").read_text(encoding="utf-8"))
    job = tomllib.loads((run / "job.toml").read_text(encoding="utf-8"))
    files = "\n".join(
        f"- {Path(file).name}: sha256 {value[:16]}" for file, value in environment["fingerprints"].items() if file != "weights"
    )
    before, after = result["before"], result["final"]["validation"]
    when = time.strftime("%Y-%m-%d", time.gmtime((run / "result.json").stat().st_mtime))
    return f"""---
license: other
language: [en, zh]
---
# starter:{name}

{parameters:,} parameters, trained from nothing by Tunebench itself on {when}: `tunebench train resources/starters/jobs/{name}.toml`.
It is small and has read little, so that anyone can make it again in about an hour: a place to start from and to learn with, not a
model to rely on. It may say anything.

| | |
|---|---|
| task | {job["task"]["type"]} |
| steps | {result["step"]:,} of {result["total_steps"]:,} |
| tokens read while training | {result["tokens"]:,} |
| batch, maximum length | {job["training"]["batch_size"]} rows, {job["training"]["max_length"]} tokens |
| machine | {environment["threads"]} processor thread, {environment["precision"]}, {result["seconds"] / 60:.0f} minutes beside other work |
| held-out loss before | {before["loss"]:.3f} (perplexity {before["perplexity"]:,.0f}) |
| held-out loss after | {after["loss"]:.3f} (perplexity {after["perplexity"]:,.1f}) |
| held-out tokens guessed right | {after["accuracy"]:.1%} |

## Data

{SOURCES}

{files}

The weights may be used as the licences of these texts allow; the project claims no rights of its own in them.
"""


def main() -> None:
    """Write the starter."""
    import torch
    from safetensors.torch import load_file, save_file

    run, name = Path(sys.argv[1]), sys.argv[2]
    target = ROOT / "resources" / "starters" / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    tensors = load_file(run / "model" / "model.safetensors")
    half = {key: tensor.to(torch.float16) if tensor.is_floating_point() else tensor for key, tensor in tensors.items()}
    save_file(half, target / "model.safetensors", metadata={"format": "pt"})
    for file in ("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json"):
        for place in (run / "model" / file, run / "base" / file):
            if place.is_file():
                shutil.copyfile(place, target / file)
                break
    settings = json.loads((target / "tokenizer_config.json").read_text(encoding="utf-8"))
    table = json.loads((target / "config.json").read_text(encoding="utf-8"))
    settings["model_max_length"] = table["max_position_embeddings"]
    (target / "tokenizer_config.json").write_text(json.dumps(settings, indent=2, ensure_ascii=False), encoding="utf-8")
    (target / "config.json").write_text(json.dumps({**table, "dtype": "float16"}, indent=2, ensure_ascii=False), encoding="utf-8")
    (target / "README.md").write_text(card(run, name, sum(tensor.numel() for tensor in tensors.values())), encoding="utf-8")
    for file in sorted(target.iterdir()):
        print(f"{file.stat().st_size / 1e6:8.2f} MB  {file.name}")


if __name__ == "__main__":
    main()
