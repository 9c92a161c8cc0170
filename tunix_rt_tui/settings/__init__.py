"""What a person can set, and where each value came from."""

from tunix_rt_tui.settings.database import Database, PostgresDatabase, SqliteDatabase
from tunix_rt_tui.settings.description import SettingLine, describe
from tunix_rt_tui.settings.folders import Folders, find_folders
from tunix_rt_tui.settings.loading import LoadedSettings, load_settings
from tunix_rt_tui.settings.model import (
    Choice,
    JournalMode,
    RediaiMode,
    Settings,
    ThemeName,
    setting_names,
)

__all__ = [
    "Choice",
    "Database",
    "Folders",
    "JournalMode",
    "LoadedSettings",
    "PostgresDatabase",
    "RediaiMode",
    "SettingLine",
    "Settings",
    "SqliteDatabase",
    "ThemeName",
    "describe",
    "find_folders",
    "load_settings",
    "setting_names",
]
