"""`stats`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.traces import make_document


@pytest.fixture
def some(run: Run, home: Path) -> None:
    """Traces of several lengths, one with a type that would do harm on a terminal."""
    documents = [
        make_document(n, steps=2 + n % 3, meta={"reward": n / 4, "model": "tiny"}) for n in range(5)
    ]
    documents[0]["steps"][0]["type"] = "\x1b[31m"
    lines = "\n".join(json.dumps(document) for document in documents)
    (home / "some.jsonl").write_text(lines)
    run("import", "some.jsonl")


@pytest.mark.usefixtures("some")
def test_stats_of_all_as_one_document(run: Run) -> None:
    told = run("stats", "--json").json()
    assert (told["query"], told["traces"]) == ("", 5)
    names = [one["of"] for one in told["distributions"]]
    assert names == [
        *("steps", "chars", "tokens", "size", "type", "source", "version", "tag", "lacks", "date"),
        "meta.reward",
    ]
    steps = told["distributions"][0]
    assert steps["bars"] == [
        {"label": "2", "traces": 2, "query": "steps:2"},
        {"label": "3", "traces": 2, "query": "steps:3"},
        {"label": "4", "traces": 1, "query": "steps:4"},
    ]
    figures = {name: steps[name] for name in ("count", "min", "median", "p90", "p99", "max")}
    assert figures == {"count": 5, "min": 2, "median": 3, "p90": 4, "p99": 4, "max": 4}
    assert steps["mean"] == pytest.approx(2.8)
    types = told["distributions"][4]
    assert types["bars"][0]["label"] == "check"
    assert types["bars"][0]["steps"] == 6
    date = told["distributions"][9]
    assert date["min"] == date["max"] == date["bars"][0]["label"]
    assert "mean" not in date


@pytest.mark.usefixtures("some")
def test_stats_of_what_a_query_finds_by_what_is_asked_for(run: Run) -> None:
    told = run("stats", "steps>2", "--by", "meta.reward", "--by", "steps", "--json").json()
    assert told["traces"] == 3
    assert [one["of"] for one in told["distributions"]] == ["meta.reward", "steps"]
    assert [bar["traces"] for bar in told["distributions"][1]["bars"]] == [2, 1]


@pytest.mark.usefixtures("some")
def test_every_line_has_a_query_that_finds_what_it_counts(run: Run) -> None:
    lines = [line.split("\t") for line in run("stats").out.splitlines()]
    assert {line[0] for line in lines} >= {"steps", "type", "source", "date", "meta.reward"}
    for _, _, traces, query in lines:
        assert "␛" in query or len(run("list", query, "--json").lines()) == int(traces)


@pytest.mark.usefixtures("some")
def test_on_a_terminal_bars_are_drawn(run: Run) -> None:
    done = run("stats", "--by", "steps", "--by", "type", "--by", "tag", terminal=True)
    assert done.out.splitlines() == [
        "steps · 5 traces · min 2 · median 3 · mean 2.8 · p90 4 · p99 4 · max 4",
        f"  2  2  {'▆' * 60}",
        f"  3  2  {'▆' * 60}",
        f"  4  1  {'▆' * 30}",
        "",
        "type · 5 traces",
        f"  check   5 in 6 steps  {'▆' * 60}",
        f"  reason  4 in 7 steps  {'▆' * 48}",
        f"  ␛[31m    1 in 1 step  {'▆' * 12}",
        "",
        "tag · 0 traces",
    ]


@pytest.mark.usefixtures("some")
def test_bars_are_drawn_in_ascii_where_that_is_set(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNIX_RT_ASCII", "yes")
    done = run("stats", "--by", "steps", terminal=True)
    assert done.out.splitlines()[1] == f"  2  2  {'#' * 60}"


def test_names_without_a_bar_are_told_of(run: Run, home: Path) -> None:
    documents = [make_document(n, trace_version=f"{n:02}") for n in range(22)]
    lines = "\n".join(json.dumps(document) for document in documents)
    (home / "many.jsonl").write_text(lines)
    run("import", "many.jsonl")
    done = run("stats", "--by", "version", terminal=True)
    assert done.out.splitlines()[-1] == "  and 2 more"
    assert run("stats", "--by", "version", "--json").json()["distributions"][0]["more"] == 2


def test_stats_of_nothing(run: Run) -> None:
    assert run("stats").out == ""
    assert run("stats", "--by", "steps", terminal=True).out == "steps · 0 traces\n"
    assert run("stats", "--by", "steps", "--json").json()["traces"] == 0


def test_what_cannot_be_counted_by_is_refused(run: Run) -> None:
    code, error = run("stats", "--by", "token").fault()
    assert code == 2
    assert "the nearest is 'tokens'" in error
    assert run("stats", "--by", "meta.").fault()[0] == 2
    assert run("stats", "colour:red").fault()[0] == 2
    assert run("--server", "http://x", "stats").fault()[0] == 2
