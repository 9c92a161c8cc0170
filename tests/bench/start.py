"""How soon the app shows text, and rows of 100 000 traces, against an empty Textual app."""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import tunix_rt_tui
from tests.bench.figures import Figure
from tests.support.filling import fill
from tests.support.terminal import Terminal

ROUNDS = 7
TRACES = 100_000


def seconds_to(argv: Sequence[str], *patterns: str) -> list[float]:
    """Start a program in a pty; seconds until its screen matches each pattern in turn."""
    with Terminal(argv, rows=40, columns=120) as terminal:
        return [terminal.wait_for(pattern) for pattern in patterns]


def seconds_of(argv: Sequence[str]) -> float:
    """Run a program to its end."""
    start = time.perf_counter()
    subprocess.run(argv, check=True, capture_output=True)
    return time.perf_counter() - start


def run() -> list[Figure]:
    """First text, first rows and `--version`, each the median of seven."""
    empty: list[float] = []
    text: list[float] = []
    rows: list[float] = []
    version: list[float] = []
    python = sys.executable
    ours = [str(Path(python).with_name("tunix-rt"))]
    # As pip leaves every package that it installs, Textual among them, but not an editable one.
    compileall.compile_dir(str(Path(tunix_rt_tui.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "traces.db")
        fill(database, TRACES)
        for _ in range(ROUNDS + 1):
            empty += seconds_to([python, "-m", "tests.bench.empty_app"], r"ready")
            first, second = seconds_to([*ours, "--db", str(database)], r"\S", r"prompt number \d+")
            text.append(first)
            rows.append(second)
            version.append(seconds_of([*ours, "--version"]))
    # The first round warms the file cache for all of them.
    medians = [statistics.median(times[1:]) for times in (empty, text, rows, version)]
    reference = medians[0]
    return [
        Figure("first text", medians[1], "s", reference, at_most=1.5),
        Figure(f"first rows of {TRACES:,}", medians[2], "s", reference, at_most=2.0),
        Figure("--version", medians[3], "s", at_most=0.15),
    ]
