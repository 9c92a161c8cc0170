"""What a big trace and a big store cost: opening, paging, and memory."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import Figure
from tests.support.filling import fill
from tests.support.terminal import Terminal

MILLION = 1_000_000
PAGES = 20


def big_trace() -> str:
    """A document of just under 1 MiB."""
    content = "Carry the remainder over and divide again. " * 23
    steps = [{"i": i, "type": "compute", "content": f"{i}: {content}"} for i in range(990)]
    return json.dumps(
        {
            "trace_version": "1.0",
            "prompt": "A chain that fills a mebibyte",
            "final_answer": "42",
            "steps": steps,
        }
    )


def run() -> list[Figure]:
    """Open and page a trace of 1 MiB; walk a store of a million."""
    ours = str(Path(sys.executable).with_name("tunix-rt"))
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "one.db")
        document = Path(folder, "big.json")
        document.write_text(big_trace())
        subprocess.run(
            [ours, "--db", database, "import", document], check=True, capture_output=True
        )
        with Terminal([ours, "--db", str(database)]) as terminal:
            terminal.wait_for("A chain that")
            terminal.settle(0.5)
            opened, _ = terminal.measure("enter", quiet=0.4)
            terminal.wait_for("Carry the remainder")
            paged = [terminal.measure("pagedown")[0] for _ in range(PAGES)]
            ended, _ = terminal.measure("end", quiet=0.4)

        million = Path(folder, "million.db")
        fill(million, MILLION)
        with Terminal([ours, "--db", str(million)]) as terminal:
            terminal.wait_for(r"1.000.000")
            terminal.settle(0.5)
            to_end, _ = terminal.measure("end", quiet=0.3)
            terminal.wait_for(r"Traces 1.000.000/1.000.000")
            to_home, _ = terminal.measure("home", quiet=0.3)
            terminal.wait_for(r"Traces 1/1.000.000")
            for _ in range(PAGES):
                terminal.measure("pagedown")
            peak = terminal.peak_mb()
            assert re.search(r"prompt number \d+", terminal.text())
    return [
        Figure("a trace of 1 MiB opens", opened, "s", at_most=0.5),
        Figure("a page down in it, median", statistics.median(paged), "s", at_most=0.1),
        Figure("a page down in it, worst", max(paged), "s"),
        Figure("its end", ended, "s"),
        Figure("End over a million traces", to_end, "s", at_most=0.1),
        Figure("Home over a million traces", to_home, "s", at_most=0.1),
        Figure("peak memory over a million traces", peak, "MB", at_most=110),
    ]
