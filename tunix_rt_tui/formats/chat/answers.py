"""What a model answered, as messages: the body of a server's response, or what stands beside a
question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tunix_rt_tui.formats.chat.turns import has_messages
from tunix_rt_tui.formats.fields import objects, others

_SAID = (
    *("response", "completion", "content", "output", "prediction", "generation"),
    *("generated_text", "model_output", "chosen"),
)
THOUGHTS = ("thinking", "reasoning_content", "reasoning")
"""Where a record has what a model thought, beside what it said."""

_SWITCHES = frozenset(
    ("on", "off", "true", "false", "none", "auto", "minimal", "low", "medium", "high")
)
"""What says how much a model was to think, and not what it thought."""

_GIVEN = "answer"
"""What a model said only beside what it thought; elsewhere it is what it should have said."""


class Answer(NamedTuple):
    """The messages of one answer, and what is said of it, such as why it ended."""

    messages: list[dict[str, Any]]
    meta: Mapping[str, Any]


def answers_in(body: Mapping[str, Any]) -> Iterator[Answer]:
    """Give each choice of a response, or the items of one, which are of many types."""
    for choice in objects(body.get("choices")):
        meta = others(choice, "message", "text", "index", "logprobs")
        if isinstance(message := choice.get("message"), dict):
            yield Answer([{"role": "assistant", **message}], meta)
        elif isinstance(text := choice.get("text"), str):
            yield Answer([{"role": "assistant", "content": text}], meta)
    if output := objects(body.get("output")):
        yield Answer(output, {})


def answers_beside(record: Mapping[str, Any]) -> tuple[list[Answer], tuple[str, ...]]:
    """Give what stands beside a question that is not answered where it is asked, and its keys."""
    for key in ("response", "output", "completion", "chosen"):
        body = record.get(key)
        if isinstance(body, dict) and (found := [*answers_in(body)]):
            return found, (key,)
        messages = [body] if isinstance(body, dict) else body
        if has_messages(messages) or has_messages(messages, "from"):
            return [Answer(objects(messages), {})], (key,)
    if isinstance(record.get("choices"), list) and (found := [*answers_in(record)]):
        return found, ("choices",)
    thoughts = {key: record[key] for key in THOUGHTS if is_thought(record.get(key))}
    keys = (*_SAID, _GIVEN) if thoughts else _SAID
    said = next((key for key in keys if isinstance(record.get(key), str)), None)
    if said is None:
        return [], ()
    message = {"role": "assistant", "content": record[said], **thoughts}
    return [Answer([message], {})], (said, *thoughts)


def is_thought(value: Any) -> bool:
    """Tell whether a value is what a model thought: a text that is no switch."""
    return isinstance(value, str) and value.strip().lower() not in _SWITCHES
