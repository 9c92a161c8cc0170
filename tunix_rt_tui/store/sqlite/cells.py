"""Ranges of numbers that are near each other, to count many different numbers in little room.

A range is a thousandth or so of all that the numbers span; towards zero it is finer, as numbers
that span several powers of ten are looked at by their first digits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from tunix_rt_tui.store.contract import NumberCount

SPANNED_BY = 2_000
"""Ranges that span all numbers at most, before those near zero are made finer."""

FINER = 8
"""Powers of ten over which they become finer: 900 ranges each, on either side of zero."""

_LEAST_EXPONENT = -290
"""So that the finest range is still a number that can be divided by."""


class Cells(NamedTuple):
    """Ranges that are `10 ** exponent` wide where they are widest."""

    exponent: int

    @classmethod
    def over(cls, counts: Iterable[NumberCount]) -> Cells:
        """Choose ranges for numbers that span as much as these, of which there are several."""
        spread = list(counts)
        least = min(count.least for count in spread)
        most = max(count.most for count in spread)
        widest = most / SPANNED_BY - least / SPANNED_BY
        return cls(max(_LEAST_EXPONENT, math.ceil(math.log10(widest))))

    def sql(self, number: str) -> tuple[str, dict[str, Any]]:
        """Write which range a number is in, as two columns, and the values of its parameters.

        Ranges never overlap, however numbers are rounded: both columns grow with the number.
        """
        values: dict[str, Any] = {}
        units, numbers = [], []
        for step in range(FINER):
            values[f"from{step}"] = _power(self.exponent + 2 - step)
            values[f"unit{step}"] = _power(self.exponent - step)
            when = f"WHEN abs({number}) >= :from{step} THEN"
            units.append(f"{when} {step}")
            numbers.append(f"{when} CAST({number} / :unit{step} AS INTEGER)")
        values["finest"] = _power(self.exponent - FINER)
        return (
            f"CASE {' '.join(units)} ELSE {FINER} END,"
            f" CASE {' '.join(numbers)} ELSE CAST({number} / :finest AS INTEGER) END",
            values,
        )


def _power(exponent: int) -> float:
    return float(f"1e{exponent}")
