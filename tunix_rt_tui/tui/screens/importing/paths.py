"""Paths as people type and read them."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

MOST_OFFERED = 30

MOST_LOOKED_AT = 20_000
"""Entries of a folder that are looked at: somebody may have a folder of a million files."""


def path_candidates(typed: str) -> tuple[int, list[str]]:
    """Tell from where on which names may stand: folders, with a slash, first; blocking."""
    start = typed.rfind("/") + 1
    folder, begun = os.path.expanduser(typed[:start] or "."), typed[start:]  # noqa: PTH111 - keeps a final slash
    try:
        with os.scandir(folder) as entries:
            found = [
                (not entry.is_dir(), entry.name)
                for entry in islice(entries, MOST_LOOKED_AT)
                if entry.name.startswith(begun) and (begun or not entry.name.startswith("."))
            ]
    except (OSError, ValueError):
        return start, []
    return start, [name if file else f"{name}/" for file, name in sorted(found)[:MOST_OFFERED]]


def from_here(path: str | Path) -> str:
    """Write a path from the working folder on, where it is below that."""
    try:
        return str(path).removeprefix(f"{Path.cwd()}/")
    except OSError:  # the working folder is gone
        return str(path)


def wrong_with_source(path: str) -> str | None:
    """Say why nothing can be imported from a path; None where there is a file or a folder."""
    if not path:
        return "Type the path of a file or a folder."
    if "\0" in path:
        return "No file can have such a name."
    try:
        if not os.path.exists(path):  # noqa: PTH110 - raises for what cannot be looked at
            return f"There is no {path}."
        if not os.path.isfile(path) and not os.path.isdir(path):  # noqa: PTH112, PTH113
            return f"{path} is neither a file nor a folder."
        if not os.access(path, os.R_OK):
            return f"{path} may not be read by you."
    except OSError as error:
        return f"{path}: {error.strerror or error}."
    return None
