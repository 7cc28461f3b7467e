"""Numbers that are the same every time, and a kernel of attention to be chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def chance() -> Iterator[None]:
    """What a test draws from torch's generator begins anew, and leaves it as it was."""
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        yield


@pytest.fixture
def kernel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A kernel of attention ("fused" or "explicit"), whichever the numbers would choose by themselves."""
    from engine.models import attention

    if request.param == "explicit":
        monkeypatch.setattr(attention, "_fused", attention._Explicit.apply)
    return str(request.param)
