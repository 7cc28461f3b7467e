"""`tunebench data check`: a file against a task's roles. Read in this process, which belongs to the command line alone."""

from __future__ import annotations

from pathlib import Path

from engine.data.checks import Report, check_rows
from engine.data.columns import guess_columns
from engine.data.sources import first_rows, open_source
from engine.errors import UserError
from engine.messages import plain, say
from engine.registry import discover
from engine.specs.job import TASKS


def check_file(file: Path, task: str, settings: list[str]) -> Report:
    """The report on a file. Raises UserError if it can't be read or the task isn't known."""
    known = discover(TASKS)
    if task not in known:
        raise UserError(
            "task.unknown", say("There is no task {name}.", name=task), hint=say("Known here: {names}.", names=", ".join(known))
        )
    columns = {}
    for setting in settings:
        role, equals, column = setting.partition("=")
        if not equals:
            hint = say("Write for example label=sentiment.")
            raise UserError("data.columns", say("{setting} is not role=column.", setting=setting), hint=hint)
        columns[role] = column
    roles = known[task].roles
    strange = sorted(columns.keys() - {role.name for role in roles})
    if strange:
        raise UserError(
            "data.unknown-role",
            say("The task has no role {role}.", role=strange[0]),
            hint=say("Its roles are: {names}.", names=", ".join(role.name for role in roles)),
        )
    source = open_source(file)
    for role, guess in guess_columns(source.columns, first_rows(source), roles).items():
        columns.setdefault(role, guess.column)
    return check_rows(plain(file), columns, source.columns, ((row.number, row.cells) for row in source.rows()), roles, source.problems)
