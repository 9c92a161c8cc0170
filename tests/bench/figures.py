"""One measured figure, its reference, and the bound that it is held to."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


class Skipped(Exception):
    """A part cannot be measured here; the message says what is missing and how to get it."""


@dataclass(frozen=True)
class Figure:
    """What was measured, in `unit`; with a `reference` of the same run, the ratio is held."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    at_most: float | None = None
    at_least: float | None = None

    @classmethod
    def beside_bare(
        cls, name: str, ours: Sequence[float], bare: Sequence[float], allowed: float
    ) -> Figure:
        """Milliseconds that may be twice those of bare SQL and so many more, median by median."""
        reference = statistics.median(bare)
        return cls(
            f"{name} (bare {reference:.1f} ms)",
            statistics.median(ours),
            "ms",
            at_most=round(2 * reference + allowed),
        )

    @property
    def compared(self) -> float:
        """The ratio to the reference, or the value itself where there is none."""
        return self.value / self.reference if self.reference else self.value

    @property
    def holds(self) -> bool | None:
        """Whether the bound holds; None where there is none."""
        if self.at_most is not None:
            return self.compared <= self.at_most
        if self.at_least is not None:
            return self.compared >= self.at_least
        return None

    @property
    def shown(self) -> str:
        """The figure as a person reads it."""
        value = f"{_short(self.value)} {self.unit}"
        if self.reference is None:
            return value
        return f"{self.compared:.2f} ×   ({value} to {_short(self.reference)} {self.unit})"

    @property
    def bound(self) -> str:
        """The bound as a person reads it."""
        kind = "×" if self.reference else self.unit
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {kind}"
        if self.at_least is not None:
            return f"≥ {self.at_least:g} {kind}"
        return ""

    def as_json(self) -> dict[str, Any]:
        """The figure with its ratio and whether it holds."""
        return {**asdict(self), "ratio": self.compared, "holds": self.holds}


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"
