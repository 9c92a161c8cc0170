"""Regular expressions of a person, kept from running away.

The library `regex` takes what Python's own takes and more, and gives up at a time limit: an
expression can be written that takes longer than the universe has for a text of fifty letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to import, and few queries have a pattern
    import regex

SECONDS_A_TEXT = 0.1
"""How long one text may be looked through: of an ordinary expression, some ten megabytes."""

FLAGS = "ims"


class BadPattern(ValueError):
    """What is no regular expression; `offset` is where it goes wrong, from 0."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@lru_cache(64)
def compiled(source: str, flags: str) -> regex.Pattern[str]:
    """Compile an expression; raises `BadPattern`."""
    import regex

    options = 0
    for letter in flags:
        options |= {"i": regex.IGNORECASE, "m": regex.MULTILINE, "s": regex.DOTALL}[letter]
    try:
        return regex.compile(source, options)
    except regex.error as error:
        # the stubs do not know these two
        raise BadPattern(
            str(getattr(error, "msg", error)), getattr(error, "pos", 0) or 0
        ) from error
    except (OverflowError, RecursionError, MemoryError) as error:
        raise BadPattern("it is too large", 0) from error


def search_all(pattern: regex.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Give the spans that an expression finds; an empty one is no find. Raises `TimeoutError`."""
    for found in pattern.finditer(text, timeout=SECONDS_A_TEXT, concurrent=True):
        start, end = found.span()
        if start < end:
            yield start, end
