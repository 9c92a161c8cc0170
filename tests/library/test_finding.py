"""What a query finds can be listed, grouped, marked, tagged and shown where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.memory_store import MemoryStore
from tests.support.stores import add
from tests.support.traces import make_trace, make_traces
from tunix_rt_tui.errors import NotFound, UsageFault
from tunix_rt_tui.library import tagging
from tunix_rt_tui.library.browsing import ResultSet
from tunix_rt_tui.library.finding import find_keys, oldest_first, results_of
from tunix_rt_tui.library.grouping import Group, GroupSet
from tunix_rt_tui.library.marking import Marks
from tunix_rt_tui.library.querying import query_of
from tunix_rt_tui.library.searching import hits_in, snippet_of
from tunix_rt_tui.library.tagging import (
    change_tags,
    checked_tag,
    rename_tag,
    tagged_traces,
    undo_tags,
)
from tunix_rt_tui.trace.query.locating import PlacedHits, seekers_of


@pytest.fixture
async def store() -> MemoryStore:
    made = MemoryStore()
    sources = ("a", "b")
    await add(made, *(make_trace(n, source=sources[n % 2], steps=n) for n in range(1, 11)))
    return made


async def test_what_is_found_is_listed_newest_first_or_in_order(store: MemoryStore) -> None:
    found = await find_keys(store, "source:a")
    assert (list(found.keys), found.complete, found.newest) == ([10, 8, 6, 4, 2], True, 10)
    assert list(oldest_first(found)) == [2, 4, 6, 8, 10]
    found = await find_keys(store, "source:b sort:steps")
    assert list(found.keys) == [1, 3, 5, 7, 9]
    assert list(oldest_first(found)) == [1, 3, 5, 7, 9]
    assert found.newest == 10


async def test_a_first_page_does_not_wait_for_all_that_is_found(store: MemoryStore) -> None:
    results = results_of(store, "source:a")
    seen: list[tuple[int, float]] = []
    await results.load(
        at_least=2, progress=lambda: seen.append((len(results), round(results.looked_at, 1)))
    )
    assert not results.complete
    assert seen == [(2, 0.3)]
    await results.load()
    assert (results.complete, results.looked_at > 0.8) == (True, True)


async def test_only_arrivals_that_would_be_listed_are_counted(store: MemoryStore) -> None:
    results = await find_keys(store, "source:a")
    nothing = await find_keys(store, "source:none")
    await add(store, make_trace(11, source="a"), make_trace(12, source="b"))
    assert (await results.count_new(), await nothing.count_new()) == (1, 0)


def test_what_is_no_query_is_refused_with_the_place() -> None:
    with pytest.raises(UsageFault, match="at column 3, 'colour': There is no field") as raised:
        query_of("a colour:red")
    assert "quotes" in raised.value.hint
    with pytest.raises(UsageFault, match="at column 7: "):
        query_of("steps>")


async def test_groups_are_rows_of_their_newest_traces() -> None:
    store = MemoryStore()
    answers = [("p", "x"), ("q", "y"), ("p", "x"), ("p", "z")]
    await add(store, *(make_trace(n, prompt=p, final_answer=a) for n, (p, a) in enumerate(answers)))
    results = ResultSet(store)
    await results.load()
    groups = GroupSet(store, results, "prompt")
    await groups.load()
    sizes = {row.seq: row.bytes for row in await store.summaries([1, 2, 3, 4])}
    of_p = [sizes[key] for key in (1, 3, 4)]
    assert (len(groups), groups.key(0), groups.row(2), groups.row(9)) == (2, 4, 1, None)
    assert groups.group(0) == Group(3, 2, 2, min(of_p), max(of_p))
    assert [row.seq for row in await groups.page(0, 9)] == [4, 2]
    some = await find_keys(store, "answer:x or answer:y")
    groups = GroupSet(store, some, "prompt")
    await groups.load()
    assert [groups.group(row).traces for row in range(len(groups))] == [2, 1]


@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "turn", "clear"]), st.sets(st.integers(1, 90))),
        max_size=8,
    )
)
def test_marks_are_a_set_of_keys(todo: list[tuple[str, set[int]]]) -> None:
    marks, plain = Marks(), set[int]()
    for what, keys in todo:
        if what == "add":
            marks.add(keys)
            plain |= keys
        elif what == "turn":
            marks.turn(keys)
            plain ^= keys
        else:
            marks.clear()
            plain.clear()
    assert list(marks) == list(marks.keys()) == sorted(plain, reverse=True)
    assert len(marks) == len(plain)
    assert [key for key in range(1, 100) if key in marks] == sorted(plain)


@pytest.mark.parametrize("tag", ["good", "to-do", "wrong_unit", "错误", "a:b", "x" * 64])
def test_words_are_tags(tag: str) -> None:
    assert checked_tag(tag) == tag


@pytest.mark.parametrize("tag", ["", "-bad", "two words", "a\tb", "a\0", "a\u202eb", "x" * 65])
def test_what_cannot_be_read_or_typed_is_no_tag(tag: str) -> None:
    with pytest.raises(UsageFault):
        checked_tag(tag)


async def test_tags_of_many_are_changed_some_at_a_time_and_changed_back(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "KEYS_AT_A_TIME", 3)
    await change_tags(store, [1, 2], add=["old"])
    before = [row.tags for row in await store.summaries(range(1, 11))]
    told: list[tuple[int, int]] = []
    done = await change_tags(
        store, range(1, 11), ["new", "x"], ["old"], lambda *progress: told.append(progress)
    )
    assert told == [(3, 10), (6, 10), (9, 10), (10, 10)]
    assert tagged_traces(done) == 10
    assert await store.count_tags() == {"new": 10, "x": 10}
    await undo_tags(store, done)
    assert [row.tags for row in await store.summaries(range(1, 11))] == before


async def test_a_tag_is_renamed_even_into_another(store: MemoryStore) -> None:
    await change_tags(store, [1, 2], add=["old"])
    await change_tags(store, [2, 3], add=["new"])
    done = await rename_tag(store, "old", "new")
    assert await store.count_tags() == {"new": 3}
    await undo_tags(store, done)
    assert await store.count_tags() == {"new": 2, "old": 2}
    with pytest.raises(NotFound, match="No trace has the tag 'none'"):
        await rename_tag(store, "none", "new")


async def test_hits_are_told_with_their_surroundings(store: MemoryStore) -> None:
    await add(store, *make_traces(1, first=42))
    seekers = seekers_of(query_of("84 or /Step 1/").condition)
    hits = [hit async for hit in hits_in(store, [11, 1], seekers)]
    assert [(hit.field, hit.step, hit.hits, hit.snippet.text) for hit in hits] == [
        ("step", 1, 1, "Step 1 of 42."),
        ("final_answer", None, 1, "It is 84."),
    ]
    snippet = hits[0].snippet
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["Step 1"]


words = st.sampled_from(["a", "hit", "bb", "\n", "  ", "\t", "hit", "longer-word", "é"])


@given(st.lists(words, max_size=60).map(" ".join), st.integers(0, 5))
def test_a_snippet_has_its_first_hit_whole_and_on_one_line(text: str, more: int) -> None:
    text += " hit" + " x" * more
    spans = tuple((at, at + 3) for at in range(len(text)) if text.startswith("hit", at))
    snippet = snippet_of(PlacedHits("steps", 0, text, spans))
    assert snippet.spans
    assert {snippet.text[start:end] for start, end in snippet.spans} == {"hit"}
    assert "  " not in snippet.text
    assert "\n" not in snippet.text
    assert len(snippet.text) <= 120 + 3
    assert snippet.cut_after or "hit" in snippet.text.split()
