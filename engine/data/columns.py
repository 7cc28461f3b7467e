"""Which column plays which role: guessed from names (English and Chinese) and from what the cells hold, always with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from engine.messages import Message, say

TEXT_HINTS = (
    *(
        "text",
        "texts",
        "review",
        "comment",
        "content",
        "sentence",
        "document",
        "body",
        "message",
        "tweet",
        "post",
        "utterance",
        "description",
    ),
    *("question", "prompt", "input", "文本", "评论", "评价", "内容", "正文", "句子", "文章", "留言", "描述", "原文", "语句"),
)
LABEL_HINTS = (
    *("label", "sentiment", "category", "class", "target", "topic", "intent", "polarity", "emotion", "tag", "rating", "stars", "type"),
    *("标签", "情感", "类别", "分类", "类型", "类", "意图", "主题", "极性", "情绪", "评级"),
)
_NOT_CONTENT = re.compile(r"(^|_)(id|no|nr|date|time|length|count|url|author|user)(_|$)|编号|时间|日期|作者|用户")
_FEW = 50  # values that a label column may have whatever the number of rows


@dataclass(frozen=True)
class Role:
    """A part that a column plays in a task."""

    name: str
    title: Message
    kind: Literal["text", "label"]
    required: bool = True
    hints: tuple[str, ...] = ()  # names that its columns usually have; those of its kind where there are none


@dataclass(frozen=True)
class Guess:
    """The column taken for a role, and why."""

    column: str
    reason: Message


def guess_columns(columns: Sequence[str], rows: Sequence[Sequence[str]], roles: Sequence[Role]) -> dict[str, Guess]:
    """A column for each role that one can be found for. By name first; by content only for required roles. No column twice."""
    guesses: dict[str, Guess] = {}
    for by_content in (False, True):
        for role in roles:
            if role.name in guesses or (by_content and not role.required):
                continue
            free = [column for column in columns if column not in {guess.column for guess in guesses.values()}]
            guess = _by_content(role, columns, free, rows) if by_content else _by_name(role, free)
            if guess:
                guesses[role.name] = guess
    return guesses


def _by_name(role: Role, free: list[str]) -> Guess | None:
    usual = TEXT_HINTS if role.kind == "text" else LABEL_HINTS
    wanted = (role.name, str(role.title).lower(), *(role.hints or (usual if role.required else ())))
    plain = {column.strip().lower().replace(" ", "_"): column for column in reversed(free)}
    for hint in wanted:
        if hint in plain:
            return Guess(plain[hint], say("It is called {name}.", name=plain[hint]))
    for hint in wanted:
        for name, column in plain.items():
            if _NOT_CONTENT.search(name):
                continue
            if hint in name.split("_") or (hint > "\x7f" and hint in name) or name.rstrip("s0123456789") == hint:
                return Guess(column, say("Its name, {name}, says {hint}.", name=column, hint=hint))
    return None


def _by_content(role: Role, columns: Sequence[str], free: list[str], rows: Sequence[Sequence[str]]) -> Guess | None:
    cells = {column: [row[index] for row in rows if row[index].strip()] for index, column in enumerate(columns) if column in free}
    cells = {column: values for column, values in cells.items() if values}
    if not cells:
        return None
    length = {column: sum(map(len, values)) / len(values) for column, values in cells.items()}
    if role.kind == "text":
        column = max(cells, key=lambda name: length[name])
        return Guess(column, say("It has the longest texts: {count} characters on average.", count=round(length[column])))
    distinct = {column: len(set(values)) for column, values in cells.items()}
    likely = [name for name in cells if length[name] <= 40 and 1 < distinct[name] <= max(2, min(_FEW, len(cells[name]) / 3))]
    if not likely:
        return None
    column = min(likely, key=lambda name: (distinct[name], length[name]))
    reason = say("Its cells repeat: {distinct} different values in the first {rows} rows.", distinct=distinct[column], rows=len(rows))
    return Guess(column, reason)
