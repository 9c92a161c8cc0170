"""What `config show` may print: everything but secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tunix_rt_tui.settings import SettingLine, describe, load_settings, setting_names
from tunix_rt_tui.settings.masking import mask_url


def _lines(tmp_path: Path, **environ: str) -> dict[str, SettingLine]:
    loaded = load_settings(flags={}, environ={"HOME": str(tmp_path), **environ}, cwd=tmp_path)
    return {line.name: line for line in describe(loaded)}


def test_every_setting_has_a_line_with_its_rule_and_its_meaning(tmp_path: Path) -> None:
    lines = _lines(tmp_path)
    assert list(lines) == [name.upper() for name in setting_names()]
    assert all(
        line.rule and line.description and line.origin == "default" for line in lines.values()
    )
    assert lines["DB_POOL_SIZE"].value == "5"
    assert lines["TUNIX_RT_READ_ONLY"].value == "false"
    assert lines["TUNIX_RT_TOKEN"].value is None


def test_no_line_holds_a_secret(tmp_path: Path) -> None:
    lines = _lines(
        tmp_path,
        DATABASE_URL="postgresql+asyncpg://bob:geheim@host/traces",
        TUNIX_RT_TOKEN="geheim",
        TUNIX_RT_SERVER="https://geheim@host",
    )
    assert "geheim" not in repr(lines)
    assert lines["DATABASE_URL"].value == "postgresql+asyncpg://bob:•••@host/traces"
    assert lines["TUNIX_RT_TOKEN"].value == "•••"
    assert lines["TUNIX_RT_SERVER"].value == "https://•••@host"
    assert lines["TUNIX_RT_SERVER"].origin == "environment"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("http://host:8000/a", "http://host:8000/a"),
        ("postgresql+asyncpg://bob@host/db", "postgresql+asyncpg://bob@host/db"),
        ("postgresql://bob:p@ss:w/rd@host/db", "postgresql://bob:•••@host/db"),
        ("bob:pass@host", "bob:•••@host"),
        (
            "http://host/?api_key=x&a=1&Password=y#z",
            "http://host/?api_key=•••&a=•••&Password=•••#z",
        ),
        ("http://host/?abc&t=a@b#z", "http://host/?•••&t=•••#z"),
        ("/health?token=a@b:c", "/health?token=•••"),
        ("/health/live", "/health/live"),
        ("postgresql://h/db?ssl=require&password=x", "postgresql://h/db?ssl=require&password=•••"),
        ("sqlite:////home/me:you@x/t.db", "sqlite:////home/me:you@x/t.db"),
    ],
)
def test_credentials_of_a_url_are_hidden(given: str, shown: str) -> None:
    assert mask_url(given) == shown
