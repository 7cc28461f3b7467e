"""The commands that ask a trained model: predict, generate, evaluate, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.errors import UserError
from engine.messages import plain, say, t
from engine.terminal import output, print_json, show_table, size, tell

asking = typer.Typer()
Json = Annotated[bool, typer.Option("--json", help=t("Machine-readable output."))]
ModelName = Annotated[str, typer.Argument(help=t("A run, or a model folder."))]


@asking.command(help=t("Label texts with a trained model."))
def predict(
    model: ModelName,
    text: Annotated[list[str], typer.Option("--text", help=t("A text; can be repeated."))] = [],  # noqa: B006
    data: Annotated[Path | None, typer.Option("--data", help=t("A file of texts."))] = None,
    out: Annotated[Path | None, typer.Option("--out", help=t("Write a csv file instead of the terminal."))] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help=t("Answer each line of the standard input as it comes."))] = False,
    as_json: Json = False,
) -> None:
    from engine.inference import predict_file, predict_lines, predict_texts, write_predictions

    if stdin:
        for found in predict_lines(model, sys.stdin):
            _show_predictions(found, as_json, headings=False)
        return
    if not text and data is None:
        raise UserError("predict.nothing", say("There is nothing to predict."), hint=say("Give --text or --data."))
    found = predict_texts(model, text) if data is None else predict_file(model, data)
    if out is not None:
        write_predictions(found, out)
        if as_json:
            print_json({"rows": len(found.texts), "path": str(out)})
        else:
            output.print(t("Wrote {rows:,} rows to {path}.").format(rows=len(found.texts), path=plain(out)), markup=False)
    else:
        _show_predictions(found, as_json)


def _show_predictions(found: Any, as_json: bool, headings: bool = True) -> None:
    given = zip(found.texts, found.predictions, strict=True)
    if as_json:
        print_json({"labels": found.labels, "rows": [{"text": text, **vars(row)} for text, row in given]})
    else:
        rows = [[row.label, f"{max(row.probabilities):.3f}", text[:120]] for text, row in given]
        if headings:
            show_table([t("label"), t("probability"), t("text")], rows, right=(1,))
        else:
            sys.stdout.write("".join("\t".join(row) + "\n" for row in rows))
            sys.stdout.flush()


@asking.command(help=t("Write with a trained model: continue a text, answer, translate."))
def generate(
    model: ModelName,
    prompt: Annotated[
        list[str], typer.Option("--prompt", help=t("The text to go on from, to answer or to translate; can be repeated."))
    ] = [],  # noqa: B006
    settings: Annotated[
        list[str], typer.Option("--set", help=t("How to write, for example temperature=0.5, top_p=0.9, greedy=true, beams=4, seed=1."))
    ] = [],  # noqa: B006
    max_new_tokens: Annotated[int, typer.Option("--max-new-tokens", help=t("Tokens to write at most."))] = 128,
    stdin: Annotated[
        bool, typer.Option("--stdin", help=t("Answer questions (lines of JSON) from the standard input as they come."))
    ] = False,
    as_json: Json = False,
) -> None:
    from engine.generating import Writer, answer_lines, question_of

    if stdin:
        answer_lines(model, sys.stdin, print_json)
        return
    if not prompt:
        raise UserError("generate.nothing", say("There is no prompt."), hint=say("Give one with --prompt."))
    questions = [question_of(text, settings, max_new_tokens) for text in prompt]
    writer = Writer(model)
    for question in questions:
        pieces = list(writer.write(question)) if as_json else writer.write(question)
        if as_json:
            print_json({"prompt": question.prompt, "text": "".join(pieces)})
            continue
        for piece in pieces:
            sys.stdout.write(piece)
            sys.stdout.flush()
        sys.stdout.write("\n")


@asking.command(help=t("Measure a trained model on a file with labels."))
def evaluate(
    model: ModelName, data: Annotated[Path, typer.Option("--data", help=t("A file with texts and labels."))], as_json: Json = False
) -> None:
    from engine.inference import evaluate_file

    metrics = evaluate_file(model, data)
    if as_json:
        print_json(metrics)
        return
    show_table(["", ""], [[t(name), f"{value:.4f}"] for name, value in metrics.items() if isinstance(value, float)], right=(1,))
    show_classes(metrics)


@asking.command(help=t("Write a trained model in a format that others load, and check it by loading it again."))
def export(
    model: ModelName,
    to: Annotated[str, typer.Option("--to", help=t("The format: merged or adapter."))],
    out: Annotated[Path, typer.Option("--out", help=t("The folder to make."))],
    as_json: Json = False,
) -> None:
    from engine.inference import export_model

    def report(message: Any) -> None:
        if as_json:
            print_json({"phase": message})
        else:
            output.print(tell(message), style="dim", markup=False)

    result = export_model(model, to, out, report)
    if as_json:
        print_json({"result": result})
        return
    check = result["verification"]
    template = t("Loaded again by {loader}: {same} of {rows} rows give the same first choice, largest difference {largest:.1e}.")
    output.print(
        template.format(loader=check["loaded_by"], same=check["same"], rows=check["rows"], largest=check["largest_difference"]),
        markup=False,
    )
    output.print(t("{size} in {path}").format(size=size(result["bytes"]), path=plain(out)), style="bold", markup=False)


def show_classes(metrics: dict[str, Any]) -> None:
    """Precision and recall of each label, where there are labels."""
    if metrics.get("per_class"):
        rows = [
            [c["label"], f"{c['precision']:.3f}", f"{c['recall']:.3f}", f"{c['f1']:.3f}", str(c["support"])] for c in metrics["per_class"]
        ]
        show_table([t("label"), t("precision"), t("recall"), "F1", t("rows")], rows, right=(1, 2, 3, 4))
