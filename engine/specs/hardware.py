"""What the job runs on."""

from __future__ import annotations

from typing import Literal

from engine.specs.fields import Spec, field


class HardwareSpec(Spec):
    """Device and number format; auto picks the best that is there and says why."""

    device: Literal["auto", "cpu", "cuda", "mps"] = field(
        "auto",
        title="Device",
        description="Where the numbers are crunched: auto takes an NVIDIA GPU, else an Apple GPU, else the processor.",
    )
    precision: Literal["auto", "fp32", "bf16", "fp16"] = field(
        "auto",
        title="Precision",
        description="Number format of the matrix products; bf16 is faster where the hardware has it, fp32 works everywhere.",
    )
    threads: int | None = field(
        None,
        title="Processor threads",
        description="How many processor cores the job may use; empty finds by a short trial what is fastest.",
        ge=1,
        le=1024,
        advanced=True,
    )
    exact: bool = field(
        False,
        title="Textbook arithmetic",
        description="Draw every dropout mask anew and keep frozen weights in full precision; slower, and no better on average.",
        advanced=True,
    )
