"""The records of one file to traces, whatever format each of them is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from tunix_rt_tui.formats.contract import Item, Refusal
from tunix_rt_tui.formats.later import refuse_later
from tunix_rt_tui.formats.mapped import COLUMNS, Mapped, written
from tunix_rt_tui.formats.mapping import FileMapper
from tunix_rt_tui.formats.registry import CANONICAL, format_of, looks_canonical
from tunix_rt_tui.library.decoding import Decoder
from tunix_rt_tui.library.held import HeldRecords
from tunix_rt_tui.library.reading_options import Reading
from tunix_rt_tui.library.records import GoodRecord, ReadTrace, RefusedRecord, refused_unread
from tunix_rt_tui.library.rejects import Kept, kept_in
from tunix_rt_tui.sources.record import Record, UnreadRecord
from tunix_rt_tui.sources.tables import row_of
from tunix_rt_tui.trace.parsing import (
    ParsedTrace,
    Problem,
    RefusedTrace,
    accept_trace,
    judge_trace,
    parse_trace,
)

_OWN_KEYS = frozenset({"trace_version", "steps", "final_answer"})
"""Keys of a trace by which one that is broken is known: `prompt` is a key of many formats."""


class FileReader:
    """Reads the records of one file in their order, and then what formats have held back.

    A record that is a trace, or was meant to be one, is judged strictly, as it stands. Every other
    is mapped, and what comes of it is judged by the same rules.
    """

    def __init__(self, file: str, reading: Reading) -> None:
        self._file = file
        self._reading = reading
        self._strict = reading.format == CANONICAL
        self._tries_canonical = reading.format in (None, CANONICAL)
        mapped_as = None if self._tries_canonical else reading.format
        self._mapper = FileMapper(reading.options, mapped_as, reading.max_bytes)
        self._decoder = Decoder()
        self._held = HeldRecords()
        self._uncounted = 0

    def read(self, record: Record | UnreadRecord) -> Iterable[ReadTrace]:
        """Read a record: it gives a trace or a refusal, several, or for now nothing."""
        if isinstance(record, UnreadRecord):
            return (refused_unread(record),)
        self._uncounted += len(record.raw)
        return self._read(record)

    def finish(self) -> Iterator[ReadTrace]:
        """Give what was held back until the end of the file."""
        yield from self._results(self._mapper.finish(), None)

    def _read(self, record: Record) -> Iterable[ReadTrace]:
        if self._tries_canonical and record.kind == "json":
            accepted = accept_trace(record.raw, max_bytes=self._reading.max_bytes)
            if accepted is not None:
                return (self._canonical(record, accepted),)
        decoded = None if self._strict else self._decoder.decode(record)
        if decoded is None and not self._strict and _is_foreign(record.raw):
            return (self._broken(record),)
        if decoded is None or (self._tries_canonical and looks_canonical(decoded.item.value)):
            return (self._judged(record),)
        if decoded.has_nan:
            return (self._refuse_nan(record),)
        if (kept := kept_in(decoded.item.value)) is not None:
            return self._try_again(record, kept)
        return self._map(record, decoded.item)

    def _try_again(self, line: Record, kept: Kept) -> Iterator[ReadTrace]:
        """Read a record that an earlier import has refused and kept; its place is where it was."""
        if kept.raw is None:
            yield self._not_kept(kept)
            return
        cells = row_of(kept.raw, kept.columns or ()) if kept.kind == "row" else None
        record = line._replace(raw=kept.raw, line=kept.line, column=1, kind=kept.kind, cells=cells)
        if kept.kind == "row" and cells is None:
            yield self._still_broken(kept)
            return
        for found in self._read(record):
            if isinstance(found, GoodRecord):
                yield found._replace(file=kept.file, number=kept.number)
            else:
                yield replace(found, file=kept.file, number=kept.number)

    def _not_kept(self, kept: Kept) -> RefusedRecord:
        message = f"It was refused before, and its text was not kept: import {kept.file} again."
        return self._refused_again(kept, Problem("E_SOURCE", "", message, kept.line, 1))

    def _still_broken(self, kept: Kept) -> RefusedRecord:
        message = (
            f"The row was broken already in {kept.file}: mend it there, and import that again."
        )
        return self._refused_again(kept, Problem("E_ROW", "", message, kept.line, 1))

    def _refused_again(self, kept: Kept, problem: Problem) -> RefusedRecord:
        if kept.line is None:
            problem = replace(problem, column=None)
        return RefusedRecord(
            file=kept.file,
            number=kept.number,
            line=kept.line,
            problems=(problem,),
            warnings=(),
            raw=kept.raw,
            offset=kept.offset,
            size=kept.size,
            kind=kept.kind,
            columns=kept.columns,
        )

    def _map(self, record: Record, item: Item) -> Iterator[ReadTrace]:
        found = iter(self._mapper.map(item))
        first = next(found, None)
        if first is None:
            self._held.hold(record)
        elif self._tries_canonical and _is_no_format(first, item):
            yield self._judged(record)
        else:
            yield from self._results(chain((first,), found), record)

    def _results(
        self, found: Iterable[Mapped | Refusal], current: Record | None
    ) -> Iterator[ReadTrace]:
        """Give what was found, each with the record that it belongs to."""
        told: set[int] = set()
        for each in found:
            record = current
            if each.number is not None and (current is None or each.number != current.number):
                record = self._held.get(each.number, each.further)
                told.update((each.number, *each.further))
            number = record.number if record else each.number or 0
            if isinstance(each, Refusal):
                problem = Problem("E_FORMAT", "", each.message, None, None)
                yield self._refused(record, number, (problem,), each.reason)
            else:
                yield self._mapped(each, record, number)
        self._held.let_go(told)

    def _mapped(self, mapped: Mapped, record: Record | None, number: int) -> ReadTrace:
        """Judge what a record was mapped to; what is wrong with it has no place in the file."""
        parsed = _parsed(mapped, self._reading.max_bytes)
        if isinstance(parsed, RefusedTrace):
            problems = (replace(each, line=None, column=None) for each in parsed.problems)
            return self._refused(record, number, tuple(problems), None)
        return GoodRecord(
            file=self._file,
            number=number,
            size=self._count(),
            parsed=parsed,
            warnings=(),
            format=mapped.format,
            raw=record.raw if record else None,
            notes=_notes(mapped, record),
        )

    def _canonical(
        self, record: Record, parsed: ParsedTrace, warnings: tuple[Problem, ...] = ()
    ) -> GoodRecord:
        return GoodRecord(self._file, record.number, self._count(), parsed, warnings)

    def _judged(self, record: Record) -> ReadTrace:
        """Judge a record as the trace that it is, or was meant to be."""
        parsed = judge_trace(record.raw, max_bytes=self._reading.max_bytes)
        warnings = _in_file(parsed.warnings, record)
        if isinstance(parsed, RefusedTrace):
            return self._refused(record, record.number, parsed.problems, None, warnings)
        return self._canonical(record, parsed, warnings)

    def _broken(self, record: Record) -> ReadTrace:
        """Say what is wrong with JSON that cannot be read, not what a trace would have."""
        judged = self._judged(record)
        if isinstance(judged, GoodRecord):
            return judged
        problems = tuple(each for each in judged.problems if each.code != "E_MISSING")
        return replace(judged, problems=problems or judged.problems, warnings=())

    def _refuse_nan(self, record: Record) -> RefusedRecord:
        """Name every number of a record that JSON has not; no other rule of a trace is its own."""
        judged = judge_trace(record.raw, max_bytes=len(record.raw))
        assert isinstance(judged, RefusedTrace)
        problems = (each for each in judged.problems if each.code == "E_NUMBER")
        return self._refused(record, record.number, tuple(problems), None)

    def _refused(
        self,
        record: Record | None,
        number: int,
        problems: tuple[Problem, ...],
        reason: str | None,
        warnings: tuple[Problem, ...] = (),
    ) -> RefusedRecord:
        return RefusedRecord(
            file=self._file,
            number=number,
            line=record.line if record else None,
            problems=_in_file(problems, record) if record else problems,
            warnings=warnings,
            raw=record.raw if record else None,
            size=self._count(),
            stated_reason=reason,
            kind=record.kind if record and record.line is not None else "json",
            columns=_columns_of(record),
        )

    def _count(self) -> int:
        """Give the bytes that were read since something was given; they are counted once."""
        size, self._uncounted = self._uncounted, 0
        return size


def _notes(mapped: Mapped, record: Record | None) -> Mapping[str, Any]:
    """Note the header of a row of CSV, too: its bytes do not hold it. Rows of Parquet are JSON."""
    columns = _columns_of(record)
    return mapped.notes if columns is None else {**mapped.notes, COLUMNS: [*columns]}


def _columns_of(record: Record | None) -> tuple[str, ...] | None:
    """Give the header above a row of CSV."""
    if record is None or record.cells is None or record.line is None:
        return None
    return tuple(record.cells)


def _is_foreign(raw: bytes) -> bool:
    """Tell whether a record, be it broken, was not meant as a trace."""
    return not any(key.encode() in raw for key in _OWN_KEYS)


def _is_no_format(first: Mapped | Refusal, item: Item) -> bool:
    """Tell whether a record that was refused is no record of any format, but was meant as a trace.

    That is a broken trace, or JSON that is no object at all, or an empty one.
    """
    if item.kind != "json" or not isinstance(first, Refusal):
        return False
    if format_of(item) or refuse_later(item):
        return False
    return not isinstance(item.value, dict) or not (item.value and _OWN_KEYS.isdisjoint(item.value))


def _parsed(mapped: Mapped, max_bytes: int) -> ParsedTrace | RefusedTrace:
    try:
        text = mapped.text or written(mapped.document)
    except RecursionError:
        message = "What the record says beside its texts is nested too deeply."
        return RefusedTrace((Problem("E_DEPTH", "/meta", message, None, None),), ())
    return parse_trace(text, max_bytes=max_bytes)


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
