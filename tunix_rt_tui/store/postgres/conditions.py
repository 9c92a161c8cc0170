"""Conditions of a query as SQL for PostgreSQL, and what has to be looked at more closely.

The index knows which words a trace has, not where they stand. So a single word is answered by it,
and of a phrase, of text without spaces and of a pattern it tells at most which traces to look at:
these are fetched, along with what SQL says of the rest of the condition, and decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from tunix_rt_tui.store.conditions import TermWriter
from tunix_rt_tui.store.contract import Scope
from tunix_rt_tui.store.postgres.lexemes import is_whole, lexeme, quoted
from tunix_rt_tui.trace.query.terms import And, Condition, Not, Or, Pattern, Value, Words
from tunix_rt_tui.trace.query.tokens import is_spaceless, tokens

_PLACES = ("prompt", "steps", "answer")


class Answered(NamedTuple):
    """Decided by a column of the statement, by its number."""

    column: int


class Sought(NamedTuple):
    """Decided by looking into the document for a text, by its number."""

    number: int


class Joined(NamedTuple):
    """Decided by several; `every` of them has to hold, or one."""

    parts: tuple[Decision, ...]
    every: bool


class Denied(NamedTuple):
    """Holds where that does not."""

    part: Decision


Decision = Answered | Sought | Joined | Denied


class Compiled(NamedTuple):
    """A condition: `sql` holds for all that is meant, and for more where texts are `sought`.

    Which of these are meant is then decided by `decision`, from `columns` of the statement and the
    texts. `values` are those of all parameters.
    """

    sql: str
    values: dict[str, Any]
    sought: tuple[Words | Pattern, ...] = ()
    columns: tuple[str, ...] = ()
    decision: Decision | None = None


def compile_condition(condition: Condition, scope: Scope, now: datetime) -> Compiled:
    """Write a condition on rows of `traces`; `now` is for dates that are told from it."""
    writer = _Writer(scope, now)
    if not _needs_a_look(condition):
        return Compiled(writer.exactly(condition), writer.values)
    decision = writer.decide(condition)
    sql = writer.at_least(condition)
    return Compiled(sql, writer.values, tuple(writer.sought), tuple(writer.columns), decision)


def decides(decision: Decision, columns: Sequence[bool], found: Sequence[bool]) -> bool:
    """Tell whether a decision holds for a trace."""
    match decision:
        case Answered(column):
            return bool(columns[column])
        case Sought(number):
            return found[number]
        case Denied(part):
            return not decides(part, columns, found)
        case Joined(parts, every):
            results = (decides(part, columns, found) for part in parts)
            return all(results) if every else any(results)


def _needs_a_look(condition: Condition) -> bool:
    match condition:
        case Words(text):
            words = tokens(text)
            return is_spaceless(text) or len(words) != 1 or not is_whole(words[0])
        case Pattern():
            return True
        case Not(one):
            return _needs_a_look(one)
        case And(conditions) | Or(conditions):
            return any(map(_needs_a_look, conditions))
        case _:
            return False


class _Writer(TermWriter):
    def __init__(self, scope: Scope, now: datetime) -> None:
        super().__init__(scope, now)
        self.sought: list[Words | Pattern] = []
        self.columns: list[str] = []

    def exactly(self, condition: Condition) -> str:
        """Write a condition that the database can answer alone."""
        match condition:
            case And(conditions):
                return f"({' AND '.join(map(self.exactly, conditions))})"
            case Or(conditions):
                return f"({' OR '.join(map(self.exactly, conditions))})"
            case Not(one):
                return f"NOT coalesce({self.exactly(one)}, false)"
            case Words():
                return self._has_words(condition)
            case Value() if "\0" in condition.value or "\0" in condition.field:
                return "false"  # no document has one, and none can be asked for
            case Pattern():
                raise TypeError(condition)
            case _:
                return self.term(condition)

    def at_least(self, condition: Condition) -> str:
        """Write what holds for all that the condition holds for, and perhaps for more."""
        if not _needs_a_look(condition):
            return self.exactly(condition)
        match condition:
            case And(conditions):
                return f"({' AND '.join(map(self.at_least, conditions))})"
            case Or(conditions):
                return f"({' OR '.join(map(self.at_least, conditions))})"
            case Not(one):
                return f"NOT coalesce({self._at_most(one)}, false)"
            case Words(text) if not is_spaceless(text) and tokens(text):
                return self._has_words(condition)
            case _:
                return "true"

    def _at_most(self, condition: Condition) -> str:
        """Write what holds only where the condition does, but perhaps not everywhere."""
        if not _needs_a_look(condition):
            return self.exactly(condition)
        match condition:
            case And(conditions):
                return f"({' AND '.join(map(self._at_most, conditions))})"
            case Or(conditions):
                return f"({' OR '.join(map(self._at_most, conditions))})"
            case Not(one):
                return f"NOT coalesce({self.at_least(one)}, false)"
            case _:
                return "false"

    def decide(self, condition: Condition) -> Decision:
        """Take a condition apart into what SQL answers and what is looked for."""
        if not _needs_a_look(condition):
            self.columns.append(f"coalesce({self.exactly(condition)}, false)")
            return Answered(len(self.columns) - 1)
        match condition:
            case And(conditions):
                return Joined(tuple(map(self.decide, conditions)), every=True)
            case Or(conditions):
                return Joined(tuple(map(self.decide, conditions)), every=False)
            case Not(one):
                return Denied(self.decide(one))
            case Words() | Pattern():
                if condition not in self.sought:
                    self.sought.append(condition)
                return Sought(self.sought.index(condition))
            case _:
                raise TypeError(condition)

    def _has_words(self, sought: Words) -> str:
        """Ask for traces that have all of these words; the last may be the beginning of one."""
        words = tokens(sought.text)
        asked = []
        for place, word in enumerate(words):
            begun = not is_whole(word) or (sought.prefix and place == len(words) - 1)
            query = self.value(quoted(lexeme(word)) + (":*" if begun else ""))
            columns = (sought.place,) if sought.place else _PLACES
            match_ = " OR ".join(f"{column} @@ {query}::tsquery" for column in columns)
            asked.append(
                "traces.seq IN (SELECT trace_search.seq FROM trace_search"
                f" WHERE ({match_}) AND trace_search.seq BETWEEN :low AND :high)"
            )
        return f"({' AND '.join(asked)})"

    def _number_column(self, field: str) -> str:
        return f"{super()._number_column(field)}::float8"
