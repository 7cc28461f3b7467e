"""Conversations as tokens, through the model's own chat template, with what the assistant says marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import UserError
from engine.messages import say

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.models.tokenizers import TextTokenizer

PLAIN = (  # for models without a template of their own: words instead of special tokens, an end behind each answer
    "{% for message in messages %}{% if message['role'] == 'assistant' %}Assistant: {{ message['content'] }}{{ eos_token }}\n"
    "{% elif message['role'] == 'system' %}{{ message['content'] }}\n\n{% else %}User: {{ message['content'] }}\n{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}Assistant:{% endif %}"
)


class Chat:
    """A tokenizer with its template; PLAIN becomes the template of a tokenizer that has none."""

    def __init__(self, tokenizer: TextTokenizer, system: str = "") -> None:
        from jinja2 import TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        self._tokenizer, self._system = tokenizer, system
        tokenizer.chat_template = tokenizer.chat_template or PLAIN
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        environment.globals["raise_exception"] = _refuse
        self._errors = (TemplateError, ValueError, TypeError, KeyError, RecursionError)
        self._names = {
            "eos_token": tokenizer.token(tokenizer.end_id) if tokenizer.end_id is not None else "",
            "bos_token": tokenizer.token(tokenizer.begin_id) if tokenizer.begin_id is not None else "",
        }
        try:
            self._template = environment.from_string(tokenizer.chat_template)
        except self._errors as error:
            raise self._unusable(error) from None

    def prompt(self, text: str) -> npt.NDArray[np.int32]:
        """The ids after which an answer to a text begins."""
        return self._tokenizer.bare_ids([self._render(self._opened([{"role": "user", "content": text}]), True)])[0]

    def tokens(self, talk: Sequence[dict[str, str]], row: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
        """The ids of a conversation [tokens], and which of them the assistant says (its end of turn included).

        Rendered message by message: what a message adds to the text before it is its own. Raises UserError naming the row.
        """
        talk = self._opened(talk)
        pieces, said, before = [], [], ""
        for count, message in enumerate(talk, start=1):
            is_answer = message["role"] == "assistant"
            if is_answer:
                lead = self._render(talk[: count - 1], True, row)
                if lead.startswith(before) and len(lead) > len(before):
                    pieces.append(lead[len(before) :])
                    said.append(False)
                    before = lead
            whole = self._render(talk[:count], False, row)
            added = whole[len(before) :] if whole.startswith(before) else whole
            pieces.append(added)
            said.append(is_answer)
            before = whole
        ids = self._tokenizer.bare_ids(pieces)
        marks = [np.full(len(part), mark) for part, mark in zip(ids, said, strict=True)]
        return np.concatenate(ids), np.concatenate(marks)

    def _opened(self, talk: Sequence[dict[str, str]]) -> list[dict[str, str]]:
        if self._system and talk[0]["role"] != "system":
            return [{"role": "system", "content": self._system}, *talk]
        return list(talk)

    def _render(self, talk: Sequence[dict[str, str]], answering: bool, row: int = 0) -> str:
        try:
            return str(self._template.render(messages=list(talk), add_generation_prompt=answering, **self._names))
        except self._errors as error:
            raise self._unusable(error, row) from None

    @staticmethod
    def _unusable(error: Exception, row: int = 0) -> UserError:
        title = (
            say("Row {row} does not fit the model's chat template.", row=row) if row else say("The model's chat template can't be used.")
        )
        hint = say("Conversations usually alternate between user and assistant and begin with the user.")
        return UserError("data.chat-template", title, detail=say("{error}.", error=str(error)[:200]), hint=hint)


def _refuse(text: str) -> Any:
    """What templates call when a conversation isn't to their taste."""
    raise ValueError(text)
