"""`export`: in every format, and of a store that is not what it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.library.inputs import jsonl
from tests.library.test_packing import unpacked
from tests.support.pages import spoil, tree_of
from tests.support.traces import make_document
from tunix_rt_tui.library.output_formats import FORMATS

COUNT = 40


@pytest.fixture
def store(run: Run, home: Path) -> Path:
    """A store whose documents take up a few pages each."""
    file = home / "many.jsonl"
    documents = (make_document(n, final_answer="x" * 9000) for n in range(1, COUNT + 1))
    file.write_bytes(jsonl(documents))
    assert run("--db", "traces.db", "import", file).code == 0
    return home / "traces.db"


def middle(store: Path, name: str) -> list[int]:
    """A page in the middle of a table or an index."""
    pages = tree_of(store, name)
    return [pages[len(pages) // 2]]


def test_a_damaged_store_gives_what_it_has_and_names_what_it_has_not(
    run: Run, store: Path, home: Path
) -> None:
    spoil(store, middle(store, "trace_payloads"))
    before = store.read_bytes()
    listed = {row["id"] for row in run("--db", store, "list", "--limit", 99, "--json").lines()}
    done = run("--db", store, "export", "-o", "saved.jsonl")
    assert done.code == 3
    saved = [json.loads(line) for line in (home / "saved.jsonl").read_text().splitlines()]
    numbers = [each["meta"]["number"] for each in saved]
    assert numbers == sorted(numbers)
    unread = [line.split()[3] for line in done.err.splitlines() if line.startswith("not read:")]
    assert unread
    assert set(unread) < listed
    assert len(saved) + len(unread) == COUNT
    assert f"{len(saved)} traces exported to saved.jsonl" in done.err
    assert f"tunix-rt db --db {store} restore" not in done.err
    assert f"tunix-rt --db {store} db restore BACKUP" in done.err
    assert store.read_bytes() == before
    assert len(run("--db", store, "export").lines()) == len(saved)


def test_a_lost_index_costs_no_trace(run: Run, store: Path) -> None:
    spoil(store, middle(store, "traces_live"))
    done = run("--db", store, "export")
    assert done.code == 3
    assert [each["meta"]["number"] for each in done.lines()] == [*range(1, COUNT + 1)]
    assert "not read" not in done.err


def test_a_lost_listing_leaves_the_documents_and_the_rest_is_told_by_number(
    run: Run, store: Path
) -> None:
    lost = [*tree_of(store, "traces"), *middle(store, "trace_payloads")]
    spoil(store, lost)
    done = run("--db", store, "export")
    assert done.code == 3
    assert "not read: number" in done.err


def test_what_finds_the_damage_names_the_way_out(run: Run, store: Path) -> None:
    spoil(store, middle(store, "traces_live"))
    done = run("--db", store, "list")
    assert done.fault()[0] == 1
    assert f"tunix-rt --db {store} export -o saved.jsonl" in done.err
    assert f"tunix-rt --db {store} db restore BACKUP" in done.err


def test_a_store_of_which_nothing_is_left_is_told_in_two_lines(
    run: Run, store: Path, home: Path
) -> None:
    whole = store.read_bytes()
    store.write_bytes(whole[:100] + b"\xaa" * (len(whole) - 100))
    done = run("--db", store, "export", "-o", "saved.jsonl")
    assert done.fault()[0] == 1
    assert "db restore" in done.err
    assert not (home / "saved.jsonl").exists()


def test_a_damaged_store_is_saved_as_canonical_alone(run: Run, store: Path, home: Path) -> None:
    spoil(store, middle(store, "trace_payloads"))
    done = run("--db", store, "export", "--format", "sharegpt", "-o", "saved.jsonl")
    assert done.fault()[0] == 1
    assert f"tunix-rt --db {store} export -o saved.jsonl" in done.err
    assert not (home / "saved.jsonl").exists()


@pytest.fixture
def few(run: Run, home: Path) -> Path:
    """A store with three traces, of which one looks like a formula."""
    file = home / "few.jsonl"
    file.write_bytes(
        jsonl(make_document(n, final_answer="=1+1" if n == 2 else f"{n}") for n in (1, 2, 3))
    )
    assert run("--db", "few.db", "import", file).code == 0
    return home / "few.db"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_stdout_and_into_files(
    run: Run, few: Path, home: Path, name: str
) -> None:
    query = "meta.number>=2"
    done = run("--db", few, "export", query, "--format", name)
    assert (done.code, done.err.strip()) == (0, "2 traces exported")
    for file in ("out", "out.gz", "out.zst"):
        into = run("--db", few, "export", query, "--format", name, "-o", file)
        assert into.err.strip() == f"2 traces exported to {file}"
        assert unpacked(home / file) == done.out.encode()


def test_a_terminal_draws_text_and_does_nothing_else(run: Run, home: Path) -> None:
    file = home / "hostile.jsonl"
    file.write_bytes(jsonl([make_document(1, prompt="\x1b[31m red \x9b")]))
    run("--db", "few.db", "import", file)
    for name in FORMATS:
        out = run("--db", "few.db", "export", "--format", name, terminal=True).out
        assert "red" in out
        assert "\x1b" not in out
        assert "\x9b" not in out


def test_what_a_format_cannot_hold_is_told(run: Run, home: Path) -> None:
    file = home / "tags.jsonl"
    step = {"i": 0, "type": "a", "content": "</think>"}
    file.write_bytes(jsonl([make_document(n, steps=[step]) for n in (1, 2)]))
    run("--db", "few.db", "import", file)
    done = run("--db", "few.db", "export", "--format", "prompt_completion", "-o", "a.jsonl")
    assert done.code == 0
    assert done.err.splitlines() == [
        "2 traces with </think> inside the reasoning, where a reader will end it",
        "2 traces exported to a.jsonl",
    ]


def test_a_format_that_there_is_not_is_told_with_those_that_there_are(run: Run) -> None:
    code, error = run("export", "--format", "parquet").fault()
    assert code == 2
    assert "tunix_rt.trace" in error


def test_help_names_every_format_with_what_it_is(run: Run) -> None:
    out = run("export", "--help").out
    for form in FORMATS.values():
        assert f"{form.id:<26}{form.title}" in out
