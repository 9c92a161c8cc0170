"""A real pseudo-terminal with a program in it, and the screen that the program has drawn."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

KEYS: Mapping[str, str] = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f5": "\x1b[15~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

SURROUNDINGS = frozenset(
    {
        *("NO_COLOR", "CI", "COLUMNS", "LINES"),
        *("TMUX", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY"),
    }
)
"""Variables of whoever runs the tests that would change what the program does."""

UNKNOWN_TO_EMULATOR = re.compile(rb"\x1b\[(?:[<=>][0-9;]*[a-zA-Z]|\?[0-9;]*(?:m|\$p|u))")
"""Keyboard protocols and queries, which pyte would draw as text."""


class Terminal:
    """A child process in a pty; `raw` is every byte that it has sent."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        rows: int = 40,
        columns: int = 120,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._argv = list(argv)
        self._rows, self._columns = rows, columns
        self._cwd = cwd
        base = {k: v for k, v in os.environ.items() if k not in SURROUNDINGS}
        self._env = {
            **base,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            **(env or {}),
        }
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = bytearray()
        self.exit_code: int | None = None

    def __enter__(self) -> Self:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            if self._cwd:
                os.chdir(self._cwd)
            os.execvpe(self._argv[0], self._argv, self._env)
        self.resize(self._rows, self._columns)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            if not self.running():
                break
            os.kill(self.pid, number)
            self._pump_until(lambda: not self.running(), limit=3)
        if self._fd >= 0:
            os.close(self._fd)

    def hang_up(self) -> None:
        """Go away, as a terminal does whose window is closed."""
        os.close(self._fd)
        self._fd = -1

    def running(self) -> bool:
        """Whether the child still runs; its exit code is kept once it does not."""
        if self.exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is None

    def resize(self, rows: int, columns: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)

    def pump(self, seconds: float = 0.02) -> bool:
        """Draw what comes within `seconds`; whether anything came."""
        if self._fd < 0:
            time.sleep(seconds)
            return False
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the child has closed its side
            data = b""
        if not data:
            time.sleep(seconds / 4)
            return False
        self.raw += data
        self._stream.feed(UNKNOWN_TO_EMULATOR.sub(b"", data))
        if b"\x1b[c" in data:
            os.write(self._fd, b"\x1b[?62;c")
        if b"\x1b[6n" in data:
            os.write(self._fd, b"\x1b[1;1R")
        return True

    def settle(self, quiet: float = 0.15, limit: float = 10) -> None:
        """Draw until nothing has come for `quiet` seconds."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and self.pump(quiet):
            pass

    def text(self) -> str:
        """What stands on the screen, line by line."""
        # Not pyte's own `display`: it fails where half of a wide character was drawn over.
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        return "\n".join(
            "".join(self._screen.buffer[row][column].data for column in columns) for row in rows
        )

    def wait_for(self, pattern: str, limit: float = 20) -> float:
        """Draw until the screen matches; seconds since the start, or an error with the screen."""
        found = self._pump_until(lambda: re.search(pattern, self.text()) is not None, limit)
        assert found, f"no {pattern!r} within {limit} s on:\n{self.text()}"
        return time.perf_counter() - self.started

    def wait_exit(self, limit: float = 20) -> int:
        """Draw until the child has ended; its exit code."""
        ended = self._pump_until(lambda: not self.running(), limit)
        assert ended, f"still running after {limit} s:\n{self.text()}"
        while self._fd >= 0 and self.pump():
            pass
        assert self.exit_code is not None
        return self.exit_code

    def press(self, *keys: str) -> None:
        """Send keys by name, or as they are; lone escapes are set apart from what follows."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())
            if key == "escape":
                self.settle(0.15)

    def paste(self, text: str) -> None:
        """Send text as a bracketed paste."""
        data = b"\x1b[200~" + text.encode() + b"\x1b[201~"
        while data:
            data = data[os.write(self._fd, data[:1024]) :]
            self.pump(0)

    def measure(self, key: str, quiet: float = 0.12, limit: float = 5) -> tuple[float, int]:
        """Press a key; seconds until the last byte of its repaint, and how many bytes it took."""
        before, start = len(self.raw), time.perf_counter()
        self.press(key)
        last = start
        wait = limit  # for the first byte, which a busy machine may let come late
        while time.perf_counter() - start < limit and self.pump(wait):
            last = time.perf_counter()
            wait = quiet
        return last - start, len(self.raw) - before

    def peak_mb(self) -> float:
        """The most memory that the child has held, in megabytes of 2^20 bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        assert found, status
        return int(found[1]) / 1024

    def _pump_until(self, condition: Callable[[], bool], limit: float) -> bool:
        end = time.perf_counter() + limit
        while not condition():
            if time.perf_counter() > end:
                return False
            self.pump()
        return True
