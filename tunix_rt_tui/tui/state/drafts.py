"""Texts that were typed and not uploaded, kept so that no crash and no lost terminal takes them.

Each running app has one file for its own, named after its machine and process, so that two never
write over each other. A file whose owner is gone has been left behind, and is offered at the next
start. On the same machine the owner is gone when no process has its number *and* its start time.
Of another machine, which may share this home, only the age of the file is known: its owner
touches it every `BEAT` seconds.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tunix_rt_tui.tui.state.private_file import write_privately

FOLDER_NAME = "drafts"

BEAT = 60.0
"""Seconds between two signs of life."""

_GONE_AFTER = 3 * BEAT
"""Seconds without a sign of life after which another machine's app is taken to be gone."""


class Draft(NamedTuple):
    """A text that was left behind, and by whom; `here` tells whether by an app on this machine."""

    path: Path
    host: str
    here: bool
    store: str
    saved_at: datetime
    text: str


class Drafts:
    """The drafts of one home; every method but the first may raise `OSError`."""

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

    @property
    def folder(self) -> Path:
        """Where the drafts are."""
        return self._folder

    def save(self, text: str) -> None:
        """Keep the text of this app in the place of what was kept of it before."""
        record = {
            "host": self._host,
            "pid": self._pid,
            "started": self._started,
            "store": self._store,
            "saved_at": self._clock().isoformat(),
            "text": text,
        }
        write_privately(self._mine, json.dumps(record))

    def forget(self) -> None:
        """Keep nothing of this app any more."""
        self._mine.unlink(missing_ok=True)

    def beat(self) -> None:
        """Show other machines that the owner of this app's draft is alive, if it has one."""
        if self._mine.exists():
            os.utime(self._mine)

    def left_behind(self) -> list[Draft]:
        """Find drafts whose owners are gone, the newest first; files that are none are let be."""
        found = (self._read(path) for path in self._folder.glob("*.json") if path != self._mine)
        return sorted(filter(None, found), key=lambda draft: draft.saved_at, reverse=True)

    def take(self, draft: Draft) -> bool:
        """Make a draft that was left behind this app's own; False if another app was faster."""
        try:
            draft.path.rename(self._mine)
        except FileNotFoundError:
            return False
        self.save(draft.text)
        return True

    def discard(self, draft: Draft) -> None:
        """Throw a draft away."""
        draft.path.unlink(missing_ok=True)

    def _read(self, path: Path) -> Draft | None:
        """Read a draft; None for one that is in use, has gone meanwhile, or is no draft."""
        try:
            touched = path.stat().st_mtime
            record = json.loads(path.read_text(encoding="utf-8"))
            saved_at = datetime.fromisoformat(record["saved_at"]).astimezone(UTC)
            draft = Draft(
                path, record["host"], record["host"] == self._host, record["store"], saved_at,
                record["text"],
            )  # fmt: skip
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        texts = (draft.host, draft.store, draft.text)
        if not all(isinstance(text, str) for text in texts) or self._lives(record, touched):
            return None
        return draft

    def _lives(self, record: Mapping[str, Any], touched: float) -> bool:
        if record["host"] != self._host:
            return self._clock().timestamp() - touched < _GONE_AFTER
        pid = record.get("pid")
        return isinstance(pid, int) and _start_of(pid) == record.get("started")


def _start_of(pid: int) -> str | None:
    """Tell when a process started, in the kernel's own count; None if there is no such process.

    Where the kernel does not tell it, all that live have the same.
    """
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "" if not Path("/proc/self/stat").exists() and _is_there(pid) else None
    return status.rpartition(")")[2].split()[19]


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
