"""The quick way to accept a good document: a fast parser, and proofs of what it does not see.

Pydantic's own parser is strict about types, lengths, UTF-8, syntax and lone surrogates. It lets
pass repeated keys, NaN and infinite numbers, NUL characters, deep nesting and equal step indices.
Each of these is ruled out here, or the document is left to the scanner, which decides. So this
way accepts nothing that the scanner would refuse, and may leave good documents to it.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from pydantic import ValidationError

from tunix_rt_tui.trace.limits import MAX_DEPTH
from tunix_rt_tui.trace.model import ReasoningTrace

_STRINGS_OF_TRACE = 4 + 3
_STRINGS_OF_STEP = 3 + 2
"""Keys of the fields that are required, and those of their values that are strings."""

_INT_RANGE = 1 << 63
"""Every parser reads smaller integers alike."""


_MARK = b'"trace_version"'
"""What every trace has but one that writes its keys with escapes; few other records have it."""


class _UndecidedError(Exception):
    """The quick way cannot tell."""


def accept_quickly(document: bytes) -> ReasoningTrace | None:
    """Return the trace of a document that is proven good and without unknown fields, else None.

    The document is UTF-8 without a byte-order mark.
    """
    if _MARK not in document:
        return None
    try:
        trace = ReasoningTrace.model_validate_json(document)
    except ValidationError:
        return None
    steps = trace.steps
    indices = {step.i for step in steps}
    if len(indices) != len(steps) or max(indices) >= _INT_RANGE:
        return None
    strings = _STRINGS_OF_TRACE + _STRINGS_OF_STEP * len(steps)
    if "meta" in trace.model_fields_set:
        strings += 1
    if trace.meta is not None:
        try:
            strings += _count_strings(trace.meta)
        except _UndecidedError:
            return None
    return trace if _has_just(strings, document) else None


def _count_strings(meta: dict[str, Any]) -> int:
    """Count the keys and strings in `meta`, if it is shallow and its numbers are ordinary."""
    strings = 0
    level: list[Any] = [meta]
    for _ in range(MAX_DEPTH - 1):
        deeper: list[Any] = []
        for container in level:
            values = container
            if type(container) is dict:
                strings += len(container)
                values = container.values()
            for value in values:
                kind = type(value)
                if kind is str:
                    strings += 1
                elif kind is dict or kind is list:
                    deeper.append(value)
                elif kind is float:
                    if not isfinite(value):
                        raise _UndecidedError
                elif kind is int and not -_INT_RANGE < value < _INT_RANGE:
                    raise _UndecidedError
        if not deeper:
            return strings
        level = deeper
    raise _UndecidedError


def _has_just(strings: int, document: bytes) -> bool:
    """Tell whether a well-formed document has so many strings, keys counted, and none with NUL.

    A repeated key and an unknown field are one string more than the parsed trace has. What counts
    the strings is their quotes: with escaped backslashes taken away, a backslash that still stands
    before a quote escapes it.
    """
    escaped_quotes = 0
    if b"\\" in document:
        document = document.replace(b"\\\\", b"")
        if b"\\u0000" in document:
            return False
        escaped_quotes = document.count(b'\\"')
    return document.count(b'"') - escaped_quotes == 2 * strings
