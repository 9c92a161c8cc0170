"""Which files of a folder, or of an archive, are looked into, told from their names alone."""

from __future__ import annotations

import re

_SUFFIXES = (
    ".json",
    ".jsonl",
    ".ndjson",
    ".gz",
    ".zst",
    ".zip",
    ".eval",
    ".csv",
    ".parquet",
    ".log",
    ".txt",
)
"""A file that is named itself may be called anything; so a README.md is read only if it is."""

_NOTES = re.compile(r"\.(log|txt)(\.gz|\.zst)?$", re.IGNORECASE)
_REJECTS = re.compile(r"\.rejects\.jsonl$", re.IGNORECASE)
"""What an earlier import has set aside."""


def may_hold_traces(path: str) -> bool:
    """Tell whether a file, by its path below a folder or in an archive, is looked into.

    What is hidden is not, nor what macOS puts beside the files of an archive.
    """
    *folders, name = path.split("/")
    if any(part.startswith(".") and part not in (".", "..") for part in (*folders, name)):
        return False
    if "__MACOSX" in folders:
        return False
    return name.lower().endswith(_SUFFIXES) and not _REJECTS.search(name)


def is_other(name: str) -> bool:
    """Tell whether a file of a folder is passed over that somebody may have meant: by its ending
    alone, and not since it is hidden or was set aside."""
    return not name.startswith(".") and not name.lower().endswith(_SUFFIXES)


def is_silent(name: str) -> bool:
    """Tell whether nothing is said of a file in which there is nothing known.

    People keep many a text or log beside their traces. Of other files that are looked into, each
    that holds nothing known is named.
    """
    return _NOTES.search(name) is not None
