"""The commands that look inside a model: inspect, and serve, which the window keeps open."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.errors import UserError
from engine.messages import language, plain, say, t
from engine.paths import home
from engine.specs.job import apply_settings
from engine.terminal import output, print_json, show_table, tell

inspecting = typer.Typer()
REPORT = ("tokens", "attention", "predictions", "embeddings", "difference")  # what a report goes through, where the model has it


@inspecting.command(help=t("Look inside a model: tokens, embeddings, attention, predictions, difference, time, or a report of all."))
def inspect(
    view: Annotated[str, typer.Argument(help=t("The view: tokens, embeddings, attention, predictions, difference, time or report."))],
    model: Annotated[str, typer.Argument(help=t("A starter, a model folder, a run, or RUN@STEP for a checkpoint."))],
    text: Annotated[str, typer.Option("--text", help=t("The text to look at."))] = "",
    pair: Annotated[str, typer.Option("--pair", help=t("A second text, for models that read pairs."))] = "",
    target: Annotated[str, typer.Option("--target", help=t("What an encoder-decoder is to have written."))] = "",
    settings: Annotated[
        list[str], typer.Option("--set", help=t("A setting of the view, for example layer=3 or words=true; can be repeated."))
    ] = [],  # noqa: B006
    out: Annotated[
        Path | None,
        typer.Option("--out", help=t("A file to write: .png .svg .pdf .npz .csv .json .html; without it numbers are printed.")),
    ] = None,
    width: Annotated[int, typer.Option("--width", help=t("Width of a picture in pixels."))] = 1200,
    dark: Annotated[bool, typer.Option("--dark", help=t("Draw on dark ground."))] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help=t("Replace files that are there already."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=t("Machine-readable output."))] = False,
) -> None:
    from engine.drawing.files import Look, write_view, write_views
    from engine.inspectors._inspector import Desk
    from engine.worker.serve import looked

    if out is not None and out.exists() and not overwrite:  # before the work, not after it
        raise UserError("inspect.taken", say("{file} is there already.", file=plain(out)), hint=say("Choose another name, or --overwrite."))
    given = apply_settings({"model": model, "text": text, "pair": pair, "target": target}, settings)
    look, desk = Look(width, dark, language()), Desk(lambda done, total, what: _report(what, as_json))
    if view == "report":
        views = _all_views(desk, given)
        paths = write_views(views, out or Path("report.html"), look, overwrite)
    else:
        views = [looked(desk, view, given)]
        paths = write_view(views[0], out, look, overwrite) if out is not None else []
    if as_json:
        print_json({"files": [str(path) for path in paths], "origin": views[0].origin} if paths else views[0].model_dump(mode="json"))
        return
    for path in paths:
        output.print(t("Wrote {path}.").format(path=plain(path)), markup=False)
    if not paths:
        for block in views[0].blocks:
            _print_block(block)


def _report(message: Any, as_json: bool) -> None:
    if not as_json and sys.stderr.isatty():
        output.print(tell(message), style="dim", markup=False)


def _all_views(desk: Any, given: dict[str, Any]) -> list[Any]:
    """Every view that the model has; one that it lacks becomes a sentence in its place."""
    from engine.inspectors._blocks import View, Words
    from engine.worker.serve import looked

    views, origin = [], {}
    for name in REPORT:
        try:
            views.append(looked(desk, name, given))
            origin = views[-1].origin
        except UserError as error:
            if error.code == "inspect.no-base":  # nothing was changed that could be shown
                continue
            words = Words(name="refused", title=error.title, text=error.hint or error.title, note=error.detail, warning=True)
            views.append(View(inspector=name, blocks=(words,), origin=origin))
    return views


def _print_block(block: Any) -> None:
    """A block as a table of the terminal; pictures as their size, and where to get them."""
    output.print(tell(block.title), style="bold", markup=False)
    match block.kind:
        case "tokens":
            weights = [""] * len(block.chips) if block.weights is None else [f"{weight:.4g}" for weight in block.weights]
            chips = zip(block.chips, weights, strict=True)
            rows = [[str(chip.id), chip.token, chip.text, chip.kind, chip.bytes, weight] for chip, weight in chips]
            show_table(["id", t("token"), t("text"), t("kind"), t("bytes"), t("value")], rows, right=(0, 5))
        case "table":
            right = tuple(place for place, column in enumerate(block.columns) if column.kind != "text")
            shown = [[f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in row] for row in block.rows]
            show_table([tell(column.title) for column in block.columns], shown, right=right)
        case "bars":
            show_table(["", ""], [[name, f"{value:.4f}"] for name, value in zip(block.names, block.values, strict=True)], right=(1,))
        case "heatmap" if max(block.values.shape) <= 24:
            rows = [[name, *(f"{value:.2f}" for value in row)] for name, row in zip(block.rows, block.values, strict=True)]
            show_table(["", *block.columns], rows, right=tuple(range(1, len(block.columns) + 1)))
        case "words":
            output.print(tell(block.text), markup=False)
        case _:
            output.print(t("A picture: write it to a file with --out."), style="dim", markup=False)
    if block.note:
        output.print(tell(block.note), style="dim", markup=False)


@inspecting.command(hidden=True, help=t("Answer looks over the standard input; the window keeps this open."))
def serve(
    arrays: Annotated[Path | None, typer.Option("--arrays", help=t("The folder for the arrays of the answers."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=t("Machine-readable output."))] = False,
) -> None:
    from engine.worker.serve import serve as answer

    folder = arrays or home() / "arrays"
    folder.mkdir(parents=True, exist_ok=True)
    answer(folder, sys.stdin, print_json)
