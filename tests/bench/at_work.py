"""The app over a store of traces in a pty, and the same for its references."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.homes import TUNIX_RT, environment
from tests.support.terminal import Terminal

TRACES = 5_000
REFERENCE = [sys.executable, "-m", "tests.bench.bare_list"]


def document(number: int, steps: int = 9) -> dict[str, object]:
    """A trace that fills a screen."""
    return {
        "trace_version": "1.0",
        "prompt": f"Question {number}: how many legs have {number} spiders?",
        "steps": [
            {"i": i, "type": "compute", "content": f"{i}: " + "eight legs and six legs " * 8}
            for i in range(steps)
        ],
        "final_answer": str(8 * number),
    }


@contextmanager
def app_at_work(*, rows: int = 40, columns: int = 120) -> Iterator[Terminal]:
    """Start the app over `TRACES` traces and wait until it rests."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        lines = home / "many.jsonl"
        lines.write_text("\n".join(json.dumps(document(n)) for n in range(TRACES)))
        subprocess.run(
            [TUNIX_RT, "import", lines],
            env=dict(environment(home)),
            check=True,
            capture_output=True,
        )
        with Terminal([TUNIX_RT], rows=rows, columns=columns, env=environment(home)) as terminal:
            terminal.wait_for("Question 4999")
            terminal.wait_for("rediai healthy")
            terminal.settle(0.5)
            yield terminal


@contextmanager
def reference_at_work() -> Iterator[Terminal]:
    """Start the bare list and wait until it rests."""
    with Terminal(REFERENCE) as terminal:
        terminal.wait_for("Question 0")
        terminal.settle(0.5)
        yield terminal
