"""The program's own log: JSON lines in the state folder, for finding out later what went wrong.

What was worked on never gets into it: no payloads, no secrets. Text is cut, and of an error from
outside our own tree only its kind and its place are kept, since its words may quote anything.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import TextIOWrapper
from logging import Logger, LogRecord, getLevelNamesMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tunix_rt_tui.errors import TunixError

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

Level = Literal["debug", "info", "warning", "error"]
Scalar = str | int | float | bool | None
Field = Scalar | list[str]

FILE_NAME = "tunix-rt.log"

MAX_BYTES = 1_000_000
"""Bytes after which a file is put aside: some five thousand entries."""

KEPT_FILES = 3
"""Files that were put aside and are kept."""

MAX_FRAMES = 20
"""Innermost places of a traceback that are kept."""

MAX_TEXT = 200
"""Characters that are kept of one text: enough for a path, too few for a payload."""


class Log:
    """Writes entries of a level and above; opens its file with the first of them.

    Where the file cannot be written nothing else stops: `problem` then says why.
    """

    def __init__(self, folder: Path, *, level: Level, clock: Callable[[], datetime]) -> None:
        self.path = folder / FILE_NAME
        self.problem: str | None = None
        """Why there is no log, or not all of it; None while all is well."""
        self._level = level
        self._clock = clock
        self._handler: _PrivateFile | None = None
        self._logger: FilteringBoundLogger | None = None

    def debug(self, event: str, **fields: Scalar) -> None:
        """Note what helps only in a search for a defect."""
        self._write("debug", event, fields)

    def info(self, event: str, **fields: Scalar) -> None:
        """Note what happened as it should."""
        self._write("info", event, fields)

    def warning(self, event: str, **fields: Scalar) -> None:
        """Note what happened as it should not, and was coped with."""
        self._write("warning", event, fields)

    def error(self, event: str, **fields: Scalar) -> None:
        """Note what failed."""
        self._write("error", event, fields)

    def exception(self, event: str, error: BaseException, **fields: Scalar) -> None:
        """Note what failed and by which error: its kind, its places, its words if they are ours."""
        self._write("error", event, {**fields, **_told(error)})

    def close(self) -> None:
        """Close the file; a later entry opens it again."""
        if self._handler is not None:
            self._handler.close()
        self._handler = None
        self._logger = None

    def _write(self, level: Level, event: str, fields: Mapping[str, Field]) -> None:
        if self._logger is None:
            if self.problem is not None:
                return
            try:
                self._logger = self._open()
            except OSError as error:
                self.problem = f"{self.path} cannot be written: {error.strerror or error}"
                return
        moment = self._clock().astimezone(UTC).isoformat(timespec="milliseconds")
        cut = {name: _cut(value) for name, value in fields.items()}
        self._logger.log(
            getLevelNamesMapping()[level.upper()],
            _cut_text(event),
            **{**cut, "timestamp": moment.replace("+00:00", "Z"), "pid": os.getpid()},
        )

    def _open(self) -> FilteringBoundLogger:
        """Open the file and wrap it; a logger of our own, so that nothing global is configured."""
        import structlog

        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._handler = _PrivateFile(self.path, self._note_failure)
        plain = Logger("tunix-rt")
        plain.addHandler(self._handler)
        logger: FilteringBoundLogger = structlog.wrap_logger(
            plain,
            processors=[structlog.processors.add_log_level, structlog.processors.JSONRenderer()],
            wrapper_class=structlog.make_filtering_bound_logger(self._level),
            context_class=dict,
            cache_logger_on_first_use=False,
        )
        return logger

    def _note_failure(self, error: BaseException | None) -> None:
        self.problem = f"{self.path} is not complete: {error}"


def open_log(
    folder: Path,
    *,
    level: Level = "info",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Log:
    """Make the log of a state folder; neither folder nor file is touched before the first entry."""
    return Log(folder, level=level, clock=clock)


class _PrivateFile(RotatingFileHandler):
    """A rotated file that only its owner reads, and that several processes may write.

    Where another process has put the file aside, the new one is opened before the next entry.
    Failures are handed on, and never printed into the midst of a screen.
    """

    def __init__(self, path: Path, on_failure: Callable[[BaseException | None], None]) -> None:
        self._on_failure = on_failure
        super().__init__(path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8")

    def shouldRollover(self, record: LogRecord) -> bool:  # noqa: N802 - the name is the base class's
        """Whether the file, as it is now under its name, is full."""
        if self.stream is not None and not self._is_current(self.stream):
            self.stream.close()
            self.stream = self._open()
        return bool(super().shouldRollover(record))

    def handleError(self, record: LogRecord) -> None:  # noqa: N802, ARG002 - as above
        """Hand the failure on."""
        self._on_failure(sys.exception())

    def _open(self) -> TextIOWrapper:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return open(self.baseFilename, "a", encoding="utf-8", opener=private)

    def _is_current(self, stream: TextIOWrapper) -> bool:
        try:
            named = Path(self.baseFilename).stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(named, os.fstat(stream.fileno()))


def _told(error: BaseException) -> dict[str, Field]:
    """What of an error may be kept: kinds and places, and words only of ours or of the system."""
    frames = traceback.extract_tb(error.__traceback__)[-MAX_FRAMES:]
    told: dict[str, Field] = {
        "error": type(error).__qualname__,
        "at": [
            f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"
            for frame in frames
        ],
    }
    if isinstance(error, TunixError):
        told |= {"title": error.title, "message": error.message}
    elif isinstance(error, OSError) and error.strerror:
        told["message"] = error.strerror
    if error.__cause__ is not None:
        told["cause"] = type(error.__cause__).__qualname__
    return told


def _cut(value: Field) -> Field:
    return _cut_text(value) if isinstance(value, str) else value


def _cut_text(text: str) -> str:
    left_out = len(text) - MAX_TEXT
    return f"{text[:MAX_TEXT]}… +{left_out}" if left_out > 0 else text
