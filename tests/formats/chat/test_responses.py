"""What servers answered: EvalScope has the answer in the messages, in the output, or in both."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, reasoning_in

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
