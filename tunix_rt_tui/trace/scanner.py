"""Reading JSON strictly, with places, and going on after whatever can be gone on after.

The grammar is that of RFC 8259. Beyond it the scanner refuses repeated keys, numbers that cannot
be kept, text that is not well formed Unicode, NUL characters and deep nesting. It keeps no
document, only the containers that are open at a time.
"""

from __future__ import annotations

import re
from contextlib import suppress
from enum import Enum
from functools import partial
from typing import Protocol

from tunix_rt_tui.trace.limits import MAX_DEPTH
from tunix_rt_tui.trace.literals import UnclosedStringError, read_number, read_string
from tunix_rt_tui.trace.problem import Message, ProblemList, TooManyProblemsError, quoted

MAX_FOLLOWED_DEPTH = 10_000
"""Where even the search for further problems ends, so that memory stays bounded."""

_SPACE = re.compile(r"[ \t\n\r]*")
_MARK = re.compile(r"[ \t\n\r]*([,\]}]?)[ \t\n\r]*")
_SIMPLE_KEY = re.compile(r'"([^"\\\x00-\x1f\ud800-\udfff]*+)"[ \t\n\r]*:[ \t\n\r]*')
_WORD = re.compile(r"-?\w+")
_CONSTANTS = {"true": True, "false": False, "null": None}
_NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Refused(Enum):
    """Stands for a value of which nothing more is to be said."""

    NUMBER = "number"


class Container:
    """An object or an array, while it is read and when it is closed.

    `keys` is None for an array. `count` members have begun; `key` is the newest of an object, and
    `key_start` where it stands.
    """

    __slots__ = ("closing", "count", "key", "key_start", "keys", "start")

    def __init__(self, start: int, closing: str) -> None:
        self.start = start
        self.closing = closing
        self.keys: set[str] | None = set() if closing == "}" else None
        self.count = 0
        self.key = ""
        self.key_start = start


Value = str | int | float | None | Container | Refused


class Listener(Protocol):
    """Is told of the values of the upper levels of a document as each is read whole."""

    def value(self, around: list[Container], value: Value, start: int) -> None:
        """Look at a value that begins at `start`, and the open containers around it."""
        ...


class BrokenSyntaxError(Exception):
    """Nothing from `offset` on can be understood."""

    def __init__(self, code: str, offset: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.offset = offset


def pointer(around: list[Container]) -> str:
    """Write the JSON Pointer of the newest member, cut at the deepest level that is allowed."""
    parts: list[str] = []
    for container in around[:MAX_DEPTH]:
        if container.count == 0:
            break
        if container.keys is None:
            parts.append(str(container.count - 1))
        else:
            name = _SURROGATE.sub("\ufffd", container.key)
            parts.append(name.replace("~", "~0").replace("/", "~1"))
    return "".join("/" + part for part in parts)


class Scanner:
    """Reads one text; notes problems, and tells of values inside up to `heard` containers."""

    def __init__(self, text: str, problems: ProblemList, listener: Listener, heard: int) -> None:
        self._text = text
        self._problems = problems
        self._listener = listener
        self._heard = heard
        self._open: list[Container] = []

    def scan(self) -> None:
        """Read the text to its end, or to where its syntax breaks or problems are too many."""
        with suppress(TooManyProblemsError):
            try:
                self._read_document()
            except BrokenSyntaxError as broken:
                self._note(broken.code, broken.offset, partial(str, broken))

    def _read_document(self) -> None:
        position = self._read_value(self._skip_space(0))
        while self._open:
            container = self._open[-1]
            found = _MARK.match(self._text, position)
            assert found, "the pattern matches no text, too"
            mark, position = found[1], found.end()
            if mark == container.closing:
                self._open.pop()
                self._tell(container, container.start)
            elif mark != ("," if container.count else ""):
                raise self._expected(_after(container), found.start(1))
            elif container.keys is not None:
                position = self._read_value(self._read_key(container, container.keys, position))
            else:
                container.count += 1
                position = self._read_value(position)
        position = self._skip_space(position)
        if position < len(self._text):
            raise self._expected("the end of the document", position)

    def _read_key(self, container: Container, keys: set[str], start: int) -> int:
        """Read a key and its colon; return where the value begins."""
        simple = _SIMPLE_KEY.match(self._text, start)
        if simple:
            key, end = simple[1], simple.end()
        else:
            key, end = self._read_unusual_key(start)
        container.key = key
        container.key_start = start
        container.count += 1
        if key in keys:
            self._note("E_DUP_KEY", start, lambda: f"{quoted(key)} is given twice in this object.")
        keys.add(key)
        return end

    def _read_unusual_key(self, start: int) -> tuple[str, int]:
        """Read a key with escapes or faults, or say what is there instead."""
        if not self._text.startswith('"', start):
            raise self._expected("a key in double quotes", start)
        around = self._open[:-1]

        def note(code: str, offset: int, message: Message) -> None:
            self._problems.add(code, offset, lambda: pointer(around), message)

        try:
            key, end = read_string(self._text, start, note)
        except UnclosedStringError:
            raise _unclosed(start) from None
        colon = self._skip_space(end)
        if not self._text.startswith(":", colon):
            raise self._expected(f"a colon after the key {quoted(key)}", colon)
        return key, self._skip_space(colon + 1)

    def _read_value(self, start: int) -> int:
        """Read a scalar, or open a container; return where the text goes on."""
        first = self._text[start : start + 1]
        if first == "[":
            return self._enter(Container(start, "]"))
        if first == "{":
            return self._enter(Container(start, "}"))
        if first == '"':
            try:
                text, end = read_string(self._text, start, self._note)
            except UnclosedStringError:
                raise _unclosed(start) from None
            self._tell(text, start)
            return end
        number = read_number(self._text, start, self._note)
        if number is None:
            return self._read_word(start)
        value, end = number
        self._tell(Refused.NUMBER if value is None else value, start)
        return end

    def _read_word(self, start: int) -> int:
        """Read `true`, `false`, `null`, or what some programs write for a number that is none."""
        found = _WORD.match(self._text, start)
        if found is None:
            raise self._expected("a value", start)
        word = found[0]
        if word in _CONSTANTS:
            self._tell(_CONSTANTS[word], start)
        elif word in _NOT_FINITE:
            self._note("E_NUMBER", start, lambda: f"{word} is no number of JSON.")
            self._tell(Refused.NUMBER, start)
        else:
            raise BrokenSyntaxError("E_JSON", start, f"{quoted(word)} is no value of JSON.")
        return found.end()

    def _enter(self, container: Container) -> int:
        depth = len(self._open) + 1
        if depth == MAX_DEPTH + 1:
            rule = f"at most {MAX_DEPTH} are allowed."
            self._note("E_DEPTH", container.start, lambda: f"This is {depth} levels deep; {rule}")
        elif depth > MAX_FOLLOWED_DEPTH:
            message = "Nested so deep that nothing from here on was read."
            raise BrokenSyntaxError("E_DEPTH", container.start, message)
        self._open.append(container)
        return container.start + 1

    def _skip_space(self, position: int) -> int:
        space = _SPACE.match(self._text, position)
        return space.end() if space else position

    def _tell(self, value: Value, start: int) -> None:
        if len(self._open) <= self._heard:
            self._listener.value(self._open, value, start)

    def _note(self, code: str, offset: int, message: Message) -> None:
        self._problems.add(code, offset, self._path, message)

    def _path(self) -> str:
        return pointer(self._open)

    def _expected(self, what: str, offset: int) -> BrokenSyntaxError:
        """Say what stands where something else belongs."""
        found = self._text[offset : offset + 1]
        if not found:
            return BrokenSyntaxError("E_JSON", offset, f"The document ends where {what} belongs.")
        if _SURROGATE.match(found):
            return BrokenSyntaxError("E_SURROGATE", offset, "A lone surrogate is no character.")
        return BrokenSyntaxError("E_JSON", offset, f"{quoted(found)} stands where {what} belongs.")


def _after(container: Container) -> str:
    """What may come next in a container, the end of which is not reached."""
    if container.count:
        return f"a comma or `{container.closing}`"
    return f"a value or `{container.closing}`" if container.keys is None else "a key or `}`"


def _unclosed(start: int) -> BrokenSyntaxError:
    return BrokenSyntaxError("E_JSON", start, "This string is not closed.")
