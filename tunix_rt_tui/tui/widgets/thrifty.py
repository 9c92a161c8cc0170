"""Repainting only what differs.

A stock widget repaints as a whole whenever anything about it changes: 15 700 bytes for a cursor
that moves one row at 120×40. Here `refresh` compares what would be drawn with what was drawn, and
names only the lines that differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class ThriftyRefresh(Widget):
    """A widget, to be mixed in behind another, that repaints only the lines that changed.

    The class that mixes it in implements `draw_line` and lets `render_line` return `paint_line`.
    """

    _painted: dict[int, Strip] | None = None
    _frame: tuple[object, object, object] = (None, None, None)
    _plain_style: Style | None = None

    @property
    def plain_style(self) -> Style:
        """The style of plain text here; found once, as looking for it walks up the whole tree."""
        if self._plain_style is None:
            self._plain_style = self.rich_style
        return self._plain_style

    def notify_style_update(self) -> None:
        """Forget the style of plain text: the theme or the focus may have changed it."""
        self._plain_style = None
        super().notify_style_update()

    def draw_line(self, y: int) -> Strip:
        """Draw one line of the content as it now is; `y` counts from the top of what is visible."""
        return super().render_line(y)

    def paint_line(self, y: int) -> Strip:
        """Draw one line and remember it as what the terminal shows."""
        strip = self.draw_line(y)
        if self._painted is None:
            self._painted = {}
            self._frame = self._frame_now()
        self._painted[y] = strip
        return strip

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Repaint the lines that differ from what was painted; everything where that is unknown."""
        partly = bool(regions) and not any(self._covers_all(region) for region in regions)
        if partly or layout or recompose or not repaint or not self._painted or not self.size:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        changed = self.changed_regions()
        if changed is None:
            return super().refresh()
        if changed:
            return super().refresh(*changed)
        return self

    def _covers_all(self, region: Region) -> bool:
        return region.height >= self.size.height and region.width >= self.size.width

    def repaint_lines(self, lines: Iterable[int]) -> None:
        """Repaint lines that are known to differ, and what differs of the frame; nothing else."""
        width, height = self.size
        frame = self._changed_frame() if self._painted else None
        if frame is None:
            super().refresh()
            return
        regions = [Region(0, y, width, 1) for y in lines if 0 <= y < height] + frame
        if regions:
            super().refresh(*regions)

    def changed_regions(self) -> list[Region] | None:
        """Name what differs, in coordinates of the content; None if nearly everything does."""
        painted = self._painted or {}
        width, height = self.size
        changed = [
            Region(0, y, width, 1)
            for y in range(height)
            if (old := painted.get(y)) is None or self.draw_line(y) != old
        ]
        frame = self._changed_frame()
        return None if frame is None else changed + frame

    def _changed_frame(self) -> list[Region] | None:
        """Name what differs of the frame; None if its sides do."""
        (sides, top, bottom), self._frame = self._frame, self._frame_now()
        if sides != self._frame[0]:
            return None
        left, above = self.content_offset
        outer = self.outer_size
        changed = []
        if top != self._frame[1]:
            changed.append(Region(-left, -above, outer.width, 1))
        if bottom != self._frame[2]:
            changed.append(Region(-left, outer.height - 1 - above, outer.width, 1))
        return changed

    def _frame_now(self) -> tuple[object, object, object]:
        """What the frame looks like: its sides and background, its top, its bottom."""
        border = self.styles.border
        title_style = (
            self.styles.border_title_color,
            self.styles.border_title_style,
            self.styles.border_title_background,
        )
        sides = (border.left, border.right, self.background_colors, self.opacity)
        return (
            sides,
            (border.top, self.border_title, title_style),
            (border.bottom, self.border_subtitle),
        )
