"""The tags that models put around reasoning and answers, where they stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from tunix_rt_tui.formats.cutting import Span

_TAG = re.compile(
    r"<(?P<shut>/?)(?P<name>reasoning|think|thinking|thought|answer|solution)>"
    r"|<\|(?P<edge>begin|end)_of_(?P<openthoughts>thought|solution)\|>"
    r"|\[(?P<mistral>/?)THINK\]"
    r"|◁(?P<kimi>/?)think▷"
    r"|<\|(?:im_end|endoftext|eot_id|end_of_text)\|>|<end_of_turn>|<｜end▁of▁sentence｜>|</s>|<eos>",
    re.IGNORECASE,
)
"""The tags of reasoning and of answers, and the marks that end a turn."""

Role = Literal["reasoning", "answer", "end"]

_FAMILIES: dict[str, tuple[Role, str]] = {
    "reasoning": ("reasoning", "reasoning"),
    "think": ("reasoning", "think"),
    "thinking": ("reasoning", "think"),
    "thought": ("reasoning", "think"),
    "answer": ("answer", "answer"),
    "solution": ("answer", "solution"),
}
"""Models open with one of the words for thinking and close with another."""


class Tag(NamedTuple):
    """A tag: tags of one family open and close one another."""

    role: Role
    family: str
    opens: bool
    start: int
    end: int


def tags_in(text: str) -> list[Tag]:
    """Find every tag of a text, in order."""
    return [_tag(found) for found in _TAG.finditer(text)]


def _tag(found: re.Match[str]) -> Tag:
    start, end = found.span()
    if (name := found["name"]) is not None:
        role, family = _FAMILIES[name.lower()]
        return Tag(role, family, not found["shut"], start, end)
    if (part := found["openthoughts"]) is not None:
        role = "reasoning" if part.lower() == "thought" else "answer"
        return Tag(role, "of_" + part.lower(), found["edge"].lower() == "begin", start, end)
    for family in ("mistral", "kimi"):
        if (shut := found[family]) is not None:
            return Tag("reasoning", family, not shut, start, end)
    return Tag("end", "end", False, start, end)


def next_tag(tags: list[Tag], position: int) -> Tag | None:
    """Give the first of some tags, in order, that starts at a position or behind it."""
    index = bisect_left(tags, position, key=start_of)
    return tags[index] if index < len(tags) else None


def start_of(tag: Tag) -> int:
    """Give where a tag starts, by which tags are in order."""
    return tag.start


def without_tags(text: str, part: Span, tags: list[Tag]) -> Span | None:
    """Leave out white space and tags at both ends of a part; None where there is nothing else."""
    start, end = part
    low = bisect_left(tags, start, key=start_of)
    high = bisect_left(tags, end, key=start_of)
    start = _skip_space(text, start, end)
    while low < high and tags[low].start == start:
        start = _skip_space(text, tags[low].end, end)
        low += 1
    end = _skip_space_back(text, start, end)
    while low < high and tags[high - 1].end == end:
        high -= 1
        end = _skip_space_back(text, start, tags[high].start)
    return Span(start, end) if start < end else None


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _skip_space_back(text: str, start: int, end: int) -> int:
    while start < end and text[end - 1].isspace():
        end -= 1
    return end
