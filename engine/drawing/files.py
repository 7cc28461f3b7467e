"""Views as files: pictures, pages, numbers, JSON and the report, by the suffix of the name; each with where it came from."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.drawing.raster import rasterised
from engine.drawing.report import report_html
from engine.drawing.svg import block_svg
from engine.drawing.tables import block_csv, json_bytes, view_arrays, view_json
from engine.errors import UserError
from engine.inspectors._blocks import View
from engine.messages import plain, say

NARROWEST, WIDEST = 200, 10_000  # px


_Made = tuple[list[Path], Callable[[], list[bytes]]]  # where to, and what: made only once the places are known to be free


class Look(NamedTuple):
    """How files are to look. width: of a picture, in px."""

    width: int = 1200
    dark: bool = False
    language: str = "en"


class _Wanted(NamedTuple):
    """One export. names: those of the blocks, each once, fit for file names."""

    views: Sequence[View]
    view: View
    names: list[str]
    out: Path
    look: Look


def write_view(view: View, out: Path, look: Look = Look(), overwrite: bool = False) -> list[Path]:  # noqa: B008
    """Write a view as what the suffix of `out` says; the files' paths. All are written or, after an error, none.

    .svg .png .pdf: a picture a block, named out-BLOCK where there are several. .csv: one a block that is a table.
    .npz: all arrays. .json, .html: everything in one. All but these two get a OUT.origin.json beside them.
    Raises UserError: inspect.suffix, inspect.width, inspect.empty, inspect.no-table, inspect.taken, inspect.folder,
    inspect.unwritable, inspect.render.
    """
    return write_views([view], out, look, overwrite)


def write_views(views: Sequence[View], out: Path, look: Look = Look(), overwrite: bool = False) -> list[Path]:  # noqa: B008
    """The same for several views in one: .html is a report of all, elsewhere blocks are named INSPECTOR-BLOCK."""
    view = views[0] if len(views) == 1 else _joined(views)
    places, contents = _plan(_Wanted(views, view, _names(view), out, look))
    taken = [place for place in places if place.exists()]
    if taken and not overwrite:
        raise UserError(
            "inspect.taken",
            say("There is already a file at {path}.", path=plain(taken[0])),
            hint=say("Choose another name, or say that it may be overwritten."),
        )
    _write(places, contents())
    return places


def _joined(views: Sequence[View]) -> View:
    """All blocks in one view, each named after its inspector too."""
    blocks = [block.model_copy(update={"name": f"{view.inspector}-{block.name}"}) for view in views for block in view.blocks]
    origin = {**(views[0].origin if views else {}), "views": {view.inspector: view.origin for view in views}}
    return View(inspector="report", blocks=tuple(blocks), origin=origin)


def _plan(wanted: _Wanted) -> _Made:
    """The files that will be there and how they are made, once what was asked for is in order."""
    out, suffix, width = wanted.out, wanted.out.suffix.lower(), wanted.look.width
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise UserError(
            "inspect.suffix",
            say("A view can't be written as {name}.", name=out.name),
            hint=say("Give a name that ends in one of {known}.", known=known),
        )
    if not NARROWEST <= width <= WIDEST:
        raise UserError(
            "inspect.width",
            say("A picture can't be {width} px wide.", width=width),
            hint=say("Choose a width from {low} to {high}.", low=NARROWEST, high=WIDEST),
        )
    if not out.parent.is_dir():
        raise UserError(
            "inspect.folder",
            say("There is no folder {path}.", path=plain(out.parent)),
            hint=say("Make the folder first, or choose another one."),
        )
    if not wanted.view.blocks:
        raise UserError("inspect.empty", say("There is nothing to write."), hint=say("Look at something first."))
    places, contents = SUFFIXES[suffix](wanted)
    if suffix in (".json", ".html"):
        return places, contents
    origin = json_bytes({"inspector": wanted.view.inspector, **wanted.view.origin})
    return [*places, out.with_name(out.name + ".origin.json")], lambda: [*contents(), origin]


def _pictures(wanted: _Wanted) -> _Made:
    def contents() -> list[bytes]:
        drawings = [block_svg(block, *wanted.look, wanted.view.origin) for block in wanted.view.blocks]
        suffix = wanted.out.suffix.lower()
        return [drawing.encode("utf-8") for drawing in drawings] if suffix == ".svg" else rasterised(drawings, suffix, wanted.look.width)

    return _places(wanted, wanted.names), contents


def _csv(wanted: _Wanted) -> _Made:
    tables = [(name, block_csv(block, wanted.look.language)) for name, block in zip(wanted.names, wanted.view.blocks, strict=True)]
    found = [(name, table) for name, table in tables if table is not None]
    if not found:
        raise UserError(
            "inspect.no-table",
            say("Nothing in this view is a table."),
            hint=say("Export its numbers as .npz, or all of it as .json."),
        )
    return _places(wanted, [name for name, _ in found]), lambda: [table for _, table in found]


def _npz(wanted: _Wanted) -> _Made:
    def contents() -> list[bytes]:
        file = io.BytesIO()
        np.savez_compressed(file, allow_pickle=False, **view_arrays(wanted.names, wanted.view))
        return [file.getvalue()]

    return [wanted.out], contents


def _json(wanted: _Wanted) -> _Made:
    return [wanted.out], lambda: [view_json(wanted.names, wanted.view, wanted.look.language)]


def _html(wanted: _Wanted) -> _Made:
    return [wanted.out], lambda: [report_html(wanted.views, wanted.look.language).encode("utf-8")]


SUFFIXES: dict[str, Callable[[_Wanted], _Made]] = {
    ".svg": _pictures,
    ".png": _pictures,
    ".pdf": _pictures,
    ".npz": _npz,
    ".csv": _csv,
    ".json": _json,
    ".html": _html,
}


def _names(view: View) -> list[str]:
    """The blocks' names as parts of file names, with a number where one occurs again."""
    found: list[str] = []
    for block in view.blocks:
        name = base = re.sub(r"[^\w-]+", "-", block.name).strip("-") or block.kind
        count = 1
        while name.lower() in (other.lower() for other in found):
            count += 1
            name = f"{base}-{count}"
        found.append(name)
    return found


def _places(wanted: _Wanted, names: list[str]) -> list[Path]:
    """The name itself for one file, OUT-BLOCK for several."""
    out = wanted.out
    return [out] if len(names) == 1 else [out.with_name(f"{out.stem}-{name}{out.suffix}") for name in names]


def _write(places: list[Path], contents: list[bytes]) -> None:
    """Write all beside their places, then rename them, so that no reader sees half a file."""
    beside = [place.with_name(f"{place.name}.{os.getpid()}.tmp") for place in places]
    try:
        for path, content in zip(beside, contents, strict=True):
            with path.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for path, place in zip(beside, places, strict=True):
            path.replace(place)
    except OSError as error:
        raise UserError(
            "inspect.unwritable",
            say("The files can't be written in {path}.", path=plain(places[0].parent)),
            detail=say("{reason}.", reason=error.strerror or str(error)),
            hint=say("Free some space, close a program that has the file open, or choose another folder."),
        ) from None
    finally:
        for path in beside:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
