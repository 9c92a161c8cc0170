"""Records to traces, or to everything that is wrong with them, placed in their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tunix_rt_tui.sources.record import Record, UnreadRecord
from tunix_rt_tui.trace.parsing import ParsedTrace, Problem, RefusedTrace, parse_trace


@dataclass(frozen=True, slots=True)
class GoodRecord:
    """A record that is a trace; `size` is in bytes, the places of `warnings` are in the file."""

    file: str
    number: int
    size: int
    parsed: ParsedTrace
    warnings: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Nothing is wrong with it."""
        return ()


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record that is no trace, and why: at least one of `problems`, whose places are in the file.

    `raw` is the record byte for byte. Where it could not be held it is None, and `offset` and
    `size`, in bytes, say where in the file it stands, if it stands anywhere.
    """

    file: str
    number: int
    line: int | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    raw: bytes | None
    offset: int | None = None
    size: int | None = None


ReadTrace = GoodRecord | RefusedRecord


def read_traces(records: Iterable[Record | UnreadRecord], *, max_bytes: int) -> Iterator[ReadTrace]:
    """Read each record strictly; one of more than `max_bytes` is refused."""
    for record in records:
        if isinstance(record, UnreadRecord):
            yield RefusedRecord(
                file=record.file,
                number=record.number,
                line=record.line,
                problems=(record.problem,),
                warnings=(),
                raw=record.raw,
                offset=record.offset,
                size=record.size,
            )
            continue
        parsed = parse_trace(record.raw, max_bytes=max_bytes)
        warnings = _in_file(parsed.warnings, record)
        if isinstance(parsed, RefusedTrace):
            problems = _in_file(parsed.problems, record)
            yield RefusedRecord(
                record.file, record.number, record.line, problems, warnings, record.raw
            )
        else:
            yield GoodRecord(record.file, record.number, len(record.raw), parsed, warnings)


def _in_file(problems: Iterable[Problem], record: Record) -> tuple[Problem, ...]:
    """Move places from within a document to where it stands in its file."""
    if record.line is None:
        return tuple(problems)
    return tuple(_moved(problem, record.line, record.column) for problem in problems)


def _moved(problem: Problem, line: int, column: int) -> Problem:
    """A problem without a place of its own is one of the whole record, and gets its beginning."""
    if problem.line is None or problem.column is None:
        return replace(problem, line=line, column=column)
    if problem.line == 1:
        return replace(problem, line=line, column=column + problem.column - 1)
    return replace(problem, line=line + problem.line - 1)
