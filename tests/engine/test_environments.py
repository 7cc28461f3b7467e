"""Engine environments: made by the real uv from tiny wheels of our own, without a network; chosen, checked, replaced, removed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from engine import environment_making, environments, launch
from engine.errors import UserError
from engine.launch import BUILT_IN, chosen_engine, engine_command, engine_environment
from engine.paths import engines_root, home

ROOT = Path(__file__).resolve().parents[2]
TORCH = """
import time, types
time.sleep({sleep})
__version__ = "2.13.0+{local}"
version = types.SimpleNamespace(cuda={cuda!r}, hip=None)
cuda = types.SimpleNamespace(
    is_available=lambda: version.cuda is not None,
    device_count=lambda: 1,
    get_device_name=lambda index: "Tiny GPU",
    get_device_properties=lambda index: types.SimpleNamespace(total_memory=8_000_000_000),
)
backends = types.SimpleNamespace(mps=types.SimpleNamespace(is_available=lambda: False))
"""


def write_wheel(folder: Path, name: str, version: str, code: str) -> None:
    """A wheel with one module, as pip and uv take it."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for file, text in files.items():
            wheel.writestr(file, text)


def torch_wheel(folder: Path, local: str, cuda: str | None = None, sleep: float = 0.0) -> Path:
    """A folder of wheels with a torch that says of itself what the probe asks for."""
    write_wheel(folder, "torch", f"2.13.0+{local}", TORCH.format(local=local, cuda=cuda, sleep=sleep))
    return folder


@pytest.fixture(autouse=True)
def tiny_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An engine that needs one package, here and in the processes that are started."""
    resources = tmp_path / "resources"
    (resources / "engine").mkdir(parents=True)
    (resources / "engine" / "requirements.lock").write_text("torch==2.13.0\n", encoding="utf-8")
    (resources / "engine" / "requirements.txt").write_text("torch>=2.13,<3\n", encoding="utf-8")
    for module in (environments, environment_making, launch):
        monkeypatch.setattr(module, "RESOURCES", resources)
    return resources


@pytest.fixture
def made(tmp_path: Path) -> dict[str, Any]:
    """An engine "mine" that was made for the processor."""
    return environment_making.make("mine", "cpu", torch_wheel(tmp_path / "wheels", "cpu"))


def left() -> list[str]:
    """What lies in the folder of engines."""
    return sorted(item.name for item in engines_root().iterdir() if item.name != "built-in.json")


# making


def test_that_an_engine_is_made_from_a_folder_of_wheels_and_runs_our_source(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    wheels = torch_wheel(tmp_path / "wheels 轮", "cu130", cuda="13.0")
    facts = environment_making.make("gpu", "cu130", wheels, lambda step, steps, text: told.append((step, steps)))
    assert facts["torch"] == "2.13.0+cu130"
    assert facts["devices"] == [{"name": "Tiny GPU", "memory": 8_000_000_000}]
    assert told == sorted(told)
    assert told[0] == (0, 4)
    assert told[-1] == (3, 4)
    manifest = json.loads((engines_root() / "gpu" / "engine.json").read_text(encoding="utf-8"))
    assert (manifest["variant"], manifest["facts"]) == ("cu130", facts)
    assert not Path(manifest["python"]).is_absolute()
    python = launch.find_engine("gpu")
    assert python is not None
    code = "import sys, engine, torch; print(sys.prefix, engine.__file__, torch.__file__, sep='|')"
    done = subprocess.run([python.program, "-c", code], env=engine_environment(), capture_output=True, text=True, check=True)
    prefix, engine, torch = done.stdout.strip().split("|")
    assert Path(prefix) == engines_root() / "gpu"
    assert Path(engine).parent == ROOT / "engine"
    assert Path(torch).is_relative_to(prefix)


def test_that_an_engine_goes_with_the_data_folder(
    made: dict[str, Any], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.rename(tmp_path / "elsewhere")
    monkeypatch.setenv("TUNEBENCH_HOME", str(tmp_path / "elsewhere"))
    assert environments.check("mine") == made


def test_that_a_missing_wheel_leaves_the_old_engine_and_says_how_to_fetch_it(made: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError) as caught:
        environment_making.make("mine", "cpu", tmp_path / "empty")
    assert caught.value.code == "engine.packages"
    assert "torch" in str(caught.value.detail)
    hint = str(caught.value.hint)
    assert f'pip download -r "{environment_making.lock_file()}" -d "{tmp_path / "empty"}" --only-binary=:all: --python-version 3.11' in hint
    assert left() == ["mine"]
    assert environments.check("mine") == made


def test_that_a_torch_without_cuda_does_not_become_a_gpu_engine(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        environment_making.make("gpu", "cu130", torch_wheel(tmp_path / "wheels", "cpu"))
    assert caught.value.code == "engine.no-cuda"
    assert left() == []


def test_that_an_engine_is_replaced_by_a_new_one(made: dict[str, Any], tmp_path: Path) -> None:
    facts = environment_making.make("mine", "cu130", torch_wheel(tmp_path / "other", "cu130", cuda="13.0"))
    assert left() == ["mine"]
    assert environments.check("mine") == facts != made


def start_making(wheels: Path, resources: Path) -> subprocess.Popen[str]:
    """`engines make mine` as a process, followed until it checks what it made (which takes as long as its torch sleeps)."""
    command = engine_command("engines", "make", "mine", "--variant", "cpu", "--wheels", str(wheels), "--json")
    environment = {**engine_environment(), "TUNEBENCH_RESOURCES": str(resources)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["progress"]["done"] == 2:
            return process
    raise AssertionError("it never came to the check")


def test_that_a_kill_in_the_middle_leaves_the_old_engine_and_nothing_half(
    made: dict[str, Any], tmp_path: Path, tiny_lock: Path, tunebench: Callable[..., Any]
) -> None:
    process = start_making(torch_wheel(tmp_path / "slow", "slow", sleep=60), tiny_lock)
    assert len(left()) == 2
    with pytest.raises(UserError) as caught:  # meanwhile nobody else makes it
        environment_making.make("mine", "cpu", tmp_path / "wheels")
    assert caught.value.code == "engine.busy"
    for member in [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]:
        member.kill()
    process.communicate()
    rows = tunebench("engines", "list", "--json").json["engines"]
    assert [(row["name"], row["usable"]) for row in rows] == [(BUILT_IN, True), ("mine", True)]
    assert left() == ["mine"]
    assert environments.check("mine") == made


def test_that_ctrl_c_clears_away_what_was_begun(tmp_path: Path, tiny_lock: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests run in the background ignore it, and so would children
    try:
        process = start_making(torch_wheel(tmp_path / "slow", "slow", sleep=60), tiny_lock)
    finally:
        signal.signal(signal.SIGINT, before)
    for child in psutil.Process(process.pid).children():  # a terminal's Ctrl+C reaches both
        child.kill()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert left() == []


def test_that_a_replacement_killed_between_its_two_renames_is_taken_back(made: dict[str, Any]) -> None:
    gone = max(psutil.pids()) + 1000
    (engines_root() / "mine" / "replaced").touch()
    (engines_root() / "mine").rename(engines_root() / f"mine.old-{gone}")
    (engines_root() / f"mine.new-{gone}" / "bin").mkdir(parents=True)
    environments.tidy()
    assert left() == ["mine"]
    assert environments.check("mine") == made


def test_that_without_uv_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    with pytest.raises(UserError) as caught:
        environment_making.find_uv()
    assert "pip install uv" in str(caught.value)


# a Python of the user's own


def test_that_a_python_of_the_users_own_is_an_engine(tunebench: Callable[..., Any], child: Callable[..., Any]) -> None:
    said = tunebench("engines", "add", "own", "--python", sys.executable, "--json")
    assert said.json["facts"]["torch"].startswith("2.")
    assert tunebench("engines", "use", "own", "--json").status == 0
    assert chosen_engine()[0].program == sys.executable
    done = child("doctor", "--device", "--json", TUNEBENCH_RESOURCES=str(ROOT / "resources"))
    assert done.json["device"]["name"] == "cpu"
    assert tunebench("engines", "remove", "own", "--json").json == {"removed": "own", "rest": False}
    assert chosen_engine()[0] == launch.built_in_engine()
    assert Path(sys.executable).exists()


def test_that_what_a_python_lacks_is_named_with_the_line_that_installs_it(tmp_path: Path, tiny_lock: Path) -> None:
    subprocess.run([environment_making.find_uv(), "venv", "--offline", "--no-project", "-p", sys.executable, tmp_path / "bare"], check=True)
    (tiny_lock / "engine" / "requirements.txt").write_text("torch>=2.13,<3\nnumpy>=2\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        environments.add("bare", tmp_path / "bare")
    assert caught.value.code == "engine.torch-missing"
    assert "torch, numpy" in str(caught.value.title)
    assert f'{tmp_path / "bare"}/bin/python" -m pip install -r "{tiny_lock}/engine/requirements.txt"' in str(caught.value.hint)
    assert not (engines_root() / "bare").exists()


def test_that_a_wrong_version_is_named(tiny_lock: Path) -> None:
    (tiny_lock / "engine" / "requirements.txt").write_text("torch>=99\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        environments.add("own", Path(sys.executable))
    assert caught.value.code == "engine.packages"
    assert "torch 2." in str(caught.value.detail)
    assert ">=99" in str(caught.value.detail)


def script(file: Path, text: str) -> Path:
    """A program that only looks like a Python."""
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("exit 3", "engine.unusable"),
        ("""echo '{"python": "3.8.2", "packages": {}, "torch": {"error": "x"}}'""", "engine.python-old"),
        ("""echo '{"python": "3.12.1", "packages": {"torch": "2.13"}, "torch": {"error": "OSError: libc"}}'""", "engine.torch-broken"),
    ],
)
def test_that_a_python_that_does_not_do_is_refused_with_the_reason(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        environments.add("own", script(tmp_path / "python", text))
    assert caught.value.code == code
    assert not engines_root().exists()


def test_that_a_python_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        environments.add("own", tmp_path / "nowhere")
    assert caught.value.code == "engine.python-missing"


@pytest.mark.parametrize("name", ["built-in", "..", "a/b", "Big", "x.new-1", ""])
def test_that_some_names_are_no_names_of_engines(name: str) -> None:
    with pytest.raises(UserError) as caught:
        environments.add(name, Path(sys.executable))
    assert caught.value.code == "engine.name"


# which engine is used


def fake(name: str, program: Path) -> None:
    """An engine whose program is that one."""
    folder = engines_root() / name
    folder.mkdir(parents=True)
    environments.write_manifest(folder / "engine.json", {"variant": "own", "python": str(program)})


def test_that_jobs_are_started_on_the_chosen_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake("mine", script(tmp_path / "python", "exit 0"))
    assert engine_command("run", "x") == [sys.executable, "-m", "engine", "run", "x"]
    home().mkdir(exist_ok=True)
    (home() / "settings.toml").write_text('theme = "dark"\nengine = "mine"\n', encoding="utf-8")
    assert engine_command("run", "x") == [str(tmp_path / "python"), "-m", "engine", "run", "x"]
    assert engine_command("engines", "list") == [sys.executable, "-m", "engine", "engines", "list"]
    monkeypatch.setenv("TUNEBENCH_ENGINE", BUILT_IN)
    assert engine_command("run", "x")[0] == sys.executable


def test_that_a_chosen_engine_that_has_gone_is_told_and_the_built_in_one_is_used(tmp_path: Path) -> None:
    fake("mine", script(tmp_path / "python", "exit 0"))
    (home() / "settings.toml").write_text('engine = "mine"\n', encoding="utf-8")
    (tmp_path / "python").unlink()
    engine, why = chosen_engine()
    assert engine == launch.built_in_engine()
    assert "mine is not there" in str(why)


def test_that_choosing_keeps_the_other_settings_and_a_broken_engine_is_not_chosen(tmp_path: Path, made: dict[str, Any]) -> None:
    (home() / "settings.toml").write_text('theme = "dark"\n', encoding="utf-8")
    environments.use("mine")
    assert tomllib.loads((home() / "settings.toml").read_text(encoding="utf-8")) == {"theme": "dark", "engine": "mine"}
    fake("broken", script(tmp_path / "python", "exit 1"))
    with pytest.raises(UserError):
        environments.use("broken")
    assert chosen_engine()[0].name == "mine"
    assert environments.remove_engine("mine")
    assert tomllib.loads((home() / "settings.toml").read_text(encoding="utf-8")) == {"theme": "dark"}
    assert left() == ["broken"]


def test_that_the_command_line_hands_a_persons_command_to_the_chosen_engine(tmp_path: Path) -> None:
    fake("mine", script(tmp_path / "python", 'echo "handed $*"'))
    environment = {**os.environ, "TUNEBENCH_ENGINE": "mine", "PYTHONPATH": str(ROOT)}

    def said(*arguments: str) -> str:
        command = [sys.executable, "-m", "engine", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert said("runs", "--json") == "handed -m engine runs --json\n"
    assert "handed" not in said("version")
    assert '"mine"' in said("engines", "list", "--json")


def test_that_an_engine_in_use_is_not_removed(made: dict[str, Any]) -> None:
    spec = launch.find_engine("mine")
    assert spec is not None
    with subprocess.Popen([spec.program, "-c", "input()"], stdin=subprocess.PIPE) as process:
        with pytest.raises(UserError) as caught:
            environments.remove_engine("mine")
        assert str(process.pid) in str(caught.value)
        process.communicate(b"\n")
    assert environments.remove_engine("mine")


# frozen


def test_that_a_frozen_program_gives_another_python_its_source_and_not_its_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "_internal"), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "tunebench-window"))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path / "_internal"))
    environment = engine_environment()
    assert environment["PYTHONPATH"] == str(tmp_path / "_internal" / "engine_source")
    assert "LD_LIBRARY_PATH" not in environment
    assert json.loads(environment["TUNEBENCH_WINDOW"]) == [str(tmp_path / "tunebench-window")]
    assert engine_command("run") == [str(tmp_path / "tunebench"), "run"]
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/lib")
    assert engine_environment()["LD_LIBRARY_PATH"] == "/opt/lib"


# the lock file


def test_that_the_lock_pins_what_the_project_asks_for() -> None:
    lines = (ROOT / "resources" / "engine" / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = {canonicalize_name(item.name): item for item in map(Requirement, lines[1:])}
    assert all([part.operator for part in item.specifier] == ["=="] for item in pins.values())
    ranges = (ROOT / "resources" / "engine" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = {canonicalize_name(item.name): item for item in map(Requirement, ranges[1:])}
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {canonicalize_name(Requirement(line).name) for line in table["project"]["dependencies"]}
    assert set(wanted) == asked - {"pyside6-essentials", "pyqtgraph", "uv"}
    for name, item in wanted.items():
        (pin,) = pins[name].specifier
        assert item.specifier.contains(pin.version), name
