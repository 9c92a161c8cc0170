"""What the terminal shows and what it shall show, cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tunix_rt_tui.tui.wire.ascii import in_ascii
from tunix_rt_tui.tui.wire.cells import PLAIN_LETTERS, cells_of, is_certain
from tunix_rt_tui.tui.wire.looks import PLAIN, Look, change_of_look, look_of, on_blank

_UNKNOWN = "\0"
"""Stands in a cell of which nothing is known: no text that is drawn holds it."""

_BEYOND = 6
"""Cells that did not change are written again up to this many: moving over them costs as much."""

_SYNC_FROM = 400
"""Bytes from which on a frame is told to be shown at once, where the terminal can."""

_SYNC_START, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_PIECE = re.compile(
    r"\x1b\[(?P<look>[0-9;]*)m"
    r"|\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|(?P<text>[^\x1b\n]+)"
    r"|(?P<link>\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\))"
    r"|(?P<control>\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\"
    r"|\x1b\[[?<=>]*[0-9;]*[ -/]*[@-~]|\x1b.)"
)


@dataclass(slots=True)
class _Row:
    """What each cell of a row holds, and how it looks."""

    cells: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def reach(self, width: int) -> None:
        """Be at least so many cells wide."""
        missing = width - len(self.cells)
        if missing > 0:
            self.cells.extend([_UNKNOWN] * missing)
            self.looks.extend([PLAIN] * missing)

    def put(self, column: int, cells: list[str], look: Look) -> None:
        """Write cells in a look; a blank keeps only what can be seen of it."""
        end = column + len(cells)
        self.reach(end)
        if self.cells[column] == "" and column:
            self.cells[column - 1] = " "
        if end < len(self.cells) and self.cells[end] == "":
            self.cells[end] = " "
        blank = on_blank(look)
        self.cells[column:end] = cells
        self.looks[column:end] = [blank if cell == " " else look for cell in cells]


class Canvas:
    """Takes what would be sent to a terminal, and tells what has to be.

    `ascii_only` replaces every other letter by a likeness, `few_colours` leaves 256 colours.
    Knows the sequences that Textual draws with; all others are handed through. A letter of whose
    width terminals are not agreed is followed by an exact move, so that it displaces nothing.
    """

    def __init__(self, *, ascii_only: bool = False, few_colours: bool = False) -> None:
        self._ascii_only = ascii_only
        self._few_colours = few_colours
        self._wanted: list[_Row] = []
        self._shown: list[_Row] = []
        self._touched: set[int] = set()
        self._row = self._column = 0
        self._look = PLAIN
        self._pen: Look | None = None
        self._place: tuple[int, int | None] | None = None
        self._in_sync = False

    def take(self, data: str) -> str:
        """Draw into the picture that is wanted; gives what must be sent at once and as it is."""
        controls: list[str] = []
        for piece in _PIECE.finditer(data):
            match piece.lastgroup:
                case "text":
                    self._draw(piece["text"])
                case "look":
                    self._look = look_of(piece["look"], few_colours=self._few_colours)
                case "column":
                    self._row, self._column = int(piece["row"]) - 1, int(piece["column"]) - 1
                case "control" if piece[0] in {_SYNC_START, _SYNC_END}:
                    self._in_sync = True
                case "control":
                    controls.append(piece[0])
        return "".join(controls)

    def frame(self) -> str:
        """Give what leads from the picture that is shown to the one that is wanted."""
        parts: list[str] = []
        for row in sorted(self._touched):
            self._update(row, parts)
        self._touched.clear()
        if not parts:
            return ""
        self._move(self._row, self._column, parts)
        sent = "".join(parts)
        return f"{_SYNC_START}{sent}{_SYNC_END}" if self._syncs(sent) else sent

    def forget_shown(self) -> None:
        """Take it that the terminal shows something else, in whatever look."""
        self._shown = []
        self._touched = set(range(len(self._wanted)))
        self._pen = self._place = None

    def forget(self) -> None:
        """Take it that everything will be drawn anew, since the terminal has another size."""
        self._wanted = []
        self.forget_shown()

    def _syncs(self, sent: str) -> bool:
        return self._in_sync and len(sent) >= _SYNC_FROM

    def _draw(self, text: str) -> None:
        cells = cells_of(text)
        if self._ascii_only and not text.isascii():
            cells = [in_ascii(cell) if cell else "?" for cell in cells]
        if not cells:
            return
        while len(self._wanted) <= self._row:
            self._wanted.append(_Row())
        self._wanted[self._row].put(self._column, cells, self._look)
        self._touched.add(self._row)
        self._column += len(cells)

    def _update(self, number: int, parts: list[str]) -> None:
        """Write what differs in a row."""
        while len(self._shown) <= number:
            self._shown.append(_Row())
        wanted, shown = self._wanted[number], self._shown[number]
        if wanted == shown:
            return
        shown.reach(len(wanted.cells))
        for start, stop in _runs(wanted, shown):
            self._write(number, start, stop, wanted, parts)
            shown.cells[start:stop] = wanted.cells[start:stop]
            shown.looks[start:stop] = wanted.looks[start:stop]

    def _write(self, number: int, start: int, stop: int, row: _Row, parts: list[str]) -> None:
        """Write a stretch of a row, as many letters at once as go together."""
        cells, looks = row.cells, row.looks
        self._move(number, start, parts)
        while start < stop:
            cell, look = cells[start], looks[start]
            end = start + 1
            if cell in PLAIN_LETTERS:
                blank = cell == " "
                while end < stop and looks[end] is look and cells[end] in PLAIN_LETTERS:
                    if blank and cells[end] != " ":
                        break
                    end += 1
                self._move(number, start, parts)
                self._take_pen(look, parts, blank=blank)
                parts.append("".join(cells[start:end]))
                self._place = (number, end if end < len(cells) else None)
            elif cell:
                self._move(number, start, parts)
                self._take_pen(look, parts)
                self._write_wide(number, start, row, parts)
            start = end

    def _write_wide(self, number: int, column: int, row: _Row, parts: list[str]) -> None:
        """Write a letter that may fill two cells, and of whose width one cannot always be sure."""
        cell = row.cells[column]
        after = column + (2 if row.cells[column + 1 : column + 2] == [""] else 1)
        certain = is_certain(cell)
        if not certain and after == column + 2:
            parts.append(f"  \x1b[{column + 1}G")  # nothing old may show beside a narrower one
        parts.append(cell)
        self._place = (number, after if certain and after < len(row.cells) else None)

    def _take_pen(self, look: Look, parts: list[str], *, blank: bool = False) -> None:
        """Write in a look from now on; a blank is content with what can be seen of it."""
        pen = self._pen
        if pen is None:
            parts.append("\x1b[m")
            pen = PLAIN
        if blank:
            look = pen.turned_to(look)
        if pen is not look:
            parts.append(change_of_look(pen, look))
        self._pen = look

    def _move(self, row: int, column: int, parts: list[str]) -> None:
        """Put the cursor on a place."""
        here = self._place
        self._place = (row, column)
        if here is None or here[0] != row:
            parts.append(f"\x1b[{row + 1};{column + 1}H")
        elif here[1] is None or here[1] > column:
            parts.append(f"\x1b[{column + 1}G")
        elif here[1] < column:
            cells = column - here[1]
            parts.append(f"\x1b[{cells}C" if cells > 1 else "\x1b[C")


def _runs(wanted: _Row, shown: _Row) -> list[tuple[int, int]]:
    """Name the stretches of a row that must be written, each of whole letters."""
    changed = [
        column
        for column, cell in enumerate(wanted.cells)
        if cell != _UNKNOWN
        and (
            cell != shown.cells[column]
            or (
                wanted.looks[column] is not shown.looks[column]
                and wanted.looks[column] != shown.looks[column]
            )
        )
    ]
    if not changed:
        return []
    wide = "" in wanted.cells
    runs: list[tuple[int, int]] = []
    first = last = -1
    for column in changed:
        start, stop = column, column + 1
        if wide:
            start -= wanted.cells[column] == ""
            stop += wanted.cells[stop : stop + 1] == [""]
        if first >= 0 and (
            start <= last or (start - last <= _BEYOND and _UNKNOWN not in wanted.cells[last:start])
        ):
            last = max(stop, last)
            continue
        if first >= 0:
            runs.append((first, last))
        first, last = start, stop
    return [*runs, (first, last)]
