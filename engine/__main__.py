"""`python -m engine`: the reader child starts without anything heavy, everything else is the command line."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Dispatch; returns the exit status."""
    if sys.argv[1:2] == ["read"]:
        from engine.data.reading import main as read

        return read(sys.argv[2:])
    from engine.cli import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
