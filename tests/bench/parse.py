"""How fast good documents are parsed, against pydantic's parser alone on the same documents."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from tests.bench.figures import Figure
from tunix_rt_tui.trace.model import ReasoningTrace
from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace

ROUNDS = 15
BYTES_PER_ROUND = 1_000_000
SIZES = ((500, 2), (2_000, 5), (20_000, 20), (1_000_000, 100))
"""Bytes of a document, about, and its steps."""

_ENGLISH = "First we add the two numbers: 37 + 75 = 112, and carry the one. "
_MIXED = "Zuerst: 37 + 75 — das „Ergebnis“ ist 112. 首先相加 🙂 \\frac{1}{2}\n"


def documents(size: int, steps: int) -> list[bytes]:
    """Documents of about a size: plain, with raw non-ASCII, and with all of it escaped."""
    return [
        _document(size, steps, _ENGLISH, ensure_ascii=True),
        _document(size, steps, _MIXED, ensure_ascii=False),
        _document(size, steps, _MIXED, ensure_ascii=True),
    ]


def _document(size: int, steps: int, phrase: str, *, ensure_ascii: bool) -> bytes:
    bytes_of_phrase = len(json.dumps(phrase, ensure_ascii=ensure_ascii).encode()) - 2
    times = max(1, (size - 150 - 40 * steps) // steps // bytes_of_phrase)
    trace: dict[str, Any] = {
        "trace_version": "1.0",
        "prompt": "How much is 37 + 75?",
        "final_answer": "112",
        "steps": [{"i": i, "type": "compute", "content": phrase * times} for i in range(steps)],
        "meta": {"source": "bench", "seed": 42, "reward": 0.5},
    }
    return json.dumps(trace, ensure_ascii=ensure_ascii).encode()


def _accept(document: bytes) -> None:
    if not isinstance(parse_trace(document), ParsedTrace):
        raise TypeError("every document of this benchmark is a trace")


def _accept_by_pydantic(document: bytes) -> None:
    ReasoningTrace.model_validate_json(document)


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _go_over(parse: Callable[[bytes], None], batch: Sequence[bytes]) -> None:
    for document in batch:
        parse(document)


def speeds(batch: Sequence[bytes]) -> tuple[float, float]:
    """MB a second of `parse_trace` and of pydantic, taken in turns, each the best of its rounds."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_seconds(partial(_go_over, _accept, batch)))
        theirs.append(_seconds(partial(_go_over, _accept_by_pydantic, batch)))
    megabytes = sum(map(len, batch)) / 1e6
    return megabytes / min(ours), megabytes / min(theirs)


def run() -> list[Figure]:
    """Each size by itself, then all together: a megabyte of each, and three of the largest."""
    figures: list[Figure] = []
    mix: list[bytes] = []
    for size, steps in SIZES:
        kinds = documents(size, steps)
        batch = kinds * max(1, BYTES_PER_ROUND // sum(map(len, kinds)))
        mix += batch
        ours, theirs = speeds(batch)
        figures.append(Figure(f"documents of {size:,} bytes", ours, "MB/s", theirs))
    ours, theirs = speeds(mix)
    figures.append(Figure("all of them, to pydantic alone", ours, "MB/s", theirs))
    figures.append(Figure("all of them", ours, "MB/s", at_least=40))
    return figures
