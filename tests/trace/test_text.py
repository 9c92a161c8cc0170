"""Untrusted text never reaches a terminal as it is, and never disappears."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.traces import make_document, parsed
from tunix_rt_tui.trace.text import (
    PREVIEW_CHARS,
    SearchText,
    drawable,
    escaped_in_json,
    flat,
    has_unsafe,
    is_right_to_left,
    one_line,
    preview,
    replace_unsafe,
    searchable,
    visible,
)

AROUND_DIGITS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Of Cf, but drawn: Prepended_Concatenation_Mark of the Unicode character database."""

IGNORABLE = [
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810)),
    *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164),
    *(*range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFF9)),
    *(*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000)),
]
"""Default_Ignorable_Code_Point of the Unicode character database."""

any_text = st.text(st.characters(exclude_categories=[]), max_size=60) | st.text(
    "ab\t\n\r\x1b\x07\x7f\x9b\u202e\u2066\u200d\u2028\ufeff\U000e0041\ud800é漢😀1❤\ufe0e\ufe0f",
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;eA==\x07", "␛]52;c;eA==␇"),
        ("a\0b\rc\bd\x1f", "a␀b␍c␈d␟"),
        ("\x7f", "␡"),
        ("\x80\x9b31m\x9f", "‹U+0080›‹U+009B›31m‹U+009F›"),
        ("\u202eabc\u202c \u2066x\u2069", "‹U+202E›abc‹U+202C› ‹U+2066›x‹U+2069›"),
        ("\u200e\u200f\u061c", "‹U+200E›‹U+200F›‹U+061C›"),
        ("\u200b\u200c\u200d\u2060", "‹U+200B›‹U+200C›‹U+200D›‹U+2060›"),
        ("\u2064\ufeff", "‹U+2064›‹U+FEFF›"),
        ("soft\u00adhyphen", "soft‹U+00AD›hyphen"),
        ("\U000e0001\U000e0041\U000e007f", "‹U+E0001›‹U+E0041›‹U+E007F›"),
        ("\ufff9\ufffb\u2028\u2029", "‹U+FFF9›‹U+FFFB›‹U+2028›‹U+2029›"),
        ("\ud800 \udfff", "‹U+D800› ‹U+DFFF›"),
        ("👩\u200d🚀", "👩‹U+200D›🚀"),
        ("a\ufe0fb\ufe0e", "a‹U+FE0F›b‹U+FE0E›"),
        ("\ufe0f❤\ufe0f\ufe0f", "‹U+FE0F›❤\ufe0f‹U+FE0F›"),
        ("葛\U000e0100\ufe00", "葛‹U+E0100›‹U+FE00›"),
        ("\tx\nab\tc\n漢\t", "    x\nab  c\n漢   "),
    ],
)
def test_what_is_unsafe_becomes_visible(text: str, shown: str) -> None:
    assert drawable(text) == shown


@pytest.mark.parametrize(
    "text",
    ["", "plain", "two\nlines", "Grüße 漢字 שלום 😀 ❤️ ❤︎ 1️⃣ 🏳️ e\u0301", "[/red] [link=x] ‹U+202E› ␛"],
)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert drawable(text) == text
    assert not has_unsafe(text)


def invisible() -> Iterator[str]:
    """Every character that is drawn as nothing, or changes how others are drawn."""
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        if unicodedata.category(character) == "Cf" and number not in AROUND_DIGITS:
            yield character
    yield from map(chr, IGNORABLE)


def test_whatever_is_invisible_becomes_visible() -> None:
    characters = set(invisible())
    assert len(characters) > 4000
    for character in characters:
        assert drawable(f"a{character}b") == f"a‹U+{ord(character):04X}›b"


def test_line_feeds_can_be_shown_too() -> None:
    assert drawable("a\nb\tc", keep_newlines=False) == "a␊b c"
    assert drawable("a\tb", keep_newlines=False) == "a   b"


@given(any_text)
def test_flat_text_is_one_line_and_whole(text: str) -> None:
    line = flat(text)
    assert len(line.splitlines()) <= 1
    assert not has_unsafe(line)
    assert "\t" not in line
    assert len(line) >= len(text)


@given(any_text, st.booleans())
def test_nothing_unsafe_comes_out_and_once_is_enough(text: str, keep_newlines: bool) -> None:
    shown = drawable(text, keep_newlines=keep_newlines)
    shown.encode()
    assert not has_unsafe(shown)
    allowed = "\n" if keep_newlines else ""
    assert all(c in allowed or unicodedata.category(c) not in ("Cc", "Cs") for c in shown)
    bidirectional = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not bidirectional & {unicodedata.bidirectional(c) for c in shown}
    assert drawable(shown, keep_newlines=keep_newlines) == shown
    assert (shown == text) == (
        not has_unsafe(text) and "\t" not in text and (keep_newlines or "\n" not in text)
    )


@given(any_text, st.integers(1, 30))
def test_one_line_is_one_line_of_its_length(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert not has_unsafe(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום", True),
        ("a سلام b", True),
        ("\U0001e900", True),
        ("latin, 日本語, ١٢٣", False),
        ("\u200f", False),
        ("", False),
    ],
)
def test_letters_from_right_to_left_are_noticed(text: str, *, expected: bool) -> None:
    assert is_right_to_left(text) is expected


def test_one_line_says_that_it_was_cut() -> None:
    assert one_line("  a \n\t b  ", 10) == "a b"
    assert one_line("0123456789", 10) == "0123456789"
    assert one_line("0123456789x", 10) == "012345678…"
    assert one_line("a" + " " * 100, 10) == "a…"


def test_a_preview_is_the_start_of_the_prompt() -> None:
    assert preview("\n  How\n\n many\t legs? ") == "How many legs?"
    assert preview("x" * 500) == "x" * PREVIEW_CHARS
    assert preview("\x1b[31m\u202e") == "\x1b[31m\u202e"


def test_everything_that_is_read_is_searched() -> None:
    trace = parsed(make_document(3, steps=2)).trace
    assert searchable(trace) == SearchText(
        "What is 3 plus 3?", "Step 0 of 3.\nStep 1 of 3.", "It is 6."
    )


@given(st.text())
def test_in_a_file_tabs_stay_and_all_else_is_as_it_is_drawn(text: str) -> None:
    assert visible(text).count("\t") == text.count("\t")
    assert not has_unsafe(visible(text))
    assert visible(text).expandtabs(4) == drawable(text)


@given(st.text())
def test_json_stays_equal_when_it_is_made_safe(text: str) -> None:
    written = replace_unsafe(json.dumps(text, ensure_ascii=False), escaped_in_json)
    assert json.loads(written) == text
    assert not has_unsafe(written)
