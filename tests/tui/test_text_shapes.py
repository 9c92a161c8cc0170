"""What is pure: wrapping, layout, counting, words, columns, pages, blocks."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.driving import NOW
from tunix_rt_tui.library.grouping import Group
from tunix_rt_tui.store.contract import TraceSummary
from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.block_layout import Anchor, BlockLayout, Place
from tunix_rt_tui.tui.blocks import Block, Document
from tunix_rt_tui.tui.counting import Counts, count
from tunix_rt_tui.tui.json_layout import lay_out
from tunix_rt_tui.tui.listing.layout import ListLayout, usual_column
from tunix_rt_tui.tui.listing.spec import ListRow
from tunix_rt_tui.tui.widgets.page_cache import PAGE_ROWS, PAGES_KEPT, PageCache
from tunix_rt_tui.tui.widgets.trace_columns import (
    Columns,
    RowState,
    columns_for,
    group_columns_for,
)
from tunix_rt_tui.tui.wrapping import wrap_line

LETTERS = st.text(alphabet="ab cd日本é\u0301 ", max_size=80)


@given(LETTERS, st.integers(2, 12))
def test_wrapped_lines_fit_and_lose_only_spaces(text: str, width: int) -> None:
    pieces = wrap_line(text, width)
    assert all(cell_len(piece) <= width for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "pieces"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("      indented", 8, ["      in", "dented"]),
        ("日本語", 4, ["日本", "語"]),
        ("日", 1, ["日"]),
        ("aae\u0301e", 3, ["aae\u0301", "e"]),
    ],
)
def test_lines_are_wrapped_at_words_and_cells(text: str, width: int, pieces: list[str]) -> None:
    assert wrap_line(text, width) == pieces


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(JSON)
def test_laying_out_changes_no_value_and_is_stable(value: object) -> None:
    laid_out = lay_out(json.dumps(value))
    assert laid_out is not None
    assert json.loads(laid_out) == value
    assert lay_out(laid_out) == laid_out


def test_laying_out_keeps_every_spelling() -> None:
    text = '{"a":1.50e+0,"a":"\\u00e9 {,}","b":[],"c":{"d":[1,{}]}}'
    assert lay_out(text) == (
        '{\n  "a": 1.50e+0,\n  "a": "\\u00e9 {,}",\n  "b": [],\n'
        '  "c": {\n    "d": [\n      1,\n      {}\n    ]\n  }\n}'
    )
    assert lay_out("{") is None
    assert lay_out("[" * 100_000) is None


def test_counts_are_known_as_far_as_the_text_goes() -> None:
    assert count("é") == Counts(2)
    assert count("[]") == Counts(2)
    assert count('{"prompt": "日本", "steps": [1, 2], "final_answer": 3}') == Counts(
        56, prompt=2, steps=2
    )


@pytest.mark.parametrize(
    ("bytes_", "said"),
    [
        (812, "812 B"),
        (1_204, "1.2 kB"),
        (14_000_000, "14 MB"),
        (999_999, "1.0 MB"),
        (2 * 10**13, "20 TB"),
    ],
)
def test_sizes_are_short(bytes_: int, said: str) -> None:
    assert words.size(bytes_) == said


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=-5), "now"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=23), "23 h"),
        (timedelta(days=29), "29 d"),
        (timedelta(days=40), "1 mo"),
        (timedelta(days=800), "2 y"),
    ],
)
def test_ages_are_short(ago: timedelta, said: str) -> None:
    assert words.age(NOW - ago, NOW) == said


def test_counted_words_agree_with_their_number() -> None:
    assert words.counted(1, "step") == "1 step"
    assert words.counted(1_204, "byte") == "1 204 bytes"
    assert words.moment(NOW) == "2026-01-05 12:00:00Z"


SUMMARY = TraceSummary(
    seq=1,
    id=UUID(int=0x3F2A81C0 << 96),
    created_at=NOW - timedelta(hours=2),
    trace_version="1",
    source="a source with a long name",
    steps=1_000,
    bytes=1_048_576,
    prompt_preview="日本語 \x1b[31m and more words than fit",
    tags=(),
    deleted_at=None,
)


def drawn(columns: Columns, row: ListRow, state: RowState) -> str:
    return "".join(text for text, _ in columns.row(row, "3 d", state))


@pytest.mark.parametrize("width", [20, 37, 45, 60, 77, 120])
def test_rows_are_as_wide_as_the_list_and_aligned_with_the_header(width: int) -> None:
    columns = columns_for(width)
    row = drawn(columns, ListRow(SUMMARY), RowState(cursor=True, opened=False, marked=True))
    assert cell_len(row) <= width
    assert row.startswith("▸ ✓3f2a81c0  ")
    assert cell_len(row.partition("日")[0]) == columns.header().index("prompt")
    assert "\x1b" not in row


def test_columns_give_way_before_the_prompt_does() -> None:
    def names(width: int) -> list[str]:
        return [column.name for column in columns_for(width).columns]

    assert names(118) == ["id", "age", "source", "steps", "size", "prompt"]
    assert names(77) == ["id", "age", "source", "steps", "prompt"]
    assert names(58) == ["id", "age", "steps", "prompt"]
    assert names(20) == ["id", "prompt"]


def test_tags_stand_before_the_prompt_unless_they_have_a_column() -> None:
    row = ListRow(SUMMARY._replace(tags=("good", "long")), {"meta.reward": "0.75"})
    idle = RowState(cursor=False, opened=True, marked=False)
    line = drawn(columns_for(120), row, idle)
    assert "#good #long 日本語" in line
    assert cell_len(line) == 120
    layout = ListLayout(tuple(map(usual_column, ("tags", "meta.reward", "version", "prompt"))))
    assert drawn(columns_for(80, layout), row, idle).startswith(
        " • #good #long   0.75        1        日本語"
    )


def test_groups_tell_how_many_how_many_agree_and_how_long() -> None:
    row = ListRow(SUMMARY, {"answer": "42"}, Group(1_204, 3, 1_000, 812, 20_400))
    idle = RowState(cursor=False, opened=False, marked=False)
    line = drawn(group_columns_for(100, "prompt"), row, idle)
    assert "×1 204  1 000/1 204  812 B–20 kB  " in line.replace("   ", "")
    assert "42" in drawn(group_columns_for(60, "answer"), row, idle)


def test_pages_are_asked_for_with_their_neighbours_and_forgotten_in_time() -> None:
    cache: PageCache[int] = PageCache()
    count_ = 100 * PAGE_ROWS
    assert cache.missing(0, 10, 0) is None
    assert cache.missing(0, 10, count_) == (0, 2 * PAGE_ROWS)
    assert cache.missing(5 * PAGE_ROWS, 5 * PAGE_ROWS + 9, count_) == (4 * PAGE_ROWS, 3 * PAGE_ROWS)
    cache.put(4 * PAGE_ROWS, range(3 * PAGE_ROWS))
    assert cache.missing(5 * PAGE_ROWS, 5 * PAGE_ROWS + 9, count_) is None
    assert cache.get(5 * PAGE_ROWS) == PAGE_ROWS
    for page in range(20, 20 + PAGES_KEPT):
        cache.put(page * PAGE_ROWS, [1, None])
    assert not cache.has(5 * PAGE_ROWS)
    assert cache.has(20 * PAGE_ROWS + 1)
    assert cache.get(20 * PAGE_ROWS + 1) is None
    assert not cache.has(20 * PAGE_ROWS + 2)


def blocks(count_: int) -> list[Block]:
    return [
        Block("text", f"{number} " + "word " * (number % 40), number) for number in range(count_)
    ]


def test_a_walk_down_and_up_ends_where_it_began() -> None:
    layout = BlockLayout(Document(blocks(200)), 20, wrap=True)
    here = Anchor(50, 1)
    layout.settle(here, 30)
    assert layout.walk(layout.walk(here, 137), -137) == layout.clamp(here)


def test_the_ends_hold() -> None:
    layout = BlockLayout(Document(blocks(10)), 20, wrap=True)
    assert layout.walk(Anchor(0, 0), -5) == Anchor(0, 0)
    end = layout.walk(Anchor(0, 0), 10_000)
    assert end.block == 9
    assert layout.settle(end, 8) == layout.height - 8


@given(st.lists(st.text(alphabet="a \n日", max_size=60), min_size=1, max_size=8), st.integers(1, 9))
def test_every_line_is_where_the_layout_says(texts: list[str], width: int) -> None:
    layout = BlockLayout(Document([Block("text", text) for text in texts]), width, wrap=True)
    anchors = [
        Anchor(block, line)
        for block in range(len(texts))
        for line in range(layout.line_count(block))
    ]
    assert layout.height == len(anchors)
    for line, anchor in enumerate(anchors):
        assert layout.locate(line) == anchor
        start, end = layout.span(anchor)
        assert texts[anchor.block][start:end] == layout.line(anchor)
        if start < end:
            assert layout.anchor(layout.place(anchor)) == anchor
            assert layout.anchor(Place(anchor.block, end - 1)) == anchor


def test_only_what_is_seen_is_wrapped() -> None:
    layout = BlockLayout(Document([Block("text", "word " * 4_000)] * 1_000), 70, wrap=True)
    before = layout.height
    layout.settle(Anchor(500, 0), 40)
    assert abs(layout.height - before) < 1_000
