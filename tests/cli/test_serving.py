"""`serve`: who may reach it, and what it is given."""

from __future__ import annotations

import importlib.util

import pytest

from tests.cli.conftest import Run
from tunix_rt_tui import bootstrap
from tunix_rt_tui.settings import Settings


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Settings, str, int]]:
    """What was served, without listening."""
    calls: list[tuple[Settings, str, int]] = []
    monkeypatch.setattr(
        bootstrap,
        "run_server",
        lambda settings, host, workers: calls.append((settings, host, workers)),
    )
    return calls


def test_it_is_served_to_this_machine_alone(
    run: Run, served: list[tuple[Settings, str, int]]
) -> None:
    done = run("serve", "--port", "8123", "--workers", "3")
    assert done.code == 0
    [(settings, host, workers)] = served
    assert (settings.backend_port, host, workers) == (8123, "127.0.0.1", 3)
    assert "at http://127.0.0.1:8123" in done.err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "db.example"])
def test_others_are_let_in_with_a_token_only(
    run: Run,
    served: list[tuple[Settings, str, int]],
    monkeypatch: pytest.MonkeyPatch,
    host: str,
) -> None:
    code, error = run("serve", "--host", host).fault()
    assert code == 2
    assert error.startswith(f"error: No token: On {host} others could reach")
    assert not served
    monkeypatch.setenv("TUNIX_RT_TOKEN", "s3cret")
    done = run("serve", "--host", host)
    assert done.code == 0
    assert served[0][1] == host
    assert "s3cret" not in done.err


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_needs_no_token(
    run: Run, served: list[tuple[Settings, str, int]], host: str
) -> None:
    assert run("serve", "--host", host).code == 0
    assert len(served) == 1


def test_what_is_not_installed_is_named(
    run: Run, served: list[tuple[Settings, str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "uvicorn" else real(name)
    )
    done = run("serve")
    assert done.fault()[0] == 2
    assert "needs uvicorn" in done.err
    assert "pip install 'tunix-rt-tui[server]'" in done.err
    assert not served


def test_the_driver_of_postgresql_may_be_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "asyncpg" else real(name)
    )
    done = run("--db", "postgresql://u:hush@127.0.0.1:9/x", "list")
    assert done.fault()[0] == 2
    assert "pip install 'tunix-rt-tui[postgres]'" in done.err
    assert "hush" not in done.err
