"""Verbs that work on what a query finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

DOCUMENTS: list[dict[str, Any]] = [
    {
        "prompt": "Add one",
        "answer": "one two",
        "meta": {"reward": 0.2},
        "step": "carry \x1b[31m it",
    },
    {"prompt": "Add two", "answer": "three", "meta": {"reward": 0.9}, "step": "carry\nit over"},
    {"prompt": "Take one", "answer": "zero", "meta": {"reward": 0.5}, "step": "borrow"},
]


@pytest.fixture
def three(run: Run, home: Path) -> list[str]:
    """Three traces, the oldest first."""
    lines = [
        json.dumps(
            {
                "trace_version": "1",
                "prompt": one["prompt"],
                "final_answer": one["answer"],
                "steps": [{"i": 5, "type": "think", "content": one["step"]}],
                "meta": one["meta"],
            }
        )
        for one in DOCUMENTS
    ]
    (home / "three.jsonl").write_text("\n".join(lines))
    ids: list[str] = run("import", "three.jsonl", "--json").json()["ids"]
    return ids


def found(run: Run, *words: str) -> list[str]:
    return [row["id"] for row in run("list", "--json", *words).lines()]


def test_list_takes_a_query_in_one_word_or_several(run: Run, three: list[str]) -> None:
    one, two, other = three
    assert found(run, "prompt:add") == [two, one]
    assert found(run, "prompt:add", "meta.reward>0.5") == [two]
    assert found(run, "carry or borrow sort:-meta.reward") == [two, other, one]
    assert found(run, "sort:meta.reward", "--sort", "-meta.reward") == [two, other, one]
    assert found(run, "--", "-carry") == [other]
    assert found(run, "NOT", "carry") == [other]
    done = run("list", "nothing-like-it")
    assert (done.code, done.out, done.err) == (0, "", "Nothing is found.\n")


def test_a_page_of_what_is_found_tells_of_the_rest(run: Run, three: list[str]) -> None:
    assert "1 of 2 traces" in run("list", "carry", "--limit", "1").err
    assert run("list", "carry", "--limit", "1", "--offset", "1").err == ""


@pytest.mark.parametrize("verb", ["list", "search", "export"])
def test_a_wrong_query_is_pointed_at(run: Run, three: list[str], verb: str) -> None:
    code, error = run(verb, "carry", "colour:red").fault()
    assert code == 2
    assert "at column 7, 'colour'" in error
    code, error = run(verb, "-carry").fault()
    assert code == 2
    assert "behind --" in error


def test_search_shows_where_words_stand(run: Run, three: list[str]) -> None:
    one, two, _ = three
    assert run("search", "carry", "--json").lines() == [
        {"id": two, "step": 5, "field": "step", "snippet": "carry it over"},
        {"id": one, "step": 5, "field": "step", "snippet": "carry \x1b[31m it"},
    ]
    rows = [line.split("\t") for line in run("search", "one").out.splitlines()]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        (three[2], "prompt", ""),
        (one, "prompt", ""),
        (one, "final_answer", ""),
    ]


def test_search_on_a_terminal_is_safe_and_short(run: Run, three: list[str]) -> None:
    done = run("search", "carry", terminal=True)
    assert "\x1b" not in done.out
    assert "␛[31m" in done.out
    assert [line.split("  ")[:2] for line in done.out.splitlines()] == [
        [three[1][:8], "step 5"],
        [three[0][:8], "step 5"],
    ]


def test_search_says_when_there_is_nothing_or_more(run: Run, three: list[str]) -> None:
    assert run("search", "unheard").err == "Found nowhere.\n"
    assert "Only 1 line" in run("search", "one", "--limit", "1").err
    code, error = run("search", "source:three.jsonl").fault()
    assert (code, "no words and no pattern" in error) == (2, True)


def test_a_pattern_that_runs_away_is_told_of(run: Run, home: Path) -> None:
    document = {
        "trace_version": "1",
        "prompt": "a" * 60 + "b",
        "final_answer": "x",
        "steps": [{"i": 0, "type": "t", "content": "c"}],
    }
    (home / "slow.json").write_text(json.dumps(document))
    run("import", "slow.json")
    done = run("list", "/(a|a)+$/")
    assert (done.code, done.out) == (0, "")
    assert "took too long over 1 trace" in done.err


def test_export_writes_what_is_found_in_its_order(run: Run, three: list[str]) -> None:
    prompts = [row["prompt"] for row in run("export", "carry").lines()]
    assert prompts == ["Add one", "Add two"]
    prompts = [row["prompt"] for row in run("export", "sort:-meta.reward").lines()]
    assert prompts == ["Add two", "Take one", "Add one"]
    assert run("export", "unheard").out == ""


def test_what_is_found_goes_to_the_trash_and_back(run: Run, three: list[str]) -> None:
    one, two, other = three
    code, error = run("delete", "--query", "carry").fault()
    assert (code, "Move 2 traces to the trash?" in error) == (2, True)
    done = run("delete", "--query", "carry", stdin=b"n\n", terminal=True)
    assert (done.code, "Move 2 traces to the trash?" in done.err) == (1, True)
    assert len(found(run)) == 3
    assert run("delete", "--query", "carry", "--yes", "--json").json() == {"deleted": [two, one]}
    assert found(run) == [other]
    assert run("restore", "--query", "meta.reward<0.5", "--json").json() == {"restored": [one]}
    assert "Remove 1 trace for good?" in run("purge", "--query", "carry").fault()[1]
    assert run("purge", "--query", "borrow", "--yes").out == ""
    assert run("purge", "--query", "carry", "--yes").out.split() == [two]
    assert "nothing is found" in run("delete", "--query", "unheard", "--yes").err


@pytest.mark.parametrize(
    "words",
    [
        "delete",
        "delete aaaa --query x",
        "purge aaaa --query x",
        "restore",
        "tag",
        "tag aaaa",
        "tag --add x",
        "tag --list --add x",
    ],
)
def test_it_must_be_said_in_one_way_what_is_meant(run: Run, words: str) -> None:
    assert run(*words.split()).fault()[0] == 2


def test_tags_are_put_on_taken_off_renamed_and_listed(run: Run, three: list[str]) -> None:
    one, _, other = three
    assert run("tag", "--list").err == "No trace has a tag.\n"
    assert run("tag", one[:8], other, "--add", "good", "--json").json() == {"changed": 2}
    assert found(run, "tag:good") == [other, one]
    code, error = run("tag", "--query", "carry", "--add", "hard").fault()
    assert (code, "Change the tags of 2 traces?" in error) == (2, True)
    words = ("tag", "--query", "carry", "--add", "hard", "--remove", "good", "--yes")
    assert "tags of 2 traces changed" in run(*words).err
    assert run("tag", "--list", "--json").json() == {"good": 1, "hard": 2}
    assert run("tag", "--list").out == "good\t1\nhard\t2\n"
    assert run("list", "--json", "tag:hard").lines()[0]["tags"] == ["hard"]
    assert "tags of 2 traces changed" in run("tag", "--rename", "hard", "good").err
    assert run("tag", "--list", "--json").json() == {"good": 3}
    assert run("tag", "--rename", "none", "x").fault()[0] == 4
    assert run("tag", one, "--add", "two words").fault()[0] == 2
    assert run("tag", "--rename", "good", "-x").fault()[0] == 2
