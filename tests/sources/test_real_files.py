"""Real files of other tools give as many records as an independent reader found in them."""

from __future__ import annotations

import io

import pytest

from tests.sources.inputs import good, messages
from tests.support.real_files import expected, needs_real_files, real_file
from tunix_rt_tui.sources.finding import find_sources
from tunix_rt_tui.sources.reading import read_records

COUNTED_BY_MAPPERS = ("lm_eval/samples_gsm8k", "openai_evals/", "camel_r1", "rg_games_to", "_store")
"""Files in which a trace is made of several records, or several of one."""


@needs_real_files
@pytest.mark.parametrize(
    ("name", "count"),
    [
        (name, row.records)
        for name, row in expected().items()
        if row.records
        and not name.endswith(".db")
        and not any(part in name for part in COUNTED_BY_MAPPERS)
    ],
)
def test_a_file_has_its_records(name: str, count: int) -> None:
    found = list(read_records(find_sources([str(real_file(name))], io.BytesIO())))
    assert (len(good(found)), messages(found)) == (count, [])


@needs_real_files
@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("negative/lfs_pointer.phase2_test.jsonl", "git lfs pull"),
        ("negative/prm800k_json_with_comments.json", "neither JSON nor"),
        ("inspect/2025-05-12T20-28-13-04-00_no-samples.json", "without samples"),
        ("llm_logs_db/logs_llm-0.36.db", "SQLite"),
    ],
)
def test_a_file_without_records_says_why(name: str, named: str) -> None:
    found = list(read_records(find_sources([str(real_file(name))], io.BytesIO())))
    [message] = messages(found)
    assert named in message
