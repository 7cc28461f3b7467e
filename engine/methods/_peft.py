"""peft 0.21 beside transformers 5.23: what the one still calls and the other already renames."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def renamed_in_transformers() -> Iterator[None]:
    """Keeps one notice from the user: peft asks each model for is_gradient_checkpointing, which transformers 5 calls by another name."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="`is_gradient_checkpointing` is deprecated", category=FutureWarning)
        yield
