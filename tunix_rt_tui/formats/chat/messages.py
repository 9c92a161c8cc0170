"""Chats as files keep them for training: a list of messages under a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tunix_rt_tui.formats.chat.answers import Answer, answers_beside
from tunix_rt_tui.formats.chat.conversation import read_conversation
from tunix_rt_tui.formats.chat.turns import has_messages, is_asked
from tunix_rt_tui.formats.contract import (
    Draft,
    Format,
    Found,
    Item,
    ReadingOptions,
    each,
    having_one_of,
)
from tunix_rt_tui.formats.fields import all_others, beside, record_of

_KEYS = ("messages", "traj", "conversation_text", "conversation")


def with_meta(found: Iterator[Found], meta: Mapping[str, Any]) -> Iterator[Found]:
    """Add to the meta of each trace what its record says beside the conversation."""
    for one in found:
        yield one._replace(meta=beside(meta, one.meta)) if isinstance(one, Draft) else one


def read_answered(
    messages: list[Any],
    answers: Sequence[Answer],
    meta: Mapping[str, Any],
    options: ReadingOptions,
) -> Iterator[Found]:
    """Read a conversation with each of its answers; with none, as it stands."""
    for answer in answers or [Answer([], {})]:
        found = read_conversation([*messages, *answer.messages], options)
        yield from with_meta(found, {**meta, **answer.meta})


def _key(item: Item) -> str | None:
    record = record_of(item)
    return next((key for key in _KEYS if has_messages(record.get(key))), None)


def _read(item: Item, options: ReadingOptions) -> Iterator[Found]:
    """Read a conversation; where nobody has answered yet, its answer may stand beside it."""
    record, key = record_of(item), _key(item)
    if key is None:
        return
    messages = record[key]
    answers, keys = answers_beside(record) if is_asked(messages[-1]) else ([], ())
    yield from read_answered(messages, answers, all_others(record, key, *keys), options)


FORMAT = Format(
    "chat.messages",
    "chats: a list of messages",
    lambda i: bool(_key(i)),
    each(_read),
    keys=having_one_of(*_KEYS),
)
