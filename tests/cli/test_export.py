"""`export` of a store that is not what it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.library.inputs import jsonl
from tests.support.pages import spoil, tree_of
from tests.support.traces import make_document

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
