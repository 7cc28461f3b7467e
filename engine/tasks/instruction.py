"""Instruction tuning: a decoder learns to answer. The loss is on the answers only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from engine.data.columns import Role
from engine.errors import UserError
from engine.messages import Message, say
from engine.specs.fields import field
from engine.specs.job import TypedSpec
from engine.tasks._chat import Chat
from engine.tasks._language import LanguageTask
from engine.tasks._rows import RowExamples, require_rows
from engine.tasks._task import Batch, Examples, Reading

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.data.dataset import Table

ROLES = {"user": "user", "human": "user", "prompt": "user", "assistant": "assistant", "gpt": "assistant", "model": "assistant"}


class InstructionSpec(TypedSpec):
    """Settings of the task."""

    type: Literal["instruction"] = "instruction"
    system: str = field(
        "",
        title="System message",
        description="Said before every conversation that has none of its own, for example who the assistant is.",
        advanced=True,
    )
    measured: int = field(
        0,
        title="Texts written at the end",
        description="So many validation prompts are answered by the finished model and compared (BLEU and chrF); 0 for none.",
        unit="rows",
        ge=0,
        le=100_000,
        advanced=True,
    )


class Row(NamedTuple):
    """A conversation: its ids, and which of them belong to answers."""

    ids: npt.NDArray[np.int32]
    answers: npt.NDArray[np.bool_]


class Instruction(LanguageTask):
    """Conversations through the model's chat template; every answer of a conversation is learned."""

    name = "instruction"
    title = "Instruction tuning"
    summary = "Teach a decoder to answer: prompts with answers, or whole conversations (messages)."
    order = 60
    spec = InstructionSpec
    roles = (
        Role("messages", say("Conversation"), "text", False, hints=("messages", "conversations", "conversation", "对话")),
        Role("prompt", say("Prompt"), "text", False, hints=("prompt", "instruction", "question", "input", "问题", "指令", "提问")),
        Role("answer", say("Answer"), "text", False, hints=("answer", "response", "output", "completion", "reply", "回答", "答案", "回复")),
    )
    families = ("decoder",)
    head = "causal-lm"
    peft_type = "CAUSAL_LM"
    asking = "text"

    def examples(self, table: Table, reading: Reading) -> Examples:
        chat = Chat(reading.tokenizer, reading.spec.system if reading.spec is not None else "")
        rows, cut, silent = [], [], 0
        for number, talk in zip(table.rows, _conversations(table), strict=True):
            ids, answers = chat.tokens(talk, number)
            row = Row(ids[: reading.max_length], answers[: reading.max_length])
            silent += not row.answers[1:].any()
            rows.append(row)
            cut.append(len(ids) - len(row.ids))
        if silent == len(rows):
            require_rows(0 if not rows else 1)
            raise UserError(
                "data.no-answer",
                say("No row has an answer within {length} tokens.", length=reading.max_length),
                hint=say("Raise training.max_length, or give shorter prompts."),
            )
        findings: list[tuple[Message, Message]] = []
        if silent:
            title = say(
                "{count:,} rows have no answer left within {length} tokens; nothing is learned of them.",
                count=silent,
                length=reading.max_length,
            )
            findings.append((title, say("Raise the maximum length, or give shorter prompts.")))
        lengths = np.array([len(row.ids) for row in rows], dtype=np.int64)
        return RowExamples(rows, lengths, np.array(cut, dtype=np.int64), 0.0, make_batch, findings)

    def prompts(self, table: Table, most: int) -> list[tuple[str, str]]:
        """The first thing said in each conversation, and the first answer."""
        found = []
        for talk in _conversations(table.take(range(min(most, len(table))))):
            asked = next((message["content"] for message in talk if message["role"] == "user"), "")
            answer = next((message["content"] for message in talk if message["role"] == "assistant"), "")
            found.append((asked, answer))
        return found

    def prompt_ids(self, text: str, reading: Reading) -> npt.NDArray[np.int32]:
        return Chat(reading.tokenizer, getattr(reading.spec, "system", "")).prompt(text)


def make_batch(rows: list[Row], chance: Sequence[int], device: str) -> Batch:
    """Rows packed; the targets are the tokens of answers, each predicted at the token before it."""
    import torch

    from engine.models.packed import pack

    del chance  # nothing is drawn
    places, targets, owners, start = [], [], [], 0
    for owner, row in enumerate(rows):
        wanted = np.flatnonzero(row.answers[1:])
        places.append(wanted + start)
        targets.append(row.ids[wanted + 1])
        owners.append(np.full(len(wanted), owner))
        start += len(row.ids)
    joined = [torch.from_numpy(np.concatenate(parts).astype(np.int64)).to(device) for parts in (targets, places, owners)]
    return Batch(pack([row.ids for row in rows], device), joined[0], len(rows), float(len(joined[0])), places=joined[1], owners=joined[2])


def _conversations(table: Table) -> list[list[dict[str, str]]]:
    """Each row as a list of {"role", "content"}. Raises UserError naming the row."""
    columns = table.columns
    if "messages" in columns:
        return [_messages(text, number) for number, text in zip(table.rows, columns["messages"], strict=True)]
    if "prompt" not in columns:
        raise UserError(
            "data.no-conversation",
            say("The data has no column of prompts and answers, and none of conversations."),
            hint=say("Choose the columns for prompt and answer, or one that holds messages with role and content."),
        )
    answers = columns.get("answer", [""] * len(table))
    return [
        [{"role": "user", "content": prompt}, {"role": "assistant", "content": answer}]
        for prompt, answer in zip(columns["prompt"], answers, strict=True)
    ]


def _messages(text: str, number: int) -> list[dict[str, str]]:
    """A conversation from its JSON, in OpenAI's or ShareGPT's words."""
    try:
        found = []
        for entry in json.loads(text):
            role = str(entry.get("role") or entry["from"])
            found.append({"role": ROLES.get(role, role), "content": str(entry.get("content") or entry.get("value") or "")})
        if found:
            return found
        raise ValueError("it is empty")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UserError(
            "data.bad-conversation",
            say("Row {row} is not a conversation.", row=number),
            detail=say("{error}.", error=str(error)[:200]),
            hint=say('Each cell holds a list such as [{{"role": "user", "content": "…"}}, {{"role": "assistant", "content": "…"}}].'),
        ) from None


PLUGIN = Instruction()
