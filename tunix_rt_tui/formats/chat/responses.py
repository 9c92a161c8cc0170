"""What a server answered, with what it was asked where the file has that, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tunix_rt_tui.formats.chat.answers import Answer, answers_in
from tunix_rt_tui.formats.chat.conversation import read_conversation
from tunix_rt_tui.formats.chat.messages import read_answered, with_meta
from tunix_rt_tui.formats.chat.turns import has_messages
from tunix_rt_tui.formats.contract import Format, Found, Item, ReadingOptions, Refusal, each, having
from tunix_rt_tui.formats.fields import has, objects, others, record_of

_OF_OPENAI = "output_text"
"""The type of what is said in a message of the Responses API, which looks like Anthropic's."""


def _fits_anthropic(item: Item) -> bool:
    record = record_of(item)
    content = record.get("content")
    if record.get("type") != "message" or record.get("role") != "assistant":
        return False
    return isinstance(content, list) and not any(
        part.get("type") == _OF_OPENAI for part in objects(content)
    )


def _read_anthropic(item: Item, options: ReadingOptions) -> Iterator[Found]:
    record = record_of(item)
    request = record.get("request")
    asked = _asked(request if isinstance(request, dict) else record)
    message = {"role": "assistant", "content": record["content"]}
    meta = others(record, "type", "role", "content", "request", "messages", "system")
    yield from with_meta(read_conversation([*asked, message], options), meta)


def _asked(request: dict[str, Any] | Any) -> list[dict[str, Any]]:
    """Give the messages of a request; Anthropic has what the system is told beside them."""
    messages = objects(request.get("messages"))
    if system := request.get("system"):
        messages.insert(0, {"role": "system", "content": system})
    return messages


def _fits_ollama(item: Item) -> bool:
    record = record_of(item)
    is_logged = has_messages(record.get("messages")) or has(item, "model", "done")
    return is_logged and isinstance(record.get("message"), dict)


def _read_ollama(item: Item, options: ReadingOptions) -> Iterator[Found]:
    """Read an answer with what was asked, if that was logged with it: the server leaves it out."""
    record = record_of(item)
    message = {"role": "assistant", **record["message"]}
    found = read_conversation([*objects(record.get("messages")), message], options)
    yield from with_meta(found, others(record, "messages", "message"))


def _fits_batch(item: Item) -> bool:
    return has(item, "custom_id", "response")


def _read_batch(item: Item, options: ReadingOptions) -> Iterator[Found]:
    """Read an answer of a batch: what was asked is in the file that was sent, not in this one."""
    record = record_of(item)
    response = record["response"]
    body = response.get("body") if isinstance(response, dict) else None
    if not isinstance(body, dict) or not (answers := [*answers_in(body)]):
        message = f"The request failed: {record.get('error') or 'there is no answer in it'}."
        yield Refusal("no answer in the response", message[:500])
        return
    if not options.prompt_field:
        yield Refusal(
            "no prompt",
            "A batch's output does not repeat what was asked: that is in the file that was sent. "
            "--prompt-field KEY tells where a prompt is that was added to the records.",
        )
        return
    meta = {**others(record, "response", "error"), **others(body, "choices", "output")}
    yield from read_answered([], answers, meta, options)


def _fits_evalscope(item: Item) -> bool:
    record = record_of(item)
    scored = isinstance(record.get("model_output"), dict) or has(item, "sample_score")
    return "index" in record and has_messages(record.get("messages")) and scored


def _read_evalscope(item: Item, options: ReadingOptions) -> Iterator[Found]:
    """Read a prediction or a review; the messages of either may end with the answer already."""
    record = record_of(item)
    messages, output = record["messages"], record.get("model_output")
    meta = others(record, "messages", "model_output")
    answers: list[Answer] = []
    if isinstance(output, dict):
        meta |= others(output, "choices", "output")
        answers = [*answers_in(output)]
    if messages[-1].get("role") == "assistant":
        answers = [answer._replace(messages=[]) for answer in answers[:1]]
    yield from read_answered(messages, answers, meta, options)


ANTHROPIC = Format(
    "chat.anthropic_message",
    "messages of Anthropic's API",
    _fits_anthropic,
    each(_read_anthropic),
    keys=having("type", "role", "content"),
)
OLLAMA = Format(
    "ollama_chat", "chats of Ollama", _fits_ollama, each(_read_ollama), keys=having("message")
)
OPENAI_BATCH = Format(
    "openai_batch",
    "outputs of OpenAI's batches",
    _fits_batch,
    each(_read_batch),
    keys=having("custom_id", "response"),
)
EVALSCOPE = Format(
    "evalscope",
    "predictions and reviews of EvalScope",
    _fits_evalscope,
    each(_read_evalscope),
    keys=having("index", "messages"),
)
