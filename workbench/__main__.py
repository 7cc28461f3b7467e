"""`tunebench`: without arguments the window, with arguments the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Dispatch; the exit status."""
    if sys.argv[1:2] == ["--render"]:  # how the engine has pictures made; not for people
        from workbench.rendering import main as render

        return render(sys.argv[2:])
    if len(sys.argv) == 1 or sys.argv[1] in ("--page", "--sample"):
        from workbench.app import main as window

        return window()
    from engine.cli import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
