"""`config`: every setting, and where it came from."""

from __future__ import annotations

import click

from tunix_rt_tui.cli.console import Console, path_text
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.errors import EXIT_DONE
from tunix_rt_tui.trace.text import flat


@click.group(no_args_is_help=False, epilog="Example: tunix-rt config show")
def config() -> None:
    """Show the settings and the file that they can be set in."""


@config.command(epilog="Example: tunix-rt config show --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@pass_invocation
def show(invocation: Invocation, *, as_json: bool) -> int:
    """Show every setting, its value (secrets masked) and where it came from."""
    from tunix_rt_tui.settings import describe

    lines = describe(invocation.load())
    console = Console()
    if as_json:
        console.write_json(
            {line.name: {"value": line.value, "origin": line.origin} for line in lines}
        )
        return EXIT_DONE
    name_width = max(len(line.name) for line in lines)
    for line in lines:
        value = "not set" if line.value is None else line.value
        if console.is_terminal:
            console.write(f"{line.name:<{name_width}}  {flat(value)}  ({flat(line.origin)})")
        else:
            console.write_fields((line.name, value, line.origin))
    return EXIT_DONE


@config.command(epilog="Example: $EDITOR $(tunix-rt config path)")
@pass_invocation
def path(invocation: Invocation) -> int:
    """Print the path of the config file, whether there is one or not."""
    file = invocation.load().config_file
    console = Console()
    console.write(path_text(file))
    if not file.exists():
        console.say("There is no such file yet; it is TOML, names as in `config show`, lower case.")
    return EXIT_DONE
