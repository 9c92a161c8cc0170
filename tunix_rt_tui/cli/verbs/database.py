"""`db`: the database itself, its schema, its soundness, its copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tunix_rt_tui.cli.console import Console, path_text
from tunix_rt_tui.cli.invocation import Invocation, pass_invocation
from tunix_rt_tui.cli.questions import confirm
from tunix_rt_tui.cli.running import run_with_store
from tunix_rt_tui.errors import EXIT_DONE, EXIT_FAILED
from tunix_rt_tui.trace.words import counted

if TYPE_CHECKING:
    from tunix_rt_tui.store.contract import Moved, Schema, Store

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group(no_args_is_help=False, epilog="Example: tunix-rt db backup before-the-move.db")
def db() -> None:
    """Look after the database: schema, soundness, copies."""


@db.command(epilog="Example: tunix-rt db upgrade")
@click.argument("revision", default="head", required=False)
@json_option
@pass_invocation
def upgrade(invocation: Invocation, revision: str, *, as_json: bool) -> int:
    """Move the schema up to a newer revision.

    Without a name to the newest, which other verbs do by themselves. Data is backed up before.
    """
    schema = _schema_to_move(invocation)
    console = Console()
    _tell_moved(console, schema.upgrade(revision), as_json=as_json)
    return EXIT_DONE


@db.command(epilog="Example: tunix-rt db downgrade 0001")
@click.argument("revision")
@yes_option
@json_option
@pass_invocation
def downgrade(invocation: Invocation, revision: str, *, yes: bool, as_json: bool) -> int:
    """Move the schema down to an older revision.

    So that an older program can read it; what newer revisions brought is lost. Data is backed up
    before. Asks first; without a terminal to ask at, --yes must be given.
    """
    schema = _schema_to_move(invocation)
    place = invocation.settings().database
    confirm(f"Move the schema of {place} down to {revision}, without what came later?", yes=yes)
    console = Console()
    _tell_moved(console, schema.downgrade(revision), as_json=as_json)
    return EXIT_DONE


@db.command(epilog="Example: tunix-rt db current")
@json_option
@pass_invocation
def current(invocation: Invocation, *, as_json: bool) -> int:
    """Tell the revision of the schema."""
    from tunix_rt_tui.bootstrap import is_made, schema

    settings = invocation.settings()
    console = Console()
    revision = schema(settings).current() if is_made(settings) else None
    _tell(console, {"revision": revision}, [revision or "no database yet"], as_json=as_json)
    return EXIT_DONE


@db.command(epilog="Example: tunix-rt db history")
@json_option
@pass_invocation
def history(invocation: Invocation, *, as_json: bool) -> int:
    """List all revisions and what they bring."""
    from tunix_rt_tui.bootstrap import schema

    revisions = schema(invocation.settings()).history()
    console = Console()
    if as_json:
        listed = [{"revision": name, "brings": brings} for name, brings in revisions]
        console.write_json({"revisions": listed})
    else:
        for revision in revisions:
            console.write_fields(revision)
    return EXIT_DONE


@db.command(epilog="Example: tunix-rt db check")
@json_option
@pass_invocation
def check(invocation: Invocation, *, as_json: bool) -> int:
    """Look whether the database is sound inside.

    What is not is named, and the exit code is then 1.
    """

    async def use(store: Store) -> list[str]:
        return await store.check()

    console = Console()
    wrong = run_with_store(invocation.settings(), use)
    _tell(console, {"ok": not wrong, "problems": wrong}, wrong or ["ok"], as_json=as_json)
    return EXIT_FAILED if wrong else EXIT_DONE


@db.command(epilog="Example: tunix-rt db backup /mnt/safe/traces-2026-08-01.db")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@pass_invocation
def backup(invocation: Invocation, file: Path, *, as_json: bool) -> int:
    """Copy the database to a new file.

    It may be in use meanwhile; the copy is checked.
    """

    async def use(store: Store) -> Path:
        return await store.backup(file)

    console = Console()
    written = path_text(run_with_store(invocation.settings(), use))
    _tell(console, {"backup": written}, [written], as_json=as_json)
    return EXIT_DONE


@db.command(epilog="Example: tunix-rt db restore /mnt/safe/traces-2026-08-01.db")
@click.argument("file", type=click.Path(path_type=Path))
@yes_option
@json_option
@pass_invocation
def restore(invocation: Invocation, file: Path, *, yes: bool, as_json: bool) -> int:
    """Put a backup in the place of the database.

    What was there is kept beside it under another name. Asks first; without a terminal to ask at,
    --yes must be given.
    """
    schema = _schema_to_move(invocation)
    place = invocation.settings().database
    confirm(f"Put {path_text(file)} in the place of {place}?", yes=yes)
    console = Console()
    kept = schema.restore(file)
    old = path_text(kept) if kept else None
    _tell(
        console, {"restored": path_text(file), "kept": old}, [old] if old else [], as_json=as_json
    )
    console.say(f"The backup is in its place; the database before it is {old or 'none'}.")
    return EXIT_DONE


@db.command("rebuild-index", epilog="Example: tunix-rt db rebuild-index")
@json_option
@pass_invocation
def rebuild_index(invocation: Invocation, *, as_json: bool) -> int:
    """Make the full-text index anew."""

    async def use(store: Store) -> int:
        return await store.rebuild_index()

    console = Console()
    indexed = run_with_store(invocation.settings(), use)
    _tell(console, {"indexed": indexed}, [counted(indexed, "trace") + " indexed"], as_json=as_json)
    return EXIT_DONE


def _schema_to_move(invocation: Invocation) -> Schema:
    from tunix_rt_tui.bootstrap import schema

    return schema(invocation.settings_for_writing("The database would be changed"))


def _tell_moved(console: Console, moved: Moved, *, as_json: bool) -> None:
    backup = path_text(moved.backup) if moved.backup else None
    document = {"revision": moved.revision, "backup": backup}
    _tell(console, document, [moved.revision], as_json=as_json)
    if backup:
        console.say(f"As it was before, the database is kept in {backup}")


def _tell(console: Console, document: object, lines: list[str], *, as_json: bool) -> None:
    if as_json:
        console.write_json(document)
    else:
        for line in lines:
            console.write(line)
