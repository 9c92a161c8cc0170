"""Conditions of a query as SQL over the narrow tables, which every database has alike.

A statement looks through traces whose keys lie between `:low` and `:high`: a window. So a long look
is made of short ones. What has an index that ends in the key is found by it, and what has not is
asked of each trace in the window.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from tunix_rt_tui.store.contract import Scope
from tunix_rt_tui.store.scopes import NUMBERS
from tunix_rt_tui.store.values import to_microseconds
from tunix_rt_tui.trace.facts import MAX_FACT_CHARS
from tunix_rt_tui.trace.query.dates import bounds_of
from tunix_rt_tui.trace.query.numbers import number_of
from tunix_rt_tui.trace.query.order import META
from tunix_rt_tui.trace.query.terms import Date, DateBetween, Number, NumberBetween, Term, Value

IN_WINDOW = "seq BETWEEN :low AND :high"
"""Behind an equality: an index on what is equal goes on with the key."""

_COLUMNS = {"source": "source", "version": "trace_version", **NUMBERS}
_KEYS_OF_TEXTS = {"like": "prompt_key", "agrees": "answer_key"}
_TABLES_OF_WORDS = {"tag": "trace_tags", "type": "trace_step_types", "lacks": "trace_lacks"}


class TermWriter:
    """Writes terms that ask for no words; values are bound to parameters with names."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        self._scope = scope
        self._now = now
        self.values: dict[str, Any] = {}

    def value(self, value: object) -> str:
        """Bind a value, and give the name of its parameter."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def term(self, term: Term) -> str:
        """Write a term."""
        match term:
            case Date() | DateBetween():
                return self._date(term)
            case Number(field, relation, number) if not field.startswith(META):
                return f"{self._number_column(field)} {relation} {self.value(number)}"
            case NumberBetween(field, low, high) if not field.startswith(META):
                return (
                    f"{self._number_column(field)} BETWEEN {self.value(low)} AND {self.value(high)}"
                )
            case Number(field, relation, number):
                return self._fact(field, f"num {relation} {self.value(number)}")
            case NumberBetween(field, low, high):
                return self._fact(field, f"num BETWEEN {self.value(low)} AND {self.value(high)}")
            case Value():
                return self._named(term)
            case _:
                raise TypeError(term)

    def _number_column(self, field: str) -> str:
        return _COLUMNS[field]

    def _date(self, date: Date | DateBetween) -> str:
        start, end = bounds_of(date, self._now)
        written = []
        if start is not None:
            written.append(f"created_at >= {self.value(to_microseconds(start))}")
        if end is not None:
            written.append(f"created_at < {self.value(to_microseconds(end))}")
        return self._range(" AND ".join(written))

    def _range(self, condition: str) -> str:
        """Ask for a range of a column of `traces`."""
        return f"({condition})"

    def _named(self, value: Value) -> str:
        match value.field:
            case "source" | "version":
                condition = self._text(_COLUMNS[value.field], value)
                return self._range(condition) if value.prefix else condition
            case "tag" | "type" | "lacks":
                table, condition = _TABLES_OF_WORDS[value.field], self._text(value.field, value)
                return self._beside(table, condition, by_index=not value.prefix)
            case "id":
                return self._range(self._id(value.value))
            case "like" | "agrees":
                column = _KEYS_OF_TEXTS[value.field]
                same = f"SELECT {column} FROM traces WHERE {self._id(value.value)}"
                return f"{column} IN ({same})"
            case _:
                return self._meta(value)

    def _id(self, prefix: str) -> str:
        # "g" is the first character after all that an id can have
        return f"id >= {self.value(prefix)} AND id < {self.value(prefix + 'g')}"

    def _meta(self, value: Value) -> str:
        if value.prefix and not value.value:
            return self._fact(value.field, "1 = 1")
        known = replace(value, value=value.value[:MAX_FACT_CHARS])
        text = self._fact(value.field, self._text("text", known), by_index=not value.prefix)
        number = None if value.prefix else number_of(value.value)
        if number is None:
            return text
        same = self._fact(value.field, f"num = {self.value(number)}", by_index=True)
        return f"({text} OR {same})"

    def _fact(self, field: str, condition: str, *, by_index: bool = False) -> str:
        key = self.value(field.removeprefix(META))
        return self._beside("trace_facts", f"key = {key} AND {condition}", by_index=by_index)

    def _beside(self, table: str, condition: str, *, by_index: bool) -> str:
        """Ask a table beside that of traces: by its own index, or by the key of each trace."""
        keys = f"SELECT seq FROM {table} WHERE {condition}"
        if by_index:
            return f"traces.seq IN ({keys} AND {IN_WINDOW})"
        return f"EXISTS ({keys.replace('SELECT seq', 'SELECT 1', 1)} AND {table}.seq = traces.seq)"

    def _text(self, column: str, value: Value) -> str:
        text = value.value
        if not value.prefix:
            return f"{column} = {self.value(text)}"
        if not text:
            return f"{column} IS NOT NULL"
        after = _first_after(text)
        condition = f"{column} >= {self.value(text)}"
        return condition if after is None else f"{condition} AND {column} < {self.value(after)}"


def _first_after(prefix: str) -> str | None:
    """Give the first text after all that begin so, by code points; None where there is none."""
    for end in range(len(prefix), 0, -1):
        code = ord(prefix[end - 1])
        if code < 0x10FFFF:
            following = 0xE000 if code == 0xD7FF else code + 1  # none are halves of characters
            return prefix[: end - 1] + chr(following)
    return None
