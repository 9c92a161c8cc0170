"""`show`: one trace, to read or to hand on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tunix_rt_tui.cli.completing import FILES
from tunix_rt_tui.cli.console import Console, path_text
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.paging import write_paged
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.errors import EXIT_DONE, UsageFault
from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.trace.words import size

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Store, StoredTrace


@click.command(epilog="Example: tunix-rt show 3f2a --html -o trace.html")
@click.argument("trace_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON document with the payload.")
@click.option("--md", "as_md", is_flag=True, help="A document of Markdown.")
@click.option("--html", "as_html", is_flag=True, help="A page of HTML that needs nothing else.")
@click.option(
    "-o",
    "--output",
    metavar="FILE|-",
    type=FILES,
    default="-",
    show_default=True,
    help="Where to write; a file is for you alone, and one that is there stays.",
)
@click.option("--force", is_flag=True, help="Overwrite the file that is there.")
@click.option("--no-pager", is_flag=True, help="Write a long page to the terminal at once.")
@pass_invocation
def show(
    invocation: Invocation,
    trace_id: str,
    *,
    as_json: bool,
    as_md: bool,
    as_html: bool,
    output: str,
    force: bool,
    no_pager: bool,
) -> int:
    """Show one trace; the start of its id is enough.

    As a page to read, in a pager where it is longer than the screen; or in a form to hand on. JSON
    is the document as it came in. In all else what is invisible in its texts, or could do harm, is
    made visible.
    """
    from tunix_rt_tui.library.identifying import resolve_id

    form = _form_of({"json": as_json, "md": as_md, "html": as_html})
    console = Console()

    async def use(store: Store) -> StoredTrace:
        return await store.get(await resolve_id(store, trace_id))

    text = _text_of(run_with_store(invocation.settings(), use), form)
    if output != "-":
        _write_file(console, Path(output), text, force=force)
    elif form == "json":
        console.write_json_line(text.encode())
    elif form == "page" and not no_pager:
        write_paged(console, text)
    else:
        console.write_document(text)
    return EXIT_DONE


def _form_of(asked: Mapping[str, bool]) -> str:
    """Name the one form that is asked for; nothing asks for a page to read."""
    forms = [form for form, wanted in asked.items() if wanted]
    if len(forms) > 1:
        named = " and ".join(f"--{form}" for form in forms)
        raise UsageFault("Too many forms", f"{named} exclude each other.", "Give one of them.")
    return forms[0] if forms else "page"


def _text_of(trace: StoredTrace, form: str) -> str:
    """Write a trace in a form; all but JSON is safe to draw."""
    if form == "json":
        from tunix_rt_tui.library.describing import stored_trace_json

        return stored_trace_json(trace) + "\n"
    if form == "page":
        from tunix_rt_tui.cli.page import page_of

        return drawable(page_of(trace)) + "\n"
    from tunix_rt_tui.library.sharing.forms import write_as

    return write_as("markdown" if form == "md" else "html", trace)


def _write_file(console: Console, target: Path, text: str, *, force: bool) -> None:
    from tunix_rt_tui.library.targets import write_text

    write_text(target, text, replace=force)
    console.say(f"Wrote {path_text(target)} ({size(len(text.encode()))})")
