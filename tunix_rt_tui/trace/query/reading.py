"""Reading a query: the one way from what is typed to what is meant.

    query  = any                     any  = all ("or" all)*          all = part+
    part   = "-" part | "(" any ")" | term | "sort:" order, which stands outside of all these
    term   = word | word* | "phrase" | /pattern/ims | field sign value

A sign is `:` or one of `= > < >= <=`; fields and their values are in `fields.py`.
"""

from __future__ import annotations

import re
from typing import NoReturn

from tunix_rt_tui.trace.query.fields import field_named
from tunix_rt_tui.trace.query.order import Order, order_names, read_order
from tunix_rt_tui.trace.query.problem import QueryProblem
from tunix_rt_tui.trace.query.scanning import QUOTE, Scanner, Wrong
from tunix_rt_tui.trace.query.term_reading import read_field_term, read_text_term, unknown_field
from tunix_rt_tui.trace.query.terms import Condition, Not, TraceQuery, all_of, any_of

MAX_CHARS = 4_000
"""Characters of a query: more than anybody types, and little enough for every database."""

MAX_TERMS = 200
MAX_DEPTH = 40

_NO_TEXT = re.compile("[\ud800-\udfff]+")
"""Halves of characters: what a terminal sent that is no UTF-8."""

_OR = frozenset({"or", "OR"})
_NOT = "NOT"
_AND = "AND"


def read_query(text: str) -> TraceQuery | QueryProblem:
    """Read a query; every text is one, or has a problem that says where and what."""
    if len(text) > MAX_CHARS:
        return QueryProblem(
            MAX_CHARS + 1,
            len(text) + 1,
            f"A query has at most {MAX_CHARS} characters; this one has {len(text)}.",
            "Leave something out.",
        )
    lost = _NO_TEXT.search(text)
    if lost:
        return QueryProblem(
            lost.start() + 1, lost.end() + 1, "This is no character of any text.", "Leave it out."
        )
    try:
        return _Reading(text).query()
    except Wrong as wrong:
        return wrong.problem


class _Reading:
    def __init__(self, text: str) -> None:
        self._scanner = Scanner(text)
        self._order: Order | None = None
        self._terms = 0
        self._depth = 0

    def query(self) -> TraceQuery:
        condition = self._any()
        if not self._scanner.at_end():  # only a bracket ends what is read before the end
            self._scanner.wrong(
                "This ) has no ( before it.", "Leave it out, or quote it.", length=1
            )
        return TraceQuery(condition, self._order)

    def _any(self) -> Condition | None:
        """Read alternatives up to the end or a closing bracket; None where nothing is said."""
        alternatives: list[Condition] = []
        before_or: int | None = None
        while True:
            found = self._all()
            if found is not None:
                alternatives.append(found)
            elif before_or is not None or self._scanner.sees_word(_OR):
                self._lonely_or(before_or)
            before_or = self._scanner.skip_word(_OR)
            if before_or is None:
                return any_of(tuple(alternatives)) if alternatives else None

    def _lonely_or(self, start: int | None) -> NoReturn:
        if start is not None:
            self._scanner.go_to(start)
        self._scanner.wrong(
            "An 'or' stands between two conditions.",
            'Add the other, or write "or" in quotes.',
            length=2,
        )

    def _all(self) -> Condition | None:
        parts: list[Condition] = []
        while not self._scanner.at_end() and not self._scanner.sees(")"):
            if self._scanner.sees_word(_OR):
                break
            self._scanner.skip_word({_AND})
            part = self._part()
            if part is not None:
                parts.append(part)
        return all_of(tuple(parts)) if parts else None

    def _part(self) -> Condition | None:
        """Read one part; None for an order, which is no condition."""
        scanner = self._scanner
        start = scanner.place()
        if scanner.at_end() or scanner.sees(")") or scanner.sees_word(_OR):
            scanner.wrong(
                "A condition is missing here.", "Add one, or leave the AND out.", length=1
            )
        if scanner.skip("-") or scanner.skip_word({_NOT}) is not None:
            return self._negated(start)
        if scanner.skip("("):
            return self._group(start)
        return self._term(start)

    def _negated(self, start: int) -> Condition:
        scanner = self._scanner
        if scanner.at_end() or scanner.sees_space() or scanner.sees(")"):
            scanner.go_to(start)
            scanner.wrong(
                "A - means 'not', and what it is about follows without a space.",
                "Write -word or -field:value; to look for a dash, use a pattern: /-/.",
                length=1,
            )
        self._go_deeper(start)
        part = self._part()
        self._depth -= 1
        assert part is not None  # an order is refused below the top
        return Not(part)

    def _group(self, start: int) -> Condition:
        self._go_deeper(start)
        inner = self._any()
        self._depth -= 1
        if not self._scanner.skip(")"):
            self._scanner.go_to(start)
            self._scanner.wrong("This ( is never closed.", "Add a ), or quote it.", length=1)
        if inner is None:
            self._scanner.go_to(start)
            self._scanner.wrong("There is nothing in these brackets.", "Leave them out.", length=2)
        return inner

    def _go_deeper(self, start: int) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._scanner.go_to(start)
            self._scanner.wrong(
                f"Brackets and dashes are nested more than {MAX_DEPTH} deep.", "Leave some out."
            )

    def _term(self, start: int) -> Condition | None:
        scanner = self._scanner
        self._terms += 1
        if self._terms > MAX_TERMS:
            scanner.wrong(f"A query has at most {MAX_TERMS} conditions.", "Leave some out.")
        name = scanner.skip_field_name()
        if name is None:
            return read_text_term(scanner, None)
        field = field_named(name)
        if field is None:
            unknown_field(scanner, start, name)
        if field.kind == "order":
            self._read_order(start)
            return None
        return read_field_term(scanner, field, name, start)

    def _read_order(self, start: int) -> None:
        scanner = self._scanner
        scanner.skip_sign()
        place = scanner.place()
        typed = scanner.value() if scanner.sees(QUOTE) else scanner.run_of_value()
        order = read_order(typed)
        if order is None:
            scanner.go_to(place)
            names = ", ".join(order_names())
            scanner.wrong(
                f"'{typed}' is nothing to sort by." if typed else "What to sort by is missing.",
                f"There are: {names}, meta.KEY; with a - before it the other way round.",
                length=len(typed) or 1,
            )
        if self._depth or self._order is not None:
            scanner.go_to(start)
            scanner.wrong(
                "A query is sorted once, outside of brackets.", "Leave this sort: out.", length=5
            )
        scanner.end_term()
        self._order = order
