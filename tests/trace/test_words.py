"""Numbers read alike wherever they are shown."""

from __future__ import annotations

import pytest

from tunix_rt_tui.trace.words import counted, size


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (9_950, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (10_485_760, "10 MB"),
        (2_500_000_000, "2.5 GB"),
        (7_000_000_000_000, "7 TB"),
    ],
)
def test_sizes_are_written_short(count: int, text: str) -> None:
    assert size(count) == text
    assert len(text) <= 6


def test_numbers_are_written_with_their_nouns() -> None:
    assert (counted(1, "trace"), counted(1_234, "trace")) == ("1 trace", "1 234 traces")
