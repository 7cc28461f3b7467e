"""The command line. Every action of the window has a twin here; heavy imports stand inside the commands.

Exit status: 0 done, 2 the user's fault (one paragraph on stderr), 1 ours.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from engine import __version__
from engine.cli_asking import asking, show_classes
from engine.cli_engines import engines
from engine.cli_inspect import inspecting
from engine.cli_storage import storing
from engine.errors import UserError
from engine.launch import hand_over as hand_over
from engine.launch import prepare_process
from engine.messages import Message, language, plain, say, t
from engine.paths import runs_root
from engine.runs import RunFolder, find_run, list_runs
from engine.specs.job import Job, anchored, apply_settings, load_job, parse_job
from engine.terminal import RunView, duration, errors, output, print_json, show_error, show_table, size, tell

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=t("Look inside and fine-tune transformers.")
)
data_app = typer.Typer(no_args_is_help=True, help=t("Look at data files."))
app.add_typer(data_app, name="data")
app.add_typer(asking)
app.add_typer(inspecting)
app.add_typer(storing, name="storage")
app.add_typer(engines, name="engines")

Json = Annotated[bool, typer.Option("--json", help=t("Machine-readable output."))]
RunName = Annotated[str, typer.Argument(help=t("A run: its folder, its name, or the beginning of its name."))]
ModelName = Annotated[str, typer.Argument(help=t("A run, or a model folder."))]
JobPath = Annotated[Path, typer.Argument(help=t("The job file (TOML)."))]
Settings = Annotated[list[str], typer.Option("--set", help=t("Change a value, for example training.epochs=1; can be repeated."))]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    prepare_process()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(given, standalone_mode=False, prog_name="tunebench")
        return status if isinstance(status, int) else 0
    except UserError as error:
        show_error(error, "--json" in given)
        return 2
    except typer.Exit as end:
        return end.exit_code
    except KeyboardInterrupt:
        errors.print(t("Interrupted."))
        return 130
    except BrokenPipeError:  # whoever read our output has gone (| head); what is left of it goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")) and hasattr(error, "show"):
            error.show()
            return 2
        raise


def _job(file: Path, settings: list[str]) -> Job:
    """The job of a file with the command line's settings laid over it."""
    job = load_job(file)
    if not settings:
        return job
    return anchored(parse_job(apply_settings(job.model_dump(mode="json", exclude_none=True), settings)), Path.cwd())


@app.command(help=t("Train the job of a file."))
def train(
    job: JobPath,
    run: Annotated[
        Path | None, typer.Option("--run", help=t("The run folder to make; a new one in the runs folder when left out."))
    ] = None,
    settings: Settings = [],  # noqa: B006 (typer wants the empty list itself)
    as_json: Json = False,
) -> int:
    folder = RunFolder.create(runs_root(), _job(job, settings), run)
    return _work(folder, as_json)


@app.command(help=t("Continue a run that was stopped or killed."))
def resume(run: RunName, as_json: Json = False) -> int:
    return _work(find_run(run, runs_root()), as_json)


def _work(folder: RunFolder, as_json: bool) -> int:
    if folder.owner() is None:  # requests to a process that was killed before it could obey
        folder.withdraw("stop")
        folder.withdraw("pause")
    from engine.worker.run import run_job

    if as_json:
        status = run_job(folder)
        print_json({"run": str(folder.path), "status": status, "result": None if status else folder.result(), "error": _last_error(folder)})
        return status
    output.print(t("Run folder: {path}").format(path=plain(folder.path)), markup=False)
    with RunView() as view:
        status = run_job(folder, view.show)
    result = folder.result()
    if view.error is not None:
        show_error(UserError(view.error.code, view.error.title, view.error.detail, view.error.hint), False)
    elif status == 130:
        errors.print(t("Interrupted. Continue with: tunebench resume {run}").format(run=folder.id), markup=False)
    elif result is not None:
        _show_result(folder, result)
    return status


def _show_result(folder: RunFolder, result: dict[str, Any]) -> None:
    final = result["final"]["validation"]
    output.print(tell(Message.model_validate(result["sentence"])), style="bold", markup=False)
    show_classes(final)
    if "bleu" in final:
        output.print(
            t("BLEU {bleu:.1f}, chrF {chrf:.1f} over {rows} texts.").format(
                bleu=final["bleu"], chrf=final["chrf"], rows=final["written_rows"]
            )
        )
    output.print(t("The result: {path}").format(path=plain(folder.model)), markup=False)
    output.print(t("Took {time}.").format(time=duration(result["seconds"])), markup=False)


def _last_error(folder: RunFolder) -> dict[str, Any] | None:
    from engine.events import Error

    found = [event for event in folder.events() if isinstance(event, Error)]
    return found[-1].model_dump(mode="json") if found and folder.summary().state == "failed" else None


@app.command(hidden=True)
def run(folder: Path) -> int:
    """The worker: does the job of a run folder; the window starts it."""
    from engine.worker.run import run_job

    return run_job(RunFolder(folder))


@app.command(help=t("Ask a running job to stop and keep what it has learned."))
def stop(run: RunName, as_json: Json = False) -> None:
    folder = _running(run)
    folder.ask("stop")
    if as_json:
        print_json({"run": folder.id, "asked": "stop"})


@app.command(help=t("Ask a running job to pause; again to let it go on."))
def pause(run: RunName, as_json: Json = False) -> None:
    folder = _running(run)
    paused = folder.asked("pause")
    if paused:
        folder.withdraw("pause")
    else:
        folder.ask("pause")
    if as_json:
        print_json({"run": folder.id, "asked": "go on" if paused else "pause"})


def _running(run: str) -> RunFolder:
    """The run, if a process works on it: nobody else could do what is asked. Raises UserError."""
    folder = find_run(run, runs_root())
    if folder.owner() is None:
        hint = say("tunebench resume {run} continues it.", run=folder.id)
        raise UserError("run.not-running", say("Run {run} is not running.", run=folder.id), hint=hint)
    return folder


@app.command(help=t("List the runs."))
def runs(as_json: Json = False) -> None:
    found = [(run, run.summary()) for run in list_runs(runs_root())]
    if as_json:
        print_json([{"id": run.id, "path": str(run.path), **vars(summary)} for run, summary in found])
        return
    if not found:
        output.print(t("No runs yet in {path}.").format(path=plain(runs_root())), markup=False)
        return
    rows = []
    for folder, summary in found:
        accuracy, loss = summary.metrics.get("validation_accuracy"), summary.metrics.get("validation_loss")
        shown = [f"{value:.4f}" if value is not None else "" for value in (accuracy, loss)]
        rows.append(
            [folder.id, t(summary.state), f"{summary.step}/{summary.total_steps}", *shown, duration(summary.ended - summary.started)]
        )
    show_table([t("run"), t("state"), t("step"), t("accuracy"), t("loss"), t("time")], rows, right=(2, 3, 4, 5), whole=(0,))


@app.command(help=t("Say what a job would do: rows, cuts, trained weights, memory, time."))
def plan(job: JobPath, settings: Settings = [], as_json: Json = False) -> None:  # noqa: B006
    from engine.plan import plan as make_plan

    table = make_plan(_job(job, settings), runs_root())
    if as_json:
        print_json(table)
        return
    rows, trained, estimate = table["rows"], table["trained"], table["estimate"]
    counts = [[t("training rows"), f"{rows['train']:,}"], [t("validation rows"), f"{rows['validation']:,}"]]
    counts += [[t("labels"), ", ".join(rows["labels"])], [t("trained weights"), f"{trained['parameters']:,} ({trained['share']:.2%})"]]
    counts += [[t("steps"), f"{estimate['steps']:,}"], [t("memory"), size(estimate["memory"])], [t("time"), duration(estimate["seconds"])]]
    show_table(["", ""], counts)
    for finding in table["findings"]:
        title, detail = (tell(Message.model_validate(finding[part])) for part in ("title", "detail"))
        output.print(f"{title} {detail}".strip(), style="yellow", markup=False)
    if not estimate["fits"]:
        output.print(t("That is more memory than is free now."), style="yellow", markup=False)


@data_app.command(help=t("Check a data file for a task: columns, labels, empty and repeated rows."))
def check(
    file: Path,
    task: Annotated[str, typer.Option("--task", help=t("The task whose columns are looked for."))] = "text-classification",
    columns: Annotated[list[str], typer.Option("--columns", help=t("role=column, for example label=sentiment; can be repeated."))] = [],  # noqa: B006
    as_json: Json = False,
) -> int:
    from engine.data_check import check_file

    report = check_file(file, task, columns)
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        show_report(report)
    return 2 if report.errors else 0


def show_report(report: Any) -> None:
    """The findings of a data check as sentences."""
    output.print(t("{rows:,} rows, {usable:,} of them usable").format(rows=report.rows, usable=report.usable), style="bold", markup=False)
    if report.labels:
        show_table([t("label"), t("rows")], [[name, f"{count:,}"] for name, count in report.labels], right=(1,))
    style = {"error": "bold red", "warning": "yellow", "info": "dim"}
    for finding in report.findings:
        text = " ".join(part for part in (tell(finding.title), tell(finding.detail), tell(finding.hint)) if part)
        output.print(text, style=style[finding.severity], markup=False)


@app.command(help=t("List tasks, methods, models and export formats."))
def catalog(as_json: Json = False) -> None:
    from engine.catalog import catalog as make_catalog

    table = make_catalog(language())
    if as_json:
        print_json(table)
        return
    headings = {
        "tasks": t("Tasks"),
        "methods": t("Methods"),
        "exporters": t("Export formats"),
        "starters": t("Models that come with the program"),
    }
    for kind, heading in headings.items():
        output.print(heading, style="bold", markup=False)
        show_table(["", "", ""], [[entry["name"], entry["title"], entry["summary"]] for entry in table[kind]])


@app.command(help=t("Print the schema of job files."))
def schema(
    example: Annotated[bool, typer.Option("--example", help=t("Print a whole job file instead."))] = False,
    as_json: Json = False,
) -> None:
    from engine.schema import example_job, job_schema, show_schema

    if example:
        sys.stdout.write(example_job())
        return

    if as_json:
        sys.stdout.write(json.dumps(job_schema(), ensure_ascii=False, indent=1) + "\n")
    else:
        show_schema()


@app.command(help=t("Check the installation: versions, models, devices, folders."))
def doctor(
    device: Annotated[bool, typer.Option("--device", help=t("Say only what jobs run on."))] = False,
    as_json: Json = False,
) -> int:
    from engine.doctor import device_table, examine, show

    if device:
        table = device_table()
        print_json({"device": table}) if as_json else output.print(", ".join(table.values()), markup=False)
        return 0
    table = examine()
    if as_json:
        print_json(table)
    else:
        show(table)
    return 0 if table["healthy"] else 1


@app.command(help=t("Print the version."))
def version(as_json: Json = False) -> None:
    if as_json:
        print_json({"version": __version__})
    else:
        output.print(f"tunebench {__version__}", markup=False)
