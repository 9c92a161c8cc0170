"""`list`: what is in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.querying import QueryCommand, query_argument, say_passed_over
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.cli.sorting import take_order
from tunix_rt_tui.cli.table import fields_of, table_lines
from tunix_rt_tui.errors import EXIT_DONE
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.library.browsing import ResultSet
    from tunix_rt_tui.store.contract import Store, TraceSummary
    from tunix_rt_tui.trace.query.order import Order

PAGE = 200
"""Rows that are fetched at a time."""


@click.command(
    "list",
    cls=QueryCommand,
    epilog="Example: tunix-rt list 'source:gsm8k* steps>10 sort:-size' --json | jq -r .id",
)
@query_argument
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N")
@click.option("--offset", type=click.IntRange(min=0), default=0, show_default=True, metavar="N")
@click.option(
    "--sort",
    "order",
    callback=take_order,
    metavar="[-]COLUMN",
    help="Order by a column, with - the other way round, as in --sort -steps.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document a trace.")
@pass_invocation
def list_(
    invocation: Invocation,
    words: tuple[str, ...],
    limit: int,
    offset: int,
    order: Order | None,
    *,
    as_json: bool,
) -> int:
    """List traces, newest first unless they are sorted.

    All of them, or those that a query finds: words of a trace, "phrases", /patterns/, fields like
    source:gsm8k* type:tool steps>10 size>100k date:today tag:good meta.reward>0.5, a - before
    what must not be, or, and brackets. The README has them all.

    On a terminal as a table; otherwise a trace a line, with tabs between id, time, source, number
    of steps, bytes, and the beginning of the prompt.
    """
    console = Console()

    text = " ".join(words)

    async def use(store: Store) -> tuple[int, str]:
        from tunix_rt_tui.library.finding import results_of

        results = results_of(store, text, order=order)
        await results.load(at_least=offset + limit + 1)
        written = await write_rows(console, results, limit, offset, as_json=as_json)
        say_passed_over(results, console)
        return written, await _total(store, results, beyond=offset + written)

    written, total = run_with_store(invocation.settings(), use)
    end = offset + written
    if written and total:
        console.say(
            f"{end if offset == 0 else f'{offset + 1} to {end}'} of {total};"
            f" the next ones with --offset {end}, more at a time with --limit"
        )
    elif not written and not as_json:
        nothing = "Nothing is found." if text else "No traces yet. See: tunix-rt import --help"
        console.say("No traces here." if offset else nothing)
    return EXIT_DONE


async def _total(store: Store, results: ResultSet, beyond: int) -> str:
    """Say of how many traces there are more than `beyond`; nothing where there are not."""
    if results.complete:
        return counted(len(results), "trace") if len(results) > beyond else ""
    if results.lists_all:
        return counted(await store.count(), "trace")
    return f"at least {counted(len(results), 'trace')}"


async def write_rows(
    console: Console, results: ResultSet, limit: int, offset: int, *, as_json: bool
) -> int:
    """Write rows in the form that the place they go to wants; return how many."""
    from tunix_rt_tui.library.describing import describe_summary

    end = min(offset + limit, len(results))
    written = 0
    for start in range(offset, end, PAGE):
        rows = await results.page(start, min(PAGE, end - start))
        if as_json:
            for row in rows:
                console.write_json(describe_summary(row))
        else:
            _write_lines(console, rows, header=start == offset)
        written += len(rows)
    return written


def _write_lines(console: Console, rows: list[TraceSummary], *, header: bool) -> None:
    if console.is_terminal:
        for line in table_lines(rows, console.width, header=header):
            console.write(line)
    else:
        for row in rows:
            console.write_fields(fields_of(row))
