"""`serve`: the HTTP API."""

from __future__ import annotations

import ipaddress

import click

from tunix_rt_tui.cli.console import Console
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.errors import EXIT_DONE, UsageFault

_EXTRA = ("fastapi", "uvicorn", "limits")


@click.command(epilog="Example: tunix-rt serve --port 8000")
@click.option(
    "--host", metavar="HOST", default="127.0.0.1", show_default=True, help="Address to listen at."
)
@click.option("--port", metavar="PORT", type=int, help="Port to listen at [default: BACKEND_PORT].")
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that share the socket.",
)
@pass_invocation
def serve(invocation: Invocation, host: str, port: int | None, workers: int) -> int:
    """Serve the HTTP API on this store until ctrl+c.

    Only this machine can reach it, unless another host is named and TUNIX_RT_TOKEN is set. An
    access log goes to standard error, a JSON object a line. What the API takes and gives stands at
    /docs.
    """
    loaded = invocation.with_flag("port", port).load()
    settings = loaded.settings
    if not _is_loopback(host) and settings.tunix_rt_token is None:
        raise UsageFault(
            "No token",
            f"On {host} others could reach the traces, and there is no token to ask them for.",
            "Set TUNIX_RT_TOKEN to a long random word, or listen at 127.0.0.1.",
        )
    _require_extra()
    from tunix_rt_tui.bootstrap import run_server

    shown = f"[{host}]" if ":" in host else host
    Console().say(f"Serving {settings.database} at http://{shown}:{settings.backend_port}")
    run_server(settings, host, workers)
    return EXIT_DONE


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _require_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        raise UsageFault(
            "Server not installed",
            f"The HTTP API needs {', '.join(missing)}, which this installation has not.",
            "Install it: pip install 'tunix-rt-tui[server]'",
        )
