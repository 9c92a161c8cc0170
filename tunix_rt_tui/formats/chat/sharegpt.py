"""Conversations as ShareGPT had them: `{conversations: [{from, value}, …], system?, tools?}`."""

from __future__ import annotations

from collections.abc import Iterator

from tunix_rt_tui.formats.chat.conversation import read_conversation
from tunix_rt_tui.formats.chat.messages import with_meta
from tunix_rt_tui.formats.chat.turns import has_messages
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
    meta = all_others(record, "conversations", "system")
    yield from with_meta(read_conversation(turns, options), meta)


FORMAT = Format(
    "sharegpt", "ShareGPT conversations", _fits, each(_read), keys=having("conversations")
)
