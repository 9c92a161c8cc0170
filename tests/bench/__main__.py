"""`python -m tests.bench [PART…]`: measure, print a table and keep the figures as JSON.

Every part compares with a reference that it measures in the same run, so that a slow or busy
machine shifts both. The table's ratio is ours to the reference's, and the bound what we hold it to.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.bench.disk import RESULTS
from tests.bench.figures import Figure, Skipped

PARTS = (
    "start",
    "add",
    "importing",
    "list",
    "search",
    "stats",
    "parse",
    "open",
    "read",
    "browse",
    "wire",
    "keys",
    "api",
    "postgres",
)


def measure(part: str) -> list[Figure]:
    """Run one part; `Skipped` where this machine lacks something that it needs."""
    run = importlib.import_module(f"tests.bench.{part}").run
    figures: list[Figure] = run()
    return figures


def table(part: str, figures: Sequence[Figure]) -> str:
    """The figures of one part, a line each."""
    lines = [f"{part}"]
    for figure in figures:
        verdict = {True: "✓", False: "✗", None: " "}[figure.holds]
        lines.append(f"  {verdict} {figure.name:<46} {figure.shown:<44} {figure.bound}")
    return "\n".join(lines)


def main(parts: Sequence[str]) -> int:
    """Run the named parts, or all; 1 if a bound does not hold, 2 for an unknown part."""
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        sys.stderr.write(f"error: no such part: {', '.join(unknown)}\n")
        sys.stderr.write(f"hint: the parts are {', '.join(PARTS)}\n")
        return 2
    all_figures: dict[str, list[Figure]] = {}
    skipped: dict[str, str] = {}
    for part in parts or PARTS:
        try:
            all_figures[part] = measure(part)
        except Skipped as reason:
            skipped[part] = str(reason)
            sys.stdout.write(f"{part}\n  skipped: {reason}\n")
        else:
            sys.stdout.write(table(part, all_figures[part]) + "\n")
        sys.stdout.flush()
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    document = {
        "at": now.isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "parts": {
            part: [figure.as_json() for figure in figures] for part, figures in all_figures.items()
        },
        "skipped": skipped,
    }
    target = RESULTS / f"{now:%Y%m%d-%H%M%S}.json"
    target.write_text(json.dumps(document, indent=1))
    sys.stdout.write(f"\n{target}\n")
    return 0 if all(f.holds is not False for fs in all_figures.values() for f in fs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
