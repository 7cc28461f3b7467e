"""`python -m engine`: the reader child and the probe start without anything heavy, everything else is the command line.

In the frozen application this is the program `tunebench`, which opens the window where it is given nothing to do.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Dispatch; returns the exit status."""
    if sys.argv[1:2] == ["read"]:
        from engine.data.reading import main as read

        return read(sys.argv[2:])
    if sys.argv[1:2] == ["probe"]:
        from engine.probe import main as probe

        return probe(sys.argv[2:])
    if getattr(sys, "frozen", False) and (len(sys.argv) == 1 or sys.argv[1] in ("--page", "--sample") or sys.argv[1].endswith(".toml")):
        import subprocess

        from engine.launch import window_command

        return subprocess.call(window_command(*sys.argv[1:]))
    from engine.launch import hand_over

    status = hand_over(sys.argv[1:])
    if status is not None:
        return status
    from engine.cli import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
