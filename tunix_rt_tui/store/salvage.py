"""What a damaged store still gives away, beside the contract that a sound one keeps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NamedTuple, Protocol
from uuid import UUID


class Unread(NamedTuple):
    """A key whose document could not be read; without an id it is not known to be a trace."""

    seq: int
    id: UUID | None


class Salvaged(NamedTuple):
    """What was found up to the key `reached` of all up to `newest`, oldest first."""

    documents: list[str]
    unread: list[Unread]
    reached: int
    newest: int


class Salvage(Protocol):
    """Reads past what is damaged; the store itself is left as it is."""

    def documents(self, after: int = 0) -> AsyncIterator[Salvaged]:
        """Read every document with a higher key than `after`, but for what is in the trash.

        Where nothing tells any more whether one is in the trash, it counts as live. Raises
        `StoreFault` where nothing at all can be read.
        """
        ...
