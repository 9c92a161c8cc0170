"""`stats`: how traces are distributed over what they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.misspelling import misspelt
from tunix_rt_tui.cli.querying import QueryCommand, find, query_argument
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.errors import EXIT_DONE
from tunix_rt_tui.trace.query.order import META

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tunix_rt_tui.library.statistics.distribution import Distribution
    from tunix_rt_tui.store.contract import Store


def take_names(
    ctx: click.Context, param: click.Parameter, typed: tuple[str, ...]
) -> tuple[str, ...]:
    """Take what traces can be counted by; what is misspelt is refused with the nearest."""
    from tunix_rt_tui.library.statistics.counting import USUAL

    for name in typed:
        if name in USUAL or (name.startswith(META) and name != META):
            continue
        wrong = f"'{name}' cannot be counted by"
        raise misspelt(ctx, param, wrong, name, [*USUAL, f"{META}KEY"])
    return tuple(dict.fromkeys(typed))


@click.command(
    cls=QueryCommand, epilog="Example: tunix-rt stats tag:good --by tokens --by meta.reward"
)
@query_argument
@click.option(
    "--by",
    "names",
    multiple=True,
    callback=take_names,
    metavar="NAME",
    help="Count by this only: steps, chars, tokens, size, type, source, version, tag, lacks, date"
    " or meta.KEY; several times for several.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@pass_invocation
def stats(
    invocation: Invocation, words: tuple[str, ...], names: tuple[str, ...], *, as_json: bool
) -> int:
    """Count traces by length, type, source, tag, date and values of meta.

    All of them, or of those that a query finds, as `list` takes it. Tokens are estimated, days
    are those of UTC. On a terminal as bars; otherwise a bar a line, with tabs between what is
    counted, which of it, the number of traces, and a query that finds them.
    """
    console = Console()
    settings = invocation.settings()
    text = " ".join(words)

    async def use(store: Store) -> None:
        from tunix_rt_tui.library.statistics.counting import countable, distribution_of

        results = await find(store, text, console) if text else None
        among = None if results is None or results.lists_all else results.keys
        found = [
            await distribution_of(store, name, "live", among)
            for name in names or await countable(store)
        ]
        if as_json:
            total = await store.count() if among is None else len(among)
            _write_json(console, text, total, found)
        elif console.is_terminal:
            _write_bars(console, found, in_ascii=settings.tunix_rt_ascii == "yes")
        else:
            _write_fields(console, found)

    run_with_store(settings, use)
    return EXIT_DONE


def _write_json(console: Console, query: str, traces: int, found: Sequence[Distribution]) -> None:
    from tunix_rt_tui.library.statistics.describing import describe_distribution

    console.write_json(
        {
            "query": query,
            "traces": traces,
            "distributions": [describe_distribution(one) for one in found],
        }
    )


def _write_bars(console: Console, found: Sequence[Distribution], *, in_ascii: bool) -> None:
    from tunix_rt_tui.cli.bars import ASCII_BLOCK, BLOCK, distribution_lines

    block = ASCII_BLOCK if in_ascii else BLOCK
    for place, one in enumerate(found):
        if place:
            console.write()
        for line in distribution_lines(one, console.width, block):
            console.write(line)


def _write_fields(console: Console, found: Sequence[Distribution]) -> None:
    from tunix_rt_tui.trace.query.writing import write_condition

    for one in found:
        for bar in one.bars:
            query = write_condition(bar.condition)
            console.write_fields((one.of, bar.label, str(bar.traces), query))
