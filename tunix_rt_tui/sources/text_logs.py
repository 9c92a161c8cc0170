"""What trainers print: blocks of a log between its noise, and conversations in ChatML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from tunix_rt_tui.sources.lines import lines_of
from tunix_rt_tui.sources.pieces import Flaw, Piece, PieceBuffer
from tunix_rt_tui.sources.tables import NO_COLUMNS, Columns, unknown_table

CHAT_BEGINS = b"<|im_start|>"
"""How a conversation in ChatML begins."""

_BEGIN = re.compile(rb"(?:\ASTART =++|(?<![A-Za-z])START ={10,}+)[ \t]*\r?\n?\Z")
_END = re.compile(rb"(?P<mark>\AEND =++|(?<![A-Za-z])END ={10,}+)[ \t]*\r?\n?\Z")
"""A line of its own, or the end of one that a progress bar has left unfinished."""

NOTHING_KNOWN = "This is text, but neither JSON nor a table or log of a known kind."


def begins_block(line: bytes) -> bool:
    """Tell whether a block of a log begins with this line."""
    return _BEGIN.search(line) is not None


def split_blocks(
    chunks: Iterable[bytes],
    buffer: PieceBuffer,
    *,
    silent: bool = False,
    columns: Columns = NO_COLUMNS,
) -> Iterator[Piece | Flaw]:
    """Give each block of a Tunix GRPO log, from its START line to its END line.

    What stands between blocks is noise. A block that the next one or the end of the input cuts off
    is a flaw. A text without any is one as well, unless it is to be passed over in silence;
    `columns` are some that were looked for in it.
    """
    found = inside = False
    lines = lines_of(chunks, buffer.hold + 1)
    first = list(islice(lines, 2))
    for line in chain(first, lines):
        begin = _BEGIN.search(line)
        if begin:
            if inside:
                yield from _cut_off(buffer)
            buffer.skip(line[: begin.start()])
            buffer.add(line[begin.start() :])
            found = inside = True
        elif inside:
            ending = _END.search(line)
            size = ending.end("mark") if ending else len(line)
            buffer.add(line[:size])
            if ending:
                yield from _pieces_of_text(buffer)
                buffer.skip(line[size:])
                inside = False
        else:
            buffer.skip(line)
    if inside:
        yield from _cut_off(buffer)
    elif not found and not silent:
        yield Flaw("E_SOURCE", unknown_table(first, columns) or NOTHING_KNOWN, 1, 1)


def split_chat(chunks: Iterable[bytes], buffer: PieceBuffer) -> Iterator[Piece]:
    """Give a whole text as one piece."""
    for chunk in chunks:
        buffer.add(chunk)
    yield from _pieces_of_text(buffer)


def _pieces_of_text(buffer: PieceBuffer) -> Iterator[Piece]:
    if piece := buffer.take():
        yield piece._replace(kind="text")


def _cut_off(buffer: PieceBuffer) -> Iterator[Flaw]:
    if piece := buffer.take():
        message = "The block is cut off: it has no END line."
        yield Flaw("E_BLOCK", message, piece.line, piece.column, piece.raw)
