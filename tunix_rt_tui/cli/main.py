"""`tunix-rt`: the verbs, and the app where there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from tunix_rt_tui import __version__
from tunix_rt_tui.cli.completing import complete_files
from tunix_rt_tui.cli.console import Console, abandon_stdout
from tunix_rt_tui.cli.faults import InterruptedFault, fault_of, report
from tunix_rt_tui.cli.invocation import Invocation
from tunix_rt_tui.cli.lazy import LazyGroup
from tunix_rt_tui.cli.running import signals_interrupt
from tunix_rt_tui.errors import EXIT_DONE, EXIT_INTERRUPTED, TunixError, UsageFault

PROGRAM = "tunix-rt"

_VERBS = "tunix_rt_tui.cli.verbs"
PLACES = {
    "validate": f"{_VERBS}.validating:validate",
    "import": f"{_VERBS}.intake:import_",
    "export": f"{_VERBS}.export:export",
    "list": f"{_VERBS}.reading:list_",
    "search": f"{_VERBS}.searching:search",
    "show": f"{_VERBS}.showing:show",
    "stats": f"{_VERBS}.statistics:stats",
    "tag": f"{_VERBS}.tagging:tag",
    "delete": f"{_VERBS}.trash:delete",
    "restore": f"{_VERBS}.trash:restore",
    "purge": f"{_VERBS}.trash:purge",
    "health": f"{_VERBS}.health:health",
    "db": f"{_VERBS}.database:db",
    "serve": f"{_VERBS}.serving:serve",
    "config": f"{_VERBS}.configuration:config",
    "doctor": f"{_VERBS}.doctor:doctor",
    "completion": f"{_VERBS}.completion:completion",
}

ON_A_DATABASE = frozenset(
    {
        *("import", "export", "list", "search", "show", "stats", "tag"),
        *("delete", "restore", "purge", "db", "serve"),
    }
)
"""The verbs that work on the store, which is a database, not a server."""


class Program(LazyGroup):
    """The whole command line; every fault ends in two lines on stderr and an exit code."""

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run a command line and exit; `args` are those of the process unless given."""
        extra |= {"prog_name": PROGRAM, "standalone_mode": False}
        try:
            code = super().main(args, **extra)
        except Exception as error:  # noqa: BLE001 - the last handler there is: it logs and tells
            code = report(fault_of(error))
            if code == EXIT_INTERRUPTED:
                _forget_interrupt()
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; what it has written has left when this returns."""
        try:
            code = super().invoke(ctx)
            if ctx.invoked_subcommand is not None:  # the app's terminal may be gone by now
                Console().flush()
        except BrokenPipeError:
            # Whoever was reading has seen enough: nothing has failed.
            abandon_stdout()
            return EXIT_DONE
        except KeyboardInterrupt as interrupt:
            raise InterruptedFault from interrupt
        except TunixError as fault:
            if isinstance(ctx.obj, Invocation):
                fault.hint = ctx.obj.repeated_in(fault.hint)
            raise
        return code


def _forget_interrupt() -> None:
    """Have Python end with the exit code that it is given.

    Where an interrupt met code that `exec` was running, and making a dataclass does that, Python
    ends itself by SIGINT, whatever has become of the interrupt, unless `exec` has run since.
    """
    exec("")  # noqa: S102 - there is nothing in it


@click.group(
    cls=Program,
    places=PLACES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a verb the terminal app opens. Exit codes: 0 done, 1 failed, 2 wrong usage, "
    "3 some records were refused, 4 not found, 130 interrupted.",
)
@click.option(
    "--db", metavar="PATH|URL", shell_complete=complete_files, help="Work on this database."
)
@click.option("--server", metavar="URL", help="Watch the health of this server's API.")
@click.option("--read-only", is_flag=True, help="Write nothing to the store.")
@click.option(
    "--config",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Read settings from this file.",
)
@click.option(
    "--theme", metavar="NAME", help="App: auto, dark, light, contrast, ansi or mono colours."
)
@click.option("--ascii", "ascii_", is_flag=True, help="App: draw in ASCII only.")
@click.option("--low-bandwidth", is_flag=True, help="App: send less still over a slow line.")
@click.option("--no-mouse", is_flag=True, help="App: leave the mouse to the terminal.")
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def cli(
    ctx: click.Context,
    db: str | None,
    server: str | None,
    *,
    read_only: bool,
    config: Path | None,
    theme: str | None,
    ascii_: bool,
    low_bandwidth: bool,
    no_mouse: bool,
) -> int | None:
    """Validate, keep, find, read and export reasoning traces."""
    if server and ctx.invoked_subcommand in ON_A_DATABASE:
        raise UsageFault(
            "Not on a server",
            f"{PROGRAM} {ctx.invoked_subcommand} works on a database. --server names the server"
            f" whose health is watched, by the app and by {PROGRAM} health.",
            "Leave --server out; name a database with --db.",
        )
    flags = {
        "db": db,
        "server": server,
        "read_only": read_only,
        "theme": theme,
        "ascii": ascii_,
        "low_bandwidth": low_bandwidth,
        "no_mouse": no_mouse,
    }
    ctx.obj = Invocation(flags, config)
    if ctx.invoked_subcommand is None:
        return _open_app(ctx.obj)
    ctx.with_resource(signals_interrupt())
    return None


def main() -> None:
    """Run the command line of this process; never returns."""
    cli.main()


def _open_app(invocation: Invocation) -> int:
    for stream in (sys.stdin, sys.stdout):
        if stream is None or not stream.isatty():
            raise UsageFault(
                "No terminal",
                "The app needs a terminal on standard input and output.",
                "Use a verb instead: tunix-rt list, tunix-rt show ID, tunix-rt import FILE.",
            )
    loaded = invocation.load()
    from tunix_rt_tui.bootstrap import run_app

    return run_app(loaded, os.environ, invocation.repeated_in("tunix-rt import FILE"))
