"""An opened trace as it is looked at: one of its views, and what is found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tunix_rt_tui.tui.block_layout import Anchor, Place
from tunix_rt_tui.tui.blocks import Document
from tunix_rt_tui.tui.finding import Finding, Hit, Letters, Query
from tunix_rt_tui.tui.reading import OpenedTrace
from tunix_rt_tui.tui.rendering.modes import Mode
from tunix_rt_tui.tui.views import VIEWS, ViewName, document_for
from tunix_rt_tui.tui.window.places import Places, Spot
from tunix_rt_tui.tui.window.scroller import START
from tunix_rt_tui.tui.window.steps import SIDEWAYS_CELLS, StepWindow

if TYPE_CHECKING:
    from tunix_rt_tui.trace.query.seeking import Seeker


class TraceWindow(StepWindow):
    """Shows a view of a trace; goes to the same step in another, and from hit to hit."""

    def __init__(
        self,
        opened: OpenedTrace,
        width: int,
        height: int,
        *,
        view: ViewName = "reading",
        mode: Mode = "written",
        wrap: bool = True,
    ) -> None:
        self.view: ViewName = view
        self.mode: Mode = mode
        """How text is drawn in the parts for reading."""
        self.finding: Finding | None = None
        self.from_list = False
        """Whether what is found is what the list was searched for."""
        self._documents: dict[ViewName, Document] = {view: document_for(opened, view, mode)}
        self._places = Places()
        self._spot = Spot(None, "")
        self._before_finding: tuple[Place, int | None] = (START, None)
        self._revealed: Place | None = None
        super().__init__(opened, self._documents[view], width, height, wrap=wrap)

    def update(self, opened: OpenedTrace) -> None:
        """Show the same trace as it is now; where it stands and what is marked stay."""
        self.opened = opened
        self._documents.clear()
        self._scroller.show(self._document_of(self.view), self._scroller.place)
        self._find_again()

    def resize(self, width: int, height: int) -> None:
        """Take another size; a hit that was gone to stays in sight."""
        super().resize(width, height)
        hit = None if self.finding is None else self.finding.current
        if hit is not None and self._scroller.place == self._revealed:
            self._reveal(hit)

    # Views.

    @property
    def next_view(self) -> ViewName:
        """The view that comes after this one."""
        return VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]

    def turn(self) -> None:
        """Go to the next view."""
        self.show_view(self.next_view)

    def show_view(self, view: ViewName) -> None:
        """Go to another view, to the step that is marked here, or to the same part of the trace.

        A view without steps is left where it was come from.
        """
        if self.document.steps:
            self._spot = Spot(self.step, self.document.blocks[self._scroller.top.block].part)
        self._places.leave(self.view, self._spot, self._scroller.place)
        self.view = view
        self.left = 0
        document = self._document_of(view)
        self._scroller.show(document, self._places.arrive(view, self._spot, document))
        if self.step is None:
            self._mark_what_is_seen()
        self._find_again()

    def set_mode(self, mode: Mode) -> None:
        """Draw text in another way; what is at the top stays there as nearly as can be told."""
        before, place = self.document, self._scroller.top_place
        self.mode = mode
        self._documents.pop("reading", None)
        if self.view == "reading":
            document = self._document_of("reading")
            length = max(1, len(before.drawn(place.block)))
            offset = place.offset * len(document.drawn(place.block)) // length
            self._scroller.show(document, Place(place.block, offset))
            self._find_again()

    def go_to_step(self, step: int) -> None:
        """Go to a step, from a view that has none to the parts for reading."""
        if not self.document.steps:
            self.show_view("reading")
        super().go_to_step(step)

    def go_to_part(self, part: str) -> None:
        """Go to a part and back, from a view that has not all to the parts for reading."""
        if not self.document.steps:
            self.show_view("reading")
        super().go_to_part(part)

    def _document_of(self, view: ViewName) -> Document:
        if view not in self._documents:
            self._documents[view] = document_for(self.opened, view, self.mode)
        return self._documents[view]

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
        """Go to the next or the previous hit, from the one that is seen or from what is read."""
        finding = self.finding
        if finding is None or finding.current is None:
            return
        if self._is_in_sight(finding.current):
            finding.move(direction)
        else:
            finding.go_to(self._scroller.top_place)
            if direction < 0:
                finding.move(direction)
        self._show_hit(finding.current)

    def is_at_last_of_list(self, direction: int) -> bool:
        """Tell whether no hit of what the list was searched for is left in a direction."""
        finding = self.finding
        if finding is None or not self.from_list or not finding.is_at_end(direction):
            return False
        return finding.current is None or self._is_in_sight(finding.current)

    def forget_finding(self, *, go_back: bool) -> None:
        """Light nothing any more; `go_back` to where finding began."""
        self.finding = None
        if go_back:
            place, self.step = self._before_finding
            self._go_to(place)

    def _show_hit(self, hit: Hit) -> None:
        """Have a hit in sight and its step marked; opens the fold that hides it."""
        step = self.document.blocks[hit.block].step
        self._uncover(step, unfold=True)
        self._reveal(hit)
        self.step = step
        if step is None:
            self._mark_what_is_seen()
        if not self.wrap:
            anchor = self._scroller.layout.anchor(Place(hit.block, hit.start))
            self._show_columns(anchor, hit)

    def _reveal(self, hit: Hit) -> None:
        self._scroller.reveal(Place(hit.block, hit.start))
        self._revealed = self._scroller.place

    def _is_in_sight(self, hit: Hit) -> bool:
        return self._scroller.shows(Place(hit.block, hit.start))

    def _show_columns(self, anchor: Anchor, hit: Hit) -> None:
        """Scroll sideways to where a hit is on its line."""
        start, _ = self._scroller.layout.span(anchor)
        text = self._scroller.layout.line(anchor)
        first, last = cell_len(text[: hit.start - start]), cell_len(text[: hit.end - start])
        if first < self.left or last > self.left + self.width:
            self.left = 0 if last <= self.width else last - self.width + SIDEWAYS_CELLS

    def _lit(self, anchor: Anchor, /) -> tuple[tuple[int, int, bool], ...]:
        if self.finding is None:
            return ()
        start, end = self._scroller.layout.span(anchor)
        return tuple(
            (max(hit.start, start) - start, min(hit.end, end) - start, hit == self.finding.current)
            for hit in self.finding.within(anchor.block, start, end)
        )

    def _find_again(self) -> None:
        """Find in another document what is found, from where it stands."""
        if self.finding is not None:
            self.finding = Finding(self.document, self.finding.sought)
            self.finding.go_to(self._scroller.top_place)
