"""`health`: how the store, the API and RediAI are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.running import run_async
from tunix_rt_tui.errors import EXIT_DONE, EXIT_FAILED

if TYPE_CHECKING:
    from tunix_rt_tui.health.report import Health, HealthReport


@click.command(epilog="Example: tunix-rt health --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@pass_invocation
def health(invocation: Invocation, *, as_json: bool) -> int:
    """Ask the store, the API and RediAI how they are.

    The exit code is 0 only if all that is configured is healthy, otherwise 1.
    """
    from tunix_rt_tui.bootstrap import utc_now
    from tunix_rt_tui.cli.checkup import look
    from tunix_rt_tui.health.document import as_json as report_document
    from tunix_rt_tui.health.telling import as_lines

    settings = invocation.settings()
    console = Console()
    report = run_async(lambda: look(settings))
    if as_json:
        console.write_json(report_document(report))
    else:
        for line in as_lines(report, utc_now()):
            console.write(line)
    down = [one for one in _all(report) if one.status not in ("healthy", "not configured")]
    return EXIT_FAILED if down else EXIT_DONE


def _all(report: HealthReport) -> tuple[Health, Health, Health]:
    return report.store, report.api, report.rediai
