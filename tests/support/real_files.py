"""Real files of other tools, which do not come with the repository: tests skip where they are not.

The folder is named by `TUNIX_RT_REAL_TRACES`, or else is `shared/traces` beside the repository. In
it `EXPECTED.tsv` says what an independent mapper found in each file.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

_FOLDER = Path(
    os.environ.get("TUNIX_RT_REAL_TRACES") or Path(__file__).parents[3].joinpath("shared", "traces")
)
_TABLE = _FOLDER / "EXPECTED.tsv"

needs_real_files = pytest.mark.skipif(not _TABLE.is_file(), reason="the real files are not there")


class Expected(NamedTuple):
    """What was found in a file; `flags` counts its traces by the limits that they met."""

    format: str
    records: int
    traces: int
    refused: int
    flags: Mapping[str, int]


def real_file(name: str) -> Path:
    """Give the path of one of them."""
    return _FOLDER / name


def expected() -> dict[str, Expected]:
    """Give what is expected of each file; nothing where the files are not there."""
    if not _TABLE.is_file():
        return {}
    with _TABLE.open(newline="", encoding="utf-8") as lines:
        return {row["file"]: _expected(row) for row in csv.DictReader(lines, delimiter="\t")}


def _expected(row: Mapping[str, str]) -> Expected:
    flags = [flag.split(":") for flag in row["flags"].split() if flag != "-"]
    return Expected(
        format=row["format"].split("(")[0],
        records=int(row["records"]),
        traces=int(row["traces"]),
        refused=int(row["rejected"]),
        flags={letter: int(count) for letter, count in flags},
    )
