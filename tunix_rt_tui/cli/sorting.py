"""`--sort`: how a person says in which order a listing is to come."""

from __future__ import annotations

from difflib import get_close_matches

import click

from tunix_rt_tui.trace.query.order import META, Order, order_names, read_order


def take_order(ctx: click.Context, param: click.Parameter, typed: str | None) -> Order | None:
    """Read a column, by its name in JSON or its heading; a dash before it turns the order round."""
    if typed is None:
        return None
    order = read_order(typed)
    if order is None:
        names = [*order_names(), f"{META}KEY"]
        near = get_close_matches(typed.removeprefix("-").lower(), names, n=1, cutoff=0.0)
        raise click.BadParameter(
            f"'{typed}' is no column; the nearest is '{near[0]}'. There are: {', '.join(names)}.",
            ctx,
            param,
        )
    return order
