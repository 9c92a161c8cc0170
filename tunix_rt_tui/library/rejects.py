"""The lines of a file of refused records: as they are written, and as they are tried again."""

from __future__ import annotations

import base64
from typing import Any, NamedTuple

from tunix_rt_tui.library.describing import JsonObject, describe_problem
from tunix_rt_tui.library.records import RefusedRecord
from tunix_rt_tui.sources.record import Kind

ENDING = ".rejects.jsonl"
"""How the name of such a file ends."""

_MAX_NAME = 4096
_KEYS = frozenset({"file", "record", "line", "problems"})
_FURTHER_KEYS = frozenset({"kind", "columns"})


def line_of(refused: RefusedRecord) -> JsonObject:
    """Tell what was refused and why, and keep the record itself, byte for byte.

    It is `raw`, or `raw_base64` where it is no UTF-8. A record that was too large to be held has
    `offset` and `bytes` instead, which name its place in the file. What is no JSON has a `kind`,
    `row` or `text`, and a row the names of its `columns`.
    """
    line: JsonObject = {
        "file": refused.file,
        "record": refused.number,
        "line": refused.line,
        "problems": [describe_problem(problem) for problem in refused.problems],
    }
    if refused.kind != "json":
        line["kind"] = refused.kind
    if refused.columns is not None:
        line["columns"] = [*refused.columns]
    if refused.raw is None:
        return {**line, "offset": refused.offset, "bytes": refused.size}
    try:
        return {**line, "raw": refused.raw.decode()}
    except UnicodeDecodeError:
        return {**line, "raw_base64": base64.b64encode(refused.raw).decode()}


class Kept(NamedTuple):
    """A record that was refused before: where it stood, and its bytes.

    `raw` is None where these were not kept; then `offset` and `size` may name their place. A row
    has `columns` if it was one of its table.
    """

    file: str
    number: int
    line: int | None
    raw: bytes | None
    offset: int | None = None
    size: int | None = None
    kind: Kind = "json"
    columns: tuple[str, ...] | None = None


def kept_in(value: Any) -> Kept | None:
    """Give the record that a line of such a file keeps; None where it is no such line."""
    if not isinstance(value, dict) or not value.keys() >= _KEYS:
        return None
    file, number, line = value["file"], value["record"], value["line"]
    is_placed = type(number) is int and (line is None or type(line) is int)
    if not isinstance(file, str) or not 0 < len(file) < _MAX_NAME or not is_placed:
        return None
    place = Kept(file, number, line, None, kind=_kind_in(value), columns=_columns_in(value))
    match {key: each for key, each in value.items() if key not in _KEYS | _FURTHER_KEYS}:
        case {"offset": int() | None as offset, "bytes": int() | None as size, **others} if (
            not others
        ):
            return place._replace(offset=offset, size=size)
        case {"raw": str(raw), **others} if not others:
            return place._replace(raw=raw.encode("utf-8", "surrogatepass"))
        case {"raw_base64": str(encoded), **others} if not others:
            decoded = _decoded(encoded)
            return None if decoded is None else place._replace(raw=decoded)
    return None


def _kind_in(value: dict[str, Any]) -> Kind:
    match value.get("kind"):
        case "row":
            return "row"
        case "text":
            return "text"
    return "json"


def _columns_in(value: dict[str, Any]) -> tuple[str, ...] | None:
    columns = value.get("columns")
    if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
        return None
    return tuple(columns)


def _decoded(encoded: str) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        return None
