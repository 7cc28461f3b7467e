"""The facade that the window imports: specs, events, run folders, data reading, error codes. Loads no torch, transformers or numpy."""

from __future__ import annotations

from engine import __version__
from engine import events as events
from engine.catalog import catalog
from engine.data.cached_rows import RowCache
from engine.data.checks import Finding, Report
from engine.data.columns import Guess, Role
from engine.data.source_reading import SourceReading
from engine.errors import FieldProblem, JobError, UserError
from engine.launch import engine_command, engine_environment
from engine.messages import NOTHING, Message, plain, say, translate
from engine.models.facts import ModelFacts, model_facts
from engine.models.starters import STARTERS
from engine.paths import RESOURCES, cache_root, home, runs_root, samples
from engine.registry import discover
from engine.runs import RunFolder, Summary, find_run, list_runs
from engine.specs.fields import FieldDescription, describe
from engine.specs.hardware import HardwareSpec
from engine.specs.job import METHODS, TASKS, Job, load_job, parse_job
from engine.specs.training import TrainingSpec

__all__ = [
    "FieldDescription",
    "FieldProblem",
    "Finding",
    "Guess",
    "HardwareSpec",
    "Job",
    "JobError",
    "METHODS",
    "Message",
    "ModelFacts",
    "NOTHING",
    "RESOURCES",
    "Report",
    "Role",
    "RowCache",
    "RunFolder",
    "STARTERS",
    "SourceReading",
    "Summary",
    "TASKS",
    "TrainingSpec",
    "UserError",
    "__version__",
    "cache_root",
    "catalog",
    "describe",
    "discover",
    "engine_command",
    "engine_environment",
    "events",
    "find_run",
    "home",
    "list_runs",
    "load_job",
    "model_facts",
    "parse_job",
    "plain",
    "runs_root",
    "samples",
    "say",
    "translate",
]
