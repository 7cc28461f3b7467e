"""The facade that the window imports: specs, events, run folders, data reading, error codes. Loads no torch, transformers or numpy."""

from __future__ import annotations

from typing import Any

from engine import __version__
from engine import events as events
from engine.catalog import INSPECTORS, catalog
from engine.data import reading_messages as reading
from engine.data.cached_rows import RowCache
from engine.data.checks import Finding, Report
from engine.data.columns import Guess, Role, guess_columns
from engine.data.encodings import CHOICES as ENCODINGS
from engine.data.encodings import encoding_title
from engine.data.sniff import DELIMITERS, SourceFormat
from engine.data.source_reading import CacheChecking, ChildReading, SourceReading
from engine.data.splits import split_sizes
from engine.errors import FieldProblem, JobError, UserError
from engine.launch import engine_command, engine_environment
from engine.messages import NOTHING, Message, plain, say, translate
from engine.models.facts import ModelFacts, model_facts
from engine.models.memory import need
from engine.models.new import feed_forward, new_facts
from engine.models.starters import STARTERS
from engine.moving import tidy_storage
from engine.paths import RESOURCES, cache_root, home, runs_root, samples
from engine.registry import discover
from engine.runs import RunFolder, Summary, find_run, list_runs
from engine.specs.fields import FieldDescription, describe
from engine.specs.hardware import HardwareSpec
from engine.specs.job import METHODS, TASKS, Job, load_job, parse_job
from engine.specs.model import NewModelSpec
from engine.specs.training import TrainingSpec
from engine.storage import Place, places

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "METHODS",
    "NOTHING",
    "RESOURCES",
    "STARTERS",
    "TASKS",
    "CacheChecking",
    "ChildReading",
    "FieldDescription",
    "FieldProblem",
    "Finding",
    "Guess",
    "HardwareSpec",
    "Job",
    "JobError",
    "Message",
    "ModelFacts",
    "NewModelSpec",
    "Place",
    "Report",
    "Role",
    "RowCache",
    "RunFolder",
    "SourceFormat",
    "SourceReading",
    "Summary",
    "TrainingSpec",
    "UserError",
    "__version__",
    "cache_root",
    "catalog",
    "describe",
    "discover",
    "encoding_title",
    "engine_command",
    "engine_environment",
    "events",
    "feed_forward",
    "find_run",
    "guess_columns",
    "home",
    "inspectors",
    "list_runs",
    "load_job",
    "model_facts",
    "need",
    "new_facts",
    "parse_job",
    "places",
    "plain",
    "reading",
    "runs_root",
    "samples",
    "say",
    "split_sizes",
    "task_roles",
    "tidy_storage",
    "translate",
]


def task_roles(task: str) -> tuple[Role, ...]:
    """The roles that columns play in a task; none for a task that isn't known."""
    plugin = discover(TASKS).get(task)
    return plugin.roles if plugin else ()


def inspectors() -> dict[str, Any]:
    """The inspectors by name, in their order."""
    return discover(INSPECTORS)
