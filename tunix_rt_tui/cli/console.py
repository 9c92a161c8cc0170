"""The two streams of a verb: data on stdout, narration on stderr."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import click

from tunix_rt_tui.errors import TargetFault
from tunix_rt_tui.trace.text import drawable, escaped_in_json, flat, replace_unsafe

_JSON_SPACE = re.compile(r"[\t\r\n]")


class Console:
    """What a verb writes to.

    Text is made safe to draw wherever it goes. JSON leaves as it is, in UTF-8, but for a terminal
    whatever could do harm there is written as an escape, so that it is the same JSON.
    """

    def __init__(self) -> None:
        """Take the streams of the process; `TargetFault` where there is no stdout."""
        if sys.stdout is None:
            raise TargetFault(
                "No standard output", "Standard output is closed.", "Redirect it to a file."
            )
        self._out = sys.stdout.buffer
        self.is_terminal = sys.stdout.isatty()
        self.narrates_to_terminal = sys.stderr is not None and sys.stderr.isatty()
        self.width = shutil.get_terminal_size().columns

    def write(self, text: str = "") -> None:
        """Write lines of text."""
        self._write(drawable(text).encode("utf-8", "backslashreplace") + b"\n")

    def write_fields(self, fields: Iterable[str]) -> None:
        """Write a line of fields with tabs between them, for programs."""
        line = "\t".join(map(flat, fields))
        self._write(line.encode("utf-8", "backslashreplace") + b"\n")

    def write_json(self, document: object) -> None:
        """Write a document on a line of its own."""
        self.write_json_line(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))

    def write_json_line(self, line: bytes) -> None:
        """Write a document that is JSON in UTF-8 on one line already, with or without its end."""
        if self.is_terminal:
            line = escaped(line.decode().rstrip("\n")).encode()
        self._write(line if line.endswith(b"\n") else line + b"\n")

    def write_foreign(self, data: bytes) -> None:
        """Write what may be no JSON; a terminal gets it as text that is safe to draw."""
        if self.is_terminal:
            data = drawable(data.decode("utf-8", "backslashreplace")).encode()
        self._write(data)

    def write_document(self, document: str) -> None:
        """Write a document that is safe to draw already, tabs and all."""
        self._write(document.encode())

    def say(self, text: str) -> None:
        """Tell on stderr, a line or several; where it takes none, the data goes on all the same."""
        say(drawable(text))

    def flush(self) -> None:
        """Send what is still on its way."""
        self._write(b"", flush=True)

    def _write(self, data: bytes, *, flush: bool = False) -> None:
        try:
            self._out.write(data)
            if flush or self.is_terminal:
                self._out.flush()
        except BrokenPipeError:
            abandon_stdout()
            raise
        except OSError as error:
            raise output_fault(error) from error


def output_fault(error: OSError) -> TargetFault:
    """Say that standard output takes no more, and let what is still on its way go nowhere."""
    abandon_stdout()
    return TargetFault(
        "Cannot write the output",
        f"Standard output: {error.strerror or error}.",
        "Make room, or send it to another place.",
    )


def escaped(line: str) -> str:
    """Write JSON such that a terminal draws it and does nothing else; it stays equal as JSON."""
    return replace_unsafe(_JSON_SPACE.sub(" ", line), escaped_in_json)


def say(safe: str) -> None:
    """Write what is safe to draw to stderr; where that takes nothing, it is not told."""
    try:
        click.echo(safe, err=True)
    except OSError:
        _abandon(sys.stderr)


def abandon_stdout() -> None:
    """Let what nobody can take any more go nowhere, or Python complains of it at its end."""
    _abandon(sys.stdout)


def _abandon(stream: TextIO) -> None:
    try:
        descriptor = stream.fileno()
    except io.UnsupportedOperation:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def path_text(path: Path) -> str:
    """Write a path as text, whatever bytes it has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
