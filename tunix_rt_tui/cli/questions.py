"""Asking before something is done that cannot be undone."""

from __future__ import annotations

import sys

import click

from tunix_rt_tui.errors import TunixError, UsageFault
from tunix_rt_tui.trace.text import drawable


def confirm(question: str, *, yes: bool) -> None:
    """Go on only if a person at a terminal says yes, or has said `--yes`.

    Raises `UsageFault` where there is nobody to ask, `TunixError` where the answer is no.
    """
    if yes:
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise UsageFault(
            "Not confirmed", f"{question} There is no terminal to ask at.", "Say so with --yes."
        )
    if not click.confirm(drawable(question), err=True):
        raise TunixError("Not done", "Nothing was changed.", "Run it again to be asked again.")
