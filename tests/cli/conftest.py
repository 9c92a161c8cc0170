"""The command line, run in this process with streams and folders of its own."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.library.inputs import write_numbered
from tunix_rt_tui.cli.main import cli

SETTINGS = ("DATABASE_URL", "TRACE_MAX_BYTES", "TUNIX_RT_", "REDIAI_", "DB_", "BACKEND_PORT")


@dataclass(frozen=True)
class Done:
    """What a command line has left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """The documents on stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    def fault(self) -> tuple[int, str]:
        """The exit code and what the error was, of one that is told as it should be."""
        error, hint = self.err.splitlines()
        assert error.startswith("error: ")
        assert hint.startswith("hint: ")
        assert hint != "hint: "
        return self.code, error


class Stream(io.TextIOWrapper):
    """A standard stream that may say that it is a terminal."""

    def __init__(self, data: bytes = b"", *, terminal: bool = False) -> None:
        self.bytes = io.BytesIO(data)
        self._terminal = terminal
        super().__init__(self.bytes, encoding="utf-8", newline="", write_through=True)

    def isatty(self) -> bool:
        return self._terminal


Run = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder in which nothing is, and which is the working folder."""
    for name in list(os.environ):
        if name.startswith(SETTINGS) or name.startswith("XDG_"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line; `terminal` says that all three streams are one."""

    def run(*words: str | Path, stdin: bytes = b"", terminal: bool = False) -> Done:
        streams = [Stream(stdin, terminal=terminal), *(Stream(terminal=terminal) for _ in "oe")]
        with monkeypatch.context() as patch:
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as ended:
                cli.main([str(word) for word in words])
        out, err = (stream.bytes.getvalue().decode() for stream in streams[1:])
        code = ended.value.code
        assert code is None or isinstance(code, int)
        return Done(code or 0, out, err)

    return run


@pytest.fixture
def filled(home: Path, run: Run) -> list[str]:
    """A store with the documents number 1 to 3; their ids, in that order."""
    done = run("import", "--json", write_numbered(home / "three.jsonl", [1, 2, 3]))
    ids: list[str] = done.json()["ids"]
    return ids
