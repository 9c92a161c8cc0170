"""A trace as it stands in a window: where, which step is marked, and what of its steps is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from rich.cells import cell_len

from tunix_rt_tui.tui.block_layout import Anchor, Folds, Place
from tunix_rt_tui.tui.blocks import Block, Document
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.rendering.drawn import Span
from tunix_rt_tui.tui.window.rules import TypeRules
from tunix_rt_tui.tui.window.scroller import START, Scroller

SIDEWAYS_CELLS = 16
"""Cells that a step to the side scrolls."""

_ROOM_FOR_HEADER = 4
"""Lines that a window has at least where the heading of what is read stays at its top."""


class Line(NamedTuple):
    """One line as it is seen; `marked` where the marked step begins.

    `lit` has the hits in its text: from and to which character, and whether it is the current one;
    `looks` how parts of it look beside that.
    """

    block: Block
    text: str
    marked: bool = False
    lit: tuple[tuple[int, int, bool], ...] = ()
    looks: tuple[Span, ...] = ()


class Landmark(NamedTuple):
    """What is read, so that it can be found in another trace: a part, or the n-th step of a type.

    `part` is a member of the document; `nth` counts the steps of the type from 0.
    """

    part: str
    type: str | None = None
    nth: int = 0


class StepWindow:
    """Shows so many lines of a document, at a width of text in cells; keeps one step marked.

    The marked step is one that is seen, but in a storm of sizes it stays what it was.
    """

    def __init__(
        self, opened: OpenedTrace, document: Document, width: int, height: int, *, wrap: bool
    ) -> None:
        self.opened = opened
        self.left = 0
        """Cells that are scrolled out of sight to the left."""
        self.step: int | None = None
        """The step that is marked, from 0; None where none is seen."""
        self.rules = TypeRules()
        """Which types of steps are folded or not shown."""
        self._scroller = Scroller(document, width, height, wrap=wrap)
        self._before_part: tuple[str, Place, int | None] | None = None
        self._mark_what_is_seen()

    @property
    def document(self) -> Document:
        """What is shown."""
        return self._scroller.document

    @property
    def wrap(self) -> bool:
        """Whether long lines are wrapped; else one scrolls sideways."""
        return self._scroller.wrap

    @property
    def width(self) -> int:
        """Cells of text in a line."""
        return self._scroller.width

    @property
    def top_line(self) -> int:
        """The line of the view at the top, as far as is known."""
        return self._scroller.top_line

    @property
    def total_lines(self) -> int:
        """Lines of the whole view, as far as is known."""
        return self._scroller.total_lines

    @property
    def hidden(self) -> int:
        """How many steps are not shown."""
        return len(self._scroller.folds.hidden)

    def line(self, y: int) -> Line | None:
        """Give a line of the window, from 0; None below the end.

        The first is the heading of what is read, where that would be out of sight.
        """
        anchor = self._scroller.anchor(y)
        if anchor is None:
            return None
        if y == 0 and (heading := self._heading_out_of_sight(anchor)) is not None:
            anchor = Anchor(heading, 0)
        block = self.document.blocks[anchor.block]
        begins = anchor.line == 0 and self.document.is_head(anchor.block)
        marked = begins and block.step == self.step
        text = self._scroller.layout.line(anchor)
        return Line(block, text, marked, self._lit(anchor), self._looks(anchor))

    # Where it stands.

    def resize(self, width: int, height: int) -> None:
        """Take another size; the place and the marked step stay, whatever is seen of them."""
        self._scroller.resize(width, height)
        if self.step is None:
            self._mark_what_is_seen()

    def go_to_line(self, line: int) -> None:
        """Bring a line of the view to the top."""
        if self._scroller.go_to_line(line):
            self._mark_what_is_seen()

    def scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroller.scroll(lines)
        self._mark_what_is_seen()

    def go_to_start(self) -> None:
        """Go to the first line."""
        self._go_to(START)

    def go_to_end(self) -> None:
        """Go to the last page."""
        self._scroller.go_to_end()
        self._mark_what_is_seen()

    def go_to_part(self, part: str) -> None:
        """Go to a part of the document, or from there back to where one was before."""
        if self._before_part is not None and self._before_part[0] == part and self._is_at(part):
            _, place, self.step = self._before_part
            self._before_part = None
            self._go_to(place)
        elif (block := self.document.beginning(part)) is not None:
            self._before_part = (part, self._scroller.top_place, self.step)
            self._go_to(Place(block, 0))

    def toggle_wrap(self) -> None:
        """Wrap long lines, or leave them and scroll sideways."""
        self.left = 0
        self._scroller.set_wrap(wrap=not self.wrap)

    def scroll_sideways(self, direction: int) -> None:
        """Scroll sideways where lines are not wrapped, as far as anything that is seen is long."""
        if self.wrap:
            return
        lines = (self.line(y) for y in range(self._scroller.height))
        longest = max((cell_len(line.text) for line in lines if line), default=0)
        limit = max(self.left if direction < 0 else 0, longest - self.width)
        self.left = max(0, min(self.left + direction * SIDEWAYS_CELLS, limit))

    # Steps.

    def go_to_step(self, step: int) -> None:
        """Mark a step and bring its beginning to the top, if there is room; shows what is hidden.

        Nothing happens where the document has no steps.
        """
        head = self.document.head(step)
        if head is not None:
            self._uncover(step)
            self.step = step
            self._go_to(Place(head, 0))

    def move_step(self, direction: int, *, same_type: bool = False) -> None:
        """Go to the next or the previous step that is shown, or of those of the same type."""
        here = self.step
        if here is None:
            blocks = self.document.blocks[self._scroller.top.block :]
            below = any(block.step is not None for block in blocks)
            here = -1 if below else self.opened.steps
        shown = sorted(self.document.steps - self._scroller.folds.hidden)
        if same_type and self.step is not None:
            kind = self.opened.outline[self.step].type
            shown = [step for step in shown if self.opened.outline[step].type == kind]
        if direction > 0:
            beyond = shown[bisect_left(shown, here + 1) :]
        else:
            beyond = shown[: bisect_left(shown, here)][::-1]
        if beyond:
            self.go_to_step(beyond[0])
        elif self.step is not None:
            self.go_to_step(self.step)

    def toggle_fold(self) -> None:
        """Fold the marked step, or unfold it."""
        if self.step in self.document.steps:
            folds = self._scroller.folds
            self._scroller.fold(folds._replace(folded=folds.folded ^ {self.step}))
            self._mark_what_is_seen()

    def toggle_all_folds(self) -> None:
        """Fold every step, or unfold them where all are folded; the marked one comes to the top."""
        folds = self._scroller.folds
        steps = self.document.steps - folds.hidden
        folded = folds.folded - steps if steps <= folds.folded else folds.folded | steps
        self._scroller.fold(folds._replace(folded=folded))
        if self.step is not None:
            self.go_to_step(self.step)

    def set_rules(self, rules: TypeRules) -> None:
        """Fold and hide types of steps; what was folded by hand stays so."""
        types = [step.type for step in self.opened.outline]
        folds = rules.changed(self.rules, types, self._scroller.folds)
        self.rules = rules
        self._fold(folds)

    # What is read.

    @property
    def landmark(self) -> Landmark | None:
        """What is read; None at the very start."""
        if self._scroller.top_place == START:
            return None
        part = self.document.blocks[self._scroller.top.block].part
        if part != "steps" or self.step is None:
            return Landmark(part)
        kind = self.opened.outline[self.step].type
        earlier = self.opened.outline[: self.step]
        return Landmark(part, kind, sum(step.type == kind for step in earlier))

    def go_to_landmark(self, landmark: Landmark) -> None:
        """Go to what is like it here: the last step of the type where there are fewer of them."""
        if landmark.type is None:
            if landmark.part and (block := self.document.beginning(landmark.part)) is not None:
                self._go_to(Place(block, 0))
            return
        outline = enumerate(self.opened.outline)
        alike = [number for number, step in outline if step.type == landmark.type]
        if alike:
            self.go_to_step(alike[min(landmark.nth, len(alike) - 1)])

    def _is_at(self, part: str) -> bool:
        """Tell whether a part is at the top, or as near to it as the end of the document allows."""
        block = self.document.beginning(part)
        return block is not None and self._scroller.place == Place(block, 0)

    def _heading_out_of_sight(self, top: Anchor) -> int | None:
        """Give the heading of what is at the top, where it is above the window."""
        if self._scroller.height < _ROOM_FOR_HEADER:
            return None
        shown = self.document.blocks[top.block]
        if shown.step is not None:
            heading = self.document.head(shown.step)
        else:
            heading = self.document.beginning(shown.part)
        if heading is None or heading >= top.block or not self._goes_on(shown):
            return None
        return heading if self.document.blocks[heading].kind == "heading" else None

    def _goes_on(self, block: Block) -> bool:
        """Tell whether the second line shows more of what is at the top, which may be covered."""
        second = self._scroller.anchor(1)
        if second is None:
            return False
        below = self.document.blocks[second.block]
        same = (below.step, below.part) == (block.step, block.part)
        return same and below.kind != "gap"

    def _looks(self, anchor: Anchor) -> tuple[Span, ...]:
        """Give how parts of a line look."""
        spans = self.document.looks(anchor.block)
        if not spans:
            return ()
        start, end = self._scroller.layout.span(anchor)
        seen = spans[bisect_right(spans, start, key=lambda span: span.end) :]
        seen = seen[: bisect_left(seen, end, key=lambda span: span.start)]
        return tuple(
            Span(max(span.start, start) - start, min(span.end, end) - start, span.look)
            for span in seen
        )

    def _lit(self, _: Anchor, /) -> tuple[tuple[int, int, bool], ...]:
        """Give the hits of a line; here nothing is looked for."""
        return ()

    def _uncover(self, step: int | None, *, unfold: bool = False) -> None:
        """Show a step that is not shown, and all of it if need be."""
        folds = self._scroller.folds
        if step is not None and (step in folds.hidden or (unfold and step in folds.folded)):
            folded = folds.folded - {step} if unfold else folds.folded
            self._scroller.fold(Folds(folded, folds.hidden - {step}))

    def _fold(self, folds: Folds) -> None:
        self._scroller.fold(folds)
        if self.step in folds.hidden:
            self.step = None
        self._mark_what_is_seen()

    def _go_to(self, place: Place) -> None:
        self._scroller.go_to(place)
        self._mark_what_is_seen()

    def _mark_what_is_seen(self) -> None:
        """Keep the mark on a step that is seen: the first, where the marked one left the window."""
        if self.document.steps:
            seen = list(self._scroller.seen_steps())
            if self.step not in seen:
                self.step = seen[0] if seen else None
