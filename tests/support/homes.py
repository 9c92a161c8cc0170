"""A home of its own for a program under test."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

TUNIX_RT = str(Path(sys.executable).with_name("tunix-rt"))
"""The installed program."""


def environment(home: Path) -> Mapping[str, str]:
    """Variables that keep everything the program writes below `home`."""
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
    }
