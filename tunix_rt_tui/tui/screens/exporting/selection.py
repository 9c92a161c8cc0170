"""Which traces can be exported, and what their files are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_PACKED = ".gz"


class Selection(NamedTuple):
    """Traces in the order in which they are written, and how to speak of them.

    `stem` is the name of a file for them, without a suffix.
    """

    name: str
    stem: str
    keys: Sequence[int]


def is_packed(name: str) -> bool:
    """Tell whether a file by this name is compressed by gzip."""
    return name.endswith(_PACKED)


def packed(name: str) -> str:
    """Give the name that a file has when it is compressed."""
    return name + _PACKED


def unpacked(name: str) -> str:
    """Give the name that a file has when it is not compressed."""
    return name.removesuffix(_PACKED)
