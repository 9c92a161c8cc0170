"""A file that others write to, read as it grows."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Generator, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tunix_rt_tui.library.file_reading import FileReader
from tunix_rt_tui.library.reading_options import Reading
from tunix_rt_tui.library.records import ReadTrace, RefusedRecord
from tunix_rt_tui.sources.finding import Source
from tunix_rt_tui.sources.layout import layout_of
from tunix_rt_tui.sources.pieces import JSON_SPACE
from tunix_rt_tui.sources.reading import HOLD_BYTES, PACKED, read_records
from tunix_rt_tui.sources.record import Record, UnreadRecord

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

HEAD_BYTES = 65_536
"""Bytes from which it is told whether a file has a record a line."""

REMEMBERED_BYTES = 4_096
"""Bytes at the start of what was read, and at its end: where they differ, the file was written
anew. That is many records of a few hundred bytes, which may all end in the same."""

BLOCK_BYTES = 65_536

_PATIENT_LOOKS = 5
"""Looks at a file that stays as it is, after which its end is taken for one: by then they are ten
seconds apart."""

_UNFINISHED = frozenset({"E_ROW", "E_BLOCK"})


class _Shape(NamedTuple):
    """What tells one state of a file from another."""

    device: int
    inode: int
    size: int
    modified: int


class FollowedFile:
    """Gives what has come into a file since it was looked at last.

    Of a file with a record a line that is what was added, but for a last line that is not complete
    yet. Every other file is read again as a whole once it has stayed as it is from one look to the
    next, but for an end that is not complete either, unless it stays for long. One that was cut, or
    replaced by another, is read from its start. What was refused once is not refused again.
    """

    def __init__(self, source: Source, path: Path, reading: Reading) -> None:
        self._source = source
        self._path = path
        self._reading = reading
        self.moves = False
        """Whether the last look found the file other than the one before."""
        self._shape: _Shape | None = None
        self._whole: _Shape | None = None
        self._looks = 0
        self._end_left_out = False
        self._refused: set[bytes] = set()
        self._by_lines: bool | None = None
        self._start_anew()

    @property
    def name(self) -> str:
        """The file as text."""
        return self._source.name

    def look(self) -> Generator[ReadTrace, None, None]:
        """Read what has come; nothing where the file is away, or may not be read for now."""
        before, shape = self._shape, _shape_of(self._path)
        self._shape = shape
        still = shape == before
        self.moves = not still
        if shape is None:
            return
        try:
            if not still and not self._has_grown(before, shape):
                self._start_anew()
            if self._by_lines is None:
                self._by_lines = self._has_lines(complete=still)
            if self._by_lines:
                yield from self._fresh(self._added(shape.size, still=still))
            elif self._by_lines is False and still:
                yield from self._fresh(self._all_of(shape))
        except OSError:
            self._shape = None  # it went away meanwhile, and is looked for again

    def _all_of(self, shape: _Shape) -> Iterator[ReadTrace]:
        """Read the whole file once, and once more if it stays with an end that was left out."""
        if self._whole != shape:
            self._whole, self._looks = shape, 0
            yield from self._all(to_the_end=False)
        elif self._end_left_out:
            self._looks += 1
            if self._looks == _PATIENT_LOOKS:
                yield from self._all(to_the_end=True)

    def _start_anew(self) -> None:
        self._by_lines = None
        self._offset = 0
        self._number = 0
        self._line = 0
        self._before = b""
        self._reader = FileReader(self.name, self._reading)
        self._has_read = False

    def _has_grown(self, before: _Shape | None, shape: _Shape) -> bool:
        """Tell whether what was read line by line is still there, and more may have come.

        A file that was written and is as large as before was written anew.
        """
        return (
            before is not None
            and bool(self._by_lines)
            and (shape.device, shape.inode) == (before.device, before.inode)
            and self._offset <= shape.size != before.size
            and self._read_before() == self._before
        )

    def _read_before(self) -> bytes:
        with self._path.open("rb") as file:
            start = file.read(min(self._offset, REMEMBERED_BYTES))
            file.seek(max(0, self._offset - REMEMBERED_BYTES))
            return start + file.read(min(self._offset, REMEMBERED_BYTES))

    def _has_lines(self, *, complete: bool) -> bool | None:
        """Tell whether there is a JSON object a line; None while that cannot be told."""
        with self._path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        text = head.removeprefix(b"\xef\xbb\xbf").lstrip(JSON_SPACE)
        if not text:
            return None
        if not text.startswith(b"{"):
            return False
        if len(head) == HEAD_BYTES and b"\n" not in text:
            return True
        layout = layout_of(text, complete=complete)
        if layout is not None:
            return layout == "lines"
        line, end, _ = text.partition(b"\n")
        return True if end and _is_json(line) else None

    def _added(self, size: int, *, still: bool) -> Iterator[ReadTrace]:
        end = self._end_of_lines(size, still=still)
        if end > self._offset:
            with _Window(self._path, self._offset, end) as window:
                source = Source(self.name, lambda: io.BufferedReader(window))
                number = 0
                for record in read_records([source], self._reading.columns):
                    number = record.number
                    line = None if record.line is None else record.line + self._line
                    moved = record._replace(number=number + self._number, line=line)
                    yield from self._reader.read(moved)
                self._number += number
                self._line += window.breaks
            self._offset = end
            self._before = self._read_before()
            self._has_read = True
        elif still and self._has_read:
            yield from self._reader.finish()
            self._reader = FileReader(self.name, self._reading)
            self._has_read = False

    def _end_of_lines(self, size: int, *, still: bool) -> int:
        """Find the end of the last line that is complete; without a break, one that stays so is."""
        with self._path.open("rb") as file:
            if still and size - self._offset <= HOLD_BYTES:
                file.seek(self._offset)
                if _is_json(file.read(size - self._offset).rpartition(b"\n")[2]):
                    return size
            end = size
            while end > self._offset:
                start = max(self._offset, end - BLOCK_BYTES)
                file.seek(start)
                found = file.read(end - start).rfind(b"\n")
                if found >= 0:
                    return start + found + 1
                end = start
        return self._offset

    def _all(self, *, to_the_end: bool) -> Iterator[ReadTrace]:
        """Read the whole file, without an end that is not complete yet or with it."""
        self._end_left_out = False
        reader = FileReader(self.name, self._reading)
        records = read_records([self._source], self._reading.columns)
        last = next(records, None)
        while last is not None:
            record, last = last, next(records, None)
            if to_the_end or last is not None or not self._is_cut_off(record):
                yield from reader.read(record)
            else:
                self._end_left_out = True
        yield from reader.finish()

    def _is_cut_off(self, last: Record | UnreadRecord) -> bool:
        """Tell whether what a file ends with may be written at still: a block, a row, an array."""
        if isinstance(last, UnreadRecord):
            return last.number > 1 or last.problem.code in _UNFINISHED
        if last.kind == "json":
            return False
        with self._path.open("rb") as file:
            if file.read(4).startswith(PACKED):
                return False
            file.seek(-1, os.SEEK_END)
            return file.read() != b"\n"

    def _fresh(self, records: Iterator[ReadTrace]) -> Iterator[ReadTrace]:
        """Leave out what was refused before."""
        for record in records:
            if isinstance(record, RefusedRecord):
                name = blake2b(
                    record.raw or repr(record.problems).encode(), digest_size=16
                ).digest()
                if name in self._refused:
                    continue
                self._refused.add(name)
            yield record


class _Window(io.RawIOBase):
    """The bytes of a file from `start` to `end`; `breaks` counts the line feeds that were read."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        self._file = path.open("rb")
        self._file.seek(start)
        self._rest = end - start
        self.breaks = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Read as many bytes as there is room for."""
        room = memoryview(buffer)
        data = self._file.read(min(len(room), self._rest))
        room[: len(data)] = data
        self._rest -= len(data)
        self.breaks += data.count(b"\n")
        return len(data)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()


def _shape_of(path: Path) -> _Shape | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return _Shape(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def _is_json(line: bytes) -> bool:
    """Tell whether a line without an end is a whole object."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
