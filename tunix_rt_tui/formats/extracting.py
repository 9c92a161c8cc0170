"""The short answer within a text, by the ways in which models and data sets mark it."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_BOXED_CHARS = 1_000
MAX_LINE_CHARS = 300
"""What is longer is no answer: an "answer" of 78 000 characters was met."""

_BRACE = re.compile(r"\\(?:boxed|fbox)[ \t]{0,3}\{|\\[\\{}]|[{}]")
_HASHES = re.compile(r"(?:.*\s)?####[ \t]*(?P<answer>[^\s#].*)")
_LABELLED = re.compile(
    r"[\W_]{0,8}(?:(?:my|the|final)[ ]){0,2}answer[*_]{0,3}[ ]?[:：][ ]?(?P<answer>\S?.*)",
    re.IGNORECASE,
)
_SAID = re.compile(r"\bthe (?:final |correct )?answer is\b:?", re.IGNORECASE)
_END_OF_SENTENCE = re.compile(r"[.!?](?=\s|$)")
_EMPHASIS = "*_ \t\r"


class Extract(NamedTuple):
    """A short answer, and how it was found: `####`, `boxed`, `Answer:` or `the answer is`."""

    answer: str
    source: str


def extract(text: str) -> Extract | None:
    """Find the answer that a text marks as such; the last one where there are several."""
    line = _last_line(text)
    if hashes := _HASHES.fullmatch(line):
        return _short(hashes["answer"], "####")
    if boxed := _last_boxed(text):
        return Extract(boxed, "boxed")
    if labelled := _LABELLED.fullmatch(line):
        return _short(labelled["answer"], "Answer:")
    return _last_said(text)


def _last_line(text: str) -> str:
    """Give the last line with anything in it, if it is short enough to be an answer."""
    stripped = text.rstrip()
    line = stripped[stripped.rfind("\n") + 1 :]
    return line if len(line) <= 2 * MAX_LINE_CHARS else ""


def _last_boxed(text: str) -> str | None:
    r"""Give what is in the `\boxed{}` that starts last of those whose braces are in balance."""
    if "boxed" not in text and "fbox" not in text:
        return None
    open_braces: list[tuple[int, int] | None] = []
    last = (-1, 0, 0)
    for brace in _BRACE.finditer(text):
        mark = brace[0]
        if mark == "}":
            if open_braces and (begun := open_braces.pop()) is not None:
                last = max(last, (*begun, brace.start()))
        elif mark == "{":
            open_braces.append(None)
        elif mark[-1] == "{" and len(mark) > 2:
            open_braces.append(brace.span())
    _, start, end = last
    inner = text[start:end].strip() if end - start <= MAX_BOXED_CHARS else ""
    return inner or None


def _last_said(text: str) -> Extract | None:
    """Give what follows the last "the answer is", to the end of its line or sentence."""
    after = -1
    for said in _SAID.finditer(text):
        after = said.end()
    if after < 0:
        return None
    line = text[after : after + 2 * MAX_LINE_CHARS].lstrip(_EMPHASIS + ":")
    line = line.partition("\n")[0]
    end = _END_OF_SENTENCE.search(line)
    return _short(line[: end.start()] if end else line, "the answer is")


def _short(answer: str, source: str) -> Extract | None:
    answer = answer.strip(_EMPHASIS)
    return Extract(answer, source) if 0 < len(answer) <= MAX_LINE_CHARS else None
