"""The pages of a SQLite file (https://sqlite.org/fileformat2.html), for tests that spoil some."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

PAGE = 4096

SCHEMA = "sqlite_master"
_INTERIOR = (0x02, 0x05)


def tree_of(file: Path, name: str) -> list[int]:
    """The pages of a table or an index from its root down, without those of long values."""
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        root = 1 if name == SCHEMA else connection.execute(query, (name,)).fetchone()[0]
    return _below(file.read_bytes(), root)


def spoil(file: Path, pages: list[int], fill: bytes = b"\xaa" * PAGE) -> None:
    """Write something else over pages."""
    with file.open("r+b") as opened:
        for page in pages:
            opened.seek((page - 1) * PAGE)
            opened.write(fill)


def _below(data: bytes, page: int) -> list[int]:
    at = (page - 1) * PAGE
    header = at + (100 if page == 1 else 0)
    if data[header] not in _INTERIOR:
        return [page]
    count = _number(data, header + 3, 2)
    cells = [at + _number(data, header + 12 + 2 * cell, 2) for cell in range(count)]
    children = [_number(data, place, 4) for place in (*cells, header + 8)]
    return [page, *chain.from_iterable(_below(data, child) for child in children)]


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")
