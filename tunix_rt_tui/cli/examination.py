"""What a person who mends the program wants to know of the place where it runs."""

from __future__ import annotations

import locale
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tunix_rt_tui import __version__
from tunix_rt_tui.bootstrap import open_existing, schema, utc_now
from tunix_rt_tui.cli.checkup import look
from tunix_rt_tui.cli.console import Console, path_text
from tunix_rt_tui.errors import TunixError
from tunix_rt_tui.health.telling import as_lines
from tunix_rt_tui.settings import LoadedSettings, Settings, describe
from tunix_rt_tui.trace.text import flat

PACKAGES = ("textual", "rich", "click", "pydantic", "aiosqlite", "alembic", "httpx", "structlog")
VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "TMUX", "STY", "SSH_TTY", "NO_COLOR", "LANG")
"""What of the environment decides how a terminal looks; only whether it is set for those that
hold paths."""

_ONLY_WHETHER_SET = ("TMUX", "STY", "SSH_TTY")


async def examine(loaded: LoadedSettings, console: Console) -> list[str]:
    """Look at everything and change nothing; the lines of the page."""
    looking = replace(loaded.settings, tunix_rt_read_only=True)
    lines = ["Program", *_indented(_program())]
    lines += ["", "Terminal", *_indented(_terminal(console))]
    lines += ["", "Folders", *_indented(_folders(loaded))]
    lines += ["", "Settings", *_indented(_settings(loaded))]
    health = as_lines(await look(looking), utc_now())
    lines += ["", "Health (opened for reading only)", *_indented(health)]
    lines += ["", "Database", *_indented(await _database(looking))]
    return [_without_home(flat(line)) for line in lines]


def _program() -> Iterator[str]:
    yield f"tunix-rt {__version__}"
    yield f"Python {platform.python_version()} ({sys.executable})"
    for package in PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} is not installed"
    yield f"{platform.platform()}, {locale.getpreferredencoding(do_setlocale=False)}"


def _terminal(console: Console) -> Iterator[str]:
    yield f"stdout is {'a' if console.is_terminal else 'no'} terminal, {console.width} columns"
    for variable in VARIABLES:
        value = os.environ.get(variable)
        if value is not None:
            yield f"{variable}={'(set)' if variable in _ONLY_WHETHER_SET else value}"


def _folders(loaded: LoadedSettings) -> Iterator[str]:
    folders = loaded.folders
    for label, path in (
        ("config file", loaded.config_file),
        ("data", folders.data),
        ("state and log", folders.state),
    ):
        yield f"{label}: {path_text(path)}{_whether_there(path)}"


def _whether_there(path: Path) -> str:
    try:
        return "" if path.exists() else " (not there)"
    except OSError as error:
        return f" ({error.strerror or error})"


def _settings(loaded: LoadedSettings) -> Iterator[str]:
    for line in describe(loaded):
        value = "not set" if line.value is None else line.value
        yield f"{line.name}={value}  ({line.origin})"


async def _database(settings: Settings) -> list[str]:
    """The revision and what is wrong inside, or why neither can be told."""
    try:
        revision = schema(settings).current()
        async with open_existing(settings) as store:
            wrong = await store.check()
    except TunixError as fault:
        return [f"{fault.title}: {fault.message}"]
    except OSError as error:
        return [f"{settings.database}: {error.strerror or error}"]
    return [f"revision: {revision or 'none'}", *(wrong or ["check: ok"])]


def _indented(lines: Iterator[str] | list[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}"


def _without_home(line: str) -> str:
    try:
        home = path_text(Path.home())
    except RuntimeError:
        return line
    return line.replace(home, "~") if len(home) > 1 else line
