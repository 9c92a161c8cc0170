"""What a person can set, and where each value came from."""

from tunix_rt_tui.settings.database import Database, PostgresDatabase, SqliteDatabase
from tunix_rt_tui.settings.description import SettingLine, describe
from tunix_rt_tui.settings.folders import Folders, find_folders
from tunix_rt_tui.settings.loading import LoadedSettings, load_settings
from tunix_rt_tui.settings.model import JournalMode, RediaiMode, Settings, setting_names

__all__ = [
    "Database",
    "Folders",
    "JournalMode",
    "LoadedSettings",
    "PostgresDatabase",
    "RediaiMode",
    "SettingLine",
    "Settings",
    "SqliteDatabase",
    "describe",
    "find_folders",
    "load_settings",
    "setting_names",
]
