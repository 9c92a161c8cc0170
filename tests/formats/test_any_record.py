"""Whatever stands in a record, it becomes traces or refusals, and never an error."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.good_records import GOOD, item_of
from tunix_rt_tui.formats.contract import Item, ReadingOptions, Refusal
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.mapping import FileMapper
from tunix_rt_tui.formats.registry import CANONICAL, FORMATS, format_named, format_of
from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace

odd_texts = st.text(max_size=20) | st.sampled_from(
    ["", "\0", "\ud800", "</think>", "<answer>", "#### ", "Step 1: ки", "[{", "START =\n", "[[]]"]
)
odd_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | odd_texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd_texts, inner, max_size=3),
    max_leaves=6,
)


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Name every value of a record by the keys and indices that lead to it."""
    yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from places_in(one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from places_in(one, (*path, index))


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, Any]:
    """A record that was good before something else was put in one to three places of it."""
    format_id = draw(st.sampled_from(sorted(GOOD)))
    record = copy.deepcopy(GOOD[format_id])
    for _ in range(draw(st.integers(1, 3))):
        _whole, *places = places_in(record)
        if not places:
            return format_id, draw(odd_values)
        *way, last = draw(st.sampled_from(places))
        inside = record
        for key in way:
            inside = inside[key]
        if draw(st.booleans()) and isinstance(inside, dict):
            del inside[last]
        else:
            inside[last] = draw(odd_values)
    return format_id, record


def some_of(fields: Iterable[tuple[str, Any]]) -> Iterator[Iterable[tuple[str, Any]]]:
    """Choose among the fields of a record in every way."""
    every = list(fields)
    assert len(every) < 13
    for count in range(len(every) + 1):
        yield from combinations(every, count)


@st.composite
def mixed(draw: st.DrawFn) -> Item:
    """A record with some of the keys of two good ones."""
    format_id, *others = draw(st.lists(st.sampled_from(sorted(GOOD)), min_size=1, max_size=2))
    records = [GOOD[each] for each in (format_id, *others)]
    fields = [field for each in records if isinstance(each, dict) for field in each.items()]
    left = draw(st.lists(st.sampled_from(fields), max_size=len(fields))) if fields else []
    return item_of(format_id, dict(left))


def is_a_trace(mapped: Mapped) -> bool:
    """Tell whether the strict parser takes a document that is not passed on as it was.

    What is kept beside it has to be plain JSON, too.
    """
    if mapped.format == CANONICAL:
        return True
    json.dumps(mapped.notes, allow_nan=False, ensure_ascii=False).encode()
    text = json.dumps(mapped.document, ensure_ascii=False)
    return isinstance(parse_trace(text), ParsedTrace)


@pytest.mark.parametrize("format_id", sorted(GOOD))
def test_a_good_record_becomes_traces_of_its_format(format_id: str) -> None:
    mapper = FileMapper(ReadingOptions())
    found = [*mapper.map(item_of(format_id, GOOD[format_id])), *mapper.finish()]
    assert found
    assert {one.format if isinstance(one, Mapped) else one.message for one in found} == {format_id}
    assert mapper.formats == {format_id: 1}


@given(spoiled(), st.booleans(), st.booleans())
def test_a_spoiled_record_is_never_an_error(
    record: tuple[str, Any], named: bool, split: bool
) -> None:
    format_id, value = record
    mapper = FileMapper(ReadingOptions(split_turns=split), format_id if named else None)
    for one in [*mapper.map(item_of(format_id, value)), *mapper.finish()]:
        assert isinstance(one, Refusal) or is_a_trace(one)


@pytest.mark.parametrize("format_id", sorted(GOOD))
def test_what_a_format_fits_has_its_keys(format_id: str) -> None:
    record = GOOD[format_id]
    known = format_named(format_id)
    assert known
    for fields in some_of(record.items()) if isinstance(record, dict) else ():
        if known.fits(item_of(format_id, dict(fields))):
            assert not known.keys or any(keys <= dict(fields).keys() for keys in known.keys)


@given(mixed() | spoiled().map(lambda record: item_of(*record)))
def test_the_keys_of_a_record_only_spare_trying_formats_that_it_does_not_fit(item: Item) -> None:
    assert format_of(item) is next((known for known in FORMATS if known.fits(item)), None)


@given(odd_values, st.sampled_from(["json", "row", "text"]), odd_values)
def test_any_value_is_never_an_error(value: Any, kind: Any, head: Any) -> None:
    for format_id in (None, *GOOD):
        mapper = FileMapper(ReadingOptions(), format_id)
        found = [*mapper.map(Item(value, 1, kind, head)), *mapper.finish()]
        assert all(isinstance(one, Refusal) or is_a_trace(one) for one in found)


@pytest.mark.parametrize(
    "number",
    ["1e999", "-1e999", "NaN", "-Infinity", "-0.0", "9" * 640, "-1" + "0" * 640, "1" * 4_000],
    ids=lambda number: number[:9] + "…" * (len(number) > 9),
)
def test_numbers_that_only_some_parsers_know_make_no_trace_that_none_can_read(number: str) -> None:
    told = json.loads(number)
    for format_id, value in GOOD.items():
        if isinstance(value, dict):
            mapper = FileMapper(ReadingOptions())
            item = item_of(format_id, {**value, "score": told, "label": told})
            found = [*mapper.map(item), *mapper.finish()]
            assert all(isinstance(one, Refusal) or is_a_trace(one) for one in found)
