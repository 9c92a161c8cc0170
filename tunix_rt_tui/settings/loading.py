"""Gathering the settings from where they are set: the strongest source that names one wins."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from errno import EISDIR, ENOENT
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tunix_rt_tui.errors import SettingFault, TunixError
from tunix_rt_tui.settings.database import NoSuchHome, SqliteDatabase, expanded, sqlite_url
from tunix_rt_tui.settings.folders import Folders, find_folders
from tunix_rt_tui.settings.masking import Secret, plain
from tunix_rt_tui.settings.model import Settings, reader_of, rule_of, setting_names

FLAGS = {
    "db": "database_url",
    "server": "tunix_rt_server",
    "read_only": "tunix_rt_read_only",
    "port": "backend_port",
    "theme": "tunix_rt_theme",
    "ascii": "tunix_rt_ascii",
    "low_bandwidth": "tunix_rt_low_bandwidth",
    "no_mouse": "tunix_rt_mouse",
}
"""Flags of the command line, as its functions call them, and the settings that they stand for."""

Values = dict[str, object]


_FLAGS_THAT_SET = {"ascii": "yes", "no_mouse": False}
"""What a flag without a value sets, where that is not simply true."""

KEYS_TABLE = "keys"
"""The table of the config file that gives other keys to what the app does."""


class _BrokenFileError(Exception):
    """A settings file is there and can be read, but says nothing that can be understood."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings, and what is worth telling about them.

    `origins` says for each name in capitals where its value came from: "flag --db", "environment",
    ".env", "config file /path" or "default". `config_file` is where one was looked for; it may be
    absent. `keys` are the app's keys that it sets otherwise, by their ids, not yet checked.
    """

    settings: Settings
    origins: Mapping[str, str]
    folders: Folders
    config_file: Path
    keys: Mapping[str, str]


def load_settings(
    *,
    flags: Mapping[str, object],
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    config_file: Path | None = None,
) -> LoadedSettings:
    """Gather and check all settings: flags, environment, `.env` in `cwd`, config file, defaults.

    The keys of `flags` are those of `FLAGS`; None and False mean that a flag was not given, since
    none of them can say no. Variables that are set but empty count as not set. A relative SQLite
    path is made absolute from `cwd`. Raises one `SettingFault` for everything that is wrong: bad
    values, unknown keys in the config file, a file that cannot be read, a named one that is absent.
    """
    environ = os.environ if environ is None else environ
    cwd = _working_folder() if cwd is None else cwd
    folders = find_folders(environ)
    file = folders.config_file if config_file is None else cwd / _expanded(config_file)
    problems: list[str] = []
    from_file = _from_file(file, named=config_file is not None)
    keys = _keys(from_file.pop(KEYS_TABLE, {}), file, problems)
    _drop_unknown(from_file, file, problems)

    values: Values = {"database_url": sqlite_url(folders.database_file)}
    origins = dict.fromkeys(setting_names(), "default")
    for origin, found in (
        (f"config file {file}", from_file),
        (".env", _from_dotenv(cwd / ".env")),
        ("environment", _from_environment(environ)),
    ):
        values |= found
        origins |= dict.fromkeys(found, origin)
    for flag, value in flags.items():
        if value is not None and value is not False:
            field = FLAGS[flag]
            set_to = _FLAGS_THAT_SET.get(flag, value)
            values[field] = _database_of_flag(str(value)) if flag == "db" else set_to
            origins[field] = f"flag --{flag.replace('_', '-')}"

    settings = _checked(values, origins, problems)
    if isinstance(settings.database, SqliteDatabase):
        absolute = sqlite_url(cwd / settings.database.path)
        settings = replace(settings, database_url=Secret(absolute))
    named = {field.upper(): origin for field, origin in origins.items()}
    return LoadedSettings(settings, MappingProxyType(named), folders, file, keys)


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise TunixError(
            "No working folder",
            f"The folder that you are in cannot be used any more: {error.strerror or error}.",
            "Go to one that is there, for example with: cd",
        ) from error


def _expanded(file: Path) -> Path:
    try:
        return expanded(file)
    except NoSuchHome as error:
        raise _bad_file(file, f"cannot be read: {error}") from error


def _from_environment(environ: Mapping[str, str]) -> Values:
    return {name: value for name in setting_names() if (value := environ.get(name.upper()))}


def _from_dotenv(file: Path) -> Values:
    def read() -> Values:
        from dotenv import dotenv_values

        return _from_environment(
            {
                name.upper(): value
                for name, value in dotenv_values(file, encoding="utf-8").items()
                if value is not None
            }
        )

    try:
        there = file.is_file()
    except PermissionError:  # what is in a folder of somebody else is not meant
        there = False
    return _read(file, read) if there else {}


def _from_file(file: Path, *, named: bool) -> Values:
    def read() -> Values:
        import tomllib

        if file.is_dir():
            raise IsADirectoryError(EISDIR, "it is a folder")
        if not file.exists():
            if not named:
                return {}
            raise FileNotFoundError(ENOENT, "it does not exist")
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise _BrokenFileError(f"is no valid TOML: {error}") from error

    return {key.lower(): value for key, value in _read(file, read).items()}


def _drop_unknown(found: Values, file: Path, problems: list[str]) -> None:
    known = setting_names()
    for key in found.keys() - set(known):
        from difflib import get_close_matches

        near = get_close_matches(key, [*known, KEYS_TABLE], n=1, cutoff=0.0)
        problems.append(
            f"config file {file} has an unknown key '{key}'; the nearest known one is '{near[0]}'"
        )
        del found[key]


def _keys(table: object, file: Path, problems: list[str]) -> Mapping[str, str]:
    """Read the table of keys: `list.open = "o"`, or `"list.open" = ["o", "enter"]`."""
    keys: dict[str, str] = {}

    def read(name: str, value: object) -> None:
        if isinstance(value, dict):
            for part, inner in value.items():
                read(f"{name}.{part}" if name else str(part), inner)
        elif isinstance(value, str) and name:
            keys[name] = value
        elif isinstance(value, list) and name and all(isinstance(one, str) for one in value):
            keys[name] = ",".join(value)
        else:
            problems.append(
                f"config file {file} sets '{KEYS_TABLE}.{name}' to {value!r}"
                ' but it must be a key or a list of keys, as in list.open = ["enter", "o"]'
            )

    read("", table)
    return MappingProxyType(keys)


def _read(file: Path, read: Callable[[], Values]) -> Values:
    try:
        return read()
    except _BrokenFileError as error:
        reason = str(error)
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8: byte {error.start} cannot be decoded"
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
    raise _bad_file(file, reason)


def _bad_file(file: Path, reason: str) -> SettingFault:
    return SettingFault(
        "Bad settings file",
        f"The file {file} {reason}.",
        "Mend the file or move it away, or name another with --config.",
    )


def _database_of_flag(value: str) -> str:
    """The URL that `--db` means, which takes a plain path too."""
    if not value or "://" in value:
        return value
    return sqlite_url(Path(value))


def _checked(values: Values, origins: Mapping[str, str], problems: list[str]) -> Settings:
    checked: dict[str, Any] = {}
    for name, value in values.items():
        try:
            checked[name] = reader_of(name)(value)
        except NoSuchHome as error:
            problems.append(
                f"{name.upper()} (from {origins[name]}) is {plain(name, value)!r}, but {error}"
            )
        except ValueError:
            problems.append(
                f"{name.upper()} (from {origins[name]}) is {plain(name, value)!r}"
                f" but must be {rule_of(name)}"
            )
    if problems:
        raise SettingFault(
            "Bad setting" if len(problems) == 1 else "Bad settings",
            "\n".join(f"{problem}." for problem in problems),
            "Correct it where it is set, or remove it there to use the default.",
        )
    return Settings(**checked)
