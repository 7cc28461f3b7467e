"""What can go wrong by a user's hand, as data: a stable code, what, where and why, and what to do.

Anything else that is raised is our own mistake and reaches the crash report with its traceback.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from engine.messages import NOTHING, Message, say, translate


class UserError(Exception):
    """A mistake that the user can mend. Exit status 2 on the command line, a message with a remedy in the window."""

    def __init__(self, code: str, title: Message, detail: Message = NOTHING, hint: Message = NOTHING) -> None:
        super().__init__(str(title))
        self.code = code
        self.title = title
        self.detail = detail
        self.hint = hint

    def text(self, language: str = "en") -> str:
        """One paragraph: title, detail and hint."""
        parts = (translate(part, language) for part in (self.title, self.detail, self.hint) if part)
        return " ".join(parts)

    def __str__(self) -> str:
        return self.text()


class FieldProblem(BaseModel):
    """One wrong field of a job: where it stands ("training.epochs") and what is wrong with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    message: Message
    hint: Message = NOTHING


class JobError(UserError):
    """A job that can't be run as written; holds one problem per field so that a form can show each at its place."""

    def __init__(self, problems: list[FieldProblem], source: str = "") -> None:
        self.problems = problems
        first = problems[0]
        title = say("The job can't be run as it is written.")
        if source:
            title = say("The job file {file} can't be run as it is written.", file=source)
        super().__init__("job.invalid", title, detail=say("{path}: {message}", path=first.path, message=first.message))

    def text(self, language: str = "en") -> str:
        """The title and every problem with its remedy."""
        lines = [translate(self.title, language)]
        for problem in self.problems:
            parts = [f"{problem.path}: {translate(problem.message, language)}", translate(problem.hint, language)]
            lines.append(" ".join(part for part in parts if part))
        return "\n".join(lines)
