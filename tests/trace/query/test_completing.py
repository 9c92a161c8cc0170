"""What may be typed next."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.support.queries import query_like_texts
from tunix_rt_tui.trace.query.completing import candidates, needs_store, unfinished_in
from tunix_rt_tui.trace.query.reading import read_query
from tunix_rt_tui.trace.query.terms import TraceQuery

KNOWN = {
    "source": ["run-1", "run 2", "other", ""],
    "tag": ["good", "bad"],
    "type": ["think"],
    "version": ["1.0"],
    "meta": ["reward", "model.name", "a b"],
    "meta.model": ["tiny", "large one"],
}


def completed(text: str) -> list[str]:
    """The texts that completion at the end offers."""
    unfinished = unfinished_in(text, len(text))
    if unfinished is None:
        return []
    field = "meta" if unfinished.keys else unfinished.field
    known = KNOWN[field] if needs_store(unfinished) else ()
    return [text[: unfinished.start] + one for one in candidates(unfinished, known)]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("", []),
        ("a ", []),
        ("so", ["source:", "sort:"]),
        ('source:"run 2" so', ['source:"run 2" source:', 'source:"run 2" sort:']),
        ("x -so", ["x -source:", "x -sort:"]),
        ("(st", ["(step:", "(steps:"]),
        ("me", ["meta."]),
        ("meta.re", ["meta.reward:"]),
        ("meta.a", ['meta."a b":']),
        ("source:", ["source:run-1", 'source:"run 2"', "source:other"]),
        ("source:ru", ["source:run-1", 'source:"run 2"']),
        ('source:"run', ["source:run-1", 'source:"run 2"']),
        ("tag:g", ["tag:good"]),
        ("meta.model:l", ['meta.model:"large one"']),
        ("date:t", ["date:today"]),
        ("sort:s", ["sort:source", "sort:steps", "sort:size"]),
        ("sort:-s", ["sort:-source", "sort:-steps", "sort:-size"]),
        ("sort:meta.r", ["sort:meta.reward"]),
        ("steps>", []),
        ("nosuch:", []),
        ("Word", []),
        ("/patt", []),
    ],
)
def test_names_and_known_values_are_offered(text: str, offered: list[str]) -> None:
    assert completed(text) == offered


@given(query_like_texts)
def test_completing_any_text_gives_values_that_can_be_read(text: str) -> None:
    unfinished = unfinished_in(text, len(text))
    if unfinished is None or unfinished.field not in {"source", "tag", "type"}:
        return
    for one in candidates(unfinished, KNOWN[unfinished.field]):
        assert isinstance(read_query(f"{unfinished.field}:{one}"), TraceQuery)
