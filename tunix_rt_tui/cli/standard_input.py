"""Standard input as bytes."""

from __future__ import annotations

import io
import sys
from typing import BinaryIO


def standard_input() -> BinaryIO:
    """Standard input as bytes; nothing to read where it is closed."""
    return sys.stdin.buffer if sys.stdin else io.BytesIO()
