"""A place at the top of so many lines of a document."""

from __future__ import annotations

from collections.abc import Iterator

from tunix_rt_tui.tui.block_layout import Anchor, BlockLayout, Folds, Place
from tunix_rt_tui.tui.blocks import Document

START = Place(0, 0)
_END = 1 << 30


class Scroller:
    """Keeps a place through other widths, heights and folds.

    The place is what was wished for. The line at the top may be another, where the document ends
    before the window does; so a picture comes back when the size that it had comes back.
    """

    def __init__(self, document: Document, width: int, height: int, *, wrap: bool) -> None:
        self.document = document
        self.width = width
        self.height = height
        self.wrap = wrap
        self.place = START
        """What is to be at the top."""
        self.top = Anchor(0, 0)
        """What is at the top."""
        self.top_line = 0
        """The line of the document at the top, as far as is known."""
        self._folds = Folds()
        self._lay_out()

    @property
    def folds(self) -> Folds:
        """The steps that show one line only, and those that show none."""
        return self._folds

    @property
    def total_lines(self) -> int:
        """Lines of the whole document, as far as is known."""
        return self.layout.height

    def anchor(self, y: int) -> Anchor | None:
        """Give what is on a line of the window, from 0; None below the end."""
        line = self.top_line + y
        return self.layout.locate(line) if line < self.layout.height else None

    def show(self, document: Document, place: Place) -> None:
        """Show another document."""
        self.document = document
        self.place = place
        self._lay_out()

    def resize(self, width: int, height: int) -> None:
        """Take another size."""
        self.height = height
        if width == self.width:
            self._settle()
        else:
            self.width = width
            self._lay_out()

    def set_wrap(self, *, wrap: bool) -> None:
        """Wrap long lines, or leave them as they are."""
        self.wrap = wrap
        self._lay_out()

    def fold(self, folds: Folds) -> None:
        """Fold and hide these steps and no others; what is at the top stays there."""
        self.place = self.top_place
        self._folds = folds
        self.layout.fold(folds)
        self._settle()

    def go_to(self, place: Place) -> None:
        """Bring a place to the top."""
        self.place = place
        self._settle()

    def go_to_line(self, line: int) -> bool:
        """Bring a line of the document to the top; tells whether another one was there."""
        anchor = self.layout.clamp(
            self.layout.locate(line)
        )  # its block may be shorter than guessed
        if anchor == self.top:
            return False
        self.go_to(self.layout.place(anchor))
        return True

    def scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.go_to(self.layout.place(self.layout.walk(self.top, lines)))

    def go_to_end(self) -> None:
        """Go to the last page."""
        end = self.layout.clamp(Anchor(_END, _END))
        self.go_to(self.layout.place(self.layout.walk(end, 1 - self.height)))

    def reveal(self, place: Place) -> None:
        """Have a place in sight, below a heading that may stand there, in the upper third else."""
        if not self.shows(place):
            anchor = self.layout.anchor(place)
            self.place = self.layout.place(self.layout.walk(anchor, -(self.height // 3)))
        self._settle()

    def shows(self, place: Place) -> bool:
        """Tell whether a place is in sight, and not where a heading may stand."""
        anchor = self.layout.anchor(place)
        line = self.layout.start(anchor.block) + anchor.line
        top = self.layout.start(self.top.block) + self.top.line
        return (top < line or line == 0) and line < top + self.height

    @property
    def top_place(self) -> Place:
        """The place that is at the top."""
        return self.layout.place(self.top)

    def seen_steps(self) -> Iterator[int]:
        """Give the steps of which anything is seen, from the top."""
        last = self.layout.walk(self.top, self.height - 1).block
        for block in self.document.blocks[self.top.block : last + 1]:
            if block.step is not None and block.step not in self._folds.hidden:
                yield block.step

    def _lay_out(self) -> None:
        self.layout = BlockLayout(self.document, self.width, wrap=self.wrap)
        self.layout.fold(self._folds)
        self._settle()

    def _settle(self) -> None:
        self.top_line = self.layout.settle(self.layout.anchor(self.place), self.height)
        self.top = self.layout.locate(self.top_line)
