"""Formats whose records stand for themselves, one or several traces each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tunix_rt_tui.formats.contract import Format, Found, Item, ReadingOptions, Refusal, each


def by_record(
    format_id: str,
    title: str,
    fits: Callable[[Item], bool],
    read: Callable[[Item, ReadingOptions], Iterable[Found]],
) -> Format:
    """Make a format of what tells its records and what reads one that it told.

    A record that does not fit is refused, so `read` is never given one, even where a person has
    named the format.
    """

    def read_if_it_fits(item: Item, options: ReadingOptions) -> Iterable[Found]:
        return read(item, options) if fits(item) else (misfit(format_id, title),)

    return Format(format_id, title, fits, each(read_if_it_fits))


def misfit(format_id: str, title: str) -> Refusal:
    """Refuse a record that has not what all of its format have."""
    return Refusal(
        f"not {format_id}",
        f"The record has not the fields of {title}; without --format its own format is looked for.",
    )
