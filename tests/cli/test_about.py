"""`health`, `config`, `doctor` and `completion`: what the program knows about itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tunix_rt_tui import __version__


def test_health_is_good_when_all_that_is_configured_is(run: Run) -> None:
    done = run("health", "--json")
    assert done.code == 0
    report = done.json()
    assert {name: part["status"] for name, part in report.items()} == {
        "store": "healthy",
        "api": "not configured",
        "rediai": "healthy",
    }
    assert report["rediai"]["mode"] == "mock"
    said = run("health").out
    assert "store   healthy\n        latency: <" in said
    assert "        checked: just now" in said
    assert "last error" not in said


def test_health_fails_when_the_store_cannot_be_opened(run: Run, home: Path) -> None:
    (home / "no.db").write_text("this is no database")
    done = run("--db", home / "no.db", "health")
    assert done.code == 1
    assert "store   down: " in done.out
    assert done.err == ""


def test_health_fails_when_rediai_is_real_and_away(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIAI_MODE", "real")
    monkeypatch.setenv("REDIAI_BASE_URL", "http://127.0.0.1:9")
    done = run("health", "--json")
    assert done.code == 1
    assert done.json()["rediai"]["status"] == "down"
    assert "        last error: Connection refused, just now" in run("health").out


def test_settings_are_shown_with_their_origin_and_without_secrets(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNIX_RT_TOKEN", "s3cret")
    monkeypatch.setenv("BACKEND_PORT", "9000")
    settings = run("config", "show", "--json").json()
    assert settings["BACKEND_PORT"] == {"value": "9000", "origin": "environment"}
    assert settings["TUNIX_RT_SERVER"]["value"] is None
    for terminal in (False, True):
        page = run("config", "show", terminal=terminal).out
        assert "s3cret" not in page
        assert "9000" in page
        assert "not set" in page


def test_a_path_of_health_shows_no_value_of_its_query(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIAI_MODE", "real")
    monkeypatch.setenv("REDIAI_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("REDIAI_HEALTH_PATH", "/health?token=s3cret")
    for words in (
        ["config", "show"],
        ["config", "show", "--json"],
        ["health"],
        ["health", "--json"],
    ):
        done = run(*words)
        assert "s3cret" not in done.out + done.err
        assert "/health?token=•••" in done.out
    monkeypatch.setenv("REDIAI_HEALTH_PATH", "health?token=s3cret")
    assert "s3cret" not in run("health").err


def test_the_config_file_is_named_and_read(run: Run, home: Path) -> None:
    done = run("config", "path")
    assert done.out == f"{home / '.config/tunix-rt/config.toml'}\n"
    assert "no such file yet" in done.err
    file = home / "other.toml"
    file.write_text("backend_port = 9001\n")
    assert run("--config", file, "config", "path").err == ""
    shown = run("--config", file, "config", "show", "--json").json()
    assert shown["BACKEND_PORT"] == {"value": "9001", "origin": f"config file {file}"}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--db", "mysql://x", "list"], "DATABASE_URL"),
        (["--server", "ftp://x", "health"], "TUNIX_RT_SERVER"),
        (["--config", "nowhere.toml", "list"], "nowhere.toml"),
    ],
)
def test_a_bad_setting_is_named_in_two_lines(run: Run, words: list[str], named: str) -> None:
    code, error = run(*words).fault()
    assert code == 2
    assert named in error


def test_doctor_tells_what_matters_and_no_secrets(
    run: Run, home: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNIX_RT_TOKEN", "s3cret")
    monkeypatch.setenv("REDIAI_MODE", "real")
    monkeypatch.setenv("REDIAI_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("REDIAI_HEALTH_PATH", "/health?sig=s3cret@x")
    monkeypatch.setenv("TMUX", "/private/socket")
    done = run("doctor")
    assert done.code == 0
    for part in (
        f"tunix-rt {__version__}",
        "textual 8.2.8",
        "traces: 3",
        "check: ok",
        "TMUX=(set)",
    ):
        assert part in done.out, part
    assert "~/.local/share/tunix-rt/traces.db" in done.out
    for secret in ("s3cret", str(home), "/private/socket", "What is 1 plus 1?"):
        assert secret not in done.out


def test_doctor_has_a_page_for_a_store_that_is_not_there_and_makes_none(
    run: Run, home: Path
) -> None:
    done = run("doctor")
    assert done.code == 0
    assert "store   healthy" in done.out
    assert "kind: not made yet" in done.out
    assert not list(home.iterdir())


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert "_TUNIX_RT_COMPLETE" in done.out


def test_completion_for_a_shell_that_is_not_known_is_refused(run: Run) -> None:
    assert run("completion", "tcsh").fault()[0] == 2
