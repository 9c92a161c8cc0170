"""The pages of a long list that are at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE_ROWS = 64
"""Rows of a page: more than a tall terminal shows, so that a screenful needs two at most."""

PAGES_KEPT = 12


class PageCache(Generic[Row]):
    """Pages of rows by their place; the least recently used give way."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, Sequence[Row | None]] = OrderedDict()

    def clear(self) -> None:
        """Forget every page."""
        self._pages.clear()

    def put(self, start: int, rows: Sequence[Row | None]) -> None:
        """Keep rows that begin at the start of a page; there may be several pages of them."""
        for offset in range(0, len(rows), PAGE_ROWS):
            number = (start + offset) // PAGE_ROWS
            self._pages[number] = rows[offset : offset + PAGE_ROWS]
            self._pages.move_to_end(number)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def has(self, row: int) -> bool:
        """Tell whether a row is at hand, be it as one that is gone."""
        page = self._pages.get(row // PAGE_ROWS)
        return page is not None and row % PAGE_ROWS < len(page)

    def get(self, row: int) -> Row | None:
        """Give a row; None if it is not at hand or gone."""
        if not self.has(row):
            return None
        number = row // PAGE_ROWS
        self._pages.move_to_end(number)
        return self._pages[number][row % PAGE_ROWS]

    def missing(self, first: int, last: int, count: int) -> tuple[int, int] | None:
        """Name what must be fetched so that the rows from `first` to `last` are at hand.

        One page above and one below are asked for along with pages that are missing. `count` is
        how many rows there are. Returns where to begin, at the start of a page, and how many.
        """
        if count == 0:
            return None
        pages = range(max(0, first // PAGE_ROWS), min(last, count - 1) // PAGE_ROWS + 1)
        if all(self._complete(number, count) for number in pages):
            return None
        around = range(max(0, pages.start - 1), min((count - 1) // PAGE_ROWS, pages.stop) + 1)
        wanted = [number for number in around if not self._complete(number, count)]
        start = wanted[0] * PAGE_ROWS
        return start, min(count, (wanted[-1] + 1) * PAGE_ROWS) - start

    def _complete(self, number: int, count: int) -> bool:
        page = self._pages.get(number)
        return page is not None and len(page) >= min(PAGE_ROWS, count - number * PAGE_ROWS)
