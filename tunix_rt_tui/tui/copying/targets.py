"""Names of files, as a person types them."""

from __future__ import annotations

from pathlib import Path


def target_of(typed: str) -> Path:
    """Give the file that a name means; `~` is the home folder.

    Raises `OSError` where the working folder is gone.
    """
    try:
        return Path(typed).expanduser().absolute()
    except RuntimeError:  # nobody has such a home: then it is a name like any other
        return Path(typed).absolute()


def working_folder() -> str:
    """Name the folder in which names without one are, for sentences."""
    try:
        return str(Path.cwd())
    except OSError:
        return "a folder that is gone"


def wrong_with_target(typed: str, *, may_exist: bool = False) -> str | None:
    """Say why no file can be made by a name; None where one can, as far as can be seen.

    A file that is there already is in the way, unless it `may_exist`.
    """
    if not typed:
        return "Type a name for the file."
    if "\0" in typed:
        return "No file can have such a name."
    try:
        target = target_of(typed)
        if target.is_dir():
            return f"{target} is a folder; type the name of a file in it."
        if target.exists() and not may_exist:
            return f"{target} is there already, and stays; type another name."
        if not target.parent.is_dir():
            return f"There is no folder {target.parent}."
    except OSError as error:
        return f"{error.strerror or error}."
    return None
