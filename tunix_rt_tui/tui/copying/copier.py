"""Takes a text along the first way that works."""

from __future__ import annotations

import asyncio
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tunix_rt_tui.tui.copying.ways import File, Terminal, Tool, Way, ways
from tunix_rt_tui.tui.state.private_file import write_privately

FILE_NAME = "copied.txt"
"""What was copied last where there is no clipboard, in the state folder."""

TOOL_SECONDS = 3.0
"""Time for a tool to take a text; one that waits for a display that is gone would wait for ever."""

Send = Callable[[str], None]
"""Sends a text to the terminal by OSC 52, in order with what is drawn."""


class Copier:
    """Knows the surroundings of the app, and what in them takes a text."""

    def __init__(
        self, environ: Mapping[str, str], folder: Path, *, platform: str = sys.platform
    ) -> None:
        """`folder` is for the file; it is made when it is needed."""
        self._environ = environ
        self._file = folder / FILE_NAME
        self._platform = platform

    async def copy(self, text: str, send: Send) -> Way:
        """Take the text along the first way that works, and tell which; `OSError` if none does."""
        data = text.encode()
        find = partial(shutil.which, path=self._environ.get("PATH"))
        for way in ways(
            len(data), self._environ, platform=self._platform, find=find, file=self._file
        ):
            match way:
                case Tool(_, command) if not await _give(command, data):
                    continue
                case Terminal():
                    send(text)
                case File(path):
                    await asyncio.to_thread(write_privately, path, text)
            return way
        raise AssertionError("the file is always a way")


async def _give(command: tuple[str, ...], data: bytes) -> bool:
    """Give data to a tool, apart from the terminal; whether it took them in time."""
    try:
        tool = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
        )
    except OSError:
        return False
    try:
        await asyncio.wait_for(tool.communicate(data), TOOL_SECONDS)
    except TimeoutError:
        return False
    finally:
        if tool.returncode is None:
            tool.kill()
            await tool.wait()
    return tool.returncode == 0
