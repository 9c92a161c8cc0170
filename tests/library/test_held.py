"""What formats hold back is kept by its number, within bounds."""

from __future__ import annotations

from tunix_rt_tui.library.held import HeldRecords
from tunix_rt_tui.sources.record import Record


def test_the_oldest_go_where_there_is_no_room() -> None:
    held = HeldRecords(room=25)
    records = [Record("a", n, n, b"x" * 10) for n in range(1, 5)]
    for record in records:
        held.hold(record)
    assert [held.get(n) for n in (1, 2, 3, 4)] == [None, None, *records[2:]]
    held.let_go([3, 1])
    assert held.get(3) is None
    assert held.get(4) is records[3]


def test_several_stand_for_the_array_of_them_or_for_nothing() -> None:
    held = HeldRecords()
    for number, raw in enumerate((b"{}", b'{ "a":\n1}', b"[]"), 4):
        held.hold(Record("a", number, number, raw))
    assert held.get(4, (5, 6)) == Record("a", 4, 4, b'[{}, { "a":\n1}, []]')
    held.let_go([5])
    assert held.get(4, (5, 6)) is None


def test_one_record_is_always_held() -> None:
    held = HeldRecords(room=1)
    record = Record("a", 1, 1, b"x" * 10)
    held.hold(record)
    assert held.get(1) is record
