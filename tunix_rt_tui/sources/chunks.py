"""The bytes of a stream as they come, with a look ahead and a gentle end where it breaks off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import BinaryIO, TypeVar

CHUNK_BYTES = 262_144
"""Bytes asked of a stream at a time."""

_Known = TypeVar("_Known")


class StreamFaultError(Exception):
    """A stream cannot be read on; `cut` says that what was read of it is sound all the same."""

    def __init__(self, message: str, *, cut: bool) -> None:
        super().__init__(message)
        self.message = message
        self.cut = cut


def cut_short(what: str) -> StreamFaultError:
    """Say that a stream ends too early."""
    return StreamFaultError(f"{what} is cut short; what came before was read.", cut=True)


def damaged(what: str, why: object = "") -> StreamFaultError:
    """Say that a stream cannot be unpacked from some place on."""
    because = f" ({why})" if str(why) else ""
    return StreamFaultError(f"{what} is damaged{because}; what came before was read.", cut=False)


class Chunks:
    """Iterates over the bytes of a stream; where it breaks off, they end and `fault` says why."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._ahead = b""
        self.fault: StreamFaultError | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._ahead:
            ahead, self._ahead = self._ahead, b""
            return ahead
        if self.fault:
            raise StopIteration
        try:
            return next(self._chunks)
        except OSError as error:
            message = f"Cannot be read: {error.strerror or error}."
            self.fault = StreamFaultError(message, cut=True)
        except StreamFaultError as fault:
            self.fault = fault
        raise StopIteration

    def begin_with(self, beginnings: Collection[bytes]) -> bytes:
        """Tell which of these the bytes to come begin with, the longest; empty for none."""

        def known(head: bytes, complete: bool) -> bytes | None:
            if not complete and any(each.startswith(head) for each in beginnings if each != head):
                return None
            return max((each for each in beginnings if head.startswith(each)), key=len, default=b"")

        return self.look(known)

    def look(self, known: Callable[[bytes, bool], _Known | None]) -> _Known:
        """Read ahead until something is known of the bytes to come.

        `known` is given them, and whether they are all that there is, and then it has to know.
        """
        held = bytearray()
        tried = 0
        for chunk in self:
            held += chunk
            # A look at twice as much each time keeps the time linear, however much is needed.
            if len(held) >= 2 * tried:
                tried = len(held)
                answer = known(bytes(held), False)
                if answer is not None:
                    self._ahead = bytes(held)
                    return answer
        self._ahead = bytes(held)
        answer = known(self._ahead, True)
        assert answer is not None, "all there is has been shown"
        return answer

    def skip(self, size: int) -> None:
        """Leave out this many of the bytes that were looked at."""
        self._ahead = self._ahead[size:]

    def looked_at(self) -> int:
        """How many of the bytes to come are in memory already."""
        return len(self._ahead)


def chunks_of(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """Read what is there already rather than wait for more, so that a live pipe keeps flowing."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    while chunk := read(size):
        yield chunk
