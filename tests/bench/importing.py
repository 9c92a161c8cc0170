"""What importing costs: the verb, and `sqlite-utils insert --nl` and `enable-fts` on the same.

The reference neither validates nor looks for duplicates, and keeps no facts. Memory is the highest
that the process has, with all that it starts; pages that they share are counted once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psutil

from tests.bench.figures import Figure
from tests.support.homes import TUNIX_RT, environment

RECORDS = 100_000
RECORD_BYTES = 500
SQLITE_UTILS = str(Path(sys.executable).with_name("sqlite-utils"))

SMALL, LARGE = 20_000_000, 2_000_000_000
"""Bytes of the files of which memory is compared."""

LARGE_ARRAY = 200_000_000

LONG = "It may be so, or otherwise; let us see what comes of it when all is added up. " * 45


def run() -> list[Figure]:
    """Import in the verb and in the reference, and watch the memory of a small and a large file."""
    figures: list[Figure] = []
    for name, make, columns, bound in (
        ("canonical", _canonical, ["prompt", "final_answer", "steps"], 1.0),
        ("gsm8k", _gsm8k, ["question", "answer"], 0.6),
    ):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            file = _written(home / f"{name}.jsonl", (make(n) for n in range(RECORDS)))
            reference = _reference(home, file, columns)
            ours = _ours(home, file)
            figures.append(
                Figure(
                    f"{RECORDS:,} {name} records a second",
                    RECORDS / ours,
                    "/s",
                    reference=RECORDS / reference,
                    at_least=bound,
                )
            )
    return figures + _memory()


def _memory() -> list[Figure]:
    figures = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        home = Path(folder)
        small = _peak_of(home, "small.jsonl", SMALL, _lines)
        figures.append(Figure("memory for 20 MB of lines", small, "MB", at_most=150))
        for name, size, write in (
            ("2 GB of lines", LARGE, _lines),
            ("200 MB in one array", LARGE_ARRAY, _array),
        ):
            peak = _peak_of(home, "large.json", size, write)
            figures.append(
                Figure(f"memory for {name}", peak, "MB", at_most=min(150, round(small + 10)))
            )
    return figures


def _canonical(number: int) -> dict[str, object]:
    document: dict[str, object] = {
        "trace_version": "1.0",
        "prompt": f"How many legs do {number} spiders have, and how many {number + 1} ants?",
        "final_answer": f"{8 * number} and {6 * (number + 1)}",
        "steps": [
            {"i": 0, "type": "think", "content": f"A spider has 8 legs: {number} times 8."},
            {"i": 1, "type": "compute", "content": f"{number} * 8 = {8 * number}"},
        ],
        "meta": {"reward": (number % 100) / 100, "run": f"run-{number % 7}"},
    }
    room = RECORD_BYTES - len(json.dumps(document)) - 1
    document["meta"] = {**document["meta"], "note": "x" * max(0, room - 12)}  # type: ignore[dict-item]
    return document


def _gsm8k(number: int) -> dict[str, str]:
    return {
        "question": f"Spider {number} has eight legs and ant {number} six. How many have they?",
        "answer": f"A spider has 8 legs.\nAn ant has 6.\nTogether that is 8 + 6 = "
        f"<<8+6=14>>14 for number {number}.\n#### 14",
    }


def _written(file: Path, records: Iterator[Mapping[str, object]]) -> Path:
    with file.open("w") as out:
        for record in records:
            out.write(json.dumps(record) + "\n")
    return file


def _ours(home: Path, file: Path) -> float:
    return _timed([[TUNIX_RT, "--db", str(home / "ours.db"), "import", str(file)]], home)


def _reference(home: Path, file: Path, columns: Sequence[str]) -> float:
    database = str(home / "reference.db")
    return _timed(
        [
            [SQLITE_UTILS, "insert", database, "rows", str(file), "--nl"],
            [SQLITE_UTILS, "enable-fts", database, "rows", *columns],
        ],
        home,
    )


def _timed(commands: Sequence[Sequence[str]], home: Path) -> float:
    began = time.perf_counter()
    for command in commands:
        subprocess.run(command, env=dict(environment(home)), check=True, capture_output=True)
    return time.perf_counter() - began


def _peak_of(home: Path, name: str, size: int, write: Callable[[Path, int], None]) -> float:
    """Megabytes that an import of a file of such a size has at most."""
    file = home / name
    write(file, size)
    database = home / "memory.db"
    command = [TUNIX_RT, "--db", str(database), "import", str(file)]
    process = psutil.Popen(
        command, env=dict(environment(home)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0.0
    while process.poll() is None:
        try:
            tree = [process, *process.children(recursive=True)]
            peak = max(peak, sum(one.memory_full_info().pss for one in tree) / 1e6)
        except psutil.Error:
            continue
        time.sleep(0.05)
    for left in (file, database):
        left.unlink()
    return peak


def _long(number: int) -> str:
    document = _canonical(number)
    document["steps"] = [{"i": 0, "type": "think", "content": f"{number}: {LONG}"}]
    return json.dumps(document)


def _lines(file: Path, size: int) -> None:
    with file.open("w") as out:
        number = written = 0
        while written < size:
            written += out.write(_long(number) + "\n")
            number += 1


def _array(file: Path, size: int) -> None:
    with file.open("w") as out:
        number, written = 0, out.write("[")
        while written < size:
            written += out.write(f"{', ' if number else ''}{_long(number)}")
            number += 1
        out.write("]")
