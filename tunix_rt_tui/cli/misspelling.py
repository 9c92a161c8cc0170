"""A name that is none of those that an option takes."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import click


def misspelt(
    ctx: click.Context, param: click.Parameter, wrong: str, typed: str, names: Sequence[str]
) -> click.BadParameter:
    """Make the refusal that says what is `wrong`, the nearest name, and all that there are."""
    near = get_close_matches(typed.lower(), names, n=1, cutoff=0.0)
    there_are = ", ".join(names)
    return click.BadParameter(
        f"{wrong}; the nearest is '{near[0]}'. There are: {there_are}.", ctx, param
    )
