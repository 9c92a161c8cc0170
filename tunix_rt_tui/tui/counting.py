"""How near a document is to the limits, be it a trace or not yet."""

from __future__ import annotations

import json
from typing import Any, NamedTuple


class Counts(NamedTuple):
    """Bytes of a document, code points of its texts and how many steps; None where not told."""

    bytes: int
    prompt: int | None = None
    answer: int | None = None
    steps: int | None = None


def count(text: str) -> Counts:
    """Count a document; where it is no JSON object, only its bytes."""
    size = len(text.encode("utf-8", "surrogatepass"))
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return Counts(size)
    if not isinstance(document, dict):
        return Counts(size)
    return Counts(
        size,
        _length(document.get("prompt"), str),
        _length(document.get("final_answer"), str),
        _length(document.get("steps"), list),
    )


def _length(value: Any, kind: type[str | list[Any]]) -> int | None:
    return len(value) if isinstance(value, kind) else None
