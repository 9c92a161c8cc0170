"""`completion`: the shell completes verbs and options."""

from __future__ import annotations

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.errors import EXIT_DONE


@click.command(epilog="Example: tunix-rt completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print the script for completion by the shell.

    bash and zsh: add it to the shell's start file. fish: write it to
    ~/.config/fish/completions/tunix-rt.fish
    """
    from click.shell_completion import get_completion_class

    root = ctx.find_root()
    completing = get_completion_class(shell)
    if completing is None:
        raise LookupError(shell)
    variable = f"_{root.info_name}_COMPLETE".replace("-", "_").upper()
    script = completing(root.command, {}, root.info_name or "", variable).source()
    Console().write(script)
    return EXIT_DONE
