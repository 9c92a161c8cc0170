"""Where the program keeps things."""

from __future__ import annotations

from pathlib import Path

import pytest

from tunix_rt_tui.errors import SettingFault
from tunix_rt_tui.settings import find_folders


def test_the_xdg_variables_move_the_folders() -> None:
    folders = find_folders({"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s"})
    assert folders.config_file == Path("/c/tunix-rt/config.toml")
    assert folders.database_file == Path("/d/tunix-rt/traces.db")
    assert folders.state == Path("/s/tunix-rt")


def test_without_them_or_with_relative_ones_the_folders_are_in_the_home() -> None:
    folders = find_folders({"HOME": "/home/me", "XDG_STATE_HOME": "state", "XDG_DATA_HOME": ""})
    assert folders.config == Path("/home/me/.config/tunix-rt")
    assert folders.data == Path("/home/me/.local/share/tunix-rt")
    assert folders.state == Path("/home/me/.local/state/tunix-rt")


def test_where_home_is_not_set_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/elsewhere")
    assert find_folders({}).config == Path("/elsewhere/.config/tunix-rt")


def test_without_any_home_the_person_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    with pytest.raises(SettingFault, match="XDG_CONFIG_HOME"):
        find_folders({})
