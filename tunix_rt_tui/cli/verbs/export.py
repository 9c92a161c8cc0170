"""`export`: documents go out as they came in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tunix_rt_tui.cli.completing import FILES
from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.progress import ProgressBar
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.errors import EXIT_DONE
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Store


@click.command(epilog="Example: tunix-rt export -o all.jsonl")
@click.option(
    "-o",
    "--output",
    metavar="FILE|-",
    type=FILES,
    default="-",
    show_default=True,
    help="Where to write; a file is written whole or not at all.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["canonical", "trace"]),
    default="canonical",
    show_default=True,
    help="Both names mean JSON Lines of the documents.",
)
@pass_invocation
def export(
    invocation: Invocation,
    output: str,
    format_name: str,  # noqa: ARG001 - there is one format, and both names mean it
) -> int:
    """Write all traces as JSON Lines, oldest first.

    Each document equals, as JSON, the one that came in. What is in the trash stays there.
    """
    from tunix_rt_tui.library.exporting import export_traces
    from tunix_rt_tui.library.targets import write_whole

    console = Console()

    async def use(store: Store) -> int:
        def progress(done: int, total: int) -> None:
            bar.advance_to(done, f"{done:,} of {total:,}")

        total = await store.count()
        with ProgressBar(console, "Exporting", total) as bar:
            if output == "-":
                return await export_traces(store, console.write_json_line, progress=progress)
            with write_whole(Path(output)) as file:
                return await export_traces(store, file.write, progress=progress)

    written = run_with_store(invocation.settings(), use)
    place = "" if output == "-" else f" to {output}"
    console.say(f"{counted(written, 'trace')} exported{place}")
    return EXIT_DONE
