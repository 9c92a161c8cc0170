"""The text of a document, to be edited."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.tui.widgets.thrifty import ThriftyRefresh

LONGEST_LINE = 10_000
"""Characters of a line that can be edited: at a megabyte on one line a key takes 2.4 s."""

_LINE_ENDS_IN_STRINGS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


class JsonArea(TextArea, ThriftyRefresh):
    """A text area that draws hostile text safely, read-only where editing would be too slow."""

    _text: str | None = None

    class LongLinePasted(Message):
        """A paste would make a line too long to edit; `text` is what the whole would be."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, tab_behavior="focus", show_line_numbers=True, compact=True)
        self.cursor_blink = False

    @property
    def text(self) -> str:
        """Everything as one string; put together once, as it is asked for line by line."""
        if self._text is None:
            self._text = self.document.text
        return self._text

    @text.setter
    def text(self, value: str) -> None:
        self.load_text(value)

    def load_text(self, text: str) -> None:
        """Replace everything."""
        self._text = None
        super().load_text(text)
        self._text = None

    def edit(self, edit: Edit) -> EditResult:
        """Change something."""
        self._text = None
        result = super().edit(edit)
        self._text = None
        return result

    def undo(self) -> None:
        """Take changes back."""
        super().undo()
        self._text = None

    def redo(self) -> None:
        """Do what was taken back once more."""
        super().redo()
        self._text = None

    def show_text(self, text: str) -> None:
        """Replace everything; a document with a line that is too long can only be read."""
        text = keep_lines(text)
        self.read_only = has_long_line(text)
        self.load_text(text)

    def jump_to(self, line: int, column: int) -> None:
        """Put the cursor on a place, both from 1, and the focus here."""
        row = min(line, self.document.line_count) - 1
        self.move_cursor((row, min(column - 1, len(self.document.get_line(row)))), center=True)
        self.focus()

    def get_line(self, line_index: int) -> Text:
        """Give a line that is safe to draw, of as many characters as it really has."""
        line = self.document.get_line(line_index)
        if drawable(line) != line:
            line = "".join(map(_draw_character, line))
        return Text(line, end="", no_wrap=True)

    def draw_line(self, y: int) -> Strip:
        """Draw a line as the text area does."""
        return TextArea.render_line(self, y)

    def render_line(self, y: int) -> Strip:
        """Draw a line for Textual."""
        return self.paint_line(y)

    def on_paste(self, event: events.Paste) -> None:
        """Hold back what would make a line that is too long; it is laid out first."""
        event.text = keep_lines(event.text)
        if self.read_only or not has_long_line(event.text):
            return
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        before = self.get_text_range((0, 0), start)
        after = self.get_text_range(end, self.document.end)
        self.post_message(self.LongLinePasted(before + event.text + after))


def keep_lines(text: str) -> str:
    """Write what JSON allows inside a string, but a text area ends a line at, as its escape.

    The document stays equal as JSON; without this a string would be broken in two.
    """
    return text.translate(_LINE_ENDS_IN_STRINGS)


def has_long_line(text: str) -> bool:
    """Tell whether a line is too long to be edited."""
    return len(text) > LONGEST_LINE and any(len(line) > LONGEST_LINE for line in text.splitlines())


def _draw_character(character: str) -> str:
    """Replace a character that is not safe to draw by one that is, so that columns stay."""
    if character == "\t":
        return character
    shown = drawable(character, keep_newlines=False)
    return shown if len(shown) == 1 else "\N{REPLACEMENT CHARACTER}"
