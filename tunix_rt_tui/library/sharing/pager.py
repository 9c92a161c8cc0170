"""The program in which a person reads what is longer than the screen."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tunix_rt_tui.errors import UsageFault

_FALLBACKS = ("less", "more")
_SIMPLE_TERMINALS = ("", "dumb", "emacs")
"""Terminals in which nothing can be turned over; a pager that is named is used all the same."""


def pager_command(
    environ: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> list[str]:
    """Name the pager and its options; empty where there is none.

    That is what PAGER names, if it is there. Raises `UsageFault` where that cannot be read.
    """
    named = environ.get("PAGER", "")
    try:
        command = shlex.split(named)
    except ValueError as error:
        raise UsageFault(
            "No such pager", f"PAGER cannot be read ({error}): {named}", "Set it, as in PAGER=less."
        ) from error
    if command and which(command[0]):
        return command
    if environ.get("TERM", "") in _SIMPLE_TERMINALS:
        return []
    return next(([program] for program in _FALLBACKS if which(program)), [])


def waiting(command: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """Have a pager wait for its reader, though all may fit on the screen.

    Many set LESS such that less ends at once then; that option is taken back.
    """
    options = [environ.get("LESS", ""), *command[1:]]
    ends_at_once = Path(command[0]).name == "less" and any("F" in option for option in options)
    return [*command, "-+F"] if ends_at_once else [*command]
