"""What is read of files, chosen and made ready for a store, in portions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from tunix_rt_tui.library.intake.quarantine import Quarantine
from tunix_rt_tui.library.intake.selecting import Selection
from tunix_rt_tui.library.intake.tally import ReadCounts
from tunix_rt_tui.library.reading_options import Reading
from tunix_rt_tui.library.records import RefusedRecord
from tunix_rt_tui.store.rows import TraceRows

PIECE_ROWS = 1_000
PIECE_BYTES = 524_288


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """What one transaction adds at most: `rows` traces, and `bytes` of documents and records.

    It is short enough to let others write in between and to take little memory, and long enough
    that the cost of a commit does not count.
    """

    rows: int = 10_000
    bytes: int = 3_145_728

    def piece(self) -> BatchLimits:
        """What of it is made ready at a time."""
        return BatchLimits(min(self.rows, PIECE_ROWS), min(self.bytes, PIECE_BYTES))


class Traces(Protocol):
    """Traces that are ready for a store; they can be walked again."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[TraceRows]: ...


class FileRead(NamedTuple):
    """A file was read to its end, and how many traces it gave in which formats."""

    file: str
    formats: Mapping[str, int]


class Portion(NamedTuple):
    """What was read since the portion before.

    `traces` are a piece of a batch, or none where there is none yet; `bytes` are those of their
    documents and records. `told` is what else there is to tell, in the order in which it was met.
    `counts` are those of the whole import.
    """

    traces: Traces
    told: Sequence[RefusedRecord | FileRead]
    counts: ReadCounts
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which traces are taken, and what is said of them.

    `source` is what they are said to come from; None means each file's own name. `stop` ends it at
    the first record that is refused.
    """

    selection: Selection = field(default_factory=Selection)
    source: str | None = None
    tags: tuple[str, ...] = ()
    stop: bool = False
    limits: BatchLimits = field(default_factory=BatchLimits)


class Order(NamedTuple):
    """What is to be read, and how."""

    paths: Sequence[str]
    reading: Reading
    choosing: Choosing
    quarantine: Quarantine | None
