"""What every format that writes is given and gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # who only names the formats needs no model, which is slow to import
    from tunix_rt_tui.trace.model import ReasoningTrace


@dataclass(frozen=True)
class Source:
    """The record that a trace was read from: where it stands, its bytes, its format, and how.

    `raw` is None where the record was the document itself, or is no longer known; `format` is
    None where nobody knows it. `notes` are those of `formats.mapped.Mapped`.
    """

    file: str
    record: int
    raw: bytes | None = None
    format: str | None = None
    notes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outgoing:
    """A trace on its way out, and what is known about it.

    `text` is the document as it was given, which was parsed strictly. `created_at` is by RFC 3339.
    """

    id: str
    created_at: str
    source: str
    tags: tuple[str, ...]
    text: str
    origin: Source | None = None

    @cached_property
    def trace(self) -> ReasoningTrace:
        """The trace, read when it is asked for."""
        from tunix_rt_tui.trace.model import ReasoningTrace

        return ReasoningTrace.model_validate(json.loads(self.text))

    @property
    def notes(self) -> Mapping[str, Any]:
        """How it came about, as far as that is known."""
        return {} if self.origin is None else self.origin.notes


class Written(NamedTuple):
    """What a trace became; empty where that stands in what was written before.

    `remark` says in a few words what is not as the format promises, the same for all traces of
    which that is true, so that they can be counted by it.
    """

    data: bytes
    remark: str | None = None


Write = Callable[[Outgoing], Written]
"""Writes one trace after another."""


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A format to write: how it is known, what a file of it begins with, and how to write it.

    `id` is its public name, the same for reading and writing. `keeps` says in a sentence what of
    a trace is in the file. `suffix` is that of its files, with the dot. `open` is called once
    a file. Where it `is_json`, each line is JSON. `between` stands between two traces.
    """

    id: str
    title: str
    keeps: str
    suffix: str
    open: Callable[[], Write]
    is_json: bool = True
    header: bytes = b""
    between: bytes = b""


def each(write: Write) -> Callable[[], Write]:
    """Make the `open` of a format that writes every trace by itself."""
    return lambda: write


def json_line(value: object) -> bytes:
    """Write a value as a line of JSON Lines."""
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
