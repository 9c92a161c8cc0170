"""A long document as blocks of text that are wrapped only when their lines are needed.

Heights of blocks that were not wrapped yet are estimated, so a place in the document is a block and
a line of it (an anchor), never a number of lines from the top: it stays when estimates are
corrected and when the width changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.wrapping import wrap_line

Kind = Literal["facts", "heading", "text", "json", "gap"]


class Block(NamedTuple):
    """A run of text that is drawn in one manner; `step` is the step it belongs to, from 0."""

    kind: Kind
    text: str
    step: int | None = None


class Anchor(NamedTuple):
    """A place in a document: a block, and a line of it."""

    block: int
    line: int


class BlockLayout:
    """The lines of a document at a width, in cells; `wrap` off leaves lines as long as they are."""

    def __init__(self, blocks: Sequence[Block], width: int, *, wrap: bool) -> None:
        self.blocks = blocks
        self.width = max(1, width)
        self.wrap = wrap
        self._lines: list[list[str] | None] = [None] * len(blocks)
        self._heights = [self._estimate(block) for block in blocks]
        self._starts = [0]
        self._sum_up()

    @property
    def height(self) -> int:
        """Lines of the whole document, as far as is known."""
        return self._starts[-1]

    def lines(self, block: int) -> list[str]:
        """Give the lines of a block, safe to draw; wrap it first if need be."""
        lines = self._lines[block]
        if lines is None:
            lines = self._break(self.blocks[block])
            self._lines[block] = lines
            if len(lines) != self._heights[block]:
                self._heights[block] = len(lines)
                self._sum_up()
        return lines

    def start(self, block: int) -> int:
        """The line at which a block begins."""
        return self._starts[block]

    def locate(self, line: int) -> Anchor:
        """Find the place of a line of the document; beyond the end it is the last one."""
        line = max(0, min(line, self.height - 1))
        block = bisect_right(self._starts, line) - 1
        return Anchor(block, line - self._starts[block])

    def clamp(self, anchor: Anchor) -> Anchor:
        """Give the nearest place that there is."""
        block = max(0, min(anchor.block, len(self.blocks) - 1))
        return Anchor(block, max(0, min(anchor.line, len(self.lines(block)) - 1)))

    def walk(self, anchor: Anchor, lines: int) -> Anchor:
        """Go up or down by lines, wrapping what is passed; stops at both ends."""
        block, line = self.clamp(anchor)
        line += lines
        while line < 0 and block > 0:
            block -= 1
            line += len(self.lines(block))
        while line >= len(self.lines(block)) and block < len(self.blocks) - 1:
            line -= len(self.lines(block))
            block += 1
        return self.clamp(Anchor(block, line))

    def settle(self, anchor: Anchor, height: int) -> int:
        """Make a window of lines from a place on exact, and one above and below it.

        Returns the line of the document at which the window begins: the place, or higher up where
        the document ends before the window does.
        """
        anchor = self.clamp(anchor)
        self.walk(anchor, 2 * height)
        self.walk(anchor, -height)
        top = self.start(anchor.block) + anchor.line
        return max(0, min(top, self.height - height))

    def _break(self, block: Block) -> list[str]:
        lines = drawable(block.text).split("\n")
        if not self.wrap or block.kind in {"heading", "gap"}:
            return lines
        return [piece for line in lines for piece in wrap_line(line, self.width)]

    def _estimate(self, block: Block) -> int:
        lines = block.text.count("\n") + 1
        if not self.wrap or block.kind in {"heading", "gap"}:
            return lines
        return max(lines, lines // 2 + len(block.text) // self.width)

    def _sum_up(self) -> None:
        self._starts = list(accumulate(self._heights, initial=0))
