"""`export`: documents go out as they came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tunix_rt_tui.cli.completing import FILES
from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.progress import ProgressBar
from tunix_rt_tui.cli.querying import QueryCommand, query_argument, say_passed_over
from tunix_rt_tui.cli.running import run_async, run_with_store
from tunix_rt_tui.errors import EXIT_DONE, EXIT_SOME_REFUSED, DamagedStore
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.library.exporting import Export
    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Store
    from tunix_rt_tui.store.salvage import Unread


@click.command(cls=QueryCommand, epilog="Example: tunix-rt export 'tag:good' -o good.jsonl")
@query_argument
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
    words: tuple[str, ...],
    output: str,
    format_name: str,  # noqa: ARG001 - there is one format, and both names mean it
) -> int:
    """Write traces as JSON Lines, oldest first: all, or those that a query finds.

    A query with an order, as in sort:size, gives it to what is written. Each document equals, as
    JSON, the one that came in. What is in the trash stays there. Of a damaged store all that can be
    read is written, what cannot is named, and the exit code is 3.
    """
    from tunix_rt_tui.library.exporting import Export
    from tunix_rt_tui.library.querying import query_of
    from tunix_rt_tui.library.targets import write_whole

    console = Console()
    settings = invocation.settings()
    query = " ".join(words)
    if query:
        query_of(query)

    def run(write: Callable[[bytes], object]) -> Exported:
        with ProgressBar(console, "Exporting", None) as bar:
            return _export(Export(write, bar.count), query, settings, console)

    if output == "-":
        done = run(console.write_json_line)
    else:
        with write_whole(Path(output)) as file:
            done = run(file.write)
    place = "" if output == "-" else f" to {output}"
    if done.damage is None:
        console.say(f"{counted(done.written, 'trace')} exported{place}")
        return EXIT_DONE
    for line in _unread_lines(done.unread):
        console.say(line)
    console.say(
        f"{counted(done.written, 'trace')} exported{place}, which is all that can be read."
        f" {done.damage}"
    )
    console.say(invocation.repeated_in("Put a backup in its place: tunix-rt db restore BACKUP"))
    return EXIT_SOME_REFUSED


class Exported(NamedTuple):
    """What an export has done; `damage` says what is wrong with a damaged store."""

    written: int
    damage: str | None = None
    unread: Sequence[Unread] = ()


def _export(export: Export, query: str, settings: Settings, console: Console) -> Exported:
    async def run(store: Store) -> None:
        from tunix_rt_tui.library.finding import find_keys, oldest_first

        if not query:
            await export.run(store)
            return
        results = await find_keys(store, query)
        say_passed_over(results, console)
        await export.run_for(store, oldest_first(results))

    try:
        run_with_store(settings, run)
    except DamagedStore as fault:
        if query:
            raise
        unread = run_async(partial(_salvage, export, settings))
        return Exported(export.written, fault.message, unread)
    return Exported(export.written)


async def _salvage(export: Export, settings: Settings) -> list[Unread]:
    from tunix_rt_tui.bootstrap import open_salvage

    async with open_salvage(settings) as salvage:
        return await export.salvage(salvage)


def _unread_lines(unread: Sequence[Unread]) -> Iterator[str]:
    """Name what could not be read: traces by their ids, else the numbers that they may have."""
    for trace_id, group in groupby(unread, lambda each: each.id):
        numbers = [each.seq for each in group]
        if trace_id is not None:
            yield f"not read: trace {trace_id} (number {numbers[0]})"
            continue
        for first, last in _ranges(numbers):
            yield (
                f"not read: number {first}"
                if first == last
                else (f"not read: numbers {first} to {last}, as far as there were traces")
            )


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of numbers without a gap."""
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        together = [number for _, number in run]
        yield together[0], together[-1]
