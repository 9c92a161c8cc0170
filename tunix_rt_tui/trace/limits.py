"""The limits that a reasoning trace keeps; characters are Unicode code points."""

from __future__ import annotations

MAX_VERSION_CHARS = 64
MAX_PROMPT_CHARS = 50_000
MAX_ANSWER_CHARS = 50_000
MAX_STEPS = 1_000
MAX_STEP_TYPE_CHARS = 64
MAX_STEP_CHARS = 20_000
MAX_DEPTH = 64
"""Containers inside one another, the document itself being the first."""

DEFAULT_MAX_BYTES = 1_048_576
"""Bytes of a document as received, `TRACE_MAX_BYTES`."""
