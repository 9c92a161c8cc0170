"""An opened trace as it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tunix_rt_tui.tui.block_layout import Anchor, Place
from tunix_rt_tui.tui.blocks import Block, Document
from tunix_rt_tui.tui.finding import Finding, Hit, Letters, Query
from tunix_rt_tui.tui.reading import VIEWS, OpenedTrace, ViewName, document_for
from tunix_rt_tui.tui.window.places import Places, Spot
from tunix_rt_tui.tui.window.scroller import START, Scroller

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.seeking import Seeker

SIDEWAYS_CELLS = 16
"""Cells that a step to the side scrolls."""


class Line(NamedTuple):
    """One line as it is seen; `marked` where the marked step begins.

    `lit` has the hits in its text: from and to which character, and whether it is the current one.
    """

    block: Block
    text: str
    marked: bool = False
    lit: tuple[tuple[int, int, bool], ...] = ()


class TraceWindow:
    """Shows so many lines of a trace, at a width of text in cells; keeps one of its steps marked.

    The marked step is one that is seen, but in a storm of sizes it stays what it was.
    """

    def __init__(
        self,
        opened: OpenedTrace,
        width: int,
        height: int,
        *,
        view: ViewName = "reading",
        wrap: bool = True,
    ) -> None:
        self.opened = opened
        self.view: ViewName = view
        self.left = 0
        """Cells that are scrolled out of sight to the left."""
        self.step: int | None = None
        """The step that is marked, from 0; None where none is seen."""
        self.finding: Finding | None = None
        self.from_list = False
        """Whether what is found is what the list was searched for."""
        self._documents: dict[ViewName, Document] = {}
        self._places = Places()
        self._spot = Spot(None, "")
        self._scroller = Scroller(self.document, width, height, wrap=wrap)
        self._before_finding: tuple[Place, int | None] = (START, None)
        self._mark_what_is_seen()

    @property
    def document(self) -> Document:
        """What the view shows."""
        if self.view not in self._documents:
            self._documents[self.view] = document_for(self.opened, self.view)
        return self._documents[self.view]

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

    def line(self, y: int) -> Line | None:
        """Give a line of the window, from 0; None below the end."""
        anchor = self._scroller.anchor(y)
        if anchor is None:
            return None
        block = self.document.blocks[anchor.block]
        begins = anchor.line == 0 and self.document.is_head(anchor.block)
        marked = begins and block.step == self.step
        return Line(block, self._scroller.layout.line(anchor), marked, self._lit(anchor))

    def update(self, opened: OpenedTrace) -> None:
        """Show the same trace as it is now; where it stands and what is marked stay."""
        self.opened = opened
        self._documents.clear()
        self._scroller.show(self.document, self._scroller.place)
        if self.finding is not None:
            finding = Finding(self.document, self.finding.sought)
            finding.go_to(self._scroller.top_place)
            self.finding = finding

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
        """Mark a step and bring its beginning to the top, if there is room; nothing in the meta."""
        head = self.document.head(step)
        if head is not None:
            self.step = step
            self._go_to(Place(head, 0))

    def move_step(self, direction: int) -> None:
        """Go to the next or the previous step."""
        here = self.step
        if here is None:
            blocks = self.document.blocks[self._scroller.top.block :]
            below = any(block.step is not None for block in blocks)
            here = -1 if below else self.opened.steps
        self.go_to_step(max(0, min(here + direction, self.opened.steps - 1)))

    def toggle_fold(self) -> None:
        """Fold the marked step, or unfold it."""
        if self.step in self.document.steps:
            self._scroller.fold(self._scroller.folded ^ {self.step})
            self._mark_what_is_seen()

    def toggle_all_folds(self) -> None:
        """Fold every step, or unfold them where all are folded; the marked one comes to the top."""
        steps, folded = self.document.steps, self._scroller.folded
        self._scroller.fold(folded - steps if steps <= folded else folded | steps)
        if self.step is not None:
            self.go_to_step(self.step)

    # Views.

    @property
    def next_view(self) -> ViewName:
        """The view that comes after this one."""
        return VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]

    def turn(self) -> None:
        """Go to the next view, to the step that is marked here, or to the same part of the trace.

        The meta has no steps and is left where it was come from.
        """
        if self.document.steps:
            self._spot = Spot(self.step, self.document.blocks[self._scroller.top.block].part)
        self._places.leave(self.view, self._spot, self._scroller.place)
        self.view = self.next_view
        self.left = 0
        self._scroller.show(
            self.document, self._places.arrive(self.view, self._spot, self.document)
        )
        if self.step is None:
            self._mark_what_is_seen()
        if self.finding is not None:
            self.finding = Finding(self.document, self.finding.sought)
            self.finding.go_to(self._scroller.top_place)

    # Finding.

    def begin_finding(self) -> None:
        """Remember where finding begins, and whereto it may come back."""
        self._before_finding = (self._scroller.top_place, self.step)

    def light(self, seekers: Sequence[Seeker], *, at_last: bool) -> None:
        """Light what a list was searched for, and go to the first hit of it or to the last.

        Where what is seen has none, nothing is lit.
        """
        finding = Finding(self.document, Query(seekers))
        if finding.current is None:
            return
        if at_last:
            finding.go_to_last()
        self.begin_finding()
        self.finding = finding
        self.from_list = True
        self._show_hit(finding.current)

    def find(self, text: str) -> None:
        """Find letters, and go to their first hit from where finding began."""
        self.finding = Finding(self.document, Letters(text)) if text else None
        self.from_list = False
        place, step = self._before_finding
        if self.finding is None or self.finding.current is None:
            self.step = step
            self._go_to(place)
        else:
            self.finding.go_to(place)
            self._show_hit(self.finding.current)

    def move_hit(self, direction: int) -> None:
        """Go to the next or the previous hit."""
        if self.finding is not None and self.finding.current is not None:
            self.finding.move(direction)
            self._show_hit(self.finding.current)

    def is_at_last_of_list(self, direction: int) -> bool:
        """Tell whether no hit of what the list was searched for is left in a direction."""
        return self.finding is not None and self.from_list and self.finding.is_at_end(direction)

    def forget_finding(self, *, go_back: bool) -> None:
        """Light nothing any more; `go_back` to where finding began."""
        self.finding = None
        if go_back:
            place, self.step = self._before_finding
            self._go_to(place)

    def _show_hit(self, hit: Hit) -> None:
        """Have a hit in sight and its step marked; opens the fold that hides it."""
        step = self.document.blocks[hit.block].step
        if step in self._scroller.folded:
            self._scroller.fold(self._scroller.folded - {step})
        place = Place(hit.block, hit.start)
        self._scroller.reveal(place)
        self.step = step
        if step is None:
            self._mark_what_is_seen()
        if not self.wrap:
            self._show_columns(self._scroller.layout.anchor(place), hit)

    def _show_columns(self, anchor: Anchor, hit: Hit) -> None:
        """Scroll sideways to where a hit is on its line."""
        start, _ = self._scroller.layout.span(anchor)
        text = self._scroller.layout.line(anchor)
        first, last = cell_len(text[: hit.start - start]), cell_len(text[: hit.end - start])
        if first < self.left or last > self.left + self.width:
            self.left = 0 if last <= self.width else last - self.width + SIDEWAYS_CELLS

    def _lit(self, anchor: Anchor) -> tuple[tuple[int, int, bool], ...]:
        if self.finding is None:
            return ()
        start, end = self._scroller.layout.span(anchor)
        return tuple(
            (max(hit.start, start) - start, min(hit.end, end) - start, hit == self.finding.current)
            for hit in self.finding.within(anchor.block, start, end)
        )

    def _go_to(self, place: Place) -> None:
        self._scroller.go_to(place)
        self._mark_what_is_seen()

    def _mark_what_is_seen(self) -> None:
        """Keep the mark on a step that is seen: the first, where the marked one left the window."""
        if self.document.steps:
            seen = list(self._scroller.seen_steps())
            if self.step not in seen:
                self.step = seen[0] if seen else None
