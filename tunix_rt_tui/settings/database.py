"""Which database a URL means."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tunix_rt_tui.settings.masking import mask_url

SQLITE_SCHEMES = ("sqlite+aiosqlite", "sqlite")
POSTGRES_SCHEMES = ("postgresql+asyncpg", "postgresql", "postgres")


class NoSuchHome(ValueError):
    """A path begins with the home folder of a user whom the system does not know."""


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """A file on this machine; a relative path counts from the working folder."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """A database on a PostgreSQL server; `url` may hold a password, its `str` and `repr` never."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        return mask_url(self.url)

    @property
    def driver_url(self) -> str:
        """The URL as the driver takes it."""
        return f"postgresql://{self.url.partition('://')[2]}"


Database = SqliteDatabase | PostgresDatabase


def parse_database(url: str) -> Database:
    """Read a database URL; `ValueError` for one of another kind, in memory, or with no name.

    `NoSuchHome` where it begins with the folder of a user whom nobody knows.

    Three slashes begin a relative SQLite path, four an absolute one, as in SQLAlchemy. The path is
    percent-decoded, so any file name can be written. The error never repeats the URL.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or "\0" in unquote(url):
        raise ValueError("not a URL")
    if scheme in SQLITE_SCHEMES:
        path = unquote(rest.removeprefix("/"))
        if not rest.startswith("/") or path in ("", ":memory:") or {"?", "#"} & set(rest):
            raise ValueError("not the path of a file")
        return SqliteDatabase(expanded(Path(path)))
    if scheme in POSTGRES_SCHEMES and _names_a_database(url):
        return PostgresDatabase(url)
    raise ValueError("not a known kind of database")


def expanded(path: Path) -> Path:
    """Put the home folder in the place of a first `~` or `~user`; `NoSuchHome` if there is none."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise NoSuchHome(f"there is no home folder {path.parts[0]}") from error


def sqlite_url(path: Path) -> str:
    """Write the URL of an SQLite file, such that `parse_database` gives the path back."""
    return f"{SQLITE_SCHEMES[0]}:///{quote(str(path))}"


def _names_a_database(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/") != "" and parts.port != 0
