"""Where a table of Markdown ends: at the first row that has not the cells of its header.

By the rules of Markdown what a row has too many is left out, and what it has too few is filled up:
two kilobytes may become a quarter of a megabyte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock


def table_of_full_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table as far as its rows have at least half of its cells, and none too many."""
    from markdown_it.rules_block import table

    begins = table(state, start, end, True)
    if silent or not begins:
        return begins
    columns = _cells(state, start)
    others = state.md.block.ruler.getRules("blockquote")
    row = start + 2
    while (
        row < end
        and state.sCount[row] >= state.blkIndent
        and columns <= 2 * _cells(state, row) <= 2 * columns
        and not any(other(state, row, end, True) for other in others)
    ):
        row += 1
    return table(state, start, row, False)


def _cells(state: StateBlock, line: int) -> int:
    from markdown_it.rules_block.table import escapedSplit, getLine

    text = getLine(state, line).strip()
    cells = len(escapedSplit(text))
    return cells - text.startswith("|") - (text.endswith("|") and not text.endswith("\\|"))
