"""What a person is told when something goes wrong: two lines on stderr, and an exit code."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import click

from tunix_rt_tui.cli.console import output_fault, path_text, say
from tunix_rt_tui.errors import EXIT_INTERRUPTED, TunixError, UsageFault
from tunix_rt_tui.trace.text import drawable

_OF_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What the system says of a stream without a name that takes no more, as standard output is."""


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
    say(lines)
    return fault.exit_code


def fault_of(error: Exception) -> TunixError:
    """Say in our words what has ended a command."""
    match error:
        case TunixError():
            return error
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "tunix-rt"
            return UsageFault("Wrong usage", error.format_message(), f"See: {path} --help")
        case click.ClickException():
            return TunixError("Failed", error.format_message(), "See: tunix-rt --help")
        case click.Abort():
            return InterruptedFault()
        case OSError(filename=None, errno=number) if number in _OF_WRITING:
            return output_fault(error)
        case OSError():
            return _refused_by_system(error)
        case _:
            return _unforeseen(error)


def _refused_by_system(error: OSError) -> TunixError:
    """Say what the system has refused, where no part of the program has its own words for it."""
    place = "" if error.filename is None else f"{path_text(Path(str(error.filename)))}: "
    return TunixError(
        "Refused by the system",
        f"{place}{error.strerror or error}.",
        f"Mend that, and run it again. If it should have worked, report it with {_noted(error)}",
    )


def _unforeseen(error: Exception) -> TunixError:
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
