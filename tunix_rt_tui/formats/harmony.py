"""The output of gpt-oss as it leaves the model: messages on channels (OpenAI's harmony)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tunix_rt_tui.formats.cutting import Span, trimmed
from tunix_rt_tui.formats.output import Output, Region, assembled

_MARK = re.compile(r"<\|(start|channel|message|end|return|call)\|>")
_CHANNEL = re.compile(r"<\|channel\|>\s{0,4}(\w+)")
_RECIPIENT = re.compile(r"\bto=(\S{1,200})")


_HEADER = re.compile(r"(?:<\|start\|>\s*[\w.\-]*)?(?:\s*<\|channel\|>\s{0,4}\w*)?")
_END = re.compile(r"<\|end\|>\s*\Z")


class _Message(NamedTuple):
    """One message: its header, from the first mark to `<|message|>`, and its body.

    Small models forget that mark; then the header ends with the words that belong to it.
    """

    header: Span
    body: Span


def is_harmony(text: str) -> bool:
    """Tell whether a text has messages on channels."""
    channel = text.find("<|channel|>")
    return channel >= 0 and text.find("<|message|>", channel) >= 0


def read_harmony(text: str) -> Output:
    """Take messages apart by their channel: analysis is reasoning, the last final the answer.

    Commentary is a call of a tool where it is addressed to one, and a preamble where not. A call
    starts with the name of the tool, which the header has.
    """
    regions: list[Region] = []
    answer: Span | None = None
    answered = -1
    for region in _regions(text):
        if region.type == "answer" and (found := trimmed(text, region.start, region.end)):
            answer, answered = found, len(regions)
        regions.append(region)
    kept = [
        Region("text", region.start, region.end) if region.type == "answer" else region
        for number, region in enumerate(regions)
        if number != answered
    ]
    return assembled(text, kept, answer)


def _regions(text: str) -> Iterator[Region]:
    done = 0
    for header, body in _messages(text):
        if done == 0 < header.start:
            yield _leading(text, header.start)
        elif done < header.start:
            yield Region("preamble", done, header.start)
        yield _region(text[header.start : header.end], header, body)
        done = body.end
        if mark := _MARK.match(text, done):
            done = mark.end() if mark[1] in ("end", "return", "call") else done
    if done < len(text):
        yield Region("preamble" if done == 0 else "text", done, len(text))


def _leading(text: str, end: int) -> Region:
    """Name what stands before all messages: one with an end was begun by the prompt, to reason."""
    mark = _END.search(text, 0, end)
    return Region("preamble", 0, end) if mark is None else Region("reasoning", 0, mark.start())


def _region(words: str, header: Span, body: Span) -> Region:
    channel = _CHANNEL.search(words)
    name = channel[1] if channel else "final"
    recipient = _RECIPIENT.search(words)
    author = words.removeprefix("<|start|>").split("<|", 1)[0].split(" ", 1)[0].strip()
    if words.startswith("<|start|>") and author not in ("", "assistant"):
        return Region("tool_result" if "." in author else author, body.start, body.end, whole=True)
    if recipient is not None:
        return Region("tool_call", header.start + recipient.start(1), body.end, whole=True)
    if channel is None and not words.endswith("<|message|>"):
        return Region("text", body.start, body.end)
    kinds = {"analysis": "reasoning", "commentary": "preamble"}
    return Region(kinds.get(name, "answer"), body.start, body.end)


def _messages(text: str) -> Iterator[_Message]:
    """Find the messages; one that is cut off ends with the text."""
    header: int | None = None
    body: int | None = None
    has_channel = False
    for mark in _MARK.finditer(text):
        if mark[1] == "message":
            if header is not None and body is None:
                body = mark.end()
            continue
        if header is not None and (body is not None or mark[1] != "channel" or has_channel):
            yield _message(text, header, body, mark.start())
            header, body, has_channel = None, None, False
        has_channel = has_channel or mark[1] == "channel"
        if mark[1] in ("start", "channel") and header is None:
            header = mark.start()
    if header is not None:
        yield _message(text, header, body, len(text))


def _message(text: str, header: int, body: int | None, end: int) -> _Message:
    if body is None:
        words = _HEADER.match(text, header, end)
        body = words.end() if words is not None else header
    return _Message(Span(header, body), Span(body, end))
