"""What the documents say of the formats must be so."""

from __future__ import annotations

import re
from pathlib import Path

from tunix_rt_tui.formats.registry import FORMATS

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "formats.md"


def test_every_format_that_is_read_is_explained() -> None:
    explained = set(re.findall(r"`([a-z0-9_.]+)`", DOCUMENT.read_text(encoding="utf-8")))
    assert {known.id for known in FORMATS} <= explained
