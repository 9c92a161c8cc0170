"""Text as it is drawn, and how parts of it look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Look = Literal["title", "strong", "emphasis", "struck", "code", "link", "formula"]


class Span(NamedTuple):
    """From which to before which character something looks so."""

    start: int
    end: int
    look: Look


class Drawn(NamedTuple):
    """Text, safe to draw; its spans are in order and do not overlap."""

    text: str
    spans: Sequence[Span] = ()
