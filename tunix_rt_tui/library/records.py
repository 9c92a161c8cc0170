"""What became of a record of a file when it was read: a trace, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from tunix_rt_tui.sources.record import Kind, UnreadRecord
from tunix_rt_tui.store.contract import CANONICAL

if TYPE_CHECKING:  # who only passes records on needs no parser, which is slow to import
    from tunix_rt_tui.trace.parsing import ParsedTrace, Problem


class GoodRecord(NamedTuple):
    """A record that is a trace, or holds one; the places of `warnings` are in the file.

    `size` is in bytes, and nothing where an earlier trace of the same record has counted them.
    `format` is the id of the format that it was read in; for all but `canonical`, `raw` is the
    record byte for byte, None where it could not be held, and `notes` tell how the trace was made.
    """

    file: str
    number: int
    size: int
    parsed: ParsedTrace
    warnings: tuple[Problem, ...]
    format: str = CANONICAL
    raw: bytes | None = None
    notes: Mapping[str, Any] = MappingProxyType({})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Nothing is wrong with it."""
        return ()


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record that is no trace, and why: at least one of `problems`, whose places are in the file.

    `raw` is the record byte for byte, `kind` what it is, and `columns` are those of a row of CSV.
    Where it could not be held `raw` is None, and `offset` and `size`, in bytes, say where in the
    file it stands, if it stands anywhere. `reason` is the same for all that were refused for the
    same.
    """

    file: str
    number: int
    line: int | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    raw: bytes | None
    offset: int | None = None
    size: int | None = None
    stated_reason: str | None = None
    kind: Kind = "json"
    columns: tuple[str, ...] | None = None

    @property
    def reason(self) -> str:
        """Why it was refused, in a few words: as a format says it, or by the codes."""
        return self.stated_reason or ", ".join(sorted({each.code for each in self.problems}))


ReadTrace = GoodRecord | RefusedRecord

_KINDS: Mapping[str, Kind] = {"E_ROW": "row", "E_BLOCK": "text"}
"""What is broken, by the code of what is wrong with it."""


def refused_unread(record: UnreadRecord) -> RefusedRecord:
    """Refuse a place in a file from which no document could be taken."""
    return RefusedRecord(
        file=record.file,
        number=record.number,
        line=record.line,
        problems=(record.problem,),
        warnings=(),
        raw=record.raw,
        offset=record.offset,
        size=record.size,
        kind=_KINDS.get(record.problem.code, "json"),
    )
