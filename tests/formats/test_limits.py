"""Whatever a format found, its trace keeps every limit, and no text is lost on the way."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.rebuilding import rebuilt
from tunix_rt_tui.formats.contract import Draft, DraftStep, Refusal
from tunix_rt_tui.formats.limits import fit
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.tags import read_output
from tunix_rt_tui.trace.model import ReasoningTrace
from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace
from tunix_rt_tui.trace.shortcomings import shortcomings_of

SENTENCE = "Take seven from twelve and keep the five. "


def mapped(draft: Draft) -> Mapped:
    found = fit(draft, "x")
    assert isinstance(found, Mapped)
    assert isinstance(parse_trace(json.dumps(found.document)), ParsedTrace)
    assert [step["i"] for step in found.document["steps"]] == [*range(len(found.document["steps"]))]
    return found


def of_output(text: str, prompt: str = "?") -> Mapped:
    output = read_output(text)
    return mapped(Draft(prompt, output.steps, output.answer, output.meta, output.notes))


def shown(found: Mapped) -> list[tuple[str, int]]:
    """The types of the steps and how long they are."""
    return [(step["type"], len(step["content"])) for step in found.document["steps"]]


def reason_of(draft: Draft) -> str:
    found = fit(draft, "x")
    assert isinstance(found, Refusal)
    return found.reason


def test_a_long_prompt_goes_on_in_steps_before_all_others() -> None:
    prompt = SENTENCE * 2_000
    found = of_output("<think>R</think>A", prompt)
    types = [kind for kind, _ in shown(found)]
    assert types == ["prompt_overflow", "prompt_overflow", "reasoning"]
    assert found.notes["flags"] == "P"
    joins = found.notes["joins"]
    rest = "".join(
        joins.get(str(i), "\n\n" if i else "") + found.document["steps"][i]["content"]
        for i in range(2)
    )
    assert found.document["prompt"] + rest == prompt
    assert found.document["prompt"].endswith("five.")
    assert rebuilt(found.document, found.notes) == "<think>R</think>A"


@pytest.mark.parametrize("separator", ["\n\n", "\n", " ", ""])
def test_a_long_step_is_cut_where_a_reader_would_pause(separator: str) -> None:
    word = "x" * 99
    text = f"<think>{separator.join([word] * 450)}</think>A"
    output = read_output(text)
    step = DraftStep("reasoning", text[len("<think>") : -len("</think>A")], "<think>")
    found = mapped(Draft("?", (step,), "A", {}, {**output.notes, "answer_at": 1}))
    assert found.notes["flags"] == "S"
    assert found.notes["split"] == [[0, 3]]
    assert all(length <= 20_000 for _, length in shown(found))
    if separator:
        assert all(one["content"].endswith(word) for one in found.document["steps"])
    assert rebuilt(found.document, found.notes) == text


def test_many_steps_are_put_together_by_their_type() -> None:
    paragraphs = "\n\n".join(f"{n}. {SENTENCE}" for n in range(5_000))
    text = f"<think>{paragraphs}</think>Look.<think>{paragraphs}</think><answer>A</answer>"
    found = of_output(text)
    assert found.notes["flags"] == "N"
    assert 200 < len(found.document["steps"]) <= 1_000
    assert sum(count for _, count in found.notes["merged"]) >= 10_000
    assert {kind for kind, _ in shown(found)} == {"reasoning", "text"}
    assert rebuilt(found.document, found.notes) == text


def test_steps_of_types_in_turn_are_not_put_together_but_refused() -> None:
    steps = tuple(DraftStep("user" if n % 2 else "assistant", "x") for n in range(1_001))
    assert reason_of(Draft("?", steps, "A")) == "too many steps"


def test_a_long_answer_goes_on_in_steps_behind_all_others() -> None:
    text = f"<think>R</think><answer>{SENTENCE * 2_000}</answer> Bye."
    found = of_output(text)
    assert [kind for kind, _ in shown(found)] == [
        *("reasoning", "text", "answer_overflow", "answer_overflow")
    ]
    assert found.notes["flags"] == "A"
    assert rebuilt(found.document, found.notes) == text


def test_a_long_text_without_tags_is_steps_the_last_of_which_is_the_answer() -> None:
    text = "\n\n".join([SENTENCE * 30] * 60) + "\n\nDone."
    found = of_output(text)
    assert {kind for kind, _ in shown(found)} == {"reasoning"}
    assert (found.document["final_answer"], found.notes["flags"]) == ("Done.", "A")
    assert rebuilt(found.document, found.notes) == text


def test_who_gives_no_answer_and_who_does_not_reason_is_told_so() -> None:
    found = of_output("<think>R")
    assert (found.document["final_answer"], found.notes["flags"]) == ("[no answer]", "0")
    found = of_output("It is 2.\n")
    assert found.document["steps"] == [{"i": 0, "type": "answer", "content": "It is 2."}]
    assert found.notes["flags"] == "R"
    assert rebuilt(found.document, found.notes) == "It is 2.\n"


def test_a_long_answer_without_reasoning_is_known_as_such() -> None:
    found = of_output(SENTENCE * 1_000)
    assert {kind for kind, _ in shown(found)} == {"answer"}
    assert found.notes["flags"] == "SR"
    trace = ReasoningTrace.model_validate(found.document)
    assert shortcomings_of(trace) == ("no reasoning",)


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft("", (), "A"), "no prompt"),
        (Draft(" \n", (), "A"), "no prompt"),
        (Draft("?", (), ""), "no reasoning and no answer"),
        (Draft("?", (DraftStep("text", " "),), "\n"), "no reasoning and no answer"),
        (Draft("?", (), "A", {"log": "x" * 1_100_000}), "too large"),
    ],
)
def test_what_cannot_be_a_trace_is_refused_with_its_number(draft: Draft, reason: str) -> None:
    assert reason_of(draft) == reason


def test_the_size_is_that_of_the_document_in_utf_8() -> None:
    draft = Draft("?", (), "é")
    document = mapped(draft).document
    size = len(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())
    assert isinstance(fit(draft, "x", size), Mapped)
    assert isinstance(fit(draft, "x", size - 1), Refusal)


def test_characters_that_a_trace_may_not_have_are_replaced_and_counted() -> None:
    step = DraftStep("think\0ing", "a\ud83db")
    found = mapped(Draft("\0?", (step,), "A", {"k\ud800": ["\0"]}))
    assert found.document["prompt"] == "\ufffd?"
    assert found.document["steps"][0]["content"] == "a\ufffdb"
    assert found.document["meta"] == {"k\ufffd": ["\ufffd"]}
    assert found.notes["replaced"] == 5


def test_a_long_type_is_cut_and_told_in_full() -> None:
    steps = (DraftStep("x" * 100, "R"), DraftStep("", "S"), DraftStep("y", ""))
    found = mapped(Draft("?", steps, "A"))
    assert [kind for kind, _ in shown(found)] == ["x" * 64, "step"]
    assert found.notes["types"] == {"0": "x" * 100}


def test_values_that_are_no_json_become_plain() -> None:
    nested: Any = "x"
    for _ in range(100):
        nested = [nested]
    meta = {"nan": float("nan"), "bytes": b"a", "big": 10**5_000, "deep": nested, "set": {1}}
    told = mapped(Draft("?", (), "A", meta)).document["meta"]
    assert (told["nan"], told["bytes"], told["set"]) == ("nan", "YQ==", "{1}")
    assert told["big"].startswith("0x")


texts = st.text(max_size=8) | st.sampled_from(
    ["", " ", "\0", "\ud800", SENTENCE * 600, "x" * 25_000]
)
steps = st.builds(DraftStep, st.sampled_from(["a", "b", "", "t" * 70]), texts, st.none() | texts)


@given(texts, st.lists(steps, max_size=5).map(tuple), texts, st.booleans())
def test_every_draft_becomes_a_trace_or_a_refusal(
    prompt: str, steps: tuple[DraftStep, ...], answer: str, long: bool
) -> None:
    if long:
        prompt, answer = prompt * 4, answer * 4
    found = fit(Draft(prompt, steps, answer), "x")
    if isinstance(found, Refusal):
        assert found.reason in ("no prompt", "no reasoning and no answer")
        return
    document = found.document
    assert isinstance(parse_trace(json.dumps(document)), ParsedTrace)
    told = squeezed([prompt, *(step.content for step in steps), answer])
    contents = [step["content"] for step in document["steps"]]
    kept = squeezed([document["prompt"], *contents, document["final_answer"]])
    assert told <= kept


def squeezed(pieces: list[str]) -> int:
    """How many characters there are, white space aside."""
    return len("".join("".join(pieces).split()))
