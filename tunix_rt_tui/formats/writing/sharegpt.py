"""Conversations as ShareGPT had them: `{"conversations": [{from, value}, …]}`."""

from __future__ import annotations

from tunix_rt_tui.formats.writing.contract import (
    Outgoing,
    OutputFormat,
    Written,
    each,
    json_line,
)
from tunix_rt_tui.formats.writing.conversation import Speaker, Turn, rest_of_meta, turns_of
from tunix_rt_tui.formats.writing.thinking import remark_on, with_thoughts

_NAMES: dict[Speaker, str] = {
    "system": "system",
    "user": "human",
    "assistant": "gpt",
    "call": "function_call",
    "result": "observation",
}


def _write(outgoing: Outgoing) -> Written:
    turns = [apart for turn in turns_of(outgoing) for apart in _apart(turn)]
    record: dict[str, object] = {
        "id": outgoing.id,
        "conversations": [
            {"from": _NAMES[turn.speaker], "value": with_thoughts(turn.reasoning, turn.content)}
            for turn in turns
        ],
    }
    if meta := rest_of_meta(outgoing):
        record["metadata"] = meta
    remarks = (
        remark_on(turn.reasoning, turn.content) for turn in turns if turn.speaker == "assistant"
    )
    return Written(json_line(record), next(filter(None, remarks), None))


def _apart(turn: Turn) -> list[Turn]:
    """Give what the model thought before it called a tool a turn of its own: a call is JSON."""
    if turn.speaker != "call" or not turn.reasoning:
        return [turn]
    return [Turn("assistant", "", turn.reasoning), turn._replace(reasoning="")]


SHAREGPT = OutputFormat(
    "sharegpt",
    "ShareGPT conversations with <think>",
    "Steps are joined to the reasoning of the turn after them; tool calls and results, and steps"
    " of type user, assistant and system, are turns. Types of other steps are not kept.",
    ".jsonl",
    each(_write),
)
