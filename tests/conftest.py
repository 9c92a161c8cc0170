"""What every test may rely on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

settings.register_profile(
    "default", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure() -> None:
    """Hear ctrl-C and a lost terminal, here and in what is started from here, even where tests run
    in the background or behind `nohup`.

    What a shell, or `nohup`, has ignored is ignored by every child.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trace no test for coverage that would only become slow by it.

    What runs in a terminal is another process, and many examples reach what one of them reaches.
    """
    for item in items:
        if item.get_closest_marker("terminal") or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str]:
    """A database with its schema, on a server that is there."""
    from tests.support.postgres import new_database, why_not

    if reason := why_not():
        pytest.skip(reason)
    with new_database(f"tunix_rt_test_{os.getpid()}_{worker_id}") as url:
        yield url
