"""What is typed means what a person would expect, or it is said where it goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.support.queries import queries, query_like_texts
from tunix_rt_tui.trace.query.order import Order
from tunix_rt_tui.trace.query.problem import QueryProblem
from tunix_rt_tui.trace.query.reading import MAX_CHARS, MAX_TERMS, read_query
from tunix_rt_tui.trace.query.terms import (
    And,
    Condition,
    Date,
    DateBetween,
    Not,
    Number,
    NumberBetween,
    Or,
    Pattern,
    TraceQuery,
    Value,
    Words,
)
from tunix_rt_tui.trace.query.writing import write_query

MEANINGS: list[tuple[str, Condition]] = [
    ("gradient", Words("gradient")),
    ("  grad*  ", Words("grad", prefix=True)),
    ('"carry the one"', Words("carry the one")),
    ('"carry the on"*', Words("carry the on", prefix=True)),
    (r'"say \"hi\" \\ there"', Words(r'say "hi" \ there')),
    ("don't", Words("don't")),
    ("a b", And((Words("a"), Words("b")))),
    ("a AND b", And((Words("a"), Words("b")))),
    ("a (b c)", And((Words("a"), Words("b"), Words("c")))),
    ("a or b OR c", Or((Words("a"), Words("b"), Words("c")))),
    ("a b or c", Or((And((Words("a"), Words("b"))), Words("c")))),
    ("a (b or c)", And((Words("a"), Or((Words("b"), Words("c")))))),
    ('"or"', Words("or")),
    ("-a", Not(Words("a"))),
    ("NOT a", Not(Words("a"))),
    ("-(a b)", Not(And((Words("a"), Words("b"))))),
    ("--a", Not(Not(Words("a")))),
    ("x(y)", And((Words("x"), Words("y")))),
    ("prompt:a", Words("a", "prompt")),
    ("step:a*", Words("a", "steps", prefix=True)),
    ('answer:"4 2"', Words("4 2", "answer")),
    ("/a b/", Pattern("a b")),
    (r"/a\/b/si", Pattern(r"a\/b", "is")),
    ("step:/x+/", Pattern("x+", "", "steps")),
    ("source:run/1.jsonl", Value("source", "run/1.jsonl")),
    ("source:/data/x", Value("source", "/data/x")),
    ('source:"a b"', Value("source", "a b")),
    ("source:run*", Value("source", "run", prefix=True)),
    ("tag:*", Value("tag", "", prefix=True)),
    ("version=1.0", Value("version", "1.0")),
    ("type:tool_call", Value("type", "tool_call")),
    ("id:3F2A", Value("id", "3f2a", prefix=True)),
    ("like:3f2a77b0c1", Value("like", "3f2a77b0-c1", prefix=True)),
    ("steps:10", Number("steps", "=", 10)),
    ("steps>=10", Number("steps", ">=", 10)),
    ("steps:>10", Number("steps", ">", 10)),
    ("steps:2..5", NumberBetween("steps", 2, 5)),
    ("steps:..5", Number("steps", "<=", 5)),
    ("steps:2..", Number("steps", ">=", 2)),
    ("size>100k", Number("size", ">", 100_000)),
    ("size<1.5MB", Number("size", "<", 1_500_000)),
    ("meta.reward>0.5", Number("meta.reward", ">", 0.5)),
    ("meta.reward:-1..0.5", NumberBetween("meta.reward", -1, 0.5)),
    ("meta.model:tiny", Value("meta.model", "tiny")),
    ("meta.version:1..x", Value("meta.version", "1..x")),
    ('meta."a key: odd":x', Value("meta.a key: odd", "x")),
    ("date:today", Date("=", "today")),
    ("date>2026-09-01", Date(">", "2026-09-01")),
    ("date:2026-09..2026-10", DateBetween("2026-09", "2026-10")),
    ("date:2026-09..", Date(">=", "2026-09")),
    ("date:7d", Date("=", "7d")),
]

PROBLEMS = [
    ("a or", 3, 5, "'or' stands between"),
    ("or a", 1, 3, "'or' stands between"),
    ("a AND", 6, 7, "condition is missing"),
    ("(a", 1, 2, "never closed"),
    ("b (a or (c d)", 3, 4, "never closed"),
    ("a) b", 2, 3, "no ( before it"),
    ("a ()", 3, 5, "nothing in these brackets"),
    ("a - b", 3, 4, "means 'not'"),
    ("-", 1, 2, "means 'not'"),
    ('a "b c', 3, 4, "quote is never closed"),
    ("a /b c", 3, 4, "pattern is never closed"),
    ("/(/", 3, 4, "no regular expression"),
    ("//", 1, 3, "pattern is empty"),
    ("/a/gi", 4, 6, "no flag"),
    ("/home/me", 7, 9, "no flag"),
    ("2 + 2", 3, 4, "no letter or digit"),
    ('"+="', 1, 5, "no letter or digit"),
    ('"a"b', 4, 5, "space is missing"),
    ("colour:red", 1, 7, "no field 'colour'"),
    ("sources:red", 1, 8, "Did you mean source?"),
    ("x=5", 1, 2, "no field 'x'"),
    ("meta.:5", 1, 6, "key of meta is missing"),
    ("source:", 8, 9, "source shall be is missing"),
    ("source>x", 1, 9, "is a text"),
    ("prompt>x", 1, 9, "is a text"),
    ("prompt:", 8, 9, "word is missing"),
    ("id:xyz", 4, 7, "no start of an id"),
    ("steps>", 7, 8, "belongs a number"),
    ("steps>ten", 7, 10, "'ten' is not a number"),
    ("steps:2..x", 10, 11, "'x' is not a number"),
    ("steps:..", 7, 8, "belongs a number"),
    ("size>100x", 6, 10, "is not a size"),
    ("meta.r>1e999", 8, 13, "is not a number"),
    ("date:tomorrow", 6, 14, "'tomorrow' is not a date"),
    ("date:2026-02-30", 6, 16, "is not a date"),
    ("date:2026..x", 12, 13, "is not a date"),
    ("sort:", 6, 7, "sort by is missing"),
    ("sort:colour", 6, 12, "nothing to sort by"),
    ("a (sort:steps)", 4, 9, "sorted once"),
    ("-sort:steps", 2, 7, "sorted once"),
    ("sort:steps sort:id", 12, 17, "sorted once"),
    ("a \udcff", 3, 4, "no character"),
]


@pytest.mark.parametrize(("text", "condition"), MEANINGS)
def test_a_query_means_what_it_says(text: str, condition: Condition) -> None:
    assert read_query(text) == TraceQuery(condition)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_query_means_all(text: str) -> None:
    assert read_query(text) == TraceQuery()


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("sort:steps", Order("steps")),
        ("sort:-size", Order("bytes", descending=True)),
        ("sort:date", Order("created_at")),
        ("sort:meta.reward", Order("meta.reward")),
        ('sort:"-meta.a b"', Order("meta.a b", descending=True)),
    ],
)
def test_an_order_may_stand_anywhere_outside_of_brackets(text: str, order: Order) -> None:
    assert read_query(text) == TraceQuery(None, order)
    assert read_query(f"a {text} b") == TraceQuery(And((Words("a"), Words("b"))), order)


@pytest.mark.parametrize(("text", "column", "end", "message"), PROBLEMS)
def test_what_is_wrong_is_pointed_at(text: str, column: int, end: int, message: str) -> None:
    problem = read_query(text)
    assert isinstance(problem, QueryProblem), problem
    assert (problem.column, problem.end) == (column, end)
    assert message in problem.message
    assert problem.hint


def test_limits_are_told() -> None:
    for text in (
        "a" * (MAX_CHARS + 1),
        "a " * (MAX_TERMS + 1),
        "(" * 50 + "a" + ")" * 50,
        "-" * 60,
    ):
        assert isinstance(read_query(text), QueryProblem)
    assert isinstance(read_query("a " * MAX_TERMS), TraceQuery)


@given(query_like_texts)
def test_any_text_is_a_query_or_has_a_problem(text: str) -> None:
    found = read_query(text)
    if isinstance(found, QueryProblem):
        assert 1 <= found.column < found.end <= len(text) + 2
        assert found.message
        assert found.hint
    else:
        assert read_query(write_query(found)) == found


@given(queries)
def test_a_query_that_is_written_and_read_again_is_itself(query: TraceQuery) -> None:
    assert read_query(write_query(query)) == query
