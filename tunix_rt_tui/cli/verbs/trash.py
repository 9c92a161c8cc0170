"""`delete`, `restore` and `purge`: to the trash, out of it, and for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.progress import ProgressBar
from tunix_rt_tui.cli.querying import find, ids_or_query, query_option, yes_option
from tunix_rt_tui.cli.questions import confirm
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.cli.verbs.reading import write_rows
from tunix_rt_tui.errors import EXIT_DONE, UsageFault
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Scope, Store


@click.command(epilog="Example: tunix-rt delete --query 'source:old.jsonl steps<2'")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@query_option
@yes_option
@click.option("--json", "as_json", is_flag=True, help="One JSON document with the ids.")
@pass_invocation
def delete(
    invocation: Invocation, ids: tuple[str, ...], query: str | None, *, yes: bool, as_json: bool
) -> int:
    """Move traces to the trash.

    Nothing is moved unless each ID, or start of one, names exactly one trace. By a query it is
    asked first, with the number.
    """
    ids_or_query(ids, query, "See: tunix-rt delete --help")
    settings = invocation.settings_for_writing("Traces would be moved to the trash")
    console = Console()
    meant = _find(settings, ids, query, console)
    if query is not None and meant:
        confirm(f"Move {counted(len(meant), 'trace')} to the trash?", yes=yes)
    moved = _move("delete", settings, meant, console)
    _write_ids(console, "deleted", moved, as_json=as_json)
    if not moved:
        console.say("No trace was moved: nothing is found by that query.")
        return EXIT_DONE
    named = f" {moved[0]}" if len(moved) == 1 else " ID..."
    back = invocation.repeated_in(f"tunix-rt restore{named}")
    console.say(f"{counted(len(moved), 'trace')} in the trash now; back with: {back}")
    return EXIT_DONE


@click.command(epilog="Example: tunix-rt restore 3f2a 77b0c1")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@query_option
@click.option("--list", "listed", is_flag=True, help="List what is in the trash; move nothing.")
@click.option("--json", "as_json", is_flag=True, help="JSON with the ids, or a line a trace.")
@pass_invocation
def restore(
    invocation: Invocation,
    ids: tuple[str, ...],
    query: str | None,
    *,
    listed: bool,
    as_json: bool,
) -> int:
    """Move traces out of the trash, to where they were.

    Nothing is moved unless each ID, or start of one, names exactly one trace in the trash.
    """
    if bool(ids) + (query is not None) + listed != 1:
        raise UsageFault(
            "Wrong usage",
            "Give ids to restore, or --query, or --list to see what is in the trash.",
            "See: tunix-rt restore --help",
        )
    console = Console()
    if listed:
        _list_trash(console, invocation.settings(), as_json=as_json)
        return EXIT_DONE
    settings = invocation.settings_for_writing("Traces would be moved out of the trash")
    moved = _move("restore", settings, _find(settings, ids, query, console, "trash"), console)
    _write_ids(console, "restored", moved, as_json=as_json)
    console.say(f"{counted(len(moved), 'trace')} restored")
    return EXIT_DONE


@click.command(epilog="Example: tunix-rt purge --query 'tag:bad' --yes")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@query_option
@yes_option
@click.option("--json", "as_json", is_flag=True, help="One JSON document with the ids.")
@pass_invocation
def purge(
    invocation: Invocation, ids: tuple[str, ...], query: str | None, *, yes: bool, as_json: bool
) -> int:
    """Remove what is in the trash for good.

    All of it, the traces named, or those of a query. Asks first; without a terminal to ask at,
    --yes must be given.
    """
    if ids:
        ids_or_query(ids, query, "See: tunix-rt purge --help")
    settings = invocation.settings_for_writing("Traces would be removed for good")
    console = Console()
    meant = _find(settings, ids, query or "", console, "trash")
    if meant:
        confirm(f"Remove {counted(len(meant), 'trace')} for good?", yes=yes)
    purged = _move("purge", settings, meant, console)
    _write_ids(console, "purged", purged, as_json=as_json)
    console.say(f"{counted(len(purged), 'trace')} removed for good")
    return EXIT_DONE


def _find(
    settings: Settings,
    ids: Sequence[str],
    query: str | None,
    console: Console,
    scope: Scope = "live",
) -> list[UUID]:
    """Name the traces that are meant, by ids where there are any."""
    from tunix_rt_tui.library.identifying import resolve_ids
    from tunix_rt_tui.library.trashing import ids_of

    async def use(store: Store) -> list[UUID]:
        if ids:
            return await resolve_ids(store, ids, scope)
        results = await find(store, query or "", console, scope)
        return await ids_of(store, results.keys)

    return run_with_store(settings, use)


def _move(verb: str, settings: Settings, ids: Sequence[UUID], console: Console) -> list[UUID]:
    """Move traces, with a bar while that takes long."""
    from tunix_rt_tui.library.trashing import move_all

    async def use(store: Store) -> list[UUID]:
        move = {"delete": store.delete, "restore": store.restore, "purge": store.purge}[verb]
        return await move_all(move, ids, bar.count)

    if not ids:
        return []
    with ProgressBar(console, "Moving", None) as bar:
        return run_with_store(settings, use)


def _list_trash(console: Console, settings: Settings, *, as_json: bool) -> None:
    async def use(store: Store) -> int:
        from tunix_rt_tui.library.browsing import ResultSet

        trashed = ResultSet(store, "trash")
        await trashed.load()
        return await write_rows(console, trashed, len(trashed), 0, as_json=as_json)

    if not run_with_store(settings, use):
        console.say("The trash is empty.")


def _write_ids(console: Console, done: str, ids: Sequence[UUID], *, as_json: bool) -> None:
    if as_json:
        console.write_json({done: [str(each) for each in ids]})
    else:
        for each in ids:
            console.write(str(each))
