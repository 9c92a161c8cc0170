"""What is wrong with a query."""

from __future__ import annotations

from typing import NamedTuple


class QueryProblem(NamedTuple):
    """Where a query goes wrong, what is wrong there, and what would be right.

    `column` counts characters from 1; `end` is the column behind the last one that is meant.
    """

    column: int
    end: int
    message: str
    hint: str
