"""What two processes say to each other when one reads ahead, beside the portions."""

from __future__ import annotations

from typing import NamedTuple

from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.library.intake.portions import Portion

STOP = b"."
"""Asks the process to end; where the process that asks is gone, it ends by itself."""


class Ended(NamedTuple):
    """Nothing more is read: it was all, or enough, or something stood in the way.

    `defect` is what went wrong that never should, as Python tells it.
    """

    last: Portion
    fault: TunixError | None = None
    defect: str | None = None
