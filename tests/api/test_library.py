"""A program adds what its model says, finds it again, and needs to know nothing of event loops."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import tunix_rt_tui
from tests.support.traces import make_document
from tunix_rt_tui.api import Library, open_library, open_library_async
from tunix_rt_tui.errors import NotFound, RecordFault, StoreFault, UsageFault


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "traces.db") as opened:
        yield opened


def test_a_trace_is_added_and_found_again(library: Library) -> None:
    document = make_document(1)
    trace_id = library.add(document, source="run-7", tags=["good"])
    trace = library.get(trace_id[:8])
    assert (trace.id, trace.source, trace.tags) == (trace_id, "run-7", ("good",))
    assert trace.document == document
    assert library.add(json.dumps(document)) == trace_id
    assert library.count() == 1


def test_many_are_added_together_or_not_at_all(library: Library) -> None:
    ids = library.add_many([make_document(n) for n in (1, 2, 1)])
    assert ids[0] == ids[2] != ids[1]
    with pytest.raises(RecordFault, match="Record 2: E_FORMAT") as fault:
        library.add_many([make_document(3), {"loss": 1}])
    assert "Nothing was added" in fault.value.hint
    assert library.count() == 2
    assert len(library.add_many([make_document(1)], on_duplicate="keep")) == 1
    assert library.count() == 3
    assert library.add_many([]) == []


def test_numbers_of_arrays_are_numbers(library: Library) -> None:
    class Scalar:
        def tolist(self) -> float:
            return 0.5

    trace_id = library.add(make_document(1, meta={"reward": Scalar()}))
    assert library.get(trace_id).document["meta"] == {"reward": 0.5}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (make_document(1, meta={"x": object()}), "no JSON"),
        (make_document(1, meta={"reward": float("nan")}), "E_NUMBER"),
        (make_document(1, prompt=""), "E_LENGTH"),
        (b"\xff", "E_ENCODING"),
        ("\ud800", "E_"),
        (7, "E_TYPE"),
    ],
)
def test_what_is_no_trace_is_refused_by_name(library: Library, record: object, said: str) -> None:
    with pytest.raises(RecordFault, match=said):
        library.add(record)
    assert library.count() == 0


def test_queries_find_count_and_export(library: Library, tmp_path: Path) -> None:
    library.add_many([make_document(n) for n in range(5)])
    assert [trace.document for trace in library.search(limit=2)] == [
        make_document(4),
        make_document(3),
    ]
    found = library.search("meta.number<2 sort:meta.number")
    assert [trace.document["meta"]["number"] for trace in found] == [0, 1]
    assert library.count("meta.number>2") == 2
    target = tmp_path / "out.jsonl"
    assert library.export(target, "meta.number>2") == 2
    assert [json.loads(line) for line in target.read_text().splitlines()] == [
        make_document(3),
        make_document(4),
    ]
    assert library.export(target) == 5
    with pytest.raises(UsageFault):
        library.search("(")
    with pytest.raises(NotFound):
        library.get("ffffffff")


def test_it_works_inside_a_running_loop_and_from_several_threads(library: Library) -> None:
    async def notebook() -> int:
        library.add(make_document(100))
        return library.count()

    assert asyncio.run(notebook()) == 1
    threads = [threading.Thread(target=library.add, args=[make_document(n)]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.count() == 9


def test_a_library_that_cannot_be_opened_leaves_no_thread(tmp_path: Path) -> None:
    file = tmp_path / "traces.db"
    file.write_bytes(b"no database" * 100)
    before = set(threading.enumerate())
    with pytest.raises(StoreFault):
        open_library(file)
    assert set(threading.enumerate()) <= before


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    library = open_library(tmp_path / "traces.db")
    library.close()
    library.close()


@pytest.mark.filterwarnings("error")
def test_a_library_that_was_closed_says_so(tmp_path: Path) -> None:
    library = open_library(tmp_path / "traces.db")
    library.close()
    for call in (library.count, partial(library.add, make_document(1))):
        with pytest.raises(StoreFault, match="was closed"):
            call()


def test_a_library_of_the_process_before_a_fork_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "getpid", lambda: 1)
        with pytest.raises(StoreFault, match="forked"):
            library.count()
    assert library.count() == 0


def test_what_to_do_with_duplicates_is_one_of_two(library: Library) -> None:
    with pytest.raises(UsageFault, match="'Keep'"):
        library.add(make_document(1), on_duplicate="Keep")  # type: ignore[arg-type]
    assert library.count() == 0


async def test_the_same_with_a_loop_of_ones_own(tmp_path: Path) -> None:
    async with await open_library_async(tmp_path / "traces.db") as library:
        trace_id = await library.add(make_document(1))
        assert (await library.get(trace_id)).document == make_document(1)
        assert await library.count("meta.number=1") == 1
        assert [trace.id for trace in await library.search()] == [trace_id]
        assert await library.export(tmp_path / "out.jsonl") == 1


def test_importing_the_package_loads_nothing_and_a_program_ends_without_closing(
    tmp_path: Path,
) -> None:
    program = (
        "import sys, tunix_rt_tui\n"
        "assert 'asyncio' not in sys.modules and 'pydantic' not in sys.modules\n"
        f"library = tunix_rt_tui.open_library({str(tmp_path / 'traces.db')!r})\n"
        f"library.add({json.dumps(make_document(1))!r})\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
    with open_library(tmp_path / "traces.db") as library:
        assert library.count() == 1


def test_the_package_offers_it_and_nothing_else() -> None:
    assert tunix_rt_tui.open_library is open_library
    assert tunix_rt_tui.open_library_async is open_library_async
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tunix_rt_tui.nothing


def test_an_export_of_nothing_leaves_the_file_that_is_there(
    library: Library, tmp_path: Path
) -> None:
    target = tmp_path / "kept.jsonl"
    assert library.export(target, "tag:none") == 0
    assert not target.exists()
    target.write_text("mine")
    assert library.export(target, "tag:none") == 0
    assert target.read_text() == "mine"


def test_words_in_the_place_of_lists_and_odd_numbers_are_refused(library: Library) -> None:
    with pytest.raises(UsageFault, match="tags is the text 'train'"):
        library.add_many([make_document(1)], tags="train")
    with pytest.raises(UsageFault, match="limit is -1"):
        library.search(limit=-1)
    assert library.count() == 0


def test_an_export_is_compressed_and_in_a_format_as_its_name_and_words_say(
    library: Library, tmp_path: Path
) -> None:
    library.add({"prompt": "1+1?", "completion": "<think>One more.</think>2"})
    target = tmp_path / "a.jsonl.gz"
    assert library.export(target, format="prompt_completion") == 1
    with gzip.open(target) as file:
        [record] = map(json.loads, file)
    assert record["completion"] == "<think>\nOne more.\n</think>\n\n2"
    with pytest.raises(UsageFault, match="format is 'xml'"):
        library.export(target, format="xml")
