"""What is known about traces and problems, as plain values for JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tunix_rt_tui.store.contract import StoredTrace, TraceSummary
from tunix_rt_tui.trace.compacting import on_one_line

if TYPE_CHECKING:  # who only writes traces out needs no parser, which is slow to import
    from tunix_rt_tui.library.records import ReadTrace
    from tunix_rt_tui.trace.parsing import Problem

JsonObject = dict[str, object]


def timestamp(moment: datetime) -> str:
    """Write a moment by RFC 3339, in UTC with microseconds and `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def describe_problem(problem: Problem) -> JsonObject:
    """One problem or warning."""
    return {
        "code": problem.code,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
    }


def describe_record(record: ReadTrace) -> JsonObject:
    """The verdict on one record, as `validate --json` prints it."""
    return {
        "source": record.file,
        "record": record.number,
        "ok": not record.problems,
        "problems": [describe_problem(problem) for problem in record.problems],
        "warnings": [describe_problem(warning) for warning in record.warnings],
    }


def describe_summary(summary: TraceSummary) -> JsonObject:
    """One row of a listing, as `list --json` prints it; nobody can judge a trace yet."""
    return {
        "id": str(summary.id),
        "created_at": timestamp(summary.created_at),
        "trace_version": summary.trace_version,
        "source": summary.source,
        "steps": summary.steps,
        "bytes": summary.bytes,
        "prompt_preview": summary.prompt_preview,
        "tags": list(summary.tags),
        "verdict": None,
    }


def stored_trace_json(trace: StoredTrace) -> str:
    """A trace on one line, as `show --json` prints it; the payload is the document's own text."""
    summary = trace.summary
    known = {
        "id": str(summary.id),
        "created_at": timestamp(summary.created_at),
        "trace_version": summary.trace_version,
        "source": summary.source,
        "tags": list(summary.tags),
        "verdict": None,
    }
    opened = json.dumps(known, ensure_ascii=False).removesuffix("}")
    return f'{opened}, "payload": {on_one_line(trace.text)}}}'
