"""A text that may be longer than the screen."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from tunix_rt_tui.cli.console import Console


def write_paged(console: Console, text: str) -> None:
    """Write a text that is safe to draw; in a pager if it goes to a terminal and is longer."""
    from tunix_rt_tui.library.sharing.pager import pager_command

    typed = sys.stdin is not None and sys.stdin.isatty()
    if console.is_terminal and typed and not _fits(text):
        command = pager_command(os.environ)
        if command and _page(command, text):
            return
    console.write_document(text)


def _fits(text: str) -> bool:
    """Tell whether the screen shows all of a text, and the prompt of the shell below it."""
    from rich.cells import cell_len

    width, height = shutil.get_terminal_size()
    lines = text.splitlines()
    return (
        len(lines) < height and sum(max(1, -(-cell_len(line) // width)) for line in lines) < height
    )


def _page(command: Sequence[str], text: str) -> bool:
    """Let a text be read in a pager, and wait for its end; whether it could be started."""
    with _deaf_to_interrupts():
        try:
            pager = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - a person's own
        except OSError:
            return False
        try:
            with suppress(BrokenPipeError):  # it need not be read to its end
                pager.communicate(text.encode())
        except BaseException:
            pager.terminate()
            pager.wait()
            raise
    return True


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Leave ctrl+c to the pager: what a person tells that is none of our business."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
