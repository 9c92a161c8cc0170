"""Conversations become traces: prompt, steps in their order, answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.drafts import steps_in
from tunix_rt_tui.formats.chat import read_conversation
from tunix_rt_tui.formats.contract import Draft, ReadingOptions, Refusal

ASK = {"role": "user", "content": "1+1?"}


def drafts(*messages: dict[str, Any], split_turns: bool = False) -> list[Draft]:
    found = [*read_conversation([*messages], ReadingOptions(split_turns=split_turns))]
    assert all(isinstance(one, Draft) for one in found)
    return [one for one in found if isinstance(one, Draft)]


def draft(*messages: dict[str, Any]) -> Draft:
    [only] = drafts(*messages)
    return only


@pytest.mark.parametrize(
    "message",
    [
        {"reasoning": "One.", "content": "2"},
        {"reasoning_content": "One.", "content": "2"},
        {"reasoning_content": "One.", "reasoning": "One.", "content": "2"},
        {"reasoning_details": [{"type": "reasoning.text", "text": "One."}], "content": "2"},
        {"thinking": "One.", "content": "2"},
        {"content": [{"type": "thinking", "thinking": "One."}, {"type": "text", "text": "2"}]},
        {"content": [{"type": "reasoning", "value": "One."}, {"type": "text", "value": "2"}]},
        {"content": [{"type": "reasoning", "summary": [{"text": "One."}]}, "2"]},
        {"content": "<think>One.</think>2"},
    ],
)
def test_reasoning_is_found_wherever_servers_put_it(message: dict[str, Any]) -> None:
    found = draft(ASK, {"role": "assistant", **message})
    assert (found.prompt, steps_in(found), found.answer) == ("1+1?", [("reasoning", "One.")], "2")


def test_all_that_was_said_between_is_steps_in_its_order() -> None:
    call = {"id": "c", "function": {"name": "add", "arguments": "{}"}}
    found = draft(
        {"role": "developer", "content": "Sum."},
        {"role": "assistant", "content": "Hello."},
        ASK,
        {"role": "assistant", "reasoning": "One.", "content": None, "tool_calls": [call]},
        {"role": "tool", "content": [{"type": "text", "text": "2"}]},
        {"role": "assistant", "content": "I think so."},
        {"role": "user", "content": "Sure?"},
        {"role": "assistant", "content": "It is 2."},
    )
    assert found.meta["system"] == "Sum."
    assert steps_in(found) == [
        ("assistant", "Hello."),
        ("reasoning", "One."),
        ("tool_call", json.dumps(call)),
        ("tool_result", "2"),
        ("assistant", "I think so."),
        ("user", "Sure?"),
    ]
    assert found.answer == "It is 2."


def test_a_turn_is_a_trace_of_its_own_where_that_is_wished() -> None:
    first, second = drafts(
        ASK,
        {"role": "assistant", "content": "2."},
        {"role": "user", "content": "And 2+2?"},
        {"role": "assistant", "content": "4."},
        split_turns=True,
    )
    assert (first.prompt, first.answer) == ("1+1?", "2.")
    assert (second.prompt, second.answer, second.steps) == ("And 2+2?", "4.", ())


def test_what_ends_in_a_call_is_answered_by_what_was_said_last() -> None:
    call = {"role": "assistant", "content": None, "tool_calls": [{"name": "add"}]}
    found = draft(ASK, {"role": "assistant", "content": "Wait."}, call)
    assert (found.answer, steps_in(found)) == ("Wait.", [("tool_call", '{"name": "add"}')])
    found = draft(ASK, call)
    assert (found.answer, found.steps) == ('{"name": "add"}', ())


def test_without_a_user_the_system_asks_and_without_both_nobody_does() -> None:
    answer = {"role": "assistant", "content": "2."}
    found = draft({"role": "system", "content": "Sum."}, answer)
    assert (found.prompt, found.meta) == ("Sum.", {})
    assert draft(answer).prompt == ""


def test_where_nobody_answers_there_is_no_trace() -> None:
    [refused] = read_conversation([ASK], ReadingOptions())
    assert isinstance(refused, Refusal)
    assert refused.reason == "no assistant message"


def test_images_are_named_and_never_kept() -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    content = [{"type": "text", "text": "What is this?"}, image]
    found = draft({"role": "user", "content": content}, {"role": "assistant", "content": "A."})
    assert found.prompt == "What is this?\n\n[image]"


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
said = st.fixed_dictionaries(
    {"role": st.sampled_from(["user", "assistant", "tool"]), "content": texts},
    optional={"reasoning_content": texts},
)


@given(st.lists(said, max_size=8))
def test_every_text_is_found_again_in_its_order(messages: list[dict[str, Any]]) -> None:
    messages = [ASK, *messages, {"role": "assistant", "content": "done"}]
    found = draft(*messages)
    everything = [found.prompt, *(step.content for step in found.steps), found.answer]
    told = [
        message[key]
        for message in messages
        for key in ("reasoning_content", "content")
        if key in message
    ]
    assert squeezed(everything) == squeezed(told)


def squeezed(pieces: list[str]) -> str:
    """Put texts together without white space."""
    return "".join("".join(pieces).split())
