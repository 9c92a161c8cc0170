"""Work beside the loop: its result, its failure and its end come back to whoever waits."""

from __future__ import annotations

import asyncio
import threading

import pytest

from tests.support.waiting import until
from tunix_rt_tui.tui.jobs.threads import run_aside


async def test_the_result_and_the_failure_come_back() -> None:
    async def work() -> int:
        await asyncio.sleep(0)
        return threading.get_ident()

    assert await run_aside(work) != threading.get_ident()

    async def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await run_aside(fail)


async def test_a_cancellation_is_passed_on_and_its_end_waited_for() -> None:
    begun, cleaned = threading.Event(), []

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    waiting = asyncio.create_task(run_aside(work))
    await until(begun.is_set)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert cleaned == [True]


async def test_what_is_cancelled_before_it_has_begun_does_nothing() -> None:
    done = []

    async def work() -> None:
        await asyncio.sleep(0)
        done.append(True)

    waiting = asyncio.create_task(run_aside(work))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert done == []
