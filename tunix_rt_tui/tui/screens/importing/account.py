"""What became of the files of an import, as lines: a file, and below it what was refused of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tunix_rt_tui.library.telling import came_line, formats_text, named_once
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.screens.importing.lines import Line
from tunix_rt_tui.tui.screens.importing.paths import from_here

if TYPE_CHECKING:
    from tunix_rt_tui.library.records import RefusedRecord
    from tunix_rt_tui.library.watching import Came

_NAMED_OF_A_FILE = 50
"""Refused records of a file that are named; the file of refused records has all of them."""

_INDENT = 13
"""Cells for the place of a refused record."""


class FileAccount:
    """Tells of each file when it was read: its formats, and each refused record with a reason."""

    def __init__(self, tell: Callable[[Line], None]) -> None:
        self._tell = tell
        self._refused: list[RefusedRecord] = []
        self._reasons: set[str] = set()
        self._count = 0
        self._file = ""

    def refuse(self, record: RefusedRecord) -> None:
        """Note a refused record."""
        self._file = record.file
        self._count += 1
        is_named = named_once(record.reason) and record.reason in self._reasons
        self._reasons.add(record.reason)
        if not is_named and len(self._refused) < _NAMED_OF_A_FILE:
            self._refused.append(record)

    def end_file(self, file: str, formats: Mapping[str, int]) -> None:
        """Tell of a file that was read."""
        if not formats and not self._count:
            return
        said = [from_here(file), formats_text(formats) if formats else "no traces"]
        if self._count:
            said.append(f"{words.number(self._count)} refused")
        self._tell(Line(" · ".join(said), "heading"))
        self._name_refused()

    def came(self, came: Came) -> None:
        """Tell what has come from a file that is watched."""
        self._tell(Line(came_line(replace(came, file=from_here(came.file)))))
        self._name_refused()

    def end(self) -> None:
        """Tell what is left of a file that was not read to its end."""
        if self._count:
            self._tell(Line(f"{from_here(self._file)} · not read to its end", "heading"))
            self._name_refused()

    def _name_refused(self) -> None:
        for record in self._refused:
            self._tell(Line(_reason(record), "wrong", _place(record), _INDENT))
        if more := self._count - len(self._refused):
            self._tell(
                Line(f"… and {words.number(more)} more in the file of refused records", "quiet")
            )
        self._refused.clear()
        self._reasons.clear()
        self._count = 0


def _place(record: RefusedRecord) -> str:
    problem = record.problems[0]
    if problem.line is not None and problem.column is not None:
        return f"  {problem.line}:{problem.column}"
    return f"  #{record.number}"


def _reason(record: RefusedRecord) -> str:
    problem, more = record.problems[0], len(record.problems) - 1
    path = f" ({problem.path})" if problem.path else ""
    return f"{problem.message}{path}" + (f" … and {words.number(more)} more" if more else "")
