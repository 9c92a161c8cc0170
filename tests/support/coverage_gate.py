"""The gates on coverage: lines and branches of the package, each with its own floor."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage

MIN_LINES = 92.0
MIN_BRANCHES = 90.0


def measured() -> tuple[float, float]:
    """Percent of lines and of branches covered, from the data of the last run."""
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "coverage.json")
        coverage.json_report(outfile=str(report))
        totals = json.loads(report.read_text())["totals"]
    lines = 100 * totals["covered_lines"] / totals["num_statements"]
    branches = 100 * totals["covered_branches"] / totals["num_branches"]
    return lines, branches


def main() -> int:
    """Print both figures; 1 if one is under its floor."""
    lines, branches = measured()
    say = sys.stdout.write
    say(f"coverage: {lines:.1f} % of lines (at least {MIN_LINES:.0f}), ")
    say(f"{branches:.1f} % of branches (at least {MIN_BRANCHES:.0f})\n")
    return 0 if lines >= MIN_LINES and branches >= MIN_BRANCHES else 1


if __name__ == "__main__":
    sys.exit(main())
