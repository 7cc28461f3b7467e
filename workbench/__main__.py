"""`tunebench`: without arguments or with a job file the window, with arguments the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Dispatch; the exit status."""
    if sys.argv[1:2] == ["--render"]:  # how the engine has pictures made; not for people
        from workbench.rendering import main as render

        return render(sys.argv[2:])
    if sys.argv[1:2] == ["--self-check"]:  # how tunebench doctor asks the window's program for its health
        from workbench.self_check import main as check

        return check(sys.argv[2:])
    if len(sys.argv) == 1 or sys.argv[1] in ("--page", "--sample") or sys.argv[1].endswith(".toml"):
        from workbench.app import main as window

        return window()
    from engine.cli import hand_over
    from engine.cli import main as command_line

    status = hand_over(sys.argv[1:])
    if status is not None:
        return status

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
