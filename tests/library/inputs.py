"""Files to import, as tests write them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.support.traces import make_document


def jsonl(documents: Iterable[dict[str, Any] | str]) -> bytes:
    """Documents, or what shall stand in their place, a line each."""
    lines = [
        each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)
        for each in documents
    ]
    return "".join(line + "\n" for line in lines).encode()


def write_numbered(path: Path, numbers: Iterable[int]) -> Path:
    """Write the documents with these numbers as JSON Lines."""
    path.write_bytes(jsonl(make_document(n) for n in numbers))
    return path
