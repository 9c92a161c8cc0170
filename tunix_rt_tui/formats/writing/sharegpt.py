"""Conversations as ShareGPT had them: `{"conversations": [{from, value}, …]}`."""

from __future__ import annotations

from tunix_rt_tui.formats.writing.contract import (
    Outgoing,
    OutputFormat,
    Written,
    each,
    json_line,
)
from tunix_rt_tui.formats.writing.conversation import Speaker, rest_of_meta, turns_of
from tunix_rt_tui.formats.writing.thinking import ENDS_EARLY, ends_early, with_thoughts

_NAMES: dict[Speaker, str] = {
    "system": "system",
    "user": "human",
    "assistant": "gpt",
    "call": "function_call",
    "result": "observation",
}


def _write(outgoing: Outgoing) -> Written:
    turns = turns_of(outgoing)
    record: dict[str, object] = {
        "id": outgoing.id,
        "conversations": [
            {"from": _NAMES[turn.speaker], "value": with_thoughts(turn.reasoning, turn.content)}
            for turn in turns
        ],
    }
    if meta := rest_of_meta(outgoing):
        record["metadata"] = meta
    early = any(ends_early(turn.reasoning) for turn in turns)
    return Written(json_line(record), ENDS_EARLY if early else None)


SHAREGPT = OutputFormat(
    "sharegpt",
    "ShareGPT conversations with <think>",
    "Steps are joined to the reasoning of the turn after them; tool calls and results, and steps"
    " of type user, assistant and system, are turns. Types of other steps are not kept.",
    ".jsonl",
    each(_write),
)
