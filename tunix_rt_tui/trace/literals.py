"""Strings and numbers of JSON text, read strictly.

A fault within a string is noted, and reading goes on to the closing quote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from math import isfinite

from tunix_rt_tui.trace import words
from tunix_rt_tui.trace.problem import Message

MAX_INTEGER_DIGITS = 640
"""What Python converts however it is set (`sys.int_info.str_digits_check_threshold`).

So a document that one process has accepted is read by every other; longer integers are a way to
keep a machine busy.
"""

Note = Callable[[str, int, Message], None]
"""Takes a code, an offset and a message."""

_PLAIN = re.compile(r'[^"\\\x00-\x1f\ud800-\udfff]*')
_SIMPLE = re.compile(r'"([^"\\\x00-\x1f\ud800-\udfff]*+)"')
_ESCAPED = re.compile(
    r'"(?:[^"\\\x00-\x1f\ud800-\udfff]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"',
)
_REFUSED = re.compile(r"[\x00\ud800-\udfff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]+")
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))')
_LOW_ESCAPE = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)((?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)")


class UnclosedStringError(Exception):
    """A string has no closing quote."""


def read_string(text: str, start: int, note: Note) -> tuple[str, int]:
    """Read the string whose opening quote is at `start`; return it and where the text goes on.

    What is refused is noted, and stands in the string as well as it can. Raises
    `UnclosedStringError`.
    """
    simple = _SIMPLE.match(text, start)
    if simple:
        return simple[1], simple.end()
    escaped = _ESCAPED.match(text, start)
    if escaped:
        value: str = json.loads(escaped[0])
        if not _REFUSED.search(value):
            return value, escaped.end()
    return _read_with_faults(text, start + 1, note)


def _read_with_faults(text: str, position: int, note: Note) -> tuple[str, int]:
    """Read on to the closing quote from behind the opening one, noting each fault."""
    parts: list[str] = []
    while True:
        start, position = position, _end(_PLAIN, text, position)
        parts.append(text[start:position])
        match text[position : position + 1]:
            case '"':
                return "".join(parts), position + 1
            case "\\":
                part, position = _read_escape(text, position, note)
                parts.append(part)
            case "":
                raise UnclosedStringError
            case control if control < " ":
                _note_control(control, position, note)
                parts.append(control)
                position += 1
            case _:
                note("E_SURROGATE", position, lambda: "A lone surrogate is no character.")
                start, position = position, _end(_SURROGATES, text, position)
                parts.append(text[start:position])


def _note_control(control: str, position: int, note: Note) -> None:
    if control == "\0":
        note("E_NUL", position, _nul_message)
        return
    hint = "; is the closing quote missing?" if control in "\r\n" else "."
    note(
        "E_JSON",
        position,
        lambda: f"In a string, U+{ord(control):04X} must be written as an escape{hint}",
    )


def _read_escape(text: str, start: int, note: Note) -> tuple[str, int]:
    """Read one escape, or a pair of them that stands for one character."""
    escape = _ESCAPE.match(text, start)
    if escape is None:
        note("E_JSON", start, lambda: 'After a backslash comes one of " \\ / b f n r t uXXXX.')
        return "\\", start + 1
    if escape[1]:
        return _LETTERS.get(escape[1], escape[1]), escape.end()
    number = int(escape[2], 16)
    low = _LOW_ESCAPE.match(text, escape.end()) if 0xD800 <= number < 0xDC00 else None
    if low:
        paired = 0x10000 + ((number - 0xD800) << 10) + (int(low[1], 16) - 0xDC00)
        return chr(paired), low.end()
    if number == 0:
        note("E_NUL", start, _nul_message)
    elif 0xD800 <= number < 0xE000:
        note("E_SURROGATE", start, lambda: f"The lone surrogate {escape[0]} is no character.")
    return chr(number), escape.end()


def _nul_message() -> str:
    return "Text must not hold a NUL character."


def read_number(text: str, start: int, note: Note) -> tuple[int | float | None, int] | None:
    """Read the number at `start`; return it and where the text goes on, or None if there is none.

    The number itself is None where it is refused, which is noted.
    """
    number = _NUMBER.match(text, start)
    if number is None:
        return None
    end = number.end()
    if number[1]:
        value = float(number[0])
        if isfinite(value):
            return value, end
        note("E_NUMBER", start, lambda: "This number is too large to be kept.")
        return None, end
    digits = end - start - text.startswith("-", start)
    if digits <= MAX_INTEGER_DIGITS:
        return int(number[0]), end
    note(
        "E_NUMBER",
        start,
        lambda: f"This integer has {words.number(digits)} digits, too many to be kept.",
    )
    return None, end


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where a run ends that may be empty."""
    run = pattern.match(text, start)
    return run.end() if run else start
