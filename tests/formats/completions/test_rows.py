"""Rows with the output of a model under other names than prompt and completion."""

from __future__ import annotations

from typing import Any

import pytest

from tests.formats.drafts import drafts_of, reasoning_in


@pytest.mark.parametrize(
    "record",
    [
        {"prompt": "1+1?", "thinking": "One more.", "content": "2"},
        {"prompt": "1+1?", "thinking": "One more.", "response": "2", "done_reason": "stop"},
        {"prompt": "1+1?", "reasoning_content": "One more.", "completion": "2"},
        {"question": "1+1?", "reasoning": "One more.", "answer": "2"},
        {"messages": "1+1?", "reasoning": "One more.", "output": "2"},
    ],
)
def test_reasoning_beside_an_answer_is_its_reasoning(record: dict[str, Any]) -> None:
    [draft] = drafts_of("thinking_row", record)
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
    assert draft.meta == {key: value for key, value in record.items() if key == "done_reason"}


def test_where_the_reasoning_is_blank_it_is_looked_for_in_the_answer() -> None:
    [draft] = drafts_of("thinking_row", {"prompt": "?", "thinking": "", "content": "R\n#### 2"})
    assert (reasoning_in(draft), draft.answer) == (["R", "#### 2"], "2")


def test_an_instruction_is_asked_with_its_input() -> None:
    record = {"instruction": "Add.", "input": "1, 1", "output": "<think>One more.</think>2"}
    [draft] = drafts_of("alpaca", record)
    assert (draft.prompt, reasoning_in(draft)) == ("Add.\n\n1, 1", ["One more."])
    [draft] = drafts_of("alpaca", {**record, "input": ""})
    assert (draft.prompt, draft.answer) == ("Add.", "2")


def test_traces_of_camel_come_alone_and_in_a_list() -> None:
    row = {"problem": "1+1?", "final_trace": "<think>One more.</think>2", "solution": "two"}
    for record in (row, {"traces": [row]}):
        [draft] = drafts_of("camel_traces", record)
        assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "2")
        assert draft.meta == {"solution": "two"}


def test_what_is_said_of_a_list_of_traces_is_said_of_each() -> None:
    rows = [{"problem": "1+1?", "final_trace": "2", "score": n} for n in (0, 1)]
    drafts = drafts_of("camel_traces", {"traces": rows, "model": "m", "score": 9})
    assert [draft.meta for draft in drafts] == [{"model": "m", "score": n} for n in (0, 1)]


@pytest.mark.parametrize("key", ["content", "response"])
def test_a_model_that_was_cut_off_while_it_reasoned_has_null_for_an_answer(key: str) -> None:
    [draft] = drafts_of("thinking_row", {"prompt": "1+1?", "reasoning_content": "One", key: None})
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One"], "")


def test_an_instruction_is_a_part_of_the_prompt_whatever_else_the_row_says() -> None:
    row = {"instruction": "Sum.", "input": "1+1", "output": "2", "score": 4.5}
    [draft] = drafts_of("alpaca", row)
    assert (draft.prompt, draft.answer, draft.meta) == ("Sum.\n\n1+1", "2", {"score": 4.5})


def test_a_preferred_output_to_an_instruction_is_read() -> None:
    row = {"instruction": "Sum.", "input": "1+1", "chosen": "2", "rejected": "3"}
    [draft] = drafts_of("alpaca", row)
    assert (draft.prompt, draft.answer, draft.meta) == ("Sum.\n\n1+1", "2", {"rejected": "3"})


def test_null_is_no_answer_where_there_is_another_output() -> None:
    row = {"prompt": "q", "generation": "text", "reasoning": "why", "answer": None, "content": None}
    [draft] = drafts_of("prompt_completion", row)
    assert draft.answer == "text"
