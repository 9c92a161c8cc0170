"""One output of a model to reasoning and answer, by the tags that models put around them.

Only an output is read here, never a prompt: prompts name the tags that they ask for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tunix_rt_tui.formats.cutting import Span
from tunix_rt_tui.formats.extracting import extract
from tunix_rt_tui.formats.harmony import is_harmony, read_harmony
from tunix_rt_tui.formats.output import Output, Region, assembled
from tunix_rt_tui.formats.tagging import Tag, next_tag, start_of, tags_in, without_tags

__all__ = ["Output", "read_completion", "read_output", "read_visible"]

_LONGEST_TAG = 64
"""Characters at the end of a prompt in which a tag is looked for."""


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


def read_completion(prompt: str, text: str) -> Output:
    """Take apart what a model wrote behind a prompt, whose end may have opened the reasoning.

    Then an output without tags is reasoning, in which the model was cut off.
    """
    return _read(text, _read_as_reasoning if _opens_reasoning(prompt) else _read_untagged)


def read_visible(text: str) -> Output:
    """Take apart what a model said beside reasoning that is told elsewhere, as in a chat message.

    Without tags all of it is the answer.
    """
    return _read(text, _read_as_answer)


def _read(text: str, read_untagged: Callable[[str, list[Tag]], Output]) -> Output:
    if is_harmony(text):
        return read_harmony(text)
    tags = tags_in(text)
    if any(tag.role == "reasoning" or (tag.role == "answer" and tag.opens) for tag in tags):
        return _read_tagged(text, tags)
    return read_untagged(text, tags)


def _read_as_answer(text: str, tags: list[Tag]) -> Output:
    return assembled(text, (), without_tags(text, Span(0, len(text)), tags))


def _opens_reasoning(prompt: str) -> bool:
    """Tell whether a prompt ends with a tag where an answer begins, and not in a sentence."""
    end = prompt[-_LONGEST_TAG:].rstrip()
    for tag in tags_in(end)[-1:]:
        before = end[: tag.start].rstrip(" ")
        begins = not before or before[-1] in "\n>|:"
        return begins and tag.end == len(end) and tag.role == "reasoning" and tag.opens
    return False


def _read_as_reasoning(text: str, tags: list[Tag]) -> Output:
    inner = without_tags(text, Span(0, len(text)), tags)
    return assembled(text, () if inner is None else [Region("reasoning", *inner)], None)


def _read_untagged(text: str, tags: list[Tag]) -> Output:
    visible = without_tags(text, Span(0, len(text)), tags)
    if visible is None:
        return assembled(text, (), None)
    found = extract(text[visible.start : visible.end])
    if found is None:
        return assembled(text, (), visible)
    whole = assembled(text, [Region("reasoning", *visible)], None)
    return Output(whole.steps, found.answer, {"answer_source": found.source}, whole.notes)


def _read_tagged(text: str, tags: list[Tag]) -> Output:
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
        if (inner := without_tags(text, Span(part.start, part.end), tags)) is not None
    ]
    return assembled(text, regions, None if answer is None else answer.inner)


def _blocks(text: str, tags: list[Tag]) -> Iterator[_Block]:
    """Find the reasoning of an output: the first block, by either of its tags, and later ones."""
    closings: dict[str, list[Tag]] = {}
    for tag in tags:
        if tag.role == "reasoning" and not tag.opens:
            closings.setdefault(tag.family, []).append(tag)
    first = _first_block(text, tags, closings)
    yield first
    done = first.end
    for tag in tags:
        if tag.start < done or tag.role != "reasoning" or not tag.opens:
            continue
        closing = next_tag(closings.get(tag.family, []), tag.end)
        if closing is not None:
            done = closing.end
            yield _Block(tag.start, Span(tag.end, closing.start), done)
        elif _starts_line(text, tag.start):
            done = _end_of_unclosed(text, tags, tag.end)
            yield _Block(tag.start, Span(tag.end, done), done)


def _first_block(text: str, tags: list[Tag], closings: dict[str, list[Tag]]) -> _Block:
    """Find the block that encloses or precedes all others.

    A closing tag that nothing has opened closes what the chat template opened, unless it is
    quoted in a block of another family or the output opens with a tag of its own.
    """
    openings: dict[str, Tag] = {}
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
    closed = None if first is None else next_tag(closings.get(first.family, []), end)
    if closed is not None:
        return _Block(start, Span(end, closed.start), closed.end)
    done = _end_of_unclosed(text, tags, end)
    return _Block(start, Span(end, done), done)


def _encloses(opening: Tag, tag: Tag, closings: dict[str, list[Tag]]) -> bool:
    """Tell whether a tag stands between an opening one and the closing one of its family."""
    closing = next_tag(closings.get(opening.family, []), opening.end)
    return closing is not None and opening.start < tag.start < closing.start


def _starts_line(text: str, position: int) -> bool:
    while position and text[position - 1] in " \t":
        position -= 1
    return position == 0 or text[position - 1] == "\n"


def _end_of_unclosed(text: str, tags: list[Tag], start: int) -> int:
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


def _tagged_answer(text: str, tags: list[Tag], parts: list[Region]) -> _Answer | None:
    """Find the last answer between tags; the closing one may be missing."""
    for part in reversed(parts):
        opening = _last_opening(text, tags, Span(part.start, part.end))
        if opening is not None:
            return _answer_from(text, tags, opening, part.end)
    return None


def _visible_answer(text: str, tags: list[Tag], parts: list[Region]) -> _Answer | None:
    """Find what the reader of an answer without tags gets to see behind the reasoning.

    A model that was cut off while it reasoned has not answered, whatever it said before.
    """
    if parts[-2].end == len(text):
        return None
    for part in reversed(parts):
        if part.type == "text":
            inner = without_tags(text, Span(part.start, part.end), tags)
            if inner is not None:
                return _Answer(inner, inner)
    return None


def _quoted_answer(text: str, tags: list[Tag], parts: list[Region]) -> _Answer | None:
    """Find the last answer between two tags within reasoning that nothing follows."""
    for part in reversed(parts):
        opening = _last_opening(text, tags, Span(part.start, part.end), closed=True)
        if opening is not None:
            return _answer_from(text, tags, opening, part.end)
    return None


def _last_opening(text: str, tags: list[Tag], within: Span, *, closed: bool = False) -> Tag | None:
    """Find the last tag that opens an answer with anything in it, if need be a closed one."""
    low = bisect_left(tags, within.start, key=start_of)
    high = bisect_left(tags, within.end, key=start_of)
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


def _answer_from(text: str, tags: list[Tag], opening: Tag, end: int) -> _Answer | None:
    """Give the answer that a tag opens, up to the tag that closes it or to the end."""
    outer = Span(opening.start, end)
    inner = Span(opening.end, end)
    for tag in tags[bisect_left(tags, opening.end, key=start_of) :]:
        if tag.start >= end:
            break
        if tag.family == opening.family and not tag.opens:
            outer = Span(opening.start, tag.end)
            inner = Span(opening.end, tag.start)
            break
    found = without_tags(text, inner, tags)
    return None if found is None else _Answer(outer, found)


def _around(parts: list[Region], answer: _Answer | None) -> Iterator[Region]:
    """Leave the answer out of the part in which it stands."""
    for part in parts:
        if answer is None or not part.start <= answer.outer.start < part.end:
            yield part
        else:
            yield Region(part.type, part.start, answer.outer.start)
            yield Region(part.type, answer.outer.end, part.end)
