"""Which journal a database is kept with, and why."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tunix_rt_tui.store.sqlite.filesystem import Filesystem

JournalMode = Literal["auto", "wal", "truncate", "delete"]

Version = tuple[int, int, int]

WAL_MENDED_FROM: Version = (3, 51, 3)
WAL_MENDED_BRANCHES: tuple[Version, ...] = ((3, 50, 7), (3, 44, 6))
"""SQLite before these may lose a commit when two connections reset a write-ahead log at once."""


class JournalChoice(NamedTuple):
    """The mode to ask SQLite for, the reason in words, and what a setting that insists risks."""

    mode: Literal["wal", "truncate", "delete"]
    why: str
    risk: str | None = None


def choose_journal(asked: JournalMode, filesystem: Filesystem, sqlite: Version) -> JournalChoice:
    """Choose WAL only where it is safe: a local filesystem and an SQLite without the reset bug.

    WAL shares memory between processes, which a network filesystem does not offer: there it
    corrupts. A rollback journal that is truncated costs about a millisecond a commit more.
    """
    danger = _danger_of_wal(filesystem, sqlite)
    if asked == "wal":
        return JournalChoice("wal", "as set", danger)
    if asked != "auto":
        return JournalChoice(asked, "as set")
    if danger:
        return JournalChoice("truncate", f"WAL is not safe here: {danger}")
    return JournalChoice("wal", f"{filesystem.kind} is local")


def _danger_of_wal(filesystem: Filesystem, sqlite: Version) -> str | None:
    if not filesystem.local:
        return f"the filesystem is {filesystem}"
    mended = sqlite >= WAL_MENDED_FROM or any(
        branch[:2] == sqlite[:2] and sqlite >= branch for branch in WAL_MENDED_BRANCHES
    )
    if not mended:
        return f"SQLite {'.'.join(map(str, sqlite))} can lose a commit when the log is reset"
    return None
