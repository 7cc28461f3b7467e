"""The facade that the window imports: specs, events, run folders, error codes. Loads no torch, transformers or numpy."""

from __future__ import annotations

from engine import __version__
from engine import events as events
from engine.errors import FieldProblem, JobError, UserError
from engine.launch import engine_command, engine_environment
from engine.messages import NOTHING, Message, plain, say, translate
from engine.paths import RESOURCES, cache_root, home, runs_root, samples
from engine.runs import RunFolder, Summary, find_run, list_runs
from engine.specs.fields import FieldDescription, describe
from engine.specs.hardware import HardwareSpec
from engine.specs.job import Job, load_job, parse_job
from engine.specs.training import TrainingSpec

__all__ = [
    "NOTHING",
    "RESOURCES",
    "FieldDescription",
    "FieldProblem",
    "HardwareSpec",
    "Job",
    "JobError",
    "Message",
    "RunFolder",
    "Summary",
    "TrainingSpec",
    "UserError",
    "__version__",
    "cache_root",
    "describe",
    "engine_command",
    "engine_environment",
    "events",
    "find_run",
    "home",
    "list_runs",
    "load_job",
    "parse_job",
    "plain",
    "runs_root",
    "samples",
    "say",
    "translate",
]
