"""What is *not* loaded, which no static look at the imports can tell: each in a clean process."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

DRIVERS = ("aiosqlite", "sqlite3", "asyncpg")
SCHEMA_TOOLS = ("sqlalchemy", "alembic")
SCREENS = ("textual",)
SERVER = ("fastapi", "starlette", "uvicorn", "limits")


def loaded_by(code: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after running `code`."""
    script = (
        f"{code}\nimport json, sys\nprint(json.dumps(sorted(m.split('.')[0] for m in sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("tunix_rt_tui", ("pydantic", "click", *SCREENS, *DRIVERS, *SCHEMA_TOOLS)),
        ("tunix_rt_tui.trace.parsing", ("rich", "click", *SCREENS, *DRIVERS, *SCHEMA_TOOLS)),
        ("tunix_rt_tui.sources", (*SCREENS, *DRIVERS, *SCHEMA_TOOLS)),
        ("tunix_rt_tui.store.contract", (*SCREENS, *DRIVERS, *SCHEMA_TOOLS)),
        ("tunix_rt_tui.library.browsing", ("httpx", "rich", *SCREENS, *DRIVERS, *SCHEMA_TOOLS)),
        ("tunix_rt_tui.library.importing", ("httpx", "rich", *SCREENS, *DRIVERS, *SCHEMA_TOOLS)),
        ("tunix_rt_tui.health.monitor", ("httpx", *SCREENS, *DRIVERS, *SCHEMA_TOOLS)),
        (
            "tunix_rt_tui.cli.main",
            ("pydantic", "httpx", "rich", *SERVER, *SCREENS, *DRIVERS, *SCHEMA_TOOLS),
        ),
        ("tunix_rt_tui.tui.app", ("httpx", "structlog", *DRIVERS, *SCHEMA_TOOLS)),
        (
            "tunix_rt_tui.bootstrap",
            ("httpx", "structlog", *SERVER, *SCREENS, *DRIVERS, *SCHEMA_TOOLS),
        ),
        ("tunix_rt_tui.server.app", ("httpx", *SCREENS, *DRIVERS, *SCHEMA_TOOLS)),
    ],
)
def test_a_module_loads_nothing_above_or_beside_it(module: str, absent: tuple[str, ...]) -> None:
    assert not loaded_by(f"import {module}") & set(absent)


def test_a_store_whose_schema_is_current_is_opened_with_a_driver_alone(tmp_path: object) -> None:
    opening = (
        "import asyncio\n"
        "from pathlib import Path\n"
        "from tunix_rt_tui.store.sqlite.store import open_sqlite\n"
        "async def main():\n"
        f"    store = await open_sqlite(Path({str(tmp_path)!r}, 'traces.db'))\n"
        "    await store.close()\n"
        "asyncio.run(main())\n"
    )
    assert set(SCHEMA_TOOLS) <= loaded_by(opening)
    assert not loaded_by(opening) & {"pydantic", *SCHEMA_TOOLS}


def test_importing_does_nothing(tmp_path: object) -> None:
    code = (
        "import os\n"
        f"os.environ.update(HOME={str(tmp_path)!r}, XDG_DATA_HOME={str(tmp_path)!r})\n"
        "import tunix_rt_tui.cli.main, tunix_rt_tui.bootstrap, tunix_rt_tui.tui.app\n"
        "import tunix_rt_tui.settings\n"
        f"assert not os.listdir({str(tmp_path)!r})\n"
    )
    assert loaded_by(code)
