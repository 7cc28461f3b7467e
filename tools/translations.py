"""Collects every text of the program, keeps the translations, compiles them: `python3 dev.py translations`.

The engine's texts (say("…"), t("…"), specs, plug-ins) go into the context "engine" of resources/translations/tunebench_zh.ts,
the window's (self.tr("…")) into a context for each class, as lupdate does it. From the .ts come the .qm, which the window loads,
and engine_zh.json, which the command line reads. To translate: `--missing FILE` writes what is still open as JSON, `--fill FILE`
takes it back.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.catalog import EXPORTERS, INSPECTORS  # noqa: E402
from engine.events import CHOICE_TITLES  # noqa: E402
from engine.models.starters import STARTERS  # noqa: E402
from engine.registry import discover  # noqa: E402
from engine.specs.fields import Spec, describe  # noqa: E402
from engine.specs.job import METHODS, TASKS, Job  # noqa: E402

FOLDER = ROOT / "resources" / "translations"
TS_FILE = FOLDER / "tunebench_zh.ts"
JSON_FILE = FOLDER / "engine_zh.json"
CONTEXT = "engine"

# What t(variable) and shown_text(variable) may be given, beyond what specs and plug-ins say: names in data, shown as words.
NAMES = (
    *("new", "running", "completed", "stopped", "failed", "interrupted"),  # runs.State
    *("train", "validation", "test"),  # events.Metrics.split
    *("loss", "accuracy", "macro_f1", "precision", "recall", "perplexity"),  # names of metrics
    *(
        "device",
        "threads",
        "attention",
        "optimizer",
        "learning rate",
        "head start",
        "maximum length",
        "epochs",
        "frozen weights",
        "model code",
        "vocabulary",
        "features",
        "head",
        "dropout",
        "arithmetic",
    ),  # events.Choice.name
    *CHOICE_TITLES.values(),  # and what those are called that are keys
    *("logistic regression", "AdamW, fused", "kept", "mask pool", "textbook"),  # events.Choice.value
    *("integer", "number", "boolean", "choice", "text", "table"),  # FieldDescription.kind
    *("encoder", "decoder", "encoder-decoder"),  # ModelFacts.family
    *("transformers and peft",),  # Verification.loaded_by
)
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%L?\d")


@dataclass
class Entry:
    """One text of a context and what stands for it; `state` is lupdate's ("", "unfinished", "obsolete", "vanished")."""

    context: str
    source: str
    translation: str = ""
    state: str = "unfinished"
    comment: str = ""
    numerus: bool = False


@dataclass
class Texts:
    """What a walk over source files found: texts by the place where each stands first, and calls that can't be collected."""

    found: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, text: str, place: str) -> None:
        """Take a text up; an empty one needs no translation."""
        if text.strip():
            self.found.setdefault(text, place)


# collecting


def sources(package: str) -> list[Path]:
    """The package's Python files."""
    return sorted((ROOT / package).rglob("*.py"))


def calls(path: Path, names: tuple[str, ...]) -> Iterator[tuple[ast.Call, str, str]]:
    """Calls of functions or methods of these names: (call, name, "file:line")."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                yield node, name, f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{node.lineno}"


def literal(node: ast.expr | None) -> str | None:
    """The text of a literal; None for anything else (Python has joined adjacent literals already)."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called_texts(paths: Iterable[Path], names: tuple[str, ...], open_names: tuple[str, ...] = ()) -> Texts:
    """First arguments of the calls; one that is no literal is a fault, but for `open_names` given a variable."""
    texts = Texts()
    for path in paths:
        for call, name, place in calls(path, names):
            first = call.args[0] if call.args else None
            text = literal(first)
            if text is not None:
                texts.add(text, place)
            elif name not in open_names or not isinstance(first, ast.Name | ast.Attribute | ast.Subscript | ast.Call):
                texts.faults.append(f"{place}: {name}() needs a literal text")
    return texts


def engine_texts() -> Texts:
    """Every text of the engine that a person may see."""
    texts = called_texts(sources("engine"), ("say", "t"), open_names=("t",))
    beside = called_texts(sources("workbench"), ("say",))
    texts.faults += beside.faults
    for text, place in beside.found.items():
        texts.add(text, place)
    sections = [info.annotation for info in Job.model_fields.values() if isinstance(info.annotation, type)]
    specs: list[type[BaseModel]] = [Job, *(section for section in sections if issubclass(section, Spec))]
    for package in (TASKS, METHODS, EXPORTERS, INSPECTORS):
        for plugin in discover(package).values():
            texts.add(plugin.title, package)
            texts.add(plugin.summary, package)
            specs.append(plugin.spec)
    for spec in specs:
        for info in spec.model_fields.values():  # a section in a section, as [model.new]
            specs += [kind for kind in get_args(info.annotation) if isinstance(kind, type) and issubclass(kind, Spec)]
        for entry in describe(spec):
            if entry.title != entry.name:  # what has no title is a section, or not for people
                for text in (entry.title, entry.description, entry.unit, *entry.choices):
                    texts.add(text, spec.__name__)
    for starter in STARTERS.values():
        texts.add(starter.title, "starters")
        if starter.license.islower():  # words and no identifier
            texts.add(starter.license, "starters")
    for name in NAMES:
        texts.add(name, "NAMES")
    return texts


def rail_titles() -> list[tuple[str, str]]:
    """(class, title) of pages whose title in the rail is made from their name (pages/_page.py)."""
    found = []
    for path in sorted((ROOT / "workbench" / "pages").glob("[!_]*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for item in node.body if isinstance(node, ast.ClassDef) else ():
                target = item.targets[0] if isinstance(item, ast.Assign) else None
                name = literal(item.value) if isinstance(item, ast.Assign) else None
                if isinstance(target, ast.Name) and target.id == "name" and name and isinstance(node, ast.ClassDef):
                    found.append((node.name, name.replace("-", " ").capitalize()))
    return found


def window_texts() -> Texts:
    """Every literal of self.tr() and QCoreApplication.translate(context, text), to check that lupdate found them all."""
    texts = called_texts(sources("workbench"), ("tr",))
    for path in sources("workbench"):
        for call, _, place in calls(path, ("translate",)):
            text = literal(call.args[1]) if len(call.args) > 1 else None
            if text is not None:
                texts.add(text, place)
            elif len(call.args) > 1 and isinstance(call.args[1], ast.JoinedStr):
                texts.faults.append(f"{place}: translate() needs a literal text")
    for cls, title in rail_titles():
        texts.add(title, cls)
    return texts


# the .ts file


def read_ts(path: Path = TS_FILE) -> list[Entry]:
    """The entries of a .ts file in their order; none if there is no file."""
    if not path.is_file():
        return []
    entries = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            made = message.find("translation")
            text = "".join(made.itertext()) if made is not None else ""
            state = made.get("type", "") if made is not None else "unfinished"
            comment, numerus = message.findtext("comment") or "", message.get("numerus") == "yes"
            entries.append(Entry(name, message.findtext("source") or "", text, state, comment, numerus))
    return entries


def write_ts(entries: list[Entry], path: Path = TS_FILE) -> None:
    """The .ts file in lupdate's own layout, so that the next lupdate changes only what is new."""
    quotes = {'"': "&quot;", "'": "&apos;"}
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" language="zh_CN" sourcelanguage="en_US">']
    open_context = None
    for entry in entries:
        if entry.context != open_context:
            lines += ["</context>"] * (open_context is not None) + ["<context>", f"    <name>{escape(entry.context, quotes)}</name>"]
            open_context = entry.context
        lines += ["    <message>", f"        <source>{escape(entry.source, quotes)}</source>"]
        if entry.comment:
            lines.append(f"        <comment>{escape(entry.comment, quotes)}</comment>")
        state = f' type="{entry.state}"' if entry.state else ""
        lines += [f"        <translation{state}>{escape(entry.translation, quotes)}</translation>", "    </message>"]
    lines += ["</context>"] * (open_context is not None) + ["</TS>"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def program(name: str) -> str:
    """One of PySide6's programs, beside our interpreter."""
    return str(Path(sys.executable).with_name(name))


def collect() -> str:
    """Bring the .ts file up to date with lupdate; what it said if it failed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "generated.py"
        made = [(CONTEXT, text) for text in sorted(engine_texts().found)] + rail_titles()
        lines = [f"QCoreApplication.translate({json.dumps(context)}, {_python(text)})" for context, text in made]
        generated.write_text("\n".join(lines) + "\n", encoding="utf-8")
        listing = Path(folder) / "files.lst"
        listing.write_text("\n".join(str(path) for path in [*sources("workbench"), generated]), encoding="utf-8")
        options = ("-no-obsolete", "-locations", "none", "-disable-heuristic", "similartext", "-silent")
        languages = ("-source-language", "en_US", "-target-language", "zh_CN")
        command = (program("pyside6-lupdate"), f"@{listing}", *options, *languages, "-ts", str(TS_FILE))
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _python(text: str) -> str:
    """The text as a Python literal that lupdate reads."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def settle(entries: list[Entry], given: dict[str, str]) -> int:
    """Give unfinished entries their translation: the given one, else the one that stands for the same text elsewhere; how many."""
    known: dict[str, set[str]] = {}
    for entry in entries:
        if not entry.state and entry.context != CONTEXT:
            known.setdefault(entry.source, set()).add(entry.translation)
    count = 0
    for entry in entries:
        text = given.get(f"{entry.context}|{entry.source}") or given.get(entry.source)
        same = known.get(entry.source, set())
        if text is None and entry.state == "unfinished" and entry.context != CONTEXT and len(same) == 1:
            text = next(iter(same))
        if text and (text != entry.translation or entry.state):
            entry.translation, entry.state = text, ""
            count += 1
    return count


# checking and compiling


def faults_of(entries: list[Entry]) -> list[str]:
    """What is wrong with the translations: open ones, texts that are gone, placeholders that differ."""
    found = []
    for entry in entries:
        place = f"{entry.context}: {entry.source!r}"
        if entry.numerus:
            found.append(f"{place}: plural forms are not used here; say it without %n")
        if entry.state in ("obsolete", "vanished"):
            found.append(f"{place}: no longer in the program")
        elif entry.state or not entry.translation.strip():
            found.append(f"{place}: not translated")
        elif sorted(PLACEHOLDER.findall(entry.source)) != sorted(PLACEHOLDER.findall(entry.translation)):
            found.append(f"{place}: the placeholders differ in {entry.translation!r}")
    return found


def engine_table(entries: list[Entry]) -> str:
    """The content of engine_zh.json: {text: translation} of the finished engine texts."""
    table = {entry.source: entry.translation for entry in entries if entry.context == CONTEXT and not entry.state}
    return json.dumps(dict(sorted(table.items())), ensure_ascii=False, indent=0) + "\n"


def compile_ts() -> None:
    """The .qm beside the .ts, for the window."""
    subprocess.run((program("pyside6-lrelease"), "-silent", str(TS_FILE), "-qm", str(TS_FILE.with_suffix(".qm"))), check=True)


def tell(text: str) -> None:
    """A line for the person at the terminal."""
    sys.stdout.write(text + "\n")


def missing(entries: list[Entry]) -> dict[str, str]:
    """The open texts as "context|text" with an empty translation, or the one that awaits a look."""
    return {f"{entry.context}|{entry.source}": entry.translation for entry in entries if entry.state == "unfinished"}


def check(entries: list[Entry]) -> list[str]:
    """Everything that `--check` complains of, without changing a file."""
    engine, window = engine_texts(), window_texts()
    faults = [*engine.faults, *window.faults, *faults_of(entries)]
    for texts, ours in ((engine, True), (window, False)):
        there = {entry.source for entry in entries if (entry.context == CONTEXT) == ours}
        faults += [f"{place}: {text!r} is not in {TS_FILE.name}" for text, place in texts.found.items() if text not in there]
        faults += [f"{TS_FILE.name}: {text!r} is no longer in the program" for text in sorted(there - set(texts.found))]
    if not JSON_FILE.is_file() or JSON_FILE.read_text(encoding="utf-8") != engine_table(entries):
        faults.append(f"{JSON_FILE.name} is not in step with {TS_FILE.name}; run dev.py translations")
    return faults


def update(given: dict[str, str]) -> str:
    """Collect, fill, compile; what lupdate said if it failed."""
    complaint = collect()
    if complaint:
        return complaint
    entries = read_ts()
    settle(entries, given)
    write_ts(entries)
    JSON_FILE.write_text(engine_table(entries), encoding="utf-8")
    compile_ts()
    return ""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for; 1 with --check when anything is to be mended."""
    parser = argparse.ArgumentParser(prog="dev.py translations", description="Collect the texts, compile the translations.")
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 if anything is open or wrong")
    parser.add_argument("--fill", type=Path, metavar="FILE", help='take translations from a JSON file {"text" or "context|text": "译文"}')
    parser.add_argument("--missing", type=Path, metavar="FILE", help="write the open texts to a JSON file, ready for --fill")
    chosen = parser.parse_args(arguments)
    if not chosen.check:
        given: dict[str, str] = json.loads(chosen.fill.read_text(encoding="utf-8")) if chosen.fill else {}
        if complaint := update(given):
            tell(complaint)
            return 1
    entries = read_ts()
    if chosen.missing:
        chosen.missing.write_text(json.dumps(missing(entries), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    faults = check(entries)
    for fault in faults:
        tell(fault)
    done = sum(1 for entry in entries if not entry.state)
    tell(f"{len(entries)} texts in {len({entry.context for entry in entries})} contexts, {done} translated, {len(faults)} complaints.")
    return 1 if faults and chosen.check else 0


if __name__ == "__main__":
    sys.exit(main())
