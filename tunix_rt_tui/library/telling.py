"""Naming what is refused and how files were read, in as many lines as a person will read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tunix_rt_tui.formats import later
from tunix_rt_tui.trace.text import one_line
from tunix_rt_tui.trace.words import counted, number

if TYPE_CHECKING:
    from tunix_rt_tui.library.records import ReadTrace, RefusedRecord
    from tunix_rt_tui.library.watching import Came
    from tunix_rt_tui.trace.parsing import Problem

NAMED_OF_ONE_REASON = 20
"""Records of a file that are named for one reason; the others are counted."""

FILES_NAMED = 1_000
"""Files whose format is told; of more of them, the formats are counted."""

ENDINGS_NAMED = 5
"""Endings of names of files that were passed over; of more of them, the most frequent."""

_ENDING_CHARS = 20


def named_once(reason: str) -> bool:
    """Tell whether one record of a file is named for a reason, and the others are only counted.

    So it is in a format that is not read: of each the same could be said.
    """
    return reason in later.REASONS


def passed_over_line(paths: Sequence[str]) -> str | None:
    """Tell how many files of folders were not looked into; None where there are none."""
    from tunix_rt_tui.sources.finding import passed_over  # looks at folders, which few need

    found = passed_over(paths)
    if not found:
        return None
    endings = [
        f"{one_line(each, _ENDING_CHARS)} {number(n)}"
        for each, n in found.most_common(ENDINGS_NAMED)
    ]
    more = ["…"] if len(found) > ENDINGS_NAMED else []
    files = counted(found.total(), "file")
    listed = ", ".join([*endings, *more])
    return f"{files} passed over, by their endings ({listed}): one that is named itself is read"


class Refusals:
    """Names refused records by `say`; `all_named` leaves out none but what is named once.

    `others` says in a few words where those are that are only counted.
    """

    def __init__(self, say: Callable[[str], None], *, all_named: bool, others: str = "") -> None:
        self._say = say
        self._all_named = all_named
        self._others = f" ({others})" if others else ""
        self._file: str | None = None
        self._reasons: Counter[str] = Counter()

    def name(self, record: RefusedRecord) -> None:
        """Name a record and why it was refused."""
        if record.file != self._file:
            self.end_file()
            self._file = record.file
        self._reasons[record.reason] += 1
        most = self._most(record.reason)
        if most is None or self._reasons[record.reason] <= most:
            for problem in record.problems:
                self._say(problem_line(record, problem))

    def end_file(self) -> None:
        """Say how many more of a file were refused for the same reasons."""
        for reason, times in self._reasons.items():
            most = self._most(reason)
            if most is not None and times > most:
                more = f"… and {number(times - most)} more like this: {reason}"
                self._say(f"{self._file}: {more}{self._others}")
        self._reasons.clear()
        self._file = None

    def _most(self, reason: str) -> int | None:
        if named_once(reason):
            return 1
        return None if self._all_named else NAMED_OF_ONE_REASON


class FormatLines:
    """Tells by `say` in which format each file was, a line a file."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._told = 0
        self._untold: Counter[str] = Counter()

    def tell(self, file: str, formats: Mapping[str, int]) -> None:
        """Tell of a file: its format, or its formats with how many traces are in each.

        One without traces is passed over.
        """
        if not formats:
            return
        named = formats_text(formats)
        if self._told < FILES_NAMED:
            self._told += 1
            self._say(f"{file}: {named}")
        else:
            self._untold["mixed" if len(formats) > 1 else named] += 1

    def end(self) -> None:
        """Tell of the files that were not told of."""
        for named, files in self._untold.items():
            self._say(f"… and {counted(files, 'more file')}: {named}")
        self._untold.clear()


def came_line(came: Came) -> str:
    """Say what has come from a file that is watched."""
    new = counted(came.added, "trace")
    formats = f" ({formats_text(came.formats)})" if came.formats else ""
    known = f", {counted(came.duplicate, 'duplicate')}" if came.duplicate else ""
    refused = f", {number(came.refused)} refused" if came.refused else ""
    return f"{came.file}: {new} added{formats}{known}{refused}"


def formats_text(formats: Mapping[str, int]) -> str:
    """Write the formats of a file, with numbers where there are several."""
    if len(formats) == 1:
        return next(iter(formats))
    return ", ".join(f"{name} {number(times)}" for name, times in formats.items())


def problem_line(record: ReadTrace, problem: Problem, kind: str = "") -> str:
    """One problem as compilers tell of theirs, so that editors can jump to it.

    Where a container has no lines, the record is named.
    """
    place = [record.file]
    if problem.line is not None and problem.column is not None:
        place += [str(problem.line), str(problem.column)]
    elif record.raw is not None:
        place.append(f"record {record.number}")
    path = f" ({problem.path})" if problem.path else ""
    return f"{':'.join(place)}: {kind}{problem.code} {problem.message}{path}".replace("\n", "␊")
