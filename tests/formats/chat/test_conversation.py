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
ANSWERED = {"role": "assistant", "content": "2."}


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


def test_an_exchange_ends_where_a_user_asks_again_whatever_was_called_in_it() -> None:
    call = {"role": "assistant", "content": "Let me add.", "tool_calls": [{"name": "add"}]}
    first, second = drafts(
        {"role": "system", "content": "Sum."},
        {"role": "assistant", "content": "Hello."},
        ASK,
        call,
        {"role": "tool", "content": "2"},
        {"role": "assistant", "content": "2."},
        {"role": "user", "content": "And 2+2?"},
        {"role": "user", "content": "Quick!"},
        {"role": "assistant", "content": "4."},
        {"role": "user", "content": "Thanks."},
        split_turns=True,
    )
    assert (first.prompt, first.answer) == ("1+1?", "2.")
    types = ["assistant", "assistant", "tool_call", "tool_result"]
    assert [step.type for step in first.steps] == types
    assert (second.prompt, second.answer) == ("And 2+2?", "4.")
    assert steps_in(second) == [("user", "Quick!"), ("user", "Thanks.")]
    assert first.meta["system"] == second.meta["system"] == "Sum."


def test_who_was_cut_off_while_thinking_has_not_answered() -> None:
    found = draft(
        ASK,
        {"role": "assistant", "content": "2."},
        {"role": "user", "content": "And 2+2?"},
        {"role": "assistant", "reasoning": "Twice", "content": ""},
    )
    assert found.answer == ""
    assert steps_in(found)[-1] == ("reasoning", "Twice")


def test_reasoning_of_two_fields_stays_apart() -> None:
    found = draft(ASK, {"role": "assistant", "reasoning": "R", "thinking": "S", "content": "2"})
    assert [(step.content, step.before) for step in found.steps] == [("R", None), ("S", None)]


def test_the_prompt_is_what_a_user_says_and_no_result_of_a_tool() -> None:
    result = {"role": "user", "content": [{"type": "tool_result", "content": "3"}]}
    found = draft(result, ASK, {"role": "assistant", "content": "2."})
    assert (found.prompt, steps_in(found)) == ("1+1?", [("tool_result", "3")])


def test_what_the_system_says_later_is_a_step() -> None:
    late = {"role": "system", "content": "Hurry."}
    found = draft(ASK, {"role": "assistant", "content": "Hm."}, late, ANSWERED)
    assert steps_in(found) == [("assistant", "Hm."), ("system", "Hurry.")]
    assert found.meta == {}


def test_without_a_user_the_system_asks_and_without_both_nobody_does() -> None:
    answer = {"role": "assistant", "content": "2."}
    found = draft({"role": "system", "content": "Sum."}, answer)
    assert (found.prompt, found.meta) == ("Sum.", {})
    assert draft(answer).prompt == ""


def test_where_nobody_answers_there_is_no_trace() -> None:
    [refused] = read_conversation([ASK], ReadingOptions())
    assert isinstance(refused, Refusal)
    assert refused.reason == "no assistant message"


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}, "[image]"),
        ({"type": "image", "source": {"type": "base64", "data": "AAAA"}}, "[image]"),
        ({"type": "image", "value": "AAAA"}, "[image]"),
        ({"type": "input_image", "image_url": "AAAA"}, "[image]"),
        ({"image_url": {"url": "AAAA"}}, "[image]"),
        ({"image": "AAAA"}, "[image]"),
        ({"type": "audio", "value": "AAAA"}, "[audio]"),
    ],
)
def test_images_and_sounds_are_named_and_never_kept(part: dict[str, Any], name: str) -> None:
    content = [{"type": "text", "text": "What is this?"}, part]
    found = draft({"role": "user", "content": content}, {"role": "assistant", "content": "A."})
    assert found.prompt == f"What is this?\n\n{name}"


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
said = st.fixed_dictionaries(
    {"role": st.sampled_from(["user", "assistant", "tool", "system"]), "content": texts},
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


@pytest.mark.parametrize(
    "message",
    [
        {"reasoning_content": "One.\n", "reasoning": "One.", "content": "2"},
        {"reasoning_content": "One.", "content": "<think>\nOne.\n</think>\n\n2"},
        {
            "reasoning": "One. Two.",
            "reasoning_details": [{"text": "One."}, {"text": " Two."}],
            "content": "2",
        },
    ],
)
def test_reasoning_that_is_told_twice_is_one(message: dict[str, Any]) -> None:
    found = draft(ASK, {"role": "assistant", **message})
    assert steps_in(found) == [("reasoning", message.get("reasoning", "One."))]
    assert found.answer == "2"


def test_what_is_encrypted_of_reasoning_is_no_text_of_it() -> None:
    hidden = {"type": "reasoning", "reasoning": "gAAAA==", "summary": "I add.", "redacted": True}
    for part, steps in ((hidden, [("reasoning", "I add.")]), ({**hidden, "summary": None}, [])):
        found = draft(ASK, {"role": "assistant", "content": [part, {"type": "text", "text": "2"}]})
        assert (steps_in(found), found.answer) == (steps, "2")


def test_a_refusal_is_what_a_model_said() -> None:
    refusing = {"role": "assistant", "content": None, "refusal": "I cannot help."}
    assert draft(ASK, refusing).answer == "I cannot help."
    found = draft(ASK, refusing, {"role": "user", "content": "Why?"}, ANSWERED)
    assert steps_in(found)[0] == ("assistant", "I cannot help.")


def saying(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"role": "assistant", "content": list(parts)}


def a_text(content: str) -> dict[str, Any]:
    return {"type": "text", "text": content}


def test_what_was_said_before_a_tool_was_called_or_more_was_thought_is_no_answer() -> None:
    call = {"type": "server_tool_use", "name": "find", "input": {"query": "sums"}}
    result = {"type": "web_search_result", "title": "Sums", "url": "u", "encrypted_content": "z"}
    results = {"type": "web_search_tool_result", "content": [result]}
    found = draft(ASK, saying(a_text("First."), call, results, a_text("2")))
    assert [kind for kind, _ in steps_in(found)] == ["assistant", "tool_call", "tool_result"]
    assert json.loads(steps_in(found)[2][1]) == {
        key: value for key, value in result.items() if key != "encrypted_content"
    }
    assert found.answer == "2"
    thinking = [{"type": "thinking", "thinking": word} for word in ("One.", "Two.")]
    found = draft(ASK, saying(thinking[0], a_text("Well."), thinking[1], a_text("2")))
    assert steps_in(found) == [
        ("reasoning", "One."),
        ("assistant", "Well."),
        ("reasoning", "Two."),
    ]
    assert found.answer == "2"


def test_texts_of_documents_and_results_are_read() -> None:
    document = {
        "type": "document",
        "title": "Sums",
        "source": {"type": "text", "data": "One and one are two."},
    }
    hit = {"type": "search_result", "title": "More", "content": [a_text("Two is even.")]}
    found = draft(
        {"role": "user", "content": [document, a_text("1+1?")]},
        saying({"type": "tool_use", "name": "find", "input": {}}),
        {"role": "user", "content": [{"type": "tool_result", "content": [hit]}]},
        saying({"type": "code_execution_tool_result", "content": {"stdout": "2"}}, a_text("2")),
    )
    assert found.prompt == "Sums\n\nOne and one are two.\n\n1+1?"
    assert [kind for kind, _ in steps_in(found)] == ["tool_call", "tool_result", "tool_result"]
    assert steps_in(found)[1][1] == "More\n\nTwo is even."
    assert json.loads(steps_in(found)[2][1])["content"] == {"stdout": "2"}
    assert found.answer == "2"


def test_calls_may_be_written_as_texts() -> None:
    call = '{"id": "c1", "function": {"name": "add", "arguments": "{}"}}'
    for calls in ([call], call):
        told = draft(
            {"role": "user", "content": "1+1?"},
            {"role": "assistant", "content": "", "tool_calls": calls},
            {"role": "tool", "content": "2"},
            {"role": "assistant", "content": "It is 2."},
        )
        assert steps_in(told) == [("tool_call", call), ("tool_result", "2")]
        assert told.answer == "It is 2."


def test_what_a_tool_says_of_its_failure_is_its_result() -> None:
    error = {"type": "timeout", "message": "It took too long."}
    for content in ("", "It took too long."):
        told = draft(
            {"role": "user", "content": "1+1?"},
            {"role": "assistant", "content": "Let me run it.", "tool_calls": [{"id": "1"}]},
            {"role": "tool", "content": content, "error": error},
            {"role": "assistant", "content": "2"},
        )
        assert steps_in(told)[-1] == ("tool_result", "It took too long.")
        assert len(told.steps) == 3


def test_tools_and_models_speak_under_many_names() -> None:
    told = draft(
        {"role": "user", "content": "Weather?"},
        {"role": "tool_call", "content": '{"name": "weather"}'},
        {"role": "tool_response", "content": "sunny"},
        {"role": "reasoning", "content": "So it is dry."},
        {"role": "assistant", "content": "Dry."},
    )
    assert steps_in(told) == [
        ("tool_call", '{"name": "weather"}'),
        ("tool_result", "sunny"),
        ("reasoning", "So it is dry."),
    ]
    for model in ("bing", "GPT-4", "claude-3-opus", "Qwen2.5"):
        answered = draft({"role": "user", "content": "1+1?"}, {"role": model, "content": "2"})
        assert (answered.prompt, answered.answer) == ("1+1?", "2")
    for person in ("Philip", "someone", "gptuser"):
        answered = draft({"role": person, "content": "1+1?"}, {"role": "gpt", "content": "2"})
        assert (answered.prompt, answered.answer) == ("1+1?", "2")


def test_a_text_with_citations_is_one_text() -> None:
    parts: list[dict[str, Any]] = [
        {"type": "text", "text": "The grass is "},
        {"type": "text", "text": "green", "citations": [{"cited_text": "green"}]},
        {"type": "text", "text": " here."},
        {"type": "tool_use", "id": "1", "name": "look", "input": {}},
    ]
    told = draft({"role": "user", "content": "?"}, {"role": "assistant", "content": parts})
    assert told.answer == "The grass is green here."
    for part in parts:
        part.pop("citations", None)
    told = draft({"role": "user", "content": "?"}, {"role": "assistant", "content": parts})
    assert told.answer == "The grass is \n\ngreen\n\n here."


def test_what_is_thought_or_spoken_may_be_told_by_other_keys() -> None:
    told = draft(
        {"role": "user", "content": "1+1?"},
        {"role": "assistant", "channel": "analysis", "content": "One more."},
        {"role": "assistant", "content": None, "audio": {"id": "a", "transcript": "Two."}},
    )
    assert (steps_in(told), told.answer) == ([("reasoning", "One more.")], "Two.")
