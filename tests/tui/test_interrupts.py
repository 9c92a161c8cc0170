"""Ctrl+c belongs to the program that has the terminal, to the last moment of its stay."""

from __future__ import annotations

import asyncio
import os
import signal

from tunix_rt_tui.tui.signals import deaf_to_interrupts, forget_signals, leave_on_signals


async def test_ctrl_c_in_the_last_moment_of_another_programs_stay_is_not_for_the_app() -> None:
    left: list[int] = []
    leave_on_signals(left.append)
    try:
        with deaf_to_interrupts(left.append):
            os.kill(os.getpid(), signal.SIGINT)
        for _ in range(5):  # turns of the loop: the signal has long been taken
            await asyncio.sleep(0)
        assert left == []

        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(5):
            await asyncio.sleep(0)
        assert left == [128 + signal.SIGINT]
    finally:
        forget_signals()
