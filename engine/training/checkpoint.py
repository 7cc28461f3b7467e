"""Checkpoints that survive a kill at any moment: written beside, flushed, a manifest of hashes last, renamed into place.

safetensors and JSON only. A checkpoint holds the trained weights, the optimizer's moments, the loop's counters and the
random number generators. The frozen base is not copied; its fingerprint stands in the state.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import UserError
from engine.messages import plain, say
from engine.training.disk import WRITE_ERRORS, disk_reason

if TYPE_CHECKING:
    import torch

MANIFEST = "MANIFEST.json"
FORMAT = 1


@dataclass(frozen=True)
class Saved:
    """A checkpoint on disk."""

    path: Path
    step: int
    bytes: int


def save(folder: Path, step: int, trained: dict[str, torch.Tensor], optimizer: Any, state: dict[str, Any]) -> Saved:
    """Write checkpoints/step-N. Raises UserError on a full or read-only disk; then nothing that was there is touched."""
    target = folder / f"step-{step:06d}"
    beside = folder / f"step-{step:06d}.tmp"
    try:
        folder.mkdir(exist_ok=True)  # not its parents: a run folder that was deleted meanwhile stays deleted
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        _write_all(beside, trained, optimizer, state)
        size = sum(file.stat().st_size for file in beside.iterdir())
        if target.exists():  # a damaged one that was passed over, or the same step once more
            _delete(target)
        beside.replace(target)
        _flush_folder(folder)
    except WRITE_ERRORS as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise UserError(
            "disk.checkpoint",
            say("The checkpoint of step {step} can't be written to {folder}.", step=step, folder=plain(folder)),
            detail=say("{error}.", error=disk_reason(error)),
            hint=say("Free some space and continue the run; the checkpoints before this one are intact."),
        ) from None
    return Saved(target, step, size)


def _write_all(folder: Path, trained: dict[str, torch.Tensor], optimizer: Any, state: dict[str, Any]) -> None:
    from safetensors.torch import save_file

    moments, counters = _flat(optimizer)
    save_file({name: tensor.detach().cpu().contiguous() for name, tensor in trained.items()}, folder / "trained.safetensors")
    save_file(moments, folder / "optimizer.safetensors")
    (folder / "state.json").write_text(json.dumps({"format": FORMAT, "optimizer": counters, **state}), encoding="utf-8")
    files = {}
    for file in sorted(folder.iterdir()):
        _flush(file)
        files[file.name] = {"bytes": file.stat().st_size, "sha256": _sha256(file)}
    manifest = folder / MANIFEST
    manifest.write_text(json.dumps({"files": files, "sha256": _table_hash(files)}, indent=1), encoding="utf-8")
    _flush(manifest)
    _flush_folder(folder)


def _flat(optimizer: Any) -> tuple[dict[str, torch.Tensor], list[dict[str, Any]]]:
    """The optimizer's state as named tensors ("0.exp_avg") and its groups without the parameters."""
    table = optimizer.state_dict()
    moments = {}
    for index, entry in table["state"].items():
        for name, tensor in entry.items():
            moments[f"{index}.{name}"] = tensor.detach().cpu().contiguous()
    return moments, table["param_groups"]


def load(path: Path, model: Any, optimizer: Any) -> dict[str, Any]:
    """Put a checkpoint back into model and optimizer; returns the loop's state. The caller has verified the path."""
    import torch
    from safetensors.torch import load_file

    trained = load_file(path / "trained.safetensors")
    own = {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}
    if trained.keys() != own.keys() or any(trained[name].shape != own[name].shape for name in own):
        raise UserError(
            "resume.mismatch",
            say("The checkpoint {name} belongs to another model or method.", name=path.name),
            hint=say("The job file of the run was changed; start a new run."),
        )
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(trained[name])
    state: dict[str, Any] = json.loads((path / "state.json").read_text(encoding="utf-8"))
    entries: dict[int, dict[str, torch.Tensor]] = {}
    for name, tensor in load_file(path / "optimizer.safetensors").items():
        index, _, key = name.partition(".")
        entries.setdefault(int(index), {})[key] = tensor
    optimizer.load_state_dict({"state": entries, "param_groups": state["optimizer"]})
    return state


def load_weights(path: Path, model: Any) -> None:
    """Only the trained weights of a checkpoint, for keeping the best."""
    import torch
    from safetensors.torch import load_file

    own = dict(model.named_parameters())
    with torch.no_grad():
        for name, tensor in load_file(path / "trained.safetensors").items():
            own[name].copy_(tensor)


def verify(path: Path) -> str:
    """Empty if every file of the manifest is there with its size and hash; else what is wrong, in a few words."""
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        if manifest["sha256"] != _table_hash(manifest["files"]):
            return f"{MANIFEST} is damaged"
        for name, entry in manifest["files"].items():
            file = path / Path(name).name
            if file.stat().st_size != entry["bytes"] or _sha256(file) != entry["sha256"]:
                return f"{name} is damaged"
    except FileNotFoundError as error:
        return f"{Path(str(error.filename)).name} is missing"
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return f"{MANIFEST} is damaged"
    return ""


def newest(folder: Path) -> tuple[Path | None, list[tuple[str, str]]]:
    """The newest checkpoint that verifies, and (name, fault) of those passed over. Leftovers of interrupted saves are swept."""
    passed: list[tuple[str, str]] = []
    if not folder.is_dir():
        return None, passed
    for leftover in folder.glob("step-*.tmp"):
        target = leftover.with_suffix("")
        if not target.exists() and not verify(leftover):  # killed after the last byte and before the rename
            leftover.replace(target)
    for leftover in [*folder.glob("*.tmp"), *folder.glob(".del-*")]:
        shutil.rmtree(leftover, ignore_errors=True)
    for path in _by_step(folder):
        fault = verify(path)
        if not fault:
            return path, passed
        passed.append((path.name, fault))
    return None, passed


def step_of(path: Path) -> int:
    """The step in a checkpoint's name."""
    return int(path.name.rpartition("-")[2])


def prune(folder: Path, step: int, keep: int, best: str | None) -> None:
    """Delete all but the newest `keep` checkpoints, up to the one of this step, and the best ones that these refer to.

    What lies beyond this step was damaged and passed over when the run was continued.
    """
    paths = _by_step(folder)
    kept = [path for path in paths if step_of(path) <= step][:keep]
    names = {best, *(path.name for path in kept), *(_best_of(path) for path in kept)}
    for path in paths:
        if path.name not in names:
            with contextlib.suppress(OSError):
                _delete(path)


def _by_step(folder: Path) -> list[Path]:
    """The checkpoints, newest first; other things in the folder are passed over."""
    return sorted((path for path in folder.glob("step-*") if path.name[5:].isdecimal()), key=step_of, reverse=True)


def _best_of(path: Path) -> str:
    """The checkpoint that was the best when this one was written; a run that continues from here needs it."""
    try:
        return str(json.loads((path / "state.json").read_text(encoding="utf-8"))["outcome"]["best_path"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _delete(path: Path) -> None:
    """Rename first, so that half a deletion is no checkpoint."""
    doomed = path.with_name(f".del-{path.name}")
    shutil.rmtree(doomed, ignore_errors=True)
    path.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def _table_hash(files: Any) -> str:
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _flush(file: Path) -> None:
    """Push a file's bytes to the disk itself; macOS needs its own call for that, which not every file system there has."""
    with file.open("rb+") as stream:
        if sys.platform == "darwin":
            import fcntl

            with contextlib.suppress(OSError):
                fcntl.fcntl(stream.fileno(), fcntl.F_FULLFSYNC)
                return
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    """Make names durable; Windows has no such call and needs none, and some network disks know none for folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
