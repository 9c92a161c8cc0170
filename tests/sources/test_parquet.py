"""Rows of Parquet have typed cells, and their bytes are JSON."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.inputs import good, messages, read, read_pipe


def parquet(rows: list[dict[str, Any]], **options: Any) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer, **options)
    return buffer.getvalue()


ROWS = [
    {"prompt": f"p{n}", "completion": [{"role": "a", "content": "€"}], "r": n / 2}
    for n in range(40)
]


def test_rows_of_all_groups_are_read() -> None:
    data = parquet(ROWS, row_group_size=7)
    for found in (read(data), read_pipe(data)):
        assert [each.cells for each in good(found)] == ROWS
        assert [json.loads(each.raw) for each in good(found)] == ROWS
        assert {(each.kind, each.line) for each in good(found)} == {("row", None)}
        assert good(found)[-1].number == 40


def test_what_json_has_no_value_for_becomes_text() -> None:
    row = {
        "time": dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
        "nan": float("nan"),
        "bytes": b"a\xff",
        "exact": Decimal("1.50"),
        "nothing": None,
    }
    [record] = good(read(parquet([row])))
    expected = {
        "time": "2026-01-02 03:04:05+00:00",
        "nan": "nan",
        "bytes": "a\\xff",
        "exact": "1.50",
        "nothing": None,
    }
    assert record.cells == expected == json.loads(record.raw)


def test_a_huge_row_is_named() -> None:
    found = read(parquet([{"prompt": "x" * 5000}, {"prompt": "y"}]), hold=1000)
    assert [each.cells for each in good(found)] == [{"prompt": "y"}]
    assert messages(found)[0].startswith("E_SIZE")


def test_a_cut_file_is_named() -> None:
    [message] = messages(read(parquet(ROWS)[:-9]))
    assert message.startswith("E_SOURCE The Parquet file is damaged")


def test_without_pyarrow_the_file_is_refused_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    [message] = messages(read(parquet(ROWS)))
    assert "pip install 'tunix-rt-tui[parquet]'" in message
