"""The samples of an Inspect log in JSON, one by one, each with what stands before them.

What stands before them is completed to an object, in which the array of samples is empty.

The log is one object of any size: `version`, `status`, `eval`, `plan`, … and an array `samples`.
The rules by which it is known are those of its own format: `eval` and `status`, and `plan` or
`samples`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tunix_rt_tui.sources.pieces import JSON_SPACE, Flaw, Piece, PieceBuffer
from tunix_rt_tui.sources.splitting import ArrayElements
from tunix_rt_tui.sources.structure import StructureScanner

NO_SAMPLES = (
    "An Inspect log without samples; export them with the log, or name the log they are in."
)

_MEMBER = re.compile(rb'\s*+"([^"\\]*+)"\s*+:\s*+(.)', re.DOTALL)
_KEY_BYTES = 256
"""Bytes in which the key of a member has to be found; those that matter are short."""

_FIRST_KEYS = {b"status", b"version", b"plan", b"results"}
"""What stands beside `eval` before the samples, whichever way the keys are sorted."""

_TRACE_KEYS = {b"prompt", b"final_answer", b"steps"}
"""A trace may have any keys beside its own, and stays whole."""


def begins_log(text: bytes, ended: bool) -> bool | None:
    """Tell whether the object that a text begins with is a log; None where more of it is needed.

    `ended` says that no more of it will be shown.
    """
    scanner = StructureScanner()
    keys: set[bytes] = set()
    at = 1
    scanner.next_mark(text[:1], 0)
    while True:
        member = _MEMBER.match(text, at, at + _KEY_BYTES)
        if member:
            keys.add(member[1])
        mark = scanner.next_mark(text, at)
        if mark is None:
            return _may_have_samples(keys) if ended else None
        if scanner.depth == 0:
            return _is_log(keys)
        at = mark + 1


def split_inspect(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece | Flaw]:
    """Give the samples of a log, or of several one after the other; other objects as they are."""
    rest = iter(chunks)
    chunk: bytes | None = b""
    while chunk is not None:
        begun = chunk.lstrip(JSON_SPACE)
        buffer.skip(chunk[: len(chunk) - len(begun)])
        if not begun:
            chunk = next(rest, None)
        elif begun[:1] == b"{":
            log = _Log(begun, rest, buffer)
            yield from log.pieces()
            chunk = log.after
        else:
            yield buffer.flaw("Something follows the end of the log; it was not read.")
            return


class _Log:
    """One object, and what of the chunk it ends in stands `after` it; None where it has no end."""

    def __init__(self, chunk: bytes, rest: Iterator[bytes], buffer: PieceBuffer) -> None:
        self._rest = rest
        self._buffer = buffer
        self._keys: set[bytes] = set()
        self._scanner = StructureScanner()
        self._scanner.next_mark(b"{", 0)
        buffer.add(b"{")
        self.after: bytes | None = chunk[1:]

    def pieces(self) -> Iterator[Piece | Flaw]:
        """Give the samples, or the whole object where it has none."""
        head_size = self._buffer.size
        while self.after is not None:
            member = self._member()
            if member and self._begins_samples(member):
                yield from self._samples(member, head_size)
                return
            if member:
                self._keys.add(member[1])
            self._pass_member()
            head_size = self._buffer.size
            if self._scanner.depth == 0:
                self._take(1)
                break
            if self.after is not None:
                self._take(1)
        piece = self._buffer.take()
        if piece and _is_log(self._keys):
            yield Flaw("E_SOURCE", NO_SAMPLES, piece.line, piece.column, piece.raw)
        elif piece:
            yield piece

    def _begins_samples(self, member: re.Match[bytes]) -> bool:
        return member[1] == b"samples" and member[2] == b"[" and _may_have_samples(self._keys)

    def _member(self) -> re.Match[bytes] | None:
        """Find the key that comes next, and the first byte of its value."""
        text = self.after or b""
        found = _MEMBER.match(text, 0, _KEY_BYTES)
        while not found and len(text) < _KEY_BYTES and (more := next(self._rest, None)) is not None:
            text += more
            found = _MEMBER.match(text, 0, _KEY_BYTES)
        self.after = text
        return found

    def _pass_member(self) -> None:
        """Go on to the comma behind a member, or to the closing brace."""
        while self.after is not None:
            mark = self._scanner.next_mark(self.after, 0)
            if mark is not None:
                self._take(mark)
                return
            self._buffer.add(self.after)
            self.after = next(self._rest, None)

    def _take(self, size: int) -> None:
        text = self.after or b""
        self._buffer.add(text[:size])
        self.after = text[size:]

    def _samples(self, member: re.Match[bytes], head_size: int) -> Iterator[Piece | Flaw]:
        text = self.after or b""
        self._buffer.add(text[: member.end() - 1])
        enclosing = self._buffer.take()
        head = None
        if enclosing and enclosing.raw is not None:
            head = enclosing.raw[:head_size] + b',"samples":[]}'
        self._buffer.skip(b"[")
        elements = ArrayElements(text[member.end() :], self._rest, self._buffer)
        count = 0
        for element in elements:
            count += 1
            yield element._replace(head=head) if isinstance(element, Piece) else element
        self.after = elements.after
        if not count:
            yield self._buffer.flaw(NO_SAMPLES, "E_SOURCE")
        if elements.after is not None:
            yield from self._pass_over()

    def _pass_over(self) -> Iterator[Flaw]:
        """Leave out what stands behind the samples."""
        scanner = StructureScanner(depth=1)
        while self.after is not None:
            at = 0
            while (mark := scanner.next_mark(self.after, at)) is not None:
                at = mark + 1
                if scanner.depth == 0:
                    self._buffer.skip(self.after[:at])
                    self.after = self.after[at:]
                    return
            self._buffer.skip(self.after)
            self.after = next(self._rest, None)
        yield self._buffer.flaw("The log is not closed: the input ends before its }.")


def _may_have_samples(keys: set[bytes]) -> bool:
    return b"eval" in keys and not _FIRST_KEYS.isdisjoint(keys) and _TRACE_KEYS.isdisjoint(keys)


def _is_log(keys: set[bytes]) -> bool:
    return (
        {b"eval", b"status"} <= keys
        and not {b"plan", b"samples"}.isdisjoint(keys)
        and _TRACE_KEYS.isdisjoint(keys)
    )
