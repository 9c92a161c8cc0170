"""Telling what an import would do, without doing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Protocol

from tunix_rt_tui.library.importing import ImportOptions, take_records
from tunix_rt_tui.library.intake.portions import Traces
from tunix_rt_tui.library.intake.taking import NOBODY, ImportListener
from tunix_rt_tui.library.intake.tally import ImportSummary, Tally
from tunix_rt_tui.store.contract import OnDuplicate, Twin


class Known(Protocol):
    """What tells which contents are there already; a store is one."""

    async def twins(self, hashes: Iterable[str]) -> dict[str, Twin]:
        """Find, for each content hash that is known, the oldest trace with it."""
        ...


async def rehearse_import(
    known: Known,
    paths: Sequence[str],
    options: ImportOptions,
    *,
    stdin: BinaryIO,
    listener: ImportListener = NOBODY,
) -> ImportSummary:
    """Count what importing the same would count; nothing is written, not even what is refused.

    Raises as `import_records` does for what cannot be read.
    """
    compare = _Comparing(known, options.on_duplicate).compare
    return await take_records(compare, paths, options, None, stdin=stdin, listener=listener)


class _Comparing:
    """Remembers what would have been added, so that content is counted once."""

    def __init__(self, known: Known, on_duplicate: OnDuplicate) -> None:
        self._known = known
        self._adds_all = on_duplicate == "add"
        self._seen: set[bytes] = set()

    async def compare(self, batch: Traces, tally: Tally) -> None:
        """Count what adding a batch would have counted."""
        if self._adds_all:
            tally.added += len(batch)
            return
        hashes = [rows.content_hash for rows in batch]
        twins = await self._known.twins(hashes)
        for content_hash in hashes:
            seen = bytes.fromhex(content_hash)
            if content_hash in twins:
                tally.count_duplicate(twins[content_hash])
            elif seen in self._seen:
                tally.duplicate += 1
            else:
                self._seen.add(seen)
                tally.added += 1
