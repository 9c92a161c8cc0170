"""Files to export to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tunix_rt_tui.errors import TargetFault
from tunix_rt_tui.whole_file import whole_file


@contextmanager
def write_whole(target: Path) -> Iterator[BinaryIO]:
    """Write a file that appears at `target` only when the block has ended well.

    It is readable by its owner alone. What was there before stays if the block fails. A link is
    followed; a pipe or a device is written to as it is. Raises `TargetFault` for what goes wrong
    with a file inside the block as well, since that is where it is written.
    """
    try:
        real = _followed(target)
        if real.exists() and not real.is_file():
            with real.open("wb") as special:
                yield special
            return
        with whole_file(real) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write(target, error) from error


def write_text(target: Path, text: str, *, replace: bool = False) -> None:
    """Write a text as `write_whole` does, but over a file that is there only to `replace` it.

    Raises `TargetFault`.
    """
    if not replace and has_file(target):
        raise TargetFault(
            "File exists",
            f"{target} is there already.",
            "Name another file, or overwrite it with --force.",
        )
    with write_whole(target) as file:
        file.write(text.encode())


def has_file(target: Path) -> bool:
    """Tell whether a file is there; where that cannot be known, writing will tell why."""
    try:
        return target.is_file()
    except OSError:
        return False


def _followed(target: Path) -> Path:
    """Go where links lead; what they lead to need not be there, but they must lead somewhere."""
    with suppress(FileNotFoundError):
        target.stat()  # raises for links that lead in a circle, which `resolve` may pass over
    return target.resolve()


def cannot_write(target: Path, error: OSError, way_out: str = "Name another place") -> TargetFault:
    """Say that a file could not be written, and what to do where that cannot be mended."""
    return TargetFault(
        "Cannot write the file",
        f"{target}: {error.strerror or error}.",
        f"{way_out}, or mend its permissions or make room, and run the command again.",
    )
