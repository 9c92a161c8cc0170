"""`tag`: words that people put on traces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.progress import ProgressBar
from tunix_rt_tui.cli.querying import find, ids_or_query, query_option, yes_option
from tunix_rt_tui.cli.questions import confirm
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.errors import EXIT_DONE, UsageFault
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.settings import Settings
    from tunix_rt_tui.store.contract import Store, TagChange


@click.command(epilog="Example: tunix-rt tag --add wrong --query 'answer:42 meta.reward<0.5'")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@query_option
@click.option("--add", "added", metavar="TAG", multiple=True, help="Put a tag on.")
@click.option("--remove", "removed", metavar="TAG", multiple=True, help="Take a tag off.")
@click.option("--rename", nargs=2, metavar="OLD NEW", help="Put NEW in the place of OLD.")
@click.option("--list", "listed", is_flag=True, help="List all tags, with how many have them.")
@yes_option
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@pass_invocation
def tag(
    invocation: Invocation,
    ids: tuple[str, ...],
    query: str | None,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    rename: tuple[str, str] | None,
    *,
    listed: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Put tags on traces, and take them off.

    On the traces named or, with the number asked first, on those that a query finds.
    """
    from tunix_rt_tui.library.tagging import checked_tag, tagged_traces

    console = Console()
    if bool(added or removed) + (rename is not None) + listed != 1:
        raise UsageFault(
            "Wrong usage",
            "Say one thing to do: --add and --remove, --rename, or --list.",
            "See: tunix-rt tag --help",
        )
    if listed:
        _list_tags(console, invocation.settings(), as_json=as_json)
        return EXIT_DONE
    settings = invocation.settings_for_writing("Tags would be changed")
    if rename is not None:
        done = _rename(settings, *rename)
    else:
        ids_or_query(ids, query, "See: tunix-rt tag --help")
        tags = [checked_tag(one) for one in added]
        keys = _find(settings, ids, query, console)
        if query is not None and keys:
            confirm(f"Change the tags of {counted(len(keys), 'trace')}?", yes=yes)
        done = _change(settings, keys, tags, removed, console)
    changed = tagged_traces(done)
    if as_json:
        console.write_json({"changed": changed})
    console.say(f"tags of {counted(changed, 'trace')} changed")
    return EXIT_DONE


def _list_tags(console: Console, settings: Settings, *, as_json: bool) -> None:
    async def use(store: Store) -> dict[str, int]:
        return await store.count_tags()

    counts = run_with_store(settings, use)
    if as_json:
        console.write_json(counts)
        return
    for name, count in counts.items():
        console.write_fields((name, str(count)))
    if not counts:
        console.say("No trace has a tag.")


def _rename(settings: Settings, old: str, new: str) -> list[TagChange]:
    from tunix_rt_tui.library.tagging import checked_tag, rename_tag

    async def use(store: Store) -> list[TagChange]:
        return await rename_tag(store, old, new)

    checked_tag(new)
    return run_with_store(settings, use)


def _find(
    settings: Settings, ids: Sequence[str], query: str | None, console: Console
) -> Sequence[int]:
    """Give the keys of the traces that are meant, by ids where there are any."""
    from tunix_rt_tui.library.identifying import resolve_ids

    async def use(store: Store) -> Sequence[int]:
        if query is not None:
            return (await find(store, query, console)).keys
        return [(await store.get(each)).summary.seq for each in await resolve_ids(store, ids)]

    return run_with_store(settings, use)


def _change(
    settings: Settings,
    keys: Sequence[int],
    added: Sequence[str],
    removed: Sequence[str],
    console: Console,
) -> list[TagChange]:
    from tunix_rt_tui.library.tagging import change_tags

    async def use(store: Store) -> list[TagChange]:
        return await change_tags(store, keys, added, removed, bar.count)

    with ProgressBar(console, "Tagging", None) as bar:
        return run_with_store(settings, use)
