"""What may be typed next in a query."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tunix_rt_tui.trace.query.fields import FIELDS, KNOWN_VALUES
from tunix_rt_tui.trace.query.order import META, order_names
from tunix_rt_tui.trace.query.terms import Value
from tunix_rt_tui.trace.query.writing import write_condition

_DATES = ("today", "yesterday", "7d", "12h")
_WORD = re.compile(r'(?:[^\s()"]|"(?:[^"\\]|\\.)*(?:"|$))+', re.DOTALL)
_TERM = re.compile(r'(-?)(meta\.(?:"[^"]*"|[^\s()":<>=]*)|[a-z]*)(:-?|[<>]=?|=)?(.*)', re.DOTALL)


class Unfinished(NamedTuple):
    """What is being typed: from `start` to the cursor.

    `field` is the one whose values are wanted, empty for the names of fields; `keys` says that it
    is the keys of meta. `begun` is what there is of the name or value.
    """

    start: int
    field: str
    begun: str
    keys: bool = False


def unfinished_in(text: str, cursor: int) -> Unfinished | None:
    """Look at what is being typed before a cursor; None where nothing can be completed."""
    words = list(_WORD.finditer(text, 0, cursor))
    if not words or words[-1].end() < cursor:
        return None
    word = words[-1]
    found = _TERM.fullmatch(word[0])
    if found is None:
        return None
    dash, name, sign, rest = found.groups()
    start = word.start() + len(dash)
    if sign is None:
        if rest or not name:
            return None
        if name.startswith(META):
            return Unfinished(start, "", name.removeprefix(META), keys=True)
        return Unfinished(start, "", name)
    if sign == "=" or sign.startswith(":"):
        behind = start + len(name) + len(sign)
        if name == "sort" and rest.startswith(META):
            return Unfinished(behind, "sort", rest.removeprefix(META), keys=True)
        return Unfinished(behind, name, rest.removeprefix('"'))
    return None


def needs_store(unfinished: Unfinished) -> bool:
    """Tell whether only the store knows how this may go on."""
    return unfinished.keys or unfinished.field in KNOWN_VALUES or unfinished.field.startswith(META)


def candidates(unfinished: Unfinished, known: Iterable[str] = ()) -> list[str]:
    """List what can stand from `start` to the cursor; `known` is what the store knows.

    Fields end with the sign that follows them.
    """
    field, begun = unfinished.field, unfinished.begun
    if unfinished.keys:
        sign = "" if field == "sort" else ":"
        named = (write_condition(Value(META + key, "x")) for key in known if key.startswith(begun))
        return [written.removesuffix(":x") + sign for written in named]
    if not field:
        names = (one.name if one.kind == "meta" else f"{one.name}:" for one in FIELDS)
        return [name for name in names if name.startswith(begun)]
    if field == "sort":
        return [name for name in (*order_names(), META) if name.startswith(begun)]
    if field == "date":
        return [date for date in _DATES if date.startswith(begun)]
    values = (value for value in known if value.startswith(begun))
    return [
        write_condition(Value(field, value)).removeprefix(f"{field}:") for value in values if value
    ]
