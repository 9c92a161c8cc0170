"""One record of a file, before anybody has looked inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from tunix_rt_tui.trace.problem import Problem

Kind = Literal["json", "row", "text"]
"""What the bytes of a record are: a JSON document, a row of a table, a piece of a text."""


class Record(NamedTuple):
    """The bytes of one document and where they stand.

    `number` counts the records of the file from 1. `line` and `column` are those of the first
    byte, from 1, the column in code points; `line` is None where a container has no lines. `raw`
    is without white space around it.

    A `row` has `cells`, its values by the names of their columns; its `raw` is what stands in the
    file, or a JSON object of the cells where the file is binary. `head` is the JSON of what
    encloses the records of a file, such as an Inspect log without its samples.
    """

    file: str
    number: int
    line: int | None
    raw: bytes
    column: int = 1
    kind: Kind = "json"
    cells: Mapping[str, Any] | None = None
    head: bytes | None = None


class UnreadRecord(NamedTuple):
    """A place in a file from which no document could be taken, and why.

    `offset` and `size` are in bytes and name the part of the file that was passed over; both are
    None where there is no such part. They count bytes of the text, unpacked and in UTF-8. `raw` is
    that part where it was held: a broken row, a block that was cut off. What comes after it in the
    file has been read all the same.
    """

    file: str
    number: int
    line: int | None
    problem: Problem
    offset: int | None = None
    size: int | None = None
    raw: bytes | None = None
