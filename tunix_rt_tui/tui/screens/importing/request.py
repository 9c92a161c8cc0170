"""What a person wants imported, and how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # formats and sources are loaded when something is imported
    from tunix_rt_tui.library.importing import ImportOptions


class Intaking(NamedTuple):
    """What every import of this run has in common: limits, and where refused records may go."""

    max_bytes: int
    fallback_folder: Path


class ImportRequest(NamedTuple):
    """A file or a folder, as it was typed, and what is to be done with its traces.

    `source` is empty for each file's own name. `mapping` says where records have their texts, and
    is empty where their formats do. With `watch`, what comes later is imported, too.
    """

    typed: str
    source: str = ""
    tags: tuple[str, ...] = ()
    mapping: str = ""
    again: bool = False
    require_reasoning: bool = False
    skip_unanswered: bool = False
    watch: bool = False

    @property
    def path(self) -> str:
        """The path that is meant; `~` is the home folder."""
        try:
            return str(Path(self.typed).expanduser())
        except RuntimeError:  # nobody has such a home: then it is a name like any other
            return self.typed

    def options(self, intaking: Intaking) -> ImportOptions:
        """How the library is to import; `UsageFault` for a word that is no tag, or no mapping."""
        from tunix_rt_tui.formats.contract import ReadingOptions
        from tunix_rt_tui.library.importing import ImportOptions
        from tunix_rt_tui.library.intake.selecting import Selection
        from tunix_rt_tui.library.reading_options import Reading, fields_of
        from tunix_rt_tui.library.tagging import checked_tag

        fields = fields_of(self.mapping) if self.mapping else {}
        return ImportOptions(
            source=self.source or None,
            fallback_folders=(Path(), intaking.fallback_folder),
            reading=Reading(intaking.max_bytes, options=ReadingOptions(fields)),
            selection=Selection(
                require_reasoning=self.require_reasoning, skip_unanswered=self.skip_unanswered
            ),
            tags=tuple(map(checked_tag, self.tags)),
            on_duplicate="add" if self.again else "skip",
        )
