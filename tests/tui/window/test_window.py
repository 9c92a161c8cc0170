"""A window onto a trace: places, steps, folds, views and hits, without a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.window.looking import HEIGHT, lines, opened, steps_of, text, window
from tunix_rt_tui.tui import block_layout
from tunix_rt_tui.tui.window.window import TraceWindow
from tunix_rt_tui.tui.wrapping import Span, wrap_spans


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 50)), max_size=6), st.integers(0, 29))
def test_a_picture_comes_back_with_its_size(sizes: list[tuple[int, int]], step: int) -> None:
    view = window(steps=steps_of("some words " * 20, 30))
    view.go_to_step(step)
    view.scroll(2)
    before, marked = lines(view), view.step
    for width, height in sizes:
        view.resize(width, height)
    assert view.step == marked
    view.resize(60, HEIGHT)
    assert lines(view) == before


def test_the_place_is_a_word_and_not_a_line() -> None:
    words = " ".join(f"word{n}" for n in range(400))
    view = window(steps=steps_of(words, 3))
    view.go_to_step(1)
    view.scroll(10)
    first_word = lines(view)[0].split()[0]
    view.resize(31, HEIGHT)
    assert first_word in lines(view)[0]


def test_steps_are_gone_through_in_both_views_that_have_them() -> None:
    view = window(steps=steps_of("words " * 50, 6))
    view.move_step(1)
    view.move_step(1)
    assert view.step == 2
    assert lines(view)[0].startswith("▸ Step 3/6 · i 4")
    view.turn()
    assert view.view == "json"
    assert lines(view)[0] == "▸     {"
    assert '"content": "2: words' in text(view)
    view.move_step(1)
    assert '"content": "3: words' in text(view)
    view.move_step(-1)
    view.move_step(-1)
    assert view.step == 1
    assert '"content": "1: words' in text(view)


def test_a_view_that_comes_back_shows_the_same_step_and_what_it_showed() -> None:
    view = window(steps=steps_of("words " * 200, 6), meta={"reward": 1.0})
    view.go_to_step(3)
    view.scroll(4)
    before = text(view)
    for name in ("json", "meta", "origin", "reading"):
        view.turn()
        assert view.view == name
        assert view.step == 3
    assert text(view) == before


@pytest.mark.parametrize("part", ["prompt", "final_answer"])
def test_a_part_without_steps_is_found_again_in_the_other_views(part: str) -> None:
    long = " ".join(f"word{n}" for n in range(900))
    fields: dict[str, Any] = {part: long}
    view = window(steps=2, **fields)
    if part == "prompt":
        view.scroll(10)
    else:
        view.go_to_end()
        view.scroll(-15)
    assert view.step is None
    view.turn()
    assert f'"{part}"' in lines(view)[0]


def test_the_meta_keeps_its_spelling_and_its_absence_is_said() -> None:
    document = '{"trace_version":"1","prompt":"p","final_answer":"f",'
    document += '"steps":[{"i":0,"type":"t","content":"c"}],"meta":{"reward":1.50,"a":[{}]}}'
    trace = opened()._replace(text=document)
    view = TraceWindow(trace, 60, HEIGHT, view="meta")
    assert lines(view) == [
        "  Meta",
        "  {",
        '    "reward": 1.50,',
        '    "a": [',
        "      {}",
        "    ]",
        "  }",
    ]
    none = opened()._replace(text=document.partition(',"meta"')[0] + "}")
    assert "This trace has no meta." in text(TraceWindow(none, 60, HEIGHT, view="meta"))
    null = opened()._replace(text=document.partition(',"meta"')[0] + ',"meta":null}')
    assert "This trace has no meta." in text(TraceWindow(null, 60, HEIGHT, view="meta"))


def test_a_folded_step_is_one_line_with_its_counts() -> None:
    view = window(steps=steps_of("a\nb\nc", 3))
    view.go_to_step(1)
    view.toggle_fold()
    assert "▸ Step 2/3 · i 2 · reason ⊞ 3 lines, 8 characters" in text(view)
    assert "0: a" in text(view)
    assert "1: a" not in text(view)
    view.toggle_fold()
    assert "1: a" in text(view)


def test_folding_all_gives_an_outline_and_takes_it_back() -> None:
    view = window(steps=steps_of("words " * 100, 12))
    view.go_to_step(5)
    view.toggle_all_folds()
    assert view.step == 5
    outline = [line for line in lines(view) if "Step" in line]
    assert len(outline) > 6
    assert all("⊞" in line for line in outline)
    view.turn()
    assert "▸     { ⊞ 5 lines" in text(view)
    view.show_view("reading")
    view.toggle_all_folds()
    assert view.step == 5
    assert "5: words" in text(view)
    assert "⊞" not in text(view)


def test_a_fold_from_within_a_step_shows_its_heading() -> None:
    view = window(steps=steps_of("words " * 400, 3))
    view.go_to_step(1)
    view.scroll(20)
    view.toggle_fold()
    assert lines(view)[0].startswith("▸ Step 2/3")


def test_what_is_typed_is_found_from_here_on_and_around() -> None:
    view = window(steps=steps_of("words " * 100, 9))
    view.go_to_step(4)
    view.begin_finding()
    view.find("6: w")
    assert view.step == 6
    assert view.finding is not None
    assert view.finding.tally == "1 of 1"
    view.find("WORDS")
    assert view.finding.tally == "nothing found"
    assert view.step == 4
    view.find("words")
    assert view.finding.tally == "401 of 900"
    view.move_hit(-1)
    assert view.finding.tally == "400 of 900"
    for _ in range(501):
        view.move_hit(1)
    assert view.finding.tally == "1 of 900"
    assert view.step == 0
    view.forget_finding(go_back=True)
    assert view.step == 4
    assert lines(view)[0].startswith("▸ Step 5/9")


def test_a_hit_is_lit_in_every_view_and_opens_its_fold() -> None:
    view = window(steps=steps_of("plain", 30), meta={"note": "needle"}, final_answer="Needle!")
    view.toggle_all_folds()
    view.begin_finding()
    view.find("17: plain")
    assert view.step == 17
    assert "17: plain" in text(view)
    assert "16: plain" not in text(view)
    view.find("needle")
    for tally in ("1 of 2", "2 of 2", "1 of 1", "nothing found"):
        assert view.finding is not None
        assert view.finding.tally == tally
        view.turn()
    view.move_hit(1)
    seen = [view.line(y) for y in range(HEIGHT)]
    lit = [
        (line.text[start:end], current) for line in seen if line for start, end, current in line.lit
    ]
    assert ("needle", True) in lit
    assert ("Needle", False) in lit


def test_what_is_found_in_a_shorter_view_is_found_from_its_end() -> None:
    view = window(steps=steps_of("plain", 30), meta={"note": "needle"})
    view.go_to_end()
    view.begin_finding()
    view.show_view("meta")
    view.find("needle")
    assert view.finding is not None
    assert view.finding.tally == "1 of 1"


def test_a_hit_over_a_break_is_lit_on_both_lines() -> None:
    view = window(width=10, prompt="aaaaaaaabbbbbbbb")
    view.find("ab")
    assert [line.lit for y in range(HEIGHT) if (line := view.line(y)) and line.lit] == [
        ((7, 9, True),)
    ]
    view.find("aabbb")
    lit = [line.lit for y in range(HEIGHT) if (line := view.line(y)) and line.lit]
    assert lit == [((6, 10, True),), ((0, 1, True),)]


def test_long_lines_scroll_sideways_as_far_as_they_go_and_to_a_hit() -> None:
    view = window(prompt="x" * 100 + "needle" + "y" * 40)
    view.toggle_wrap()
    for _ in range(20):
        view.scroll_sideways(1)
    assert view.left == 146 - 60
    view.scroll_sideways(-1)
    assert view.left == 146 - 60 - 16
    view.toggle_wrap()
    assert view.left == 0
    view.toggle_wrap()
    view.find("needle")
    assert view.left <= 100
    assert view.left + 60 >= 106


def test_a_trace_of_a_thousand_steps_wraps_only_what_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrapped = 0

    def counted(line: str, width: int) -> list[Span]:
        nonlocal wrapped
        wrapped += 1
        return wrap_spans(line, width)

    monkeypatch.setattr(block_layout, "wrap_spans", counted)
    view = TraceWindow(opened(steps=steps_of("some words " * 90, 1000)), 60, HEIGHT)
    text(view)
    assert 0 < wrapped < 3 * HEIGHT
    for act in (view.toggle_fold, view.toggle_all_folds, lambda: view.move_step(1), view.go_to_end):
        wrapped = 0
        act()
        text(view)
        assert wrapped < 3 * HEIGHT


def test_a_hit_is_in_sight_below_the_heading_whatever_the_size_was() -> None:
    view = window(height=1, steps=steps_of("words " * 60 + "needle " + "words " * 60, 6))
    view.begin_finding()
    view.find("needle")
    view.resize(60, HEIGHT)
    seen = [view.line(y) for y in range(1, HEIGHT)]
    assert any(line.lit for line in seen if line)


def test_the_next_hit_is_looked_for_from_what_is_read() -> None:
    view = window(steps=steps_of("needle " + "words " * 300, 9))
    view.begin_finding()
    view.find("needle")
    assert view.step == 0
    view.go_to_step(6)
    view.scroll(3)
    view.move_hit(1)
    assert view.step == 7
    view.go_to_step(4)
    view.scroll(4)
    view.move_hit(-1)
    assert view.step == 4


def test_a_heading_does_not_stand_over_the_last_line_of_a_step() -> None:
    view = window(height=6, steps=steps_of("short", 9))
    view.go_to_step(3)
    view.scroll(1)
    assert "3: short" in lines(view)[0]


def test_a_line_of_a_text_that_is_shorter_than_was_guessed_can_be_gone_to() -> None:
    for line in range(150):
        view = window(prompt="words ", steps=steps_of("words ", 1))
        view.resize(2, 1)
        view.go_to_line(line)
        assert text(view) is not None
