"""A draft comes back from its file as it was, and nothing in such a file does harm."""

from __future__ import annotations

import json
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.tui.state.draft_record import DraftRecord, decode_draft

TEXT = st.text(st.characters(codec=None, categories=None))
"""Any text at all, lone surrogates and NUL too."""

RECORDS = st.builds(
    DraftRecord,
    host=TEXT,
    pid=st.integers(1, 2**22),
    started=TEXT,
    store=TEXT,
    saved_at=st.datetimes(timezones=st.just(UTC)),
    text=TEXT,
    ended=st.booleans(),
)

VALUES: st.SearchStrategy[object] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just([])
)


@given(RECORDS)
def test_a_record_comes_back_as_it_was(record: DraftRecord) -> None:
    assert decode_draft(record.encode().encode("ascii")) == record


@given(st.binary())
def test_no_bytes_do_any_harm(written: bytes) -> None:
    decode_draft(written)


@given(RECORDS, st.dictionaries(st.sampled_from(DraftRecord._fields), VALUES))
def test_values_of_the_wrong_kind_make_no_draft(
    record: DraftRecord, changes: dict[str, object]
) -> None:
    changed = json.loads(record.encode()) | changes
    decoded = decode_draft(json.dumps(changed).encode())
    if decoded is not None:
        kinds = (decoded.host, decoded.started, decoded.store, decoded.text)
        assert all(isinstance(value, str) for value in kinds)
        assert isinstance(decoded.pid, int)
        assert decoded.saved_at.tzinfo is UTC
