"""Training speed beside transformers.Trainer: `python3 dev.py bench speed [CASE ...] [--rounds N] [--wall N] [--steps N] [--quick]`.

Each side does the same work (same rows, same batches in the same order) in a process of its own; the sides take turns, each round
in the other direction. CPU seconds of one thread lead, warm-up steps left out; wall seconds at each side's own default threads stand
beside them. Ratios are taken within a round, per real token; the table has their median with least and most. Peak memory is that of
the whole process, libraries included. Writes build/bench_speed.json after every case. Nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from _bench_cases import CASES, ENGINE, ENGINE_32, PLACE, ROOT, SFT, TRAINER, Case, Goal, Side, made

TARGET = ROOT / "build" / "bench_speed.json"
TRL = "trl==1.16.0 datasets==5.2.0 dill==0.4.1 multiprocess==0.70.19 xxhash==4.1.0 pandas==3.1.1 python-dateutil==4.0.0 six==1.17.0"
PACKAGES = PLACE / "packages"  # trl and what it needs, outside of .venv, which stays as it was
LIMIT = 900  # seconds for a child
START_CPU = {"full": 4.0, "lora": 6.0}  # goals, CPU seconds from launch to the first step
Results = dict[str, Any]


def environment(side: Side, threads: int) -> dict[str, str]:
    """A child's environment: one thread everywhere, or what each side does by itself (0)."""
    found = {name: value for name, value in os.environ.items() if name not in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OMP_WAIT_POLICY")}
    if side.program == "_bench_engine":
        found["OMP_WAIT_POLICY"] = "PASSIVE"
    if threads:
        found |= {"OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads), "RAYON_NUM_THREADS": str(threads)}
    paths = [str(ROOT), str(PACKAGES)] if side.options.get("kind") == "sft" else [str(ROOT)]
    return found | {"PYTHONPATH": os.pathsep.join(paths), "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}


def child(side: Side, case: Case, warm: int, measured: int, threads: int = 1, **more: Any) -> Results:
    """What one side's process says of its work. Raises SystemExit with the end of its stderr."""
    spec = {"case": case.name, "warm": warm, "measured": measured, "threads": threads, **side.options, **more}
    command = [sys.executable, "-W", "ignore", str(ROOT / "tools" / f"{side.program}.py"), json.dumps(spec)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(side, threads), capture_output=True, text=True, check=False, timeout=LIMIT
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{case.name}, {side.name}, ended with {done.returncode}:\n{done.stderr[-3000:]}")
    found: Results = json.loads(done.stdout.splitlines()[-1])
    steps = max(1, len(found["cpu_steps"]))
    totals = {"cpu_per_step": "cpu_steps", "wall_per_step": "wall_steps", "real_tokens": "real_steps", "padded_tokens": "padded_steps"}
    found |= {name: sum(found[steps_of]) / steps for name, steps_of in totals.items()}
    if found.get("rows_match") is False:
        print(f"    {case.name}: the engine's rows are not as long as the case's: the sides don't do the same work")
    cpu, rate = found["cpu_per_step"], found["real_tokens"] / max(1e-9, found["cpu_per_step"])
    print(f"    {side.name:26} {cpu:7.3f} CPU s a step, {found['wall_per_step']:7.3f} wall, {rate:6.0f} tokens a CPU s", flush=True)
    return found


def prepare(case: Case) -> None:
    """Make the case's rows and base where they aren't there yet."""
    if made(case) is None:
        print(f"    making {case.name}", flush=True)
        command = [sys.executable, "-W", "ignore", str(ROOT / "tools" / "_bench_cases.py"), case.name]
        subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)


def with_trl() -> bool:
    """Is trl there, or can pip put it beside the bench? It brings pandas and others, which .venv is spared."""
    if not (PACKAGES / "trl").is_dir():
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(PACKAGES), *TRL.split()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"    trl is left out: {done.stderr.strip().splitlines()[-1]}")
    return (PACKAGES / "trl").is_dir()


# -- ratios


def cost(found: Results, what: str, steps: int) -> float:
    """Seconds a real token over the first steps."""
    return float(sum(found[what][:steps]) / sum(found["real_steps"][:steps]))


def ratio(ours: Results, theirs: Results, what: str) -> float:
    """How many times cheaper ours is, over the steps that both did; batches that differ are compared whole."""
    same = all(mine == other for mine, other in zip(ours["real_steps"], theirs["real_steps"], strict=False))
    steps = min(len(ours[what]), len(theirs[what])) if same else sys.maxsize
    return cost(theirs, what, steps) / cost(ours, what, steps)


def spread(values: list[float]) -> dict[str, float]:
    """Median, least and most."""
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def judge(goal: Goal, sides: dict[str, list[Results]], walls: dict[str, list[Results]]) -> Results:
    """The goal beside what was measured."""
    pairs = list(zip(sides[goal.ours], sides[goal.against], strict=True))
    timed = list(zip(walls.get(goal.ours, []), walls.get(goal.against, []), strict=False))
    cpu, memory = (
        spread([ratio(*pair, "cpu_steps") for pair in pairs]),
        spread([ours["peak_rss"] / theirs["peak_rss"] for ours, theirs in pairs]),
    )
    return {
        "ours": goal.ours,
        "against": goal.against,
        "cpu": cpu,
        "wall": spread([ratio(*pair, "wall_steps") for pair in timed]) if timed else None,
        "memory": memory,
        "goal": goal.speed,
        "memory_goal": goal.memory,
        "met": cpu["median"] >= goal.speed and (not goal.memory or memory["median"] <= goal.memory),
    }


def show(name: str, result: Results) -> None:
    """The case's lines of the table."""
    for line in result["goals"]:
        cpu, wall, memory = line["cpu"], line["wall"], line["memory"]
        texts = [f"{cpu['median']:5.2f}x [{cpu['least']:.2f}-{cpu['most']:.2f}]", f">= {line['goal']:g}x" if line["goal"] else "-"]
        texts.append(f"{wall['median']:5.2f}x [{wall['least']:.2f}-{wall['most']:.2f}]" if wall else "-")
        texts += [f"{memory['median']:.2f}", f"<= {line['memory_goal']:g}" if line["memory_goal"] else "-"]
        verdict = "" if line["met"] else "MISSED"
        work = f"{line['ours']} / {line['against']}"
        print(f"{name:26} {work:36} {texts[0]:20} {texts[1]:9} {texts[2]:20} {texts[3]:6} {texts[4]:7} {verdict}", flush=True)


# -- the cases that are measured in rounds


def measure(case: Case, given: argparse.Namespace) -> Results:
    """All sides of a case in turns."""
    prepare(case)
    sides = [side for side in case.sides if side is not SFT or with_trl()]
    found: dict[str, list[Results]] = {side.name: [] for side in sides}
    walls: dict[str, list[Results]] = {side.name: [] for side in sides if side.wall}
    whole = case.batches * case.epochs if case.whole else 0
    for turn in range(given.rounds):
        for side in sides if turn % 2 == 0 else reversed(sides):
            steps = whole or min(side.measured or case.measured, given.steps or sys.maxsize)
            found[side.name].append(child(side, case, case.warm, steps))
    for turn in range(given.wall):
        for side in [side for side in sides if side.wall][:: 1 if turn % 2 == 0 else -1]:
            walls[side.name].append(child(side, case, case.warm, whole or given.steps or case.measured, threads=0))
    goals = [judge(goal, found, walls) for goal in case.goals if goal.against in found]
    first = {name: each[0] for name, each in found.items()}
    tokens = {name: {"real": each["real_tokens"], "padded": each["padded_tokens"]} for name, each in first.items()}
    return {"goals": goals, "tokens_per_step": tokens, "sides": found, "sides_default_threads": walls}


# -- the others


def curves(case: Case, given: argparse.Namespace) -> Results:
    """The largest difference of a step's loss over 30 steps from the same weights, dropout off."""
    prepare(case)
    steps = given.steps or case.measured
    with tempfile.TemporaryDirectory(prefix="tunebench-bench-") as start:
        fp32 = child(ENGINE_32, case, 1, steps, save_start=start)["losses"]
        bf16 = child(ENGINE, case, 1, steps, precision="bf16")["losses"]
        trainer = child(TRAINER, case, 1, steps, start=start, losses=True)["losses"]
    worst = {name: max(abs(a - b) for a, b in zip(mine, trainer, strict=True)) for name, mine in (("fp32", fp32), ("bf16", bf16))}
    goals = {"fp32": 1e-4, "bf16": 5e-3}
    for name, value in worst.items():
        verdict = "" if value <= goals[name] else "MISSED"
        print(f"{case.name:26} engine {name}: largest difference {value:.1e} (goal {goals[name]:g}) {verdict}", flush=True)
    return {
        "steps": len(trainer),
        "largest_difference": worst,
        "goals": goals,
        "losses": {"engine fp32": fp32, "engine bf16": bf16, "Trainer": trainer},
    }


def accuracy(case: Case, given: argparse.Namespace) -> Results:
    """The validation accuracy of both sides from the same weights, over seeds (other weights, another order, other dropout)."""
    prepare(case)
    steps = given.steps or case.batches * case.epochs - 1
    found: dict[str, list[float]] = {ENGINE.name: [], TRAINER.name: []}
    for seed in range(1 if given.quick else case.seeds):
        with tempfile.TemporaryDirectory(prefix="tunebench-bench-") as start:
            for side, more in ((ENGINE, {"save_start": start}), (TRAINER, {"start": start})):
                found[side.name].append(child(side, case, 1, steps, threads=0, seed=seed, evaluate=True, **more)["accuracy"])
    means = {name: statistics.mean(values) for name, values in found.items()}
    difference = abs(means[ENGINE.name] - means[TRAINER.name])
    listed = ", ".join(f"{name} {means[name]:.3f} ({' '.join(f'{value:.3f}' for value in values)})" for name, values in found.items())
    print(f"{case.name:26} {listed}; difference {difference:.4f} (goal 0.01) {'' if difference <= 0.01 else 'MISSED'}", flush=True)
    return {"accuracy": found, "difference_of_means": difference, "goal": 0.01}


def process_seconds(pid: int) -> float:
    """CPU seconds of a living process and of those that it has waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def launch(method: str, threads: int) -> Results:
    """CPU and wall seconds of `python -m engine run` from its launch to the first step of a tiny job."""
    from engine.runs import RunFolder
    from engine.specs.job import parse_job

    with tempfile.TemporaryDirectory(prefix="tunebench-bench-") as home:
        data = Path(home) / "tiny.jsonl"
        rows = [{"text": f"The {what} number {number} is here.", "label": what} for number in range(16) for what in ("river", "engine")]
        data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        task, training = {"type": "text-classification"}, {"batch_size": 8, "max_steps": 1}
        table = {"data": {"train": str(data)}, "task": task, "method": {"type": method}, "training": training}
        run = RunFolder.create(Path(home), parse_job(table), Path(home) / "run")
        begun = time.perf_counter()
        settings = {**environment(ENGINE, threads), "TUNEBENCH_HOME": home}
        process = subprocess.Popen(
            [sys.executable, "-m", "engine", "run", str(run.path)], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL
        )
        for _ in count():
            cpu, wall = process_seconds(process.pid), time.perf_counter() - begun
            if run.events_file.is_file() and '"split": "train"' in run.events_file.read_text(encoding="utf-8").replace('":"', '": "'):
                break
            if process.poll() is not None or wall > 120:
                process.kill()
                raise SystemExit(f"start, {method}: no step was seen (exit status {process.wait()})")
            time.sleep(0.01)
        process.kill()
        process.wait()
    return {"cpu": cpu, "wall": wall}


def imported(statement: str) -> float:
    """CPU seconds of a process that only imports something."""
    script = f"import time\n{statement}\nprint(time.process_time())"
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, env=environment(TRAINER, 1), capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def start(given: argparse.Namespace) -> Results:
    """A worker's way to its first step, by method; importing Trainer alone beside it."""
    launch("full", 1)  # the disk's cache
    found: dict[str, Any] = {}
    for _ in range(given.rounds):
        for method in START_CPU:
            found.setdefault(method, []).append(launch(method, 1))
            found.setdefault(f"{method}, default threads", []).append(launch(method, 0))
        found.setdefault("importing Trainer", []).append(imported("from transformers import Trainer"))
        found.setdefault("importing Trainer and peft", []).append(imported("from transformers import Trainer; import peft"))
    table: Results = {"runs": found}
    for name, each in found.items():
        cpu = spread([entry["cpu"] if isinstance(entry, dict) else entry for entry in each])
        wall = f", wall {statistics.median(entry['wall'] for entry in each):.2f} s" if isinstance(each[0], dict) else ""
        goal = START_CPU.get(name)
        note = f" (goal {goal:g}) {'' if cpu['median'] <= goal else 'MISSED'}" if goal else ""
        table[name] = cpu
        print(f"{'start':26} {name}: {cpu['median']:.2f} CPU s [{cpu['least']:.2f}-{cpu['most']:.2f}]{wall}{note}", flush=True)
    return table


SPECIAL: dict[str, Callable[[argparse.Namespace], Results]] = {
    "start": start,
    "curves": lambda given: curves(CASES["curves"], given),
    "accuracy": lambda given: accuracy(CASES["accuracy"], given),
}
NAMES = (*(name for name in CASES if name not in SPECIAL), *SPECIAL)


def main(arguments: list[str]) -> int:
    """Measure the cases one after the other, never two at once."""
    parser = argparse.ArgumentParser(prog="dev.py bench speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(NAMES)}; all without one")
    parser.add_argument("--rounds", type=int, default=3, help="processes of each side (3)")
    parser.add_argument("--steps", type=int, default=0, help="measured steps at most (the case's)")
    parser.add_argument("--wall", type=int, default=1, metavar="ROUNDS", help="processes of each side at its default threads (1)")
    parser.add_argument("--quick", action="store_true", help="one round of two steps, none at default threads: does it run?")
    given = parser.parse_args(arguments)
    if given.quick:
        given.rounds, given.steps, given.wall = 1, given.steps or 2, 0
    if unknown := [name for name in given.cases if name not in NAMES]:
        parser.error(f"there is no case {unknown[0]}; there are {', '.join(NAMES)}")
    begun = time.monotonic()
    table: Results = json.loads(TARGET.read_text(encoding="utf-8")) if given.cases and TARGET.is_file() else {"cases": {}}
    table |= {
        "machine": platform.platform(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d"),
    }
    for name in given.cases or NAMES:
        print(f"{name} (load {os.getloadavg()[0]:.1f})", flush=True)
        table["cases"][name] = {"rounds": given.rounds, **(SPECIAL[name](given) if name in SPECIAL else measure(CASES[name], given))}
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(json.dumps(table, indent=1), encoding="utf-8")
        if "goals" in table["cases"][name] and name not in SPECIAL:
            show(name, table["cases"][name])
    print(f"{(time.monotonic() - begun) / 60:.1f} minutes; ours / against, CPU, goal, wall, goal of memory")
    for name in given.cases or NAMES:
        if name not in SPECIAL:
            show(name, table["cases"][name])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
