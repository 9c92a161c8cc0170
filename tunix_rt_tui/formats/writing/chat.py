"""Conversations as OpenAI and those after it write them: `{"messages": [{role, content}, …]}`.

The reasoning of a message is in `reasoning_content`, as vLLM, SGLang and DeepSeek have it.
"""

from __future__ import annotations

from typing import Any

from tunix_rt_tui.formats.writing.contract import (
    Outgoing,
    OutputFormat,
    Written,
    each,
    json_line,
)
from tunix_rt_tui.formats.writing.conversation import Turn, calls_in, rest_of_meta, turns_of
from tunix_rt_tui.formats.writing.thinking import remark_on_answer

Message = dict[str, Any]

_ROLES = {"system": "system", "user": "user", "assistant": "assistant", "result": "tool"}


def _write(outgoing: Outgoing) -> Written:
    messages: list[Message] = []
    waiting: list[str] = []
    turns = turns_of(outgoing)
    for turn in turns:
        message = _message(turn)
        waiting += _ids_of_calls(message)
        if message["role"] == "tool" and waiting:
            message["tool_call_id"] = waiting.pop(0)
        messages.append(message)
    record: Message = {"id": outgoing.id, "messages": messages}
    if meta := rest_of_meta(outgoing):
        record["metadata"] = meta
    remarks = (remark_on_answer(turn.content) for turn in turns if turn.speaker == "assistant")
    return Written(json_line(record), next(filter(None, remarks), None))


def _message(turn: Turn) -> Message:
    """Write a turn; a call that is not written as functions are called is text of the model's."""
    calls = calls_in(turn.content) if turn.speaker == "call" else []
    message: Message = {
        "role": _ROLES.get(turn.speaker, "assistant"),
        "content": None if calls else turn.content,
    }
    if turn.reasoning:
        message["reasoning_content"] = turn.reasoning
    if calls:
        message["tool_calls"] = calls
    return message


def _ids_of_calls(message: Message) -> list[str]:
    """Name the calls of a message that have an id, which their results refer to."""
    ids = [call.get("id") for call in message.get("tool_calls", [])]
    return [each_id for each_id in ids if isinstance(each_id, str)]


CHAT = OutputFormat(
    "chat.messages",
    "chat messages with reasoning_content",
    "Steps are joined to the reasoning of the message after them; tool calls and results, and"
    " steps of type user, assistant and system, are messages. Types of other steps are not kept.",
    ".jsonl",
    each(_write),
)
