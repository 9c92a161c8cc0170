"""Hypothesis strategies: conditions of every kind, and texts that look like queries."""

from __future__ import annotations

from hypothesis import strategies as st

from tunix_rt_tui.trace.query.order import COLUMNS, Order
from tunix_rt_tui.trace.query.terms import (
    Condition,
    Date,
    DateBetween,
    Not,
    Number,
    NumberBetween,
    Pattern,
    Place,
    Relation,
    TraceQuery,
    Value,
    Words,
    all_of,
    any_of,
)

RELATIONS: tuple[Relation, ...] = ("=", "<", "<=", ">", ">=")
PLACES: tuple[Place | None, ...] = (None, "prompt", "steps", "answer")
DATES = ("2026", "2026-09", "2026-09-01", "2026-09-01T10", "today", "yesterday", "7d", "12h", "2w")

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
some_text = any_text | st.sampled_from(
    ["or", "OR", "AND", "NOT", "-", "a*", "/x/", 'a"b', "a\\b", "(", "steps:3", "0..1", "", "meta."]
)
words = st.builds(
    lambda text, letter, end: text + letter + end,
    some_text,
    st.sampled_from(["a", "7", "é", "语"]),
    some_text,
)
numbers = st.integers(-5, 10**7) | st.floats(allow_nan=False, allow_infinity=False)
counted_fields = st.sampled_from(["steps", "chars", "tokens"])
sizes = st.integers(0, 10**8)


def _field_of_meta(key: str) -> str:
    return f"meta.{key}"


meta_fields = some_text.filter(bool).map(_field_of_meta)


def _between(field: str, one: float, other: float) -> NumberBetween:
    return NumberBetween(field, *sorted((one, other)))


def _word_condition(text: str, place: Place | None, *, prefix: bool) -> Words:
    from tunix_rt_tui.trace.query.tokens import is_spaceless

    return Words(text, place, prefix and not is_spaceless(text))


terms: st.SearchStrategy[Condition] = st.one_of(
    st.builds(_word_condition, words, st.sampled_from(PLACES), prefix=st.booleans()),
    st.builds(
        Pattern,
        st.sampled_from(["a", r"a\/b", "[ab]+", r"\d", r"\/", r"a\\", '"', " "]),
        st.sampled_from(["", "i", "im", "ims", "s"]),
        st.sampled_from(PLACES),
    ),
    st.builds(
        Value,
        st.sampled_from(["source", "version", "tag", "type", "lacks"]) | meta_fields,
        some_text,
        st.booleans(),
    ),
    st.builds(
        Value,
        st.sampled_from(["id", "like", "agrees"]),
        st.sampled_from(["3f", "00000000-1"]),
        st.just(True),
    ),
    st.builds(Number, counted_fields, st.sampled_from(RELATIONS), numbers),
    st.builds(Number, st.just("size"), st.sampled_from(RELATIONS), sizes),
    st.builds(Number, meta_fields, st.sampled_from(RELATIONS[1:]), numbers),
    st.builds(_between, counted_fields | meta_fields, numbers, numbers),
    st.builds(Date, st.sampled_from(RELATIONS), st.sampled_from(DATES)),
    st.builds(DateBetween, st.sampled_from(DATES), st.sampled_from(DATES)),
)


def _joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(several.map(all_of), several.map(any_of), inner.map(Not))


conditions = st.recursive(terms, _joined, max_leaves=6)
orders = st.builds(Order, st.sampled_from(COLUMNS) | meta_fields, st.booleans())
queries = st.builds(TraceQuery, st.none() | conditions, st.none() | orders)

pieces = st.sampled_from(
    [
        *(
            "a",
            "or",
            "-",
            "(",
            ")",
            '"',
            "/",
            "*",
            " ",
            "  ",
            ":",
            "..",
            ">",
            "<=",
            "=",
            "\\",
            "\n",
        ),
        *("prompt:", "step:", "source:", "meta.", "meta.x", "steps", "date:", "sort:", "id:"),
        *("today", "1e9", "9" * 400, "2026-13", "0x1", "NaN", "[", "(?", "\ud800", "\0", "天"),
    ]
)
query_like_texts = st.lists(pieces | some_text, max_size=12).map("".join)
