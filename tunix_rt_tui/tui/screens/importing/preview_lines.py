"""A preview of an import, as lines: what each file is, and how its first records would look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from tunix_rt_tui.library.telling import formats_text
from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.screens.importing.lines import Line

if TYPE_CHECKING:
    from tunix_rt_tui.library.previewing import FilePreview, Preview
    from tunix_rt_tui.library.records import GoodRecord, RefusedRecord

_TYPES_NAMED = 6

_TEXT_SHOWN = 160
"""Characters of a prompt or an answer: two or three lines in a narrow window."""


def preview_lines(preview: Preview, path: str) -> list[Line]:
    """Write a preview of what is at a path; of one file more traces are shown than of several."""
    if not preview.files:
        return [Line("No file in this folder looks as if it held traces.", "quiet")]
    shown = 1 if len(preview.files) > 1 else None
    lines = [line for file in preview.files for line in _lines_of(file, path, shown)]
    if preview.more:
        lines.append(Line(f"… and {words.counted(preview.more, 'more file')}", "quiet"))
    return lines


def _lines_of(file: FilePreview, path: str, shown: int | None) -> Iterator[Line]:
    formats = formats_text(file.formats) if file.formats else "no traces"
    name = file.file.removeprefix(path).lstrip("/") or PurePath(path).name
    yield Line(f"{name} · {formats}{_records(file)}", "heading")
    for trace in file.traces[:shown]:
        yield from _trace_lines(trace)
    for refused in file.refused[:shown]:
        yield Line(_refusal(refused), "wrong", "  ✗")


def _records(file: FilePreview) -> str:
    if file.records is None:
        return ""
    about = "" if file.complete else "about "
    return f" · {about}{words.counted(file.records, 'record')}"


def _trace_lines(record: GoodRecord) -> Iterator[Line]:
    trace = record.parsed.trace
    types = Counter(step.type for step in trace.steps)
    named = ", ".join(
        name if times == 1 else f"{name} ×{times}"
        for name, times in list(types.items())[:_TYPES_NAMED]
    )
    more = ", …" if len(types) > _TYPES_NAMED else ""
    yield Line(one_line(trace.prompt, _TEXT_SHOWN), label="  prompt")
    yield Line(f"{words.number(len(trace.steps))}: {named}{more}", label="  steps")
    yield Line(one_line(trace.final_answer, _TEXT_SHOWN), label="  answer")


def _refusal(record: RefusedRecord) -> str:
    problem = record.problems[0]
    place = f"record {record.number}" if record.line is None else f"line {record.line}"
    return f"{place}: {problem.message}"
