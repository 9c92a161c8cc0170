"""Texts that were typed and not uploaded, kept so that no crash and no lost terminal takes them.

Each running app has one file for its own, named after its machine and process, so that two never
write over each other. A file whose owner is gone has been left behind, and is offered at the next
start. An owner that left in order has written so. Else, on the same machine, it is gone when no
process has its number *and* its start time. Of another machine, which may share this home, only the
age of the file is known: its owner touches it every `BEAT` seconds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from stat import S_ISREG
from threading import Lock
from typing import NamedTuple

from tunix_rt_tui.tui.state.draft_record import DraftRecord, decode_draft
from tunix_rt_tui.tui.state.private_file import write_privately

FOLDER_NAME = "drafts"

BEAT = 60.0
"""Seconds between two signs of life."""

_GONE_AFTER = 3 * BEAT
"""Seconds without a sign of life after which another machine's app is taken to be gone."""

_ENDED_STATES = "ZX"
"""How the kernel marks a process that has ended, but whose parent has not asked how."""


class Draft(NamedTuple):
    """A text that was left behind, and by whom; `here` tells whether by an app on this machine."""

    path: Path
    host: str
    here: bool
    store: str
    saved_at: datetime
    text: str


class Drafts:
    """The drafts of one home, for any thread; what reads or writes may raise `OSError`."""

    def __init__(
        self,
        folder: Path,
        *,
        store: str,
        clock: Callable[[], datetime],
        host: str | None = None,
        pid: int | None = None,
    ) -> None:
        """`folder` is the state folder, `store` says where uploads would go; makes nothing."""
        self._folder = folder / FOLDER_NAME
        self._store = store
        self._clock = clock
        self._host = os.uname().nodename if host is None else host
        self._pid = os.getpid() if pid is None else pid
        self._started = _start_of(self._pid) or ""
        name = re.sub(r"[^\w.-]", "_", f"{self._host}-{self._pid}-{self._started}")
        self._mine = self._folder / f"{name}.json"
        self._writing = Lock()
        self._ended = False

    @property
    def folder(self) -> Path:
        """Where the drafts are."""
        return self._folder

    @property
    def store(self) -> str:
        """The store that the text of this app is meant for."""
        return self._store

    def save(self, text: str) -> None:
        """Keep the text of this app in the place of what was kept of it before."""
        with self._writing:
            if not self._ended:
                self._write(text)

    def forget(self) -> None:
        """Keep nothing of this app for now."""
        with self._writing:
            if not self._ended:
                self._mine.unlink(missing_ok=True)

    def end(self, text: str | None) -> None:
        """Keep this text, or none, as the app leaves; a thread that saves later is too late."""
        with self._writing:
            self._ended = True
            if text is None:
                self._mine.unlink(missing_ok=True)
            else:
                self._write(text)

    def beat(self) -> bool:
        """Show other machines that this app is alive; False where its draft was taken away."""
        try:
            os.utime(self._mine)
        except FileNotFoundError:
            return False
        return True

    def left_behind(self) -> list[Draft]:
        """Find drafts whose owners are gone, the newest first; files that are none are let be."""
        found = (self._read(path) for path in self._folder.glob("*.json") if path != self._mine)
        return sorted(filter(None, found), key=lambda draft: draft.saved_at, reverse=True)

    def take(self, draft: Draft) -> bool:
        """Make a draft that was left behind this app's own; False if another app was faster.

        It is there twice for a moment, and never not at all.
        """
        self.save(draft.text)
        try:
            draft.path.unlink()
        except FileNotFoundError:
            self.forget()
            return False
        return True

    def discard(self, draft: Draft) -> None:
        """Throw a draft away."""
        draft.path.unlink(missing_ok=True)

    def _write(self, text: str) -> None:
        record = DraftRecord(
            self._host, self._pid, self._started, self._store, self._clock(), text, self._ended
        )
        write_privately(self._mine, record.encode())

    def _read(self, path: Path) -> Draft | None:
        """Read a draft; None for one that is in use, has gone, cannot be read, or is no draft."""
        try:
            status = path.stat()
            record = decode_draft(path.read_bytes()) if S_ISREG(status.st_mode) else None
        except OSError:
            return None
        if record is None or self._lives(record, status.st_mtime):
            return None
        here = record.host == self._host
        return Draft(path, record.host, here, record.store, record.saved_at, record.text)

    def _lives(self, record: DraftRecord, touched: float) -> bool:
        if record.ended:
            return False
        if record.host != self._host:
            return self._clock().timestamp() - touched < _GONE_AFTER
        return _start_of(record.pid) == record.started


def _start_of(pid: int) -> str | None:
    """Tell when a process started, in the kernel's own count; None if it has ended.

    Where the kernel does not tell it, all that live have the same.
    """
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "" if not Path("/proc/self/stat").exists() and _is_there(pid) else None
    state, *others = status.rpartition(")")[2].split()
    return None if state in _ENDED_STATES else others[18]


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
