"""What a text is made of and how its records stand beside one another, told from how it begins."""

from __future__ import annotations

import re
from typing import Literal

from tunix_rt_tui.sources.inspect_log import begins_log
from tunix_rt_tui.sources.pieces import JSON_SPACE
from tunix_rt_tui.sources.tables import NO_COLUMNS, Columns, header_of
from tunix_rt_tui.sources.text_logs import CHAT_BEGINS, begins_block

Layout = Literal[
    "array", "lines", "values", "inspect", "table", "chat", "blocks", "stray line", "binary"
]
"""One JSON array of documents; a document, or a chat that is an array, a line; documents over as
many lines as they like; an Inspect log, whose samples are records; a table with a header; one
conversation; a text in which there may be blocks of a log; one line that is nothing known; no text.
"""

LOOK_BYTES = 65_536
"""Bytes of a text in which is looked for what tells its layout, where its first line does not."""

_LOOK_LINES = 100
"""Lines of a text that begins with something else in which documents are looked for."""

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+("?)|[\[\]{}]', re.DOTALL)
_VALUE_ENDS = b",}]:"
_ROLE = b'"role"'
"""The key by which every message of a chat is known."""

_BEGINS_A_VALUE = b'"{[-0123456789tfn'
_BEGINS_JSON = re.compile(rb'\s*+(?:\{\s*+["}]|\[\s*+["{\[\]])')
_MAY_BEGIN_JSON = re.compile(rb"\s*+[\[{]?\s*+\Z")


def layout_of(
    head: bytes, complete: bool, most: int = LOOK_BYTES, columns: Columns = NO_COLUMNS
) -> Layout | None:
    """Tell the layout of a text from its first bytes; None where more of them are needed.

    `complete` says that there are no more; `most` of them are looked at but for the first line,
    which may have more. What is told does not depend on how many more are there than were needed.
    `columns` are some that a table has.
    """
    if not complete and _MAY_BEGIN_JSON.match(head):
        return None
    text = head.lstrip(JSON_SPACE)
    if text[:1] == b"[" and (_BEGINS_JSON.match(text) or not text[1:].strip(JSON_SPACE)):
        return _layout_of_arrays(text, complete, most)
    if text[:1] == b"{" and (_BEGINS_JSON.match(text) or not text[1:].strip(JSON_SPACE)):
        return _layout_of_objects(text, complete, most)
    if not complete and len(text) < len(CHAT_BEGINS) and CHAT_BEGINS.startswith(text):
        return None
    if text.startswith(CHAT_BEGINS):
        return "chat"
    return _layout_of_text(text, complete, most, columns)


def _layout_of_arrays(text: bytes, complete: bool, most: int) -> Layout | None:
    """Tell one array of documents from chats that are arrays, one a line.

    Of these the first line is a whole array with messages in it, and another array comes next.
    """
    line, newline, rest = text[:most].partition(b"\n")
    if newline and not (_ROLE in line and _is_closed(line)):
        return "array"
    following = rest.lstrip(JSON_SPACE)[:1]
    if following:
        return "lines" if following == b"[" else "array"
    return "array" if complete or len(text) >= most else None


def _is_closed(line: bytes) -> bool:
    """Tell whether the bracket with which a line begins is closed at its end."""
    end = _end_of_first(line)
    return end is not None and not line[end:].strip(JSON_SPACE)


def _end_of_first(line: bytes) -> int | None:
    """Find where the bracket with which a line begins is closed, if it is."""
    depth = 0
    for token in _TOKEN.finditer(line):
        if token[1] is None:
            depth += 1 if token[0] in b"[{" else -1
            if depth == 0:
                return token.end()
    return None


def _layout_of_objects(text: bytes, complete: bool, most: int) -> Layout | None:
    """Tell how objects stand beside one another.

    Only a first line that opens an object and leaves it open, at a place where JSON may go on with
    what the next line begins with, is the beginning of a document of several lines; and only where
    another object follows the first on its line are they told by their brackets. Every other text
    is taken line by line, so that a broken line spoils none but itself, even where one has several.
    """
    line, newline, rest = text.partition(b"\n")
    end = _end_of_first(line[:most])
    if end is not None and line[end:].lstrip(JSON_SPACE)[:1] == b"{":
        if b"\n" in text[:most]:
            return "lines"
        return "values" if complete or len(text) >= most else None
    rest = rest.lstrip(JSON_SPACE)
    if newline and rest and _goes_on(line.rstrip(JSON_SPACE), rest[:1]):
        ended = complete or len(text) >= most
        log = begins_log(text[:most], ended)
        return None if log is None else "inspect" if log else "values"
    ended = len(line) >= most or (complete and not newline)
    if begins_log(line[:most], ended):
        return "inspect"
    return "lines" if (newline and rest) or complete else None


def _layout_of_text(text: bytes, complete: bool, most: int, columns: Columns) -> Layout | None:
    """Tell what a text is that does not begin as JSON does.

    Documents may have a few other lines before them: it is a text of lines as soon as half of
    those that were seen, or half of the bytes, begin as JSON does.
    """
    ended = complete or len(text) >= most
    lines = text[:most].split(b"\n")
    unfinished = lines.pop()
    if lines and header_of(lines[0], columns):
        return "table"
    seen = documents = seen_bytes = document_bytes = 0
    for line in [*lines, unfinished] if ended else lines:
        if b"\0" in line:
            return "binary"
        if begins_block(line):
            return "blocks"
        if not line.strip(JSON_SPACE):
            continue
        seen += 1
        seen_bytes += len(line)
        if _BEGINS_JSON.match(line):
            documents += 1
            document_bytes += len(line)
            if 2 * documents >= seen:
                return "lines"
        if seen == _LOOK_LINES:
            return "blocks"
    if not ended:
        return None
    if not lines and header_of(unfinished, columns):
        return "table"
    if 2 * document_bytes > seen_bytes or not seen:
        return "lines"
    return "stray line" if seen == 1 and len(text) < most else "blocks"


def _goes_on(line: bytes, following: bytes) -> bool:
    """Tell whether a first line is the beginning of a document that `following` continues."""
    opened: list[bytes] = []
    for token in _TOKEN.finditer(line):
        if token[1] is not None:
            if not token[1]:
                return False  # no string goes over the end of a line
        elif token[0] in b"[{":
            opened.append(token[0])
        else:
            opened.pop()
            if not opened:
                return False
    last = line[-1:]
    if last == b"{" or (last == b"," and opened[-1] == b"{"):
        return following in b'"}'
    if last in b"[,:":
        return following in _BEGINS_A_VALUE or (last == b"[" and following == b"]")
    return following in _VALUE_ENDS
