"""What a person types means one trace, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.support.memory_store import MemoryStore
from tests.support.stores import add
from tests.support.traces import make_trace
from tunix_rt_tui.errors import AmbiguousId, NotFound, UsageFault
from tunix_rt_tui.library.identifying import resolve_id, resolve_ids

FIRST = UUID("3f2a81c0-77b0-4c1d-9e00-0123456789ab")
SECOND = UUID("3f2a81c0-77b1-4c1d-9e00-0123456789ab")


@pytest.fixture
async def store() -> MemoryStore:
    ids: Iterator[UUID] = iter([FIRST, SECOND])
    store = MemoryStore(new_id=lambda: next(ids))
    await add(store, make_trace(1), make_trace(2))
    return store


def written() -> Iterator[str]:
    """All ways to write the first id that end after what tells it from the second."""
    for text in (str(FIRST), FIRST.hex):
        for end in range(text.index("77b0") + 4, len(text) + 1):
            yield text[:end]


@pytest.mark.parametrize("given", written())
async def test_an_id_and_its_starts_mean_the_trace_with_dashes_and_without(
    store: MemoryStore, given: str
) -> None:
    assert await resolve_id(store, given) == FIRST
    assert await resolve_id(store, f" {given.upper()}\n") == FIRST


async def test_none_is_given_twice(store: MemoryStore) -> None:
    assert await resolve_ids(store, [SECOND.hex, "3f2a81c077b0", str(SECOND)]) == [SECOND, FIRST]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("3f2a", AmbiguousId),
        ("3f2a81c0-77b", AmbiguousId),
        ("3f2a81c077b", AmbiguousId),
        ("3f2a81c0-77b2", NotFound),
        ("f" * 32, NotFound),
        ("3f2a81c0-77b04c1d", UsageFault),
        ("3f2", UsageFault),
        ("f" * 33, UsageFault),
        ("3f2g", UsageFault),
        ("", UsageFault),
        ("-3f2a", UsageFault),
    ],
)
async def test_what_means_no_one_trace_is_refused(
    store: MemoryStore, given: str, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        await resolve_id(store, given)
