"""The lines of a document at a width; a block is wrapped only when its lines are needed.

Heights of blocks that were not wrapped yet are estimated, so a place in the document is never a
number of lines from the top. At one width it is a block and a line of it (an anchor); what stays
when the width changes is a block and a character of it (a place).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.blocks import Block, Document
from tunix_rt_tui.tui.wrapping import Span, wrap_spans

_ONE_LINE = frozenset({"heading", "gap"})
"""Kinds of blocks that are never wrapped."""

_FOLDED = "⊞"


class Anchor(NamedTuple):
    """A place in a layout: a block, and a line of it."""

    block: int
    line: int


class Place(NamedTuple):
    """A place in a document: a block, and a character of what is drawn of it."""

    block: int
    offset: int


class Folds(NamedTuple):
    """The steps of which one line is shown, and those of which none is; none is both."""

    folded: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()


class BlockLayout:
    """A document at a width, in cells; `wrap` off leaves lines as long as they are."""

    def __init__(self, document: Document, width: int, *, wrap: bool) -> None:
        self.document = document
        self.width = max(1, width)
        self.wrap = wrap
        self._spans: list[list[Span] | None] = [None] * len(document.blocks)
        self._estimates = [self._estimate(block) for block in document.blocks]
        self._folds = Folds()
        self._heights = list(self._estimates)
        self._sums: list[int] | None = None

    @property
    def height(self) -> int:
        """Lines of the whole document, as far as is known."""
        return self._starts()[-1]

    def fold(self, folds: Folds) -> None:
        """Show one line of some steps and none of others; nothing is wrapped again."""
        self._folds = folds
        self._heights = [self._height(number) for number in range(len(self._heights))]
        self._sums = None

    def line_count(self, block: int) -> int:
        """Count the lines of a block, 0 where it is folded away; wraps it first if need be."""
        if self._is_folded(block):
            return self._heights[block]
        return len(self._wrapped(block))

    def line(self, anchor: Anchor) -> str:
        """Give a line, safe to draw."""
        block, number = anchor
        if self._is_folded(block):
            return self._summary(block)
        start, end = self._wrapped(block)[number]
        return self.document.drawn(block)[start:end]

    def span(self, anchor: Anchor) -> Span:
        """Give the characters of its block that a line shows, from and to; none of a folded one."""
        if self._is_folded(anchor.block):
            return (0, 0)
        return self._wrapped(anchor.block)[anchor.line]

    def start(self, block: int) -> int:
        """The line at which a block begins."""
        return self._starts()[block]

    def locate(self, line: int) -> Anchor:
        """Find the anchor of a line of the document; beyond the end it is the last one."""
        line = max(0, min(line, self.height - 1))
        block = bisect_right(self._starts(), line) - 1
        return Anchor(block, line - self.start(block))

    def anchor(self, place: Place) -> Anchor:
        """Find the line that shows a place, or the nearest one that there is."""
        block = max(0, min(place.block, len(self._heights) - 1))
        if self._is_folded(block):
            return self.clamp(Anchor(block, 0))
        spans = self._wrapped(block)
        return Anchor(block, max(0, bisect_right(spans, place.offset, key=itemgetter(0)) - 1))

    def place(self, anchor: Anchor) -> Place:
        """Give the place at which a line begins."""
        return Place(anchor.block, self.span(anchor)[0])

    def clamp(self, anchor: Anchor) -> Anchor:
        """Give the nearest line that there is.

        For one that is folded away that is the line of its step, and for one of a step that is not
        shown the first behind that.
        """
        block = max(0, min(anchor.block, len(self._heights) - 1))
        step = self.document.blocks[block].step
        if step is not None and step in self._folds.folded:
            return Anchor(self.document.head(step) or 0, 0)
        if step in self._folds.hidden:
            return self._beside(block)
        return Anchor(block, max(0, min(anchor.line, self.line_count(block) - 1)))

    def _beside(self, block: int) -> Anchor:
        """Give the first line behind a block that is shown, or the last before it."""
        for number in range(block, len(self._heights)):
            if self.line_count(number):
                return Anchor(number, 0)
        while block > 0 and not self.line_count(block):
            block -= 1
        return Anchor(block, max(0, self.line_count(block) - 1))

    def walk(self, anchor: Anchor, lines: int) -> Anchor:
        """Go up or down by lines, wrapping what is passed; stops at both ends."""
        block, line = self.clamp(anchor)
        line += lines
        while line < 0 and block > 0:
            block -= 1
            line += self.line_count(block)
        while line >= self.line_count(block) and block < len(self._heights) - 1:
            line -= self.line_count(block)
            block += 1
        return self.clamp(Anchor(block, line))

    def settle(self, anchor: Anchor, height: int) -> int:
        """Make a window of lines from an anchor on exact, and one above and below it.

        Returns the line of the document at which the window begins: the anchor, or higher up where
        the document ends before the window does.
        """
        anchor = self.clamp(anchor)
        self.walk(anchor, 2 * height)
        self.walk(anchor, -height)
        top = self.start(anchor.block) + anchor.line
        return max(0, min(top, self.height - height))

    def _is_folded(self, block: int) -> bool:
        step = self.document.blocks[block].step
        return step in self._folds.folded or step in self._folds.hidden

    def _height(self, block: int) -> int:
        if self.document.blocks[block].step in self._folds.hidden:
            return 0
        if self._is_folded(block):
            return int(self.document.is_head(block))
        spans = self._spans[block]
        return self._estimates[block] if spans is None else len(spans)

    def _wrapped(self, block: int) -> list[Span]:
        spans = self._spans[block]
        if spans is None:
            spans = self._break(block)
            self._spans[block] = spans
            if len(spans) != self._heights[block]:
                self._heights[block] = len(spans)
                self._sums = None
        return spans

    def _break(self, block: int) -> list[Span]:
        spans: list[Span] = []
        start = 0
        wrapped = self.wrap and self.document.blocks[block].kind not in _ONE_LINE
        for line in self.document.drawn(block).split("\n"):
            pieces = wrap_spans(line, self.width) if wrapped else [(0, len(line))]
            spans += [(start + first, start + last) for first, last in pieces]
            start += len(line) + 1
        return spans

    def _estimate(self, block: Block) -> int:
        lines = block.text.count("\n") + 1
        if not self.wrap or block.kind in _ONE_LINE:
            return lines
        return max(lines, lines // 2 + len(block.text) // self.width)

    def _summary(self, block: int) -> str:
        """Say what a folded step hides: its first line, how many lines and characters."""
        step = self.document.blocks[block].step
        hidden = [
            each
            for each in (self.document.of_step(step) if step is not None else ())
            if each.kind not in _ONE_LINE
        ]
        lines = sum(each.text.count("\n") + 1 for each in hidden)
        characters = sum(len(each.text) for each in hidden)
        first, _, _ = self.document.drawn(block).partition("\n")
        counts = f"{words.counted(lines, 'line')}, {words.counted(characters, 'character')}"
        return f"{first} {_FOLDED} {counts}"

    def _starts(self) -> list[int]:
        if self._sums is None:
            self._sums = list(accumulate(self._heights, initial=0))
        return self._sums
