"""A document back to the text that a model gave, checked against what was noted of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tunix_rt_tui.formats.limits import ANSWER_OVERFLOW, BLANK_LINE, PROMPT_OVERFLOW
from tunix_rt_tui.formats.output import sha256


def rebuilt(document: Mapping[str, Any], notes: Mapping[str, Any]) -> str | None:
    """Give the output of a model from which a document was cut, tags and white space included.

    None where the notes do not tell of one, or where what comes out is not what was read, since
    the trace was changed or characters had to be replaced.
    """
    if "text_sha256" not in notes:
        return None
    joins: Mapping[str, str] = notes.get("joins", {})
    parts: list[str] = []
    overflow: list[str] = []
    reasoned = "R" not in notes.get("flags", "")
    at = notes.get("answer_at")
    place: int | None = None
    for index, step in enumerate(document["steps"]):
        if at == index:
            place = len(parts)
        piece = joins.get(str(index), BLANK_LINE if index else "") + step["content"]
        if step["type"] == ANSWER_OVERFLOW:
            overflow.append(piece)
        elif reasoned and step["type"] != PROMPT_OVERFLOW:
            parts.append(piece)
    if at is not None:
        answer = [notes.get("answer_before", ""), document["final_answer"], *overflow]
        place = len(parts) if place is None else place
        parts[place:place] = answer
    text = "".join([*parts, notes.get("tail", "")])
    return text if sha256(text) == notes["text_sha256"] else None
