"""Round numbers between which numbers are counted: 1, 2 or 5 times a power of ten apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import count

from tunix_rt_tui.library.statistics.distribution import MOST_BARS, Figures
from tunix_rt_tui.store.contract import NumberCount

SPREAD = 100
"""From how many times the least number the most is, they may be seen by powers of ten."""

SKEW = 5
"""So many times the median the most has to be for that: even numbers are seen evenly."""


def edges_of(counts: Sequence[NumberCount], figures: Figures, *, whole: bool) -> list[float]:
    """Give the edges of at most `MOST_BARS` bars, in order, the last at or beyond all numbers.

    `whole` numbers are at least one apart. Each edge but the last begins a bar.
    """
    least, most = figures.least, figures.most
    if least >= 0 and most > SKEW * figures.median:
        smallest = next(number for number, *_ in counts if number > 0)
        if most >= SPREAD * smallest:
            zero = [0.0] if least == 0 else []
            return zero + _by_powers(smallest, most, MOST_BARS - len(zero))
    return _even(least, most, whole=whole)


def _even(least: float, most: float, *, whole: bool) -> list[float]:
    """Put edges as far apart as makes at most so many bars; exactly, whatever the numbers are."""
    low, high = Fraction(least), Fraction(most)
    for exponent in count(0 if whole else _exponent((high - low) / MOST_BARS)):
        for digit in (1, 2, 5):
            step = digit * Fraction(10) ** exponent
            first, last = low // step, high // step
            if whole or last * step < high or first == last:
                last += 1  # else what is just at the end belongs to the bar before
            if last - first <= MOST_BARS:
                return [_round(place * digit, exponent) for place in range(first, last + 1)]
    raise AssertionError  # steps grow without end


def _by_powers(smallest: float, most: float, room: int) -> list[float]:
    """Put edges at 1, 2, 5, 10 and so on, or at powers of ten where these are too many."""
    lowest, highest = _exponent(Fraction(smallest)), _exponent(Fraction(most))
    for every in count(0):
        digits, apart = ((1, 2, 5), 1) if every == 0 else ((1,), every)
        exponents = range(lowest, highest + apart + 1, apart)
        edges = [(digit, exponent) for exponent in exponents for digit in digits]
        first = sum(_exact(edge) <= Fraction(smallest) for edge in edges) - 1
        last = sum(_exact(edge) <= Fraction(most) for edge in edges)
        if last - first <= room:
            return [_round(*edge) for edge in edges[first : last + 1]]
    raise AssertionError  # powers grow apart without end


def _exact(edge: tuple[int, int]) -> Fraction:
    digit, exponent = edge
    return digit * Fraction(10) ** exponent


def _exponent(number: Fraction) -> int:
    """Give the power of ten of the first digit of a positive number."""
    exponent = math.floor(math.log10(number.numerator) - math.log10(number.denominator)) + 1
    while Fraction(10) ** exponent > number:
        exponent -= 1
    return exponent


def _round(digits: int, exponent: int) -> float:
    """Give the number that is written so: 3 and -1 are 0.3, which 3 times 0.1 is not."""
    return float(f"{digits}e{exponent}")
