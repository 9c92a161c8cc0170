"""The records of one file to documents: each by its format, within the limits of a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tunix_rt_tui.formats.contract import (
    Draft,
    Format,
    Found,
    Item,
    ReadingOptions,
    RecordMapper,
    Refusal,
)
from tunix_rt_tui.formats.fields import record_of
from tunix_rt_tui.formats.limits import fit
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.pointed import POINTED, has_all_pointed, read_pointed
from tunix_rt_tui.formats.prompts import with_prompt
from tunix_rt_tui.formats.registry import (
    CANONICAL,
    format_named,
    format_of,
    looks_canonical,
    unwrapped,
)
from tunix_rt_tui.formats.unknown import refuse_unknown
from tunix_rt_tui.formats.writing.tunix_rt import restored
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES

MAX_RECORD_DEPTH = 200
"""Containers inside one another; no format needs as many, and to follow more can fail."""


class FileMapper:
    """Reads the records of one file, in their order; whatever they hold, it never raises.

    `format_id` is the only format that is tried, where it is given; KeyError if there is none of
    this name. `formats` counts the records of each format that were met. Documents that are
    traces already are given back as they are, over whatever limit: the strict parser decides.
    """

    def __init__(
        self,
        options: ReadingOptions,
        format_id: str | None = None,
        max_bytes: int = DEFAULT_MAX_BYTES,
    ) -> None:
        self.formats: Counter[str] = Counter()
        self._options = options
        self._only = format_id
        self._max_bytes = max_bytes
        self._mappers: dict[str, RecordMapper] = {}
        if format_id not in (None, CANONICAL) and format_named(format_id) is None:
            raise KeyError(format_id)

    def map(self, item: Item) -> Iterator[Mapped | Refusal]:
        """Give the documents of a record, or why there are none."""
        if _is_deeper(item.value, MAX_RECORD_DEPTH):
            message = f"The record is nested deeper than {MAX_RECORD_DEPTH} levels."
            yield Refusal("nested too deep", message)
        elif self._only in (None, CANONICAL) and (document := _canonical(item)) is not None:
            self.formats[CANONICAL] += 1
            yield document
        elif (own := restored(item.value)) is not None and self._only in (None, own.format):
            self.formats[own.format] += 1
            yield Mapped(own.document, own.format)
        else:
            yield from self._map_foreign(item)

    def finish(self) -> Iterator[Mapped | Refusal]:
        """Give what was held back until the end of the file."""
        for format_id, mapper in self._mappers.items():
            yield from self._fitted(format_id, mapper.finish())

    def _map_foreign(self, item: Item) -> Iterator[Mapped | Refusal]:
        """Map a record by its format, unless its owner says of all of it where it is."""
        if self._only is None and has_all_pointed(item, self._options):
            yield from self._map_pointed(item)
            return
        known = format_of(item) if self._only is None else self._named(item, self._only)
        if known is not None:
            self.formats[known.id] += 1
            mapper = self._mappers.get(known.id)
            if mapper is None:
                mapper = self._mappers[known.id] = known.open(self._options)
            yield from self._fitted(known.id, self._prompted(item, mapper.map(item)))
        elif self._only is not None:
            yield Refusal(f"not {self._only}", f"The record is not in the format {self._only}.")
        elif self._options.fields and record_of(item):
            yield from self._map_pointed(item)
        else:
            yield refuse_unknown(item)

    def _map_pointed(self, item: Item) -> Iterator[Mapped | Refusal]:
        self.formats[POINTED] += 1
        found = read_pointed(item, self._options)
        yield from self._fitted(POINTED, self._prompted(item, found))

    def _named(self, item: Item, format_id: str) -> Format | None:
        known = format_named(format_id)
        return known if known is not None and known.fits(item) else None

    def _prompted(self, item: Item, found: Iterable[Found]) -> Iterable[Found]:
        if self._options.prompt_field is None:
            return found
        return (with_prompt(one, item, self._options) for one in found)

    def _fitted(self, format_id: str, found: Iterable[Found]) -> Iterator[Mapped | Refusal]:
        for one in found:
            if isinstance(one, Draft):
                fitted = fit(one, format_id, self._max_bytes)
                yield fitted._replace(further=one.further) if one.further else fitted
            else:
                yield one


def _canonical(item: Item) -> Mapped | None:
    """Give a document that is a trace already, be it in what a server tells of it."""
    if looks_canonical(item.value):
        return Mapped(item.value, CANONICAL)
    document = unwrapped(item.value)
    if document is None:
        return None
    told = {key: value for key, value in item.value.items() if key in ("id", "created_at")}
    return Mapped(document, CANONICAL, told)


def _is_deeper(value: Any, depth: int) -> bool:
    """Tell whether containers stand inside one another more than so many times."""
    level = [value]
    for _ in range(depth):
        deeper: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                deeper.extend(inner for inner in one.values() if isinstance(inner, dict | list))
            elif isinstance(one, list):
                deeper.extend(inner for inner in one if isinstance(inner, dict | list))
        if not deeper:
            return False
        level = deeper
    return True
