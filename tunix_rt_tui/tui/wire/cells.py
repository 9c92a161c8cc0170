"""Text cut into what fills the cells of a terminal."""

from __future__ import annotations

from rich.cells import split_graphemes

PLAIN_LETTERS = frozenset(
    chr(code)
    for first, last in ((0x20, 0x7E), (0xA0, 0x2FF), (0x370, 0x482), (0x2500, 0x25FF))
    for code in range(first, last + 1)
    if code != 0xAD
)
"""Letters of one cell in every terminal."""
_WIDE_EVERYWHERE = ((0x3041, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3))
"""Kana, Han and Hangul: two cells in every terminal."""


def cells_of(text: str) -> list[str]:
    """Give what each cell holds: a letter with its marks; empty behind one that fills two cells."""
    if text.isascii() or PLAIN_LETTERS.issuperset(text):
        return list(text)
    cells: list[str] = []
    spans, _ = split_graphemes(text)
    for start, end, width in spans:
        if width == 0 and cells:
            cells[-1] += text[start:end]
        elif width:
            cells.append(text[start:end])
            cells.extend([""] * (width - 1))
    return cells


def is_certain(cell: str) -> bool:
    """Tell whether all terminals agree how many cells this fills: emoji and marks are disputed."""
    if len(cell) != 1:
        return False
    if cell in PLAIN_LETTERS:
        return True
    code = ord(cell)
    return any(first <= code <= last for first, last in _WIDE_EVERYWHERE)
