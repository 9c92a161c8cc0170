"""Python literals in text, as `repr` writes them into the cells of a CSV."""

from __future__ import annotations

import ast
import math
import re
from typing import Any

MAX_TOKENS = 200_000
"""Each becomes an object of some hundred bytes before it is a value."""

MAX_DEPTH = 60
"""Deeper than any record has its values; `ast` needs some of the stack for every level."""

_ESCAPE = r"\\(?:[\\'\"abfnrtv]|x[0-9a-f]{2}|u[0-9a-f]{4}|U000[0-9a-f]{5}|U0010[0-9a-f]{4})"

_TOKEN = re.compile(
    rf"""
    \s+
    | '(?:[^'\\\n]|{_ESCAPE})*+'
    | "(?:[^"\\\n]|{_ESCAPE})*+"
    | -?(?:0|[1-9][0-9]{{0,999}})(?:\.[0-9]{{0,999}})?(?:e[+-]?[0-9]{{1,4}})?(?![\w.])
    | (?:None|True|False)\b
    | (?P<open>[\[({{])
    | (?P<shut>[\])}}])
    | (?P<between>[,:])
    """,
    re.VERBOSE,
)
"""What `repr` writes of plain values, and nothing that makes work, warnings or names of it."""


def literal_or_text(text: str) -> Any:
    """Read a cell that is a Python literal; give any other as the text that it is.

    Lists, dictionaries, numbers and `None` come out as plain JSON: a tuple as a list, keys as
    text. What stays text: a number that JSON has not, a set, values that no bracket holds together,
    such as `1,234`, and what is nested or long beyond reason.
    """
    if not _is_plain(text):
        return text
    try:
        return _as_json(ast.literal_eval(text.strip()))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return text


def _is_plain(text: str) -> bool:
    """Tell whether a text is made of the tokens of plain literals, in no great depth."""
    depth = at = tokens = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        tokens += 1
        if token is None or tokens > MAX_TOKENS:
            return False
        depth += (token["open"] is not None) - (token["shut"] is not None)
        if depth > MAX_DEPTH or (depth == 0 and token["between"] is not None):
            return False
        at = token.end()
    return depth == 0


def _as_json(value: Any) -> Any:
    """Turn a literal into plain JSON; raises ValueError for what JSON has not."""
    if isinstance(value, dict):
        return {
            key if isinstance(key, str) else str(key): _as_json(one) for key, one in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_as_json(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("JSON has no such number")
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise ValueError("JSON has no such value")
