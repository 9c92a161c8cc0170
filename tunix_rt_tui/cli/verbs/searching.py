"""`search`: where in the traces the words of a query stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.querying import QueryCommand, say_passed_over
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.cli.table import ID_CHARS
from tunix_rt_tui.errors import EXIT_DONE, UsageFault
from tunix_rt_tui.trace.text import flat
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.library.searching import Hit
    from tunix_rt_tui.store.contract import Store

TRACES_AT_ONCE = 20
"""Traces whose texts are looked through at a time."""


@click.command(cls=QueryCommand, epilog="Example: tunix-rt search carry tag:good")
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="Lines at most.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document a hit.")
@pass_invocation
def search(invocation: Invocation, words: tuple[str, ...], limit: int, *, as_json: bool) -> int:
    """Show where words stand: a line for each prompt, step or answer that has them.

    TEXT is a query as `list` takes it, with words or patterns to look for. On a terminal a line
    has the id, the place and the surroundings; otherwise tabs between id, field, step and those.
    """
    console = Console()
    text = " ".join(words)

    async def use(store: Store) -> None:
        from tunix_rt_tui.library.finding import results_of
        from tunix_rt_tui.library.searching import hits_in
        from tunix_rt_tui.trace.query.locating import seekers_of

        results = results_of(store, text)
        seekers = seekers_of(results.condition)
        if not seekers:
            raise UsageFault(
                "Nothing to look for",
                "The query has no words and no pattern.",
                "Add some; to list what it finds: tunix-rt list QUERY",
            )
        await results.load(at_least=limit)
        written = 0
        for start in range(0, len(results), TRACES_AT_ONCE):
            keys = results.keys[start : start + TRACES_AT_ONCE]
            async for hit in hits_in(store, keys, seekers):
                if written == limit:
                    console.say(f"Only {counted(limit, 'line')}; more with --limit")
                    return
                _write(console, hit, as_json=as_json)
                written += 1
        if not written and not as_json:
            console.say("Found nowhere.")
        say_passed_over(results, console)

    run_with_store(invocation.settings(), use)
    return EXIT_DONE


def _write(console: Console, hit: Hit, *, as_json: bool) -> None:
    snippet = hit.snippet
    if as_json:
        console.write_json(
            {"id": str(hit.trace_id), "step": hit.step, "field": hit.field, "snippet": snippet.text}
        )
        return
    if not console.is_terminal:
        step = "" if hit.step is None else str(hit.step)
        console.write_fields((str(hit.trace_id), hit.field, step, snippet.text))
        return
    place = hit.field.removeprefix("final_") if hit.step is None else f"step {hit.step}"
    before, after = "…" * snippet.cut_before, "…" * snippet.cut_after
    line = f"{str(hit.trace_id)[:ID_CHARS]}  {place:<8}  {before}{flat(snippet.text)}{after}"
    console.write(line)
