"""Where refused records are kept, so that nothing of an import is lost."""

from __future__ import annotations

import filecmp
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from tunix_rt_tui.errors import TargetFault
from tunix_rt_tui.library.records import RefusedRecord
from tunix_rt_tui.library.rejects import ENDING, line_of
from tunix_rt_tui.library.targets import cannot_write
from tunix_rt_tui.sources.finding import STANDARD_INPUT, STANDARD_INPUT_NAME


class Quarantine:
    """A file `NAME.rejects.jsonl`, made with the first record that has to be kept.

    Every line of it is an object that keeps one record, and says why it was refused.
    """

    def __init__(self, folders: Sequence[Path], name: str) -> None:
        """Write to the first of these folders that can be written; it is made if need be."""
        self._folders = folders
        self._name = name
        self._file: BinaryIO | None = None
        self._earlier: list[Path] = []
        self.path: Path | None = None
        """The file, once there is one."""

    def keep(self, refused: RefusedRecord) -> None:
        """Keep one record; raises `TargetFault` where no folder can be written."""
        if self._file is None:
            self._earlier, self.path, self._file = self._create()
        line = json.dumps(line_of(refused), ensure_ascii=False)
        self._write(self.path, self._file, line.encode() + b"\n")

    def flush(self) -> None:
        """Let whoever looks at the file see what was kept so far."""
        if self._file is None or self.path is None:
            return
        try:
            self._file.flush()
        except OSError as error:
            raise _cannot_keep(self.path, error) from error

    def close(self) -> None:
        """Write out what is still on its way.

        Where an earlier import has left the very same in the same place, that file is kept and
        the new one is not.
        """
        if self._file is None or self.path is None:
            return
        try:
            self._file.close()
            for earlier in self._earlier:
                if filecmp.cmp(earlier, self.path, shallow=False):
                    self.path.unlink()
                    self.path = earlier
                    return
        except OSError as error:
            raise _cannot_keep(self.path, error) from error

    @staticmethod
    def _write(path: Path | None, file: BinaryIO, line: bytes) -> None:
        try:
            file.write(line)
        except OSError as error:
            raise _cannot_keep(path or Path(), error) from error

    def _create(self) -> tuple[list[Path], Path, BinaryIO]:
        fault: TargetFault | None = None
        for folder in self._folders:
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                return _create_new(folder, self._name)
            except OSError as error:
                fault = _cannot_keep(folder / self._name, error)
        raise fault or TargetFault(
            "No place for refused records", "No folder was named.", "Use --on-error skip."
        )


def quarantine_beside(paths: Sequence[str], fallbacks: Sequence[Path]) -> Quarantine:
    """Choose the place for what is refused of these inputs: beside the first of them.

    That is beside a file, inside a folder, and for standard input the first of the `fallbacks`,
    which also take over where that place cannot be written.
    """
    first = paths[0]
    if first == STANDARD_INPUT:
        return Quarantine(fallbacks, STANDARD_INPUT_NAME)
    path = Path(first)
    folder = path if path.is_dir() else path.parent
    name = path.resolve().name if path.is_dir() else path.name.removesuffix(ENDING)
    return Quarantine((folder, *fallbacks), name or "root")


def _create_new(folder: Path, name: str) -> tuple[list[Path], Path, BinaryIO]:
    """Create a file that was not there, numbered where older imports have left some.

    These come along.
    """
    earlier: list[Path] = []
    number = 1
    while True:
        numbered = name if number == 1 else f"{name}.{number}"
        path = folder / f"{numbered}{ENDING}"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            earlier.append(path)
            number += 1
        else:
            return earlier, path, os.fdopen(descriptor, "wb")


def _cannot_keep(file: Path, error: OSError) -> TargetFault:
    return cannot_write(file, error, "Keep no refused records, with --on-error skip")
