"""What servers answered is read with what was asked.

EvalScope has the answer in the messages, in the output, or in both.
"""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, found_in, reasoning_in, refusal_of
from tunix_rt_tui.formats.contract import Draft, ReadingOptions

ASKED = {"role": "user", "content": "1+1?"}
ANSWER = {"role": "assistant", "content": "One more.\n\nANSWER: 2"}
OUTPUT = {"model": "m", "choices": [{"message": ANSWER}]}


def test_an_answer_that_is_told_twice_is_read_once() -> None:
    records: list[dict[str, Any]] = [
        {"index": 1, "messages": [ASKED], "model_output": OUTPUT},
        {"index": 1, "messages": [ASKED, ANSWER], "model_output": OUTPUT},
        {"index": 1, "messages": [ASKED, ANSWER], "sample_score": {"score": 1}},
    ]
    for record in records:
        [draft] = drafts_of("evalscope", record)
        assert (draft.prompt, draft.answer) == ("1+1?", "2")
        assert reasoning_in(draft) == ["One more.", "ANSWER: 2"]


def test_an_answer_of_anthropic_has_its_prompt_in_the_request() -> None:
    content: list[dict[str, Any]] = [
        {"type": "thinking", "thinking": "One more.", "signature": "x"},
        {"type": "redacted_thinking", "data": "x"},
        {"type": "text", "text": "2"},
        {"type": "tool_use", "id": "t", "name": "add", "input": {}},
    ]
    request = {"system": "Sum.", "messages": [ASKED]}
    message = {"type": "message", "role": "assistant", "content": content, "stop_reason": "end"}
    [draft] = drafts_of("chat.anthropic_message", {**message, "request": request})
    assert (draft.prompt, draft.answer) == ("1+1?", "2")
    assert [step.type for step in draft.steps] == ["reasoning", "tool_call"]
    assert draft.meta == {"stop_reason": "end", "system": "Sum."}


def test_ollama_has_the_prompt_only_where_it_was_logged() -> None:
    answer = {"role": "assistant", "thinking": "One more.", "content": "2"}
    record = {"model": "m", "message": answer, "done": True, "done_reason": "stop"}
    [draft] = drafts_of("ollama_chat", {**record, "messages": [ASKED]})
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
    assert draft.meta["done_reason"] == "stop"
    [draft] = drafts_of("ollama_chat", record)
    assert draft.prompt == ""


def test_every_choice_of_a_batch_is_read_where_its_prompt_can_be_found() -> None:
    body = {"choices": [{"message": {"role": "assistant", "content": text}} for text in "AB"]}
    record = {"custom_id": "1", "response": {"body": body}}
    assert refusal_of("openai_batch", record).reason == "no prompt"
    options = ReadingOptions(prompt_field="asked")
    _, found = found_in(record, options=options)
    assert [one.answer for one in found if isinstance(one, Draft)] == ["A", "B"]


def test_a_response_is_a_list_of_items_of_many_types() -> None:
    output: list[dict[str, Any]] = [
        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "One more."}]},
        {"type": "function_call", "name": "add", "arguments": "{}"},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "2"}]},
    ]
    record = {"custom_id": "1", "response": {"body": {"output": output}}}
    _, [draft] = found_in(record, options=ReadingOptions(prompt_field="asked"))
    assert isinstance(draft, Draft)
    assert [step.type for step in draft.steps] == ["reasoning", "tool_call"]
    assert draft.answer == "2"


def test_a_request_that_failed_is_refused() -> None:
    record = {"custom_id": "1", "response": None, "error": {"message": "expired"}}
    refused = refusal_of("openai_batch", record)
    assert refused.reason == "no answer in the response"
    assert "expired" in refused.message


def test_why_an_answer_ended_is_kept() -> None:
    choice = {"message": {"role": "assistant", "content": "part of"}, "finish_reason": "length"}
    body = {"model": "m", "choices": [choice], "usage": {"total_tokens": 9}}
    batch = {"custom_id": "1", "prompt": "1+1?", "response": {"status_code": 200, "body": body}}
    _, [draft] = found_in(batch, options=ReadingOptions(prompt_field="prompt"))
    assert isinstance(draft, Draft)
    assert (draft.meta["finish_reason"], draft.meta["usage"]) == ("length", {"total_tokens": 9})
    for messages in ([ASKED], [ASKED, choice["message"]]):
        [draft] = drafts_of("evalscope", {"index": 1, "messages": messages, "model_output": body})
        assert (draft.answer, draft.meta["finish_reason"]) == ("part of", "length")


def test_a_batch_of_completions_has_texts() -> None:
    body = {"choices": [{"text": "<think>One more.</think>2", "finish_reason": "stop"}]}
    batch = {"custom_id": "1", "prompt": "1+1?", "response": {"body": body}}
    _, [draft] = found_in(batch, options=ReadingOptions(prompt_field="prompt"))
    assert isinstance(draft, Draft)
    assert (reasoning_in(draft), draft.answer) == (["One more."], "2")
