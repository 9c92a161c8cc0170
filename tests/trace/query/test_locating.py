"""What a query looks for is shown where it is."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.trace.query.locating import Texts, locate, seekers_of, spans_in
from tunix_rt_tui.trace.query.reading import read_query
from tunix_rt_tui.trace.query.seeking import Seeker
from tunix_rt_tui.trace.query.terms import TraceQuery, Words
from tunix_rt_tui.trace.query.tokens import tokens


def found(query: str, text: str) -> list[str]:
    """The pieces of a text that are lit for a query."""
    read = read_query(query)
    assert isinstance(read, TraceQuery)
    return [text[start:end] for start, end in spans_in(seekers_of(read.condition), None, text)]


@pytest.mark.parametrize(
    ("query", "text", "lit"),
    [
        ("the", "The other, the_THE then", ["The", "the", "THE"]),
        ("don't", "Don't; don t; dont", ["Don't", "don t"]),
        ("grad*", "gradient grad upgrade", ["gradient"[:4], "grad"]),
        ('"carry the"', "carry, the one; carry then", ["carry, the"]),
        ("école", "ÉCOLE ecole e\u0301cole écoles", ["ÉCOLE", "ecole", "e\u0301cole"]),
        ("ecole", "école", ["école"]),
        ("42", "x=42, 420, 42", ["42", "42"]),
        ("天气", "今天天气很好", ["天气"]),
        ("Ünï", "ünï-x", ["ünï"]),
        ("/[a-c]+/", "xxabcx cab", ["abc", "cab"]),
        ("/A/i", "aA", ["a", "A"]),
        ("/x*/", "yxxy", ["xx"]),
        ("/b+/ /a|b/", "abba", ["a", "bb", "a"]),
        ("a -b (c or d)", "a b c d", ["a", "c", "d"]),
        ("steps>3 source:x", "steps source x", []),
    ],
)
def test_hits_are_the_pieces_that_a_person_would_point_at(
    query: str, text: str, lit: list[str]
) -> None:
    assert found(query, text) == lit


def test_hits_come_with_their_place_in_the_order_of_reading() -> None:
    read = read_query("alpha prompt:beta")
    assert isinstance(read, TraceQuery)
    texts = Texts("beta", [(7, "no"), (3, "Alpha beta alpha")], "alpha")
    hits = list(locate(seekers_of(read.condition), texts))
    assert [(hit.place, hit.step, hit.spans) for hit in hits] == [
        ("prompt", None, ((0, 4),)),
        ("steps", 3, ((0, 5), (11, 16))),
        ("answer", None, ((0, 5),)),
    ]


def test_a_pattern_that_runs_away_is_given_up() -> None:
    began = time.monotonic()
    assert found("/(a|a)+$/ b", "b " + "a" * 60 + "c b") == ["b", "b"]
    assert time.monotonic() - began < 5


ALPHABET = "aBcÉéßİıŁøÀà\u0301\u0323 _-.'\"1²½٣αΆά жЙ語ก\u00ad\u200b🎈\ue000"
texts = st.text(st.sampled_from(ALPHABET), max_size=16)


@given(text=texts, sought=texts.filter(lambda text: bool(tokens(text))), prefix=st.booleans())
def test_words_are_those_of_the_full_text_index(text: str, sought: str, prefix: bool) -> None:
    """Scripts without spaces are not looked for in it."""
    text, sought = (one.replace("語", "x").replace("ก", "y") for one in (text, sought))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')"
        )
        connection.execute("INSERT INTO t VALUES (?)", (text,))
        quoted = '"' + sought.replace('"', '""') + '"' + (" *" if prefix else "")
        there = connection.execute("SELECT 1 FROM t WHERE t MATCH ?", (quoted,)).fetchone()
    assert Seeker(Words(sought, prefix=prefix)).is_in(text) == bool(there)
