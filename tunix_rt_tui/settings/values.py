"""What a setting may be, each rule with its words and its reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from tunix_rt_tui.settings.database import parse_database
from tunix_rt_tui.settings.masking import Secret

_RATE = re.compile(r"[1-9][0-9]{0,8}/(second|minute|hour|day)")

_TRUE = ("true", "1", "yes", "on")
_FALSE = ("false", "0", "no", "off")


class Rule(NamedTuple):
    """What a value must be, in words that follow "must be", and what reads it.

    The reader takes text from the environment or any value of TOML; `ValueError` for a bad one.
    """

    text: str
    read: Callable[[object], object]


def whole(low: int, high: int) -> Rule:
    """A whole number between two, both allowed; `true` is none, though Python counts it as 1."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError("not a whole number")  # noqa: TRY004 - one kind of error for callers
        number = int(value)
        if not low <= number <= high:
            raise ValueError("out of range")
        return number

    return Rule(f"a whole number from {low} to {high}", read)


def one_of(*words: str) -> Rule:
    """One of a few words, in whatever case."""

    def read(value: object) -> str:
        word = _text(value).lower()
        if word not in words:
            raise ValueError("no such word")
        return word

    return Rule(f"{', '.join(words[:-1])} or {words[-1]}", read)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not text")  # noqa: TRY004 - as above
    return value


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = _text(value).lower()
    if word not in _TRUE + _FALSE:
        raise ValueError("neither true nor false")
    return word in _TRUE


def _database(value: object) -> Secret:
    url = _text(value)
    parse_database(url)
    return Secret(url)


def _token(value: object) -> Secret:
    """Make sure that the token can travel in a header."""
    token = _text(value)
    if not token or not all("!" <= character <= "~" for character in token):
        raise ValueError("cannot be sent")
    return Secret(token)


def _server(value: object) -> str:
    url = _text(value)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("not the URL of a server")
    if parts.query or parts.fragment or not url.isprintable() or " " in url:
        raise ValueError("more than the URL of a server")
    return url.rstrip("/")


def _path(value: object) -> str:
    path = _text(value)
    if not path.startswith("/") or not path.isprintable() or " " in path:
        raise ValueError("not a path")
    return path


def _origins(value: object) -> tuple[str, ...]:
    if _text(value).lower() == "none":
        return ()
    return tuple(_origin(part.strip()) for part in _text(value).split(",") if part.strip())


def _origin(text: str) -> str:
    parts = urlsplit(_server(text))
    if parts.path or parts.username is not None:
        raise ValueError("more than an origin")
    return f"{parts.scheme}://{parts.netloc}"


def _rate(value: object) -> str:
    rate = _text(value).lower().replace(" ", "")
    if not _RATE.fullmatch(rate):
        raise ValueError("not a rate")
    return rate


DATABASE = Rule(
    "sqlite+aiosqlite:///relative.db, sqlite+aiosqlite:////absolute.db (both without"
    " parameters) or postgresql://user@host/name",
    _database,
)
SERVER = Rule("an http or https URL without parameters", _server)
PATH = Rule("a path that starts with /", _path)
TOKEN = Rule("printable ASCII without spaces", _token)
TRUTH = Rule("true or false", _truth)
ORIGINS = Rule("none, or origins like http://localhost:5173 with commas between them", _origins)
RATE = Rule("a rate like 100/second, with second, minute, hour or day", _rate)
