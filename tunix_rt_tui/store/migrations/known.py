"""The revisions that this program knows, so that looking at a database does not load Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

BASE = "base"
"""What Alembic calls the state before the first revision: no tables."""

HEAD = "head"
"""What Alembic calls the newest revision."""


class History(NamedTuple):
    """The revisions of one kind of database, oldest first, each with what it brings.

    `folder` holds their files.
    """

    folder: Path
    revisions: tuple[tuple[str, str], ...]

    @property
    def head(self) -> str:
        """The newest revision."""
        return self.revisions[-1][0]

    def place(self, revision: str) -> int:
        """Where a revision comes in the history, `base` before all; ValueError for none of it."""
        return (BASE, *(name for name, _ in self.revisions)).index(revision)


SQLITE = History(
    folder=Path(__file__).parent / "versions" / "sqlite",
    revisions=(
        (
            "0001",
            "traces with their payloads, step types, facts, tags, origins and full-text index",
        ),
        ("0002", "what prompts and answers have in common, and saved views"),
        ("0003", "how long traces are, in characters and in tokens"),
        ("0004", "in which format traces came, and what was noted when they were read"),
        ("0005", "what traces lack: an answer, their end, or reasoning"),
    ),
)

POSTGRES = History(
    folder=Path(__file__).parent / "versions" / "postgres",
    revisions=(
        ("0001", "traces with all that is known about them, the index of words, and views"),
    ),
)
