"""Finding words in what is drawn, and the parts of a document in its JSON."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.traces import make_document
from tunix_rt_tui.tui.block_layout import Place
from tunix_rt_tui.tui.blocks import Block, Document
from tunix_rt_tui.tui.finding import Finding, Letters
from tunix_rt_tui.tui.json_sections import laid_out_lines, member, sections

PATIENCE = 1.5
"""Seconds of work for what takes a tenth of one; what is quadratic takes minutes."""

WORDS = st.text(alphabet="aAbİ \x1b日", max_size=12)


def document(*texts: str) -> Document:
    return Document([Block("text", text) for text in texts])


@pytest.mark.parametrize(
    ("query", "tally"),
    [
        ("one", "1 of 3"),
        ("One", "1 of 1"),
        ("ONE", "nothing found"),
        ("\x1b", "1 of 1"),
        ("[", "1 of 1"),
        ("i", "1 of 1"),
    ],
)
def test_capitals_have_to_match_where_there_are_any(query: str, tally: str) -> None:
    assert Finding(document("one One", "tone \x1b[", "İi"), Letters(query)).tally == tally


@given(
    st.lists(WORDS, min_size=1, max_size=5), st.text(alphabet="aAb\x1b日", min_size=1, max_size=2)
)
def test_every_hit_is_counted_located_and_reached(texts: list[str], query: str) -> None:
    shown = document(*texts)
    finding = Finding(shown, Letters(query))
    located = [
        hit
        for block in range(len(texts))
        for hit in finding.within(block, 0, len(shown.drawn(block)))
    ]
    assert len(located) == len(finding)
    for hit in located:
        assert finding.current == hit
        finding.go_to(Place(hit.block, hit.start))
        assert finding.current == hit
        finding.move(1)
    assert finding.current == (located[0] if located else None)


def test_a_letter_that_is_everywhere_is_found_at_once() -> None:
    shown = document(*["e" * 1_000] * 1_000)
    started = time.process_time()
    finding = Finding(shown, Letters("e"))
    finding.go_to(Place(500, 3))
    assert finding.tally == "500004 of 1000000"
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("steps", [1, 3])
def test_the_sections_of_a_document_are_all_of_it(steps: int) -> None:
    whole = {**make_document(1, steps=steps), "steps ": [{"a": 1}], "é\n": {"steps": [{"b": {}}]}}
    lines = laid_out_lines(json.dumps(whole))
    found = list(sections(lines))
    assert [one.start for one in found] == [0, *(one.end for one in found[:-1])]
    assert found[-1].end == len(lines)
    assert [one.step for one in found if one.step is not None] == list(range(steps))
    for name, value in whole.items():
        if name != "steps":
            assert json.loads("\n".join(member(lines, name) or [])) == value
    assert member(lines, "none") is None
