"""The table: what other programs read of it is what the traces have."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.writing.outgoing import CREATED, ID, outgoing
from tests.support.strategies import documents
from tests.support.traces import make_document
from tunix_rt_tui.formats.writing.summary import CSV


def rows(*written: dict[str, Any]) -> list[dict[str, str]]:
    write = CSV.open()
    table = CSV.header + b"".join(write(outgoing(document)).data for document in written)
    return [*csv.DictReader(io.StringIO(table.decode(), newline=""))]


def test_a_row_says_what_is_known() -> None:
    [row] = rows(make_document(1, prompt='a "b",\nc'))
    assert row == {
        "id": ID,
        "created_at": CREATED,
        "source": "test",
        "tags": "good",
        "trace_version": "1.0",
        "steps": "2",
        "characters": "40",
        "prompt": 'a "b",\nc',
        "final_answer": "It is 2.",
        "meta": '{"number": 1, "model": "tiny"}',
    }


@given(st.lists(documents(), max_size=3))
def test_every_row_comes_back(originals: list[dict[str, Any]]) -> None:
    read = rows(*originals)
    assert len(read) == len(originals)
    for row, document in zip(read, originals, strict=True):
        for field in ("prompt", "final_answer", "trace_version"):
            cell, text = row[field], document[field]
            assert cell == (f"'{text}" if text[0] in "=+-@\t\r" else text)
        assert (json.loads(row["meta"]) if row["meta"] else None) == document.get("meta")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    [row] = rows(make_document(1, final_answer=text))
    assert row["final_answer"] == f"'{text}"
