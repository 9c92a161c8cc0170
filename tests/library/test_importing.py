"""An import adds each content once, names what it refuses, and loses nothing."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

import pytest

from tests.library.inputs import jsonl, write_numbered
from tests.support.memory_store import MemoryStore
from tests.support.stores import add, all_keys
from tests.support.traces import make_document, make_trace
from tests.support.waiting_store import WaitingStore
from tunix_rt_tui.errors import ReadOnlyStore, SourceFault
from tunix_rt_tui.formats.contract import ReadingOptions
from tunix_rt_tui.library.importing import ImportOptions, import_records
from tunix_rt_tui.library.intake import portioning
from tunix_rt_tui.library.intake.portions import BatchLimits
from tunix_rt_tui.library.intake.taking import ImportListener
from tunix_rt_tui.library.intake.tally import ImportSummary
from tunix_rt_tui.library.reading import Reading, RefusedRecord
from tunix_rt_tui.library.rehearsing import Known, rehearse_import
from tunix_rt_tui.store.contract import Batch, OnDuplicate, Outcome
from tunix_rt_tui.store.empty import EmptyStore

BAD = '{"trace_version": "1.0"}'

FOURS = ImportOptions(keeps_ids=True, limits=BatchLimits(rows=4))
"""Four traces a batch."""


async def run(
    store: MemoryStore,
    *paths: Path | str,
    options: ImportOptions | None = None,
    stdin: bytes = b"",
    refused: list[RefusedRecord] | None = None,
    read: Callable[[str, Mapping[str, int]], None] = lambda *_: None,
) -> ImportSummary:
    return await import_records(
        store,
        [str(path) for path in paths],
        options or ImportOptions(),
        stdin=io.BytesIO(stdin),
        listener=ImportListener(refused=(refused if refused is not None else []).append, read=read),
    )


async def rehearse(known: Known, *paths: Path | str) -> ImportSummary:
    return await rehearse_import(
        known, [str(path) for path in paths], ImportOptions(), stdin=io.BytesIO()
    )


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def counts(summary: ImportSummary) -> tuple[int, int, int]:
    return summary.added, summary.duplicate, summary.refused


async def test_traces_keep_their_order_source_and_origin(tmp_path: Path) -> None:
    store = MemoryStore()
    file = write_numbered(tmp_path / "run.jsonl", [1, 2, 3])
    summary = await run(store, file, options=ImportOptions(keeps_ids=True))
    assert counts(summary) == (3, 0, 0)
    kept = await store.traces(sorted(await all_keys(store)))
    assert [json.loads(trace.text) for trace in kept] == [make_document(n) for n in (1, 2, 3)]
    assert list(summary.ids) == [trace.summary.id for trace in kept]
    assert {trace.summary.source for trace in kept} == {"run.jsonl"}
    origins = [trace.origin for trace in kept if trace.origin]
    assert [(each.file, each.record) for each in origins] == [
        (str(tmp_path / "run.jsonl"), n) for n in (1, 2, 3)
    ]


async def test_ids_are_kept_for_who_asks_only(tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "run.jsonl", range(5))
    summary = await run(MemoryStore(), file)
    assert (summary.added, list(summary.ids)) == (5, [])


async def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    store = MemoryStore()
    file = write_numbered(tmp_path / "run.jsonl", range(5))
    await run(store, file)
    renamed = file.rename(tmp_path / "other.jsonl")
    assert counts(await run(store, renamed)) == (0, 5, 0)
    assert await store.count() == 5


async def test_content_that_comes_twice_is_added_once(tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "run.jsonl", [1, 2, 1])
    assert counts(await rehearse(EmptyStore("nowhere"), file)) == (2, 1, 0)
    assert counts(await run(MemoryStore(), file)) == (2, 1, 0)


async def test_standard_input_has_a_name_and_the_source_can_be_given(tmp_path: Path) -> None:
    store = MemoryStore()
    await run(store, "-", stdin=jsonl([make_document(1)]))
    await run(store, "-", stdin=jsonl([make_document(2)]), options=ImportOptions(source="nightly"))
    rows = await store.summaries(sorted(await all_keys(store)))
    assert [row.source for row in rows] == ["stdin", "nightly"]


async def test_a_rehearsal_counts_the_same_and_writes_nothing(tmp_path: Path) -> None:
    store = MemoryStore()
    [live, trashed] = await add(store, make_trace(1), make_trace(2))
    await store.delete([trashed])
    file = tmp_path / "run.jsonl"
    file.write_bytes(jsonl([make_document(1), make_document(2), make_document(3), BAD]))
    dry = await rehearse(store, file)
    assert (await store.count(), files_in(tmp_path)) == (1, [file])
    wet = await run(store, file)
    assert counts(dry) == counts(wet) == (1, 2, 1)
    assert list(dry.trashed) == list(wet.trashed) == [trashed]
    assert (list(dry.ids), dry.rejects) == ([], None)
    assert live not in wet.trashed


async def test_refused_records_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    file.write_bytes(jsonl([make_document(1), "", BAD, "no json", make_document(2)]))
    refused: list[RefusedRecord] = []
    summary = await run(MemoryStore(), file, refused=refused)
    assert counts(summary) == (2, 0, 2)
    assert [(each.number, each.line) for each in refused] == [(2, 3), (3, 4)]
    assert {problem.code for problem in refused[0].problems} == {"E_MISSING"}
    assert {problem.line for problem in refused[0].problems} == {3}


async def test_what_was_refused_can_be_tried_again(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    rows = [
        b'{"q": "1+1?", "a": "\\ud83d\\ude00 \xc3\xa9"}',
        b'{"q": "\xff", "a": "2"}',
        b"no json",
    ]
    file.write_bytes(b"\n".join(rows))
    first = await run(MemoryStore(), file)
    assert counts(first) == (0, 0, 3)
    assert first.rejects
    store = MemoryStore()
    mapped = ImportOptions(
        reading=Reading(options=ReadingOptions(fields={"prompt": "q", "answer": "a"}))
    )
    refused: list[RefusedRecord] = []
    again = await run(store, first.rejects, options=mapped, refused=refused)
    assert counts(again) == (1, 0, 2)
    [trace] = await store.traces(await all_keys(store))
    assert trace.origin
    assert (trace.origin.file, trace.origin.record) == (str(file), 1)
    assert (trace.origin.raw, trace.summary.source) == (rows[0], "run.jsonl")
    assert json.loads(trace.text)["final_answer"] == "\U0001f600 é"
    assert [(each.file, each.number, each.line, each.raw) for each in refused] == [
        (str(file), 2, 2, rows[1]),
        (str(file), 3, 3, rows[2]),
    ]
    places = [(p.line, p.column) for each in refused for p in each.problems]
    assert places == [(2, 8), (3, 1)]
    assert again.rejects == tmp_path / "run.jsonl.2.rejects.jsonl"
    assert counts(await run(store, file, options=mapped)) == (0, 1, 2)


async def test_what_was_refused_and_not_kept_is_to_be_imported_again(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    large = jsonl([make_document(1, final_answer="x" * 20_000_000)])
    file.write_bytes(large + jsonl([make_document(2)]))
    store = MemoryStore()
    first = await run(store, file)
    assert first.rejects
    refused: list[RefusedRecord] = []
    again = await run(store, first.rejects, refused=refused)
    assert counts(again) == (0, 0, 1)
    [told] = refused
    assert (told.file, told.number, told.line, told.raw) == (str(file), 1, 1, None)
    assert (told.offset, told.size) == (0, len(large) - 1)
    assert told.problems[0].message.endswith(f"import {file} again.")


@pytest.mark.parametrize(
    "odd",
    [
        {"raw": "{}"},
        {"raw": "{}", "file": "", "record": 1, "line": 1, "problems": []},
        {"raw": "{}", "file": "a", "record": "1", "line": 1, "problems": []},
        {"raw": 1, "file": "a", "record": 1, "line": 1, "problems": []},
        {"raw_base64": "*", "file": "a", "record": 1, "line": 1, "problems": []},
        {"offset": 1, "bytes": 9, "file": "", "record": 1, "line": 1, "problems": []},
    ],
)
async def test_what_only_looks_like_a_refused_record_is_read_as_it_stands(
    tmp_path: Path, odd: dict[str, object]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl([odd]))
    refused: list[RefusedRecord] = []
    await run(MemoryStore(), file, refused=refused)
    assert [json.loads(each.raw or b"") for each in refused] == [odd]


async def test_a_document_over_the_limit_is_refused_never_cut(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    large = make_document(1, final_answer="x" * 3000)
    file.write_bytes(jsonl([large, make_document(2)]))
    refused: list[RefusedRecord] = []
    summary = await run(
        MemoryStore(), file, refused=refused, options=ImportOptions(reading=Reading(2000))
    )
    assert counts(summary) == (1, 0, 1)
    [problem] = refused[0].problems
    assert (problem.code, problem.line, problem.column) == ("E_SIZE", 1, 1)
    assert summary.rejects is not None
    assert json.loads(json.loads(summary.rejects.read_bytes())["raw"]) == large


async def test_stopping_at_the_first_refusal_keeps_what_came_before(tmp_path: Path) -> None:
    store = MemoryStore()
    file = tmp_path / "run.jsonl"
    file.write_bytes(jsonl([make_document(1), BAD, make_document(2)]))
    summary = await run(store, file, options=ImportOptions(on_error="stop"))
    assert (counts(summary), summary.stopped, summary.rejects) == ((1, 0, 1), True, None)
    assert await store.count() == 1


async def test_skipping_keeps_no_file(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    file.write_bytes(jsonl([BAD, make_document(2)]))
    summary = await run(MemoryStore(), file, options=ImportOptions(on_error="skip"))
    assert (counts(summary), summary.rejects) == ((1, 0, 1), None)
    assert files_in(tmp_path) == [file]


async def test_warnings_are_counted_by_what_they_are_about(tmp_path: Path) -> None:
    step = {"i": 0, "type": "t", "content": "c", "score": 1}
    file = tmp_path / "run.jsonl"
    file.write_bytes(
        jsonl(
            [make_document(1, steps_=1), make_document(2) | {"steps": [step, {**step, "i": 1}]}]
            + [make_document(n, **{f"field{n}": 0}) for n in range(3, 30)]
        )
    )
    warnings = (await run(MemoryStore(), file)).warnings
    assert warnings["W_UNKNOWN_FIELD /steps_"] == 1
    assert warnings["W_UNKNOWN_FIELD /steps/*/score"] == 2
    assert warnings["others"] == 27 - 18
    assert sum(warnings.values()) == 30


class CountingStore(MemoryStore):
    """Remembers the sizes of the batches, and is cancelled before one of them."""

    def __init__(self, fail_at: int | None = None) -> None:
        super().__init__()
        self.batches: list[int] = []
        self._fail_at = fail_at

    async def add_many(self, traces: Batch, *, on_duplicate: OnDuplicate = "add") -> list[Outcome]:
        if len(self.batches) == self._fail_at:
            raise asyncio.CancelledError
        self.batches.append(len(traces))
        return await super().add_many(traces, on_duplicate=on_duplicate)


@pytest.mark.parametrize(
    ("limits", "batches"),
    [
        (BatchLimits(rows=4), [4, 4, 2]),
        (BatchLimits(bytes=1), [1] * 10),
    ],
)
async def test_batches_are_limited_by_rows_and_by_bytes(
    tmp_path: Path, limits: BatchLimits, batches: list[int]
) -> None:
    store = CountingStore()
    file = write_numbered(tmp_path / "a.jsonl", range(10))
    await run(store, file, options=ImportOptions(limits=limits))
    assert store.batches == batches


async def test_an_interrupted_import_keeps_what_was_committed_and_is_completed_by_another(
    tmp_path: Path,
) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(10))
    file.write_bytes(jsonl([BAD]) + file.read_bytes())
    store = CountingStore(fail_at=2)
    told: list[int] = []
    with pytest.raises(asyncio.CancelledError):
        await import_records(
            store,
            [str(file)],
            FOURS,
            stdin=io.BytesIO(),
            listener=ImportListener(lambda summary: told.append(summary.added)),
        )
    assert sorted(set(told)) == [0, 4, 8]
    assert told[-1] == 8
    assert await store.count() == 8
    assert (tmp_path / "a.jsonl.rejects.jsonl").read_bytes()
    again = await run(MemoryStore(), file)
    assert counts(again) == (10, 0, 1)
    store = CountingStore(fail_at=None)
    await run(store, write_numbered(tmp_path / "b.jsonl", range(8)))
    assert counts(await run(store, file)) == (2, 8, 1)


async def test_what_was_being_committed_when_it_was_interrupted_is_counted(
    tmp_path: Path,
) -> None:
    told: list[ImportSummary] = []
    store = WaitingStore()
    file = write_numbered(tmp_path / "a.jsonl", range(10))
    task = asyncio.create_task(
        import_records(
            store,
            [str(file)],
            FOURS,
            stdin=io.BytesIO(),
            listener=ImportListener(told.append),
        )
    )
    await store.begun.wait()
    task.cancel()
    asyncio.get_running_loop().call_soon(store.may_go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (told[-1].added, len(told[-1].ids), await store.count()) == (4, 4, 4)


async def test_other_tasks_get_their_turn_while_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portioning, "PORTION_SECONDS", 0.0)
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    await run(MemoryStore(), write_numbered(tmp_path / "a.jsonl", range(20)))
    task.cancel()
    assert turns >= 20


async def test_a_store_for_reading_refuses(tmp_path: Path) -> None:
    with pytest.raises(ReadOnlyStore):
        await run(MemoryStore(read_only=True), write_numbered(tmp_path / "a.jsonl", [1]))


async def test_nothing_is_written_where_a_named_path_cannot_be_read(tmp_path: Path) -> None:
    store = MemoryStore()
    good = write_numbered(tmp_path / "a.jsonl", [1])
    with pytest.raises(SourceFault):
        await run(store, good, tmp_path / "nowhere.jsonl")
    assert await store.count() == 0


async def test_a_folder_with_rejects_in_it_can_be_imported_again(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl([make_document(1), BAD]))
    store = MemoryStore()
    assert counts(await run(store, tmp_path)) == (1, 0, 1)
    assert counts(await run(store, tmp_path)) == (0, 1, 1)


def test_ids_are_a_sequence_in_little_room() -> None:
    from tunix_rt_tui.library.intake.tally import PackedIds

    ids = [UUID(int=n) for n in range(5)]
    packed = PackedIds(ids[:4])
    packed.append(ids[4])
    assert list(packed) == ids
    assert (packed[-1], list(packed[1:3])) == (ids[-1], ids[1:3])
    assert repr(packed[:1]) == f"PackedIds([{ids[0]!r}])"
    with pytest.raises(IndexError):
        packed[5]


async def test_rows_and_blocks_that_were_refused_can_be_tried_again(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text('prompt,completion,gold\n"Why,\nthen?",,"So, it\r\nis."\nHow?,x\n')
    block = tmp_path / "train.log"
    block.write_text("START ====\nQuestion: 1+1?\nResponse: 2\nExtracted: 2\nEND ====\n")
    first = await run(MemoryStore(), rows)
    assert counts(first) == (0, 0, 2)
    assert first.rejects
    kept = [json.loads(line) for line in first.rejects.read_text().splitlines()]
    assert [(one["kind"], one.get("columns")) for one in kept] == [
        ("row", ["prompt", "completion", "gold"]),
        ("row", None),
    ]
    store = MemoryStore()
    mapped = ImportOptions(
        reading=Reading(options=ReadingOptions(fields={"prompt": "prompt", "answer": "gold"}))
    )
    refused: list[RefusedRecord] = []
    again = await run(store, first.rejects, options=mapped, refused=refused)
    assert counts(again) == (1, 0, 1)
    [trace] = await store.traces(await all_keys(store))
    assert json.loads(trace.text)["final_answer"] == "So, it\r\nis."
    assert trace.origin
    assert (trace.origin.file, trace.origin.notes["columns"]) == (
        str(rows),
        ["prompt", "completion", "gold"],
    )
    assert (refused[0].raw, refused[0].line, refused[0].kind) == (b"How?,x", 5, "row")
    assert "mend it there" in refused[0].problems[0].message
    cut = await run(MemoryStore(), block)
    assert cut.rejects
    refused.clear()
    assert counts(await run(MemoryStore(), cut.rejects, refused=refused)) == (0, 0, 1)
    assert refused[0].problems[0].message == "The block has no line Answer:."
    assert refused[0].raw == block.read_bytes().rstrip()


async def test_documents_that_stand_on_one_line_are_all_read(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    one, two, three = (json.dumps(make_document(number)) for number in (1, 2, 3))
    odd = json.dumps({"prompt": "}{", "completion": "} {"})
    file.write_text(f"{one}\n{two} {three}{odd}\n{one}{{\n")
    store = MemoryStore()
    refused: list[RefusedRecord] = []
    assert counts(await run(store, file, refused=refused)) == (4, 1, 1)
    assert [(each.number, each.line, each.raw) for each in refused] == [(6, 3, b"{")]
    assert refused[0].problems[0].column == len(one) + 2
    [asked] = [trace for trace in await store.traces(await all_keys(store)) if "}{" in trace.text]
    assert asked.origin
    assert (asked.origin.record, asked.origin.raw) == (4, odd.encode())


async def test_arrays_may_follow_one_another(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    batches = [[make_document(1), make_document(2)], [], [make_document(3)]]
    file.write_text("\n".join(map(json.dumps, batches)) + "\nno json\n")
    assert counts(await run(MemoryStore(), file)) == (3, 0, 1)
