"""Messages between two processes of this program, through a pipe."""

from __future__ import annotations

import pickle
from io import BufferedReader
from typing import IO, Any

LENGTH_BYTES = 8
"""Before each message stands its length, the most significant byte first."""


def framed(message: object) -> bytes:
    """Write a message for the other process."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(LENGTH_BYTES) + data


class MessageReader:
    """Reads messages, all into the same room: to get and to let go of some megabytes for each
    leaves memory in pieces, which doubles what the process has.

    It waits for one in whatever thread, and unpacks it in the one that uses it.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        assert isinstance(pipe, BufferedReader)
        self._pipe = pipe
        self._room = bytearray()
        self._size = 0

    def wait(self) -> bool:
        """Wait for a message; False where the other process ends before that."""
        head = self._pipe.read(LENGTH_BYTES)
        self._size = int.from_bytes(head)
        self._room.extend(bytes(max(0, self._size - len(self._room))))
        with memoryview(self._room)[: self._size] as room:
            filled = self._pipe.readinto(room)
        return len(head) == LENGTH_BYTES and filled == self._size

    def message(self) -> Any:
        """Unpack the message that was waited for."""
        with memoryview(self._room)[: self._size] as packed:
            return pickle.loads(packed)  # noqa: S301 - it comes from a process of our own
