"""A text in the editor of the person's own choice: out to a file, and back."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from tunix_rt_tui.errors import UsageFault

Run = Callable[[Sequence[str]], Awaitable[int]]
"""Gives the terminal to a program until it ends, and gives its exit code; raises `OSError`."""

_VARIABLES = ("VISUAL", "EDITOR")
_FALLBACKS = ("nano", "vi")


def editor_command(
    environ: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> list[str]:
    """Name the editor and its options; raises `UsageFault` where there is none."""
    for variable in _VARIABLES:
        if words := environ.get(variable, "").strip():
            try:
                return shlex.split(words)
            except ValueError as error:
                raise _fault(f"{variable} cannot be read ({error}): {words}") from error
    for program in _FALLBACKS:
        if which(program):
            return [program]
    raise _fault("There is no editor to open the text in: set EDITOR, as in EDITOR=vim.")


async def edit_outside(text: str, command: Sequence[str], run: Run) -> str | None:
    """Let a text be edited; None where nothing was changed.

    The file is for its owner alone, and is removed in the end. Where what was written cannot be
    taken back, it is kept, and the `UsageFault` names it.
    """
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="tunix-rt-"))
    file = folder / "trace.json"
    before = text.encode("utf-8", "surrogatepass")
    kept = False
    try:
        file.touch(0o600)
        file.write_bytes(before)
        code = await _run(run, [*command, str(file)])
        if not file.exists():
            raise _fault("The editor has left no file: the text is as it was.")
        after = file.read_bytes()
        if after.rstrip(b"\n") == before.rstrip(b"\n") and code == 0:
            return None
        if code != 0:
            kept = after != before
            told = f"The editor ended with code {code}: the text is as it was."
            raise _fault(told + _at(file, kept))
        try:
            edited = after.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            kept = True
            raise _fault(f"What the editor wrote is not UTF-8.{_at(file, kept)}") from error
        return edited if text.endswith("\n") else edited.removesuffix("\n")
    finally:
        if not kept:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


async def _run(run: Run, command: Sequence[str]) -> int:
    try:
        return await run(command)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise _fault(f"{command[0]} cannot be started: {reason}. Set EDITOR to another.") from error


def _at(file: Path, kept: bool) -> str:
    return f" What it wrote is in {file}." if kept else ""


def _fault(message: str) -> UsageFault:
    return UsageFault("Not edited", message, "Set EDITOR to an editor of yours and try again.")
