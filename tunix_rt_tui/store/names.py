"""Where the names stand that somebody may type: sources, tags, types, keys of meta."""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """Where names stand: a column, its table, and what else has to hold, for an index to serve."""

    column: str
    table: str
    condition: str = "1 = 1"


_LIVE = "deleted_at IS NULL"
_WITH_NUMBERS = Names("key", "trace_facts", "num IS NOT NULL")
PLACES_OF_NAMES = {
    "source": (Names("source", "traces", _LIVE),),
    "version": (Names("trace_version", "traces", _LIVE),),
    "tag": (Names("tag", "trace_tags"),),
    "type": (Names("type", "trace_step_types"),),
    "lacks": (Names("lacks", "trace_lacks"),),
    "meta": (Names("key", "trace_facts", "text IS NOT NULL"), _WITH_NUMBERS),
    "numbers": (_WITH_NUMBERS,),
}

VALUES_OF_A_KEY = (Names("text", "trace_facts", "key = :key AND text IS NOT NULL"),)
