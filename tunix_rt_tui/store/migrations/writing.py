"""Beginning a new revision of a schema: a developer's tool."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory

from tunix_rt_tui.store.migrations.config import config_for
from tunix_rt_tui.store.migrations.known import SQLITE, History


def new_revision(message: str, history: History = SQLITE) -> Path:
    """Write an empty revision after the newest one, numbered one higher; return its file.

    It is named in the history by hand, where a test looks for it.
    """
    config = config_for(history)
    head = ScriptDirectory.from_config(config).get_current_head()
    script = command.revision(config, message, rev_id=f"{int(head or 0) + 1:04}")
    assert isinstance(script, Script)
    return Path(script.path)
