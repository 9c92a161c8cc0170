"""A parsed trace as rows; pure, and made before the lock is taken."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from tunix_rt_tui.store.contract import NewTrace, Offered, Origin
from tunix_rt_tui.trace.facts import facts, length_of, step_types, text_key
from tunix_rt_tui.trace.shortcomings import lacking
from tunix_rt_tui.trace.text import preview, searchable

Row = tuple[Any, ...]

PIECE = 1_000
"""Traces of which a store has the rows in memory at a time; of 1 kB each they take 4 MB."""

_RAW_LEVEL = 3
"""How hard raw records are compressed: one of 10 kB takes 100 µs where zlib's own level takes 180,
and a tenth more room; one of 1 kB is the same by either."""

_RAW_SMALL = 256
"""Bytes below which a raw record is kept as it stands: it would be a fifth smaller, and packing it
took a tenth of the time of an import."""

_RAW_WINDOW = 13
_RAW_MEMORY = 7
"""zlib looks back 8 kB, 2 to the power of 13, and works in 100 kB. With its own 256 kB most of the
time went into getting that room for each record of some hundred bytes; records of 8 to 20 kB take
a fiftieth more room than with these."""


class TraceRows(NamedTuple):
    """One trace as rows of each table, all without the key, which is not known yet.

    `listing` lacks the id and the date as well: from the version on.
    """

    content_hash: str
    listing: Row
    payload: str
    step_types: Sequence[Row]
    facts: Sequence[Row]
    tags: Sequence[str]
    lacks: Sequence[str]
    origin: Row | None
    search: Row


def ready(new: Offered) -> TraceRows:
    """Make the rows of a trace, unless they were made before."""
    return new if isinstance(new, TraceRows) else rows_of(new)


def in_pieces(traces: Iterable[Offered]) -> Iterator[list[TraceRows]]:
    """Make the rows of a batch, some of its traces at a time."""
    rows = map(ready, traces)
    while piece := list(islice(rows, PIECE)):
        yield piece


def rows_of(new: NewTrace) -> TraceRows:
    """Make the rows of one trace."""
    parsed = new.parsed
    trace = parsed.trace
    text = searchable(trace)
    content_hash = parsed.content_hash()
    listing = (
        trace.trace_version,
        new.source,
        len(trace.steps),
        len(parsed.text.encode()),
        preview(trace.prompt),
        bytes.fromhex(content_hash),
        text_key(trace.prompt),
        text_key(trace.final_answer),
        *length_of(trace),
    )
    return TraceRows(
        content_hash=content_hash,
        listing=listing,
        payload=parsed.text,
        step_types=step_types(trace),
        facts=facts(trace.meta),
        tags=sorted(set(new.tags)) if new.tags else (),
        lacks=lacking(trace),
        origin=_origin(new.origin) if new.origin else None,
        search=(text.prompt, text.steps, text.answer),
    )


def _origin(origin: Origin) -> Row:
    raw = None if origin.raw is None else _compressed(origin.raw)
    notes = json.dumps(dict(origin.notes)) if origin.notes else None
    return (origin.file, origin.record, raw, origin.format, notes)


def _compressed(raw: bytes) -> bytes:
    level = _RAW_LEVEL if len(raw) >= _RAW_SMALL else zlib.Z_NO_COMPRESSION
    packing = zlib.compressobj(level, zlib.DEFLATED, _RAW_WINDOW, _RAW_MEMORY)
    return packing.compress(raw) + packing.flush()
