"""Load on an HTTP server by wrk, which is far from being the limit itself."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.figures import Skipped

CONNECTIONS = 8
SECONDS = 4
_SCRIPT = Path(__file__).with_name("load.lua")


class Load(NamedTuple):
    """What came of one run: answers in all and a second, milliseconds by percentile."""

    answers: int
    rate: float
    p50: float
    p99: float


def wrk() -> str:
    """The path of the load generator; `Skipped` where there is none."""
    found = shutil.which("wrk")
    if found is None:
        raise Skipped("wrk is missing: apt install wrk, dnf install wrk, or brew install wrk")
    return found


def requests_file(path: Path, lines: Iterable[str]) -> Path:
    """Write the requests to send, `METHOD PATH BODY` a line."""
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def load(url: str, requests: Path, seconds: int = SECONDS) -> Load:
    """Send requests over all connections for a while; each must be answered, and well."""
    command = [wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s"]
    ran = subprocess.run(
        [*command, "-s", str(_SCRIPT), url, "--", str(requests)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"^figures (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$", ran.stdout, re.MULTILINE)
    assert found, ran.stdout + ran.stderr
    answers, bad, failed, duration, p50, p99 = map(int, found.groups())
    assert bad == failed == 0, f"{url} {requests.name}: {bad} bad answers, {failed} failures"
    return Load(answers, answers / duration * 1_000_000, p50 / 1000, p99 / 1000)


def median(loads: Sequence[Load]) -> Load:
    """The answers of all runs, and the median of every other figure."""
    rates, halves, slowest = zip(*(one[1:] for one in loads), strict=True)
    return Load(
        sum(one.answers for one in loads),
        statistics.median(rates),
        statistics.median(halves),
        statistics.median(slowest),
    )
