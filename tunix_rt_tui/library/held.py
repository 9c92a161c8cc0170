"""Records of a file that a format has seen and not yet made a trace of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tunix_rt_tui.sources.record import Record

HELD_BYTES = 67_108_864
"""Bytes of records that are kept until a format has decided over them; of older ones only the
place is known."""


class HeldRecords:
    """Keeps records by their number, so that a trace can tell which it was made of."""

    def __init__(self, room: int = HELD_BYTES) -> None:
        self._records: dict[int, Record] = {}
        self._room = room

    def hold(self, record: Record) -> None:
        """Keep a record until `let_go`; where there is no room, the oldest ones go."""
        self._records[record.number] = record
        self._room -= len(record.raw)
        while self._room < 0 and len(self._records) > 1:
            self._release(next(iter(self._records)))

    def get(self, number: int, further: Sequence[int] = ()) -> Record | None:
        """Find a record that is still held.

        With `further` ones it stands for the array of them all, and is there only if they all are.
        """
        first = self._records.get(number)
        if first is None or not further:
            return first
        raws = [first.raw]
        for other in further:
            if other not in self._records:
                return None
            raws.append(self._records[other].raw)
        return first._replace(raw=b"[" + b", ".join(raws) + b"]")

    def let_go(self, numbers: Iterable[int]) -> None:
        """Keep these no longer."""
        for number in numbers:
            if number in self._records:
                self._release(number)

    def _release(self, number: int) -> None:
        self._room += len(self._records.pop(number).raw)
