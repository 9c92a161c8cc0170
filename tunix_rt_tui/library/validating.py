"""Judging documents without keeping them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from tunix_rt_tui.library.reading import Reading, ReadTrace, read_traces
from tunix_rt_tui.sources.finding import find_sources
from tunix_rt_tui.sources.reading import read_records


def validate_records(
    paths: Sequence[str], stdin: BinaryIO, reading: Reading
) -> Iterator[ReadTrace]:
    """Judge every record of files, folders and standard input (`-`), one after the other.

    Raises `SourceFault` at once if a named path cannot be read.
    """
    return read_traces(read_records(find_sources(paths, stdin), reading.columns), reading)
