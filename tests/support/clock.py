"""Time and ids that tests choose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID


class SteppingClock:
    """A clock that is one second later each time it is read."""

    def __init__(self, start: datetime = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        """Read it."""
        self.now += timedelta(seconds=1)
        return self.now


class CountingIds:
    """Ids that look random and are the same on every run."""

    def __init__(self) -> None:
        self._given = 0

    def __call__(self) -> UUID:
        """Give the next."""
        self._given += 1
        spread = self._given * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128
        return UUID(int=spread, version=4)
