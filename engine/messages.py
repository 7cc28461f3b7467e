"""Text that a person reads, kept translatable until the moment it is shown.

The engine writes English templates with named values; the window translates a template through Qt's translator
(context "engine"), the command line through the JSON twin that `dev.py translations` makes from the same file.
"""

from __future__ import annotations

import json
import locale
import math
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_serializer, field_validator

from engine.paths import RESOURCES

_SPECIAL = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def _plain(value: Message | str | int | float) -> Any:
    if isinstance(value, Message):
        return value.model_dump(mode="json")
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


class Message(BaseModel):
    """An English template and the values that fill it. A value may itself be a Message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str
    values: Mapping[str, Message | str | int | float] = Field(default_factory=dict)

    @field_validator("values", mode="before")
    @classmethod
    def _read(cls, values: Any) -> Any:
        """NaN and infinities come back from their names, so that a template can format them as numbers."""
        if not isinstance(values, Mapping):
            return values
        return {name: _SPECIAL.get(value, value) if isinstance(value, str) else value for name, value in values.items()}

    @field_serializer("values", when_used="json")
    def _written(self, values: Mapping[str, Message | str | int | float]) -> dict[str, Any]:
        """As plain data; JSON has no numbers for NaN and infinities, so they are written by name."""
        return {name: _plain(value) for name, value in values.items()}

    def __str__(self) -> str:
        return self.render(lambda template: template)

    def render(self, translate: Any) -> str:
        """The text with every template passed through `translate` (a function of one string)."""
        values = {k: v.render(translate) if isinstance(v, Message) else v for k, v in self.values.items()}
        template: str = translate(self.template)
        return template.format(**values) if values else template

    def __bool__(self) -> bool:
        return bool(self.template)


def say(template: str, **values: Message | str | int | float) -> Message:
    """A message; the template must be a literal, because the translations are collected from the source."""
    return Message(template=template, values=values)


NOTHING = Message(template="")


@lru_cache(maxsize=4)
def _translations(language: str) -> dict[str, str]:
    file = RESOURCES / "translations" / f"engine_{language}.json"
    if not file.is_file():
        return {}
    table: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return table


def translate(message: Message | str, language: str) -> str:
    """The message in the language ("en", "zh"), for places without Qt."""
    table = _translations(language)
    if isinstance(message, str):
        return table.get(message, message)
    return message.render(lambda template: table.get(template, template))


def language() -> str:
    """ "zh" or "en" for places without Qt: TUNEBENCH_LANGUAGE, else the system's language."""
    chosen = os.environ.get("TUNEBENCH_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"


def t(text: str) -> str:
    """A fixed text in the user's language, for places without Qt; texts are collected from the calls, so it must be a literal."""
    return translate(text, language())


def plain(path: Path | str) -> str:
    """A path as people write it: home as ~ where that is shorter."""
    text, home = str(path), str(Path.home())
    below = len(home) > 3 and (text == home or text.startswith(home + os.sep))
    return "~" + text[len(home) :] if below else text
