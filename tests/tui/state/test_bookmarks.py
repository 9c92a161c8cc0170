"""Bookmarks: set and taken off, kept in a file, and read from a broken one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.tui.state.bookmarks import BOOKMARKS_KEPT, Bookmark, bookmark_of, toggled
from tunix_rt_tui.tui.state.remembered import FILE_NAME, Memory, Remembered

TRACE = UUID(int=7)
GOOD = [str(TRACE), 3, "3 · reason"]


def numbered(count: int) -> tuple[Bookmark, ...]:
    return tuple(Bookmark(TRACE, step, "") for step in range(count))


def recalled(folder: Path, bookmarks: Any, **others: Any) -> Remembered:
    """What is recalled of a file with these bookmarks."""
    (folder / FILE_NAME).write_text(json.dumps({"bookmarks": bookmarks, **others}))
    return Memory(folder).recall()


def test_a_bookmark_is_set_before_the_others_and_taken_off_again() -> None:
    first, second = Bookmark(TRACE, 1, "one"), Bookmark(TRACE, 2, "two")
    both = toggled(toggled((), first), second)
    assert both == (second, first)
    assert toggled(both, first) == (second,)
    assert toggled(both, second._replace(note="other words")) == (first,)


def test_a_step_of_another_trace_has_a_bookmark_of_its_own() -> None:
    here, there = Bookmark(TRACE, 1, ""), Bookmark(UUID(int=8), 1, "")
    assert not here.names(there)
    assert toggled((here,), there) == (there, here)


def test_the_oldest_give_way() -> None:
    full = numbered(BOOKMARKS_KEPT)
    one = Bookmark(UUID(int=8), 0, "")
    assert toggled(full, one) == (one, *full[:-1])
    assert toggled(full, full[-1]) == full[:-1]


bookmarks = st.builds(Bookmark, st.uuids(), st.integers(0, 10**30), st.text())


@given(bookmarks)
def test_a_bookmark_comes_back_from_json(one: Bookmark) -> None:
    assert bookmark_of(json.loads(json.dumps(one.as_json()))) == one


def test_bookmarks_are_found_again_in_their_order(tmp_path: Path) -> None:
    kept = (Bookmark(TRACE, 3, "日本 \ud800 \x1b"), Bookmark(TRACE, 0, ""))
    Memory(tmp_path).keep(Remembered(list_share=55, bookmarks=kept, new=False))
    assert Memory(tmp_path).recall() == Remembered(list_share=55, bookmarks=kept, new=False)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        7,
        "abc",
        [],
        {},
        {"trace": str(TRACE), "step": 3, "note": ""},
        GOOD[:2],
        [*GOOD, "more"],
        ["no id", 3, ""],
        [7, 3, ""],
        [None, 3, ""],
        [str(TRACE), -1, ""],
        [str(TRACE), "3", ""],
        [str(TRACE), 3.0, ""],
        [str(TRACE), None, ""],
        [str(TRACE), True, ""],
        [str(TRACE), 3, None],
        [str(TRACE), 3, ["note"]],
    ],
)
def test_what_is_no_bookmark_is_left_out(tmp_path: Path, broken: Any) -> None:
    assert bookmark_of(broken) is None
    found = recalled(tmp_path, [broken, GOOD, broken], list_share=55)
    assert found.bookmarks == (Bookmark(TRACE, 3, "3 · reason"),)
    assert found.list_share == 55


@pytest.mark.parametrize("bookmarks", [None, 7, "abc", {"a": GOOD}, True])
def test_without_a_list_there_are_no_bookmarks(tmp_path: Path, bookmarks: Any) -> None:
    found = recalled(tmp_path, bookmarks, theme="light")
    assert (found.bookmarks, found.theme) == ((), "light")


def test_of_a_file_no_more_are_read_than_are_kept(tmp_path: Path) -> None:
    many = [[str(TRACE), step, ""] for step in range(BOOKMARKS_KEPT + 5)]
    assert recalled(tmp_path, many).bookmarks == numbered(BOOKMARKS_KEPT)
