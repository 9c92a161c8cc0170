"""Whatever is done in a window, in whatever order, it shows something that is safe and marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.window.looking import opened
from tunix_rt_tui.store.contract import Origin
from tunix_rt_tui.trace.text import has_unsafe
from tunix_rt_tui.tui.rendering.modes import MODES
from tunix_rt_tui.tui.views import VIEWS
from tunix_rt_tui.tui.window.rules import TypeRules
from tunix_rt_tui.tui.window.steps import Landmark
from tunix_rt_tui.tui.window.window import TraceWindow

TYPES = ["a", "b", "\x1b[31m"]
PIECES = [
    "words ",
    "**bold** ",
    "$x \\le y$ ",
    "\n",
    "- item\n",
    "日本 ",
    "❤\ufe0f",
    "\u202e",
    "\x1b]0;",
]
FOUND = ["", "o", "WORDS", "日", "\x1b", "Step", "nothing of that"]

contents = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)
steps = st.lists(st.tuples(st.sampled_from(TYPES), contents), min_size=1, max_size=6)
rules = st.builds(
    TypeRules,
    folded=st.frozensets(st.sampled_from(TYPES)),
    hidden=st.frozensets(st.sampled_from(TYPES)),
)
landmarks = st.one_of(
    st.builds(Landmark, st.just("steps"), st.sampled_from(TYPES), st.integers(0, 3)),
    st.builds(Landmark, st.sampled_from(["", "prompt", "meta", "none"]), st.none(), st.just(0)),
)

Action = Callable[[TraceWindow], object]


def actions(name: str, *given: st.SearchStrategy[Any], **named: Any) -> st.SearchStrategy[Action]:
    """Calls of a method of a window."""
    called = st.tuples(*given)
    return called.map(lambda values: lambda view: getattr(view, name)(*values, **named))


directions = st.sampled_from([-1, 1])
settling: st.SearchStrategy[Action] = st.one_of(
    actions("scroll", st.integers(-40, 40)),
    actions("go_to_line", st.integers(-5, 300)),
    actions("go_to_start"),
    actions("go_to_end"),
    actions("go_to_part", st.sampled_from(["prompt", "final_answer", "meta", "steps", "none"])),
    actions("go_to_landmark", landmarks),
    actions("go_to_step", st.integers(0, 7)),
    actions("move_step", directions),
    actions("move_step", directions, same_type=True),
    actions("toggle_fold"),
    actions("toggle_all_folds"),
    actions("set_rules", rules),
    actions("find", st.sampled_from(FOUND)),
    actions("move_hit", directions),
)
"""What ends with a step marked that is seen, if any is."""

redrawing: st.SearchStrategy[Action] = st.one_of(
    actions("resize", st.integers(2, 90), st.integers(1, 40)),
    actions("toggle_wrap"),
    actions("scroll_sideways", directions),
    actions("turn"),
    actions("show_view", st.sampled_from(VIEWS)),
    actions("set_mode", st.sampled_from(MODES)),
    actions("begin_finding"),
    actions("forget_finding", go_back=False),
)
"""What leaves the mark on its step, wherever that comes to be."""


def window_onto(shown: list[tuple[str, str]], prompt: str) -> TraceWindow:
    numbered = [{"i": n, "type": kind, "content": text} for n, (kind, text) in enumerate(shown)]
    origin = Origin("\u202efile", 1, b"\x1b raw \xff")
    return TraceWindow(opened(steps=numbered, prompt=prompt, origin=origin), 40, 12)


def shown_steps(view: TraceWindow, height: int) -> list[int]:
    """The steps of which anything is seen."""
    found = [line.block.step for y in range(height) if (line := view.line(y))]
    return [step for step in found if step is not None]


@given(steps, contents, st.lists(settling | redrawing, max_size=25))
def test_nothing_raises_and_every_line_is_safe(
    shown: list[tuple[str, str]], prompt: str, done: list[Action]
) -> None:
    view = window_onto(shown, prompt)
    for act in done:
        act(view)
        assert view.total_lines > 0
        assert view.step is None or 0 <= view.step < len(shown)
        assert view.landmark is None or isinstance(view.landmark, Landmark)
        seen = [view.line(y) for y in range(40)]
        assert seen[0] is not None
        for line in filter(None, seen):
            assert not has_unsafe(line.text)
            assert "\n" not in line.text
            assert all(0 <= start <= end <= len(line.text) for start, end, _ in line.lit)
            assert all(0 <= one.start <= one.end <= len(line.text) for one in line.looks)


@given(steps, contents, st.lists(st.tuples(st.lists(redrawing, max_size=3), settling), max_size=12))
def test_the_marked_step_is_one_that_is_seen(
    shown: list[tuple[str, str]], prompt: str, done: list[tuple[list[Action], Action]]
) -> None:
    view = window_onto(shown, prompt)
    for before, act in done:
        for redraw in before:
            redraw(view)
        view.resize(40, 12)
        view.scroll(0)
        act(view)
        seen = shown_steps(view, 12)
        if view.document.steps:
            assert view.step in seen if seen else view.step is None
        marked = [line.block.step for y in range(12) if (line := view.line(y)) and line.marked]
        assert marked in ([], [view.step])
