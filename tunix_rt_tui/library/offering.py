"""Values of a program as records: traces, or records of any format that is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tunix_rt_tui.errors import RecordFault
from tunix_rt_tui.library.file_reading import FileReader
from tunix_rt_tui.library.reading_options import Reading
from tunix_rt_tui.library.records import GoodRecord, ReadTrace, RefusedRecord
from tunix_rt_tui.sources.record import Record

NAMED_PROBLEMS = 3
"""Problems that an error names; a broken value may have thousands."""


def read_offered(values: Iterable[Any], reading: Reading, name: str) -> list[GoodRecord]:
    """Read values in their order as if they were the records of a file `name`.

    Each is JSON, as text, as bytes or as plain values, among which may be numbers of NumPy and the
    like. Raises `RecordFault` for the first that is refused.
    """
    good: list[GoodRecord] = []
    for record in _read(values, reading, name):
        if isinstance(record, RefusedRecord):
            raise _fault(record)
        good.append(record)
    return good


def _read(values: Iterable[Any], reading: Reading, name: str) -> Iterator[ReadTrace]:
    reader = FileReader(name, reading)
    for number, value in enumerate(values, 1):
        yield from reader.read(Record(name, number, None, _as_json(value, number)))
    yield from reader.finish()


def _as_json(value: Any, number: int) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    try:
        return json.dumps(value, default=_plain).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise RecordFault(
            "Not a record", f"Record {number} is no JSON: {error}.", "Give plain values."
        ) from error


def _plain(value: Any) -> Any:
    """Give the number or the numbers in what a library of arrays keeps them in."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"a value of type {type(value).__name__} stands in it")


def _fault(record: RefusedRecord) -> RecordFault:
    named = [
        f"{each.code} {each.message}" + (f" ({each.path})" if each.path else "")
        for each in record.problems[:NAMED_PROBLEMS]
    ]
    more = len(record.problems) - len(named)
    return RecordFault(
        "Record refused",
        f"Record {record.number}: {' '.join(named)}{f' … and {more} more' if more else ''}",
        "Nothing was added. Mend it, or leave it out.",
    )
