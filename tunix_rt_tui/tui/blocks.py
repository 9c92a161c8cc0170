"""A long document as blocks of text, each drawn in one manner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tunix_rt_tui.tui.rendering.drawn import Drawn, Span
from tunix_rt_tui.tui.rendering.modes import Mode, draw

Kind = Literal["facts", "lack", "heading", "text", "json", "gap"]


class Block(NamedTuple):
    """A run of text that is drawn in one manner.

    `step` is the step it belongs to, from 0; `part` names the member of the document that it shows.
    """

    kind: Kind
    text: str
    step: int | None = None
    part: str = ""


class Document:
    """Blocks in their order, and where among them each step begins.

    The blocks of a step follow one another; the first of them stands for the step where it is
    folded.
    """

    def __init__(self, blocks: Sequence[Block], mode: Mode = "written") -> None:
        """`mode` is how blocks of text are drawn; all others are drawn as they are written."""
        self.blocks = blocks
        self.mode: Mode = mode
        self._drawn: list[Drawn | None] = [None] * len(blocks)
        self._heads: dict[int, int] = {}
        self._parts: dict[str, int] = {}
        for number, block in enumerate(blocks):
            self._parts.setdefault(block.part, number)
            if block.step is not None:
                self._heads.setdefault(block.step, number)

    def head(self, step: int) -> int | None:
        """Give the first block of a step; None where the document does not show it."""
        return self._heads.get(step)

    def beginning(self, part: str) -> int | None:
        """Give the first block of a part; None where there is no such part."""
        return self._parts.get(part)

    def is_head(self, number: int) -> bool:
        """Tell whether a step begins with a block."""
        step = self.blocks[number].step
        return step is not None and self._heads[step] == number

    def of_step(self, step: int) -> Sequence[Block]:
        """Give the blocks of a step, the first one too."""
        start = end = self._heads[step]
        while end < len(self.blocks) and self.blocks[end].step == step:
            end += 1
        return self.blocks[start:end]

    @property
    def steps(self) -> frozenset[int]:
        """The steps that the document shows."""
        return frozenset(self._heads)

    def drawn(self, number: int) -> str:
        """Give the text of a block, safe to draw; places and hits count its characters."""
        return self._draw(number).text

    def looks(self, number: int) -> Sequence[Span]:
        """Tell how parts of what is drawn of a block look."""
        return self._draw(number).spans

    def _draw(self, number: int) -> Drawn:
        drawn = self._drawn[number]
        if drawn is None:
            block = self.blocks[number]
            drawn = draw(block.text, self.mode if block.kind == "text" else "written")
            self._drawn[number] = drawn
        return drawn
