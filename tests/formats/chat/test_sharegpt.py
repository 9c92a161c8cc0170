"""ShareGPT and the data sets that took its shape."""

from __future__ import annotations

from tests.formats.drafts import drafts_of, steps_in


def test_thoughts_and_solutions_between_marks_are_told_apart() -> None:
    value = (
        "<|begin_of_thought|>\n\nOne.\n\nTwo.\n\n<|end_of_thought|>\n\n"
        "<|begin_of_solution|>\n\nIt is 2.\n\n<|end_of_solution|>"
    )
    turns = [{"from": "user", "value": "1+1?"}, {"from": "assistant", "value": value}]
    [draft] = drafts_of("sharegpt", {"system": "Think.", "conversations": turns})
    assert (draft.prompt, draft.answer) == ("1+1?", "It is 2.")
    assert steps_in(draft) == [("reasoning", "One."), ("reasoning", "Two.")]
    assert draft.meta == {"system": "Think."}


def test_calls_and_what_came_of_them_are_steps_and_tools_are_told_in_the_meta() -> None:
    turns = [
        {"from": "human", "value": "1+1?"},
        {"from": "function_call", "value": "{}"},
        {"from": "observation", "value": "2"},
        {"from": "gpt", "value": "It is 2."},
    ]
    [draft] = drafts_of("sharegpt", {"conversations": turns, "tools": '[{"name": "add"}]'})
    assert steps_in(draft) == [("tool_call", "{}"), ("tool_result", "2")]
    assert draft.answer == "It is 2."
    assert draft.meta == {"tools": '[{"name": "add"}]'}


def test_turns_may_be_messages() -> None:
    turns = [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "It is 2."}]
    [draft] = drafts_of("sharegpt", {"conversations": turns})
    assert (draft.prompt, draft.answer) == ("1+1?", "It is 2.")


def test_a_preferred_answer_may_stand_beside_the_turns() -> None:
    asked = [{"from": "human", "value": "1+1?"}]
    chosen = {"from": "gpt", "value": "<think>One more.</think>2"}
    rejected = {"from": "gpt", "value": "3"}
    for said in (chosen, chosen["value"], [chosen]):
        record = {"conversations": asked, "chosen": said, "rejected": rejected}
        [draft] = drafts_of("sharegpt", record)
        assert (draft.prompt, draft.answer, draft.meta) == ("1+1?", "2", {"rejected": rejected})
        assert [step.content for step in draft.steps] == ["One more."]
