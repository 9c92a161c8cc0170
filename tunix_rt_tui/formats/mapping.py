"""The records of one file to documents: each by its format, within the limits of a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tunix_rt_tui.formats.contract import Item, ReadingOptions, Refusal
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES


class FileMapper:
    """Reads the records of one file, in their order; whatever they hold, it never raises.

    `format_id` is the only format that is tried, where it is given. `formats` counts the records
    of each format that were met.
    """

    def __init__(
        self,
        options: ReadingOptions,
        format_id: str | None = None,
        max_bytes: int = DEFAULT_MAX_BYTES,
    ) -> None:
        self.formats: Counter[str] = Counter()
        self._options = options
        self._format_id = format_id
        self._max_bytes = max_bytes

    def map(self, item: Item) -> Iterable[Mapped | Refusal]:
        """Give the documents of a record, or why there are none."""
        raise NotImplementedError

    def finish(self) -> Iterable[Mapped | Refusal]:
        """Give what was held back until the end of the file."""
        raise NotImplementedError
