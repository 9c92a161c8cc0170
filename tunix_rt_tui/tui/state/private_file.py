"""Files of the app's own."""

from __future__ import annotations

from pathlib import Path

from tunix_rt_tui.whole_file import whole_file


def write_privately(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole, for its owner alone; raises `OSError`.

    The folder is made where it is missing.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(text.encode("utf-8", "surrogatepass"))
