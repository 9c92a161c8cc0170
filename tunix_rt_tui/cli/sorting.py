"""`--sort`: how a person says in which order a listing is to come."""

from __future__ import annotations

from difflib import get_close_matches
from typing import get_args

import click

from tunix_rt_tui.store.contract import Column, Order

HEADINGS: dict[str, Column] = {
    "added": "created_at",
    "size": "bytes",
    "prompt": "prompt_preview",
    "version": "trace_version",
}
"""Columns by the names that a table and a page give them, where those are others."""


def read_order(ctx: click.Context, param: click.Parameter, typed: str | None) -> Order | None:
    """Read a column, by its name in JSON or its heading; a dash before it turns the order round."""
    if typed is None:
        return None
    named = typed.lower().removeprefix("-").replace("-", "_")
    columns: dict[str, Column] = {column: column for column in get_args(Column)} | HEADINGS
    if named not in columns:
        near = get_close_matches(named, columns, n=1, cutoff=0.0)
        raise click.BadParameter(
            f"'{typed}' is no column; the nearest is '{near[0]}'. There are: {', '.join(columns)}.",
            ctx,
            param,
        )
    return Order(columns[named], descending=typed.startswith("-"))
