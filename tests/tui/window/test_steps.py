"""Steps in a window: hidden and folded ones, those of a type, the heading of what is read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.window.looking import HEIGHT, lines, opened, steps_like, steps_of, text, window
from tunix_rt_tui.tui.window.rules import TypeRules
from tunix_rt_tui.tui.window.steps import Landmark
from tunix_rt_tui.tui.window.window import TraceWindow

LONG = "some words " * 60
"""More lines than half a window has."""


def marked_after(
    view: TraceWindow, moves: int, direction: int = 1, **how: bool
) -> list[int | None]:
    """The step that is marked after each of so many moves."""
    marked = []
    for _ in range(moves):
        view.move_step(direction, **how)
        marked.append(view.step)
    return marked


def headings(view: TraceWindow, height: int = HEIGHT) -> list[str]:
    """The steps of which a heading is seen: their number and their type."""
    found = [line.text for y in range(height) if (line := view.line(y))]
    return [
        line.removeprefix("Step ").partition("/")[0] + line.partition(" ⊞")[0][-1]
        for line in found
        if line.startswith("Step ")
    ]


def test_hidden_steps_take_no_line() -> None:
    view = window(steps=steps_like("abcab"), height=2 * HEIGHT)
    before = view.total_lines
    view.set_rules(TypeRules(hidden=frozenset("a")))
    assert headings(view) == ["2b", "3c", "5b"]
    assert view.hidden == 2
    assert view.total_lines == before - 2 * 3
    view.set_rules(TypeRules())
    assert headings(view, 2 * HEIGHT) == ["1a", "2b", "3c", "4a", "5b"]
    assert (view.hidden, view.total_lines) == (0, before)


def test_hidden_steps_are_skipped() -> None:
    view = window(steps=steps_like("abaabc"), height=8)
    view.set_rules(TypeRules(hidden=frozenset("a")))
    view.go_to_step(1)
    assert marked_after(view, 4) == [4, 5, 5, 5]
    assert marked_after(view, 4, -1) == [4, 1, 1, 1]
    assert view.hidden == 3


def test_a_step_that_gets_hidden_hands_its_mark_on() -> None:
    view = window(steps=steps_like("abab", LONG))
    view.go_to_step(2)
    view.scroll(3)
    view.set_rules(TypeRules(hidden=frozenset("a")))
    assert view.step == 3
    assert lines(view)[0].startswith("▸ Step 4/4")


def test_where_all_steps_are_hidden_none_is_marked_and_nothing_moves() -> None:
    view = window(steps=steps_like("aaa"))
    view.set_rules(TypeRules(hidden=frozenset("a")))
    before = text(view)
    assert view.step is None
    assert marked_after(view, 2) == [None, None]
    view.toggle_fold()
    view.toggle_all_folds()
    assert text(view) == before
    view.go_to_step(1)
    assert view.step == 1
    assert headings(view) == ["2a"]


def test_a_step_that_is_asked_for_is_shown_though_its_type_is_hidden() -> None:
    view = window(steps=steps_like("ababa", LONG))
    view.set_rules(TypeRules(hidden=frozenset("a")))
    view.go_to_step(2)
    assert lines(view)[0].startswith("▸ Step 3/5")
    assert view.hidden == 2
    assert marked_after(view, 1) == [3]


@pytest.mark.parametrize("rules", [TypeRules(hidden=frozenset("a")), TypeRules(frozenset("a"))])
def test_a_hit_uncovers_the_step_it_is_in(rules: TypeRules) -> None:
    view = window(steps=steps_like("babab"))
    view.set_rules(rules)
    assert "3: words" not in text(view)
    view.begin_finding()
    view.find("3: words")
    assert view.step == 3
    assert "3: words" in text(view)
    assert "1: words" not in text(view)


def test_all_that_is_shown_is_folded_and_the_rest_stays_hidden() -> None:
    view = window(steps=steps_like("abab"))
    view.set_rules(TypeRules(hidden=frozenset("a")))
    view.toggle_all_folds()
    assert headings(view) == ["2b", "4b"]
    assert text(view).count("⊞") == 2
    view.toggle_all_folds()
    assert "⊞" not in text(view)
    assert view.hidden == 2


def test_steps_of_one_type_follow_one_another() -> None:
    view = window(steps=steps_like("abbacab", LONG))
    assert marked_after(view, 4, same_type=True) == [3, 5, 5, 5]
    assert marked_after(view, 4, -1, same_type=True) == [3, 0, 0, 0]
    view.go_to_step(4)
    assert marked_after(view, 1, same_type=True) == [4]


def test_from_where_no_step_is_seen_the_next_one_is_gone_to() -> None:
    view = window(steps=steps_like("aba"), prompt=LONG * 4, final_answer=LONG * 4)
    assert view.step is None
    assert marked_after(view, 1, same_type=True) == [0]
    view.go_to_end()
    assert view.step is None
    assert marked_after(view, 1, -1) == [2]


# The heading of what is read.


def test_the_heading_of_what_is_read_stays_in_the_first_line() -> None:
    view = window(steps=steps_of(LONG * 2, 2), prompt=LONG * 4, final_answer=LONG * 4)
    view.scroll(10)
    assert lines(view)[0] == "  Prompt"
    view.go_to_step(1)
    second = lines(view)[1]
    view.scroll(1)
    assert lines(view)[0].startswith("▸ Step 2/2")
    assert lines(view)[1] != second
    view.go_to_end()
    assert lines(view)[0] == "  Final answer"


def test_a_heading_that_is_there_is_not_put_there() -> None:
    view = window(steps=steps_of(LONG, 3))
    view.go_to_step(1)
    assert [line for line in lines(view) if "Step 2/3" in line] == [lines(view)[0]]
    view.go_to_start()
    assert "created" in lines(view)[1]


@pytest.mark.parametrize(("height", "stays"), [(1, False), (3, False), (4, True), (9, True)])
def test_in_a_window_of_few_lines_all_are_for_the_text(height: int, *, stays: bool) -> None:
    view = window(height=height, steps=steps_of(LONG, 3))
    view.go_to_step(1)
    view.scroll(3)
    assert lines(view, height)[0].startswith("▸ Step 2/3") is stays


def test_views_without_headings_have_none_in_the_first_line() -> None:
    view = window(steps=steps_of(LONG, 3), meta={"long": ["x"] * 50})
    view.show_view("json")
    view.scroll(9)
    assert "Step" not in lines(view)[0]
    view.show_view("meta")
    view.scroll(9)
    assert lines(view)[0] == "  Meta" or "x" in lines(view)[0]


# Parts and landmarks.


@pytest.mark.parametrize(("part", "heading"), [("prompt", "Prompt"), ("final_answer", "Final an")])
def test_a_part_is_gone_to_and_come_back_from(part: str, heading: str) -> None:
    view = window(steps=steps_of(LONG, 4), final_answer=LONG * 4)
    view.go_to_step(2)
    view.scroll(3)
    before = lines(view)
    view.go_to_part(part)
    assert lines(view)[0].startswith("  " + heading)
    view.go_to_part(part)
    assert lines(view) == before
    assert view.step == 2


def test_from_elsewhere_a_part_is_gone_to_again() -> None:
    view = window(steps=steps_of(LONG, 4), final_answer=LONG * 4)
    view.go_to_step(1)
    view.go_to_part("prompt")
    view.go_to_step(3)
    view.go_to_part("prompt")
    assert lines(view)[0] == "  Prompt"
    view.go_to_part("final_answer")
    view.go_to_part("final_answer")
    assert lines(view)[0] == "  Prompt"
    view.go_to_part("nothing")
    assert lines(view)[0] == "  Prompt"


def test_a_part_is_shown_from_a_view_that_has_it_not() -> None:
    view = window(steps=2)
    view.show_view("meta")
    view.go_to_part("prompt")
    assert view.view == "reading"
    assert "Prompt" in text(view)


def test_a_landmark_is_a_step_by_its_type_or_a_part() -> None:
    view = window(steps=steps_like("abaab", LONG), prompt=LONG * 4, final_answer=LONG * 4)
    assert view.landmark is None
    view.scroll(9)
    assert view.landmark == Landmark("prompt")
    view.go_to_step(3)
    assert view.landmark == Landmark("steps", "a", 2)
    view.scroll(2)
    assert view.landmark == Landmark("steps", "a", 2)
    view.go_to_end()
    assert view.landmark == Landmark("final_answer")


@pytest.mark.parametrize(
    ("types", "step"),
    [("bbaaa", 4), ("aab", 1), ("a", 0), ("bb", None)],
)
def test_a_landmark_is_found_in_another_trace(types: str, step: int | None) -> None:
    view = window(steps=steps_like(types, LONG), prompt=LONG * 4)
    start = lines(view)
    view.go_to_landmark(Landmark("steps", "a", 2))
    assert view.step == step
    if step is None:
        assert lines(view) == start
    else:
        assert lines(view)[0].startswith(f"▸ Step {step + 1}/")


def test_a_part_is_found_in_another_trace_where_there_is_one() -> None:
    view = window(steps=steps_of(LONG, 2), final_answer=LONG * 4, meta=None)
    start = lines(view)
    for part in ("other", ""):
        view.go_to_landmark(Landmark(part))
        assert lines(view) == start
    view.go_to_landmark(Landmark("final_answer"))
    assert lines(view)[0] == "  Final answer"


def test_a_landmark_is_its_own_trace_again() -> None:
    fields: dict[str, Any] = {"steps": steps_like("abcab", LONG)}
    for step in range(5):
        view = TraceWindow(opened(**fields), 60, HEIGHT)
        view.go_to_step(step)
        landmark = view.landmark
        assert landmark is not None
        again = TraceWindow(opened(**fields), 60, HEIGHT)
        again.go_to_landmark(landmark)
        assert lines(again) == lines(view)
