"""Conditions of a query as SQL over the narrow tables.

A statement looks through traces whose keys lie between `:low` and `:high`: a window. So a long look
is made of short ones. What has an index that ends in the key is found by it, and what has not is
asked of each trace in the window; only where few traces can match, as `Selective` knows, is such a
term looked up first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from tunix_rt_tui.store.contract import Scope
from tunix_rt_tui.store.sqlite.scopes import IN_SCOPE
from tunix_rt_tui.store.sqlite.tables import NUMBERS
from tunix_rt_tui.store.sqlite.values import to_microseconds
from tunix_rt_tui.trace.facts import MAX_FACT_CHARS
from tunix_rt_tui.trace.query.dates import bounds_of
from tunix_rt_tui.trace.query.numbers import number_of
from tunix_rt_tui.trace.query.order import META
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
    Term,
    Value,
    Words,
)
from tunix_rt_tui.trace.query.tokens import is_spaceless

IN_WINDOW = "seq BETWEEN :low AND :high"
"""Behind an equality: an index on what is equal goes on with the key."""

WITHIN_WINDOW = "+seq BETWEEN :low AND :high"
"""Behind a range, which an index is to be used for, and not the key; that is what the + is for."""

FOUND_IN = "found_in"
"""A function of ours in SQL: whether a document has the text of a number; see `looking.py`."""

_COLUMNS = {"source": "source", "version": "trace_version", **NUMBERS}
_KEYS_OF_TEXTS = {"like": "prompt_key", "agrees": "answer_key"}
_TABLES_OF_WORDS = {"tag": "trace_tags", "type": "trace_step_types", "lacks": "trace_lacks"}

Selective = Callable[[str, dict[str, Any]], bool]
"""Tells whether a statement that gives keys, with its values, gives few."""


class Compiled(NamedTuple):
    """A condition in SQL, the values of its named parameters, and the texts to look through for.

    A text of `sought` is named by its place in calls of `FOUND_IN`.
    """

    sql: str
    values: dict[str, Any]
    sought: tuple[Words | Pattern, ...]


def compile_condition(
    condition: Condition, scope: Scope, now: datetime, selective: Selective = lambda *_: False
) -> Compiled:
    """Write a condition on rows of `traces`; `now` is for dates that are told from it."""
    writer = _Writer(scope, now, selective)
    sql = writer.write(condition)
    return Compiled(sql, writer.values, tuple(writer.sought))


def is_indexed_text(condition: Condition) -> bool:
    """Tell whether the full-text index alone can answer, without a "not"."""
    match condition:
        case Words():
            return not is_spaceless(condition.text)
        case And() | Or():
            return all(map(is_indexed_text, condition.conditions))
        case _:
            return False


class _Writer:
    def __init__(self, scope: Scope, now: datetime, selective: Selective) -> None:
        self._scope = scope
        self._now = now
        self._selective = selective
        self.values: dict[str, Any] = {}
        self.sought: list[Words | Pattern] = []

    def write(self, condition: Condition) -> str:
        if is_indexed_text(condition):
            return self._indexed(condition)
        match condition:
            case And():
                return self._all(condition)
            case Or():
                return f"({' OR '.join(map(self.write, condition.conditions))})"
            case Not():
                return f"NOT {self.write(condition.condition)}"
            case Words() | Pattern():
                return self._looked_for(condition)
            case _:
                return self._term(condition)

    def _all(self, condition: And) -> str:
        """Ask the full-text index once for all that it can answer together."""
        indexed = tuple(one for one in condition.conditions if is_indexed_text(one))
        others = [one for one in condition.conditions if not is_indexed_text(one)]
        written = list(map(self.write, others))
        if indexed:
            written.insert(0, self._indexed(indexed[0] if len(indexed) == 1 else And(indexed)))
        return f"({' AND '.join(written)})"

    def _value(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _indexed(self, condition: Condition) -> str:
        match_ = self._value(_match_of(condition))
        return (
            "traces.seq IN (SELECT rowid FROM trace_search"
            f" WHERE trace_search MATCH {match_} AND rowid BETWEEN :low AND :high)"
        )

    def _looked_for(self, sought: Words | Pattern) -> str:
        if sought not in self.sought:
            self.sought.append(sought)
        payload = "(SELECT payload FROM trace_payloads WHERE trace_payloads.seq = traces.seq)"
        return f"{FOUND_IN}({payload}, {self.sought.index(sought)})"

    def _term(self, term: Term) -> str:
        match term:
            case Date() | DateBetween():
                return self._date(term)
            case Number(field, relation, number) if not field.startswith(META):
                return f"{_COLUMNS[field]} {relation} {self._value(number)}"
            case NumberBetween(field, low, high) if not field.startswith(META):
                return f"{_COLUMNS[field]} BETWEEN {self._value(low)} AND {self._value(high)}"
            case Number(field, relation, number):
                return self._fact(field, f"num {relation} {self._value(number)}")
            case NumberBetween(field, low, high):
                return self._fact(field, f"num BETWEEN {self._value(low)} AND {self._value(high)}")
            case Value():
                return self._named(term)
            case _:
                raise TypeError(term)

    def _date(self, date: Date | DateBetween) -> str:
        start, end = bounds_of(date, self._now)
        written = []
        if start is not None:
            written.append(f"created_at >= {self._value(to_microseconds(start))}")
        if end is not None:
            written.append(f"created_at < {self._value(to_microseconds(end))}")
        return self._range(" AND ".join(written))

    def _range(self, condition: str) -> str:
        """Ask for a range of a column of `traces` that has an index, for those that are live."""
        keys = f"SELECT seq FROM traces WHERE {IN_SCOPE[self._scope]} AND {condition}"
        if self._scope == "live" and self._selective(keys, self.values):
            return f"traces.seq IN ({keys} AND {WITHIN_WINDOW})"
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
        return f"id >= {self._value(prefix)} AND id < {self._value(prefix + 'g')}"

    def _meta(self, value: Value) -> str:
        if value.prefix and not value.value:
            return self._fact(value.field, "1")
        known = replace(value, value=value.value[:MAX_FACT_CHARS])
        text = self._fact(value.field, self._text("text", known), by_index=not value.prefix)
        number = None if value.prefix else number_of(value.value)
        if number is None:
            return text
        same = self._fact(value.field, f"num = {self._value(number)}", by_index=True)
        return f"({text} OR {same})"

    def _fact(self, field: str, condition: str, *, by_index: bool = False) -> str:
        key = self._value(field.removeprefix(META))
        return self._beside("trace_facts", f"key = {key} AND {condition}", by_index=by_index)

    def _beside(self, table: str, condition: str, *, by_index: bool) -> str:
        """Ask a table beside that of traces: by its own index, or by the key of each trace."""
        keys = f"SELECT seq FROM {table} WHERE {condition}"
        if by_index:
            return f"traces.seq IN ({keys} AND {IN_WINDOW})"
        if self._selective(keys, self.values):
            return f"traces.seq IN ({keys} AND {WITHIN_WINDOW})"
        return f"EXISTS ({keys.replace('SELECT seq', 'SELECT 1', 1)} AND {table}.seq = traces.seq)"

    def _text(self, column: str, value: Value) -> str:
        text = value.value
        if not value.prefix:
            return f"{column} = {self._value(text)}"
        if not text:
            return f"{column} IS NOT NULL"
        after = _first_after(text)
        condition = f"{column} >= {self._value(text)}"
        return condition if after is None else f"{condition} AND {column} < {self._value(after)}"


def _match_of(condition: Condition) -> str:
    """Write what the full-text index understands."""
    match condition:
        case Words(text, place, prefix):
            quoted = text.replace('"', '""')
            column = f"{place} : " if place else ""  # its columns are named by the places
            return f'{column}"{quoted}"{" *" if prefix else ""}'
        case And(conditions):
            return " AND ".join(f"({_match_of(one)})" for one in conditions)
        case Or(conditions):
            return " OR ".join(f"({_match_of(one)})" for one in conditions)
        case _:
            raise TypeError(condition)


def _first_after(prefix: str) -> str | None:
    """Give the first text after all that begin so, by code points; None where there is none."""
    for end in range(len(prefix), 0, -1):
        code = ord(prefix[end - 1])
        if code < 0x10FFFF:
            following = 0xE000 if code == 0xD7FF else code + 1  # none are halves of characters
            return prefix[: end - 1] + chr(following)
    return None
