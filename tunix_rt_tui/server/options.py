"""How the API is served."""

from __future__ import annotations

from dataclasses import dataclass

BATCH_MOST = 1_000
"""Traces of one batch."""

BATCH_DOCUMENTS = 32
"""A batch may have as many bytes as so many of the largest documents."""


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Limits, and who may do what.

    Bodies have at most `max_bytes` bytes for a trace. `token` is asked of everybody; with
    `open_reading` only of those who write. `origins` are those whose pages may use the API.
    `write_rate` is what one client may write, like `100/second`. `read_only` says that nothing may
    be written.
    """

    max_bytes: int
    token: str | None = None
    open_reading: bool = False
    origins: tuple[str, ...] = ()
    write_rate: str | None = None
    read_only: bool = False

    @property
    def max_batch_bytes(self) -> int:
        """Bytes of the body of a batch at most."""
        return BATCH_DOCUMENTS * self.max_bytes
