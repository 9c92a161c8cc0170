"""An import can take a part of what it reads, and says how much it left out."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.library.inputs import jsonl, write_numbered
from tests.library.test_importing import counts, run
from tests.support.memory_store import MemoryStore
from tests.support.stores import all_keys
from tests.support.traces import make_document
from tunix_rt_tui.errors import TargetFault
from tunix_rt_tui.formats.contract import ReadingOptions
from tunix_rt_tui.library.importing import ImportOptions
from tunix_rt_tui.library.intake.sampling import Sample
from tunix_rt_tui.library.intake.selecting import Selection
from tunix_rt_tui.library.reading import GoodRecord, Reading
from tunix_rt_tui.trace.parsing import ParsedTrace, Problem, parse_trace

POINTED = Reading(options=ReadingOptions({"prompt": "q", "answer": "a"}))


async def numbers(store: MemoryStore) -> list[int]:
    """The numbers of the documents in a store, in the order of arrival."""
    kept = await store.traces(sorted(await all_keys(store)))
    return [json.loads(trace.text)["meta"]["number"] for trace in kept]


def selecting(**selection: Any) -> ImportOptions:
    return ImportOptions(selection=Selection(**selection))


async def test_a_limit_takes_the_first_over_all_files(tmp_path: Path) -> None:
    store = MemoryStore()
    write_numbered(tmp_path / "a.jsonl", [1, 2])
    file = tmp_path / "b.jsonl"
    file.write_bytes(jsonl(["no json", make_document(3), make_document(4), "not read"]))
    summary = await run(store, tmp_path, options=selecting(limit=3))
    assert counts(summary) == (3, 0, 1)
    assert await numbers(store) == [1, 2, 3]
    assert counts(await run(store, tmp_path, options=selecting(limit=3))) == (0, 3, 1)


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (7, 7), (40, 40), (50, 40)])
async def test_a_sample_is_of_exactly_so_many_in_their_order_and_can_be_repeated(
    tmp_path: Path, count: int, drawn: int
) -> None:
    store = MemoryStore()
    file = write_numbered(tmp_path / "a.jsonl", range(40))
    summary = await run(store, file, options=selecting(sample=count, seed=5))
    assert (counts(summary), summary.skipped) == ((drawn, 0, 0), 40 - drawn)
    assert summary.read >= file.stat().st_size - 40
    assert await numbers(store) == sorted(await numbers(store))
    again = await run(store, file, options=selecting(sample=count, seed=5))
    assert counts(again) == (0, drawn, 0)


async def test_another_seed_draws_another_sample(tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(100))
    drawn = []
    for seed in (1, 2):
        store = MemoryStore()
        await run(store, file, options=selecting(sample=10, seed=seed))
        drawn.append(await numbers(store))
    assert drawn[0] != drawn[1]


async def test_a_sample_keeps_what_is_known_of_a_trace(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [{"q": f"Q{n}", "a": f"A{n}"} for n in range(5)]
    file.write_bytes(jsonl([*rows, make_document(1, extra=0)]))
    stores = []
    for selection in (Selection(), Selection(sample=6)):
        stores.append(MemoryStore())
        options = ImportOptions(reading=POINTED, selection=selection)
        summary = await run(stores[-1], file, options=options)
        assert summary.warnings == {"W_UNKNOWN_FIELD /extra": 1}
    kept = [await store.traces(sorted(await all_keys(store))) for store in stores]
    assert [(each.text, each.origin) for each in kept[0]] == [
        (each.text, each.origin) for each in kept[1]
    ]


def good(n: int) -> GoodRecord:
    parsed = parse_trace(json.dumps(make_document(n)))
    assert isinstance(parsed, ParsedTrace)
    warning = Problem("W", "/a", "m", 1, 2)
    return GoodRecord("a", n, 9, parsed, (warning,), "x", bytes(range(256)), {"n": n})


def test_every_record_has_the_same_chance() -> None:
    drawn: Counter[int] = Counter()
    records = [good(n) for n in range(6)]
    for seed in range(300):
        sample = Sample(2, seed)
        for record in records:
            sample.offer(record)
        assert sample.left_out == 4
        drawn.update(each.number for each in sample.drawn())
        sample.close()
    assert all(60 <= drawn[n] <= 140 for n in range(6))


def test_a_full_disk_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def seek(self, *_: int) -> int:
            return 0

        def write(self, _: bytes) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", lambda _: Full())
    with pytest.raises(TargetFault, match="No space left") as fault:
        Sample(1, 0).offer(good(1))
    assert "TMPDIR" in fault.value.hint


async def test_what_lacks_something_is_passed_over(tmp_path: Path) -> None:
    reasoned = make_document(1)
    unanswered = make_document(2, final_answer="[no answer]")
    only_answer = make_document(3, steps=[{"i": 0, "type": "answer", "content": "4"}])
    only_answer["final_answer"] = "4"
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl([reasoned, unanswered, only_answer, "no json"]))
    for selection, left in (
        ({"require_reasoning": True}, [1, 2]),
        ({"skip_unanswered": True}, [1, 3]),
        ({"require_reasoning": True, "skip_unanswered": True}, [1]),
        ({"skip_unanswered": True, "limit": 2}, [1, 3]),
    ):
        store = MemoryStore()
        summary = await run(store, file, options=selecting(**selection))
        assert await numbers(store) == left
        assert summary.skipped == 3 - len(left)


async def test_tags_are_put_on_what_is_added_and_content_may_be_kept_twice(tmp_path: Path) -> None:
    store = MemoryStore()
    file = write_numbered(tmp_path / "a.jsonl", [1])
    await run(store, file)
    options = ImportOptions(tags=("run-3", "new"), on_duplicate="add")
    assert counts(await run(store, file, options=options)) == (1, 0, 0)
    rows = await store.summaries(sorted(await all_keys(store)))
    assert [row.tags for row in rows] == [(), ("new", "run-3")]


async def test_the_format_is_told_a_file_and_in_all(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl([make_document(1), {"q": "Q", "a": "A"}]))
    write_numbered(tmp_path / "b.jsonl", [2, 3])
    (tmp_path / "c.jsonl").write_bytes(b"no json")
    told: list[tuple[str, dict[str, int]]] = []
    summary = await run(
        MemoryStore(),
        tmp_path,
        options=ImportOptions(reading=POINTED),
        read=lambda file, formats: told.append((Path(file).name, dict(formats))),
    )
    [(first, both), *rest] = told
    assert (first, both["canonical"], sum(both.values())) == ("a.jsonl", 1, 2)
    assert rest == [("b.jsonl", {"canonical": 2}), ("c.jsonl", {})]
    assert summary.format == "mixed"
    assert (await run(MemoryStore(), tmp_path / "b.jsonl")).format == "canonical"
