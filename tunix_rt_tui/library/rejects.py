"""The lines of a file of refused records: as they are written, and as they are tried again."""

from __future__ import annotations

import base64
from typing import Any, NamedTuple

from tunix_rt_tui.library.describing import JsonObject, describe_problem
from tunix_rt_tui.library.records import RefusedRecord

ENDING = ".rejects.jsonl"
"""How the name of such a file ends."""

_RAW, _ENCODED = "raw", "raw_base64"
_MAX_NAME = 4096
_KEYS = frozenset({"file", "record", "line", "problems"})


def line_of(refused: RefusedRecord) -> JsonObject:
    """Tell what was refused and why, and keep the record itself, byte for byte.

    It is `raw`, or `raw_base64` where it is no UTF-8. A record that was too large to be held has
    `offset` and `bytes` instead, which name its place in the file.
    """
    line: JsonObject = {
        "file": refused.file,
        "record": refused.number,
        "line": refused.line,
        "problems": [describe_problem(problem) for problem in refused.problems],
    }
    if refused.raw is None:
        return {**line, "offset": refused.offset, "bytes": refused.size}
    try:
        return {**line, _RAW: refused.raw.decode()}
    except UnicodeDecodeError:
        return {**line, _ENCODED: base64.b64encode(refused.raw).decode()}


class Kept(NamedTuple):
    """A record that was refused before: where it stood, and its bytes."""

    file: str
    number: int
    line: int | None
    raw: bytes


def kept_in(value: Any) -> Kept | None:
    """Give the record that a line of such a file keeps; None where it is no such line."""
    if not isinstance(value, dict) or len(value) != len(_KEYS) + 1 or not value.keys() >= _KEYS:
        return None
    file, number, line, raw = value["file"], value["record"], value["line"], _raw_in(value)
    is_placed = type(number) is int and (line is None or type(line) is int)
    if raw is None or not isinstance(file, str) or not 0 < len(file) < _MAX_NAME or not is_placed:
        return None
    return Kept(file, number, line, raw)


def _raw_in(value: dict[str, Any]) -> bytes | None:
    raw, encoded = value.get(_RAW), value.get(_ENCODED)
    if isinstance(raw, str):
        return raw.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else None
    except ValueError:
        return None
