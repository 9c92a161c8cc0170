"""A person sets something somewhere, and it counts, or they are told why not."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from tunix_rt_tui.errors import EXIT_USAGE, SettingFault
from tunix_rt_tui.settings import (
    LoadedSettings,
    PostgresDatabase,
    Settings,
    SqliteDatabase,
    load_settings,
    setting_names,
)
from tunix_rt_tui.settings.masking import Secret


class Place:
    """A working folder, a home, and an environment to load settings in."""

    def __init__(self, root: Path) -> None:
        self.cwd = root / "work"
        self.home = root / "home"
        self.cwd.mkdir()
        self.home.mkdir()
        self.environ = {"HOME": str(self.home)}

    def config(self, text: str) -> Path:
        """Write the config file that is read by default."""
        file = self.home / ".config" / "tunix-rt" / "config.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def dotenv(self, text: str) -> None:
        """Write the `.env` of the working folder."""
        (self.cwd / ".env").write_text(text, encoding="utf-8")

    def load(self, config_file: Path | None = None, **flags: object) -> LoadedSettings:
        """Load as the program does at its start."""
        return load_settings(
            flags=flags, environ=self.environ, cwd=self.cwd, config_file=config_file
        )

    def refusal(self, config_file: Path | None = None, **flags: object) -> SettingFault:
        """Load what must be refused, and give the fault."""
        with pytest.raises(SettingFault) as caught:
            self.load(config_file, **flags)
        assert caught.value.exit_code == EXIT_USAGE
        return caught.value


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty place: nothing is set anywhere."""
    return Place(tmp_path)


def test_with_nothing_set_the_defaults_hold_and_nothing_is_created(place: Place) -> None:
    loaded = place.load()
    settings = loaded.settings
    assert settings.database == SqliteDatabase(place.home / ".local/share/tunix-rt/traces.db")
    assert str(settings.database) == str(place.home / ".local/share/tunix-rt/traces.db")
    assert (settings.db_pool_size, settings.db_max_overflow, settings.db_pool_timeout) == (
        5,
        10,
        30,
    )
    assert (settings.trace_max_bytes, settings.backend_port) == (1_048_576, 8000)
    assert (settings.tunix_rt_server, settings.tunix_rt_token) == (None, None)
    assert (settings.tunix_rt_journal_mode, settings.tunix_rt_read_only) == ("auto", False)
    assert settings.rediai_mode == "mock"
    assert settings.rediai_base_url + settings.rediai_health_path == "http://localhost:8080/health"
    assert settings.rediai_health_cache_ttl_seconds == 30
    assert set(loaded.origins.values()) == {"default"}
    assert set(loaded.origins) == {name.upper() for name in setting_names()}
    assert loaded.config_file == place.home / ".config/tunix-rt/config.toml"
    assert list(place.home.iterdir()) == []
    assert list(place.cwd.iterdir()) == []


def test_the_strongest_source_wins_and_is_named(place: Place) -> None:
    file = place.config("backend_port = 1001\ntrace_max_bytes = 2001\ndb_pool_size = 21\n")
    assert place.load().settings.backend_port == 1001
    assert place.load().origins["BACKEND_PORT"] == f"config file {file}"

    place.dotenv("BACKEND_PORT=1002\nTRACE_MAX_BYTES=2002\n")
    assert place.load().settings.backend_port == 1002
    assert place.load().origins["BACKEND_PORT"] == ".env"

    place.environ["BACKEND_PORT"] = "1003"
    assert place.load().settings.backend_port == 1003
    assert place.load().origins["BACKEND_PORT"] == "environment"

    loaded = place.load(port=1004)
    assert loaded.settings.backend_port == 1004
    assert loaded.origins["BACKEND_PORT"] == "flag --port"
    assert loaded.settings.trace_max_bytes == 2002
    assert loaded.origins["TRACE_MAX_BYTES"] == ".env"
    assert loaded.settings.db_pool_size == 21
    assert loaded.origins["DB_POOL_TIMEOUT"] == "default"


def test_flags_that_were_not_given_set_nothing(place: Place) -> None:
    place.environ["TUNIX_RT_READ_ONLY"] = "true"
    loaded = place.load(db=None, server=None, read_only=False)
    assert loaded.settings.tunix_rt_read_only
    assert loaded.origins["TUNIX_RT_READ_ONLY"] == "environment"
    assert place.load(read_only=True).origins["TUNIX_RT_READ_ONLY"] == "flag --read-only"


def test_what_is_set_but_empty_and_what_is_unknown_counts_as_not_set(place: Place) -> None:
    place.environ |= {"BACKEND_PORT": "", "backend_port": "1", "TUNIX_RT_COLOUR": "red"}
    place.dotenv("DB_POOL_SIZE=\nSOMEBODY_ELSES=1\n")
    assert set(place.load().origins.values()) == {"default"}


def test_a_folder_called_dotenv_is_no_settings_file(place: Place) -> None:
    (place.cwd / ".env").mkdir()
    assert set(place.load().origins.values()) == {"default"}


def test_the_process_is_looked_at_where_nothing_else_is_given(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKEND_PORT", "1234")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place.home))
    monkeypatch.chdir(place.cwd)
    place.dotenv("DB_POOL_SIZE=7\n")
    settings = load_settings(flags={}).settings
    assert (settings.backend_port, settings.db_pool_size) == (1234, 7)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("traces.db", "{cwd}/traces.db"),
        ("a b?c#d%20e@f:g.db", "{cwd}/a b?c#d%20e@f:g.db"),
        ("/srv/traces.db", "/srv/traces.db"),
        ("sqlite:///near.db", "{cwd}/near.db"),
        ("sqlite+aiosqlite:////srv/far%20off.db", "/srv/far off.db"),
    ],
)
def test_the_database_may_be_a_path_or_a_url(place: Place, given: str, path: str) -> None:
    loaded = place.load(db=given)
    assert loaded.settings.database == SqliteDatabase(Path(path.format(cwd=place.cwd)))
    assert loaded.origins["DATABASE_URL"] == "flag --db"


def test_a_tilde_is_the_home_folder(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(place.home))
    assert place.load(db="~/t.db").settings.database == SqliteDatabase(place.home / "t.db")


def test_postgresql_is_understood_and_its_password_is_not_shown(place: Place) -> None:
    url = "postgresql+asyncpg://bob:geheim@host:5432/traces?ssl=require"
    place.environ["DATABASE_URL"] = url
    settings = place.load().settings
    assert settings.database == PostgresDatabase(url)
    for text in (repr(settings), str(settings), repr(settings.database), str(settings.database)):
        assert "geheim" not in text
    assert str(settings.database) == "postgresql+asyncpg://bob:•••@host:5432/traces?ssl=require"


BAD = [
    ("DATABASE_URL", "traces.db"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite:///traces.db?mode=ro"),
    ("DATABASE_URL", "sqlite:///a%00b"),
    ("DATABASE_URL", "mysql://host/traces"),
    ("DATABASE_URL", "postgresql+asyncpg://host"),
    ("DATABASE_URL", "postgresql+asyncpg://host:port/traces"),
    ("DB_POOL_SIZE", "0"),
    ("DB_POOL_SIZE", "51"),
    ("DB_MAX_OVERFLOW", "-1"),
    ("DB_MAX_OVERFLOW", "51"),
    ("DB_POOL_TIMEOUT", "0"),
    ("DB_POOL_TIMEOUT", "301"),
    ("TRACE_MAX_BYTES", "1023"),
    ("TRACE_MAX_BYTES", "10485761"),
    ("TRACE_MAX_BYTES", "1e6"),
    ("BACKEND_PORT", "65536"),
    ("TUNIX_RT_SERVER", "host:8000"),
    ("TUNIX_RT_SERVER", "ftp://host"),
    ("TUNIX_RT_SERVER", "http://"),
    ("TUNIX_RT_SERVER", "http://host:port"),
    ("TUNIX_RT_SERVER", "http://host/#q"),
    ("TUNIX_RT_SERVER", "http://ho st"),
    ("TUNIX_RT_JOURNAL_MODE", "off"),
    ("TUNIX_RT_READ_ONLY", "maybe"),
    ("REDIAI_MODE", "fake"),
    ("REDIAI_BASE_URL", "localhost:8080"),
    ("REDIAI_HEALTH_PATH", "health"),
    ("REDIAI_HEALTH_PATH", "/he alth"),
    ("REDIAI_HEALTH_CACHE_TTL_SECONDS", "301"),
    ("TUNIX_RT_CORS_ORIGINS", "a.example"),
    ("TUNIX_RT_CORS_ORIGINS", "http://a.example/path"),
    ("TUNIX_RT_WRITE_RATE", "fast"),
    ("TUNIX_RT_WRITE_RATE", "0/second"),
    ("DB_STATEMENT_TIMEOUT", "0"),
]


def test_origins_and_rates_of_the_api_are_understood(place: Place) -> None:
    place.environ |= {
        "TUNIX_RT_CORS_ORIGINS": "https://a.example, http://b.example:8080",
        "TUNIX_RT_WRITE_RATE": "100 / Second",
        "TUNIX_RT_OPEN_READING": "yes",
    }
    settings = place.load().settings
    assert settings.tunix_rt_cors_origins == ("https://a.example", "http://b.example:8080")
    assert settings.tunix_rt_write_rate == "100/second"
    assert settings.tunix_rt_open_reading
    place.environ["TUNIX_RT_CORS_ORIGINS"] = "none"
    assert place.load().settings.tunix_rt_cors_origins == ()


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_refused_with_name_source_value_and_rule(
    place: Place, name: str, value: str
) -> None:
    place.environ[name] = value
    fault = place.refusal()
    assert fault.message.startswith(f"{name} (from environment) is '{value}' but must be ")
    assert fault.title == "Bad setting"
    assert fault.hint


@pytest.mark.parametrize("value", ["geheim geheim", "geheim\n", "gehëim", ""])
def test_a_bad_token_is_refused_without_being_shown(place: Place, value: str) -> None:
    place.config(f"tunix_rt_token = {value!r}".replace("'", '"'))
    fault = place.refusal()
    assert "TUNIX_RT_TOKEN (from config file" in fault.message
    assert "geh" not in fault.message


def test_a_database_flag_must_not_be_empty(place: Place) -> None:
    assert "DATABASE_URL (from flag --db) is ''" in place.refusal(db="").message


def test_everything_that_is_wrong_is_told_at_once_and_no_secret_with_it(place: Place) -> None:
    place.config('db_pool_size = true\ndatabse_url = "x"\ntunix_rt_server = ["geheim"]\n')
    place.dotenv("REDIAI_MODE=maybe\n")
    place.environ |= {
        "DATABASE_URL": "postgres://bob:geh/eim@x@host/db",
        "REDIAI_BASE_URL": "ftp://geheim@host",
    }
    fault = place.refusal(port=0)
    assert fault.title == "Bad settings"
    assert len(fault.message.splitlines()) == 7
    for part in (
        "unknown key 'databse_url'; the nearest known one is 'database_url'",
        "DB_POOL_SIZE (from config file",
        "TUNIX_RT_SERVER (from config file",
        "REDIAI_MODE (from .env) is 'maybe' but must be mock or real",
        "DATABASE_URL (from environment) is 'postgres://bob:•••@host/db'",
        "REDIAI_BASE_URL (from environment) is 'ftp://•••@host'",
        "BACKEND_PORT (from flag --port) is '0'",
    ):
        assert part in fault.message
    assert "geh" not in str(fault)


def test_an_unknown_key_alone_is_refused(place: Place) -> None:
    place.config("DB_POOL_SIZ = 5\n")
    assert "'db_pool_size'" in place.refusal().message


def test_another_config_file_takes_the_place_of_the_default_one(place: Place) -> None:
    place.config("backend_port = 1\ndb_pool_size = 9\n")
    other = place.cwd / "other.toml"
    other.write_text("backend_port = 2\n", encoding="utf-8")
    loaded = place.load(config_file=Path("other.toml"))
    assert loaded.settings.backend_port == 2
    assert loaded.settings.db_pool_size == 5
    assert loaded.origins["BACKEND_PORT"] == f"config file {other}"
    assert loaded.config_file == other


def test_a_config_file_that_was_named_must_be_there(place: Place) -> None:
    fault = place.refusal(config_file=Path("absent.toml"))
    assert f"{place.cwd / 'absent.toml'} cannot be read: it does not exist" in fault.message


def test_a_folder_is_no_config_file(place: Place) -> None:
    assert "it is a folder" in place.refusal(config_file=place.home).message


def test_broken_toml_is_named_with_its_line(place: Place) -> None:
    file = place.config("backend_port = 1\ndb_pool_size = = 2\n")
    fault = place.refusal()
    assert str(file) in fault.message
    assert "line 2" in fault.message


def test_files_that_are_not_utf8_are_named(place: Place) -> None:
    (place.cwd / ".env").write_bytes(b"REDIAI_MODE=\xff\n")
    assert f"{place.cwd / '.env'} is not UTF-8" in place.refusal().message


def test_urls_lose_their_last_slash_and_words_their_capitals(place: Place) -> None:
    place.environ |= {
        "TUNIX_RT_SERVER": "https://host/base/",
        "TUNIX_RT_JOURNAL_MODE": "WAL",
        "REDIAI_MODE": "Real",
    }
    settings = place.load().settings
    assert settings.tunix_rt_server == "https://host/base"
    assert (settings.tunix_rt_journal_mode, settings.rediai_mode) == ("wal", "real")


def test_settings_cannot_be_changed_and_look_at_nothing_but_their_arguments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BACKEND_PORT", "1")
    settings = Settings(Secret("sqlite:///t.db"))
    assert settings.backend_port == 8000
    with pytest.raises(FrozenInstanceError):
        settings.backend_port = 2  # type: ignore[misc]  # that it is refused is the point
