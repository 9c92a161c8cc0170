"""What goes over to Python programs and back."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from tunix_rt_tui.store.contract import StoredTrace

Path = str | os.PathLike[str]

OnDuplicate = Literal["skip", "keep"]
"""What to do with content that the library has: name the trace that has it, or add it again."""

SOURCE = "python"
"""What traces come from, unless something else is said."""


@dataclass(frozen=True, slots=True)
class LibraryTrace:
    """A trace as it is kept; `document` has `prompt`, `steps`, `final_answer`, perhaps `meta`."""

    id: str
    created_at: datetime
    source: str
    tags: tuple[str, ...]
    document: dict[str, Any]

    @classmethod
    def of(cls, stored: StoredTrace) -> LibraryTrace:
        """Take what the store has."""
        summary = stored.summary
        return cls(
            str(summary.id),
            summary.created_at,
            summary.source,
            summary.tags,
            json.loads(stored.text),
        )
