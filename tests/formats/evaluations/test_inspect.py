"""Logs of Inspect: a trace for each sample and epoch, with its scores."""

from __future__ import annotations

from typing import Any

from tests.formats.drafts import drafts_of, found_in, reasoning_in, refusal_of, steps_in
from tunix_rt_tui.formats.contract import Draft, Refusal

HEADER: dict[str, Any] = {
    "version": 2,
    "status": "success",
    "eval": {"task": "sums", "model": "org/model"},
    "plan": {"steps": []},
}


def sample(*messages: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {
        "id": "s1",
        "epoch": 2,
        "input": "1+1?",
        "target": "2",
        "messages": list(messages),
        "output": {"model": "model-2026", "choices": [{"stop_reason": "stop"}]},
        "scores": {"match": {"value": "C", "answer": "2"}},
        "metadata": {},
        **other,
    }


def says(role: str, content: Any, **other: Any) -> dict[str, Any]:
    return {"role": role, "content": content, **other}


ASKED = says("user", "1+1?")
THOUGHT = says(
    "assistant",
    [
        {"type": "reasoning", "reasoning": "One more.", "redacted": False},
        {"type": "text", "text": "It is 2."},
    ],
)


def test_a_sample_of_an_archive_is_read_with_the_header_of_its_log() -> None:
    [draft] = drafts_of("inspect.eval", sample(ASKED, THOUGHT), head=HEADER)
    assert (draft.prompt, reasoning_in(draft), draft.answer) == ("1+1?", ["One more."], "It is 2.")
    assert draft.meta == {
        "task": "sums",
        "model": "model-2026",
        "sample_id": "s1",
        "epoch": 2,
        "target": "2",
        "scores": {"match": {"value": "C", "answer": "2"}},
        "stop_reason": "stop",
    }


def test_a_document_is_read_alike_whole_or_taken_apart() -> None:
    one, two = sample(ASKED, THOUGHT), sample(ASKED, THOUGHT, epoch=3)
    whole = drafts_of("inspect.json", {**HEADER, "samples": [one, two]})
    apart = drafts_of("inspect.json", one, two, head={**HEADER, "samples": []})
    archived = drafts_of("inspect.eval", one, two, head=HEADER)
    assert whole == apart == archived


def test_a_log_with_nothing_but_its_header_is_refused() -> None:
    nothing: list[Any] = [[], None]
    for samples in nothing:
        refusal = refusal_of("inspect.json", {**HEADER, "samples": samples})
        assert refusal.reason == "Inspect log without samples"
    assert refusal_of("inspect.json", HEADER).reason == "Inspect log without samples"


def test_attachments_are_put_back_into_the_messages() -> None:
    hidden = says("assistant", [{"type": "text", "text": "attachment://abc"}])
    record = sample(
        says("user", "attachment://def"),
        hidden,
        attachments={"abc": "It is 2.", "def": "1+1, in many words?"},
    )
    [draft] = drafts_of("inspect.eval", record, head=HEADER)
    assert (draft.prompt, draft.answer) == ("1+1, in many words?", "It is 2.")


def test_attachments_of_older_logs_have_a_shorter_name() -> None:
    record = sample(ASKED, says("assistant", "tc://abc"), attachments={"abc": "It is 2."})
    [draft] = drafts_of("inspect.eval", record, head=HEADER)
    assert draft.answer == "It is 2."


def test_a_missing_attachment_stays_named() -> None:
    record = sample(ASKED, says("assistant", "attachment://abc"), attachments={"x": "y"})
    [draft] = drafts_of("inspect.eval", record, head=HEADER)
    assert draft.answer == "attachment://abc"


def test_an_image_is_named_and_not_copied() -> None:
    image = {"type": "image", "image": "data:image/png;base64,AAAA"}
    question = says("user", [{"type": "text", "text": "What is it?"}, image])
    [draft] = drafts_of("inspect.eval", sample(question, says("assistant", "A cat")), head=HEADER)
    assert "What is it?" in draft.prompt
    assert "[image]" in draft.prompt
    assert "AAAA" not in draft.prompt


def test_tools_are_steps() -> None:
    call = {"id": "c1", "function": "add", "arguments": {"a": 1}, "type": "function"}
    record = sample(
        ASKED,
        says("assistant", "", tool_calls=[call]),
        says("tool", "2", tool_call_id="c1", function="add"),
        says("assistant", "It is 2."),
    )
    [draft] = drafts_of("inspect.eval", record, head=HEADER)
    assert [kind for kind, _ in steps_in(draft)] == ["tool_call", "tool_result"]


def test_a_sample_that_failed_before_the_answer_is_refused_with_its_error() -> None:
    failed = sample(ASKED, error={"message": "ConnectionError('no route')", "traceback": "…"})
    good = sample(ASKED, THOUGHT)
    _, [refusal, draft] = found_in(failed, good, head=HEADER)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "sample error"
    assert "ConnectionError('no route')" in refusal.message
    assert isinstance(draft, Draft)


def test_a_sample_that_failed_after_the_answer_keeps_both() -> None:
    record = sample(ASKED, THOUGHT, error={"message": "scorer failed"})
    [draft] = drafts_of("inspect.eval", record, head=HEADER)
    assert (draft.answer, draft.meta["error"]) == ("It is 2.", "scorer failed")


def test_a_sample_in_which_the_model_never_spoke_is_refused() -> None:
    record = sample(says("tool", "…", tool_call_id="c1"), output={"choices": []})
    assert refusal_of("inspect.eval", record, head=HEADER).reason == "no assistant message"


def test_solved_examples_are_no_answer_of_the_model() -> None:
    examples = [says("user", "0+0?"), says("assistant", "0"), ASKED]
    failed = sample(*examples, input=examples, output={}, error={"message": "no route"})
    assert refusal_of("inspect.eval", failed, head=HEADER).reason == "sample error"
    output = {"choices": [{"message": {"role": "assistant", "content": "It is 2."}}]}
    [draft] = drafts_of("inspect.eval", sample(*examples, input=examples, output=output))
    assert draft.answer == "It is 2."
    removed = sample(ASKED, says("assistant", "It is 2."), input=examples, output=output)
    [draft] = drafts_of("inspect.eval", removed)
    assert (draft.answer, draft.steps) == ("It is 2.", ())


def test_a_sample_without_the_header_of_its_log_is_known() -> None:
    [draft] = drafts_of("inspect.eval", sample(ASKED, THOUGHT))
    assert (draft.answer, draft.meta["model"]) == ("It is 2.", "model-2026")


def test_the_output_is_the_answer_where_the_messages_lack_it() -> None:
    output = {"choices": [{"message": {"content": "It is 2."}, "stop_reason": "max_tokens"}]}
    [draft] = drafts_of("inspect.eval", sample(ASKED, output=output), head=HEADER)
    assert (draft.prompt, draft.answer) == ("1+1?", "It is 2.")
    assert (draft.meta["model"], draft.meta["stop_reason"]) == ("org/model", "max_tokens")
    [draft] = drafts_of("inspect.eval", sample(output=output), head=HEADER)
    assert draft.prompt == "1+1?", "from the input, as there is no message at all"
