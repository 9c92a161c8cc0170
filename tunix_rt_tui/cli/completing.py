"""What a shell is told to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FILES = click.Path(allow_dash=True, readable=False)
"""The names of files, given on as they were typed; a verb says itself what is wrong with one."""


def complete_files(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Leave the names of files to the shell, for what may be something else as well."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
