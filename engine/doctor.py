"""Does everything that the program needs work here? It looks at itself: packages, plug-ins, starters, translations, the window,
a training step, devices and folders. Frozen or from source, the checks are the same."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

import psutil

from engine import __version__
from engine.catalog import EXPORTERS, INSPECTORS
from engine.errors import UserError
from engine.launch import chosen_engine, engine_environment, find_engine, window_command
from engine.messages import NOTHING, Message, plain, say, t
from engine.models.facts import model_facts, weights_fingerprint
from engine.models.starters import STARTERS
from engine.paths import RESOURCES, engines_root, home, location_file, runs_root
from engine.registry import discover
from engine.specs.job import METHODS, TASKS
from engine.terminal import output, show_table, size, tell

# what the engine imports by name, or transformers asks for by metadata while it loads
PACKAGES = (
    *("torch", "transformers", "tokenizers", "peft", "safetensors", "huggingface_hub", "numpy", "arro3-core", "arro3-io"),
    *("python-calamine", "charset-normalizer", "pydantic", "sacrebleu", "tomli-w", "platformdirs", "psutil", "typer", "rich"),
)
WINDOW_PACKAGES = ("PySide6-Essentials", "pyqtgraph")
FREE = 2e9  # bytes of free disk under which we warn: a checkpoint of a small model takes a tenth of that
WINDOW_LIMIT = 120  # seconds for the window's program to look at itself

State = Literal["ok", "warning", "failed"]


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. name: for programs, stays the same; found: what is there; remedy: what to do where it isn't ok."""

    name: str
    title: Message
    state: State
    found: Message
    remedy: Message = NOTHING


def examine() -> dict[str, Any]:
    """Every check with its outcome; "healthy" is true when none failed."""
    parts: tuple[Callable[[], Iterator[Check]], ...] = (_packages, _plug_ins, _starters, _texts, _window, _training, _folders, _engines)
    checks = [check for part in parts for check in _guarded(part)]
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "device": device_table(),
        "cores": psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        "memory": psutil.virtual_memory().total,
        "checks": [vars(check) for check in checks],
        "healthy": all(check.state != "failed" for check in checks),
    }


def _guarded(part: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """The checks of a part; whatever it stumbles over is a failed check and no end of the examination."""
    try:
        yield from part()
    except Exception as error:
        name = part.__name__.removeprefix("_")
        yield Check(name, say("{name}.", name=name), "failed", _words(error), _REINSTALL)


_REINSTALL = say("Install the program again.")


def _words(error: BaseException) -> Message:
    return say("{kind}: {error}", kind=type(error).__name__, error=(str(error).splitlines() or [""])[0][:300])


def _packages() -> Iterator[Check]:
    """Versions, from the metadata that transformers and peft look at too."""
    remedy = say("Install the program again (from source: python3 dev.py setup).")
    for package in (*PACKAGES, *(WINDOW_PACKAGES if _has_window() else ())):
        title = say("Package {name}", name=package)
        try:
            yield Check(package, title, "ok", say("{version}", version=metadata.version(package)))
        except metadata.PackageNotFoundError:
            yield Check(package, title, "failed", say("missing"), remedy)


def _has_window() -> bool:
    """Does the window belong to this installation? An engine environment has none."""
    program = Path(window_command()[0])
    if getattr(sys, "frozen", False):  # where its code is in the other program
        return program.is_file()
    return program == Path(sys.executable) and importlib.util.find_spec("workbench") is not None


def _plug_ins() -> Iterator[Check]:
    titles = {TASKS: say("Tasks"), METHODS: say("Methods"), EXPORTERS: say("Export formats"), INSPECTORS: say("Views into a model")}
    for package, title in titles.items():
        try:
            names = ", ".join(discover(package))
        except Exception as error:
            yield Check(package, title, "failed", _words(error), _REINSTALL)
            continue
        yield Check(package, title, "ok" if names else "failed", say("{names}", names=names or "–"), NOTHING if names else _REINSTALL)


def _starters() -> Iterator[Check]:
    """Each starter's config and weights headers, and a hash of blocks all over its weights."""
    known = json.loads((RESOURCES / "starters" / "fingerprints.json").read_text(encoding="utf-8"))
    for name, starter in STARTERS.items():
        title = say("Starter {name}", name=starter.title)
        try:
            facts = model_facts(f"starter:{name}")
            found = say("{parameters:,} parameters, {size}", parameters=facts.parameters, size=size(facts.bytes_on_disk))
            if weights_fingerprint(facts) == known.get(name):
                yield Check(f"starter:{name}", title, "ok", found)
            else:
                yield Check(f"starter:{name}", title, "failed", say("The weights are not those that came with the program."), _REINSTALL)
        except UserError as error:
            yield Check(f"starter:{name}", title, "failed", error.title, error.hint)


def _texts() -> Iterator[Check]:
    table = json.loads((RESOURCES / "translations" / "engine_zh.json").read_text(encoding="utf-8"))
    title, found = say("Chinese messages of the engine"), say("{count:,} texts", count=len(table))
    yield Check("engine_zh.json", title, "ok" if table else "failed", found, NOTHING if table else _REINSTALL)


# the window, asked by starting its program


def _window() -> Iterator[Check]:
    if not _has_window():
        return
    with tempfile.TemporaryDirectory(prefix="tunebench-tool-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "check.json"  # a windowed program on Windows has no stdout
        done = subprocess.run(
            window_command("--self-check", str(file)),
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**engine_environment(), **({"QT_QPA_PLATFORM": "offscreen"} if sys.platform.startswith("linux") else {})},
            timeout=WINDOW_LIMIT,
        )
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            last = (done.stderr.decode("utf-8", errors="replace").strip().splitlines() or [""])[-1][:300]
            found = say("It ended with status {status}: {text}", status=done.returncode, text=last)
            yield Check("window", say("The window's program"), "failed", found, _REINSTALL)
            return
    yield from window_checks(told)


def window_checks(told: dict[str, Any]) -> Iterator[Check]:
    """What the window's program says of itself (workbench/self_check.py), judged."""
    yield Check("qt", say("Qt"), "ok", say("{version}", version=told["qt"]))
    wanted = ("pages", say("Pages"), told["pages"]), ("views", say("Drawn views into a model"), told["views"])
    for name, title, names in wanted:
        state: State = "ok" if names else "failed"
        yield Check(name, title, state, say("{names}", names=", ".join(names) or "–"), NOTHING if names else _REINSTALL)
    for image in ("svg", "png", "jpeg"):
        if image not in told["images"]:
            yield Check(f"image:{image}", say("Pictures of the kind {name}", name=image), "failed", say("missing"), _REINSTALL)
    good = told["translated"]
    found = say("found") if good else say("missing")
    yield Check("tunebench_zh.qm", say("Chinese texts of the window"), "ok" if good else "failed", found, NOTHING if good else _REINSTALL)
    yield from _platforms(told["platforms"])
    fonts = told["fonts"]
    remedy = say("Install a font with Chinese characters if you want the window in Chinese (Noto Sans CJK, for example).")
    shown = say("{names}", names=", ".join(fonts[:3]) or "–")
    yield Check("fonts", say("Fonts for Chinese"), "ok" if fonts else "warning", shown, NOTHING if fonts else remedy)


def _platforms(platforms: dict[str, str]) -> Iterator[Check]:
    """Qt's ways to a screen: {name: "" or why the system can't load it}. One that shows windows must be there."""
    screens = {name: why for name, why in platforms.items() if name not in ("offscreen", "minimal", "vnc", "linuxfb", "minimalegl")}
    loadable = [name for name, why in screens.items() if not why]
    title = say("Qt's way to the screen")
    broken = "; ".join(f"{name}: {why}" for name, why in screens.items() if why)
    if not loadable:
        remedy = say("Install the system library that is named here; the command line works without it.")
        yield Check("platform", title, "failed", say("{reason}", reason=broken or "–"), remedy)
        return
    yield Check("platform", title, "ok", say("{names}", names=", ".join(loadable)))
    if broken:
        remedy = say("Windows can be shown all the same; install what is named here only if you need that way.")
        yield Check("platform-others", say("Other ways to the screen"), "warning", say("{reason}", reason=broken), remedy)


# computing


def device_table() -> dict[str, str]:
    """The device that "auto" means here, and its reason, as the training would choose it."""
    from engine.specs.hardware import HardwareSpec
    from engine.training.precision import choose_compute

    try:
        compute = choose_compute(HardwareSpec())
    except (ImportError, OSError) as error:  # without torch, or with a broken one; its own check says what to do
        return {"name": t("missing"), "precision": "", "threads": "", "reason": (str(error).splitlines() or [""])[0]}
    reasons = {name: tell(reason) for name, _, reason in compute.choices}
    return {"name": compute.device, "precision": compute.precision, "threads": str(compute.threads), "reason": reasons["precision"]}


def _training() -> Iterator[Check]:
    """A few steps of a tiny model on the device and in the format that jobs would take: the loss must be a number, and fall."""
    import torch

    from engine.specs.hardware import HardwareSpec
    from engine.training.precision import choose_compute

    compute = choose_compute(HardwareSpec())
    devices = [f"cuda: {torch.cuda.get_device_name(index)}" for index in range(torch.cuda.device_count())]
    devices += ["mps"] if torch.backends.mps.is_available() else []
    yield Check("devices", say("Devices"), "ok", say("{names}", names=", ".join([*devices, "cpu"])))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        x = torch.randn(64, 32).to(compute.device)
        model = torch.nn.Sequential(torch.nn.Linear(32, 64), torch.nn.GELU(), torch.nn.Linear(64, 2)).to(compute.device)
    target = (x.sum(1) > 0).long()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    losses = []
    for _ in range(8):
        with compute.autocast():
            loss = torch.nn.functional.cross_entropy(model(x).float(), target)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss.detach()))
    learned = losses[-1] < losses[0]  # false for NaN too
    found = say(
        "{device}, {precision}: loss {first:.3f}, after 8 steps {last:.3f}",
        device=compute.device,
        precision=compute.precision,
        first=losses[0],
        last=losses[-1],
    )
    remedy = NOTHING if learned else say("Set hardware.precision to fp32, or hardware.device to cpu; a driver may be too old.")
    yield Check("training-step", say("A training step"), "ok" if learned else "failed", found, remedy)


# the disk


def _folders() -> Iterator[Check]:
    for name, title, folder in (("data-folder", say("Data folder"), home()), ("runs-folder", say("Runs folder"), runs_root())):
        place = folder
        while not place.exists() and place != place.parent:
            place = place.parent
        try:
            tempfile.TemporaryFile(dir=place).close()
        except OSError as error:
            found = say("{folder}: {error}", folder=plain(folder), error=error.strerror or str(error))
            remedy = say("Choose another folder in Settings, or set TUNEBENCH_HOME.")
            yield Check(name, title, "failed", found, remedy)
            continue
        free = shutil.disk_usage(place).free
        found = say("{folder} ({free} free)", folder=plain(folder), free=size(free))
        few = say("Free some space: tunebench storage shows what takes how much, and cleans the caches.")
        yield Check(name, title, "ok" if free >= FREE else "warning", found, NOTHING if free >= FREE else few)
    if location_file().exists() and not os.environ.get("TUNEBENCH_HOME") and not home().is_dir():
        remedy = say("Connect the disk that it is on; to begin anew at the usual place, delete {file}.", file=plain(location_file()))
        found = say("{folder} is not there.", folder=plain(home()))
        yield Check("moved-folder", say("The data folder that was moved"), "failed", found, remedy)


def _engines() -> Iterator[Check]:
    """The chosen engine, and engine environments that were begun and not finished or whose Python has gone."""
    folders = [item for item in sorted(engines_root().iterdir()) if item.is_dir()] if engines_root().is_dir() else []
    whole = [item.name for item in folders if find_engine(item.name) is not None]
    half = [item.name for item in folders if item.name not in whole]
    _, why = chosen_engine()
    if half or why:
        remedy = say("Delete it in Settings, or make it there again; jobs go on with the engine that came with the program.")
        found = why or say("Not finished: {names}", names=", ".join(half))
        yield Check("engines", say("Engine environments"), "warning", found, remedy)
    else:
        yield Check("engines", say("Engine environments"), "ok", say("{names}", names=", ".join(whole) or "–"))


def show(table: dict[str, Any]) -> None:
    """The examination as a table."""
    output.print(f"Tunebench {table['version']}, Python {table['python']}, {table['system']}", style="bold", markup=False)
    device = table["device"]
    text = f"{device['name']}, {device['precision']}, {device['threads']} {t('threads')} ({device['reason']})"
    words = {"ok": t("ok"), "warning": t("warning"), "failed": t("FAILED")}
    rows = [[words[entry["state"]], tell(entry["title"]), tell(entry["found"])] for entry in table["checks"]]
    show_table(["", "", ""], [*rows, [t("ok"), t("device"), text]])
    for entry in table["checks"]:
        if entry["remedy"]:
            style = "red" if entry["state"] == "failed" else "yellow"
            line = t("{title}: {remedy}").format(title=tell(entry["title"]), remedy=tell(entry["remedy"]))
            output.print(line, style=style, markup=False)
