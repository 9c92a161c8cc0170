"""`import`: traces come in, from the files of any tool whose format is known."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from os import stat_result
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tunix_rt_tui.cli.account import Account, progress_text
from tunix_rt_tui.cli.completing import FILES
from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.faults import InterruptedFault
from tunix_rt_tui.cli.import_options import import_options, options_of, refuse_to_watch
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.progress import ProgressBar
from tunix_rt_tui.cli.reading_options import reading_options
from tunix_rt_tui.cli.running import run_async, run_with_store
from tunix_rt_tui.cli.standard_input import standard_input
from tunix_rt_tui.errors import EXIT_DONE, EXIT_SOME_REFUSED, SourceFault, TunixError
from tunix_rt_tui.library.telling import FormatLines, Refusals, came_line, passed_over_line

if TYPE_CHECKING:
    from tunix_rt_tui.library.importing import ImportOptions
    from tunix_rt_tui.library.intake.taking import ImportListener
    from tunix_rt_tui.library.intake.tally import ImportSummary
    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Store

Say = Callable[[str], None]
"""Tells a line to a person."""

_Run = Callable[
    ["Settings", Sequence[str], "ImportOptions", "ImportListener", Say], "ImportSummary"
]
"""Imports, rehearses or watches, and tells a listener how it goes."""

_ARE_KEPT = "in the file of refused records that is named at the end"
_WOULD_BE_KEPT = "an import would keep them in a file"
"""Where refused records are that are not named one by one."""


@click.command("import", epilog="Example: tunix-rt import --source nightly run1.jsonl")
@click.argument("paths", metavar="FILE|DIR|-...", type=FILES, nargs=-1, required=True)
@reading_options
@import_options
@click.option("--dry-run", is_flag=True, help="Tell what would happen; write nothing.")
@click.option("--watch", is_flag=True, help="Go on with what comes into these files and folders.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document with the counts.")
@pass_invocation
def import_(
    invocation: Invocation,
    /,
    paths: tuple[str, ...],
    *,
    dry_run: bool,
    watch: bool,
    as_json: bool,
    **chosen: Any,
) -> int:
    """Add traces from files, folders or standard input (-).

    Content that the store has already is not added again, so the same command can be repeated. A
    refused record never holds up the others: it is named, set aside, and the exit code is 3.
    """
    from tunix_rt_tui.library.intake.garbage import collecting_rarely

    loaded = invocation.load() if dry_run else invocation.load_for_writing("Traces would be added")
    options = replace(options_of(loaded, chosen), keeps_ids=as_json)
    console = Console()
    account = Account(invocation, rehearsed=dry_run, tells_skipped=options.selection.leaves_out)
    run: _Run = _rehearsing if dry_run else _importing
    if watch:
        refuse_to_watch(paths, options, dry_run=dry_run)
        run = _watching
    try:
        title = "Watching (ctrl+c ends it)" if watch else "Importing"
        bar = ProgressBar(console, title, None if watch else _total_size(paths))
        with collecting_rarely(), bar, _heard(options, account, bar) as listener:
            summary = run(loaded.settings, paths, options, listener, bar.say)
        if (others := passed_over_line(paths)) is not None:
            console.say(others)
    except InterruptedFault as interrupt:
        account.give(console, as_json=as_json)
        ended = "Watching was ended" if watch else "Ended before it was done"
        raise InterruptedFault(f"{ended}; {account.added()}.") from interrupt
    except TunixError:
        account.give(console, as_json=as_json)
        raise
    account.give(console, as_json=as_json)
    if summary.stopped:
        raise SourceFault(
            "Stopped at a refused record",
            f"It is named above; before it, {account.added()}.",
            "Mend it and run the same again, or let the rest go on: --on-error quarantine",
        )
    return EXIT_SOME_REFUSED if summary.refused else EXIT_DONE


@contextmanager
def _heard(options: ImportOptions, account: Account, bar: ProgressBar) -> Iterator[ImportListener]:
    """Tell how an import goes, line by line and on the bar, to the end of the block."""
    from tunix_rt_tui.library.intake.taking import ImportListener

    keeps = options.on_error == "quarantine"
    others = _WOULD_BE_KEPT if account.rehearsed else _ARE_KEPT
    refusals = Refusals(bar.say, all_named=not keeps, others=others if keeps else "")
    formats = FormatLines(bar.say)

    def progress(summary: ImportSummary) -> None:
        account.summary = summary
        bar.advance_to(summary.read, progress_text(summary))

    def read(file: str, found: Mapping[str, int]) -> None:
        refusals.end_file()
        formats.tell(file, found)

    try:
        yield ImportListener(progress, refusals.name, read)
    finally:
        refusals.end_file()
        formats.end()


def _importing(
    settings: Settings,
    paths: Sequence[str],
    options: ImportOptions,
    listener: ImportListener,
    _say: Say,
) -> ImportSummary:
    from tunix_rt_tui.library.importing import import_records

    async def use(store: Store) -> ImportSummary:
        stdin = standard_input()
        return await import_records(store, paths, options, stdin=stdin, listener=listener)

    return run_with_store(settings, use, make=True)


def _rehearsing(
    settings: Settings,
    paths: Sequence[str],
    options: ImportOptions,
    listener: ImportListener,
    _say: Say,
) -> ImportSummary:
    from tunix_rt_tui.bootstrap import open_known
    from tunix_rt_tui.library.rehearsing import rehearse_import

    async def body() -> ImportSummary:
        async with open_known(settings) as known:
            stdin = standard_input()
            return await rehearse_import(known, paths, options, stdin=stdin, listener=listener)

    return run_async(body)


def _watching(
    settings: Settings,
    paths: Sequence[str],
    options: ImportOptions,
    listener: ImportListener,
    say: Say,
) -> ImportSummary:
    from tunix_rt_tui.library.watching import WatchListener, watch_import

    watcher = WatchListener(
        followed=lambda file: say(f"following {file}"), came=lambda came: say(came_line(came))
    )

    async def use(store: Store) -> NoReturn:
        await watch_import(store, paths, options, listener=listener, watcher=watcher)

    return run_with_store(settings, use, make=True)


def _total_size(paths: Sequence[str]) -> int | None:
    """Bytes of all inputs; None where they cannot be known before they are read."""
    try:
        found = [Path(path).stat() for path in paths]
    except OSError:  # finding the sources will say what is wrong
        return None
    return sum(each.st_size for each in found) if all(map(_is_file, found)) else None


def _is_file(found: stat_result) -> bool:
    return stat.S_ISREG(found.st_mode)
