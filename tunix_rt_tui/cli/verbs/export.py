"""`export`: traces go out as they came in, or in a format of others."""

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
from tunix_rt_tui.errors import EXIT_DONE, EXIT_SOME_REFUSED, DamagedStore, NotFound
from tunix_rt_tui.library.output_formats import DEFAULT, FORMATS, NAMES, format_named
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.library.exporting import Export, Exported
    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Store
    from tunix_rt_tui.store.salvage import Unread

_EXAMPLE = "Example: tunix-rt export 'tag:good' --format chat.messages -o good.jsonl.gz"
_EPILOG = (
    "\b\nFormats (trace is another name of canonical):\n"
    + "".join(f"  {form.id:<26}{form.title}\n" for form in FORMATS.values())
    + f"\n{_EXAMPLE}"
)


@click.command(cls=QueryCommand, epilog=_EPILOG)
@query_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE|-",
    type=FILES,
    default="-",
    show_default=True,
    help="Where to write; a file is written whole or not at all, by .gz or .zst compressed.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(NAMES),
    metavar="NAME",
    default=DEFAULT.id,
    show_default=True,
    help="One of those below.",
)
@pass_invocation
def export(invocation: Invocation, words: tuple[str, ...], output: str, format_name: str) -> int:
    """Write traces in one of many formats: all, or those that a query finds.

    Oldest first; a query with an order, as in sort:size, gives it to what is written. As canonical
    each document equals, as JSON, the one that came in. What is in the trash stays there. What a
    format cannot hold of some traces is told. Of a damaged store all that can be read is written as
    canonical, what cannot is named, and the exit code is 3.
    """
    from tunix_rt_tui.library.exporting import Export
    from tunix_rt_tui.library.packing import write_packed
    from tunix_rt_tui.library.querying import query_of

    console = Console()
    settings = invocation.settings()
    form = format_named(format_name)
    query = " ".join(words)
    if query:
        query_of(query)

    def run(write: Callable[[bytes], object]) -> Done:
        with ProgressBar(console, "Exporting", None) as bar:
            export = Export(write, bar.count, form)
            return _export(export, query, settings, console, to_file=output != "-")

    if output == "-":
        done = run(console.write_json_line if form.is_json else console.write_foreign)
    else:
        with write_packed(Path(output)) as write:
            done = run(write)
    place = "" if output == "-" else f" to {output}"
    exported = f"{counted(done.exported.written, 'trace')} exported{place}"
    for remark, traces in done.exported.remarks.items():
        console.say(f"{counted(traces, 'trace')} {remark}")
    if done.damage is None:
        console.say(exported)
        return EXIT_DONE
    for line in _unread_lines(done.unread):
        console.say(line)
    console.say(f"{exported}, which is all that can be read. {done.damage}")
    console.say(invocation.repeated_in("Put a backup in its place: tunix-rt db restore BACKUP"))
    return EXIT_SOME_REFUSED


class Done(NamedTuple):
    """What an export has done; `damage` says what is wrong with a damaged store."""

    exported: Exported
    damage: str | None = None
    unread: Sequence[Unread] = ()


def _export(
    export: Export, query: str, settings: Settings, console: Console, *, to_file: bool
) -> Done:
    """Write what is found; `NotFound` where that is nothing, and a file would be made of it."""

    async def run(store: Store) -> None:
        from tunix_rt_tui.library.finding import find_keys, oldest_first

        if not query:
            await export.run(store)
            return
        results = await find_keys(store, query)
        say_passed_over(results, console)
        if to_file and not results:
            raise NotFound(
                "Nothing is found",
                "The query finds no trace; no file was written, and none was replaced.",
                "Try it with: tunix-rt list",
            )
        await export.run_for(store, oldest_first(results))

    try:
        run_with_store(settings, run)
    except DamagedStore as fault:
        if query or not export.can_salvage:
            raise
        unread = run_async(partial(_salvage, export, settings))
        return Done(export.done, fault.message, unread)
    return Done(export.done)


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
