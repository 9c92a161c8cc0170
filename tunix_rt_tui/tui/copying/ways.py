"""Which ways out there are for a text, the best first; and what can be said of each afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tunix_rt_tui.tui import words

OSC52_MAX_BYTES = 74_994
"""Bytes that a terminal takes: 100 000 letters of base64 and the sequence around them, as in xterm.

More is dropped by many terminals without a word.
"""

_SSH = ("SSH_CONNECTION", "SSH_TTY")
"""Variables that are set by the server of SSH."""

FindProgram = Callable[[str], str | None]
"""Gives the path of a program by its name, as `shutil.which` does."""


class Tool(NamedTuple):
    """A program that takes the text on its standard input."""

    name: str
    command: tuple[str, ...]


class Terminal(NamedTuple):
    """The terminal itself, told by the sequence OSC 52."""


class File(NamedTuple):
    """A file that only its owner can read."""

    path: Path


Way = Tool | Terminal | File


def ways(
    size: int, environ: Mapping[str, str], *, platform: str, find: FindProgram, file: Path
) -> Iterator[Way]:
    """Give the ways for a text of `size` bytes; whoever takes them stops at one that works.

    A tool is asked only where there is a display that it can reach, and before the terminal, as it
    answers; but over SSH that display may be on another desk, so the terminal comes first. The file
    is always there.
    """
    if environ.get("TMUX"):
        yield from _tool("tmux", find, "load-buffer", "-w", "-")
    tools = list(_tools_of_display(environ, platform, find))
    over_ssh = any(environ.get(name) for name in _SSH)
    if not over_ssh:
        yield from tools
    if _can_be_asked(size, environ):
        yield Terminal()
    if over_ssh:
        yield from tools
    yield File(file)


def told(what: str, size: int, way: Way) -> str:
    """Say what was done, and nothing that cannot be known."""
    measured = f"{what} ({words.size(size)})"
    match way:
        case Terminal():
            return f"Sent {measured} to the terminal; whether it took it cannot be known."
        case File(path):
            return f"Wrote {measured} to {path}, as no clipboard can be reached from here."
        case Tool("tmux"):
            return f"Put {measured} into the buffer of tmux, which offers it to the terminal."
        case Tool(name):
            return f"Gave {measured} to {name}."


def _can_be_asked(size: int, environ: Mapping[str, str]) -> bool:
    """Tell whether OSC 52 may do: tmux drops it by default, and the console of Linux always."""
    dropped = environ.get("TMUX") or environ.get("TERM") == "linux"
    return not dropped and size <= OSC52_MAX_BYTES


def _tools_of_display(
    environ: Mapping[str, str], platform: str, find: FindProgram
) -> Iterator[Tool]:
    if environ.get("WAYLAND_DISPLAY"):
        yield from _tool("wl-copy", find)
    if environ.get("DISPLAY"):
        yield from _tool("xclip", find, "-selection", "clipboard")
    if platform == "darwin":
        yield from _tool("pbcopy", find)


def _tool(name: str, find: FindProgram, *arguments: str) -> Iterator[Tool]:
    path = find(name)
    if path is not None:
        yield Tool(name, (path, *arguments))
