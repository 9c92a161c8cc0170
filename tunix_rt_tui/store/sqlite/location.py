"""The file of a database and its folder: checks, and making both, private to the user."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tunix_rt_tui.errors import ReadOnlyStore, StoreFault
from tunix_rt_tui.store.sqlite.faults import os_fault

FILE_MODE = 0o600
FOLDER_MODE = 0o700

COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database file, by the ends of their names."""


def companions(path: Path) -> list[Path]:
    """Name the files that SQLite may keep beside a database."""
    return [beside(path, end) for end in COMPANIONS]


def beside(path: Path, end: str) -> Path:
    """Name a file beside a database, by the end of its name; where a link leads, as SQLite does."""
    return real_path(path).with_name(real_path(path).name + end)


def real_path(path: Path) -> Path:
    """Go where links lead; where they lead in a circle the path stays as it is."""
    return Path(os.path.realpath(path))


def size_on_disk(path: Path) -> int:
    """Count the bytes of a database and of what is beside it."""
    total = 0
    for file in (path, *companions(path)):
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def no_store_at(path: Path) -> StoreFault:
    """Say that there is no store at a place, and who would make one."""
    return StoreFault(
        "No store there",
        f"There is no store at {path}.",
        "Check the path; what makes a store there is the app, or: tunix-rt import FILE",
    )


def check_readable(path: Path) -> None:
    """Raise `StoreFault` unless there is a file that can be read."""
    try:
        exists, folder = path.exists(), path.is_dir()
    except OSError as error:
        raise os_fault(error, path) from error
    if not exists:
        raise no_store_at(path)
    _refuse_folder(path, is_folder=folder)
    if not os.access(path, os.R_OK):
        raise StoreFault(
            "Store not readable",
            f"The database {path} may not be read by this user.",
            "Ask its owner for the right to read it, or choose another with --db.",
        )


def prepare_for_writing(path: Path) -> None:
    """Make the file and its folders where they are missing, and see that both can be written.

    SQLite makes and removes a journal beside the file, so the folder counts as well. Raises
    `ReadOnlyStore` or `StoreFault` that names what stands in the way.
    """
    prepare_folder(path)
    try:
        if not path.exists():
            with suppress(FileExistsError):  # another program that starts just now was quicker
                create_private(path)
    except OSError as error:
        raise os_fault(error, path) from error
    _check_writable("file", path, path)
    check_folder(path)


def prepare_folder(path: Path) -> None:
    """Make the folders that a database is to be in, where they are missing."""
    try:
        _make_folders(path.parent)
        _refuse_folder(path, is_folder=path.is_dir())
    except OSError as error:
        raise os_fault(error, path) from error


def check_folder(path: Path) -> None:
    """Raise `ReadOnlyStore` unless files can be made beside a database."""
    _check_writable("folder", real_path(path).parent, path)


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read; `FileExistsError` if there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))


def sync_folder(folder: Path) -> None:
    """Make renames in a folder outlast a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def stamp(moment: datetime) -> str:
    """Write a moment so that it can be part of a file name, and sorts."""
    return f"{moment:%Y%m%dT%H%M%S.%fZ}"


def _check_writable(what: str, place: Path, path: Path) -> None:
    if not os.access(place, os.R_OK | os.W_OK):
        raise ReadOnlyStore(
            f"Store {what} is read-only",
            f"The {what} {place} may not be written, so nothing can be kept in {path}.",
            "Open it with --read-only, or choose another place with --db.",
        )


def _make_folders(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def _refuse_folder(path: Path, *, is_folder: bool) -> None:
    if is_folder:
        raise StoreFault(
            "Not a file",
            f"{path} is a folder, and a store is a file.",
            f"Name a file in it, for example: --db {path / 'traces.db'}",
        )
