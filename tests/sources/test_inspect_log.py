"""The samples of an Inspect log are records, one by one, with what stands before them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.inputs import bad, good, messages, raws, read
from tests.support.strategies import trees

BEFORE: dict[str, Any] = {"version": 2, "status": "success", "eval": {"task": "t]}"}, "plan": {}}
SAMPLES = [{"id": 1, "input": "a"}, {"id": 2, "input": "[{€"}]
AFTER = {"reductions": [1, {"samples": []}]}

indents = st.sampled_from([None, 0, 2])


@given(st.lists(trees, min_size=1, max_size=4), trees, indents, st.integers(1, 60), st.booleans())
def test_samples_are_cut_out_byte_for_byte(
    samples: list[object], extra: object, indent: int | None, size: int, tail: bool
) -> None:
    log = {**BEFORE, "results": extra, "samples": samples, **(AFTER if tail else {})}
    text = json.dumps(log, indent=indent, ensure_ascii=False)
    found = read(text.encode(), chunk_size=size)
    assert not bad(found)
    assert [json.loads(raw) for raw in raws(found)] == samples
    for each in good(found):
        assert json.loads(each.head or b"") == {**BEFORE, "results": extra, "samples": []}
        assert each.line
        begin = "\n".join(text.split("\n")[each.line - 1 :])[each.column - 1 :]
        assert begin.startswith(each.raw.decode())


def test_keys_may_be_sorted() -> None:
    text = json.dumps({**BEFORE, "samples": SAMPLES, **AFTER}, sort_keys=True, indent=1).encode()
    found = read(text)
    assert [json.loads(raw) for raw in raws(found)] == SAMPLES
    assert {*json.loads(good(found)[0].head or b"")} == {"eval", "plan", "reductions", "samples"}


@pytest.mark.parametrize("samples", [{}, {"samples": None}, {"samples": []}])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_log_without_samples_says_so(samples: dict[str, Any], indent: int | None) -> None:
    text = json.dumps({**BEFORE, **samples, **AFTER}, indent=indent).encode()
    for size in (3, 10_000):
        [message] = messages(read(text, chunk_size=size))
        assert message.startswith("E_SOURCE An Inspect log without samples")


def test_logs_may_follow_one_another() -> None:
    text = json.dumps({**BEFORE, "samples": SAMPLES}, indent=2).encode()
    assert len(raws(read(text + b"\n" + text))) == 4


@pytest.mark.parametrize("indent", [None, 2])
def test_what_stands_before_the_samples_may_be_large(indent: int | None) -> None:
    log = {**BEFORE, "results": ["x" * 200_000], "samples": SAMPLES}
    text = json.dumps(log, indent=indent).encode()
    for size in (5000, 1_000_000):
        assert len(good(read(text, chunk_size=size))) == 2
    small = read(text, hold=1000, chunk_size=5000)
    assert [each.head for each in good(small)] == [None, None] or indent is None


@pytest.mark.parametrize("indent", [None, 2])
def test_a_log_that_is_cut_gives_its_whole_samples(indent: int | None) -> None:
    text = json.dumps({**BEFORE, "samples": SAMPLES, **AFTER}, indent=indent).encode()
    samples_written = [raw.decode() for raw in raws(read(text))]
    for end in range(1, len(text)):
        found = read(text[:end], chunk_size=50)
        whole = [raw for raw in raws(found) if raw.decode() in samples_written]
        samples = text[:end].count(b'"input"')
        assert len(whole) <= samples <= len(whole) + 1
        assert len(found) > len(whole)


def test_a_trace_with_such_keys_stays_whole() -> None:
    trace = {"prompt": "p", "final_answer": "a", "steps": [], **BEFORE, "samples": SAMPLES}
    for indent in (None, 2):
        text = json.dumps(trace, indent=indent).encode()
        assert raws(read(text)) == [text]
