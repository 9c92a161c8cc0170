"""Programs in a real pseudo-terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.homes import TUNIX_RT, environment
from tests.support.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `tunix-rt` (or another program) in a terminal of its own; all share one home."""
    with ExitStack() as terminals:

        def start(
            *args: str,
            rows: int = 40,
            columns: int = 120,
            program: Sequence[str] = (TUNIX_RT,),
            **env: str,
        ) -> Terminal:
            terminal = Terminal(
                [*program, *args],
                rows=rows,
                columns=columns,
                env={**environment(tmp_path), **env},
                cwd=tmp_path,
            )
            return terminals.enter_context(terminal)

        yield start
