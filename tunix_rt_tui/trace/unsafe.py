"""Which unsafe characters a text has: what they are called, how many, and where the first is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from tunix_rt_tui.trace.text import replace_unsafe

_CONTROLS = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\x0b": "LINE TABULATION",
    "\x0c": "FORM FEED",
    "\x0d": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
    "\x9b": "CONTROL SEQUENCE INTRODUCER",
}
"""Names of controls, for which Unicode has none, as its charts write them beside."""


class UnsafeCharacter(NamedTuple):
    """A character that is made visible, and how often; `first` is the first text with it."""

    character: str
    times: int
    first: int

    @property
    def code_point(self) -> str:
        """Its number, as in `U+202E`."""
        return f"U+{ord(self.character):04X}"

    @property
    def name(self) -> str:
        """What Unicode calls it."""
        named = _CONTROLS.get(self.character)
        if named is None:
            kind = "CONTROL" if unicodedata.category(self.character) == "Cc" else "UNNAMED"
            named = unicodedata.name(self.character, kind)
        return named


def unsafe_in(texts: Iterable[str]) -> list[UnsafeCharacter]:
    """Find every unsafe character of some texts, each once, in the order in which they come."""
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, text in enumerate(texts):

        def count(character: str, number: int = number) -> str:
            counts[character] = counts.get(character, 0) + 1
            first.setdefault(character, number)
            return character

        replace_unsafe(text, count)
    return [UnsafeCharacter(one, counts[one], first[one]) for one in counts]
