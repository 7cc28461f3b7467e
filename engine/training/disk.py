"""What can go wrong while whole folders are written, as one family of errors: safetensors' own is no OSError."""

from __future__ import annotations

import errno
import os
import re

from safetensors import SafetensorError

WRITE_ERRORS = (OSError, SafetensorError)


def disk_reason(error: Exception) -> str:
    """Why the system refused to write, in its own words ("No space left on device")."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    number = re.search(r"os error (\d+)", str(error))
    return os.strerror(int(number[1])) if number else str(error)


def is_disk_trouble(error: BaseException) -> bool:
    """Is this a full, read-only or failing disk, and not a mistake of ours?"""
    if isinstance(error, OSError):
        return error.errno in _TROUBLE
    return isinstance(error, SafetensorError) and "I/O error" in str(error)


_TROUBLE = {
    errno.ENOSPC,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EIO,
    errno.EFBIG,
    *(getattr(errno, name) for name in ("EDQUOT", "ESTALE") if hasattr(errno, name)),
}
