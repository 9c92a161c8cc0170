"""Conditions of a query as SQL over the narrow tables.

A statement looks through traces whose keys lie between `:low` and `:high`: a window. So a long look
is made of short ones. What has an index that ends in the key is found by it, and what has not is
asked of each trace in the window; only where few traces can match, as `Selective` knows, is such a
term looked up first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from tunix_rt_tui.store.conditions import TermWriter
from tunix_rt_tui.store.contract import Scope
from tunix_rt_tui.store.scopes import IN_SCOPE
from tunix_rt_tui.trace.query.terms import (
    And,
    Condition,
    Not,
    Or,
    Pattern,
    Words,
)
from tunix_rt_tui.trace.query.tokens import is_spaceless

WITHIN_WINDOW = "+seq BETWEEN :low AND :high"
"""Behind a range, which an index is to be used for, and not the key; that is what the + is for."""

FOUND_IN = "found_in"
"""A function of ours in SQL: whether a document has the text of a number; see `looking.py`."""

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


class _Writer(TermWriter):
    def __init__(self, scope: Scope, now: datetime, selective: Selective) -> None:
        super().__init__(scope, now)
        self._selective = selective
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
                return self.term(condition)

    def _all(self, condition: And) -> str:
        """Ask the full-text index once for all that it can answer together."""
        indexed = tuple(one for one in condition.conditions if is_indexed_text(one))
        others = [one for one in condition.conditions if not is_indexed_text(one)]
        written = list(map(self.write, others))
        if indexed:
            written.insert(0, self._indexed(indexed[0] if len(indexed) == 1 else And(indexed)))
        return f"({' AND '.join(written)})"

    def _indexed(self, condition: Condition) -> str:
        match_ = self.value(_match_of(condition))
        return (
            "traces.seq IN (SELECT rowid FROM trace_search"
            f" WHERE trace_search MATCH {match_} AND rowid BETWEEN :low AND :high)"
        )

    def _looked_for(self, sought: Words | Pattern) -> str:
        if sought not in self.sought:
            self.sought.append(sought)
        payload = "(SELECT payload FROM trace_payloads WHERE trace_payloads.seq = traces.seq)"
        return f"{FOUND_IN}({payload}, {self.sought.index(sought)})"

    def _range(self, condition: str) -> str:
        """Ask for a range of a column of `traces` that has an index, for those that are live."""
        keys = f"SELECT seq FROM traces WHERE {IN_SCOPE[self._scope]} AND {condition}"
        if self._scope == "live" and self._selective(keys, self.values):
            return f"traces.seq IN ({keys} AND {WITHIN_WINDOW})"
        return f"({condition})"

    def _beside(self, table: str, condition: str, *, by_index: bool) -> str:
        """Ask a table beside that of traces: by its own index, or by the key of each trace."""
        keys = f"SELECT seq FROM {table} WHERE {condition}"
        if not by_index and self._selective(keys, self.values):
            return f"traces.seq IN ({keys} AND {WITHIN_WINDOW})"
        return super()._beside(table, condition, by_index=by_index)


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
