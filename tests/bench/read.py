"""Reading what is long: a thousand steps, sixteen thousand lines, a line of a megabyte."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure
from tests.support.homes import TUNIX_RT, environment
from tests.support.terminal import Terminal
from tests.support.traces import make_document

ROUNDS = 10
STEPS = 1_000
OPENS = 0.35
"""Seconds in which a long trace is to open."""

AT_ONCE = 0.05
"""Seconds within which a key seems to act at once."""

MEMORY = 40
"""Megabytes that reading may take above what the app holds with a short trace open."""


def _steps(content: Callable[[int], str]) -> list[dict[str, Any]]:
    kinds = ("think", "tool", "check")
    return [{"i": i, "type": kinds[i % 3], "content": content(i)} for i in range(STEPS)]


def _documents() -> dict[str, dict[str, Any]]:
    sentence = "Carry the remainder over and divide again. "
    lines = "\n".join(f"line {n}: divide again" for n in range(16))
    return {
        "a short trace": make_document(),
        "1000 steps of 1 kB": make_document(steps=_steps(lambda i: f"{i}: {sentence * 23}"[:980])),
        "16 000 lines": make_document(steps=_steps(lambda i: f"{i}\n{lines}")),
        "a line of 1 MB": make_document(meta={"log": sentence * 23_000}),
    }


def run() -> list[Figure]:
    """Open each in a pty, step, fold, scroll and find."""
    figures: list[Figure] = []
    idle = 0.0
    for name, document in _documents().items():
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            file = home / "one.json"
            file.write_text(json.dumps(document))
            with Terminal(
                [TUNIX_RT, "--db", str(home / "a.db"), "import", str(file)], env=environment(home)
            ) as terminal:
                assert terminal.wait_exit() == 0
            with Terminal([TUNIX_RT, "--db", str(home / "a.db")], env=environment(home)) as app:
                app.wait_for("Traces 1/1")
                app.settle(0.5)
                opened, _ = app.measure("enter", quiet=0.4)
                app.wait_for("What is 1 plus 1")
                if not idle:
                    app.measure("]")
                    idle = app.peak_mb()
                    continue
                figures.append(Figure(f"{name}: opens", opened, "s", at_most=OPENS))
                figures += _by_lines(name, app) if "line of" in name else _by_steps(name, app)
                more = app.peak_mb() - idle
                figures.append(Figure(f"{name}: memory above idle", more, "MB", at_most=MEMORY))
    return figures


def _by_steps(name: str, app: Terminal) -> Iterator[Figure]:
    for label, keys, most in (
        ("a step", "]", 12_000),
        ("a step of its type", "}", 12_000),
        ("a fold", "z", 12_000),
        ("all folds", "Z", 12_000),
        ("a line", "j", 7_500),
    ):
        yield from _pressed(f"{name}: {label}", app, keys, most)
    app.press("/")
    app.wait_for("capitals")
    app.press("divide", "enter")
    app.wait_for(r"hit \d+ of")
    app.settle(0.3)
    yield from _pressed(f"{name}: a hit", app, "n", 12_000)


def _by_lines(name: str, app: Terminal) -> Iterator[Figure]:
    app.press("v", "v")
    app.wait_for("meta")
    app.settle(0.3)
    yield from _pressed(f"{name}: a page", app, "pagedown", 12_000)
    yield from _pressed(f"{name}: a line", app, "j", 7_500)
    ended, _ = app.measure("end", quiet=0.4)
    yield Figure(f"{name}: its end", ended, "s")


def _pressed(name: str, app: Terminal, key: str, most: int) -> Iterator[Figure]:
    measured = [app.measure(key) for _ in range(ROUNDS)]
    took = statistics.median(seconds for seconds, _ in measured)
    yield Figure(name, took, "s", at_most=AT_ONCE)
    yield Figure(f"{name}, at most", max(sent for _, sent in measured), "B", at_most=most)
