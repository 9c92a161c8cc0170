"""Frames are few, and the first after a pause waits for nothing."""

from __future__ import annotations

import pytest

from tunix_rt_tui.tui.wire.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("most", [15, 5])
def test_no_second_sees_more_frames_than_allowed(most: int) -> None:
    clock = Clock()
    pace = Pace(most, clock=clock)
    sent: list[float] = []
    for _ in range(3_000):
        if pace.wait() <= 0:
            pace.note_frame()
            sent.append(clock.now)
        clock.now += 0.001
    for start in sent:
        assert len([moment for moment in sent if start <= moment < start + 1]) <= most
    assert len(sent) >= 3 * (most - 4)


def test_after_a_pause_a_few_go_at_once_and_the_next_waits_its_turn() -> None:
    clock = Clock()
    pace = Pace(15, clock=clock)
    for _ in range(4):
        assert pace.wait() <= 0
        pace.note_frame()
    assert 0 < pace.wait() < 0.1
    clock.now += pace.wait()
    assert pace.wait() <= 1e-9
