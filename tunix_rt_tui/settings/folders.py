"""The three folders that belong to the program, by the XDG base directory specification."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tunix_rt_tui.errors import SettingFault

NAME = "tunix-rt"


class Folders(NamedTuple):
    """Where settings, traces and logs are kept. Naming a folder does not create it."""

    config: Path
    data: Path
    state: Path

    @property
    def config_file(self) -> Path:
        """The config file that is read where no other is named; it may be absent."""
        return self.config / "config.toml"

    @property
    def database_file(self) -> Path:
        """The SQLite file that holds the traces where no other database is named."""
        return self.data / "traces.db"


def find_folders(environ: Mapping[str, str]) -> Folders:
    """Name the folders from `XDG_*_HOME`, or from their places in the home folder.

    A relative `XDG_*_HOME` is passed over, as the specification demands. Raises `SettingFault`
    where there is neither such a variable nor a home folder.
    """
    return Folders(
        config=_base(environ, "XDG_CONFIG_HOME", ".config") / NAME,
        data=_base(environ, "XDG_DATA_HOME", ".local/share") / NAME,
        state=_base(environ, "XDG_STATE_HOME", ".local/state") / NAME,
    )


def _base(environ: Mapping[str, str], variable: str, within_home: str) -> Path:
    named = Path(environ.get(variable, ""))
    if named.is_absolute():
        return named
    home = environ.get("HOME")
    if home:
        return Path(home) / within_home
    try:
        return Path.home() / within_home
    except RuntimeError as error:
        raise SettingFault(
            "No home folder",
            f"Neither {variable} nor HOME is set, and the system names no home folder.",
            "Set HOME to a folder that can be written.",
        ) from error
