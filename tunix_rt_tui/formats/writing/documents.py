"""Traces as they are kept, and the records from which they were read."""

from __future__ import annotations

import csv
import io
from hashlib import blake2b

from tunix_rt_tui.formats.mapped import COLUMNS
from tunix_rt_tui.formats.writing.contract import (
    Outgoing,
    OutputFormat,
    Source,
    Written,
    each,
)
from tunix_rt_tui.trace.compacting import on_one_line

_JSON_SPACE = " \t\r\n"
_NO_RECORD = "written as canonical, since the record it was read from was not kept"
_TOGETHER = "in a record with several traces, which is written once"
_JSON, _TEXT = b"json", b"text"
"""Kinds of records; of rows, it is the header of their table."""

_MIXED = "among records of another kind: what is to be read again needs a file of its own"


def canonical_line(document: str) -> bytes:
    """Write a document as a line of JSON Lines."""
    return on_one_line(document).encode() + b"\n"


def _write_canonical(outgoing: Outgoing) -> Written:
    return Written(canonical_line(outgoing.text))


class _Originals:
    """Writes records as they came in, those that gave several traces once.

    The first row of a table has its header before it, and so has one behind rows of another.
    """

    def __init__(self) -> None:
        self._seen: set[bytes] = set()
        self._header = b""
        self._first: bytes | None = None

    def __call__(self, outgoing: Outgoing) -> Written:
        origin = outgoing.origin
        if origin is None or origin.raw is None:
            if origin is None or origin.format in (None, CANONICAL.id):
                line = outgoing.text.strip(_JSON_SPACE).encode() + b"\n"
                return Written(line, self._mixed(_JSON))
            return Written(canonical_line(outgoing.text), _NO_RECORD)
        name = _name_of(origin, origin.raw)
        if name in self._seen:
            return Written(b"", _TOGETHER)
        self._seen.add(name)
        before, self._header = self._header, _header_of(origin)
        header = self._header if self._header != before else b""
        kind = self._header or (_JSON if origin.raw.startswith((b"{", b"[")) else _TEXT)
        return Written(header + origin.raw + b"\n", self._mixed(kind))

    def _mixed(self, kind: bytes) -> str | None:
        """Tell of a record that is of another kind than the first: it cannot be read again so."""
        if self._first is None:
            self._first = kind
        return None if kind == self._first else _MIXED


def _header_of(origin: Source) -> bytes:
    """Write the header of the table that a row stood in; nothing for what is no row."""
    columns = origin.notes.get(COLUMNS)
    if not isinstance(columns, list):
        return b""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(columns)
    return line.getvalue().encode()


def _name_of(origin: Source, raw: bytes) -> bytes:
    """Name a record by its place and its bytes, shortly: a name is kept for every record."""
    name = blake2b(f"{origin.record} {len(raw)} ".encode(), digest_size=16)
    name.update(raw)
    name.update(origin.file.encode("utf-8", "surrogateescape"))
    return name.digest()


CANONICAL = OutputFormat(
    "canonical",
    "JSON Lines of the documents",
    "Each document equals, as JSON, the one that came in.",
    ".jsonl",
    each(_write_canonical),
)
ORIGINAL = OutputFormat(
    "original",
    "the records as they came in",
    "Each record is, byte for byte, the one that was imported; of what is around it in its file"
    " the header of a table is written. Rows of Parquet are JSON.",
    ".jsonl",
    _Originals,
    is_json=False,
)
