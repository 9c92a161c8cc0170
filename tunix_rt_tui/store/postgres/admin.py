"""Looking after a database: how it is, what is wrong with it, copies of it, its index."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from tunix_rt_tui.errors import StoreFault
from tunix_rt_tui.store.contract import StoreStatus
from tunix_rt_tui.store.postgres.engine import Connection, Engine
from tunix_rt_tui.store.postgres.keeping import TABLES
from tunix_rt_tui.store.postgres.searching import Indexed, index

SLICE = 500
"""Traces that one transaction of a rebuild indexes."""

_DUMP = "pg_dump"
_MEND_INDEX = "make it anew with: tunix-rt db rebuild-index"

_STATUS = """
    SELECT count(*) FILTER (WHERE deleted_at IS NULL),
        count(*) FILTER (WHERE deleted_at IS NOT NULL),
        pg_database_size(current_database()),
        (SELECT version_num FROM alembic_version),
        current_setting('server_version')
    FROM traces
"""


class PostgresAdmin:
    """The `Admin` of a PostgreSQL database, but for closing it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def status(self) -> StoreStatus:
        """Tell how the store is."""
        [(traces, trashed, size, revision, version)] = await self._engine.rows(_STATUS)
        place = self._engine.place
        return StoreStatus(
            kind="postgresql",
            location=place.name,
            traces=traces,
            trashed=trashed,
            bytes=size,
            revision=revision,
            read_only=place.read_only,
            facts={
                "PostgreSQL": version,
                "connections at most": str(place.size),
                "statement timeout": f"{place.statement_timeout:g} s",
            },
        )

    async def check(self) -> list[str]:
        """Name rows that do not belong together; the pages are the server's own affair."""
        problems = []
        for sentence, query in _questions():
            if count := await self._engine.value(query):
                problems.append(sentence.format(count))
        return problems

    async def backup(self, target: Path) -> Path:
        """Have pg_dump write the database into a new file."""
        if os.path.lexists(target):  # noqa: ASYNC240 - one look, and links count
            raise StoreFault(
                "File exists", f"There is something at {target} already.", "Name another file."
            )
        if not target.parent.is_dir():
            raise StoreFault(
                "Folder missing",
                f"There is no folder {target.parent} to put a backup in.",
                "Make the folder first, or name another.",
            )
        program = shutil.which(_DUMP)
        if program is None:
            raise StoreFault(
                f"{_DUMP} missing",
                f"PostgreSQL is backed up by {_DUMP}, which is not on this machine.",
                "Install the client programs of PostgreSQL, or run it on the server:"
                f" {_DUMP} --format=custom --file=FILE DATABASE",
            )
        await self._dump(program, target)
        return target

    async def rebuild_index(self) -> int:
        """Make the full-text index anew, slice by slice, while others go on."""
        newest = await self._engine.value("SELECT newest FROM trace_counter")
        after = indexed = 0
        while after < newest:
            until = min(after + SLICE, newest)

            async def renew(connection: Connection, after: int = after, until: int = until) -> int:
                return await _renew(connection, after, until)

            indexed += await self._engine.write(renew)
            after = until
        return indexed

    async def _dump(self, program: str, target: Path) -> None:
        parts = urlsplit(self._engine.place.url)
        bare = urlunsplit(parts._replace(netloc=_without_password(parts.netloc)))
        environment = dict(os.environ)
        if parts.password is not None:
            environment["PGPASSWORD"] = unquote(parts.password)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            process = await asyncio.create_subprocess_exec(
                program,
                "--format=custom",
                bare,
                stdout=descriptor,
                stderr=asyncio.subprocess.PIPE,
                env=environment,
            )
            _, told = await process.communicate()
        finally:
            os.close(descriptor)
        if process.returncode:
            os.unlink(target)  # noqa: PTH108 - it is a moment's work
            lines = told.decode(errors="replace").strip().splitlines()
            raise StoreFault(
                "Backup failed",
                f"{_DUMP}: {lines[-1] if lines else process.returncode}",
                f"Run {_DUMP} by hand to see more.",
            )


async def _renew(connection: Connection, after: int, until: int) -> int:
    from tunix_rt_tui.trace.model import ReasoningTrace
    from tunix_rt_tui.trace.text import searchable

    span = "seq > $1 AND seq <= $2"
    await connection.execute(f"DELETE FROM trace_search WHERE {span}", after, until)
    rows = await connection.fetch(
        f"SELECT seq, payload FROM trace_payloads WHERE {span} ORDER BY seq", after, until
    )
    if rows:
        read = ReasoningTrace.model_validate_json
        await index(connection, [Indexed(seq, searchable(read(text))) for seq, text in rows])
    return len(rows)


def _questions() -> list[tuple[str, str]]:
    """What can be wrong, each with a sentence, and a query that counts it."""

    def without(table: str, other: str) -> str:
        return (
            f"SELECT count(*) FROM {table} AS one WHERE NOT EXISTS"
            f" (SELECT 1 FROM {other} AS other WHERE other.seq = one.seq)"
        )

    return [
        ("Traces without their document: {}.", without("traces", "trace_payloads")),
        ("Traces without counts of their steps: {}.", without("traces", "trace_step_types")),
        (
            f"Traces missing from the full-text index: {{}}; {_MEND_INDEX}.",
            without("traces", "trace_search"),
        ),
        *(
            (f"Rows of {table} that belong to no trace: {{}}.", without(table, "traces"))
            for table in TABLES
        ),
        (
            "Documents that are not as long as they were: {}.",
            "SELECT count(*) FROM traces JOIN trace_payloads USING (seq)"
            " WHERE bytes <> octet_length(payload)",
        ),
    ]


def _without_password(netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    return f"{user.partition(':')[0]}{at}{host}"
