"""The formats to choose from."""

from __future__ import annotations

from textual.message import Message

from tunix_rt_tui.formats.writing.contract import OutputFormat
from tunix_rt_tui.library.output_formats import FORMATS
from tunix_rt_tui.tui.listing.choice import Choice
from tunix_rt_tui.tui.widgets.choices import Choices


class FormatList(Choices):
    """Every format with its title; tells when the cursor is on another one."""

    class FormatMoved(Message):
        """The cursor is on another format."""

    def __init__(self) -> None:
        self._formats = tuple(FORMATS.values())
        super().__init__([Choice(form.id, form.title) for form in self._formats])

    @property
    def chosen(self) -> OutputFormat:
        """The format at the cursor."""
        return self._formats[self.cursor]

    def move_to(self, row: int) -> None:
        """Put the cursor on a format, and tell."""
        before = self.cursor
        super().move_to(row)
        if self.cursor != before:
            self.post_message(self.FormatMoved())
