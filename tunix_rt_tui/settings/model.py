"""Every setting, its rule and its default.

Made of the standard library alone: settings are read before the app can draw anything, and the
import of a validation library would double the time until then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from tunix_rt_tui.settings import values
from tunix_rt_tui.settings.database import Database, parse_database
from tunix_rt_tui.settings.masking import Secret

JournalMode = Literal["auto", "wal", "truncate", "delete"]
RediaiMode = Literal["mock", "real"]
ThemeName = Literal["auto", "dark", "light", "contrast", "ansi", "mono"]
Choice = Literal["auto", "yes", "no"]


@dataclass(frozen=True, slots=True)
class _Declared:
    """What a setting is for, and what it must be."""

    about: str
    rule: values.Rule


def _setting(about: str, rule: values.Rule, default: Any = None, *, required: bool = False) -> Any:
    """Declare a setting: what it is for, what it must be, and what it is where nobody sets it."""
    metadata = {"declared": _Declared(about, rule)}
    return field(metadata=metadata) if required else field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, checked and frozen.

    Making one reads nothing but the arguments: `load_settings` gathers them from flags,
    environment and files, and checks them. Names in capitals are the environment variables.
    """

    database_url: Secret = _setting(
        "Where the traces are; a plain path goes with --db", values.DATABASE, required=True
    )
    db_pool_size: int = _setting(
        "Connections to PostgreSQL that may be open", values.whole(1, 50), 5
    )
    db_max_overflow: int = _setting(
        "More connections to PostgreSQL, when those are busy", values.whole(0, 50), 10
    )
    db_pool_timeout: int = _setting(
        "Seconds to wait for a connection to PostgreSQL", values.whole(1, 300), 30
    )
    db_statement_timeout: int = _setting(
        "Seconds that a statement on PostgreSQL may take", values.whole(1, 3600), 60
    )
    trace_max_bytes: int = _setting(
        "Bytes that one document may have", values.whole(1024, 10_485_760), 1_048_576
    )
    backend_port: int = _setting("Port on which the HTTP API listens", values.whole(1, 65535), 8000)
    tunix_rt_server: str | None = _setting("URL of a server whose health is watched", values.SERVER)
    tunix_rt_token: Secret | None = _setting(
        "Bearer token of that server, and of the HTTP API that is served here", values.TOKEN
    )
    tunix_rt_open_reading: bool = _setting(
        "Whether the HTTP API may be read without the token that it has", values.TRUTH, False
    )
    tunix_rt_cors_origins: tuple[str, ...] = _setting(
        "Origins whose pages may use the HTTP API", values.ORIGINS, ("http://localhost:5173",)
    )
    tunix_rt_write_rate: str | None = _setting(
        "Writes that the HTTP API takes from one client, like 100/second", values.RATE
    )
    tunix_rt_journal_mode: JournalMode = _setting(
        "Journal of an SQLite database; auto chooses by the filesystem",
        values.one_of("auto", "wal", "truncate", "delete"),
        "auto",
    )
    tunix_rt_read_only: bool = _setting("Whether nothing may be written", values.TRUTH, False)
    tunix_rt_theme: ThemeName = _setting(
        "Colours of the app; auto follows the terminal and what was chosen last",
        values.one_of("auto", "dark", "light", "contrast", "ansi", "mono"),
        "auto",
    )
    tunix_rt_ascii: Choice = _setting(
        "Whether the app draws in ASCII; auto does where the locale is not UTF-8",
        values.one_of("auto", "yes", "no"),
        "auto",
    )
    tunix_rt_low_bandwidth: bool = _setting(
        "Whether the app sends less still: 5 frames a second, 256 colours", values.TRUTH, False
    )
    tunix_rt_mouse: bool = _setting(
        "Whether the app takes the mouse; without it the terminal selects text", values.TRUTH, True
    )
    rediai_mode: RediaiMode = _setting(
        "Whether RediAI is really asked how it is", values.one_of("mock", "real"), "mock"
    )
    rediai_base_url: str = _setting("Where RediAI listens", values.SERVER, "http://localhost:8080")
    rediai_health_path: str = _setting(
        "Path at RediAI that answers whether it is well", values.PATH, "/health"
    )
    rediai_health_cache_ttl_seconds: int = _setting(
        "Seconds for which an answer about health is kept", values.whole(0, 300), 30
    )

    @property
    def database(self) -> Database:
        """The database that `database_url` means."""
        return parse_database(self.database_url.reveal())


def setting_names() -> list[str]:
    """The names of all settings in lower case, in a fixed order."""
    return [one.name for one in fields(Settings)]


def rule_of(name: str) -> str:
    """What a setting must be, in words that follow "must be"."""
    return _declared(name).rule.text


def about(name: str) -> str:
    """What a setting is for."""
    return _declared(name).about


def reader_of(name: str) -> Callable[[object], object]:
    """What turns a value as it was found into that of the setting; `ValueError` for a bad one."""
    return _declared(name).rule.read


def _declared(name: str) -> _Declared:
    declared: _Declared = Settings.__dataclass_fields__[name].metadata["declared"]
    return declared
