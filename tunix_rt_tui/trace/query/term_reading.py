"""Reading one term of a query."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import NoReturn

from tunix_rt_tui.trace.identity import start_of_id
from tunix_rt_tui.trace.query import dates
from tunix_rt_tui.trace.query.fields import FIELDS, PLACE_OF, Field, Kind
from tunix_rt_tui.trace.query.numbers import number_of, size_of
from tunix_rt_tui.trace.query.patterns import FLAGS, BadPattern, compiled
from tunix_rt_tui.trace.query.scanning import QUOTE, Scanner
from tunix_rt_tui.trace.query.terms import (
    Condition,
    Date,
    DateBetween,
    Number,
    NumberBetween,
    Pattern,
    Place,
    Relation,
    Value,
    Words,
)
from tunix_rt_tui.trace.query.tokens import is_spaceless, tokens

_PREFIX = "*"
_RANGE = ".."
_RELATIONS: dict[str, Relation] = {"=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def read_text_term(scanner: Scanner, place: Place | None) -> Words | Pattern:
    """Read words, a phrase or a pattern."""
    start = scanner.place()
    if scanner.sees("/"):
        return _read_pattern(scanner, place)
    if scanner.sees(QUOTE):
        text = scanner.value()
        prefix = scanner.skip(_PREFIX)
    else:
        text = scanner.bare_word() if place is None else scanner.run_of_value()
        prefix = text.endswith(_PREFIX)
        text = text.rstrip(_PREFIX) if prefix else text
    if not tokens(text):
        length = scanner.place() - start
        scanner.go_to(start)
        if not text:
            scanner.wrong(
                "A word is missing here.", "Add one; to look for signs: /[=+]/.", length=1
            )
        scanner.wrong(
            f"'{text}' has no letter or digit, and only words are indexed.",
            "Leave it out, or look for it with a pattern, as in /[=+]/.",
            length=length,
        )
    scanner.end_term()
    return Words(text, place, prefix and not is_spaceless(text))


def read_field_term(scanner: Scanner, field: Field, name: str, start: int) -> Condition:
    """Read what stands behind the name of a field that is no order."""
    sign = _RELATIONS[scanner.skip_sign()]
    if field.kind in _COMPARED:
        return _COMPARED[field.kind](scanner, name, sign)
    if sign != "=":
        scanner.go_to(start)
        scanner.wrong(
            f"{name} is a text, and cannot be less or more than another.",
            f"Write {field.example}.",
        )
    return _NAMED[field.kind](scanner, name)


def unknown_field(scanner: Scanner, start: int, name: str) -> NoReturn:
    """Say that there is no such field."""
    scanner.go_to(start)
    names = [field.name for field in FIELDS]
    near = get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    meant = f" Did you mean {near[0]}?" if near else ""
    if name == "meta.":
        meant = " A key of meta is missing: meta.reward>0.5."
    scanner.wrong(
        f"There is no field '{name}'.{meant}",
        f"To look for the text itself, put it in quotes. Fields: {', '.join(names)}.",
        length=len(name),
    )


def _read_place(scanner: Scanner, name: str) -> Condition:
    return read_text_term(scanner, PLACE_OF[name])


def _read_pattern(scanner: Scanner, place: Place | None) -> Pattern:
    start = scanner.place()
    source, flags = scanner.pattern()
    end = scanner.place()
    unknown = [letter for letter in flags if letter not in FLAGS]
    if unknown:
        scanner.go_to(end - len(flags))
        scanner.wrong(
            f"'{flags}' behind a pattern is no flag.",
            "Flags are i, m and s. To look for words with a slash, put them in quotes.",
            length=len(flags),
        )
    if not source:
        scanner.go_to(start)
        scanner.wrong("This pattern is empty.", "Write what to find between the slashes.", length=2)
    try:
        compiled(source, "".join(sorted(set(flags))))
    except BadPattern as bad:
        scanner.go_to(start + 1 + min(bad.offset, len(source)))
        scanner.wrong(f"This is no regular expression: {bad}.", "Mend it, or quote it.", length=1)
    scanner.end_term()
    return Pattern(source, "".join(sorted(set(flags))), place)


def _read_value(scanner: Scanner, name: str) -> Condition:
    """Read a text that may be in quotes, and whether a star behind it lets it go on."""
    if scanner.sees(QUOTE):
        text, prefix = scanner.value(), scanner.skip(_PREFIX)
    else:
        typed = scanner.run_of_value()
        prefix = typed.endswith(_PREFIX)
        text = typed.removesuffix(_PREFIX)
        if not typed:
            scanner.wrong(
                f"What {name} shall be is missing.", f"Add it; {name}:* is for any.", length=1
            )
    scanner.end_term()
    return Value(name, text, prefix)


def _read_id(scanner: Scanner, name: str) -> Condition:
    start = scanner.place()
    text = scanner.run_of_value()
    prefix = start_of_id(text.rstrip(_PREFIX).lower())
    if prefix is None:
        scanner.go_to(start)
        scanner.wrong(
            f"'{text}' is no start of an id.",
            "Ids have digits, the letters a to f, and dashes.",
            length=len(text) or 1,
        )
    scanner.end_term()
    return Value(name, prefix, prefix=True)


def _read_meta(scanner: Scanner, name: str, sign: Relation) -> Condition:
    """Read a text or, where it is compared or a range, numbers."""
    start = scanner.place()
    if sign == "=" and not _is_range(scanner.run_of_value()):
        scanner.go_to(start)
        return _read_value(scanner, name)
    scanner.go_to(start)
    return _read_compared(scanner, name, sign, number_of, "a number")


def _is_range(typed: str) -> bool:
    low, is_range, high = typed.partition(_RANGE)
    return bool(
        is_range
        and (low or high)
        and all(number_of(part) is not None for part in (low, high) if part)
    )


def _read_number(scanner: Scanner, name: str, sign: Relation) -> Condition:
    return _read_compared(scanner, name, sign, number_of, "a number")


def _read_size(scanner: Scanner, name: str, sign: Relation) -> Condition:
    return _read_compared(scanner, name, sign, size_of, "a size, like 500, 100k or 1.5M")


def _read_compared(
    scanner: Scanner, name: str, sign: Relation, read: Callable[[str], float | None], what: str
) -> Condition:
    """Read a number, or with `=` a range of numbers that is open at one end at most."""
    start = scanner.place()
    typed = scanner.run_of_value()
    low, is_range, high = typed.partition(_RANGE) if sign == "=" else (typed, "", "")
    numbers = [read(part) for part in (low, high)]
    for part, number in zip((low, high), numbers, strict=True):
        if number is None and (part or not (low + high)):
            _no_value(scanner, start + typed.index(part), part, what)
    scanner.end_term()
    first, last = numbers
    if first is not None and last is not None:
        if first > last:
            scanner.go_to(start)
            said = f"The range {typed} ends before it begins."
            scanner.wrong(said, f"Write {high}..{low}.", length=len(typed))
        return NumberBetween(name, first, last)
    if last is not None:
        return Number(name, "<=", last)
    assert first is not None
    return Number(name, ">=" if is_range else sign, first)


def _read_date(scanner: Scanner, _name: str, sign: Relation) -> Condition:
    start = scanner.place()
    typed = scanner.run_of_value()
    low, is_range, high = typed.partition(_RANGE)
    parts = [part for part in ((low, high) if is_range and sign == "=" else (typed,)) if part]
    for part in parts or [""]:
        if not dates.is_date(part):
            _no_value(scanner, start + typed.index(part), part, f"a date: {dates.FORMS}")
    scanner.end_term()
    if not is_range or sign != "=":
        return Date(sign, typed)
    if low and high:
        return DateBetween(low, high)
    return Date(">=", low) if low else Date("<=", high)


def _no_value(scanner: Scanner, start: int, typed: str, what: str) -> NoReturn:
    scanner.go_to(start)
    said = f"'{typed}' is not {what}." if typed else f"Here belongs {what}."
    scanner.wrong(said, "Correct it here.", length=len(typed) or 1)


_NAMED: dict[Kind, Callable[[Scanner, str], Condition]] = {
    "place": _read_place,
    "value": _read_value,
    "id": _read_id,
}
_COMPARED: dict[Kind, Callable[[Scanner, str, Relation], Condition]] = {
    "number": _read_number,
    "size": _read_size,
    "date": _read_date,
    "meta": _read_meta,
}
