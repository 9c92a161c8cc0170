"""Several programs on one store at once, one of which is killed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.stores import all_keys
from tests.support.unprivileged import ROOT
from tests.support.waiting import until_now
from tunix_rt_tui.store.contract import TraceSummary
from tunix_rt_tui.store.sqlite.schema import SqliteSchema
from tunix_rt_tui.store.sqlite.store import open_sqlite

PATIENCE = 300

Program = subprocess.Popen[str]


class Programs:
    """Programs that work on one store; what still runs is killed in the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.go = path.with_name("go")
        self.stop = path.with_name("stop")
        self.running: list[Program] = []

    def start(self, *arguments: object) -> Program:
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.support.store_worker", *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(program)
        return program

    def ids(self, first: int) -> Path:
        """Where the writer that begins with this number acknowledges."""
        return self.path.with_name(f"ids-{first}")

    def add(self, first: int, count: int) -> Program:
        return self.start("add", self.path, self.go, self.ids(first), first, count)

    def acknowledged(self, first: int) -> list[str]:
        """The ids that were written whole."""
        ids = self.ids(first)
        return ids.read_text().split("\n")[:-1] if ids.exists() else []


def finish(program: Program) -> str:
    out, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0, err
    return out


@pytest.fixture
def programs(path: Path) -> Iterator[Programs]:
    """Programs on the store of a test."""
    started = Programs(path)
    yield started
    for program in started.running:
        program.kill()
        program.communicate()


def look(path: Path) -> tuple[list[TraceSummary], list[str]]:
    """Every row of a store, and what is wrong with it."""

    async def read() -> tuple[list[TraceSummary], list[str]]:
        store = await open_sqlite(path)
        try:
            return await store.summaries(await all_keys(store)), await store.check()
        finally:
            await store.close()

    return asyncio.run(read())


def test_programs_that_start_at_once_make_one_store(programs: Programs, path: Path) -> None:
    started = [programs.add(first, 1) for first in (1, 2, 3)]
    programs.go.touch()
    for program in started:
        finish(program)
    rows, problems = look(path)
    assert problems == []
    assert sorted(row.source for row in rows) == ["1", "2", "3"]
    assert not list(path.parent.glob("*backup*"))


@pytest.mark.parametrize("count", [25, pytest.param(500, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(
    programs: Programs, path: Path, count: int
) -> None:
    SqliteSchema(path).upgrade()
    firsts = [1, 10_001, 20_001, 30_001]
    victim, *others = [programs.add(first, count) for first in firsts]
    exporter = programs.start("export", path, programs.stop)
    programs.go.touch()
    until_now(lambda: len(programs.acknowledged(firsts[0])) >= count // 2, PATIENCE)
    victim.kill()
    for program in others:
        finish(program)
    programs.stop.touch()
    rounds, exported = map(int, finish(exporter).split())

    rows, problems = look(path)
    assert problems == []
    ids = [str(row.id) for row in rows]
    assert len(ids) == len(set(ids))
    for first in firsts:
        acknowledged = programs.acknowledged(first)
        kept = [str(row.id) for row in rows if row.source == str(first)][::-1]
        # the killed writer may have committed one more than it could say
        assert kept[: len(acknowledged)] == acknowledged
        assert len(kept) - len(acknowledged) <= (first == firsts[0])
        assert len(acknowledged) == count or first == firsts[0]
    assert rounds >= 1
    assert exported == len(rows)
