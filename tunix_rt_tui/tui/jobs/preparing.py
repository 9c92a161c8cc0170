"""Importing ahead, while a person looks at the list, what they are likely to ask for next."""

from __future__ import annotations

import asyncio
from importlib import import_module

_LIKELY = (
    "tunix_rt_tui.tui.jobs.reading",
    "tunix_rt_tui.tui.jobs.editing",
    "tunix_rt_tui.tui.screens.help",
    "tunix_rt_tui.tui.screens.palette",
    "tunix_rt_tui.tui.screens.fetch",
    "tunix_rt_tui.tui.screens.copy_menu",
)
"""What opening a trace, the editor and the dialogs need, most of all pydantic: 0.2 s in all."""


async def prepare() -> None:
    """Import it in a thread, so that keys are answered meanwhile."""
    for name in _LIKELY:
        await asyncio.to_thread(import_module, name)
