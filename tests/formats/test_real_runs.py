"""Real files give the traces, refusals and flags that an independent mapper found."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping

import pytest

from tests.support.real_files import Expected, expected, real_file
from tunix_rt_tui.formats.contract import ReadingOptions
from tunix_rt_tui.formats.registry import CANONICAL, FORMATS
from tunix_rt_tui.library.reading import GoodRecord, Reading
from tunix_rt_tui.library.validating import validate_records

NOT_READ = ("atif", "llm_logs.", "otlp_genai", "tunix_trajectory.store", "model_prediction.proof")
"""Formats that are in no release yet, and one that only `--map` reads."""

OURS: Mapping[str, Mapping[str, object]] = {
    "inspect/cyse2_no_samples.json": {"flags": {"R": 1}},
    "over_limits/easy_llama-3.3-70b-_countdown.cut.json": {"flags": {"N": 1, "A": 1}},
    "robustness/mixed_bad_lines.jsonl": {"traces": 1, "refused": 5},
    "tunix_rt_export/m45_post_stage_a_predictions.first30.jsonl": {"flags": {"R": 30}},
}
"""What we find otherwise, for reasons that the documents give (docs/formats.md)."""

KNOWN = {name: row for name, row in expected().items() if not row.format.startswith(NOT_READ)}


def read(name: str, reading: Reading) -> tuple[list[GoodRecord], int]:
    """Read a file; give its traces, and the number of what was refused."""
    records = [*validate_records([str(real_file(name))], io.BytesIO(), reading)]
    good = [record for record in records if isinstance(record, GoodRecord)]
    return good, len(records) - len(good)


def flags_of(records: list[GoodRecord]) -> dict[str, int]:
    return dict(Counter(letter for one in records for letter in one.notes.get("flags", "")))


@pytest.mark.parametrize(("name", "row"), KNOWN.items(), ids=list(KNOWN))
def test_a_real_file_is_read_whole(name: str, row: Expected) -> None:
    ours = row._replace(**OURS.get(name, {}))  # type: ignore[arg-type]  # by their names
    good, refused = read(name, Reading())
    assert (len(good), refused) == (ours.traces, ours.refused)
    assert flags_of(good) == ours.flags
    if row.format in {CANONICAL, *(known.id for known in FORMATS)} and good:
        assert {record.format for record in good} == {row.format}


@pytest.mark.skipif(not KNOWN, reason="the real files are not there")
def test_what_no_format_knows_is_read_where_its_owner_says() -> None:
    fields = {"prompt": "question", "answer": "model_prediction.proof"}
    name = "step_annotated/dsmath_proofbench_basic.first5.jsonl"
    good, refused = read(name, Reading(options=ReadingOptions(fields=fields)))
    assert (len(good), refused) == (5, 0)
