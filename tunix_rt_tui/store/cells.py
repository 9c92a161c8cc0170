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

    def sql(self, number: str, whole: str) -> tuple[str, dict[str, Any]]:
        """Write which range a number is in, as one integer, and the values of its parameters.

        `whole` is how the database cuts a number down to a whole one, with `{}` for the number.

        Ranges never overlap, however numbers are rounded, as each bound is of one sign and one
        power of ten, and division keeps the order.
        """
        values: dict[str, Any] = {}
        ranges = []
        for step in range(FINER + 1):
            values[f"from{step}"] = _power(self.exponent + 2 - step) if step < FINER else 0.0
            values[f"unit{step}"] = _power(self.exponent - step)
            cell = whole.format(f"{number} / :unit{step}")
            within = f"{cell} * {FINER + 1} + {step}"
            ranges.append(f"WHEN abs({number}) >= :from{step} THEN {within}")
        return f"CASE {' '.join(ranges)} END", values


def _power(exponent: int) -> float:
    return float(f"1e{exponent}")
