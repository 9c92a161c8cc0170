"""Every way of drawing text, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunix_rt_tui.trace.text import drawable, has_unsafe
from tunix_rt_tui.tui.rendering.modes import MODE_NAMES, MODES, Mode, draw

SIGNS = [
    *("# ", "> ", "- ", "1. ", "\n", "\n\n", "**", "_", "~~", "`", "```\n", "    ", "\t", " "),
    *("[", "](", ")", "![", "<", ">", "|", "\n|-|-|\n", "&#x202e;", "&#27;", "&lt;", "---"),
    *("$", "$$", "\\[", "\\]", "\\(", "\\)", "\\frac{", "\\boxed{", "\\sqrt[", "{", "}", "^", "_"),
    *("\\begin{cases}", "\\end{cases}", "\\\\", "&", "%", "\\overline{", "\\binom{a}", "\\left("),
    *("\ue000", "0\ue001", "\ud800", "\x1b", "\u202e", "\ufe0f", "❤\ufe0f", "日", "e\u0301", "\r"),
]
"""What means something in Markdown or LaTeX, or does harm where it is drawn."""

texts = st.lists(st.sampled_from(SIGNS) | st.text(max_size=5), max_size=40).map("".join) | st.text()

HOSTILE = [
    *("[](", "[", "![", "[a](b", "](", "**", "*", "a**a_", "_", "~~", "`", "`a``", "``` "),
    *("> ", "\n> ", "- ", "\n- ", "\n  - ", "1. ", "<", "<a ", "<!--", "&", "&#", "\\", "\\\\["),
    *("|a", "|a\n", "a|b\n-|-\n", "a|b\n-|-\n# c\n", "a|b\n-|-|-\n# c|d\n", "\ue0000\ue001"),
    *("$a", "$", "$$a", "\\[ ", "\\(", "\\(x\\) ", "\\frac{", "\\boxed{", "\\sqrt", "\\left("),
    *("{", "}", "\\begin{a}", "x^", "^{", "\\aa{{{", "\\text{a} ", "$\\sqrt{x}$"),
]
"""Signs that have made readers of Markdown or LaTeX slow, or are like those."""

HOSTILE_CHARS = 12_000
PATIENCE = 4.0
"""Seconds of work for them: the slowest takes half of one, and what is quadratic far more."""


@given(texts, st.sampled_from(MODES))
def test_any_text_is_drawn_safely_with_its_looks_in_order(text: str, mode: Mode) -> None:
    drawn = draw(text, mode)
    assert not has_unsafe(drawn.text)
    assert "\t" not in drawn.text
    end = 0
    for span in drawn.spans:
        assert end <= span.start < span.end <= len(drawn.text)
        end = span.end


@given(texts)
def test_text_that_is_drawn_as_written_is_only_made_safe(text: str) -> None:
    assert draw(text, "written") == (drawable(text), ())


def test_each_mode_has_a_name_of_its_own() -> None:
    assert list(MODE_NAMES) == list(MODES)
    assert len(set(MODE_NAMES.values())) == len(MODES)


@pytest.mark.no_cover
@pytest.mark.parametrize("sign", HOSTILE)
def test_a_sign_again_and_again_is_drawn_in_a_moment(sign: str) -> None:
    text = (sign * HOSTILE_CHARS)[:HOSTILE_CHARS]
    for mode in MODES:
        started = time.process_time()
        draw(text, mode)
        assert time.process_time() - started < PATIENCE
