"""What an import has done so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, overload
from uuid import UUID

from tunix_rt_tui.store.contract import CANONICAL, Twin

if TYPE_CHECKING:
    from tunix_rt_tui.trace.problem import Problem

WARNINGS_TOLD = 20
"""Different warnings that are counted by name; the others are counted together."""

OTHER_WARNINGS = "others"

MIXED = "mixed"
"""What the format is called where traces were read in several."""

_INDEX = re.compile(r"/\d+(?=/|$)")


class PackedIds(Sequence[UUID]):
    """Ids in 16 bytes each: a million of them are 16 MB, not 120."""

    def __init__(self, ids: Iterable[UUID] = ()) -> None:
        self._packed = bytearray().join(each.bytes for each in ids)

    def append(self, added: UUID) -> None:
        """Add one at the end."""
        self._packed += added.bytes

    def __len__(self) -> int:
        return len(self._packed) // 16

    @overload
    def __getitem__(self, index: int) -> UUID: ...

    @overload
    def __getitem__(self, index: slice) -> PackedIds: ...

    def __getitem__(self, index: int | slice) -> UUID | PackedIds:
        if isinstance(index, slice):
            return PackedIds(self[i] for i in range(*index.indices(len(self))))
        start = 16 * range(len(self))[index]
        return UUID(bytes=bytes(self._packed[start : start + 16]))

    def __repr__(self) -> str:
        return f"PackedIds({list(self)!r})"


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import has done, or would do: counts of records, and what to tell about them.

    `format` is the one that all traces were read in, or `mixed`. `skipped` counts traces that
    were read and not wanted. `read` counts the bytes of the records looked at. `ids` are those
    that were given to what was added, where they were asked for; `trashed` are traces of the
    trash that equal a record, and so kept it out. `warnings` counts by what they are about,
    with `*` for a number in a path. `rejects` is the file that keeps what was refused, if
    anything was. `stopped` tells that a refused record ended it.
    """

    format: str
    added: int
    duplicate: int
    refused: int
    skipped: int
    read: int
    ids: Sequence[UUID]
    trashed: Sequence[UUID]
    warnings: Mapping[str, int]
    rejects: Path | None
    stopped: bool


@dataclass(frozen=True, slots=True)
class ReadCounts:
    """What was read so far, in the words of `ImportSummary`."""

    format: str = CANONICAL
    refused: int = 0
    skipped: int = 0
    read: int = 0
    warnings: Mapping[str, int] = field(default_factory=dict)
    rejects: Path | None = None
    stopped: bool = False


class ReadTally:
    """Counts what is read while an import runs."""

    def __init__(self) -> None:
        self.refused = 0
        self.skipped = 0
        self.read = 0
        self.stopped = False
        self.formats: set[str] = set()
        self._warnings: Counter[str] = Counter()

    def warn(self, warnings: Iterable[Problem]) -> None:
        """Count warnings by what they are about."""
        for warning in warnings:
            about = f"{warning.code} {_INDEX.sub('/*', warning.path)}"
            if about not in self._warnings and len(self._warnings) >= WARNINGS_TOLD:
                about = OTHER_WARNINGS
            self._warnings[about] += 1

    def counts(self, rejects: Path | None) -> ReadCounts:
        """How things stand."""
        return ReadCounts(
            format=MIXED if len(self.formats) > 1 else next(iter(self.formats), CANONICAL),
            refused=self.refused,
            skipped=self.skipped,
            read=self.read,
            warnings=dict(self._warnings),
            rejects=rejects,
            stopped=self.stopped,
        )


class Tally:
    """Counts what becomes of traces while an import runs."""

    def __init__(self) -> None:
        self.added = 0
        self.duplicate = 0
        self.ids = PackedIds()
        self.trashed = PackedIds()

    def count_duplicate(self, twin: Twin) -> None:
        """Count a record that `twin` keeps out."""
        self.duplicate += 1
        if twin.trashed:
            self.trashed.append(twin.id)

    def summary(self, counts: ReadCounts) -> ImportSummary:
        """How things stand, together with what was read."""
        return ImportSummary(
            format=counts.format,
            added=self.added,
            duplicate=self.duplicate,
            refused=counts.refused,
            skipped=counts.skipped,
            read=counts.read,
            ids=self.ids,
            trashed=self.trashed,
            warnings=counts.warnings,
            rejects=counts.rejects,
            stopped=counts.stopped,
        )
