"""The options that say how files of other tools are read, for every verb that reads some."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from tunix_rt_tui.library.reading_options import Reading

AUTO = "auto"
"""What finds out the format of each record."""

Verb = Callable[..., Any]


class FormatName(click.ParamType[str]):
    """The id of a format that is read, or `auto`."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take a name that there is; of one that there is not, name the nearest."""
        names = _names()
        if value not in names:
            near = get_close_matches(value, names, n=1)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            known = ", ".join(names)
            self.fail(f"there is no format '{value}'.{meant} There are: {known}.", param, ctx)
        return value

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the names that begin like this."""
        return [CompletionItem(name) for name in _names() if name.startswith(incomplete)]


def reading_options(verb: Verb) -> Verb:
    """Give a verb the options that `how_to_read` takes."""
    options = (
        click.option(
            "--format",
            "format_name",
            metavar="auto|ID",
            type=FormatName(),
            default=AUTO,
            show_default=True,
            help="The format of all records; auto finds it out for each of them.",
        ),
        click.option(
            "--map",
            "mapping",
            metavar="prompt=KEY,answer=KEY,reasoning=KEY",
            help="Where records have these, whatever else they are; KEY may be a path: a.b.",
        ),
        click.option(
            "--prompt-field",
            metavar="KEY",
            help="Where the prompt is, for records that have none where their format looks.",
        ),
        click.option(
            "--split-turns",
            is_flag=True,
            help="One trace for each turn of the assistant, not one for a conversation.",
        ),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


def how_to_read(
    max_bytes: int,
    *,
    format_name: str,
    mapping: str | None,
    prompt_field: str | None,
    split_turns: bool,
) -> Reading:
    """Make what these options say; raises `UsageFault` for a mapping that is none."""
    from tunix_rt_tui.formats.contract import ReadingOptions
    from tunix_rt_tui.library.reading_options import Reading, fields_of

    fields = {} if mapping is None else fields_of(mapping)
    options = ReadingOptions(fields, prompt_field, split_turns)
    return Reading(max_bytes, None if format_name == AUTO else format_name, options)


def _names() -> list[str]:
    from tunix_rt_tui.formats.registry import CANONICAL, FORMATS

    return [AUTO, CANONICAL, *(each.id for each in FORMATS)]
