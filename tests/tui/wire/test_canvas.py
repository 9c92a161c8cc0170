"""What is sent leads the terminal to the same picture, and is as little as will do."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.tui.wire.canvas import Canvas

WIDTH, HEIGHT = 20, 4
LETTERS = "ab  ─é"


class Glass:
    """A terminal as an emulator sees it."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)

    def feed(self, data: str) -> None:
        self._stream.feed(data)

    def picture(self) -> list[list[tuple[object, ...]]]:
        """Every cell with all of its look that can be seen."""
        return [
            [_seen(self.screen.buffer[row][column]) for column in range(WIDTH)]
            for row in range(HEIGHT)
        ]


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    if cell.data == " ":
        return (" ", cell.bg, cell.underscore, cell.reverse, cell.reverse and cell.fg)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse)


def drawn(row: int, column: int, text: str, look: str = "") -> str:
    """A stretch of text as Textual sends it."""
    styled = f"\x1b[{look}m{text}\x1b[0m" if look else text
    return f"\x1b[{row + 1};{column + 1}H{styled}"


looks = st.sampled_from(["", "1", "31", "1;38;5;110;48;5;234", "38;2;1;2;3", "4;44", "7", "2;32"])


def stretches(letters: str) -> st.SearchStrategy[str]:
    """Text in a look, somewhere."""
    text = st.text(letters, min_size=1, max_size=5)
    return st.builds(drawn, st.integers(0, HEIGHT - 1), st.integers(0, 9), text, looks)


@given(st.lists(st.lists(stretches(LETTERS), max_size=6), max_size=6))
def test_the_picture_is_that_of_everything_sent(frames: list[list[str]]) -> None:
    canvas, thrifty, plain = Canvas(), Glass(), Glass()
    for frame in frames:
        for data in frame:
            plain.feed(data)
            assert canvas.take(data) == ""
        thrifty.feed(canvas.frame())
        assert thrifty.picture() == plain.picture()


@given(st.lists(stretches(LETTERS + "日本"), max_size=12))
def test_frame_by_frame_and_all_at_once_give_the_same(pieces: list[str]) -> None:
    canvas, glass = Canvas(), Glass()
    for data in pieces:
        canvas.take(data)
        glass.feed(canvas.frame())
    canvas.forget_shown()
    again = Glass()
    again.feed(canvas.frame())
    assert glass.picture() == again.picture()


def sent(*frames: str, canvas: Canvas | None = None) -> str:
    """What the last frame costs."""
    canvas = canvas or Canvas()
    frame = ""
    for data in frames:
        canvas.take(data)
        frame = canvas.frame()
    return frame


def test_what_is_shown_already_is_not_sent() -> None:
    line = drawn(0, 0, "the same line", "1;31")
    assert sent(line, line) == ""


def test_only_letters_that_differ_are_sent() -> None:
    before, after = "Traces 1/5000" + " " * 30, "Traces 2/5000" + " " * 30
    assert sent(drawn(0, 0, before), drawn(0, 0, after)) == "\x1b[8G2\x1b[35C"


def test_a_letter_of_disputed_width_displaces_nothing() -> None:
    assert sent(drawn(0, 0, "👍🏽!")).startswith("\x1b[1;1H\x1b[m  \x1b[1G👍🏽\x1b[")


def test_half_of_a_wide_letter_is_never_left() -> None:
    glass = Glass()
    canvas = Canvas()
    for data in (drawn(0, 0, "日日"), drawn(0, 1, "x")):
        canvas.take(data)
        glass.feed(canvas.frame())
    assert glass.screen.display[0].startswith(" x日")


def test_controls_are_handed_through_and_links_are_not() -> None:
    canvas = Canvas()
    assert canvas.take("\x1b[?1049h\x1b[?25l") == "\x1b[?1049h\x1b[?25l"
    assert canvas.take("\x1b]52;c;aGk=\x07") == "\x1b]52;c;aGk=\x07"
    assert canvas.take("\x1b]8;id=1;http://x\x1b\\text\x1b]8;;\x1b\\") == ""
    assert "http" not in canvas.frame()


def test_a_large_frame_is_shown_at_once_where_the_terminal_can() -> None:
    canvas = Canvas()
    canvas.take("\x1b[?2026h" + drawn(0, 0, "x" * 500) + "\x1b[?2026l")
    frame = canvas.frame()
    assert frame.startswith("\x1b[?2026h")
    assert frame.endswith("\x1b[?2026l")
    canvas.take("\x1b[?2026h" + drawn(0, 0, "y") + "\x1b[?2026l")
    assert "2026" not in canvas.frame()


def test_ascii_has_a_likeness_for_every_letter_of_the_same_width() -> None:
    frame = sent(drawn(0, 0, "╭─ ▸ ✓ 日é…"), canvas=Canvas(ascii_only=True))
    assert frame.isascii()
    assert "+- > v ???~" in frame


def test_few_colours_are_told_in_fewer_bytes() -> None:
    frame = sent(drawn(0, 0, "x", "38;2;255;0;0"), canvas=Canvas(few_colours=True))
    assert "\x1b[38;5;196m" in frame


def test_nothing_is_sent_of_a_picture_of_another_size() -> None:
    canvas = Canvas()
    canvas.take(drawn(0, 0, "old"))
    canvas.forget()
    assert canvas.frame() == ""
