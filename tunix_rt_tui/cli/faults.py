"""What a person is told when something goes wrong: two lines on stderr, and an exit code."""

from __future__ import annotations

import os

import click

from tunix_rt_tui.errors import EXIT_INTERRUPTED, TunixError, UsageFault
from tunix_rt_tui.trace.text import drawable


class InterruptedFault(TunixError):
    """A person, or the system, has asked to end."""

    exit_code = EXIT_INTERRUPTED

    def __init__(self, message: str = "Ended before it was done.") -> None:
        super().__init__(
            "Interrupted",
            message,
            "What was committed stays; the same command again does the rest.",
        )


def report(fault: TunixError) -> int:
    """Tell of a fault; returns the exit code that goes with it."""
    lines = f"error: {_folded(f'{fault.title}: {fault.message}')}\nhint: {_folded(fault.hint)}"
    click.echo(lines, err=True)
    return fault.exit_code


def wrong_usage(error: click.UsageError) -> UsageFault:
    """Say in our words what click found wrong with the words of a command."""
    path = error.ctx.command_path if error.ctx else "tunix-rt"
    return UsageFault("Wrong usage", error.format_message(), f"See: {path} --help")


def unforeseen(error: Exception) -> TunixError:
    """Say that there is a defect of ours, and in which file its place was noted."""
    return TunixError(
        "Unforeseen fault",
        f"{type(error).__name__}: {error}",
        f"This is a defect of tunix-rt. Report it with {_noted(error)} and: tunix-rt doctor",
    )


def _noted(error: Exception) -> str:
    """Write the error to the log, and name the log, or why there is none."""
    from tunix_rt_tui.logs import open_log
    from tunix_rt_tui.settings import find_folders

    try:
        log = open_log(find_folders(os.environ).state)
    except TunixError as no_folder:
        return f"these two lines (no log: {no_folder.message})"
    log.exception("unforeseen fault", error)
    log.close()
    return f"these two lines (no log: {log.problem})" if log.problem else str(log.path)


def _folded(text: str) -> str:
    return drawable(" ".join(text.split("\n")).strip(), keep_newlines=False)
