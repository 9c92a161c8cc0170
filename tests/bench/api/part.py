"""What the HTTP API answers a second, next to a plain one under the same load."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from tests.bench.api.filling import (
    count_in,
    fill_both,
    ids_in,
    large_bodies,
    small_bodies,
)
from tests.bench.api.load import CONNECTIONS, Load, load, median, requests_file, wrk
from tests.bench.api.servers import our_server, plain_server
from tests.bench.disk import folder_on_disk
from tests.bench.figures import Figure

TRACES = 110_000
DEPTH = 100_000
PAGE = 100
ROUNDS = 3
PLACES = 64
"""Pages near each other that are asked for in turn, so that no answer is the one before."""


class Pair(NamedTuple):
    """What both servers did under the same requests."""

    ours: Load
    plain: Load


class Bench:
    """Two servers on the same traces, and the files of requests that are sent to them."""

    def __init__(self, folder: Path, ours: str, plain: str) -> None:
        self._folder = folder
        self._urls = (ours, plain)

    def both(self, name: str, requests: Sequence[str]) -> Pair:
        """Load each server by turns, so that a busy machine slows both."""
        path = self._file(name, requests)
        rounds = [[load(url, path) for url in self._urls] for _ in range(ROUNDS)]
        ours, plain = zip(*rounds, strict=True)
        return Pair(median(ours), median(plain))

    def our_two(self, name: str, first: Sequence[str], second: Sequence[str]) -> tuple[Load, Load]:
        """Load our server with the one and the other by turns."""
        paths = [self._file(f"{name}-{n}", lines) for n, lines in enumerate((first, second))]
        rounds = [[load(self._urls[0], path) for path in paths] for _ in range(ROUNDS)]
        one, other = zip(*rounds, strict=True)
        return median(one), median(other)

    def answers(self, path: str) -> list[Any]:
        """What both servers answer to a GET."""
        return [httpx.get(url + path).raise_for_status().json() for url in self._urls]

    def cursor_at(self, depth: int, ids: Sequence[str]) -> str:
        """Walk by cursor to a depth, and see that each page is the one that it should be."""
        cursor = ""
        with httpx.Client(base_url=self._urls[0]) as client:
            for row in range(0, depth, PAGE):
                answer = client.get(summaries_path(cursor)).raise_for_status().json()
                assert [one["id"] for one in answer["data"]] == list(ids[row : row + PAGE])
                cursor = answer["next_cursor"]
        return cursor

    def _file(self, name: str, requests: Sequence[str]) -> Path:
        return requests_file(self._folder / f"{name}.requests", requests)


def pages(depth: int) -> list[str]:
    """Requests of pages from a depth on."""
    return [f"GET {page_path(depth + place)}" for place in range(PLACES)]


def page_path(offset: int) -> str:
    """The page at an offset."""
    return f"/api/traces?limit={PAGE}&offset={offset}"


def summaries_path(cursor: str = "") -> str:
    """The page of summaries that a cursor stands for, or the first."""
    return f"/api/v1/traces?limit={PAGE}" + (f"&cursor={cursor}" if cursor else "")


def read(bench: Bench, ids: Sequence[str]) -> list[Figure]:
    """Traces, and pages wherever they are; both servers have to answer the same."""
    ours, plain = bench.answers(f"/api/traces/{ids[-1]}")
    given = {key: value for key, value in plain["payload"].items() if value is not None}
    assert ours["payload"] == given
    for answer in bench.answers(page_path(DEPTH)):
        assert [one["id"] for one in answer["data"]] == list(ids[DEPTH : DEPTH + PAGE])
    fetched = bench.both("fetch", [f"GET /api/traces/{one}" for one in ids[:: TRACES // 1000]])
    deep = bench.both("deep", pages(DEPTH))
    top, by_offset = bench.our_two("offset", pages(0), pages(DEPTH))
    cursor = bench.cursor_at(DEPTH, ids)
    first, by_cursor = bench.our_two(
        "cursor", [f"GET {summaries_path()}"], [f"GET {summaries_path(cursor)}"]
    )
    return [
        rates("GET of a trace", fetched, 1.5),
        rates(f"a page of {PAGE} at depth {DEPTH:,}", deep, 20),
        times(f"a page at {DEPTH:,} by offset, to depth 0", by_offset.p50, top.p50, 3),
        times(f"a page at {DEPTH:,} by cursor, to the first", by_cursor.p50, first.p50, 1.2),
    ]


def write(bench: Bench, databases: Sequence[Path]) -> list[Figure]:
    """Posted traces, short and of four kilobytes; all that was acknowledged has to be there."""
    small, large = (
        posted(bench, name, bodies, databases)
        for name, bodies in (("small", list(small_bodies())), ("large", list(large_bodies())))
    )
    return [
        rates("POST of a short trace", small, 4),
        times("POST of a short trace, p99 to p50", small.ours.p99, small.ours.p50, 10),
        times("for comparison: plain, p99 to p50", small.plain.p99, small.plain.p50),
        rates("POST of 4 kB", large),
        times("POST of 4 kB, p99 to p50", large.ours.p99, large.ours.p50, 10),
    ]


def posted(bench: Bench, name: str, bodies: Sequence[str], databases: Sequence[Path]) -> Pair:
    """Post to both, and count what arrived; the last of each connection may go unanswered."""
    before = [count_in(database) for database in databases]
    pair = bench.both(name, [f"POST /api/traces {body}" for body in bodies])
    for database, count, done in zip(databases, before, pair, strict=True):
        added = count_in(database) - count
        assert done.answers <= added <= done.answers + ROUNDS * CONNECTIONS, (added, done.answers)
    return pair


def rates(name: str, pair: Pair, at_least: float | None = None) -> Figure:
    """Our answers a second to those of the plain server."""
    return Figure(name, pair.ours.rate, "/s", pair.plain.rate, at_least=at_least)


def times(name: str, value: float, reference: float, at_most: float | None = None) -> Figure:
    """Milliseconds to milliseconds."""
    return Figure(name, value, "ms", reference, at_most=at_most)


def run() -> list[Figure]:
    """Fill both databases, start both servers, read, then write."""
    wrk()
    with folder_on_disk() as folder:
        databases = folder / "ours.db", folder / "plain.db"
        fill_both(*databases, TRACES)
        ids = ids_in(databases[0])
        with (
            our_server(str(databases[0]), folder / "ours") as ours,
            plain_server(databases[1], folder / "plain") as plain,
        ):
            bench = Bench(folder, ours, plain)
            return [*read(bench, ids), *write(bench, databases)]
