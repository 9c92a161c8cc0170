"""Imports whose batches are small, wherever they are begun."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tunix_rt_tui.library.importing import ImportOptions
from tunix_rt_tui.library.intake.portions import BatchLimits, Choosing


def batches_of(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every batch have so many traces."""
    real = ImportOptions.choosing

    def choosing(options: ImportOptions) -> Choosing:
        return replace(real(options), limits=BatchLimits(rows=rows))

    monkeypatch.setattr(ImportOptions, "choosing", choosing)
