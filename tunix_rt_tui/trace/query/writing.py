"""Writing a query so that reading it gives the same again."""

from __future__ import annotations

import re

from tunix_rt_tui.trace.query.fields import FIELD_OF_PLACE
from tunix_rt_tui.trace.query.order import META, write_order
from tunix_rt_tui.trace.query.terms import (
    And,
    Condition,
    Date,
    DateBetween,
    Not,
    Number,
    NumberBetween,
    Or,
    Pattern,
    TraceQuery,
    Value,
    Words,
)

_PLAIN = re.compile(r"""[^\s()":<>=/*\\-][^\s()":<>=*\\]*""")
_PLAIN_VALUE = re.compile(r"""[^\s()"*:<>=\\][^\s()"*\\]*""")
_OPERATORS = frozenset({"or", "OR", "AND", "NOT"})


def write_query(query: TraceQuery) -> str:
    """Write all of a query."""
    parts = [] if query.condition is None else [write_condition(query.condition)]
    if query.order is not None:
        name = write_order(query.order)
        parts.append(f"sort:{name if _PLAIN_VALUE.fullmatch(name) else _quoted(name)}")
    return " ".join(parts)


def write_condition(condition: Condition) -> str:
    """Write a condition."""
    match condition:
        case And():
            return " ".join(_within(one) for one in condition.conditions)
        case Or():
            return " or ".join(write_condition(one) for one in condition.conditions)
        case Not():
            return f"-{_within(condition.condition, brackets=And | Or)}"
        case Words():
            text = condition.text
            plain = _PLAIN if condition.place is None else _PLAIN_VALUE
            bare = plain.fullmatch(text) and text not in _OPERATORS and not text.startswith("/")
            written = text if bare else _quoted(text)
            return _placed(condition.place, written + "*" * condition.prefix)
        case Pattern():
            return _placed(condition.place, f"/{condition.source}/{condition.flags}")
        case Value():
            value = condition.value
            if condition.field in {"id", "like", "agrees"}:
                return f"{condition.field}:{value}"
            bare = _PLAIN_VALUE.fullmatch(value) and ".." not in value
            if not value and condition.prefix:
                return f"{_name(condition.field)}:*"
            written = value if bare else _quoted(value)
            return f"{_name(condition.field)}:{written}{'*' * condition.prefix}"
        case Number():
            sign = ":" if condition.relation == "=" else condition.relation
            return f"{_name(condition.field)}{sign}{_number(condition.value)}"
        case NumberBetween():
            low, high = _number(condition.low), _number(condition.high)
            return f"{_name(condition.field)}:{low}..{high}"
        case Date():
            sign = ":" if condition.relation == "=" else condition.relation
            return f"date{sign}{condition.value}"
        case DateBetween():
            return f"date:{condition.low}..{condition.high}"


def _within(condition: Condition, brackets: object = Or) -> str:
    written = write_condition(condition)
    return f"({written})" if isinstance(condition, brackets) else written  # type: ignore[arg-type]


def _placed(place: str | None, written: str) -> str:
    return written if place is None else f"{FIELD_OF_PLACE[place]}:{written}"  # type: ignore[index]


def _name(field: str) -> str:
    if not field.startswith(META):
        return field
    key = field.removeprefix(META)
    plain = re.fullmatch(r'[^\s()":<>=\\]+', key)
    return field if plain else META + _quoted(key)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
