"""Alembic's configuration, made here instead of read from an `alembic.ini`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from alembic.config import Config

from tunix_rt_tui.store.migrations.known import History


def config_for(history: History) -> Config:
    """Configure Alembic, which then prints nothing, for the history of one kind of database."""
    config = Config(cmd_opts=Namespace(quiet=True))
    config.set_main_option("script_location", _literal(Path(__file__).parent))
    config.set_main_option("version_locations", _literal(history.folder))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _literal(path: Path) -> str:
    return str(path).replace("%", "%%")
