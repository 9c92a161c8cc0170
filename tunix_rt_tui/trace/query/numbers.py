"""Numbers and sizes as they are typed in a query."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)([kKmMgG]?)[bB]?")
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def number_of(text: str) -> float | None:
    """Read a finite number in decimal digits; None for anything else."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def size_of(text: str) -> float | None:
    """Read a size: a number, perhaps with k, M or G for powers of 1000, and a B."""
    found = _SIZE.fullmatch(text)
    if found is None:
        return None
    number = float(found[1]) * _UNITS[found[2].lower()]
    return number if math.isfinite(number) else None
