"""What an import has done, told to people and to programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunix_rt_tui.cli.console import Console, path_text
from tunix_rt_tui.trace.words import counted, number

if TYPE_CHECKING:
    from tunix_rt_tui.cli.invocation import Invocation
    from tunix_rt_tui.library.intake.tally import ImportSummary

TRASHED_NAMED = 5
"""Ids of the trash that are named after an import; `--json` names none, a script has the counts."""


@dataclass(slots=True)
class Account:
    """The newest counts of an import; `rehearsed` says that nothing was written.

    `tells_skipped` says that traces may have been passed over, and how many.
    """

    invocation: Invocation
    rehearsed: bool
    tells_skipped: bool = False
    summary: ImportSummary | None = None

    def give(self, console: Console, *, as_json: bool) -> None:
        """Tell what was done, if anything was begun."""
        if self.summary is None:
            return
        if as_json:
            console.write_json(self._document(self.summary))
        for line in self._lines(self.summary):
            console.say(line)

    def added(self) -> str:
        """Say how many traces are, or would be, added."""
        added = counted(self.summary.added if self.summary else 0, "trace")
        return f"{added} would have been added" if self.rehearsed else f"{added} had been added"

    def _lines(self, summary: ImportSummary) -> Iterator[str]:
        would = "would be " if self.rehearsed else ""
        skipped = f", {number(summary.skipped)} skipped" if self.tells_skipped else ""
        yield (
            f"{counted(summary.added, 'trace')} {would}added, "
            f"{counted(summary.duplicate, 'duplicate')}, {number(summary.refused)} refused{skipped}"
        )
        if summary.rejects:
            yield f"Refused records are kept in {path_text(summary.rejects)}"
        if summary.trashed:
            named = " ".join(str(each) for each in summary.trashed[:TRASHED_NAMED])
            more = "" if len(summary.trashed) <= TRASHED_NAMED else " … (restore --list names all)"
            back = self.invocation.repeated_in(f"tunix-rt restore {named}")
            yield (
                f"{counted(len(summary.trashed), 'duplicate')} in the trash, to be brought back"
                f" with: {back}{more}"
            )
        for about, times in summary.warnings.items():
            yield f"warning: {about}, {counted(times, 'time')}"

    def _document(self, summary: ImportSummary) -> dict[str, object]:
        document: dict[str, object] = {
            "format": summary.format,
            "added": summary.added,
            "duplicate": summary.duplicate,
            "refused": summary.refused,
            "ids": [str(each) for each in summary.ids],
            "rejects": path_text(summary.rejects) if summary.rejects else None,
        }
        return document | {"skipped": summary.skipped} if self.tells_skipped else document


def progress_text(summary: ImportSummary) -> str:
    """The counts in a few words."""
    new, known, refused = map(number, (summary.added, summary.duplicate, summary.refused))
    return f"{new} added, {known} duplicates, {refused} refused"
