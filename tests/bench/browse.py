"""A person who searches, marks and groups a million traces in the app, and its memory."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from tests.bench.figures import Figure
from tests.support.filling import fill_searchable
from tests.support.homes import TUNIX_RT, environment
from tests.support.terminal import Terminal

TRACES = 1_000_000
KEYS = 10_000
EARLY = 2_000
"""Keys after which memory is looked at first."""

WALK = ("j",) * 14 + ("pagedown", "pagedown", "space", "pageup", "end", "k", "home", "j", "n", "1")
"""Keys that are pressed again and again: moving, marking, opening at a hit."""


QUIET = 0.1
"""Seconds without output after which a batch of keys is taken to be done.

Keys that still wait are memory too, which no person at a keyboard can fill.
"""


def walk(terminal: Terminal, keys: int) -> None:
    """Press so many keys, and let each batch be drawn."""
    pressed = 0
    while pressed < keys:
        terminal.press(*WALK)
        pressed += len(WALK)
        terminal.settle(QUIET)


def run() -> list[Figure]:
    """Search a store of a million in a pty."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "million.db"
        fill_searchable(path, TRACES)
        argv = [TUNIX_RT, "--db", str(path)]
        with Terminal(argv, env=environment(home)) as terminal:
            terminal.wait_for(r"1 000 000")
            terminal.settle(0.5)
            terminal.press("/")
            terminal.wait_for("a phrase")
            terminal.press("half1", "enter")
            terminal.wait_for(r"Traces 1/500 000")
            terminal.settle(0.5)
            end, _ = terminal.measure("end", quiet=0.3)
            terminal.wait_for(r"500 000/500 000")
            home_, _ = terminal.measure("home", quiet=0.3)
            pages = [terminal.measure("pagedown")[0] for _ in range(20)]
            hit, _ = terminal.measure("n", quiet=0.3)
            terminal.press("1")
            walk(terminal, EARLY)
            early = terminal.peak_mb()
            walk(terminal, KEYS - EARLY)
            terminal.settle(0.5)
            late = terminal.peak_mb()
    return [
        Figure("End of 500 000 hits", end * 1000, "ms", at_most=100),
        Figure("Home of them", home_ * 1000, "ms", at_most=100),
        Figure("a page of them, median", statistics.median(pages) * 1000, "ms", at_most=100),
        Figure("a page of them, worst", max(pages) * 1000, "ms", at_most=150),
        Figure("a trace opens at its hit", hit * 1000, "ms", at_most=150),
        Figure(f"peak memory after {KEYS} keys", late, "MB", at_most=130),
        Figure(f"its growth since {EARLY} keys", late / early, "×", at_most=1.1),
    ]
