"""What verbs share that work on what a query finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.progress import ProgressBar
from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.library.browsing import ResultSet
    from tunix_rt_tui.store.contract import Reader, Scope

Command = TypeVar("Command", bound=Callable[..., Any])

QUERY_HELP = "Everything that this query finds."


class QueryCommand(click.Command):
    """A verb with a query among its arguments, which may begin with the sign of an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Say, where an option is not known, how such a query is written."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            meant = " A query that begins with - is written behind --, or with NOT."
            raise click.UsageError(error.format_message() + meant, ctx) from error


def query_argument(command: Command) -> Command:
    """Take a query in one word or several; they arrive as `words`."""
    return click.argument("words", metavar="[QUERY]", nargs=-1)(command)


def query_option(command: Command) -> Command:
    """Take a query in the place of ids."""
    return click.option("--query", callback=_no_empty, metavar="QUERY", help=QUERY_HELP)(command)


def _no_empty(
    _context: click.Context, _parameter: click.Parameter, query: str | None
) -> str | None:
    """Refuse an empty query, as from a variable of a script that is not set."""
    if query is not None and not query.strip():
        raise UsageFault(
            "Wrong usage",
            "The query after --query is empty, and would mean every trace there is.",
            "If that is meant, say so: --query 'steps>=0'",
        )
    return query


def yes_option(command: Command) -> Command:
    """Let a question be answered beforehand."""
    return click.option("--yes", is_flag=True, help="Do not ask.")(command)


def ids_or_query(ids: Sequence[str], query: str | None, hint: str) -> None:
    """Raise `UsageFault` unless it is said in one way what is meant."""
    if bool(ids) == (query is not None):
        raise UsageFault(
            "Wrong usage",
            "Name traces by their ids, or with --query by what they have in common.",
            hint,
        )


async def find(reader: Reader, query: str, console: Console, scope: Scope = "live") -> ResultSet:
    """Find all that a query means, with a bar while that takes long."""
    from tunix_rt_tui.library.finding import find_keys

    def progress(results: ResultSet) -> None:
        about = f"{counted(len(results), 'trace')} found"
        bar.advance_to(int(results.looked_at * 100), about, 100)

    with ProgressBar(console, "Looking", None) as bar:
        results = await find_keys(reader, query, scope, progress)
    say_passed_over(results, console)
    return results


def say_passed_over(results: ResultSet, console: Console) -> None:
    """Say of how many traces it is not known whether they are meant."""
    if results.passed_over:
        console.say(
            f"A pattern took too long over {counted(results.passed_over, 'trace')},"
            " which were passed over."
        )
