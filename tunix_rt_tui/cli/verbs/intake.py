"""`validate` and `import`: documents come in, or are judged as if they did."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tunix_rt_tui.cli.account import Account, progress_text
from tunix_rt_tui.cli.completing import FILES
from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.faults import InterruptedFault
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.progress import ProgressBar
from tunix_rt_tui.cli.running import run_async, run_with_store
from tunix_rt_tui.errors import EXIT_DONE, EXIT_SOME_REFUSED, SourceFault, TunixError
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.library.importing import ImportListener, ImportOptions, OnError
    from tunix_rt_tui.library.reading import RefusedRecord
    from tunix_rt_tui.library.tally import ImportSummary
    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Store
    from tunix_rt_tui.trace.parsing import Problem


@click.command(epilog="Example: tunix-rt validate run1.jsonl more/ -")
@click.argument("paths", metavar="FILE|DIR|-...", type=FILES, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document a record.")
@pass_invocation
def validate(invocation: Invocation, paths: tuple[str, ...], *, as_json: bool) -> int:
    """Check documents and name every problem; writes nothing.

    A file is known by its content: one document, a JSON array of them, or JSON Lines. What is
    refused is named as file:line:column, and the exit code is then 3.
    """
    from tunix_rt_tui.library.describing import describe_record
    from tunix_rt_tui.library.validating import validate_records

    settings = invocation.settings()
    console = Console()
    good = refused = 0
    for record in validate_records(paths, _stdin(), max_bytes=settings.trace_max_bytes):
        if record.problems:
            refused += 1
        else:
            good += 1
        if as_json:
            console.write_json(describe_record(record))
        else:
            for problem in record.problems:
                console.write(_line(record.file, problem))
            for warning in record.warnings:
                console.write(_line(record.file, warning, "warning: "))
    records = counted(good + refused, "record")
    console.say(f"{records}: {good} good, {refused} refused" if good + refused else "no records")
    return EXIT_SOME_REFUSED if refused else EXIT_DONE


@click.command("import", epilog="Example: tunix-rt import --source nightly run1.jsonl")
@click.argument("paths", metavar="FILE|DIR|-...", type=FILES, nargs=-1, required=True)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["auto", "canonical"]),
    default="auto",
    show_default=True,
    help="What the records are.",
)
@click.option("--source", metavar="NAME", help="Where the traces come from [default: file name].")
@click.option(
    "--on-error",
    type=click.Choice(["quarantine", "skip", "stop"]),
    default="quarantine",
    show_default=True,
    help="Keep a refused record in NAME.rejects.jsonl, only name it, or end there.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document with the counts.")
@pass_invocation
def import_(
    invocation: Invocation,
    paths: tuple[str, ...],
    *,
    format_name: str,  # noqa: ARG001 - there is one format, and both names mean it
    source: str | None,
    on_error: OnError,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Add traces from files, folders or standard input (-).

    Content that the store has already is not added again, so the same command can be repeated. A
    refused record never holds up the others: it is named, set aside, and the exit code is 3.
    """
    from tunix_rt_tui.library.importing import ImportListener, ImportOptions

    loaded = invocation.load() if dry_run else invocation.load_for_writing("Traces would be added")
    console = Console()
    options = ImportOptions(
        source=source.encode("utf-8", "replace").decode() if source else None,
        on_error=on_error,
        max_bytes=loaded.settings.trace_max_bytes,
        fallback_folders=(Path(), loaded.folders.state),
    )
    account = Account(invocation, rehearsed=dry_run)

    def progress(summary: ImportSummary) -> None:
        account.summary = summary
        bar.advance_to(summary.read, progress_text(summary))

    def refused(record: RefusedRecord) -> None:
        for problem in record.problems:
            bar.say(_line(record.file, problem))

    run = _rehearse if dry_run else _import
    try:
        with ProgressBar(console, "Importing", _total_size(paths)) as bar:
            summary = run(loaded.settings, paths, options, ImportListener(progress, refused))
    except InterruptedFault as interrupt:
        account.give(console, as_json=as_json)
        message = f"Ended before it was done; {account.added()}."
        raise InterruptedFault(message) from interrupt
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


def _import(
    settings: Settings, paths: Sequence[str], options: ImportOptions, listener: ImportListener
) -> ImportSummary:
    from tunix_rt_tui.library.importing import import_records

    async def use(store: Store) -> ImportSummary:
        return await import_records(store, paths, options, stdin=_stdin(), listener=listener)

    return run_with_store(settings, use, make=True)


def _rehearse(
    settings: Settings, paths: Sequence[str], options: ImportOptions, listener: ImportListener
) -> ImportSummary:
    from tunix_rt_tui.bootstrap import open_known
    from tunix_rt_tui.library.rehearsing import rehearse_import

    async def body() -> ImportSummary:
        async with open_known(settings) as known:
            return await rehearse_import(known, paths, options, stdin=_stdin(), listener=listener)

    return run_async(body)


def _stdin() -> BinaryIO:
    """Standard input as bytes; nothing to read where it is closed."""
    return sys.stdin.buffer if sys.stdin else io.BytesIO()


def _line(file: str, problem: Problem, kind: str = "") -> str:
    """One problem as compilers tell of theirs, so that editors can jump to it."""
    place = [file]
    if problem.line is not None:
        place += [str(problem.line), str(problem.column)]
    path = f" ({problem.path})" if problem.path else ""
    return f"{':'.join(place)}: {kind}{problem.code} {problem.message}{path}".replace("\n", "␊")


def _total_size(paths: Sequence[str]) -> int | None:
    """Bytes of all inputs; None where they cannot be known before they are read."""
    try:
        found = [Path(path).stat() for path in paths]
    except OSError:  # finding the sources will say what is wrong
        return None
    return sum(each.st_size for each in found) if all(map(_is_file, found)) else None


def _is_file(found: os.stat_result) -> bool:
    return stat.S_ISREG(found.st_mode)
