"""Following brackets and strings through chunks of JSON, without reading what is inside."""

from __future__ import annotations

import re

_WHOLE_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_TO_BRACKET = re.compile(rb'[^"\[\]{}]*+(?:%b[^"\[\]{}]*+)*+' % _WHOLE_STRING, re.DOTALL)
_TO_BRACKET_OR_COMMA = re.compile(rb'[^"\[\]{},]*+(?:%b[^"\[\]{},]*+)*+' % _WHOLE_STRING, re.DOTALL)
_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_OPENING = b"[{"
_QUOTE, _BACKSLASH, _COMMA = b'"', b"\\", b","


class StructureScanner:
    """Finds the marks at which values of a stream end, wherever the stream is cut into chunks.

    A mark is a comma one level deep, or a bracket after which no level is open. Which kind of
    bracket closes which is not looked at: the parser does that.
    """

    def __init__(self, depth: int = 0) -> None:
        """Begin with `depth` brackets open."""
        self._depth = depth
        self._in_string = False
        self._escaped = False

    @property
    def depth(self) -> int:
        """How many brackets are open."""
        return self._depth

    @property
    def inside(self) -> bool:
        """Whether a string is open."""
        return self._in_string

    def next_mark(self, chunk: bytes, start: int) -> int | None:
        """Find the next mark from `start` on; None where the chunk ends before there is one."""
        at = start
        while True:
            if self._in_string:
                at = self._end_of_string(chunk, at)
                if self._in_string:
                    return None
            # Strings that end within the chunk are passed over in one match with what is between.
            skipped = _TO_BRACKET_OR_COMMA if self._depth == 1 else _TO_BRACKET
            found = skipped.match(chunk, at)
            at = found.end() if found else at
            byte = chunk[at : at + 1]
            if not byte:
                return None
            at += 1
            if byte == _QUOTE:
                self._in_string = True
            elif byte == _COMMA:
                return at - 1
            elif byte in _OPENING:
                self._depth += 1
            else:
                self._depth = max(0, self._depth - 1)
                if self._depth == 0:
                    return at - 1

    def _end_of_string(self, chunk: bytes, at: int) -> int:
        """Go past the closing quote, or to the end of the chunk."""
        if self._escaped and at < len(chunk):
            self._escaped = False
            at += 1
        found = _INSIDE.match(chunk, at)
        at = found.end() if found else at
        if chunk[at : at + 1] == _QUOTE:
            self._in_string = False
            return at + 1
        self._escaped = self._escaped or chunk[at : at + 1] == _BACKSLASH
        return len(chunk)
