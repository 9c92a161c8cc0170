"""How files are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.formats.contract import ReadingOptions
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES

_FIELDS = ("prompt", "answer", "reasoning")


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    `max_bytes` limits a document. `format` is the id of the one format that records are taken to
    be in; None finds it out for each. `options` are for records that are not canonical.
    """

    max_bytes: int = DEFAULT_MAX_BYTES
    format: str | None = None
    options: ReadingOptions = field(default_factory=ReadingOptions)

    @property
    def columns(self) -> frozenset[str]:
        """The columns by which a table is known that only its owner knows."""
        return frozenset(self.options.fields.values())


def fields_of(mapping: str) -> dict[str, str]:
    """Take `prompt=KEY,answer=KEY,reasoning=KEY` apart; raises `UsageFault` for what is no such."""
    fields: dict[str, str] = {}
    for part in mapping.split(","):
        name, equals, key = (each.strip() for each in part.partition("="))
        if name not in _FIELDS or not equals or not key:
            raise _no_mapping(f"'{part.strip()}' is not one of {', '.join(_FIELDS)} with a key.")
        if name in fields:
            raise _no_mapping(f"'{name}' is named twice.")
        fields[name] = key
    if "prompt" not in fields or len(fields) == 1:
        raise _no_mapping("A trace needs a prompt, and an answer or reasoning.")
    return fields


def _no_mapping(wrong: str) -> UsageFault:
    return UsageFault("Not a mapping", wrong, "Like this: --map prompt=question,answer=output.text")
