"""The text of a document, to be edited."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from tunix_rt_tui.trace.text import drawable
from tunix_rt_tui.trace.words import number
from tunix_rt_tui.tui.json_tokens import tokens_of
from tunix_rt_tui.tui.widgets.thrifty import ThriftyRefresh

LONGEST_LINE = 10_000
"""Characters of a line that can be edited: at a megabyte on one line a key takes 2.4 s."""

LARGEST_TEXT = 1_048_576
"""Characters of a text that can be edited."""

_LINE_ENDS_IN_STRINGS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


class JsonArea(TextArea, ThriftyRefresh):
    """A text area that draws hostile text safely, read-only where editing would be too slow."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "json-area--key",
        "json-area--number",
        "json-area--word",
        "json-area--mark",
        "json-area--wrong",
    }

    _text: str | None = None

    class LongLinePasted(Message):
        """A paste would make a line too long to edit; `text` is what the whole would be."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, tab_behavior="focus", show_line_numbers=True, compact=True)
        self.cursor_blink = False
        self._wrong: dict[int, list[int]] = {}
        self.unfit: str | None = None
        """Why the text can only be read; None where it can be edited."""

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
        self.unfit = unfit_for_editing(text)
        self.read_only = self.unfit is not None
        self.load_text(text)

    def exchange(self, text: str) -> bool:
        """Replace everything by another text from its start on, to be undone like any edit.

        Returns whether it can be: where one of the two can only be read there is no way back.
        """
        text = keep_lines(text)
        if self.read_only or unfit_for_editing(text):
            self.show_text(text)
            return False
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        self.move_cursor((0, 0))
        return True

    def reword(self, text: str) -> None:
        """Replace everything by another spelling of the same JSON, to be undone like any edit.

        The cursor stays at the same letter, as white space is all that differs.
        """
        passed = _letters(self.get_text_range((0, 0), self.cursor_location))
        if self.exchange(text):
            self.move_cursor(_place_after(passed, self.text), center=True)

    def mark_wrong(self, places: Iterable[tuple[int, int]]) -> None:
        """Show where problems are; lines and columns count from 1."""
        wrong: dict[int, list[int]] = {}
        for line, column in places:
            wrong.setdefault(line - 1, []).append(column - 1)
        if wrong != self._wrong:
            self._wrong = wrong
            self.notify_style_update()
            self.refresh()

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
        text = Text(line, end="", no_wrap=True)
        wrong = self._wrong.get(line_index, ())
        for start, end, kind in tokens_of(line):
            if start in wrong:
                kind = "wrong"
            if kind != "string":
                text.stylize(self._look(kind), start, end)
        return text

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: Style | None = None
    ) -> Style:
        """Give a style; that of the cursor's line leaves the tokens the colours that they have."""
        partial = partial or names == ("text-area--cursor-line",)
        return super().get_component_rich_style(*names, partial=partial, default=default)

    def _look(self, kind: str) -> Style:
        return self.get_component_rich_style(f"json-area--{kind}", partial=True)

    def draw_line(self, y: int) -> Strip:
        """Draw a line as the text area does."""
        return TextArea.render_line(self, y)

    def render_line(self, y: int) -> Strip:
        """Draw a line for Textual."""
        return self.paint_line(y)

    def on_paste(self, event: events.Paste) -> None:
        """Hold back what would make a line that is too long; it is laid out first."""
        event.text = keep_lines(event.text)
        whole = len(self.text) + len(event.text)
        if self.read_only or (whole <= LARGEST_TEXT and not unfit_for_editing(event.text)):
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


def unfit_for_editing(text: str) -> str | None:
    """Say why a text can only be read here; None where it can be edited."""
    if len(text) > LARGEST_TEXT:
        return f"it has more than {number(LARGEST_TEXT)} characters"
    if len(text) > LONGEST_LINE and any(len(line) > LONGEST_LINE for line in text.splitlines()):
        return f"a line has more than {number(LONGEST_LINE)} characters"
    return None


def _letters(text: str) -> int:
    """Count what is no white space."""
    return sum(map(len, text.split()))


def _place_after(letters: int, text: str) -> tuple[int, int]:
    """Find the row and column behind so many letters that are no white space."""
    ends = (found.end() for found in re.finditer(r"\S", text))
    end = next(islice(ends, letters - 1, None), len(text)) if letters else 0
    return text.count("\n", 0, end), end - (text.rfind("\n", 0, end) + 1)


def _draw_character(character: str) -> str:
    """Replace a character that is not safe to draw by one that is, so that columns stay."""
    if character == "\t":
        return character
    shown = drawable(character, keep_newlines=False)
    return shown if len(shown) == 1 else "\N{REPLACEMENT CHARACTER}"
