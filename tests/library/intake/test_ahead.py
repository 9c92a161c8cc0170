"""What another process reads ahead becomes the same as what is read here, and it ends in order."""

from __future__ import annotations

import asyncio
import io
import json
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.library.inputs import jsonl, write_numbered
from tests.support.memory_store import MemoryStore
from tests.support.stores import all_keys
from tests.support.traces import make_document
from tests.support.waiting_store import WaitingStore
from tunix_rt_tui.cli.faults import InterruptedFault
from tunix_rt_tui.errors import SourceFault, TargetFault, TunixError
from tunix_rt_tui.library import importing
from tunix_rt_tui.library.importing import ImportOptions, import_records
from tunix_rt_tui.library.intake import ahead
from tunix_rt_tui.library.intake.ahead import ReadingAhead
from tunix_rt_tui.library.intake.ahead_process import messages
from tunix_rt_tui.library.intake.messages import Ended
from tunix_rt_tui.library.intake.portions import BatchLimits, Choosing, Order, Portion
from tunix_rt_tui.library.intake.selecting import Selection
from tunix_rt_tui.library.intake.taking import ImportListener
from tunix_rt_tui.library.intake.tally import ImportSummary
from tunix_rt_tui.library.reading import Reading
from tunix_rt_tui.sources.finding import SourceNotFound
from tunix_rt_tui.store.contract import Batch, OnDuplicate, Outcome, StoredTrace

BAD = '{"trace_version": "1.0"}'
NEVER = 1 << 62

FOURS = ImportOptions(limits=BatchLimits(rows=4))
"""Four traces a batch."""


@pytest.fixture
def read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another process read however little there is."""
    monkeypatch.setattr(importing, "AHEAD_BYTES", 0)


class Heard:
    """All that a listener hears, in its order."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.added: list[int] = []
        self.last: ImportSummary | None = None

    def listener(self) -> ImportListener:
        return ImportListener(
            progress=self._progress,
            refused=lambda record: self.told.append((record.file, record.number, record.problems)),
            read=lambda file, formats: self.told.append((file, dict(formats))),
        )

    def _progress(self, summary: ImportSummary) -> None:
        self.added.append(summary.added)
        self.last = summary


async def import_into(
    store: MemoryStore, *paths: Path, options: ImportOptions = FOURS, heard: Heard | None = None
) -> ImportSummary:
    return await import_records(
        store,
        [str(path) for path in paths],
        options,
        stdin=io.BytesIO(),
        listener=(heard or Heard()).listener(),
    )


async def kept(store: MemoryStore) -> list[StoredTrace]:
    return await store.traces(sorted(await all_keys(store)))


def content(trace: StoredTrace) -> object:
    return trace.text, trace.summary.source, trace.summary.tags, trace.origin


def counted(summary: ImportSummary) -> object:
    return (
        summary.format,
        (summary.added, summary.duplicate, summary.refused, summary.skipped, summary.read),
        summary.warnings,
        summary.stopped,
        summary.rejects and summary.rejects.read_bytes(),
    )


def write_mixed(folder: Path) -> Path:
    folder.mkdir()
    write_numbered(folder / "a.jsonl", range(10))
    gsm8k = [{"question": f"Q{n}?", "answer": f"So.\n#### {n}"} for n in range(6)]
    (folder / "b.jsonl").write_bytes(jsonl([*gsm8k, "no json", gsm8k[0]]))
    odd = make_document(40, odd=1, meta={"x": [1, 2.5]})
    (folder / "c.json").write_text(json.dumps([make_document(3), odd]))
    (folder / "d.jsonl").write_bytes(jsonl([BAD]) + b"\xff\xfe\n")
    return folder


OPTIONS = [
    FOURS,
    ImportOptions(source="nightly", tags=("b", "a"), limits=BatchLimits(rows=3)),
    ImportOptions(selection=Selection(limit=7)),
    ImportOptions(selection=Selection(sample=5, seed=3)),
    ImportOptions(selection=Selection(require_reasoning=True)),
    ImportOptions(on_error="stop"),
    ImportOptions(on_error="skip", on_duplicate="add"),
    ImportOptions(reading=Reading(format="gsm8k")),
]


@pytest.mark.parametrize("options", OPTIONS)
async def test_nothing_tells_where_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: ImportOptions
) -> None:
    folder = write_mixed(tmp_path / "runs")
    here, there = Heard(), Heard()
    mine, other = MemoryStore(), MemoryStore()
    monkeypatch.setattr(importing, "AHEAD_BYTES", NEVER)
    expected = counted(await import_into(mine, folder, options=options, heard=here))
    for rejects in folder.glob("*.rejects.jsonl"):
        rejects.unlink()
    monkeypatch.setattr(importing, "AHEAD_BYTES", 0)
    summary = await import_into(other, folder, options=options, heard=there)
    assert counted(summary) == expected
    assert there.told == here.told
    assert [content(trace) for trace in await kept(other)] == [
        content(trace) for trace in await kept(mine)
    ]
    assert summary.added > 0


@pytest.mark.usefixtures("read_ahead")
async def test_what_is_read_when_it_is_interrupted_is_told_and_nothing_is_left_running(
    tmp_path: Path,
) -> None:
    store, heard = WaitingStore(), Heard()
    file = write_numbered(tmp_path / "a.jsonl", range(1000))
    file.write_bytes(jsonl([BAD]) + file.read_bytes())
    task = asyncio.create_task(import_into(store, file, heard=heard))
    await store.begun.wait()
    assert children()
    task.cancel()
    asyncio.get_running_loop().call_soon(store.may_go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert heard.last
    assert (heard.last.added, await store.count(), heard.last.refused) == (4, 4, 1)
    assert len(heard.told) >= 1
    assert heard.last.rejects
    assert b"E_MISSING" in heard.last.rejects.read_bytes()
    assert children() == []
    again = await import_into(store, file)
    assert (again.added, again.duplicate, again.refused) == (996, 4, 1)


@pytest.mark.usefixtures("read_ahead")
async def test_a_process_that_is_killed_costs_nothing_that_was_added(tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(1000))

    class KillingStore(MemoryStore):
        async def add_many(
            self, traces: Batch, *, on_duplicate: OnDuplicate = "add"
        ) -> list[Outcome]:
            for child in children():
                child.kill()
            return await super().add_many(traces, on_duplicate=on_duplicate)

    store, heard = KillingStore(), Heard()
    with pytest.raises(SourceFault, match="by signal 9") as caught:
        await import_into(store, file, heard=heard)
    assert "Run the same again" in caught.value.hint
    assert await store.count() == heard.added[-1] > 0
    survivor = MemoryStore()
    assert (await import_into(survivor, file)).added == 1000


@pytest.mark.usefixtures("read_ahead")
async def test_a_fault_of_the_other_process_is_raised_here(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl([make_document(1), BAD]))
    occupied = tmp_path / "occupied"
    occupied.write_text("a file where a folder is needed")
    file = file.rename(tmp_path / "input.jsonl")
    options = ImportOptions(fallback_folders=(occupied,))
    quarantine = importing.quarantine_for([str(file)], options)
    assert quarantine
    quarantine._folders = (occupied,)
    order = Order([str(file)], Reading(), Choosing(), quarantine)
    reading = ReadingAhead(order)
    with pytest.raises(TargetFault) as caught:
        async for _ in reading:
            pass
    assert str(occupied) in caught.value.message
    assert (await reading.close()).counts.refused == 1


async def test_a_defect_is_told_with_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tunix_rt_tui.library.intake.ahead_process.read_traces", fail)
    order = Order([str(write_numbered(tmp_path / "a", [1]))], Reading(), Choosing(), None)
    [ended] = messages(order, lambda: False)
    assert isinstance(ended, Ended)
    assert "ZeroDivisionError" in (ended.defect or "")


def test_it_stops_between_two_portions(tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(10))
    choosing = Choosing(limits=BatchLimits(rows=2))
    given = list(messages(Order([str(file)], Reading(), choosing, None), lambda: True))
    assert [type(message) for message in given] == [Portion, Ended]


async def test_where_no_process_can_be_started_this_one_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_ahead: None
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    file = write_numbered(tmp_path / "a.jsonl", range(3))
    assert (await import_into(MemoryStore(), file)).added == 3


@pytest.mark.usefixtures("read_ahead")
async def test_pipes_are_read_by_who_has_them(tmp_path: Path) -> None:
    store = MemoryStore()
    data = jsonl([make_document(1)])
    await import_records(store, ["-"], ImportOptions(), stdin=io.BytesIO(data))
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(jsonl([make_document(2)]))
    await import_records(store, [f"/dev/fd/{reader}"], ImportOptions(), stdin=io.BytesIO())
    os.close(reader)
    assert await store.count() == 2


@pytest.mark.usefixtures("read_ahead")
async def test_a_disk_that_hangs_does_not_hold_up_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "PATIENCE", 0.01)
    reading = ReadingAhead(
        Order([str(write_numbered(tmp_path / "a.jsonl", [1]))], Reading(), Choosing(), None)
    )
    [child] = children()
    child.suspend()
    assert (await reading.close()).counts.read == 0
    assert children() == []


PARENT = """
import asyncio, sys
from tunix_rt_tui.library.intake.ahead import ReadingAhead
from tunix_rt_tui.library.intake.portions import Choosing, Order
from tunix_rt_tui.library.reading import Reading

async def begin():
    reading = ReadingAhead(Order([sys.argv[1]], Reading(), Choosing(), None))
    print(reading._process.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(begin())
"""


def test_it_ends_with_the_process_that_asked(tmp_path: Path) -> None:
    file = write_numbered(tmp_path / "a.jsonl", range(1000))
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(file)], stdout=subprocess.PIPE)
    assert parent.stdout
    child = psutil.Process(int(parent.stdout.readline()))
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    until_gone(child)


def until_gone(process: psutil.Process) -> None:
    gone, alive = psutil.wait_procs([process], timeout=30)
    assert (len(gone), alive) == (1, [])


@pytest.mark.parametrize(
    "fault",
    [SourceNotFound("No such file", "There is none.", "Look."), InterruptedFault("Ended.")],
    ids=lambda fault: type(fault).__name__,
)
def test_a_fault_comes_whole_from_another_process(fault: TunixError) -> None:
    copy = pickle.loads(pickle.dumps(fault))
    assert type(copy) is type(fault)
    assert (copy.title, copy.message, copy.hint) == (fault.title, fault.message, fault.hint)
    assert str(copy) == str(fault)


def children() -> list[psutil.Process]:
    return psutil.Process().children()
