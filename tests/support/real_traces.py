"""Real files of other tools, which are not part of the repository: tests without them are skipped.

`TUNIX_RT_REAL_TRACES` names their folder; else it is `shared/traces` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[3] / "shared" / "traces"


def real_file(name: str) -> Path:
    """Give a file by its name within the folder, or skip the test."""
    path = Path(os.environ.get("TUNIX_RT_REAL_TRACES", _BESIDE)) / name
    if not path.is_file():
        pytest.skip(f"there is no {path}")
    return path
