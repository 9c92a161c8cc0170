"""Conversations and completions: every text is there, in order, as it was cut."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.writing.outgoing import noted, outgoing, record_of, steps
from tests.support.strategies import documents, filled_texts
from tests.support.traces import make_document
from tunix_rt_tui.formats.contract import Draft
from tunix_rt_tui.formats.limits import fit
from tunix_rt_tui.formats.mapped import Mapped
from tunix_rt_tui.formats.tags import read_output
from tunix_rt_tui.formats.writing.chat import CHAT
from tunix_rt_tui.formats.writing.contract import OutputFormat
from tunix_rt_tui.formats.writing.prompt_completion import PROMPT_COMPLETION
from tunix_rt_tui.formats.writing.sharegpt import SHAREGPT

FORMATS = [CHAT, PROMPT_COMPLETION, SHAREGPT]
CALL = json.dumps({"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}})
AGENT = make_document(
    1,
    prompt="Weather?",
    final_answer="Sunny.",
    meta={"system": "Be brief.", "model": "tiny"},
    steps=steps(
        ("reasoning", "I ask."),
        ("reasoning", "The tool knows."),
        ("tool_call", CALL),
        ("tool_result", "sun"),
        ("reasoning", "So."),
        ("user", "Well?"),
        ("assistant", "Wait."),
        ("check", "It is."),
    ),
)


def test_a_conversation_as_chat_messages() -> None:
    record = record_of(CHAT, outgoing(AGENT))
    assert record["metadata"] == {"model": "tiny"}
    assert record["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Weather?"},
        {
            "role": "assistant",
            "content": None,
            "reasoning_content": "I ask.\n\nThe tool knows.",
            "tool_calls": [json.loads(CALL)],
        },
        {"role": "tool", "content": "sun", "tool_call_id": "c1"},
        {"role": "assistant", "content": "", "reasoning_content": "So."},
        {"role": "user", "content": "Well?"},
        {"role": "assistant", "content": "Wait."},
        {"role": "assistant", "content": "Sunny.", "reasoning_content": "It is."},
    ]


def test_a_conversation_as_sharegpt() -> None:
    record = record_of(SHAREGPT, outgoing(AGENT))
    assert record["metadata"] == {"model": "tiny"}
    assert [(turn["from"], turn["value"]) for turn in record["conversations"]] == [
        ("system", "Be brief."),
        ("human", "Weather?"),
        ("gpt", "<think>\nI ask.\n\nThe tool knows.\n</think>\n\n"),
        ("function_call", CALL),
        ("observation", "sun"),
        ("gpt", "<think>\nSo.\n</think>\n\n"),
        ("human", "Well?"),
        ("gpt", "Wait."),
        ("gpt", "<think>\nIt is.\n</think>\n\nSunny."),
    ]


def test_a_trace_as_prompt_and_completion() -> None:
    record = record_of(PROMPT_COMPLETION, outgoing(make_document(1)))
    del record["id"]
    assert record == {
        "prompt": "What is 1 plus 1?",
        "completion": "<think>\nStep 0 of 1.\n\nStep 1 of 1.\n</think>\n\nIt is 2.",
        "metadata": {"number": 1, "model": "tiny"},
    }


@pytest.mark.parametrize(
    "output",
    [
        "<think>\nFirst.\n\nThen.\n\n\n  Last.\n</think>\n\nforty-two",
        "<think>\n1. one\n2. two\n</think>\n\n\\boxed{3}",
        "<think>\nx\n</think>\n\nNow" + " a long answer," * 4_000,
        "<think>\n" + "a long thought, " * 4_000 + "end\n</think>\n\n1",
        "<think>\n" + "a line\n" * 3_000 + "end\n</think>\n\n1",
        "nothing but an answer",
    ],
    ids=["spaces", "numbers", "long answer", "long step", "many steps", "answer alone"],
)
def test_what_a_model_said_is_the_same_after_import_and_export(output: str) -> None:
    read = read_output(output)
    mapped = fit(Draft("?", read.steps, read.answer, read.meta, read.notes), "prompt_completion")
    assert isinstance(mapped, Mapped), mapped
    trace = outgoing(dict(mapped.document), noted(**mapped.notes))
    assert record_of(PROMPT_COMPLETION, trace)["completion"] == output


def test_tags_between_steps_are_not_written_twice() -> None:
    read = read_output("Well.\n<think>a</think>so<think>b\n</think>\n<answer>c</answer>d")
    mapped = fit(Draft("?", read.steps, read.answer, read.meta, read.notes), "prompt_completion")
    assert isinstance(mapped, Mapped), mapped
    record = record_of(PROMPT_COMPLETION, outgoing(dict(mapped.document), noted(**mapped.notes)))
    assert record["completion"].count("<think>") == 1
    assert record["completion"].count("</think>") == 1
    assert "answer" not in record["completion"]


def test_steps_are_joined_as_they_were_cut() -> None:
    document = make_document(1, steps=steps(*[("reasoning", text) for text in "abc"]))
    record = record_of(PROMPT_COMPLETION, outgoing(document, noted(joins={"1": "\n", "2": ""})))
    assert record["completion"].startswith("<think>\na\nbc\n</think>")
    odd = record_of(PROMPT_COMPLETION, outgoing(document, noted(joins=["\n", {"1": 2}])))
    assert odd["completion"].startswith("<think>\na\n\nb\n\nc\n</think>")


def test_long_prompts_and_answers_are_in_one_piece_again() -> None:
    document = make_document(
        1,
        prompt="A long",
        final_answer="An end",
        steps=steps(
            ("prompt_overflow", " question"), ("reasoning", "r"), ("answer_overflow", "less one")
        ),
    )
    joins = {"2": ""}
    record = record_of(PROMPT_COMPLETION, outgoing(document, noted(joins=joins)))
    assert record["prompt"] == "A long question"
    assert record["completion"] == "<think>\nr\n</think>\n\nAn endless one"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
def test_an_answer_without_reasoning_is_written_once(form: OutputFormat) -> None:
    document = make_document(1, final_answer="forty-two", steps=steps(("answer", "forty-two")))
    text = json.dumps(record_of(form, outgoing(document)))
    assert text.count("forty-two") == 1
    assert "think" not in text
    assert "reasoning_content" not in text


def test_a_long_answer_without_reasoning_is_written_once() -> None:
    answer = "word " * 6_000
    mapped = fit(Draft("?", (), answer), "sharegpt")
    assert isinstance(mapped, Mapped), mapped
    record = record_of(PROMPT_COMPLETION, outgoing(dict(mapped.document), noted(**mapped.notes)))
    assert record["completion"] == answer


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
def test_no_answer_is_no_text_where_it_is_known_to_be_none(form: OutputFormat) -> None:
    document = make_document(1, final_answer="[no answer]")
    assert "[no answer]" in json.dumps(record_of(form, outgoing(document)))
    assert "[no answer]" not in json.dumps(record_of(form, outgoing(document, noted(flags="0"))))


@pytest.mark.parametrize("form", [PROMPT_COMPLETION, SHAREGPT], ids=lambda form: form.id)
def test_reasoning_that_a_reader_would_end_early_is_told(form: OutputFormat) -> None:
    write = form.open()
    early = make_document(1, steps=steps(("reasoning", "a tag: </THINK> is one")))
    assert "</think>" in str(write(outgoing(early)).remark)
    assert write(outgoing(make_document(1))).remark is None


@pytest.mark.parametrize(
    ("content", "functions"),
    [
        (CALL, ["f"]),
        (f"[{CALL}, {CALL}]", ["f", "f"]),
        ('{"name": "g", "arguments": {"x": 1}}', ["g"]),
        ('{"name": "g", "arguments": {"x": 1}, "why": ""}', None),
        ("[]", None),
        ("f(1)", None),
        ("[1]", None),
        ("[" * 100_000, None),
    ],
)
def test_calls_are_calls_where_they_are_written_as_such(
    content: str, functions: list[str] | None
) -> None:
    document = make_document(1, steps=steps(("tool_call", content[:20_000])), meta=None)
    message = record_of(CHAT, outgoing(document))["messages"][1]
    if functions is None:
        assert message == {"role": "assistant", "content": content[:20_000]}
    else:
        assert [call["function"]["name"] for call in message["tool_calls"]] == functions
        assert all(isinstance(c["function"]["arguments"], str) for c in message["tool_calls"])


_TYPES = st.sampled_from(["reasoning", "user", "system", "assistant", "tool_call", "text", "any"])


@given(
    st.sampled_from(FORMATS),
    documents(),
    st.lists(st.tuples(_TYPES, filled_texts), min_size=1, max_size=6),
)
def test_every_text_is_found_again_in_order(
    form: OutputFormat, document: dict[str, Any], typed: list[tuple[str, str]]
) -> None:
    trace = outgoing({**document, "steps": steps(*typed)})
    record = record_of(form, trace)
    texts = "\0".join(_texts_of(record))
    at = 0
    for text in (document["prompt"], *(text for _, text in typed), document["final_answer"]):
        at = texts.index(text, at) + len(text)


def _texts_of(record: dict[str, Any]) -> list[str]:
    """The texts of a record in the order in which they are read."""
    if "completion" in record:
        return [record["prompt"], record["completion"]]
    if "conversations" in record:
        return [turn["value"] for turn in record["conversations"]]
    return [
        message.get(key) or ""
        for message in record["messages"]
        for key in ("reasoning_content", "content")
    ]
