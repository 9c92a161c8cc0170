"""Real files of other tools, which do not come with the repository: tests skip where they are not.

The folder is named by `TUNIX_RT_REAL_TRACES`, or else is `shared/traces` beside the repository.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

_FOLDER = Path(
    os.environ.get("TUNIX_RT_REAL_TRACES") or Path(__file__).parents[3].joinpath("shared", "traces")
)

needs_real_files = pytest.mark.skipif(
    not _FOLDER.joinpath("EXPECTED.tsv").is_file(), reason="the real files are not there"
)


def real_file(name: str) -> Path:
    """Give the path of one of them."""
    return _FOLDER / name


def expected_records() -> list[tuple[str, int]]:
    """Give each file with the number of its records; empty where the files are not there."""
    table = _FOLDER / "EXPECTED.tsv"
    if not table.is_file():
        return []
    with table.open(newline="") as lines:
        return [(row["file"], int(row["records"])) for row in csv.DictReader(lines, delimiter="\t")]
