"""What becomes of a foreign record in the end: a document, and how it came about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

COLUMNS = "columns"
"""The note that has the header of a table."""


class Mapped(NamedTuple):
    """A document that keeps every limit, and its provenance, which stays beside it.

    `notes` is plain JSON, with keys only where they say something: `joins` (text between steps of
    one text, by index of the later step, where it is not a blank line), `text_sha256` (of the
    model's output that was cut), `split` (pairs of first index and count of steps that were one),
    `merged`, `flags` (letters of the limits that were met: P S N A 0 R), and what the format adds.
    Who knows the table of a row adds `columns`, the names in its header.
    `number` and `further` are those of the draft. `text` is the document as JSON, where it was
    written already.
    """

    document: Mapping[str, Any]
    format: str
    notes: Mapping[str, Any] = MappingProxyType({})
    number: int | None = None
    further: tuple[int, ...] = ()
    text: str | None = None


def written(document: Mapping[str, Any]) -> str:
    """Write a document as JSON; `RecursionError` for one that is nested too deeply."""
    return json.dumps(document, ensure_ascii=False)
