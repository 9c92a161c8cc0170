"""Health is asked of all three at once, seldom enough, and never in anybody's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest

from tests.support import http
from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.health.asking import Asker
from tunix_rt_tui.health.failures import NoGoodAnswer
from tunix_rt_tui.health.monitor import HealthMonitor
from tunix_rt_tui.health.probes import Probe, StoreProbe, api_probe, rediai_probe
from tunix_rt_tui.health.report import HealthReport, Mode
from tunix_rt_tui.store.contract import StoreStatus

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class Time:
    """Time that passes only while somebody waits for it, and then at once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.pauses: list[float] = []

    def clock(self) -> datetime:
        """The time of day."""
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        """Pass."""
        self.pauses.append(seconds)
        self.seconds += seconds


class Patient:
    """A probe whose state is set by the test; `asked` counts, `gate` holds its answers back."""

    mode: Mode | None = None
    known: Mapping[str, str] = {"url": "http://patient"}

    def __init__(self, error: str | None = None) -> None:
        self.error = error
        self.asked = 0
        self.reached = asyncio.Event()
        self.closed = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def look(self) -> Mapping[str, str]:
        """Answer, when the gate is open."""
        self.asked += 1
        self.reached.set()
        await self.gate.wait()
        if self.error:
            raise NoGoodAnswer(self.error)
        return {"asked": str(self.asked)}

    async def close(self) -> None:
        """Count."""
        self.closed += 1


class Ward:
    """A monitor over three patients, in a time of its own."""

    def __init__(self) -> None:
        self.store, self.api, self.rediai = Patient(), Patient(), Patient()
        self.time = Time()

    def monitor(self, ttl: float = 20.0, interval: float = 30.0) -> HealthMonitor:
        """Make the monitor."""
        return HealthMonitor(
            store=self.store,
            api=self.api,
            rediai=self.rediai,
            ttl=ttl,
            interval=interval,
            clock=self.time.clock,
            monotonic=self.time.monotonic,
            sleep=self.time.sleep,
        )


async def _take(reports: AsyncIterator[HealthReport], count: int) -> list[HealthReport]:
    taken = []
    async for report in reports:
        taken.append(report)
        if len(taken) == count:
            break
    return taken


def _statuses(report: HealthReport) -> tuple[str, str, str]:
    return report.store.status, report.api.status, report.rediai.status


async def test_nothing_is_asked_and_nothing_claimed_before_the_first_check() -> None:
    ward = Ward()
    monitor = ward.monitor()
    assert _statuses(monitor.latest) == ("checking",) * 3
    await monitor.close()
    assert ward.store.asked == 0
    assert ward.store.closed == 1


async def test_a_check_tells_of_all_three_and_is_remembered() -> None:
    ward = Ward()
    ward.api.error = "HTTP 503"
    monitor = ward.monitor()
    report = await monitor.check()
    assert _statuses(report) == ("healthy", "down", "healthy")
    assert report.api.error == "HTTP 503"
    assert report.api.checked_at == START
    assert report.api.facts == {"url": "http://patient"}
    assert report.store.facts == {"url": "http://patient", "asked": "1"}
    assert report.store.latency == 0.0
    assert monitor.latest == report
    await monitor.close()


async def test_what_is_not_configured_is_never_asked_and_never_down() -> None:
    monitor = HealthMonitor(store=None, api=None, rediai=None, ttl=0)
    report = await monitor.check()
    assert _statuses(report) == ("not configured",) * 3
    assert (report.api.error, report.api.latency) == (None, None)
    await monitor.close()


async def test_answers_are_kept_for_the_ttl_but_not_those_of_the_store() -> None:
    ward = Ward()
    monitor = ward.monitor(ttl=20)
    await monitor.check()
    ward.time.seconds = 19.9
    await monitor.check()
    assert (ward.store.asked, ward.api.asked, ward.rediai.asked) == (2, 1, 1)
    ward.time.seconds = 20.0
    await monitor.check()
    assert (ward.store.asked, ward.api.asked, ward.rediai.asked) == (3, 2, 2)
    await monitor.check(fresh=True)
    assert (ward.store.asked, ward.api.asked, ward.rediai.asked) == (4, 3, 3)
    await monitor.close()


async def test_a_ttl_of_zero_keeps_nothing() -> None:
    ward = Ward()
    monitor = ward.monitor(ttl=0)
    await monitor.check()
    await monitor.check()
    assert ward.api.asked == 2
    await monitor.close()


async def test_checks_at_the_same_time_share_one_question_and_one_may_give_up() -> None:
    ward = Ward()
    ward.api.gate.clear()
    monitor = ward.monitor()
    impatient = asyncio.create_task(monitor.check())
    others = [asyncio.create_task(monitor.check(fresh=fresh)) for fresh in (True, False)]
    await ward.api.reached.wait()
    impatient.cancel()
    ward.api.gate.set()
    first, second = await asyncio.gather(*others)
    assert first.api == second.api
    assert first.api.status == "healthy"
    assert ward.api.asked == 1
    await monitor.close()


async def test_the_last_error_outlives_a_recovery() -> None:
    ward = Ward()
    ward.rediai.error = "HTTP 500"
    monitor = ward.monitor(ttl=0)
    await monitor.check()
    ward.rediai.error = None
    ward.time.seconds = 60
    health = (await monitor.check()).rediai
    assert (health.status, health.error) == ("healthy", None)
    assert (health.last_error, health.last_error_at) == ("HTTP 500", START)
    assert health.checked_at == START + timedelta(seconds=60)
    await monitor.close()


async def test_a_defect_in_a_probe_is_not_hidden() -> None:
    class Defect(Patient):
        async def look(self) -> Mapping[str, str]:
            raise ZeroDivisionError

    for ask in (lambda monitor: monitor.check(), lambda monitor: _take(monitor.watch(), 3)):
        monitor = HealthMonitor(store=Defect(), api=None, rediai=None, ttl=0)
        with pytest.raises(ZeroDivisionError):
            await ask(monitor)
        await monitor.close()


async def test_watching_reports_at_once_and_then_every_interval() -> None:
    ward = Ward()
    monitor = ward.monitor()
    async with aclosing(monitor.watch()) as reports:
        taken = await _take(reports, 3)
    assert [report.store.checked_at - START for report in taken] == [
        timedelta(seconds=seconds) for seconds in (0, 30, 60)
    ]
    assert all(_statuses(report) == ("healthy",) * 3 for report in taken)
    assert ward.time.pauses == [30, 30]
    await monitor.close()


async def test_watching_asks_what_is_down_ever_more_rarely_until_it_is_well() -> None:
    ward = Ward()
    ward.api.error = "Connection refused"
    monitor = ward.monitor()
    asked_at: list[float] = []
    async for _ in monitor.watch():
        if ward.api.asked > len(asked_at):
            asked_at.append(ward.time.seconds)
        if len(asked_at) == 7:
            ward.api.error = None
        if len(asked_at) == 10:
            break
    assert asked_at == [0, 30, 90, 210, 450, 750, 1050, 1350, 1380, 1410]
    assert monitor.latest.api.status == "healthy"
    assert ward.store.asked == 1 + 1410 / 30
    await monitor.close()


async def test_watching_asks_no_more_often_than_the_ttl_allows() -> None:
    ward = Ward()
    monitor = ward.monitor(ttl=300)
    async with aclosing(monitor.watch()) as reports:
        await _take(reports, 11)
    assert (ward.store.asked, ward.api.asked) == (11, 2)
    await monitor.close()


async def test_one_that_hangs_delays_no_report_about_the_others() -> None:
    ward = Ward()
    ward.rediai.gate.clear()
    monitor = ward.monitor()
    async with aclosing(monitor.watch()) as reports:
        [first] = await _take(reports, 1)
        assert _statuses(first) in {
            ("healthy", "checking", "checking"),
            ("healthy", "healthy", "checking"),
        }
        while monitor.latest.api.status == "checking":
            await anext(reports)
        ward.rediai.gate.set()
        while monitor.latest.rediai.status == "checking":
            await anext(reports)
        assert _statuses(monitor.latest) == ("healthy",) * 3
    await monitor.close()


async def test_closing_ends_a_hanging_question_a_check_and_a_watch_at_once() -> None:
    ward = Ward()
    for patient in (ward.store, ward.api, ward.rediai):
        patient.gate.clear()
    monitor = ward.monitor()
    check = asyncio.create_task(monitor.check())
    watch = asyncio.create_task(_take(monitor.watch(), 1))
    await ward.rediai.reached.wait()
    await monitor.close()
    with pytest.raises(asyncio.CancelledError):
        await check
    assert await watch == []
    assert ward.api.closed == 1


async def test_closing_ends_a_watch_that_waits() -> None:
    resting = asyncio.Event()

    async def sleep(seconds: float) -> None:
        resting.set()
        await asyncio.Event().wait()

    monitor = HealthMonitor(store=None, api=None, rediai=None, ttl=0, sleep=sleep)
    watch = asyncio.create_task(_take(monitor.watch(), 99))
    await resting.wait()
    await monitor.close()
    reports = await watch
    assert _statuses(reports[-1]) == ("not configured",) * 3


def _over_http(
    api: str | None, rediai: str | None, *, token: str | None = None, deadline: float = 5.0
) -> HealthMonitor:
    asker = Asker()
    real: Probe = rediai_probe(asker, "real" if rediai else "mock", rediai or "", "/health")
    return HealthMonitor(
        store=None, api=api_probe(asker, api, token), rediai=real, ttl=0, deadline=deadline
    )


async def test_the_api_and_rediai_are_asked_where_they_live() -> None:
    async with http.serving(http.answers({"status": "healthy"})) as server:
        monitor = _over_http(server.url, server.url + "/base", token="geheim")
        report = await monitor.check()
        await monitor.close()
    assert _statuses(report) == ("not configured", "healthy", "healthy")
    assert report.rediai.mode == "real"
    assert report.api.facts == {"url": f"{server.url}/api/health"}
    heads = sorted(server.requests)
    assert heads[0].startswith("GET /api/health ")
    assert "Bearer geheim" in heads[0]
    assert heads[1].startswith("GET /base/health ")
    assert "Bearer" not in heads[1]
    assert "geheim" not in repr(report)


async def test_a_mock_is_well_and_says_that_it_is_one() -> None:
    monitor = _over_http(None, None)
    report = await monitor.check()
    await monitor.close()
    assert (report.rediai.status, report.rediai.mode) == ("healthy", "mock")
    assert report.api.status == "not configured"


@pytest.mark.parametrize("behaviour", [http.hangs(), http.drips(0.01)])
async def test_who_is_too_slow_is_down_and_still_named(behaviour: http.Behaviour) -> None:
    async with http.serving(behaviour) as server:
        monitor = _over_http(None, server.url, deadline=0.5)
        health = (await monitor.check()).rediai
        await monitor.close()
    assert (health.status, health.error, health.mode) == ("down", "Timeout after 0.5s", "real")
    assert health.facts == {"url": f"{server.url}/health"}


async def test_the_deadline_is_five_seconds_in_words() -> None:
    class TooSlow(Patient):
        async def look(self) -> Mapping[str, str]:
            raise TimeoutError

    monitor = HealthMonitor(store=None, api=TooSlow(), rediai=None, ttl=0)
    assert (await monitor.check()).api.error == "Timeout after 5s"
    await monitor.close()


async def test_the_exit_does_not_wait_for_a_server_that_hangs() -> None:
    async with http.serving(http.hangs()) as server:
        monitor = _over_http(server.url, None)
        check = asyncio.create_task(monitor.check())
        await server.asked.wait()
        async with asyncio.timeout(1):
            await monitor.close()
        with pytest.raises(asyncio.CancelledError):
            await check


async def test_an_answer_that_comes_late_but_in_time_counts() -> None:
    ready = asyncio.Event()
    async with http.serving(http.answers_when(ready, {"status": "healthy"})) as server:
        monitor = _over_http(server.url, None)
        check = asyncio.create_task(monitor.check())
        await server.asked.wait()
        ready.set()
        report = await check
        await monitor.close()
    assert report.api.status == "healthy"
    assert report.api.latency is not None
    assert report.api.latency > 0


async def test_the_store_tells_where_it_is_and_how_much_it_holds() -> None:
    async def status() -> StoreStatus:
        return StoreStatus("sqlite", "/t.db", 3, 1, 4096, "0001", True, {"journal": "wal"})

    monitor = HealthMonitor(store=StoreProbe(status), api=None, rediai=None, ttl=0)
    facts = (await monitor.check()).store.facts
    await monitor.close()
    assert facts == {
        "kind": "sqlite",
        "location": "/t.db",
        "traces": "3",
        "in the trash": "1",
        "bytes": "4096",
        "revision": "0001",
        "read-only": "yes",
        "journal": "wal",
    }


async def test_a_store_that_cannot_be_opened_is_down_with_its_reason() -> None:
    async def status() -> StoreStatus:
        raise StoreFault("Not a database", "/t.db is not a database.", "Name another.")

    monitor = HealthMonitor(store=StoreProbe(status), api=None, rediai=None, ttl=0)
    health = (await monitor.check()).store
    await monitor.close()
    assert (health.status, health.error) == ("down", "/t.db is not a database.")
