"""A table of traces for spreadsheets and data frames: CSV by RFC 4180, in UTF-8."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from tunix_rt_tui.formats.writing.contract import Outgoing, OutputFormat, Written, each

COLUMNS = (
    "id",
    "created_at",
    "source",
    "tags",
    "trace_version",
    "steps",
    "characters",
    "prompt",
    "final_answer",
    "meta",
)

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these may be run as a formula (OWASP, CSV Injection)."""


def _write(outgoing: Outgoing) -> Written:
    trace = outgoing.trace
    texts = [trace.prompt, *(step.content for step in trace.steps), trace.final_answer]
    meta = "" if trace.meta is None else json.dumps(trace.meta, ensure_ascii=False)
    cells = (
        outgoing.id,
        outgoing.created_at,
        outgoing.source,
        " ".join(outgoing.tags),
        trace.trace_version,
        str(len(trace.steps)),
        str(sum(map(len, texts))),
        trace.prompt,
        trace.final_answer,
        meta,
    )
    return Written(_row(map(_harmless, cells)))


def _row(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


def _harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run; it shows it as text then."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


CSV = OutputFormat(
    "csv",
    "a table: prompt, final answer, counts, meta",
    "A row a trace, without the steps; meta is JSON. A cell that begins with = + - @ has an"
    " apostrophe before it, so that no spreadsheet runs it.",
    ".csv",
    each(_write),
    is_json=False,
    header=_row(COLUMNS),
)
