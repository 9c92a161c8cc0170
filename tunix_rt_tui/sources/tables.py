"""CSV with a header, as trainers and data sets write it: rows with their cells and their bytes.

A text is taken for a table only if its first line is a header (`header_of`): at least two
different names like those of variables, without a space around or in them, and among them one
that stands for a whole text of a trace, or two that commonly stand beside each other. So neither
JSON, which begins with a bracket, nor prose, which has spaces behind its commas, is one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from tunix_rt_tui.sources.lines import lines_of
from tunix_rt_tui.sources.pieces import Flaw, Piece, PieceBuffer
from tunix_rt_tui.trace.words import counted

_NAME = re.compile(r"[A-Za-z_][\w.:/\-]*|Unnamed: \d+")
_ONE_OF = {
    "completion",
    "completions",
    "conversation",
    "conversation_text",
    "conversations",
    "final_answer",
    "messages",
    "model_output",
    "prompt",
    "prompts",
    "reasoning",
    "reasoning_content",
    "response",
    "responses",
    "thinking",
}
_TWO_OF = {
    "answer",
    "generation",
    "input",
    "instruction",
    "output",
    "problem",
    "query",
    "question",
    "solution",
    "target",
    "text",
}
_HEADER_BYTES = 65_536

_RETURN = "\udc0d"
"""Stands for a carriage return within a line while it is read: Python's own writer does not quote
one, and its reader refuses it. No text in UTF-8 holds it."""


def header_of(line: bytes) -> tuple[str, ...] | None:
    """Give the names of the columns if this line is the header of a table of traces.

    The first name may be empty: that is how pandas writes an index.
    """
    if b"," not in line or len(line) > _HEADER_BYTES:
        return None
    try:
        [names] = csv.reader([line.decode().rstrip("\r\n")], strict=True)
    except (UnicodeDecodeError, ValueError, csv.Error):
        return None
    if len(names) < 2 or len(set(names)) < len(names):
        return None
    if not all(_NAME.fullmatch(name) for name in (names if names[0] else names[1:])):
        return None
    known = {name.lower() for name in names}
    if known.isdisjoint(_ONE_OF) and len(known & _TWO_OF) < 2:
        return None
    return tuple(names)


def split_table(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece | Flaw]:
    """Give the rows below the header; one that is broken is a flaw, and the next line a new row.

    A header that comes again, as where two tables were joined, is no row.
    """
    lines = lines_of(chunks, buffer.hold + 1)
    names: tuple[str, ...] | None = None
    rows = _Rows(lines, buffer)
    for line in lines:
        buffer.skip(line)
        names = header_of(line)
        if names:
            break
    while names and not rows.ended:
        found = rows.next_row(names)
        if found:
            yield found


class _TooLargeError(Exception):
    """A row has more bytes than may be held."""


class _Rows:
    """Reads one row after the other, and is what the reader takes its lines from."""

    def __init__(self, lines: Iterator[bytes], buffer: PieceBuffer) -> None:
        self._lines = lines
        self._buffer = buffer
        self._taken: list[bytes] = []
        self._size = 0
        self._reader = csv.reader(self, strict=True)
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Give a line to the reader and note it as one of the present row."""
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self._buffer.skip(line)
        self._taken.append(line)
        self._size += len(line)
        if self._size > self._buffer.hold:
            raise _TooLargeError
        text = line.decode("utf-8", "surrogateescape")
        end = "\r\n" if text.endswith("\r\n") else "\n" if text.endswith("\n") else ""
        return text[: len(text) - len(end)].replace("\r", _RETURN) + end

    def next_row(self, names: Sequence[str]) -> Piece | Flaw | None:
        """Give the next row, or what is wrong with it; None for one that says nothing."""
        line, column, offset = self._buffer.place
        self._taken, self._size = [], 0
        try:
            cells = self._cells()
            broken = self._misfit(cells, names)
        except csv.Error as error:
            cells, broken = [""], str(error)
            if self.ended:
                broken = "the input ends within a quoted cell"
        except _TooLargeError:
            self._pass_over()
            return Piece(line, column, offset, self._size, None)
        if not cells or cells == [*names]:
            return None
        raw = b"".join(self._taken).removesuffix(b"\n").removesuffix(b"\r")
        if broken:
            return Flaw("E_ROW", f"Not a row of this table: {broken}.", line, column, raw)
        try:
            raw.decode()
        except UnicodeDecodeError:
            return Flaw("E_ENCODING", "The row is not UTF-8.", line, column, raw)
        mapped = dict(zip(names, cells, strict=True))
        return Piece(line, column, offset, len(raw), raw, "row", mapped)

    def _cells(self) -> list[str]:
        """Read cells of any size that may be held; the limit is one of the whole process."""
        before = csv.field_size_limit(self._buffer.hold + 1)
        try:
            return [cell.replace(_RETURN, "\r") for cell in next(self._reader, [])]
        finally:
            csv.field_size_limit(before)

    @staticmethod
    def _misfit(cells: Sequence[str], names: Sequence[str]) -> str:
        if len(cells) == len(names):
            return ""
        return f"it has {counted(len(cells), 'cell')}, and the header {len(names)}"

    def _pass_over(self) -> None:
        """Go on to the end of a row that is too large: where its quotes are even in number."""
        quotes = sum(line.count(b'"') for line in self._taken)
        last = self._taken[-1]
        self._taken = []
        while quotes % 2 or not last.endswith(b"\n"):
            line = next(self._lines, None)
            if line is None:
                self.ended = True
                return
            self._buffer.skip(line)
            self._size += len(line)
            quotes += line.count(b'"')
            last = line
