"""Tests an installed application on a machine that has not built it: `doctor`, then the smoke test (the release workflow's second half).

    python packaging/installed.py --prepare FILES     with the development environment: the files that the smoke test reads
    python packaging/installed.py PROGRAM FILES       with any Python: runs PROGRAM as an installed one

The caller cuts the network off (another namespace, a sandbox, a firewall's rule).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import smoke


def main(arguments: list[str]) -> int:
    """Prepare or test; the exit status."""
    if len(arguments) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    if arguments[0] == "--prepare":
        smoke.prepare(Path(arguments[1]))
        return 0
    program, files = shutil.which(arguments[0]), Path(arguments[1]).resolve()
    if program is None:
        sys.stderr.write(f"{arguments[0]} is not installed\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="tunebench 试-", ignore_cleanup_errors=True) as home:
        smoke.Smoke(program, Path(home).as_posix(), files.as_posix()).all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
