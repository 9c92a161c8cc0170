"""`--sort`: how a person says in which order a listing is to come."""

from __future__ import annotations

import click

from tunix_rt_tui.cli.misspelling import misspelt
from tunix_rt_tui.trace.query.order import META, Order, order_names, read_order


def take_order(ctx: click.Context, param: click.Parameter, typed: str | None) -> Order | None:
    """Read a column, by its name in JSON or its heading; a dash before it turns the order round."""
    if typed is None:
        return None
    order = read_order(typed)
    if order is None:
        names = [*order_names(), f"{META}KEY"]
        wrong = f"'{typed}' is no column"
        raise misspelt(ctx, param, wrong, typed.removeprefix("-"), names)
    return order
