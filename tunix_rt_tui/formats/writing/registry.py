"""The formats that are written from a trace and its origin, in the order they are offered."""

from __future__ import annotations

from tunix_rt_tui.formats.writing import tunix_rt
from tunix_rt_tui.formats.writing.chat import CHAT
from tunix_rt_tui.formats.writing.contract import OutputFormat
from tunix_rt_tui.formats.writing.documents import CANONICAL, ORIGINAL
from tunix_rt_tui.formats.writing.prompt_completion import PROMPT_COMPLETION
from tunix_rt_tui.formats.writing.sharegpt import SHAREGPT
from tunix_rt_tui.formats.writing.summary import CSV

OUTPUT_FORMATS: tuple[OutputFormat, ...] = (
    CANONICAL,
    ORIGINAL,
    CHAT,
    PROMPT_COMPLETION,
    SHAREGPT,
    tunix_rt.TRACE,
    tunix_rt.TUNIX_SFT,
    tunix_rt.TRAINING_EXAMPLE,
    CSV,
)
