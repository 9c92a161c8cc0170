"""One output of a model to reasoning and answer, by the tags that models put around them.

Only an output is read here, never a prompt: prompts name the tags that they ask for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from tunix_rt_tui.formats.cutting import Span
from tunix_rt_tui.formats.extracting import extract
from tunix_rt_tui.formats.harmony import is_harmony, read_harmony
from tunix_rt_tui.formats.output import Output, Region, assembled

__all__ = ["Output", "read_output", "read_visible"]

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


class _Tag(NamedTuple):
    role: Role
    family: str
    opens: bool
    start: int
    end: int


class _Block(NamedTuple):
    """Reasoning between tags: where the tags begin and end, and what is between them."""

    start: int
    inner: Span
    end: int


class _Answer(NamedTuple):
    """An answer: with its tags, which are no part of anything, and without."""

    outer: Span
    inner: Span


def read_output(text: str) -> Output:
    """Take a model's output apart into reasoning and answer; nothing of it is lost.

    Where a chat template has opened the reasoning, there is but the closing tag. Tags that are
    quoted inside reasoning do not count. An output without tags is reasoning if an answer can be
    found in it, and an answer if not. Takes time in proportion to the text.
    """
    return _read(text, _read_untagged)


def read_visible(text: str) -> Output:
    """Take apart what a model said beside reasoning that is told elsewhere, as in a chat message.

    Without tags all of it is the answer.
    """
    return _read(text, _read_as_answer)


def _read(text: str, read_untagged: Callable[[str, list[_Tag]], Output]) -> Output:
    if is_harmony(text):
        return read_harmony(text)
    tags = [_tag(found) for found in _TAG.finditer(text)]
    if any(tag.role == "reasoning" or (tag.role == "answer" and tag.opens) for tag in tags):
        return _read_tagged(text, tags)
    return read_untagged(text, tags)


def _tag(found: re.Match[str]) -> _Tag:
    start, end = found.span()
    if (name := found["name"]) is not None:
        role, family = _FAMILIES[name.lower()]
        return _Tag(role, family, not found["shut"], start, end)
    if (part := found["openthoughts"]) is not None:
        role = "reasoning" if part.lower() == "thought" else "answer"
        return _Tag(role, "of_" + part.lower(), found["edge"].lower() == "begin", start, end)
    for family in ("mistral", "kimi"):
        if (shut := found[family]) is not None:
            return _Tag("reasoning", family, not shut, start, end)
    return _Tag("end", "end", False, start, end)


def _read_as_answer(text: str, tags: list[_Tag]) -> Output:
    return assembled(text, (), _without_tags(text, Span(0, len(text)), tags))


def _read_untagged(text: str, tags: list[_Tag]) -> Output:
    visible = _without_tags(text, Span(0, len(text)), tags)
    if visible is None:
        return assembled(text, (), None)
    found = extract(text[visible.start : visible.end])
    if found is None:
        return assembled(text, (), visible)
    whole = assembled(text, [Region("reasoning", *visible)], None)
    return Output(whole.steps, found.answer, {"answer_source": found.source}, whole.notes)


def _read_tagged(text: str, tags: list[_Tag]) -> Output:
    blocks = list(_blocks(text, tags))
    parts = list(_parts(blocks, len(text)))
    answer = (
        _tagged_answer(text, tags, [part for part in parts if part.type == "text"])
        or _visible_answer(text, tags, parts)
        or _quoted_answer(text, tags, parts)
    )
    regions = [
        Region(part.type, *inner)
        for part in _around(parts, answer)
        if (inner := _without_tags(text, Span(part.start, part.end), tags)) is not None
    ]
    return assembled(text, regions, None if answer is None else answer.inner)


def _blocks(text: str, tags: list[_Tag]) -> Iterator[_Block]:
    """Find the reasoning of an output: the first block, by either of its tags, and later ones."""
    closings: dict[str, list[_Tag]] = {}
    for tag in tags:
        if tag.role == "reasoning" and not tag.opens:
            closings.setdefault(tag.family, []).append(tag)
    first = _first_block(text, tags, closings)
    yield first
    done = first.end
    for tag in tags:
        if tag.start < done or tag.role != "reasoning" or not tag.opens:
            continue
        closing = _next(closings.get(tag.family, []), tag.end)
        if closing is not None:
            done = closing.end
            yield _Block(tag.start, Span(tag.end, closing.start), done)
        elif _starts_line(text, tag.start):
            done = _end_of_unclosed(text, tags, tag.end)
            yield _Block(tag.start, Span(tag.end, done), done)


def _first_block(text: str, tags: list[_Tag], closings: dict[str, list[_Tag]]) -> _Block:
    """Find the block that encloses or precedes all others.

    A closing tag that nothing has opened closes what the chat template opened, unless it is
    quoted in a block of another family or the output opens with a tag of its own.
    """
    openings: dict[str, _Tag] = {}
    for tag in tags:
        if tag.role == "reasoning" and tag.opens:
            openings.setdefault(tag.family, tag)
    first = min(openings.values(), key=lambda tag: tag.start, default=None)
    if first is None or text[: first.start].strip():
        alone = [
            closing
            for closing in (family[0] for family in closings.values())
            if not any(
                opening.start < closing.start
                and (opening.family == closing.family or _encloses(opening, closing, closings))
                for opening in openings.values()
            )
        ]
        if alone:
            closing = min(alone, key=lambda tag: tag.start)
            return _Block(0, Span(0, closing.start), closing.end)
    start, end = (first.start, first.end) if first is not None else (0, 0)
    closed = None if first is None else _next(closings.get(first.family, []), end)
    if closed is not None:
        return _Block(start, Span(end, closed.start), closed.end)
    done = _end_of_unclosed(text, tags, end)
    return _Block(start, Span(end, done), done)


def _encloses(opening: _Tag, tag: _Tag, closings: dict[str, list[_Tag]]) -> bool:
    """Tell whether a tag stands between an opening one and the closing one of its family."""
    closing = _next(closings.get(opening.family, []), opening.end)
    return closing is not None and opening.start < tag.start < closing.start


def _next(tags: list[_Tag], position: int) -> _Tag | None:
    """Give the first of some tags, in order, that starts at a position or behind it."""
    index = bisect_left(tags, position, key=_start)
    return tags[index] if index < len(tags) else None


def _start(tag: _Tag) -> int:
    return tag.start


def _starts_line(text: str, position: int) -> bool:
    while position and text[position - 1] in " \t":
        position -= 1
    return position == 0 or text[position - 1] == "\n"


def _end_of_unclosed(text: str, tags: list[_Tag], start: int) -> int:
    """Reasoning without a closing tag ends where the last answer begins, or with the text."""
    opening = _last_opening(text, tags, Span(start, len(text)))
    return len(text) if opening is None else opening.start


def _parts(blocks: list[_Block], length: int) -> Iterator[Region]:
    """Name all that an output has beside its tags: what stands before, in and behind the blocks."""
    yield Region("preamble", 0, blocks[0].start)
    ends = [*(block.start for block in blocks[1:]), length]
    for block, end in zip(blocks, ends, strict=True):
        yield Region("reasoning", *block.inner)
        yield Region("text", block.end, end)


def _tagged_answer(text: str, tags: list[_Tag], parts: list[Region]) -> _Answer | None:
    """Find the last answer between tags; the closing one may be missing."""
    for part in reversed(parts):
        opening = _last_opening(text, tags, Span(part.start, part.end))
        if opening is not None:
            return _answer_from(text, tags, opening, part.end)
    return None


def _visible_answer(text: str, tags: list[_Tag], parts: list[Region]) -> _Answer | None:
    """Find what the reader of an answer without tags gets to see behind the reasoning.

    A model that was cut off while it reasoned has not answered, whatever it said before.
    """
    if parts[-2].end == len(text):
        return None
    for part in reversed(parts):
        if part.type == "text":
            inner = _without_tags(text, Span(part.start, part.end), tags)
            if inner is not None:
                return _Answer(inner, inner)
    return None


def _quoted_answer(text: str, tags: list[_Tag], parts: list[Region]) -> _Answer | None:
    """Find the last answer between two tags within reasoning that nothing follows."""
    for part in reversed(parts):
        opening = _last_opening(text, tags, Span(part.start, part.end), closed=True)
        if opening is not None:
            return _answer_from(text, tags, opening, part.end)
    return None


def _last_opening(
    text: str, tags: list[_Tag], within: Span, *, closed: bool = False
) -> _Tag | None:
    """Find the last tag that opens an answer with anything in it, if need be a closed one."""
    low = bisect_left(tags, within.start, key=_start)
    high = bisect_left(tags, within.end, key=_start)
    closing_families: set[str] = set()
    end = within.end
    for tag in reversed(tags[low:high]):
        if tag.role == "answer":
            if not tag.opens:
                closing_families.add(tag.family)
            elif (not closed or tag.family in closing_families) and text[tag.end : end].strip():
                return tag
        end = tag.start
    return None


def _answer_from(text: str, tags: list[_Tag], opening: _Tag, end: int) -> _Answer | None:
    """Give the answer that a tag opens, up to the tag that closes it or to the end."""
    outer = Span(opening.start, end)
    inner = Span(opening.end, end)
    for tag in tags[bisect_left(tags, opening.end, key=_start) :]:
        if tag.start >= end:
            break
        if tag.family == opening.family and not tag.opens:
            outer = Span(opening.start, tag.end)
            inner = Span(opening.end, tag.start)
            break
    found = _without_tags(text, inner, tags)
    return None if found is None else _Answer(outer, found)


def _around(parts: list[Region], answer: _Answer | None) -> Iterator[Region]:
    """Leave the answer out of the part in which it stands."""
    for part in parts:
        if answer is None or not part.start <= answer.outer.start < part.end:
            yield part
        else:
            yield Region(part.type, part.start, answer.outer.start)
            yield Region(part.type, answer.outer.end, part.end)


def _without_tags(text: str, part: Span, tags: list[_Tag]) -> Span | None:
    """Leave out white space and tags at both ends of a part; None where there is nothing else."""
    start, end = part
    low = bisect_left(tags, start, key=_start)
    high = bisect_left(tags, end, key=_start)
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
