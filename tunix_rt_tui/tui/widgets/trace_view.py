"""One trace, to be read: by its parts, or as JSON."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tunix_rt_tui.tui import words
from tunix_rt_tui.tui.blocks import Anchor, Block, BlockLayout
from tunix_rt_tui.tui.keys import bindings_for
from tunix_rt_tui.tui.reading import OpenedTrace, json_blocks
from tunix_rt_tui.tui.widgets.line_view import LineView

_INDENT = "  "
_MARK = "▸ "
_SIDEWAYS_CELLS = 16
_MORE = "›"
_MEMBER = re.compile(r'(\s*)("(?:[^"\\]|\\.)*"):')


class TraceView(LineView, can_focus=True):
    """A trace drawn line by line; only what is seen is wrapped."""

    BINDINGS = bindings_for("trace")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "trace-view--facts",
        "trace-view--heading",
        "trace-view--current",
        "trace-view--rule",
        "trace-view--key",
    }

    class ViewChanged(Message):
        """Another trace is shown, or it is shown in another view."""

    def __init__(self, *, empty: str) -> None:
        """`empty` is what is said while no trace is open."""
        super().__init__()
        self._empty = empty
        self._opened: OpenedTrace | None = None
        self._layout: BlockLayout | None = None
        self._place = Anchor(0, 0)
        self._top = Anchor(0, 0)
        self._placed_for: Size | None = None
        self._step: int | None = None
        self._left = 0
        self._wrap = True
        self.as_json = False
        """Whether the JSON is shown, and not the reading view."""

    @property
    def opened(self) -> OpenedTrace | None:
        """The trace that is shown."""
        return self._opened

    @property
    def current_step(self) -> int | None:
        """The step that is marked, from 0; None where none is seen, and in JSON."""
        return self._step

    def show(self, opened: OpenedTrace | None) -> None:
        """Show a trace from its start, or none."""
        self._opened = opened
        self._place = Anchor(0, 0)
        self._step = None
        self._left = 0
        self._lay_out()
        self.post_message(self.ViewChanged())

    def title(self) -> str:
        """Say which trace is open, and which of its steps is marked."""
        title = "Trace"
        if self._opened is not None:
            title += f" {str(self._opened.id)[: words.SHORT_ID]}"
            if self.as_json:
                title += " · JSON"
            elif self._step is not None:
                title += f" · step {self._step + 1}/{self._opened.steps}"
        return title

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the trace."""
        if self._layout is None:
            return self.strip((_INDENT + self._empty if y == 1 else "", self._style("facts")))
        line = self.scroll_offset.y + y
        if line >= self._layout.height:
            return self.strip()
        block, offset = self._layout.locate(line)
        lines = self._layout.lines(block)
        text = lines[offset] if offset < len(lines) else ""
        return self._draw_text(self._layout.blocks[block], text)

    def _draw_text(self, block: Block, text: str) -> Strip:
        width, kind = self.line_width, block.kind
        if kind == "heading":
            marked = block.step is not None and block.step == self._step
            title = (_MARK if marked else _INDENT) + text + " "
            rule = "─" * (width - cell_len(title) - 1)
            style = self._style("current" if marked else "heading")
            return self.strip((title, style), (rule, self._style("rule")))
        if kind == "facts":
            return self.strip((_INDENT + text, self._style("facts")))
        if self._wrap:
            return self.strip(*self._runs(kind, text))
        cut = text[: 2 * (self._left + width)]
        inner = max(0, width - 1)
        shown = self.strip_of(*self._runs(kind, cut)).crop(self._left, self._left + inner)
        if cell_len(cut) + len(_INDENT) <= self._left + inner:
            return shown.adjust_cell_length(width, self.plain_style)
        more = self.strip_of((_MORE, self._style("rule")))
        return Strip.join([shown.adjust_cell_length(inner, self.plain_style), more])

    def _runs(self, kind: str, text: str) -> list[tuple[str, Style]]:
        if kind == "json" and (member := _MEMBER.match(text)):
            space, key = member.groups()
            return [
                (_INDENT + space + key, self._style("key")),
                (text[member.end() - 1 :], self.plain_style),
            ]
        return [(_INDENT + text, self.plain_style)]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"trace-view--{name}")

    def _lay_out(self) -> None:
        """Lay the trace out anew at the width there is, keeping the place."""
        if self._opened is None:
            self._layout = None
            self.virtual_size = Size(0, 0)
        else:
            blocks = json_blocks(self._opened.text) if self.as_json else self._opened.reading
            width = self.line_width - len(_INDENT) - 1
            self._layout = BlockLayout(blocks, width, wrap=self._wrap)
        self._show_place()

    def _go_to(self, place: Anchor) -> None:
        """Bring a place to the top, and mark a step that is seen there."""
        self._place = place
        self._show_place()
        self._mark_step()
        self.show_changes()

    def _show_place(self) -> None:
        """Have the place at the top, as far as the end of the trace lets it.

        The place itself stays what it was: in a storm of sizes, the picture comes back with the
        size.
        """
        if self._layout is not None:
            self._placed_for = None
            top = self._layout.settle(self._place, self.size.height)
            self.virtual_size = Size(0, self._layout.height)
            self._top = self._layout.locate(top)
            self.scroll_to(y=top, animate=False)
            self._placed_for = self.size
            if self._step is None:
                self._mark_step()
        self.show_changes()

    def _mark_step(self) -> None:
        """Keep the mark on a step that is seen: the first, where the marked one left the window."""
        if self._layout is None:
            return
        last = self._layout.walk(self._top, self.size.height - 1).block
        seen = [
            block.step
            for block in self._layout.blocks[self._top.block : last + 1]
            if block.step is not None
        ]
        if self._step not in seen:
            self._step = seen[0] if seen else None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the mouse and the scroll bar, which know lines and not places.

        A size that nothing was placed for yet moves lines too, and so does placing itself: neither
        is anybody's wish.
        """
        super().watch_scroll_y(old_value, new_value)
        if self._layout is None or self._placed_for != self.size:
            return
        place = self._layout.locate(round(new_value))
        if place != self._top:
            self._go_to(place)

    def on_resize(self) -> None:
        """Wrap to the new width; the place at the top stays."""
        if self._layout is not None:
            self._lay_out()

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by lines."""
        if self._layout is not None:
            self._go_to(self._layout.walk(self._top, lines))

    def action_scroll_pages(self, pages: float) -> None:
        """Scroll by pages or parts of one; a page leaves a line of the last one in sight."""
        self.action_scroll_lines(round(pages * max(1, self.size.height - 1)))

    def action_first(self) -> None:
        """Go to the start."""
        self._go_to(Anchor(0, 0))

    def action_last(self) -> None:
        """Go to the end."""
        if self._layout is not None:
            end = self._layout.clamp(Anchor(len(self._layout.blocks), 1 << 30))
            self._go_to(self._layout.walk(end, 1 - self.size.height))

    def action_step(self, direction: int) -> None:
        """Mark the next or the previous step and bring its heading to the top, if there is room."""
        if self._layout is None or self._opened is None or self.as_json:
            return
        here = self._step
        if here is None:
            below = any(block.step is not None for block in self._layout.blocks[self._top.block :])
            here = -1 if below else self._opened.steps
        step = max(0, min(here + direction, self._opened.steps - 1))
        self._step = step
        heads = [
            number
            for number, block in enumerate(self._layout.blocks)
            if block.kind == "heading" and block.step == step
        ]
        self._go_to(Anchor(heads[0], 0))

    def action_toggle_view(self) -> None:
        """Change between the reading view and JSON."""
        self.as_json = not self.as_json
        self._place = Anchor(0, 0)
        self._lay_out()
        self.post_message(self.ViewChanged())

    def action_toggle_wrap(self) -> None:
        """Wrap long lines, or leave them and scroll sideways."""
        self._wrap = not self._wrap
        self._left = 0
        self._lay_out()

    def action_sideways(self, direction: int) -> None:
        """Scroll sideways where lines are not wrapped."""
        if not self._wrap:
            self._left = max(0, self._left + direction * _SIDEWAYS_CELLS)
            self.refresh()
