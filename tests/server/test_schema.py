"""The OpenAPI document tells the truth: whatever is asked, the answer is one that it names."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.server.conftest import options
from tests.support.clock import CountingIds, SteppingClock
from tests.support.memory_store import MemoryStore
from tests.support.traces import make_traces
from tunix_rt_tui.health.monitor import HealthMonitor
from tunix_rt_tui.library.gathering import Gatherer
from tunix_rt_tui.server.app import make_app
from tunix_rt_tui.server.services import Services

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)

EXAMPLES = max(6, settings().max_examples // 5)
"""Requests of each kind: six, and two hundred where everything is tried."""


@asynccontextmanager
async def opened() -> AsyncIterator[Services]:
    """A store that has a few traces."""
    store = MemoryStore(clock=SteppingClock(), new_id=CountingIds())
    await store.add_many(make_traces(3))
    monitor = HealthMonitor(store=None, api=None, rediai=None, ttl=1)
    yield Services(store, Gatherer(store), monitor, options())
    await store.close()


SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", make_app(opened, options(), told=False))


def operations() -> Iterator[Any]:
    for result in SCHEMA.get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr] # ours is a valid document
        yield pytest.param(operation, id=operation.label)


@pytest.mark.parametrize("operation", operations())
def test_no_answer_is_outside_the_document(operation: Any) -> None:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    def ask(case: Any) -> None:
        if isinstance(case.query, dict):
            case.query.pop("wait", None)  # there is nothing to wait for
        case.call_and_validate(checks=CHECKS)

    ask()
