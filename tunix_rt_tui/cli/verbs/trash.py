"""`delete`, `restore` and `purge`: to the trash, out of it, and for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.questions import confirm
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.cli.verbs.reading import write_rows
from tunix_rt_tui.errors import EXIT_DONE, UsageFault
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Store


@click.command(epilog="Example: tunix-rt delete 3f2a 77b0c1")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document with the ids.")
@pass_invocation
def delete(invocation: Invocation, ids: tuple[str, ...], *, as_json: bool) -> int:
    """Move traces to the trash.

    Nothing is moved unless each ID, or start of one, names exactly one trace.
    """
    from tunix_rt_tui.library.trashing import delete_traces

    async def use(store: Store) -> list[UUID]:
        return await delete_traces(store, ids)

    settings = invocation.settings_for_writing("Traces would be moved to the trash")
    console = Console()
    moved = run_with_store(settings, use)
    _write_ids(console, "deleted", moved, as_json=as_json)
    named = f" {moved[0]}" if len(moved) == 1 else " ID..."
    back = invocation.repeated_in(f"tunix-rt restore{named}")
    console.say(f"{counted(len(moved), 'trace')} in the trash now; back with: {back}")
    return EXIT_DONE


@click.command(epilog="Example: tunix-rt restore 3f2a 77b0c1")
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--list", "listed", is_flag=True, help="List what is in the trash; move nothing.")
@click.option("--json", "as_json", is_flag=True, help="JSON with the ids, or a line a trace.")
@pass_invocation
def restore(invocation: Invocation, ids: tuple[str, ...], *, listed: bool, as_json: bool) -> int:
    """Move traces out of the trash, to where they were.

    Nothing is moved unless each ID, or start of one, names exactly one trace in the trash.
    """
    from tunix_rt_tui.library.trashing import restore_traces

    if listed == bool(ids):
        raise UsageFault(
            "Wrong usage",
            "Give ids to restore, or --list to see what is in the trash.",
            "See: tunix-rt restore --help",
        )
    console = Console()
    if listed:
        _list_trash(console, invocation.settings(), as_json=as_json)
        return EXIT_DONE

    async def use(store: Store) -> list[UUID]:
        return await restore_traces(store, ids)

    settings = invocation.settings_for_writing("Traces would be moved out of the trash")
    moved = run_with_store(settings, use)
    _write_ids(console, "restored", moved, as_json=as_json)
    console.say(f"{counted(len(moved), 'trace')} restored")
    return EXIT_DONE


@click.command(epilog="Example: tunix-rt purge --yes")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document with the ids.")
@pass_invocation
def purge(invocation: Invocation, ids: tuple[str, ...], *, yes: bool, as_json: bool) -> int:
    """Remove what is in the trash for good.

    All of it, or the traces named. Asks first; without a terminal to ask at, --yes must be given.
    """
    from tunix_rt_tui.library.identifying import resolve_ids
    from tunix_rt_tui.library.trashing import ids_in_trash, purge_traces

    async def find(store: Store) -> list[UUID]:
        return await resolve_ids(store, ids, "trash") if ids else await ids_in_trash(store)

    async def use(store: Store) -> list[UUID]:
        return await purge_traces(store, found)

    settings = invocation.settings_for_writing("Traces would be removed for good")
    console = Console()
    found = run_with_store(settings, find)
    if found:
        confirm(f"Remove {counted(len(found), 'trace')} for good?", yes=yes)
        found = run_with_store(settings, use)
    _write_ids(console, "purged", found, as_json=as_json)
    console.say(f"{counted(len(found), 'trace')} removed for good")
    return EXIT_DONE


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
