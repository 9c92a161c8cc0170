"""How files are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from tunix_rt_tui.formats.contract import ReadingOptions
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    `max_bytes` limits a document. `format` is the id of the one format that records are taken to
    be in; None finds it out for each. `options` are for records that are not canonical.
    """

    max_bytes: int = DEFAULT_MAX_BYTES
    format: str | None = None
    options: ReadingOptions = field(default_factory=ReadingOptions)
