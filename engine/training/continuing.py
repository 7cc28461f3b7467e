"""What has to be as it was, and what had better be, when a run goes on from a checkpoint."""

from __future__ import annotations

from typing import Any

from engine.errors import UserError
from engine.messages import Message, plain, say
from engine.training.precision import Compute


def require_same(before: dict[str, str], now: dict[str, str]) -> None:
    """The files and weights of a run are those it was started with. Raises UserError naming those that are not."""
    if before.get("weights") != now.get("weights"):
        raise UserError(
            "resume.base-changed",
            say("The base model of this run has changed since it was started, so it can't be continued exactly."),
            hint=say("Put the old model folder back, or start a new run."),
        )
    changed = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    if changed:
        raise UserError(
            "resume.data-changed",
            say("The data of this run has changed since it was started, so it can't be continued exactly."),
            detail=say("Changed: {files}.", files=", ".join(plain(name) for name in changed)),
            hint=say("Put the old file back, or start a new run with the new data."),
        )


def conditions(compute: Compute) -> dict[str, Any]:
    """What moves the last digits of a run: threads, number format, torch's version."""
    import torch

    return {"threads": compute.threads, "precision": compute.precision, "torch": str(torch.__version__)}


def difference(state: dict[str, Any], compute: Compute) -> Message | None:
    """Which conditions are others than when the state was written; None if all are the same."""
    changed = [f"{name} {state[name]} → {value}" for name, value in conditions(compute).items() if state[name] != value]
    if not changed:
        return None
    return say("The run goes on under other conditions than before: {changed}.", changed=", ".join(changed))


def random_state() -> dict[str, str]:
    """torch's generator, as JSON."""
    import torch

    return {"torch": bytes(torch.get_rng_state().numpy()).hex()}


def set_random_state(state: dict[str, str]) -> None:
    """Put torch's generator back."""
    import torch

    torch.set_rng_state(torch.frombuffer(bytearray.fromhex(state["torch"]), dtype=torch.uint8))
