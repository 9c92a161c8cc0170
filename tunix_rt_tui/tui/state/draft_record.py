"""A draft as it stands in its file: a text, and who typed it, where, when and for which store."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple


class DraftRecord(NamedTuple):
    """What a file of a draft says.

    `started` is when the process began, in the kernel's own count; `ended` says that its app has
    left in order, so that nobody need wait for it to be taken for gone.
    """

    host: str
    pid: int
    started: str
    store: str
    saved_at: datetime
    text: str
    ended: bool = False

    def encode(self) -> str:
        """Write it as JSON, in ASCII."""
        return json.dumps(self._asdict() | {"saved_at": self.saved_at.isoformat()})


def decode_draft(written: bytes) -> DraftRecord | None:
    """Read a draft; None for whatever is none, be it made on purpose."""
    try:
        found = json.loads(written)
        moment = datetime.fromisoformat(found["saved_at"]).astimezone(UTC)
        record = DraftRecord(
            _text(found["host"]),
            _number(found["pid"]),
            _text(found["started"]),
            _text(found["store"]),
            moment,
            _text(found["text"]),
            ended=found.get("ended") is True,
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    return record


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise TypeError


def _number(value: Any) -> int:
    if isinstance(value, int):
        return value
    raise TypeError
