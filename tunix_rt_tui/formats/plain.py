"""Values of any origin to plain JSON that a trace may hold."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from tunix_rt_tui.trace.limits import MAX_DEPTH
from tunix_rt_tui.trace.literals import MAX_INTEGER_DIGITS

_NOT_ALLOWED = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"

_META_DEPTH = MAX_DEPTH - 2
"""How deep the values of a meta may be nested: the document and the meta are around them."""

_TOO_LARGE = 10**MAX_INTEGER_DIGITS
"""Numbers from here on become text, as the parser of traces refuses to read so many digits."""


def is_plain(text: str) -> bool:
    """Tell whether a text has only characters that a trace may have."""
    return "\0" not in text and (text.isascii() or _NOT_ALLOWED.search(text) is None)


class Cleaner:
    """Makes values plain: `replaced` counts the characters that a trace may not have."""

    def __init__(self) -> None:
        self.replaced = 0

    def text(self, text: str) -> str:
        """Put U+FFFD in the place of NUL and of lone surrogates."""
        if is_plain(text):
            return text
        text, count = _NOT_ALLOWED.subn(_REPLACEMENT, text)
        self.replaced += count
        return text

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Make the values of a meta plain, and its keys."""
        return {self.text(str(key)): self._value(value, 1) for key, value in values.items()}

    def _value(self, value: Any, depth: int) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return value if abs(value) < _TOO_LARGE else hex(value)
        if isinstance(value, float):
            return value if isfinite(value) else repr(value)
        if isinstance(value, bytes):
            return base64.b64encode(value).decode()
        if isinstance(value, date | datetime | time):
            return value.isoformat()
        if isinstance(value, Mapping | list | tuple):
            if depth > _META_DEPTH:
                return "(nested too deep)"
            if isinstance(value, Mapping):
                return {
                    self.text(str(key)): self._value(inner, depth + 1)
                    for key, inner in value.items()
                }
            return [self._value(inner, depth + 1) for inner in value]
        return self.text(str(value))
