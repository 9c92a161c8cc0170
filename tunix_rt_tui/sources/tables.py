"""CSV with a header, as trainers and data sets write it: rows with their cells and their bytes.

A text is taken for a table only if its first line is a header (`header_of`): at least two
different names of at most eighty characters, without a space around them, and among them one
that stands for a whole text of a trace, or two that commonly stand beside each other. So neither
JSON, which begins with a bracket, nor prose, which has spaces behind its commas, is one. Where the
owner of a table says in which columns its texts are, a line that names them all is its header.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from tunix_rt_tui.sources.lines import lines_of
from tunix_rt_tui.sources.pieces import Flaw, Piece, PieceBuffer
from tunix_rt_tui.trace.words import counted

_NAME = re.compile(r"[^\s{\[](?:.{0,78}\S)?")
"""A name may be of several words; what follows a comma in prose begins with a space."""
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
_COLUMNS_SHOWN = 12
_COLUMN_CHARS = 40

_OTHER_MARKS = {b"\t": "tabs", b";": "semicolons"}

Columns = AbstractSet[str]
"""Names of columns that the owner of a table has pointed at."""

NO_COLUMNS: Columns = frozenset()

_RETURN = "\udc0d"
"""Stands for a carriage return within a line while it is read: Python's own writer does not quote
one, and its reader refuses it. No text in UTF-8 holds it."""

_LONE_RETURN = re.compile(r"\r(?!\n)")


def header_of(line: bytes, columns: Columns = NO_COLUMNS) -> tuple[str, ...] | None:
    """Give the names of the columns if this line is the header of a table of traces.

    The first name may be empty: that is how pandas writes an index. A line that has all of
    `columns` is a header, whatever else it has.
    """
    cells = _cells_of(line)
    names = _unique(cells)
    if len(set(cells)) < 2:
        return None
    if columns and columns <= {name.strip() for name in names}:
        return tuple(name.strip() for name in names)
    known = {name.lower() for name in names}
    if known.isdisjoint(_ONE_OF) and len(known & _TWO_OF) < 2:
        return None
    return names if _are_names(names) else None


def row_of(raw: bytes, columns: Sequence[str]) -> dict[str, str] | None:
    """Read a row by itself; None for what is none of a table with these columns."""
    before = csv.field_size_limit(len(raw) + 1)
    try:
        text = _LONE_RETURN.sub(_RETURN, raw.decode())
        [cells] = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (UnicodeDecodeError, ValueError, csv.Error):
        return None
    finally:
        csv.field_size_limit(before)
    if len(cells) != len(columns):
        return None
    return dict(zip(columns, (cell.replace(_RETURN, "\r") for cell in cells), strict=True))


def unknown_table(beginning: Sequence[bytes], columns: Columns) -> str | None:
    """Say of a text what to do if it begins as a table does whose columns are none that are known.

    None where it does not: a header of names, and below it as many cells, or a quoted one that
    goes on. `beginning` are its first two lines.
    """
    first, second, *_ = [*beginning, b"", b""]
    for mark, name in _OTHER_MARKS.items():
        if mark in first and b"," not in first and first.count(mark) == second.count(mark):
            return (
                f"This may be a table, with {name} between its cells: save it as CSV, with commas."
            )
    names = _unique(_cells_of(first))
    if len(names) < 2 or not _are_names(names):
        return None
    goes_on = second.count(b'"') % 2 == 1
    if not goes_on and len(_cells_of(second)) != len(names):
        return None
    shown = ", ".join(name[:_COLUMN_CHARS] for name in names[:_COLUMNS_SHOWN])
    more = ", …" if len(names) > _COLUMNS_SHOWN else ""
    if missing := ", ".join(sorted(columns - set(names))):
        return f"This is a table without {missing}, which --map names; it has {shown}{more}."
    return (
        f"This is a table, but no column is known to hold a text of a trace: {shown}{more}. "
        "Say which do: --map prompt=COLUMN,answer=COLUMN,reasoning=COLUMN."
    )


def _cells_of(line: bytes) -> tuple[str, ...]:
    """Read a row of one line; nothing where it is none, or has but one cell."""
    if b"," not in line or len(line) > _HEADER_BYTES:
        return ()
    try:
        [cells] = csv.reader([line.decode().rstrip("\r\n")], strict=True)
    except (UnicodeDecodeError, ValueError, csv.Error):
        return ()
    return tuple(cells)


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Number names that come again, as pandas does: `a`, `a.1`."""
    counts: Counter[str] = Counter()
    unique = []
    for name in names:
        unique.append(f"{name}.{counts[name]}" if counts[name] else name)
        counts[name] += 1
    return tuple(unique) if len(set(unique)) == len(unique) else ()


def _are_names(cells: Sequence[str]) -> bool:
    return all(_NAME.fullmatch(cell) for cell in (cells if cells[0] else cells[1:]))


def split_table(
    chunks: Iterable[bytes], buffer: PieceBuffer, *, columns: Columns = NO_COLUMNS
) -> Iterator[Piece | Flaw]:
    """Give the rows below the header; one that is broken is a flaw, and the next line a new row.

    A header that comes again, as where two tables were joined, is no row.
    """
    lines = lines_of(chunks, buffer.hold + 1)
    names: tuple[str, ...] | None = None
    rows = _Rows(lines, buffer)
    for line in lines:
        buffer.skip(line)
        names = header_of(line, columns)
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
