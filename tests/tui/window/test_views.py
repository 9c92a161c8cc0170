"""Where a trace came from, and the ways in which its text is drawn."""

from __future__ import annotations

import pytest

from tests.tui.window.looking import HEIGHT, lines, opened, steps_of, text, window
from tunix_rt_tui.store.contract import Origin
from tunix_rt_tui.trace.text import has_unsafe
from tunix_rt_tui.tui.rendering.modes import MODES
from tunix_rt_tui.tui.window.window import TraceWindow

MARKED = "\n\n".join(f"## Title {n}\n\n**bold{n}** and $x_{{{n}}} \\le y$" for n in range(30))


def origin_of(origin: Origin | None) -> str:
    return text(TraceWindow(opened(origin=origin), 80, HEIGHT, view="origin"))


def test_the_record_is_shown_as_it_was_read() -> None:
    shown = origin_of(Origin("a.jsonl", 1_234, b'{"q": 1.50,\n "a": "**b** $x$"}'))
    assert "source  test" in shown
    assert "file    a.jsonl" in shown
    assert "record  1 234" in shown
    assert "Record as it was read" in shown
    assert '{"q": 1.50,\n' in shown
    assert '"a": "**b** $x$"}' in shown


def test_where_the_record_is_the_document_that_is_said() -> None:
    shown = origin_of(Origin("a.json", 1))
    assert "file    a.json" in shown
    assert "The record is the document itself" in shown


def test_the_format_and_what_was_noted_are_shown() -> None:
    shown = origin_of(Origin("a.jsonl", 1, b"{}", "chat.messages", {"flags": ["P\x1b"]}))
    assert "format  chat.messages" in shown
    assert "How it was read" in shown
    assert '"flags": [' in shown
    assert not has_unsafe(shown)
    assert "How it was read" not in origin_of(Origin("a.jsonl", 1, b"{}", "canonical"))


def test_where_the_record_of_another_format_was_not_kept_that_is_said() -> None:
    assert "The record was not kept" in origin_of(Origin("a.jsonl", 1, None, "chat.messages"))
    assert "is the document itself" in origin_of(Origin("a.jsonl", 1, None, "canonical"))


def test_where_no_file_is_known_that_is_said() -> None:
    shown = origin_of(None)
    assert "It is not known where this trace came from" in shown
    assert "file" not in shown


def test_bytes_that_are_no_text_are_shown_as_numbers() -> None:
    shown = origin_of(Origin("a\x1b.jsonl", 1, b"caf\xe9 \x1b[31m \xff"))
    assert "caf\\xe9 ␛[31m \\xff" in shown
    assert "a␛.jsonl" in shown
    assert not has_unsafe(shown)


def test_a_long_record_is_shown_to_its_end() -> None:
    raw = b"\n".join(b"line %d." % n for n in range(1_000))
    view = TraceWindow(opened(origin=Origin("a", 1, raw)), 80, HEIGHT, view="origin")
    view.go_to_end()
    assert [line.strip() for line in lines(view)[1:]] == [f"line {n}." for n in range(981, 1_000)]


def test_a_mode_draws_what_is_for_reading_and_nothing_else() -> None:
    view = window(prompt="**bold** $a \\le b$", steps=2)
    shown = {}
    for mode in MODES:
        view.set_mode(mode)
        shown[mode] = text(view)
    assert "**bold** $a \\le b$" in shown["written"]
    assert "bold a ≤ b" in shown["markdown"]
    assert "**bold** a ≤ b" in shown["formulas"]
    view.show_view("json")
    assert "**bold** $a \\\\le b$" in text(view)
    view.set_mode("markdown")
    assert "**bold** $a \\\\le b$" in text(view)
    view.show_view("reading")
    assert "bold a ≤ b" in text(view)


def test_parts_of_a_line_look_as_they_are_marked_on_every_line_they_are_on() -> None:
    view = window(width=12, prompt="so **long bold words** here")
    view.set_mode("markdown")
    seen = [line for y in range(HEIGHT) if (line := view.line(y)) and line.looks]
    assert [(line.text[one.start : one.end], one.look) for line in seen for one in line.looks] == [
        ("long bold", "strong"),
        ("words", "strong"),
    ]


@pytest.mark.parametrize("number", [0, 7, 20, 29])
def test_a_mode_keeps_the_place_nearly_and_gives_it_back(number: int) -> None:
    view = window(steps=[{"i": 0, "type": "t", "content": MARKED}])
    view.begin_finding()
    view.find(f"Title {number}")
    view.forget_finding(go_back=False)
    view.set_mode("markdown")
    near = range(max(0, number - 3), number + 6)
    assert any(f"bold{n} and x" in text(view) for n in near)
    assert view.step == 0


def test_a_mode_keeps_what_is_marked_folded_and_found() -> None:
    view = window(steps=steps_of(MARKED, 5))
    view.go_to_step(3)
    view.toggle_fold()
    view.set_mode("markdown")
    assert view.step == 3
    assert lines(view)[0].startswith("▸ Step 4/5")
    assert "⊞" in lines(view)[0]
    view.begin_finding()
    view.find("bold0")
    view.set_mode("written")
    assert view.finding is not None
    assert view.finding.tally.endswith(" of 5")
