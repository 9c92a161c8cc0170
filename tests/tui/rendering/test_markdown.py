"""Markdown laid out: its marks are gone, its words and its formulas are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.tui.rendering.drawn import Look
from tunix_rt_tui.tui.rendering.markdown import MAX_CELL, MAX_NESTING, lay_out_markdown


def looks_of(text: str) -> list[tuple[str, Look]]:
    """What is drawn in some look, and in which."""
    drawn = lay_out_markdown(text)
    return [(drawn.text[span.start : span.end], span.look) for span in drawn.spans]


def lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in lay_out_markdown(text).text.split("\n")]


@pytest.mark.parametrize("text", ["# Title", "###### Title", "Title\n==="])
def test_a_heading_is_a_title_without_its_mark(text: str) -> None:
    assert lines_of(text) == ["Title"]
    assert looks_of(text) == [("Title", "title")]


def test_blocks_are_an_empty_line_apart_and_lines_stay_lines() -> None:
    assert lines_of("one\ntwo  \nthree\n\n\nfour\n\n---") == [
        *("one", "two", "three", "", "four", ""),
        "─" * 8,
    ]


def test_words_in_a_line_look_as_they_are_marked() -> None:
    text = "**bold *both*** _slanted_ ~~gone~~ `co  de` plain"
    assert lay_out_markdown(text).text == "bold both slanted gone co  de plain"
    assert looks_of(text) == [
        ("bold ", "strong"),
        ("both", "emphasis"),
        ("slanted", "emphasis"),
        ("gone", "struck"),
        ("co  de", "code"),
    ]


def test_lists_are_nested_and_aligned() -> None:
    text = "- a\n- b\n  - c\n    more\n- d\n\nend"
    assert lines_of(text) == ["• a", "• b", "  • c", "    more", "• d", "", "end"]


def test_an_ordered_list_counts_from_where_it_starts() -> None:
    assert lines_of("9. nine\n9. ten\n   - sub") == ["9. nine", "10. ten", "    • sub"]


def test_items_that_are_apart_stay_apart_and_empty_ones_stay() -> None:
    assert lines_of("- a\n\n- b\n\n  c") == ["• a", "", "• b", "", "  c"]
    assert lines_of("1.\n2. x\n3.") == ["1.", "2. x", "3."]


def test_a_quote_has_a_bar_before_each_of_its_lines() -> None:
    assert lines_of("> one\n> two\n>\n> - three\n>\n> > four") == [
        *("│ one", "│ two", "│", "│ • three", "│", "│ │ four"),
    ]


@pytest.mark.parametrize(
    "code", ["x = $a$ + $b$", r"\[ a \]", r"\frac{1}{2}", "**not** &lt; <b>", "  in", "[a](b)"]
)
def test_code_is_kept_as_it_is_written(code: str) -> None:
    for text in (f"```py\n{code}\n```", f"    {code}"):
        assert lay_out_markdown(text).text == f"  {code}"
        assert looks_of(text) == [(code, "code")]
    assert looks_of(f"so `{code.strip()}`") == [(code.strip(), "code")]


def test_a_fence_without_code_or_without_an_end_is_code_still() -> None:
    assert lines_of("```\n```") == [""]
    assert lines_of("```\na\n\n# b") == ["  a", "", "  # b"]


def test_a_table_is_aligned_by_cells_of_the_terminal() -> None:
    text = "| 日本 | b |\n|:--|--:|\n| a | **日** |\n| `xyz` | 1 |"
    assert lay_out_markdown(text).text.split("\n") == [
        *("日本 │ b", "─────┼───", "a    │ 日", "xyz  │ 1"),
    ]
    assert looks_of(text) == [
        *(("日本", "strong"), ("b", "strong"), ("日", "strong"), ("xyz", "code")),
    ]


def test_a_long_cell_pushes_its_own_row_only() -> None:
    long = "x" * (MAX_CELL + 5)
    assert lines_of(f"|a|b|\n|-|-|\n|{long}|c|") == [
        "a" + " " * MAX_CELL + "│ b",
        "─" * MAX_CELL + "─┼──",
        f"{long} │ c",
    ]


def test_a_table_ends_where_a_row_would_lose_what_it_has() -> None:
    assert lines_of("|a|b|\n|-|-|\n|1|\n|1|2|3|\n|4|5|") == [
        *("a │ b", "──┼──", "1 │", "", "|1|2|3|", "|4|5|"),
    ]


@pytest.mark.parametrize("after", ["# c", "> c", "- c", "", "    c", "~~~\nc"])
def test_a_table_ends_where_another_block_begins(after: str) -> None:
    assert lines_of(f"- |a|b|\n  |-|-|\n  |1|2|\n\n{after}")[:3] == [
        "• a │ b",
        "  ──┼──",
        "  1 │ 2",
    ]
    assert lines_of(f"|a|b|\n|-|-|\n{after}")[:3] == ["a │ b", "──┼──", ""][: 3 if after else 2]


def test_a_short_row_is_not_filled_up_without_end() -> None:
    columns, rows = 120, 400
    text = "|a" * columns + "\n" + "|-" * columns + "\n" + "|a\n" * rows
    assert len(lay_out_markdown(text).text) < 5 * len(text)


def test_a_formula_of_several_lines_stays_in_its_cell() -> None:
    assert lines_of("|a|b|\n|-|-|\n|$$x\\\\y$$|z|") == ["a   │ b", "────┼──", "x y │ z"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[here](http://x/)", "here ‹http://x/›"),
        ('[here](/a "title")', "here ‹/a›"),
        ("<http://x/>", "http://x/"),
        ("[**a** b](c)", "a b ‹c›"),
        ("[](c)", " ‹c›"),
        ("[a]($b$)", "a ‹$b$›"),
        ("![words](a.png)", "[image: words] ‹a.png›"),
        ("![$x$](/$y$)", "[image: $x$] ‹/$y$›"),
    ],
)
def test_where_a_link_or_a_picture_leads_is_shown(text: str, shown: str) -> None:
    assert lay_out_markdown(text).text == shown
    assert {look for _, look in looks_of(text)} <= {"link", "strong"}


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "<div>\ny\n</div>",
        "<script>alert(1)</script>",
        "<!-- note -->",
        "[run](javascript:alert(1))",
        "[Answer]: 42",
        "[a][1]\n\n[1]: http://x",
        "5 * 3 * 2",
        "a_b_c",
        "[/red] [link=x]",
    ],
)
def test_what_is_no_markdown_stays_as_it_was_written(text: str) -> None:
    assert lay_out_markdown(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a&#x202e;b", "a‹U+202E›b"),
        ("a&#27;[31m", "a\ufffd[31m"),
        ("# a&#9;b&#13;", "a b␍"),
        ("`a\x1b`", "a␛"),
        ("[a](b\u202e)", "a ‹b%E2%80%AE›"),
        ("![a&#x202e;](b)", "[image: a‹U+202E›] ‹b›"),
        ("&lt;b&gt; &amp; &copy;", "<b> & ©"),
        ("x\n\n&#10;", "x\n\n␊"),
    ],
)
def test_what_markdown_makes_of_letters_is_made_visible(text: str, shown: str) -> None:
    drawn = lay_out_markdown(text).text
    assert drawn.replace("&#x202e;", "‹U+202E›") == shown


def test_a_formula_is_not_taken_for_markdown() -> None:
    text = r"so $a_1 * b_2 * c_3$ and \(x_i\) **is \[y\]**"
    assert lay_out_markdown(text).text == "so a_1 * b_2 * c_3 and x_i is y"
    assert looks_of(text) == [
        *(("a_1 * b_2 * c_3", "formula"), ("x_i", "formula")),
        *(("is ", "strong"), ("y", "formula")),
    ]


def test_a_formula_over_several_lines_is_indented_as_its_block() -> None:
    text = "- so\n  \\[\n  a\n  = b\n  \\]"
    assert lines_of(text) == ["• so", "    a", "    = b"]


def test_the_signs_that_stand_for_a_formula_are_nothing_in_a_text() -> None:
    for text in ("$x$ \ue0000\ue001", "\ue0009\ue001", "\ue000" + "9" * 5_000 + "\ue001 $x$"):
        assert lay_out_markdown(text).text == text
    assert "\ue0009\ue001" in lay_out_markdown("$x$ &#xe000;9&#xe001;").text


@pytest.mark.parametrize("depth", [1, 5, MAX_NESTING - 1, MAX_NESTING, MAX_NESTING + 1, 60])
def test_nothing_is_lost_however_deep_it_is(depth: int) -> None:
    assert "deep" in lay_out_markdown("> " * depth + "deep").text
    nested = "\n".join("  " * level + f"- level{level}." for level in range(depth))
    shown = lay_out_markdown(nested).text
    assert [level for level in range(depth) if f"level{level}." not in shown] == []


MARKS = [
    *("# ", "> ", "- ", "1. ", "\n", "\n\n", "    ", " ", "---", "===", "|", "\n|-|-|\n"),
    *("**", "*", "_", " ~~", "` ", "[", "](", ")", "![", "]: ", "<", ">", "&lt;"),
    *("$", "\\(", "\\)", "\\[", "\\]"),
]
"""Of fences there are none: the language that is named behind them is not drawn."""


@given(st.lists(st.sampled_from(MARKS) | st.just("word"), max_size=40))
def test_every_word_is_drawn_whatever_marks_are_around_it(parts: list[str]) -> None:
    numbers = iter(range(len(parts)))
    text = "".join(f"w{next(numbers)}w" if part == "word" else part for part in parts)
    words = re.findall("w[0-9]+w", text)
    shown = lay_out_markdown(text).text
    assert [word for word in words if word not in shown] == []
