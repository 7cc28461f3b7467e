"""What training tells of its steps: every metric in order, progress and resources at most a few times a second."""

from __future__ import annotations

import time

import psutil

from engine.events import Metrics, Progress, Resources
from engine.training.channel import Channel

TELL_EVERY = 0.2  # seconds between two writes of metrics; more often than anyone can see is waste
RESOURCES_EVERY = 1.0  # seconds
RATE_OVER = 10.0  # seconds over which tokens a second are measured


class Teller:
    """Holds metrics back for a moment, and knows the pace."""

    def __init__(self, channel: Channel, device: str, total: int) -> None:
        self._channel, self._device, self._total = channel, device, total
        self._told = self._resources_told = time.monotonic()
        self._pace = 0.0  # seconds a step, smoothed
        self._recent: list[tuple[float, int]] = []  # when, and tokens until then
        self._pending: list[Metrics] = []

    def note(self, metrics: Metrics) -> None:
        """Metrics to be written with the next others."""
        self._pending.append(metrics)

    def flush(self) -> None:
        """Write what was held back."""
        for metrics in self._pending:
            self._channel.emit(metrics)
        self._pending.clear()
        self._told = time.monotonic()

    def step_done(self, step: int, seconds: float, tokens: int) -> None:
        """A step took so many seconds; tokens are all of the run so far."""
        now = time.monotonic()
        self._pace = seconds if not self._pace else 0.95 * self._pace + 0.05 * seconds
        self._recent.append((now, tokens))
        if now - self._told < TELL_EVERY:
            return
        self.flush()
        left = (self._total - step) * self._pace
        self._channel.emit(Progress(done=step, total=self._total, unit="steps", seconds_left=left))
        if now - self._resources_told >= RESOURCES_EVERY:
            self._resources_told = now
            self._recent = [entry for entry in self._recent if now - entry[0] < RATE_OVER]
            since, before = self._recent[0]
            rate = (tokens - before) / (now - since) if now > since else 0.0
            memory, device = _memory(self._device)
            self._channel.emit(Resources(step=step, memory=memory, device_memory=device, tokens_per_second=rate))


def _memory(device: str) -> tuple[int, int]:
    """Resident bytes of this process, and bytes held on the device."""
    import torch

    held = torch.cuda.memory_reserved() if device == "cuda" else 0
    return psutil.Process().memory_info().rss, held
