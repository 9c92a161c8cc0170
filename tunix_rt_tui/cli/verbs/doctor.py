"""`doctor`: one page to paste into a bug report."""

from __future__ import annotations

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.running import run_async
from tunix_rt_tui.errors import EXIT_DONE


@click.command(epilog="Example: tunix-rt doctor > report.txt")
@pass_invocation
def doctor(invocation: Invocation) -> int:
    """Print a page for a bug report, without secrets.

    It tells of versions, terminal, settings, health and soundness. Nothing is changed. No text of
    a trace is on it, secrets are masked, the home folder is written as ~.
    """
    from tunix_rt_tui.cli.examination import examine

    loaded = invocation.load()
    console = Console()
    for line in run_async(lambda: examine(loaded, console)):
        console.write(line)
    return EXIT_DONE
