"""Breaking a long line at the cells of a terminal."""

from __future__ import annotations

from rich.cells import get_character_cell_size

Span = tuple[int, int]
"""From which character to before which."""


def wrap_line(text: str, width: int) -> list[str]:
    """Break one line, safe to draw and without line ends, into pieces of at most `width` cells."""
    return [text[start:end] for start, end in wrap_spans(text, width)]


def wrap_spans(text: str, width: int) -> list[Span]:
    """Tell where to break one line, safe to draw, for pieces of at most `width` cells.

    Breaks are at spaces where there are any, and the space at a break is dropped; a longer word is
    cut. Wide characters count two cells, combining marks stay with the letter that they mark. A
    character wider than `width` gets a piece of its own.
    """
    width = max(1, width)
    if len(text) <= width and text.isascii():
        return [(0, len(text))]
    fit = _fit_narrow if text.isascii() else _fit_cells
    pieces: list[Span] = []
    start = 0
    while (end := fit(text, start, width)) < len(text):
        space = text.rfind(" ", start, end + 1)
        if space > start and not text[start:space].isspace():
            pieces.append((start, space))
            start = space + 1
        else:
            pieces.append((start, end))
            start = end
    pieces.append((start, len(text)))
    return pieces


def _fit_narrow(text: str, start: int, width: int) -> int:
    return min(len(text), start + width)


def _fit_cells(text: str, start: int, width: int) -> int:
    """Find the end of what fits from `start` on: at least one character, whole letters only."""
    cells = 0
    for index in range(start, len(text)):
        cells += get_character_cell_size(text[index])
        if cells > width and index > start:
            return index
    return len(text)
