"""What the environment tells of the terminal."""

from __future__ import annotations

import pytest

from tunix_rt_tui.errors import UsageFault
from tunix_rt_tui.tui.surroundings import choose_ascii, choose_theme, refuse_dumb_terminal

MANY_COLOURS = {"TERM": "xterm-256color"}


@pytest.mark.parametrize("environ", [{}, {"TERM": ""}, {"TERM": "dumb"}, {"TERM": "unknown"}])
def test_a_terminal_that_cannot_draw_is_refused_with_a_way_out(environ: dict[str, str]) -> None:
    with pytest.raises(UsageFault) as caught:
        refuse_dumb_terminal(environ)
    assert "tunix-rt list" in caught.value.hint


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "tmux-256color", "linux", "vt100"])
def test_other_terminals_are_taken(term: str) -> None:
    refuse_dumb_terminal({"TERM": term})


@pytest.mark.parametrize(
    ("wanted", "remembered", "environ", "theme"),
    [
        ("auto", None, MANY_COLOURS, "dark"),
        ("auto", None, {"TERM": "screen", "COLORTERM": "truecolor"}, "dark"),
        ("auto", None, {"TERM": "linux"}, "ansi"),
        ("auto", None, {"TERM": "screen"}, "ansi"),
        ("auto", None, {**MANY_COLOURS, "COLORFGBG": "0;15"}, "light"),
        ("auto", None, {**MANY_COLOURS, "COLORFGBG": "15;default;0"}, "dark"),
        ("auto", "contrast", {"TERM": "linux"}, "contrast"),
        ("auto", "a theme of old", MANY_COLOURS, "dark"),
        ("light", "contrast", {"TERM": "linux"}, "light"),
        ("light", "contrast", {**MANY_COLOURS, "NO_COLOR": "1"}, "mono"),
        ("auto", None, {**MANY_COLOURS, "NO_COLOR": ""}, "dark"),
    ],
)
def test_the_theme_follows_wish_memory_and_terminal(
    wanted: str, remembered: str | None, environ: dict[str, str], theme: str
) -> None:
    assert choose_theme(wanted, remembered, environ) == theme


@pytest.mark.parametrize(
    ("wanted", "environ", "coerced", "answer"),
    [
        ("auto", {"LANG": "C.UTF-8"}, False, False),
        ("auto", {"LANG": "de_DE.utf8", "LC_ALL": ""}, False, False),
        ("auto", {"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True, True),
        ("auto", {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True, True),
        ("auto", {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False, False),
        ("auto", {"LC_CTYPE": "C.UTF-8"}, True, False),
        ("auto", {}, True, False),
        ("yes", {"LANG": "C.UTF-8"}, False, True),
        ("no", {"LC_ALL": "C"}, True, False),
    ],
)
def test_ascii_is_drawn_where_another_locale_is_named(
    wanted: str, environ: dict[str, str], *, coerced: bool, answer: bool
) -> None:
    assert choose_ascii(wanted, environ, coerced=coerced) is answer
