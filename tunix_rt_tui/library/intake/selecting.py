"""Which of the traces that were read are taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tunix_rt_tui.trace.shortcomings import shortcomings_of

if TYPE_CHECKING:
    from tunix_rt_tui.library.records import GoodRecord


@dataclass(frozen=True, slots=True)
class Selection:
    """Which traces are taken: all of them, unless something is said.

    What lacks an answer or reasoning is passed over first. Of the rest the first `limit` are read,
    and `sample` of these are drawn, each with the same chance, by a number that `seed` begins; the
    same input with the same seed gives the same sample.
    """

    limit: int | None = None
    sample: int | None = None
    seed: int = 0
    require_reasoning: bool = False
    skip_unanswered: bool = False

    @property
    def leaves_out(self) -> bool:
        """Tell whether anything that was read may be left out."""
        return self.require_reasoning or self.skip_unanswered or self.sample is not None

    def skips(self, record: GoodRecord) -> bool:
        """Tell whether a trace lacks something that is asked for."""
        if not self.require_reasoning and not self.skip_unanswered:
            return False
        lacks = shortcomings_of(record.parsed.trace)
        return (self.require_reasoning and "no reasoning" in lacks) or (
            self.skip_unanswered and "no answer" in lacks
        )
