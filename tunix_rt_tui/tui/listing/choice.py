"""Something to choose."""

from __future__ import annotations

from typing import NamedTuple


class Choice(NamedTuple):
    """Something that can be chosen: what it is called, and a few words about it."""

    label: str
    note: str = ""
