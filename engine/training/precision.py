"""Device, number format and threads, each with the reason for the choice."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from typing import Any, Literal

import psutil

from engine.errors import UserError
from engine.messages import Message, say
from engine.specs.hardware import HardwareSpec

Precision = Literal["fp32", "bf16", "fp16"]
_WORTH = 1.15  # bf16 must beat fp32 in a matrix product by this factor to be taken automatically


@dataclass
class Compute:
    """What the job runs on. `autocast` is a fresh context for each forward pass; `choices` are (name, value, reason)."""

    device: str
    precision: Precision
    threads: int
    choices: list[tuple[str, str, Message]] = field(default_factory=list)

    def autocast(self) -> Any:
        """The context in which matrix products take the chosen format."""
        import torch

        if self.precision == "fp32":
            return contextlib.nullcontext()
        return torch.autocast(self.device, torch.bfloat16 if self.precision == "bf16" else torch.float16)


@dataclass(frozen=True)
class Before:
    """What a run began with; a new trial of what is faster may come out otherwise."""

    device: str
    precision: Precision
    threads: int


def choose_compute(spec: HardwareSpec, before: Before | None = None) -> Compute:
    """Settle device, threads and precision. Raises UserError if a named device isn't there."""
    import torch

    device, why = _device(spec.device)
    again = before is not None and before.device == device
    threads, thread_reason = _threads(spec.threads, before.threads if before is not None and again else 0)
    torch.set_num_threads(threads)
    if before is not None and again and spec.precision == "auto":
        precision, reason = _precision(before.precision, device)[0], say("the run began with it.")
    else:
        precision, reason = _precision(spec.precision, device)
    choices = [("device", device, why), ("precision", precision, reason), ("threads", str(threads), thread_reason)]
    return Compute(device, precision, threads, choices)


def _device(wanted: str) -> tuple[str, Message]:
    import torch

    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wanted != "auto":
        if not there[wanted]:
            raise UserError(
                "hardware.no-device",
                say("There is no {device} device on this machine that torch can use.", device=wanted),
                hint=say("Set hardware.device to auto, or to cpu."),
            )
        return wanted, say("the job names it.")
    if there["cuda"]:
        return "cuda", say("{name} is there.", name=torch.cuda.get_device_name(0))
    if there["mps"]:
        return "mps", say("the Apple GPU is there.")
    return "cpu", say("no GPU that torch can use was found.")


def _threads(wanted: int | None, before: int) -> tuple[int, Message]:
    import os

    if wanted:
        return wanted, say("the job names it.")
    said = os.environ.get("OMP_NUM_THREADS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said), say("OMP_NUM_THREADS says so.")
    cores = psutil.cpu_count(logical=False) or 1
    allowed = len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else cores
    most = max(1, min(cores, allowed))
    if before and before <= most:
        return before, say("the run began with it.")
    if most == 1:
        return 1, say("there is one physical core.")
    seconds = _thread_trial(sorted({1, max(1, most // 2), max(1, most - 1), most}))
    best = min(seconds, key=lambda count: seconds[count] * (1.03 if count == most else 1.0))  # a tie leaves a core to the desktop
    gain = seconds[1] / seconds[best]
    return best, say("a short trial ran {gain:.1f} times as fast as with one thread; waiting threads sleep.", gain=gain)


def _thread_trial(counts: list[int]) -> dict[int, float]:
    """Seconds of a piece of work like a small layer's, by the number of threads: the best of four turns each, about 0.2 s in all."""
    import torch

    x, w, v = torch.randn(1024, 384), torch.randn(384, 1536), torch.randn(1536, 384)
    seconds = dict.fromkeys(counts, float("inf"))
    before = torch.get_num_threads()
    for _ in range(4):  # in turns, so that a burst of other work on the machine meets all
        for count in counts:
            torch.set_num_threads(count)
            begun = time.perf_counter()
            for _ in range(3):
                torch.nn.functional.layer_norm(x + torch.nn.functional.gelu(x @ w) @ v, (384,))
            seconds[count] = min(seconds[count], time.perf_counter() - begun)
    torch.set_num_threads(before)
    return seconds


def _precision(wanted: str, device: str) -> tuple[Precision, Message]:
    import torch

    if wanted == "fp16" and device == "cpu":
        raise UserError(
            "hardware.fp16-cpu",
            say("fp16 has no fast path on processors; it would be about ten times slower than bf16."),
            hint=say("Set hardware.precision to auto, bf16 or fp32."),
        )
    if wanted != "auto":
        return wanted, say("the job names it.")  # type: ignore[return-value]
    if device == "cuda":
        if torch.cuda.is_bf16_supported(including_emulation=False):
            return "bf16", say("the GPU computes bf16 natively.")
        return "fp16", say("the GPU is too old for bf16; in fp16 the loss is scaled so that small gradients don't vanish.")
    if device == "mps":
        return "fp32", say("on Apple GPUs fp32 is the safe choice.")
    if not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return "fp32", say("the processor has no bf16 instructions.")
    gain = _bf16_gain()
    if gain < _WORTH:
        return "fp32", say("bf16 would not be faster here (a trial gave {gain:.1f} times fp32).", gain=gain)
    return "bf16", say("the processor has bf16 instructions; a trial product ran {gain:.1f} times as fast as in fp32.", gain=gain)


def _bf16_gain() -> float:
    """How many times faster a product of the size of a small encoder's is in bf16 (best of several, about 50 ms in all)."""
    import torch

    seconds = {}
    for dtype in (torch.float32, torch.bfloat16):
        a, b = torch.randn(1024, 384).to(dtype), torch.randn(384, 1536).to(dtype)
        torch.mm(a, b)
        trials = []
        for _ in range(8):
            begun = time.perf_counter()
            torch.mm(a, b)
            trials.append(time.perf_counter() - begun)
        seconds[dtype] = min(trials)
    return seconds[torch.float32] / seconds[torch.bfloat16]
