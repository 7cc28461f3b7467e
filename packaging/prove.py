"""Proves the Linux files on a bare Debian 12 without Python and without a network: `python3 dev.py package --prove` (needs root).

A debootstrap root; the .deb is installed with the dependencies that it names (the only step that fetches anything, from Debian's
mirror); everything after it runs as an ordinary user in a network namespace of its own: doctor, the smoke test, the sample job,
the window under an X server with a click that trains, a killed worker, the archive from a path with spaces and Chinese letters,
system calls watched for connections and listening ports, and the removal. Prints a table.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import contents
import smoke

OUT = contents.ROOT / "build" / "package"
BARE = OUT / "bare-bookworm.tar"
MIRROR = "http://deb.debian.org/debian"
USER = 1000
HOME = "/home/person"
PLACE = f"{HOME}/我的 程序"


class Prover:
    """A bare root and what was found in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.table: list[tuple[str, str, float]] = []

    def step(self, name: str, found: str, begun: float) -> None:
        """Note a step that went well."""
        self.table.append((name, found, time.monotonic() - begun))
        print(f"  ok  {name}: {found} ({self.table[-1][2]:.0f} s)", flush=True)

    def inside(self, *words: str, user: bool = False, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A command in the root; as the ordinary user it has no network."""
        before = [*self.jail(), "env", "-i", *_environment()] if user else ["chroot", str(self.root)]
        done = subprocess.run([*before, *words], capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
        if check and done.returncode:
            raise SystemExit(f"{' '.join(words)} ended with {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done

    def jail(self) -> list[str]:
        """Words before a command that put it into the root, as the ordinary user, without a network."""
        return ["unshare", "-n", "chroot", f"--userspec={USER}:{USER}", str(self.root)]

    # -- the steps

    def install(self, package: Path) -> None:
        """The .deb with what it depends on, from the mirror."""
        begun = time.monotonic()
        shutil.copyfile(package, self.root / "tmp" / package.name)
        self.inside("apt-get", "update", "-q")
        done = self.inside("apt-get", "install", "-y", "--no-install-recommends", f"/tmp/{package.name}")
        (self.root / "tmp" / package.name).unlink()
        new = re.search(r"(\d+) newly installed", done.stdout)
        python = self.inside("sh", "-c", "command -v python3", check=False).stdout.strip()
        if python:
            raise SystemExit(f"there is a Python in the root: {python}")
        self.step("the .deb installs", f"{new.group(1) if new else '?'} packages, no Python among them", begun)

    def doctor(self, program: str) -> None:
        """It must say that all is well."""
        begun = time.monotonic()
        self.inside(program, "doctor", user=True)
        self.step(f"{program} doctor", "exit status 0", begun)

    def smoke(self, program: str) -> None:
        """Every task, as packaging/smoke.py does it."""
        begun = time.monotonic()
        home = Path(HOME) / "smoke"
        files = self.root / HOME.lstrip("/") / "files"
        smoke.prepare(files)
        (self.root / str(home).lstrip("/")).mkdir(parents=True, exist_ok=True)
        self.inside("chown", "-R", f"{USER}:{USER}", HOME)
        test = smoke.Smoke(program, str(home), f"{HOME}/files", self.jail(), self.root)
        test.all()
        self.step("smoke test", f"{len(test.table)} commands", begun)

    def sample(self, program: str, name: str) -> None:
        """The sample job trains, evaluates, exports and predicts; no connection, no listening port."""
        begun = time.monotonic()
        folder = f"{HOME}/{name}"
        self.inside("mkdir", "-p", folder, user=True)
        job = self.inside(
            "sh", "-c", f"find '{Path(program).parent}' /opt/tunebench -name reviews.toml 2>/dev/null | head -1"
        ).stdout.strip()
        calls = OUT / "calls.txt"
        watch = ["strace", "-f", "-qq", "-e", "trace=connect,bind,listen,sendto", "-o", str(calls)]
        run = f"{folder}/run"
        commands = (
            (program, "train", job, "--run", run, "--set", "training.max_steps=20", "--json"),
            (program, "evaluate", run, "--data", f"{Path(job).parent}/reviews_en.csv", "--json"),
            (program, "predict", run, "--text", "It broke.", "--json"),
            (program, "export", run, "--to", "merged", "--out", f"{folder}/merged", "--json"),
        )
        for words in commands:
            before = [*self.jail(), "env", "-i", *_environment(), *words]
            done = subprocess.run([*watch, *before], capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
            if done.returncode:
                raise SystemExit(f"{' '.join(words[1:2])} ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
            reached = [line for line in calls.read_text(errors="replace").splitlines() if re.search(r"AF_INET|listen\(", line)]
            if reached:
                raise SystemExit(f"{words[1]} reached for the network:\n" + "\n".join(reached[:10]))
        result = json.loads((self.root / run.lstrip("/") / "result.json").read_text(encoding="utf-8"))
        self.step(f"sample job with {name}", f"{result['step']} steps; trained, evaluated, asked, exported; no connection, no port", begun)

    def window(self, picture: Path) -> None:
        """Opens on an X server, is looked at, trains at a key, and outlives its worker."""
        begun = time.monotonic()
        home = f"{HOME}/windowed"
        self.inside("mkdir", "-p", home, user=True)
        with _display() as display:
            environment = [*_environment(), f"DISPLAY={display}", "QT_QPA_PLATFORM=xcb", f"TUNEBENCH_HOME={home}"]
            words = [*self.jail(), "env", "-i", *environment, "tunebench-window", "--sample", "--page", "train"]
            started = time.monotonic()
            window = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                name = _until(lambda: _xdotool(display, "search", "--onlyvisible", "--name", "Tunebench"), "the window")
                shown = time.monotonic() - started
                time.sleep(3)
                _xdotool(display, "windowfocus", "--sync", name.split()[0])
                _xdotool(display, "key", "ctrl+Return")
                runs = self.root / home.lstrip("/") / "runs"
                run = _until(lambda: next(iter(runs.glob("*/events.jsonl")), None), "a run")
                _until(lambda: '"split":"train"' in run.read_text(errors="replace").replace('": "', '":"'), "training steps")
                time.sleep(2)
                subprocess.run(["import", "-display", display, "-window", "root", str(picture)], check=True)
                owner = json.loads((run.parent / "lock").read_text(encoding="utf-8"))
                pid = int(owner["pid"] if isinstance(owner, dict) else owner)
                os.kill(pid, 9)
                time.sleep(4)
                if window.poll() is not None:
                    raise SystemExit("the window went with its worker")
                subprocess.run(
                    ["import", "-display", display, "-window", "root", str(picture.with_stem(picture.stem + "-killed"))], check=True
                )
            finally:
                window.kill()
                window.wait()
        self.step("the window", f"shown after {shown:.1f} s, one key trained, its killed worker left it alive; {picture.name}", begun)

    def archive(self, file: Path) -> None:
        """The relocatable archive, unpacked by an ordinary user under an awkward name."""
        begun = time.monotonic()
        place = self.root / PLACE.lstrip("/")
        place.mkdir(parents=True)
        subprocess.run(["tar", "-xf", str(file), "-C", str(place)], check=True)
        self.inside("chown", "-R", f"{USER}:{USER}", HOME)
        program = next(place.glob("*/tunebench"))
        self.step("the archive", f"unpacked at {PLACE}", begun)
        path = f"{PLACE}/{program.parent.name}/tunebench"
        self.doctor(path)
        self.sample(path, "archived")

    def remove(self) -> None:
        """Nothing stays outside of the user's own folder."""
        begun = time.monotonic()
        self.inside("apt-get", "remove", "-y", "--purge", "tunebench")
        places = [place for place in ("/opt", "/usr", "/etc", "/var/lib", "/tmp") if (self.root / place[1:]).is_dir()]
        left = self.inside("find", *places, "-iname", "*tunebench*", "-not", "-path", "/var/lib/dpkg/*").stdout.split()
        if left:
            raise SystemExit(f"left behind: {left}")
        self.step("removal", "nothing left outside the user's own folder", begun)


def _environment() -> list[str]:
    paths = "/usr/local/bin:/usr/bin:/bin"
    return [f"HOME={HOME}", f"PATH={paths}", "LANG=C.UTF-8", "OMP_WAIT_POLICY=PASSIVE", "USER=person"]


def _until(ready: Any, what: str, patience: float = 90.0) -> Any:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if found := ready():
                return found
        time.sleep(0.1)
    raise SystemExit(f"waited in vain for {what}")


def _xdotool(display: str, *words: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=False).stdout.strip()


@contextlib.contextmanager
def _display() -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as numbers:
        name = f":{numbers.readline().strip()}"
    try:
        yield name
    finally:
        server.terminate()
        server.wait(10)


@contextlib.contextmanager
def bare_root() -> Iterator[Path]:
    """A bare Debian 12 with /proc, /dev and the X server's sockets; gone afterwards."""
    root = Path(tempfile.mkdtemp(prefix="tunebench-bare-"))
    mounts = []
    try:
        if not BARE.is_file():
            subprocess.run(["debootstrap", "--variant=minbase", "bookworm", str(root), MIRROR], check=True, stdout=subprocess.DEVNULL)
            subprocess.run(["tar", "-C", str(root), "-cf", str(BARE), "."], check=True)
        else:
            subprocess.run(["tar", "-C", str(root), "-xf", str(BARE)], check=True)
        Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)
        (root / "tmp" / ".X11-unix").mkdir(exist_ok=True)
        for source, target, options in (
            ("proc", "proc", ["-t", "proc"]),
            ("/dev", "dev", ["--rbind"]),
            ("/tmp/.X11-unix", "tmp/.X11-unix", ["--bind"]),
        ):
            subprocess.run(["mount", *options, source, str(root / target)], check=True)
            mounts.append(root / target)
        subprocess.run(["mount", "--make-rslave", str(root / "dev")], check=True)
        shutil.copyfile("/etc/resolv.conf", root / "etc" / "resolv.conf")
        subprocess.run(["chroot", str(root), "useradd", "-m", "-u", str(USER), "-d", HOME, "person"], check=True)
        yield root
    finally:
        for mount in reversed(mounts):
            subprocess.run(["umount", "-R", "-l", str(mount)], check=False)
        if not any(os.path.ismount(mount) for mount in mounts):
            shutil.rmtree(root, ignore_errors=True)


def main() -> int:
    """All steps; the exit status."""
    if os.geteuid() != 0:
        raise SystemExit("--prove makes a root of its own and needs to be root; try it in a container")
    missing = [name for name in ("debootstrap", "strace", "Xvfb", "xdotool", "import", "unshare") if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"--prove needs {', '.join(missing)}: apt-get install debootstrap strace xvfb xdotool imagemagick util-linux")
    package, archive = newest("*.deb"), newest("*.tar.*")
    with bare_root() as root:
        prover = Prover(root)
        prover.install(package)
        prover.doctor("/usr/bin/tunebench")
        prover.smoke("/usr/bin/tunebench")
        prover.sample("/usr/bin/tunebench", "installed")
        prover.window(OUT / "window.png")
        prover.archive(archive)
        prover.remove()
    print("\n| step | found | s |\n|---|---|---|")
    for name, found, seconds in prover.table:
        print(f"| {name} | {found} | {seconds:.0f} |")
    return 0


def newest(pattern: str) -> Path:
    """The newest file of build/package that matches."""
    found = sorted((file for file in OUT.glob(pattern) if file != BARE), key=lambda file: file.stat().st_mtime)
    if not found:
        raise SystemExit(f"there is no {pattern} in {OUT}: run `python3 dev.py package` first")
    return found[-1]
