"""Bytes to a trace, or every problem with its code, path, line and column.

There are two ways in, which agree: a quick one for documents that are good beyond doubt, and the
scanner for all others, which finds every problem and its place.
"""

from __future__ import annotations

import codecs
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from tunix_rt_tui.trace.acceptance import accept_quickly
from tunix_rt_tui.trace.checking import HEARD_DEPTH, TraceRules
from tunix_rt_tui.trace.limits import DEFAULT_MAX_BYTES
from tunix_rt_tui.trace.model import ReasoningTrace
from tunix_rt_tui.trace.problem import MAX_COUNTED, Problem, ProblemList, TooManyProblemsError
from tunix_rt_tui.trace.scanner import Scanner

__all__ = ["ParsedTrace", "Problem", "RefusedTrace", "accept_trace", "judge_trace", "parse_trace"]

_OTHER_ENCODINGS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_UTF8 = re.compile(r"[\udc80-\udcff]+")


class ParsedTrace(NamedTuple):
    """A document that is a reasoning trace; `text` is as received, without a byte-order mark."""

    text: str
    trace: ReasoningTrace
    warnings: tuple[Problem, ...]

    def content_hash(self) -> str:
        """Name the document by its content, whatever its spacing and the order of its keys."""
        return self.trace.content_hash()


@dataclass(frozen=True, slots=True)
class RefusedTrace:
    """A document that is none, with everything that is wrong with it, in order of place."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def parse_trace(
    document: bytes | str, *, max_bytes: int = DEFAULT_MAX_BYTES
) -> ParsedTrace | RefusedTrace:
    """Read a document strictly; whatever it holds, it is a trace or refused, never an error.

    `max_bytes` limits the document as received: a byte-order mark counts, and text counts as its
    UTF-8. One that is larger is refused unread.
    """
    if isinstance(document, str):
        if len(document) > max_bytes:
            return _refuse_size(max_bytes)
        document = document.encode("utf-8", "surrogatepass")
        decoding = "surrogatepass"
    else:
        decoding = "surrogateescape"
    accepted = accept_trace(document, max_bytes=max_bytes)
    return accepted or judge_trace(document, max_bytes=max_bytes, decoding=decoding)


def accept_trace(document: bytes, *, max_bytes: int = DEFAULT_MAX_BYTES) -> ParsedTrace | None:
    """Read a document that is good beyond doubt; None for all others, good or not."""
    if len(document) > max_bytes:
        return None
    document = document.removeprefix(codecs.BOM_UTF8)
    try:
        text = document.decode()
    except UnicodeDecodeError:
        return None
    trace = accept_quickly(document)
    return None if trace is None else ParsedTrace(text, trace, ())


def judge_trace(
    document: bytes, *, max_bytes: int = DEFAULT_MAX_BYTES, decoding: str = "surrogateescape"
) -> ParsedTrace | RefusedTrace:
    """Decide over a document that was not accepted at once; `decoding` names how text was made
    bytes."""
    if len(document) > max_bytes:
        return _refuse_size(max_bytes)
    document = document.removeprefix(codecs.BOM_UTF8)
    try:
        text = document.decode()
    except UnicodeDecodeError:
        return _refuse_encoding(document, decoding)
    return _scan(text, ProblemList(text, MAX_COUNTED))


def _scan(text: str, problems: ProblemList) -> ParsedTrace | RefusedTrace:
    """Decide over a text, with every problem and warning that there is."""
    warnings = ProblemList(text)
    Scanner(text, problems, TraceRules(problems, warnings), HEARD_DEPTH).scan()
    if problems:
        return RefusedTrace(problems.in_order(), warnings.in_order())
    trace = ReasoningTrace.model_validate(json.loads(text))
    return ParsedTrace(text, trace, warnings.in_order())


def _refuse_size(max_bytes: int) -> RefusedTrace:
    message = f"Payload size exceeds maximum of {max_bytes} bytes"
    return RefusedTrace((Problem("E_SIZE", "", message, None, None),), ())


def _refuse_encoding(document: bytes, decoding: str) -> ParsedTrace | RefusedTrace:
    """Refuse bytes that are not UTF-8, or text with lone surrogates, with all else that is wrong.

    A byte that cannot be read counts as one character.
    """
    if document.startswith(_OTHER_ENCODINGS):
        message = "The document is in UTF-16 or UTF-32; only UTF-8 is allowed."
        return RefusedTrace((Problem("E_ENCODING", "", message, 1, 1),), ())
    text = document.decode("utf-8", decoding)
    problems = ProblemList(text, MAX_COUNTED)
    if decoding == "surrogateescape":
        with suppress(TooManyProblemsError):
            for run in _NOT_UTF8.finditer(text):
                problems.add("E_ENCODING", run.start(), str, partial(_not_utf8, run[0]))
        text = text.translate(dict.fromkeys(range(0xDC80, 0xDD00), "\ufffd"))
    return _scan(text, problems)


def _not_utf8(run: str) -> str:
    shown = run[:8].encode("utf-8", "surrogateescape").hex(" ").upper()
    return f"Not UTF-8: {shown}{' …' if len(run) > 8 else ''}"
