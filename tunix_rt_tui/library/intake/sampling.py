"""Drawing a sample of exactly so many from a stream whose length nobody knows."""

from __future__ import annotations

import base64
import heapq
import json
import tempfile
from collections.abc import Iterator
from random import Random
from typing import Any

from tunix_rt_tui.errors import TargetFault
from tunix_rt_tui.library.records import GoodRecord
from tunix_rt_tui.trace.parsing import ParsedTrace, Problem, parse_trace

IN_MEMORY_BYTES = 67_108_864
"""Bytes of drawn records that are kept in memory; more of them go to a temporary file."""


class Sample:
    """Keeps `count` of the records that it is offered, or all where they are fewer.

    Each is given a random number as it comes, and those with the least stay: every one has the
    same chance, and one look at the stream is enough. Of a record that stays only its place is
    held, so memory is bounded; the file takes `count * (1 + ln(offered / count))` records.
    """

    def __init__(self, count: int, seed: int) -> None:
        self._count = count
        self._random = Random(seed)  # noqa: S311 - a sample is no secret
        self._kept: list[tuple[float, int, int, int]] = []
        self._offered = 0
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115 - closed below

    @property
    def left_out(self) -> int:
        """Count the records that were offered and are not in the sample."""
        return self._offered - len(self._kept)

    def offer(self, record: GoodRecord) -> None:
        """Take a record or leave it; raises `TargetFault` where there is no room for it."""
        chance = -self._random.random()
        place = self._offered
        self._offered += 1
        if len(self._kept) == self._count and chance < self._kept[0][0]:
            return
        written = _written(record)
        try:
            start = self._file.seek(0, 2)
            self._file.write(written)
        except OSError as error:
            raise _no_room(error) from error
        keep = heapq.heappush if len(self._kept) < self._count else heapq.heappushpop
        keep(self._kept, (chance, place, start, len(written)))

    def drawn(self) -> Iterator[GoodRecord]:
        """Give the sample in the order in which it came; all bytes were counted before."""
        for _, _, start, size in sorted(self._kept, key=lambda kept: kept[1]):
            self._file.seek(start)
            yield _read(self._file.read(size))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _written(record: GoodRecord) -> bytes:
    raw = None if record.raw is None else base64.b64encode(record.raw).decode()
    warnings = [
        [each.code, each.path, each.message, each.line, each.column] for each in record.warnings
    ]
    plain = [
        record.file,
        record.number,
        record.parsed.text,
        warnings,
        record.format,
        raw,
        dict(record.notes),
    ]
    return json.dumps(plain).encode()


def _read(written: bytes) -> GoodRecord:
    file, number, text, warnings, format_id, raw, notes = json.loads(written)
    return GoodRecord(
        file=file,
        number=number,
        size=0,
        parsed=_parsed(text),
        warnings=tuple(Problem(*each) for each in warnings),
        format=format_id,
        raw=None if raw is None else base64.b64decode(raw),
        notes=notes,
    )


def _parsed(text: str) -> ParsedTrace:
    """Parse what was good when it was drawn."""
    parsed: Any = parse_trace(text, max_bytes=len(text.encode()))
    assert isinstance(parsed, ParsedTrace)
    return parsed


def _no_room(error: OSError) -> TargetFault:
    return TargetFault(
        "No room for the sample",
        f"A temporary file for the sample cannot be written: {error.strerror or error}.",
        "Make room, name a folder that has some (TMPDIR=/path), or ask for a smaller sample.",
    )
