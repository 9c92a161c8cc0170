"""Distributions as plain values, for JSON."""

from __future__ import annotations

from typing import Any

from tunix_rt_tui.library.statistics.counting import DATE, value_text
from tunix_rt_tui.library.statistics.distribution import Bar, Distribution, Figures
from tunix_rt_tui.trace.query.writing import write_condition

_FIGURES = {
    "min": "least",
    "median": "median",
    "mean": "mean",
    "p90": "p90",
    "p99": "p99",
    "max": "most",
}
"""Figures by the names that scripts know; dates are days in UTC, and have no mean."""


def describe_distribution(distribution: Distribution) -> dict[str, Any]:
    """Describe what is counted, the figures of numbers, and each bar with the query behind it."""
    described: dict[str, Any] = {"of": distribution.of, "traces": distribution.traces}
    if distribution.figures is not None:
        described["count"] = distribution.figures.traces
        described |= _describe_figures(distribution.of, distribution.figures)
    described["bars"] = [_describe_bar(bar) for bar in distribution.bars]
    if distribution.more:
        described["more"] = distribution.more
    return described


def _describe_figures(of: str, figures: Figures) -> dict[str, Any]:
    values = {name: getattr(figures, field) for name, field in _FIGURES.items()}
    if of == DATE:
        return {name: value_text(of, value) for name, value in values.items() if name != "mean"}
    return values


def _describe_bar(bar: Bar) -> dict[str, Any]:
    described: dict[str, Any] = {
        "label": bar.label,
        "traces": bar.traces,
        "query": write_condition(bar.condition),
    }
    if bar.steps:
        described |= {"steps": bar.steps, "chars": bar.chars}
    return described
