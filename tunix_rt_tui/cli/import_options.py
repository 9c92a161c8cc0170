"""The options of `import` that say which traces are taken, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tunix_rt_tui.cli.reading_options import how_to_read
from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.sources.finding import STANDARD_INPUT

if TYPE_CHECKING:
    from tunix_rt_tui.library.importing import ImportOptions
    from tunix_rt_tui.settings import LoadedSettings

Verb = Callable[..., Any]

KEEP = "keep"
"""What adds content again that is there already."""

_COUNT = click.IntRange(min=1)

_OPTIONS = (
    click.option(
        "--source", metavar="NAME", help="Where the traces come from [default: file name]."
    ),
    click.option("--tag", "tags", metavar="TAG", multiple=True, help="Put a tag on what is added."),
    click.option(
        "--on-error",
        type=click.Choice(["quarantine", "skip", "stop"]),
        default="quarantine",
        show_default=True,
        help="Keep a refused record in NAME.rejects.jsonl, only name it, or end there.",
    ),
    click.option(
        "--on-dup",
        type=click.Choice(["skip", KEEP]),
        default="skip",
        show_default=True,
        help="Leave out content that the store has already, or add it again.",
    ),
    click.option("--limit", metavar="N", type=_COUNT, help="Read the first N traces only."),
    click.option(
        "--sample",
        metavar="N",
        type=_COUNT,
        help="Add N of the traces that are read, each with the same chance.",
    ),
    click.option(
        "--seed",
        metavar="S",
        type=int,
        default=0,
        show_default=True,
        help="Which sample is drawn; the same seed draws the same.",
    ),
    click.option("--require-reasoning", is_flag=True, help="Pass over traces without reasoning."),
    click.option("--skip-unanswered", is_flag=True, help="Pass over traces without an answer."),
)


def import_options(verb: Verb) -> Verb:
    """Give a verb the options that `options_of` takes beside those of reading."""
    for option in reversed(_OPTIONS):
        verb = option(verb)
    return verb


def options_of(loaded: LoadedSettings, chosen: dict[str, Any]) -> ImportOptions:
    """Make what was chosen; raises `UsageFault` for what cannot be."""
    from tunix_rt_tui.library.importing import ImportOptions
    from tunix_rt_tui.library.intake.selecting import Selection
    from tunix_rt_tui.library.tagging import checked_tag

    reading = how_to_read(
        loaded.settings.trace_max_bytes,
        **{
            name: chosen[name] for name in ("format_name", "mapping", "prompt_field", "split_turns")
        },
    )
    names = ("limit", "sample", "seed", "require_reasoning", "skip_unanswered")
    source = chosen["source"]
    return ImportOptions(
        source=source.encode("utf-8", "replace").decode() if source else None,
        on_error=chosen["on_error"],
        fallback_folders=(Path(), loaded.folders.state),
        reading=reading,
        selection=Selection(**{name: chosen[name] for name in names}),
        tags=tuple(checked_tag(tag) for tag in chosen["tags"]),
        on_duplicate="add" if chosen["on_dup"] == KEEP else "skip",
    )


def refuse_to_watch(paths: Sequence[str], options: ImportOptions, *, dry_run: bool) -> None:
    """Raise `UsageFault` for what has no sense while files are watched."""
    wrong = None
    if STANDARD_INPUT in paths:
        wrong = "Standard input is read as it comes, without --watch."
    elif dry_run:
        wrong = "--watch adds what comes; --dry-run would add nothing."
    elif options.on_duplicate == "add":
        wrong = "A file that was rewritten is read again, and --on-dup keep would add it twice."
    elif options.selection.sample is not None or options.selection.limit is not None:
        wrong = "--sample and --limit need an end, which --watch has not."
    elif options.on_error == "stop":
        wrong = "--on-error stop would end it."
    if wrong:
        raise UsageFault("Cannot watch like this", wrong, "See: tunix-rt import --help")
