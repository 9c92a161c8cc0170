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
    Write,
    Written,
    each,
)
from tunix_rt_tui.trace.compacting import on_one_line

_JSON_SPACE = " \t\r\n"
_NO_RECORD = "written as canonical, since the record it was read from was not kept"
_TOGETHER = "in a record with several traces, which is written once"


def canonical_line(document: str) -> bytes:
    """Write a document as a line of JSON Lines."""
    return on_one_line(document).encode() + b"\n"


def _write_canonical(outgoing: Outgoing) -> Written:
    return Written(canonical_line(outgoing.text))


def _open_original() -> Write:
    """Write records as they came in, those that gave several traces once.

    The first row of a table has its header before it, and so has one behind rows of another.
    """
    seen: set[bytes] = set()
    header = b""

    def write(outgoing: Outgoing) -> Written:
        nonlocal header
        origin = outgoing.origin
        if origin is None or origin.raw is None:
            if origin is None or origin.format in (None, CANONICAL.id):
                return Written(outgoing.text.strip(_JSON_SPACE).encode() + b"\n")
            return Written(canonical_line(outgoing.text), _NO_RECORD)
        name = _name_of(origin, origin.raw)
        if name in seen:
            return Written(b"", _TOGETHER)
        seen.add(name)
        before, header = header, _header_of(origin)
        return Written((header if header != before else b"") + origin.raw + b"\n")

    return write


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
    _open_original,
    is_json=False,
)
