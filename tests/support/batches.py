"""Imports whose batches are small, wherever they are begun."""

from __future__ import annotations

import pytest

from tunix_rt_tui.library.intake.portions import BatchLimits


def batches_of(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every batch have so many traces, unless an import asks for others."""
    defaults = (rows, BatchLimits().bytes)
    monkeypatch.setattr(BatchLimits.__init__, "__defaults__", defaults)
