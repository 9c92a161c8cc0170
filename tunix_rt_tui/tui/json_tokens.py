"""The tokens of one line of JSON, right or wrong, to be told apart by their looks.

No string of JSON goes over the end of a line, so each line is read by itself: only lines that are
seen are ever looked at.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["key", "string", "number", "word", "mark", "wrong"]
"""`word` is true, false or null; `wrong` what no JSON holds, an unclosed string among it."""

_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))'
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.+-]))"
    r"|(?P<word>(?:true|false|null)(?!\w))"
    r"|(?P<mark>[{}\[\],:])"
    r'|(?P<wrong>".*|[^\s{}\[\],:"]+)'
)


class Token(NamedTuple):
    """Where a token stands in its line, and what it is."""

    start: int
    end: int
    kind: Kind


@lru_cache(512)
def tokens_of(line: str) -> tuple[Token, ...]:
    """Read a line; white space between the tokens is left out."""
    return tuple(_read(line))


def _read(line: str) -> list[Token]:
    tokens = []
    for found in _TOKEN.finditer(line):
        kind: Kind = found.lastgroup  # type: ignore[assignment]  # the groups are named so
        tokens.append(Token(found.start(), found.end(), kind))
    return tokens
