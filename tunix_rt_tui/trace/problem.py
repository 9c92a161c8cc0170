"""What is wrong with a document, or worth a warning, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.trace.words import number

MAX_REPORTED = 1_000
"""Problems of one document that are named one by one; a person reads fewer, and a document of a
megabyte can have a million."""

MAX_COUNTED = 100_000
"""Problems of one document after which it is read no further, so that refusing it stays quick."""

MAX_PATH_CHARS = 1_048_576
"""Characters of all paths reported for one document: a long key may be part of each of them."""

MAX_QUOTED_CHARS = 40

Message = Callable[[], str]
"""Makes the sentence about a problem, at once or never."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a document, or worth a warning.

    `path` is a JSON Pointer, empty for the whole document; a lone surrogate in a key stands in it
    as U+FFFD, since no output could carry it. A missing field is named by the path that it would
    have. `line` and `column` count from 1, the column in code points after the last line feed;
    None where no place can be named.
    """

    code: str
    path: str
    message: str
    line: int | None
    column: int | None


class TooManyProblemsError(Exception):
    """It is not worth while to read on."""


class ProblemList:
    """Collects problems by their offset in a text, in whatever order they are found.

    Past `MAX_REPORTED`, or past `MAX_PATH_CHARS`, those that come first in the text are kept and
    the rest is only counted, so that time and memory stay bounded.
    """

    def __init__(self, text: str, most: int | None = None) -> None:
        """Collect problems of `text`, `most` of them if it is given."""
        self._text = text
        self._most = most
        self._kept: list[tuple[int, int, str, str, str]] = []
        self._count = 0
        self._stopped = False
        self._path_chars = 0
        self._horizon: int | None = None

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, code: str, offset: int, path: Callable[[], str], message: Message) -> None:
        """Note a problem at an offset in code points; path and message are made if it is kept.

        Raises `TooManyProblemsError` once `most` are noted.
        """
        if self._count == self._most:
            self._stopped = True
            raise TooManyProblemsError
        self._count += 1
        if self._horizon is not None and offset >= self._horizon:
            return
        pointer = path()
        self._path_chars += len(pointer)
        self._kept.append((offset, self._count, code, pointer, message()))
        if len(self._kept) >= 2 * MAX_REPORTED or self._path_chars > 2 * MAX_PATH_CHARS:
            self._thin_out()

    def in_order(self) -> tuple[Problem, ...]:
        """Name the problems in order of place; the last one tells how many more there are."""
        self._thin_out()
        problems: list[Problem] = []
        line, counted = 1, 0
        for offset, _, code, path, message in self._kept:
            line += self._text.count("\n", counted, offset)
            counted = offset
            column = offset - self._text.rfind("\n", 0, offset)
            problems.append(Problem(code, path, message, line, column))
        unnamed = self._count - len(self._kept)
        if unnamed:
            problems.append(Problem(self._kept[-1][2], "", self._and_more(unnamed), None, None))
        return tuple(problems)

    def _and_more(self, unnamed: int) -> str:
        rest = "; the rest was not read." if self._stopped else "."
        return f"… and {number(unnamed)} more{rest}"

    def _thin_out(self) -> None:
        """Keep what comes first in the text, as much of it as may be told."""
        self._kept.sort()
        kept: list[tuple[int, int, str, str, str]] = []
        path_chars = 0
        for found in self._kept[:MAX_REPORTED]:
            path_chars += len(found[3])
            if kept and path_chars > MAX_PATH_CHARS:
                break
            kept.append(found)
        if len(kept) < len(self._kept):
            self._horizon = kept[-1][0]
        self._kept = kept
        self._path_chars = sum(len(found[3]) for found in kept)


def quoted(text: str) -> str:
    """Quote something of the document in a message: on one line, safe to draw, and short."""
    return f"`{one_line(text, MAX_QUOTED_CHARS)}`"
