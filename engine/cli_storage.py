"""The commands about what lies where: storage, and storage move."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

from engine.errors import UserError
from engine.messages import plain, say, t
from engine.moving import Tell, items, move_data, tidy_storage
from engine.storage import MEASURE, clean_caches, table
from engine.terminal import output, print_json, show_table, size, tell

storing = typer.Typer(invoke_without_command=True)
TOLD = 0.2  # seconds between two words about how far it is

Json = Annotated[bool, typer.Option("--json", help=t("Machine-readable output."))]


@storing.callback(help=t("Show what lies where and how big it is, clean the caches, or move the data folder."))
def storage(
    context: typer.Context,
    clean: Annotated[str, typer.Option("--clean", help=t("What to delete: caches (they are made again when they are needed)."))] = "",
    seconds: Annotated[float, typer.Option("--seconds", help=t("How long sizes may be looked for."))] = MEASURE,
    as_json: Json = False,
) -> None:
    if context.invoked_subcommand is not None:
        return
    if clean not in ("", "caches"):
        title = say("{what} can't be cleaned.", what=clean)
        raise UserError("storage.clean", title, hint=say("Only caches can; runs and exports are deleted one by one."))
    tidy_storage()
    freed, stuck = clean_caches() if clean else (0, [])
    rows = table(seconds)
    if as_json:
        print_json({"freed": freed, "stuck": [str(path) for path in stuck], "places": rows})
        return
    if clean:
        output.print(t("{size} were deleted.").format(size=size(freed)), markup=False)
    for path in stuck:
        output.print(t("{path} could not be deleted; another program may use it.").format(path=plain(path)), style="yellow", markup=False)
    show_table(["", "", ""], [[tell(row["title"]), _size(row), plain(row["path"])] for row in rows], right=(1,))


def _size(row: dict[str, Any]) -> str:
    if not row["there"]:
        return "–"
    return size(row["bytes"]) if row["complete"] else t("over {size}").format(size=size(row["bytes"]))


@storing.command(help=t("Move the data folder: copied, compared, and only then deleted at its old place."))
def move(folder: Annotated[Path, typer.Argument(help=t("A new or empty folder."))], as_json: Json = False) -> None:
    with _telling(as_json) as tell_progress:
        old, new = move_data(folder, tell_progress)
    if as_json:
        print_json({"moved": {"from": str(old), "to": str(new), "rest": any(items(old))}})
        return
    output.print(t("The data folder is now {folder}.").format(folder=plain(new)), markup=False)
    if any(items(old)):
        output.print(t("Some of {folder} is still in use; the rest goes at the next start.").format(folder=plain(old)), markup=False)


@contextmanager
def _telling(as_json: bool) -> Iterator[Tell]:
    """A way to tell how far the copying is: JSON lines, or a bar."""
    last = 0.0

    def line(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= TOLD:
            last = time.monotonic()
            print_json({"progress": {"done": done, "total": total}})

    if as_json or not sys.stdout.isatty():
        yield line if as_json else lambda done, total: None
        return
    with Progress(BarColumn(bar_width=32), DownloadColumn(), TimeRemainingColumn(), console=output, transient=True) as bar:
        shown = bar.add_task("")
        yield lambda done, total: bar.update(shown, completed=done, total=total)
