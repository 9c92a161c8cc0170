"""Values of ours as columns of a database, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, SafeUUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNKNOWN = SafeUUID.unknown


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970 in UTC, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(microseconds: int) -> datetime:
    """The moment in UTC."""
    return _EPOCH + timedelta(0, 0, microseconds)


def to_id(stored: str) -> UUID:
    """The id; its two fields are set as they are, since `UUID` checks each text at length.

    What is stored was the text of a `UUID`, and a page has as many of them as rows.
    """
    trace_id = UUID.__new__(UUID)
    object.__setattr__(trace_id, "int", int(stored.replace("-", ""), 16))
    object.__setattr__(trace_id, "is_safe", _UNKNOWN)
    return trace_id
