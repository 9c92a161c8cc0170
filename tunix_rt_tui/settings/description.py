"""Telling of the settings without telling secrets."""

from __future__ import annotations

from typing import NamedTuple

from tunix_rt_tui.settings.loading import LoadedSettings
from tunix_rt_tui.settings.masking import plain
from tunix_rt_tui.settings.model import about, rule_of, setting_names


class SettingLine(NamedTuple):
    """One setting as it may be shown: secrets in `value` are masked, None is "not set".

    `rule` follows "must be", `description` says what the setting is for.
    """

    name: str
    value: str | None
    origin: str
    rule: str
    description: str


def describe(loaded: LoadedSettings) -> list[SettingLine]:
    """Every setting in a fixed order, what it is now, and where that came from."""
    return [
        SettingLine(
            name=name.upper(),
            value=plain(name, getattr(loaded.settings, name)),
            origin=loaded.origins[name.upper()],
            rule=rule_of(name),
            description=about(name),
        )
        for name in setting_names()
    ]
