"""Real files of other tools, where a folder with them exists, and a small reader for them."""

from __future__ import annotations

import csv
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tunix_rt_tui.formats.contract import Item

_ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TUNIX_RT_REAL_TRACES") or _ROOT.parent / "shared" / "traces")

_BLOCK = re.compile(r"^START =+\n.*?^END =+$", re.MULTILINE | re.DOTALL)
_DEFLATED = 8


class Expected(NamedTuple):
    """What an independent mapper found in a file; `flags` counts those of its traces."""

    format_id: str
    traces: int
    refused: int
    flags: dict[str, int]


def expected() -> dict[str, Expected]:
    """Give what is expected of each file by its name; nothing where there are no files."""
    table = FOLDER / "EXPECTED.tsv"
    if not table.is_file():
        return {}
    found: dict[str, Expected] = {}
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            flags = (flag.split(":") for flag in row["flags"].split() if ":" in flag)
            found[row["file"]] = Expected(
                row["format"].partition("(")[0],
                int(row["traces"]),
                int(row["rejected"]),
                {letter: int(count) for letter, count in flags},
            )
    return found


def items_in(name: str) -> Iterator[Item]:
    """Read a file into its records, as the program's own sources would."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip("there are no real files here")
    match path.suffix:
        case ".csv":
            yield from _rows(path)
        case ".log":
            for number, block in enumerate(_BLOCK.finditer(path.read_text()), 1):
                yield Item(block[0], number, "text")
        case ".eval":
            yield from _samples(path)
        case _:
            yield from _values(path.read_text(encoding="utf-8-sig"))


def _rows(path: Path) -> Iterator[Item]:
    before = csv.field_size_limit(10**8)
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    finally:
        csv.field_size_limit(before)
    for number, row in enumerate(rows, 1):
        yield Item(row, number, "row")


def _samples(path: Path) -> Iterator[Item]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if any(member.compress_type > _DEFLATED for member in members):
            pytest.skip("the archive is compressed in a way that zipfile does not know")
        head = json.loads(archive.read("header.json"))
        samples = [member for member in members if member.filename.startswith("samples/")]
        for number, member in enumerate(samples, 1):
            yield Item(json.loads(archive.read(member)), number, "json", head)


def _values(text: str) -> Iterator[Item]:
    values: list[Any]
    try:
        whole = json.loads(text)
    except ValueError:
        values = [json.loads(line) for line in text.splitlines() if line.strip()]
    else:
        values = whole if isinstance(whole, list) else [whole]
    for number, value in enumerate(values, 1):
        yield Item(value, number)
