"""One message of a conversation: who spoke, and what the message holds, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tunix_rt_tui.formats.chat.speakers import PartType, Role, is_speaker, speaker_of
from tunix_rt_tui.formats.fields import at, objects, text_of

_SAID_KEYS = ("content", "tool_calls", "function_call", "refusal", "audio")
_ROW_KEYS = frozenset(
    (
        *("prompt", "completion", "question", "answer", "problem", "solution", "query"),
        *("instruction", "input", "response"),
    )
)
"""What stands beside one another in a row of data, which may have a role or a type, too."""

_REASONING_KEYS = ("reasoning", "reasoning_content", "reasoning_details", "thinking", "thought")
"""Where servers put the reasoning of a message; vLLM had the second, and now has the first."""

_TEXT_KEYS = ("text", "content", "value", "output", "refusal")
_REASONING_TYPES = frozenset({"reasoning", "thinking", "reasoning_text", "summary_text"})
_CALLS = re.compile(r"(?:.*_)?call|(?:.*_)?tool_use")
_RESULTS = re.compile(r"(?:.*_)?tool_result|tool_call_response|(?:.*_)?call_output")
"""Types of parts that call a tool and that have what came of it; servers have them for each."""

_ENCRYPTED = "encrypted_content"
"""What only the server can read of a part; the rest of it is kept."""

_NO_CALLS = frozenset(("", "[]", "{}", "null", "None"))

_MEDIUM = re.compile("image|audio|video")
"""What is neither text nor kept is told by the type of a part, or by its key where it has none."""


class Part(NamedTuple):
    """A piece of a message, never empty."""

    type: PartType
    content: str


class Turn(NamedTuple):
    """A message: reasoning first, then what it shows, then the calls that it makes."""

    role: Role
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """What it says to the other side."""
        return "\n\n".join(part.content for part in self.parts if part.type == "text")


def turns_of(messages: list[Any]) -> list[Turn]:
    """Read the messages of a conversation; what is no message is left out."""
    return [_turn(message) for message in objects(messages)]


def has_messages(value: Any, role: str = "role") -> bool:
    """Tell whether a value is a list of messages: objects that say who speaks.

    Among them there may be items of the Responses API that say what they are.
    """
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return False
    spoken = [isinstance(one.get(role), str) for one in value]
    return any(spoken) and all(
        is_spoken or _is_item(one) for is_spoken, one in zip(spoken, value, strict=True)
    )


def is_message(value: Any) -> bool:
    """Tell whether a value is one message: who speaks, and what."""
    if not isinstance(value, dict):
        return False
    if not isinstance(role := value.get("role"), str):
        return _is_item(value)
    if not is_speaker(role):
        return False
    if "content" in value or "tool_calls" in value:
        return True
    said = any(key in value for key in (*_SAID_KEYS, *_REASONING_KEYS))
    return said and _ROW_KEYS.isdisjoint(value)


def is_asked(message: Mapping[str, Any]) -> bool:
    """Tell whether it is a user who speaks in a message."""
    name = text_of(message.get("role", message.get("from")))
    return bool(name) and speaker_of(name).role == "user"


def _is_item(value: Mapping[str, Any]) -> bool:
    """Tell what a model thought, or a call of a tool with its result, that the Responses API has
    beside the messages."""
    kind = text_of(value.get("type"))
    if not _ROW_KEYS.isdisjoint(value.keys() - {"input"}):
        return False
    if kind == "reasoning":
        return isinstance(value.get("summary"), list)
    return "call_id" in value and bool(_CALLS.fullmatch(kind) or _RESULTS.fullmatch(kind))


def _turn(message: Mapping[str, Any]) -> Turn:
    name = text_of(message.get("role", message.get("from")))
    if not name and "type" in message:
        return Turn("assistant", tuple(_parts_of_item(message)))
    role, says = speaker_of(name or "assistant")
    if role == "assistant" and message.get("channel") == "analysis":
        says = "reasoning"
    content = message["content"] if "content" in message else message.get("value")
    said: Iterable[Part] = _parts_of(
        at(message, "audio.transcript") if content is None else content
    )
    if says != "text":
        said = [Part(says, part.content) for part in said]
    if role == "tool":
        said = _with_error(said, message)
    return Turn(role, (*_reasoning_of(message), *said, *_refused(message), *_calls_of(message)))


def _parts_of_item(item: Mapping[str, Any]) -> Iterator[Part]:
    """Read an item of the Responses API; reasoning may have its own words, and a summary."""
    if item.get("type") == "reasoning":
        for told in (item.get("content"), item.get("summary")):
            if (text := _reasoning_in(told)).strip():
                yield Part("reasoning", text)
    else:
        yield from _parts_of([item])


def _with_error(said: Iterable[Part], message: Mapping[str, Any]) -> Iterator[Part]:
    """Give also why a tool has failed, which Inspect has beside the content, often an empty one."""
    yield from said
    error = at(message, "error.message")
    if isinstance(error, str) and error.strip() and error != message.get("content"):
        yield Part("tool_result", error)


def _reasoning_of(message: Mapping[str, Any]) -> Iterator[Part]:
    """Give the reasoning beside the content of a message; servers may tell it under two keys."""
    told: set[str] = set()
    for key in _REASONING_KEYS:
        text = _reasoning_in(message.get(key))
        if text.strip() and squeezed(text) not in told:
            told.add(squeezed(text))
            yield Part("reasoning", text)


def squeezed(text: str) -> str:
    """Leave out all white space: what is told twice is parted in other ways each time."""
    return "".join(text.split())


def _refused(message: Mapping[str, Any]) -> Iterator[Part]:
    """Give what a model says instead of an answer, which OpenAI has beside the content."""
    refusal = message.get("refusal")
    if isinstance(refusal, str) and refusal.strip():
        yield Part("text", refusal)


def _reasoning_in(value: Any) -> str:
    """Read reasoning that is a text, an object with one, or a list of those; it may be hidden."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(text for one in value if (text := _reasoning_in(one)))
    if isinstance(value, dict):
        keys: tuple[str, ...] = ("reasoning", "thinking", "text", "content", "value", "summary")
        if value.get("redacted") is True:  # the others are encrypted
            keys = ("summary",)
        return next((text for key in keys if (text := _reasoning_in(value.get(key)))), "")
    return ""


def _parts_of(content: Any) -> Iterator[Part]:
    """Read the content of a message: a text, nothing, or a list of parts of many types."""
    if not isinstance(content, list):
        content = [content]
    parts = [_part(one) if isinstance(one, dict) else Part("text", text_of(one)) for one in content]
    if any(isinstance(one, dict) and one.get("citations") for one in content):
        parts = _joined(parts)
    yield from (part for part in parts if part.content.strip())


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Put a text together that is in parts where it cites something, in the middle of sentences."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].type == part.type == "text":
            joined[-1] = Part("text", joined[-1].content + part.content)
        else:
            joined.append(part)
    return joined


def _part(part: Mapping[str, Any]) -> Part:
    kind = text_of(part.get("type"))
    if kind in _REASONING_TYPES:
        return Part("reasoning", _reasoning_in(part))
    if _CALLS.fullmatch(kind):
        return Part("tool_call", text_of(dict(part)))
    is_result = _RESULTS.fullmatch(kind) is not None
    return Part("tool_result" if is_result else "text", _shown(part, kind, is_result=is_result))


def _shown(part: Mapping[str, Any], kind: str, *, is_result: bool) -> str:
    """Give the text of a part; what is none, such as an image, is only named."""
    if _MEDIUM.search(kind):
        return _named(kind)
    title = part.get("title")
    text = _text_in(part)
    if text is not None:
        return f"{title}\n\n{text}" if isinstance(title, str) and title.strip() else text
    if kind == "redacted_thinking":
        return ""
    medium = next((str(key) for key in part if _MEDIUM.search(str(key))), "")
    if medium and not kind:
        return _named(medium)
    if not kind or is_result or _ENCRYPTED in part:
        return text_of({key: value for key, value in part.items() if key != _ENCRYPTED})
    return _named(kind)


def _text_in(part: Mapping[str, Any]) -> str | None:
    """Find the text of a part, be it in parts of its own, or in the source of a document."""
    for key in _TEXT_KEYS:
        value = part.get(key)
        if isinstance(value, str):
            return value
        if isinstance(value, list) and value:
            return "\n\n".join(inner.content for inner in _parts_of(value))
    source = part.get("source")
    data = source.get("data") if isinstance(source, dict) and source.get("type") == "text" else None
    return data if isinstance(data, str) else None


def _named(kind: str) -> str:
    return "[image]" if "image" in kind else f"[{kind}]"


def _calls_of(message: Mapping[str, Any]) -> Iterator[Part]:
    """Give the calls that stand beside the content; the older way knew one call of a function."""
    calls = message.get("tool_calls")
    for call in (*(calls if isinstance(calls, list) else [calls]), message.get("function_call")):
        if isinstance(call, dict) or (isinstance(call, str) and call.strip() not in _NO_CALLS):
            yield Part("tool_call", text_of(call))
