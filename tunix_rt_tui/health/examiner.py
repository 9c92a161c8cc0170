"""One thing under watch: asked when it should be, and remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from tunix_rt_tui.health.failures import NoGoodAnswer
from tunix_rt_tui.health.probes import Probe
from tunix_rt_tui.health.report import Health, Name

MAX_PAUSE = 300.0
"""Seconds after which a thing that stays down is asked again at the latest."""


class Examiner:
    """Asks one probe, at most once at a time, within `deadline` seconds, and keeps what it found.

    What was found is good for `ttl` seconds from when it was asked for. Where there is no probe
    the thing is not configured, and there is nothing to ask.
    """

    def __init__(
        self,
        name: Name,
        probe: Probe | None,
        *,
        ttl: float,
        deadline: float,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self.health = Health(name, "checking", clock())
        """What was found last."""
        self._probe = probe
        self._ttl = ttl
        self._deadline = deadline
        self._clock = clock
        self._monotonic = monotonic
        self._asked_at: float | None = None
        self._failures = 0
        self._asking: asyncio.Task[Health] | None = None

    def ask(self) -> asyncio.Task[Health]:
        """The question that is under way, or a new one; not to be cancelled, others may wait."""
        if self._asking is None or self._asking.done():
            self._asked_at = self._monotonic()
            self._asking = asyncio.create_task(self._look(), name=f"health-{self.health.name}")
        return self._asking

    async def check(self, *, fresh: bool) -> Health:
        """What was found within the last `ttl` seconds unless `fresh`, else what is found now."""
        kept = self._asked_at is not None and self._monotonic() - self._asked_at < self._ttl
        if kept and not fresh and self.health.status != "checking":
            return self.health
        return await asyncio.shield(self.ask())

    def due(self, interval: float) -> float:
        """When to ask next by the monotonic clock: after `interval`, but not within the ttl.

        While the thing is down the pause doubles each time, up to `MAX_PAUSE`.
        """
        if self._asked_at is None:
            return self._monotonic()
        pause = max(interval, self._ttl)
        if self._failures:
            longest = max(pause, MAX_PAUSE)
            pause = min(pause * 2.0 ** min(self._failures - 1, 30), longest)
        return self._asked_at + pause

    async def close(self) -> None:
        """Stop asking at once, and close the probe."""
        if self._asking is not None and not self._asking.done():
            self._asking.cancel()
            await asyncio.wait([self._asking])
        if self._probe is not None:
            await self._probe.close()

    async def _look(self) -> Health:
        if self._probe is None:
            self.health = replace(self.health, status="not configured", checked_at=self._clock())
            return self.health
        began = self._monotonic()
        facts: Mapping[str, str] = {}
        error = None
        try:
            async with asyncio.timeout(self._deadline):
                facts = await self._probe.look()
        except TimeoutError:
            error = f"Timeout after {self._deadline:g}s"
        except NoGoodAnswer as reason:
            error = str(reason)
        now = self._clock()
        self._failures = self._failures + 1 if error else 0
        self.health = Health(
            name=self.health.name,
            status="down" if error else "healthy",
            checked_at=now,
            latency=self._monotonic() - began,
            error=error,
            last_error=error or self.health.last_error,
            last_error_at=now if error else self.health.last_error_at,
            mode=self._probe.mode,
            facts={**self._probe.known, **facts},
        )
        return self.health
