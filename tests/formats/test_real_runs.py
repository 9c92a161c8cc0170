"""Real data sets, evaluations and rollouts give the traces that an independent mapper found."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.formats.good_records import GOOD
from tests.formats.real_files import Expected, expected, items_in
from tunix_rt_tui.formats.contract import ReadingOptions, Refusal
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.mapping import FileMapper

OURS: dict[str, dict[str, int]] = {
    "inspect/cyse2_no_samples.json": {"R": 1},
    "over_limits/easy_llama-3.3-70b-_countdown.cut.json": {"N": 1, "A": 1},
}
"""Flags that we set otherwise, for reasons that the documents give (docs/formats.md)."""

KNOWN = {name: row for name, row in expected().items() if row.format_id in GOOD}


@pytest.mark.parametrize(("name", "row"), KNOWN.items(), ids=list(KNOWN))
def test_traces_refusals_and_flags_of_a_real_file(name: str, row: Expected) -> None:
    mapper = FileMapper(ReadingOptions())
    found: list[Mapped | Refusal] = []
    for item in items_in(name):
        found.extend(mapper.map(item))
    found.extend(mapper.finish())
    traces = [one for one in found if isinstance(one, Mapped)]
    flags = Counter(letter for one in traces for letter in one.notes.get("flags", ""))
    assert set(mapper.formats) == {row.format_id}
    assert (len(traces), len(found) - len(traces)) == (row.traces, row.refused)
    assert dict(flags) == OURS.get(name, row.flags)
