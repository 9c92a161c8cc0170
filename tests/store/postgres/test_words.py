"""What the index keeps of a text, and statements with named parameters."""

from __future__ import annotations

import pytest

from tests.support.stores import add, found_keys
from tests.support.traces import make_trace
from tunix_rt_tui.store.postgres.lexemes import MOST_BYTES, MOST_CHARS, vectors_of
from tunix_rt_tui.store.postgres.named import numbered
from tunix_rt_tui.store.postgres.store import PostgresStore
from tunix_rt_tui.trace.text import SearchText


def test_parameters_are_numbered_and_casts_left_alone() -> None:
    statement = "a = :one AND b = :two::text AND c > :one"
    assert numbered(statement, {"one": 1, "two": 2, "three": 3}) == (
        "a = $1 AND b = $2::text AND c > $1",
        [1, 2],
    )


def test_each_word_is_kept_once_and_folded() -> None:
    assert vectors_of(SearchText("École, école!", "b a\nb", "")) == [("ecole", "a b", "")]
    assert vectors_of(SearchText("", "!!", "")) == [("", "", "")]


def test_very_many_words_go_into_several_rows() -> None:
    words = " ".join(f"word{n}" for n in range(MOST_BYTES // 8))
    rows = vectors_of(SearchText("short", words, ""))
    assert len(rows) > 1
    assert [row.prompt for row in rows] == ["short"] + [""] * (len(rows) - 1)
    assert {word for row in rows for word in row.steps.split()} == set(words.split())
    assert all(len(row.steps.encode()) <= MOST_BYTES for row in rows)


async def test_a_document_with_very_many_and_very_long_words_is_found(store: PostgresStore) -> None:
    words = " ".join(f"word{n}x{n}" for n in range(1500))
    texts = [words.replace("word", f"w{n}o")[:20_000] for n in range(40)]
    steps = [{"i": n, "type": "t", "content": text} for n, text in enumerate(texts)]
    long = "y" * (MOST_CHARS + 20)
    await add(store, make_trace(1, steps=steps, prompt=f"a {long}1 it's \\'b'"), make_trace(2))
    assert await found_keys(store, "w0o1x1 w39o7x7") == [1]
    assert await found_keys(store, f"{long}1") == [1]
    assert await found_keys(store, f"{long}2") == []
    assert await found_keys(store, f"{long}*") == [1]
    assert await found_keys(store, '"it s b"') == [1]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ('"one two"', [1]),
        ('-"one two"', [2]),
        ('"two one" or "one two"', [1]),
        ('-("two one" or steps:1)', [2, 1]),
        ('"one two" -"two three"', []),
        ("/on./ -tag:x", [2, 1]),
    ],
)
async def test_what_the_index_cannot_tell_is_looked_at(
    store: PostgresStore, query: str, keys: list[int]
) -> None:
    texts = ("one two three", "two, three one")
    await add(store, *(make_trace(n, prompt=text) for n, text in enumerate(texts)))
    assert await found_keys(store, query) == keys
