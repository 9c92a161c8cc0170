"""What comes into watched files and folders is added as it comes, each content once."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.library.inputs import jsonl, write_numbered
from tests.library.intake.test_selecting import numbers
from tests.support.memory_store import MemoryStore
from tests.support.traces import make_document
from tunix_rt_tui.errors import SourceFault
from tunix_rt_tui.library.importing import ImportOptions
from tunix_rt_tui.library.intake.taking import ImportListener
from tunix_rt_tui.library.intake.tally import ImportSummary
from tunix_rt_tui.library.watching import Came, WatchListener, watch_import

Event = Callable[[], object]


class Scene:
    """Files that change between two looks; where nothing is left to happen, watching ends."""

    def __init__(self, *paths: Path) -> None:
        self.paths = paths
        self.store = MemoryStore()
        self.pauses: list[float] = []
        self.followed: list[str] = []
        self.came: list[Came] = []
        self.summary: ImportSummary | None = None

    async def plays(self, *events: Event | None) -> list[int]:
        """Watch while these happen; give the numbers that were added."""
        await self.watches(*events)
        return await numbers(self.store)

    async def watches(self, *events: Event | None) -> None:
        """Watch while these happen, one between two looks."""
        left = iter(events)

        async def sleep(seconds: float) -> None:
            self.pauses.append(seconds)
            event = next(left, "end")
            if event == "end":
                raise asyncio.CancelledError
            if callable(event):
                event()

        def progress(summary: ImportSummary) -> None:
            self.summary = summary

        with pytest.raises(asyncio.CancelledError):
            await watch_import(
                self.store,
                [str(path) for path in self.paths],
                ImportOptions(),
                listener=ImportListener(progress),
                watcher=WatchListener(self.followed.append, self.came.append),
                sleep=sleep,
            )


def appending(file: Path, *parts: dict[str, object] | str) -> Event:
    def append() -> None:
        with file.open("ab") as opened:
            for part in parts:
                opened.write(part.encode() if isinstance(part, str) else jsonl([part]))

    return append


def writing(file: Path, data: bytes) -> Event:
    return lambda: file.write_bytes(data)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_numbered(tmp_path / "run.jsonl", [1, 2])


async def test_a_file_is_followed_and_a_partial_line_is_held_back(file: Path) -> None:
    third = json.dumps(make_document(3))
    scene = Scene(file)
    added = await scene.plays(
        appending(file, third[:40]),
        appending(file, third[40:] + "\n"),
        appending(file, make_document(4), make_document(5)),
    )
    assert added == [1, 2, 3, 4, 5]
    assert scene.followed == [str(file)]
    assert [came.added for came in scene.came] == [2, 1, 2]
    assert scene.came[0].formats == {"canonical": 2}
    assert scene.summary
    assert (scene.summary.added, scene.summary.refused) == (5, 0)


async def test_records_and_lines_are_counted_from_the_start_of_the_file(file: Path) -> None:
    scene = Scene(file)
    await scene.plays(appending(file, "\n", "broken\n", make_document(3)))
    assert scene.summary
    assert scene.summary.rejects
    [kept] = scene.summary.rejects.read_text().splitlines()
    assert (json.loads(kept)["record"], json.loads(kept)["line"]) == (3, 4)


async def test_a_last_line_without_an_end_is_read_once_it_stays(file: Path) -> None:
    last = json.dumps(make_document(3))
    assert await Scene(file).plays(appending(file, last), None, None) == [1, 2, 3]
    scene = Scene(file)
    assert await scene.plays(None, None, appending(file, "\n", make_document(4))) == [1, 2, 3, 4]
    assert await Scene(file).plays(appending(file, last[:50]), None, None) == [1, 2, 3, 4]


async def test_a_file_that_is_cut_or_replaced_is_read_from_its_start(
    file: Path, tmp_path: Path
) -> None:
    other = write_numbered(tmp_path / "other", [4, 5, 6])
    scene = Scene(file)
    added = await scene.plays(
        writing(file, jsonl([make_document(3)])),
        lambda: other.replace(file),
        writing(file, jsonl([make_document(n) for n in (7, 8, 9, 10)])),
        lambda: file.unlink(),
        None,
        writing(file, jsonl([make_document(1), make_document(11)])),
    )
    assert added == [1, 2, *range(3, 12)]
    assert scene.summary
    assert scene.summary.duplicate == 1


async def test_a_file_that_is_written_anew_at_the_same_size_is_read_from_its_start(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.jsonl"
    first, second = ([make_document(n) for n in pair] for pair in ((1, 2), (3, 4)))
    file.write_bytes(jsonl(first))
    assert len(jsonl(first)) == len(jsonl(second))
    assert await Scene(file).plays(None, writing(file, jsonl(second)), None) == [1, 2, 3, 4]


async def test_files_that_come_into_a_folder_are_followed(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    inner = tmp_path / "inner"
    added = await scene.plays(
        writing(tmp_path / "a.jsonl", jsonl([make_document(1)])),
        inner.mkdir,
        writing(inner / "b.jsonl", jsonl([make_document(2)])),
        appending(tmp_path / "a.jsonl", make_document(3)),
        writing(tmp_path / "a.jsonl.rejects.jsonl", jsonl([make_document(9)])),
    )
    assert added == [1, 2, 3]
    assert scene.followed == [str(tmp_path / "a.jsonl"), str(inner / "b.jsonl")]


async def test_other_files_are_read_as_a_whole_once_they_stay(tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    file.write_text(json.dumps([make_document(1)]))
    whole = json.dumps([make_document(1), make_document(2)], indent=1)
    scene = Scene(file)
    added = await scene.plays(
        writing(file, whole[:90].encode()), writing(file, whole.encode()), None, None, None
    )
    assert added == [1, 2]
    assert scene.summary
    assert (scene.summary.refused, scene.summary.duplicate) == (0, 0)


async def test_what_was_refused_is_refused_once(tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    file.write_text(json.dumps([{"loss": 1}, make_document(1)]))
    scene = Scene(file)
    again = json.dumps([{"loss": 1}, make_document(1), make_document(2)]).encode()
    assert await scene.plays(None, writing(file, again), None, None) == [1, 2]
    assert scene.summary
    assert scene.summary.refused == 1


async def test_quiet_files_are_looked_at_less_often(file: Path) -> None:
    scene = Scene(file)
    await scene.plays(*[None] * 8, appending(file, make_document(3)), None)
    quiet, after = scene.pauses[1:9], scene.pauses[9:]
    assert scene.pauses[0] == 1.0
    assert quiet == sorted(quiet)
    assert quiet[-1] == 10.0
    assert after[0] == 1.0


async def test_a_named_path_has_to_be_there_at_first(tmp_path: Path) -> None:
    with pytest.raises(SourceFault):
        await watch_import(MemoryStore(), [str(tmp_path / "no")], ImportOptions())


async def test_a_file_that_may_not_be_read_for_a_while_is_waited_for(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tunix_rt_tui.library import following

    def closed(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    def close() -> None:
        monkeypatch.setattr(following, "layout_of", lambda *_, **__: closed(file))
        file.write_bytes(jsonl([make_document(3)]))

    def open_again() -> None:
        monkeypatch.undo()
        os.utime(file)

    assert await Scene(file).plays(close, open_again) == [1, 2, 3]


async def test_a_file_with_a_very_long_first_line_is_followed(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    long = make_document(1, final_answer="x" * 40_000, extra="y" * 40_000)
    file.write_bytes(b"")
    added = await Scene(file).plays(appending(file, long), appending(file, make_document(2)))
    assert added == [1, 2]


BLOCK = (
    "START ====\nQuestion: {0}?\nAnswer: {0}\n"
    "Response: <answer>{0}</answer>\nExtracted: {0}\nEND ====\n"
)


@pytest.mark.parametrize("cut", [9, 30, 70])
async def test_a_block_and_a_row_that_are_still_written_are_waited_for(
    tmp_path: Path, cut: int
) -> None:
    first, second = BLOCK.format(1), BLOCK.format(2)
    for name, begun, rest in (
        ("train.log", first + second[:cut], second[cut:]),
        ("rows.csv", "prompt,completion,reward\n1?,1,0.5\n2?,"[: 40 + cut], "2,0.5\n"),
        ("cut.csv", "prompt,completion,reward\n1?,1,0.5\n2?,2,0", ".25\n"),
    ):
        file = tmp_path / name
        file.write_text(begun)
        scene = Scene(file)
        await scene.watches(None, None, appending(file, rest), None, None)
        assert scene.summary
        assert (scene.summary.added, scene.summary.refused) == (2, 0)


async def test_a_file_that_was_written_anew_is_known_by_what_it_begins_with(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"

    def numbered(*numbers: int) -> bytes:
        return jsonl([{"prompt": f"{n}?", "completion": "x" * 300} for n in numbers])

    file.write_bytes(numbered(1, 2))
    scene = Scene(file)
    await scene.watches(None, writing(file, numbered(3, 4, 5)), None)
    assert scene.summary
    assert scene.summary.added == 5


@pytest.mark.parametrize(
    ("name", "data", "at_once", "later"),
    [
        ("a.csv", b"prompt,completion,reward\n1?,1,0.5\n2?,2,0.25", 1, 2),
        ("a.csv.gz", gzip.compress(b"prompt,completion,reward\n1?,1,0.5\n2?,2,0.25\n"), 2, 2),
        ("a.txt", b"<|im_start|>user\n1?<|im_end|><|im_start|>assistant\n1<|im_end|>", 0, 1),
    ],
    ids=["a table", "a packed one", "a chat"],
)
async def test_an_end_that_stays_as_it_is_is_read_in_the_end(
    tmp_path: Path, name: str, data: bytes, at_once: int, later: int
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    scene = Scene(file)
    await scene.watches(None, None)
    assert scene.summary is None or scene.summary.added == at_once
    scene = Scene(file)
    await scene.watches(*[None] * 9)
    assert scene.summary
    assert (scene.summary.added, scene.summary.refused) == (later, 0)
