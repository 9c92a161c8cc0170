"""Bytes that each action sends to a terminal of 120×40, against a bare list where there is one."""

from __future__ import annotations

import time
from statistics import mean

from tests.bench.at_work import app_at_work, reference_at_work
from tests.bench.figures import Figure
from tests.support.terminal import Terminal

IDLE_SECONDS = 70
"""Two looks at health, 30 seconds apart, fall into these."""


def sent(terminal: Terminal, key: str, times: int = 1) -> float:
    """Bytes of a key, on average."""
    return mean(terminal.measure(key, quiet=0.25)[1] for _ in range(times))


def closing(terminal: Terminal) -> float:
    """Bytes of an escape, which is waited for longer."""
    before = len(terminal.raw)
    terminal.press("escape")
    terminal.settle(0.4)
    return len(terminal.raw) - before


def idle(terminal: Terminal) -> float:
    """Bytes while nothing is done."""
    before = len(terminal.raw)
    end = time.monotonic() + IDLE_SECONDS
    while time.monotonic() < end:
        terminal.pump(0.5)
    return len(terminal.raw) - before


def run() -> list[Figure]:
    """Count what is sent."""
    with reference_at_work() as bare:
        bare_start = len(bare.raw)
        bare_row, bare_page = sent(bare, "j", 5), sent(bare, "pagedown", 3)
    with app_at_work() as app:
        figures = [Figure("the start", len(app.raw), "B", at_most=45_000)]

        def note(name: str, value: float, most: float) -> None:
            figures.append(Figure(name, value, "B", at_most=most))

        note("a row within the screen", sent(app, "j", 5), 450)
        note("forty rows, each", sent(app, "j", 40), 800)
        note("a page", sent(app, "pagedown", 3), 7_500)
        note("a change of focus", sent(app, "tab", 2), 2_500)
        for key, name in (("?", "help"), ("ctrl+p", "the palette"), ("ctrl+f", "a dialog")):
            note(f"{name} opens", sent(app, key), 15_000)
            note(f"{name} closes", closing(app), 15_000)
        app.press("1")
        app.settle()
        note("a trace opens", sent(app, "enter"), 15_000)
        note("a line of it", sent(app, "j", 3), 7_500)
        note("a step of it", sent(app, "]", 3), 12_000)
        app.press("3")
        app.wait_for("Editor")
        app.press("ctrl+l")
        app.wait_for("Valid")
        app.settle(1)
        note("a move in the editor", sent(app, "down", 5), 900)
        note("a letter typed", sent(app, "x", 5), 900)
        app.settle(1)
        note(f"{IDLE_SECONDS} idle seconds", idle(app), 0)
    figures += [
        Figure("for comparison: a bare list, its start", bare_start, "B"),
        Figure("for comparison: a bare list, a row", bare_row, "B"),
        Figure("for comparison: a bare list, a page", bare_page, "B"),
    ]
    return figures
