"""Conversations as ShareGPT had them: `{conversations: [{from, value}, …], system?, tools?}`."""

from __future__ import annotations

from collections.abc import Iterator

from tunix_rt_tui.formats.chat.answers import answers_beside
from tunix_rt_tui.formats.chat.messages import read_answered
from tunix_rt_tui.formats.chat.turns import has_messages, is_asked
from tunix_rt_tui.formats.contract import Format, Found, Item, ReadingOptions, each, having
from tunix_rt_tui.formats.fields import all_others, objects, record_of


def _fits(item: Item) -> bool:
    turns = record_of(item).get("conversations")
    return has_messages(turns, "from") or has_messages(turns)


def _read(item: Item, options: ReadingOptions) -> Iterator[Found]:
    record = record_of(item)
    turns = objects(record["conversations"])
    system = record.get("system")
    if isinstance(system, str) and system:
        turns.insert(0, {"from": "system", "value": system})
    answers, keys = answers_beside(record) if is_asked(turns[-1]) else ([], ())
    meta = all_others(record, "conversations", "system", *keys)
    yield from read_answered(turns, answers, meta, options)


FORMAT = Format(
    "sharegpt", "ShareGPT conversations", _fits, each(_read), keys=having("conversations")
)
