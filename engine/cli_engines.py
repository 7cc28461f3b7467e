"""The commands about engine environments: list, make, check, use, add, remove."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.status import Status

from engine.environment_making import Tell, fetch_line, make, variants
from engine.environments import add, check, remove_engine, table, tidy, use
from engine.launch import chosen_engine
from engine.messages import Message, plain, t
from engine.paths import engines_root
from engine.terminal import output, print_json, show_table, size, tell

engines = typer.Typer(
    no_args_is_help=True, help=t("Engines that jobs run on: the one that came with the program, one for a GPU, or your own Python.")
)

Json = Annotated[bool, typer.Option("--json", help=t("Machine-readable output."))]
Name = Annotated[str, typer.Argument(help=t("The engine's name; built-in is the one that came with the program."))]


@engines.command("list", help=t("List the engines, and which of them is used."))
def list_engines(as_json: Json = False) -> None:
    tidy()
    rows, (_, why) = table(), chosen_engine()
    if as_json:
        kinds = [{"name": name, "title": title, "fetch": fetch_line(name)} for name, title in variants().items()]
        print_json({"engines": rows, "variants": kinds, "note": why})
        return
    if why:
        output.print(tell(why), style="yellow", markup=False)
    shown = []
    for row in rows:
        state = t("used") if row["chosen"] else ("" if row["usable"] else t("not usable"))
        shown.append([row["name"], state, describe(row["facts"]), plain(row["python"])])
    show_table([t("engine"), "", t("devices"), t("Python")], shown, whole=(0,))


def describe(facts: dict[str, Any] | None) -> str:
    """torch and its devices in a few words."""
    if facts is None:
        return t("not checked yet")
    devices = ", ".join(f"{item['name']} ({size(item['memory'])})" if item["memory"] else str(item["name"]) for item in facts["devices"])
    return f"torch {facts['torch']}: {devices or t('processor')}"


@engines.command("make", help=t("Make an engine environment. Fetches the packages, unless a folder of wheels is given."))
def make_engine(
    name: Name,
    variant: Annotated[str, typer.Option("--variant", help=t("cu130, cu126 (for older NVIDIA drivers) or cpu."))] = "cu130",
    wheels: Annotated[Path | None, typer.Option("--wheels", help=t("A folder that holds every package; nothing is fetched then."))] = None,
    as_json: Json = False,
) -> None:
    with _telling(as_json) as tell_progress:
        facts = make(name, variant, wheels, tell_progress)
    _show(name, facts, as_json)


@engines.command("check", help=t("Look whether an engine can be used, and which devices it has."))
def check_engine(name: Name, as_json: Json = False) -> None:
    _show(name, check(name), as_json)


@engines.command("use", help=t("Check an engine and use it for jobs from now on."))
def use_engine(name: Name, as_json: Json = False) -> None:
    _show(name, use(name), as_json)


@engines.command("add", help=t("Use a Python of your own as an engine; it needs torch and the packages of the engine."))
def add_engine(
    name: Name,
    python: Annotated[Path, typer.Option("--python", help=t("The program python of an environment, or the environment's folder."))],
    as_json: Json = False,
) -> None:
    _show(name, add(name, python), as_json)


@engines.command("remove", help=t("Delete an engine environment; a Python of your own stays where it is."))
def remove_named(name: Name, as_json: Json = False) -> None:
    whole = remove_engine(name)
    if as_json:
        print_json({"removed": name, "rest": not whole})
    elif not whole:
        output.print(t("Some of {folder} could not be deleted.").format(folder=plain(engines_root())), style="yellow", markup=False)


def _show(name: str, facts: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json({"engine": name, "facts": facts})
    else:
        output.print(f"{name}: {describe(facts)}", markup=False)


@contextmanager
def _telling(as_json: bool) -> Iterator[Tell]:
    """A way to tell how far the making is: JSON lines, or one line that changes."""
    if as_json:
        yield lambda step, steps, text: print_json({"progress": {"done": step, "total": steps, "text": text}})
    elif sys.stdout.isatty():
        with Status("", console=output) as status:

            def show(step: int, steps: int, text: Message) -> None:
                status.update(tell(text))

            yield show
    else:
        yield lambda step, steps, text: None
