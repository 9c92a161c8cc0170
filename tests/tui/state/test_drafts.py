"""Drafts in their folder: whose they are, when they are offered, that none is lost or doubled."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.waiting import until_now
from tunix_rt_tui.tui.state.drafts import BEAT, Drafts


def now() -> datetime:
    return datetime.now(UTC)


def drafts(folder: Path, pid: int | None = None, host: str = "box") -> Drafts:
    return Drafts(folder, store="/data/traces.db", clock=now, host=host, pid=pid)


@pytest.fixture
def gone() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    return process.pid


@pytest.fixture
def living() -> Iterator[int]:
    """The number of a process that lives as long as the test."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process.pid
    process.communicate()


def test_a_draft_is_left_behind_when_its_process_is_gone(tmp_path: Path, gone: int) -> None:
    drafts(tmp_path, gone).save("half a trace")
    (found,) = drafts(tmp_path).left_behind()
    assert (found.text, found.store, found.here) == ("half a trace", "/data/traces.db", True)
    assert now() - found.saved_at < timedelta(minutes=1)


def test_nobody_is_offered_what_another_is_typing(tmp_path: Path, living: int) -> None:
    drafts(tmp_path, living).save("in another window")
    mine = drafts(tmp_path)
    mine.save("in this one")
    assert mine.left_behind() == []
    assert len(list(tmp_path.glob("drafts/*.json"))) == 2


def test_a_number_that_was_given_to_another_process_since_is_no_sign_of_life(
    tmp_path: Path, gone: int, living: int
) -> None:
    drafts(tmp_path, living).save("by an earlier process")
    (file,) = tmp_path.glob("drafts/*.json")
    record = json.loads(file.read_text())
    record["started"] = "1"
    file.write_text(json.dumps(record))
    assert [draft.text for draft in drafts(tmp_path).left_behind()] == ["by an earlier process"]


def test_the_draft_of_another_machine_is_offered_when_it_shows_no_life(tmp_path: Path) -> None:
    there = drafts(tmp_path, host="node/17")
    there.save("typed on the node")
    here = drafts(tmp_path)
    assert here.left_behind() == []
    (file,) = tmp_path.glob("drafts/*.json")
    long_ago = now().timestamp() - 4 * BEAT
    os.utime(file, (long_ago, long_ago))
    (found,) = here.left_behind()
    assert (found.host, found.here) == ("node/17", False)
    assert there.beat()
    assert here.left_behind() == []


def test_the_draft_of_an_app_that_left_in_order_is_offered_on_another_machine_at_once(
    tmp_path: Path,
) -> None:
    drafts(tmp_path, host="node7").end("typed on the node")
    assert [draft.host for draft in drafts(tmp_path).left_behind()] == ["node7"]


def test_a_process_that_has_ended_unnoticed_by_its_parent_is_gone(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert process.stdin is not None
    drafts(tmp_path, process.pid).save("half a trace")
    assert drafts(tmp_path).left_behind() == []
    process.stdin.close()
    until_now(lambda: [draft.text for draft in drafts(tmp_path).left_behind()] == ["half a trace"])
    process.wait()


def test_what_is_kept_or_thrown_away_in_the_end_is_not_changed_by_a_late_save(
    tmp_path: Path,
) -> None:
    mine = drafts(tmp_path)
    mine.save("older")
    mine.end("newest")
    mine.save("older")
    mine.forget()
    (file,) = tmp_path.glob("drafts/*.json")
    assert json.loads(file.read_text())["text"] == "newest"
    mine.end(None)
    mine.save("older")
    assert list(tmp_path.glob("drafts/*")) == []


def test_a_draft_that_cannot_be_taken_over_stays_where_it_is(
    tmp_path: Path, gone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts(tmp_path, gone).save("a text")
    mine = drafts(tmp_path)
    (found,) = mine.left_behind()
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", raise_full)
        with pytest.raises(OSError, match="No space left"):
            mine.take(found)
    assert mine.left_behind() == [found]


def raise_full(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_what_was_forgotten_is_not_offered(tmp_path: Path, gone: int) -> None:
    before = drafts(tmp_path, gone)
    before.forget()
    before.save("x")
    before.forget()
    assert not before.beat()
    assert drafts(tmp_path).left_behind() == []


def test_only_one_takes_a_draft_and_then_it_is_theirs(
    tmp_path: Path, gone: int, living: int
) -> None:
    drafts(tmp_path, gone).save("a text")
    one, other = drafts(tmp_path), drafts(tmp_path, living)
    (found,) = one.left_behind()
    assert one.take(found)
    assert not other.take(found)
    assert other.left_behind() == []
    one.forget()
    assert list(tmp_path.glob("drafts/*")) == []


def test_the_newest_comes_first_and_one_can_be_discarded(tmp_path: Path, gone: int) -> None:
    times = iter([now(), now() + timedelta(seconds=5)])
    for host in ("box", "box2"):
        Drafts(tmp_path, store="", clock=lambda: next(times), host=host, pid=gone).save(host)
    for file in tmp_path.glob("drafts/*.json"):
        os.utime(file, (0, 0))
    mine = drafts(tmp_path)
    newest, oldest = mine.left_behind()
    assert (newest.text, oldest.text) == ("box2", "box")
    mine.discard(newest)
    mine.discard(newest)
    assert mine.left_behind() == [oldest]


def test_a_draft_is_for_its_owner_alone_and_whole(tmp_path: Path) -> None:
    mine = drafts(tmp_path / "state")
    mine.save("x" * 100_000)
    mine.save("y")
    (file,) = (tmp_path / "state" / "drafts").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert json.loads(file.read_text())["text"] == "y"


GOOD = {
    "host": "box",
    "pid": 1,
    "started": "0",
    "store": "",
    "text": "x",
    "saved_at": "2026-01-01T00:00:00+00:00",
}


def test_a_file_as_the_next_ones_ought_to_be_is_offered(tmp_path: Path) -> None:
    put(tmp_path, json.dumps(GOOD).encode())
    assert [draft.text for draft in drafts(tmp_path).left_behind()] == ["x"]


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"7",
        b"[" * 100_000,
        *(json.dumps(GOOD | {name: []}).encode() for name in GOOD),
        *(
            json.dumps(GOOD | {"saved_at": moment}).encode()
            for moment in ("yesterday", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")
        ),
    ],
)
def test_a_file_that_is_no_draft_is_let_be(tmp_path: Path, rubbish: bytes) -> None:
    file = put(tmp_path, rubbish)
    assert drafts(tmp_path).left_behind() == []
    assert file.read_bytes() == rubbish


def test_what_is_no_file_or_cannot_be_read_hides_no_other(tmp_path: Path, gone: int) -> None:
    drafts(tmp_path, gone).save("half a trace")
    folder = tmp_path / "drafts"
    (folder / "folder.json").mkdir()
    (folder / "nowhere.json").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.json")
    assert [draft.text for draft in drafts(tmp_path).left_behind()] == ["half a trace"]


def put(state: Path, content: bytes) -> Path:
    """Put a file among the drafts."""
    file = state / "drafts" / "other.json"
    file.parent.mkdir()
    file.write_bytes(content)
    return file


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None, categories=None)))
def test_any_text_comes_back_as_it_was(tmp_path: Path, gone: int, text: str) -> None:
    drafts(tmp_path, gone).save(text)
    (found,) = drafts(tmp_path).left_behind()
    assert found.text == text
