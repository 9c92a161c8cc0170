"""What an export reports to its dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from tunix_rt_tui.library.exporting import Exported


class ExportedFile(NamedTuple):
    """A file that was written, with its size in bytes."""

    exported: Exported
    target: Path
    size: int


class ExportAdvanced(Message):
    """So many of the traces were looked at."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done = done
        self.total = total


class ExportDone(Message):
    """The file is there, whole."""

    def __init__(self, file: ExportedFile) -> None:
        super().__init__()
        self.file = file
