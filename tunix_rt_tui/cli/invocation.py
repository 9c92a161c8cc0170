"""What was said before the verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # settings load pydantic, which `--version` and `--help` do without
    from tunix_rt_tui.settings import LoadedSettings, Settings


@dataclass(frozen=True, slots=True)
class Invocation:
    """The global options, as they were given; nothing is read before it is asked for."""

    flags: Mapping[str, object]
    config_file: Path | None

    def load(self) -> LoadedSettings:
        """Gather all settings; raises `SettingFault`."""
        from tunix_rt_tui.settings import load_settings

        return load_settings(flags=self.flags, config_file=self.config_file)

    def settings(self) -> Settings:
        """Gather all settings, without where they came from; raises `SettingFault`."""
        return self.load().settings


pass_invocation = click.make_pass_decorator(Invocation)
"""Gives a verb what was said before it, as its first argument."""
