"""From what a person names to the files and streams that are meant."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path, PurePath
from typing import BinaryIO

from tunix_rt_tui.errors import NotFound, SourceFault
from tunix_rt_tui.sources.names import is_other, is_silent, may_hold_traces

STANDARD_INPUT = "-"
"""How a person names standard input."""

STANDARD_INPUT_NAME = "stdin"
"""How records from standard input name their file."""


class SourceNotFound(SourceFault, NotFound):
    """There is nothing at a path that was named."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read records from; `name` is well-formed text, whatever bytes the path has.

    `path` is where it is, if it is a file. `silent` says that nothing is told of it where it turns
    out to hold nothing known.
    """

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    path: Path | None = None
    silent: bool = False


def find_sources(paths: Sequence[str], stdin: BinaryIO) -> Iterator[Source]:
    """Find what is meant by these paths, in their order; folders are walked, sorted by name.

    Every path is tried before anything is given: raises `SourceNotFound` for one that leads
    nowhere, `SourceFault` for one that may not be read. What a path holds, and what a walk comes
    across, is looked at only when its turn comes.
    """
    named = [path for path in paths if path != STANDARD_INPUT]
    for path in named:
        _try(path)
    return chain.from_iterable(_sources_at(path, stdin) for path in paths)


def passed_over(paths: Iterable[str]) -> Counter[str]:
    """Count the files of folders that are not looked into, by how their names end."""
    return Counter(
        source_name(PurePath(name).suffix).lower() or "without one"
        for path in paths
        if path != STANDARD_INPUT and Path(path).is_dir()
        for _, names in _below(Path(path), lambda _: None)
        for name in names
        if is_other(name)
    )


def source_name(path: str | Path) -> str:
    """Write a path as text: bytes that are not UTF-8 become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def unreadable(name: str, error: OSError) -> SourceFault:
    """Say that a source could not be opened, or not be read to its end."""
    return SourceFault(
        "Cannot read the input",
        f"{name}: {error.strerror or error}.",
        "Check that the file is there, that you may read it, and that its disk is well.",
    )


def _not_found(name: str) -> SourceNotFound:
    return SourceNotFound(
        "No such file",
        f"There is no file or folder {name}.",
        "Check the spelling, and the folder that you are in.",
    )


def _try(path: str) -> None:
    """Look whether a named path can be read; what may be read only once is left alone."""
    name = source_name(path)
    if not path:
        raise _not_found("with an empty name")
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            with os.scandir(path):
                return
        if stat.S_ISREG(mode):
            with Path(path).open("rb"):
                return
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _not_found(name) from error
    except OSError as error:
        raise unreadable(name, error) from error


def _sources_at(path: str, stdin: BinaryIO) -> Iterator[Source]:
    if path == STANDARD_INPUT:
        yield Source(STANDARD_INPUT_NAME, lambda: nullcontext(stdin))
    elif Path(path).is_dir():
        yield from _walk(Path(path))
    else:
        yield _file(Path(path))


def _walk(folder: Path) -> Iterator[Source]:
    """Go through a folder; links are followed, but no folder is entered twice.

    A folder that cannot be listed is given as a source that cannot be opened, so it is named.
    """
    closed: list[Source] = []

    def note(error: OSError) -> None:
        closed.append(Source(source_name(error.filename), partial(_refuse_to_open, error)))

    for place, names in _below(folder, note):
        yield from closed
        closed.clear()
        for name in names:
            path = place / name
            if may_hold_traces(name) and not _is_no_file(path):
                yield _file(path, silent=is_silent(name))
    yield from closed


def _below(folder: Path, note: Callable[[OSError], None]) -> Iterator[tuple[Path, list[str]]]:
    """Give a folder and those in it, but for hidden ones, with the names of their files."""
    entered: set[tuple[int, int]] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=note):
        try:
            status = Path(place).stat()
        except OSError as error:
            note(error)
            yield Path(place), []
            continue
        if (status.st_dev, status.st_ino) in entered:
            folders.clear()
            continue
        entered.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield Path(place), sorted(files)


def _is_no_file(path: Path) -> bool:
    """Tell whether what a walk has come across is for sure no file; one that is hidden may be."""
    try:
        return not path.is_file()
    except OSError:
        return False


def _file(path: Path, *, silent: bool = False) -> Source:
    return Source(source_name(path), lambda: path.open("rb"), path, silent)


def _refuse_to_open(error: OSError) -> AbstractContextManager[BinaryIO]:
    raise error
