"""From the bytes of one file, however they are packed and encoded, to the records of its text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from tunix_rt_tui.sources.chunks import Chunks
from tunix_rt_tui.sources.compressed import COMPRESSIONS
from tunix_rt_tui.sources.encodings import to_utf8
from tunix_rt_tui.sources.inspect_log import split_inspect
from tunix_rt_tui.sources.kinds import FOREIGN, Kind, binary_kind
from tunix_rt_tui.sources.layout import LOOK_BYTES, Layout, layout_of
from tunix_rt_tui.sources.pieces import Cut, Flaw, PieceBuffer
from tunix_rt_tui.sources.splitting import split_array, split_lines, split_values
from tunix_rt_tui.sources.tables import NO_COLUMNS, Columns, split_table
from tunix_rt_tui.sources.text_logs import split_blocks, split_chat

Splitter = Callable[[Iterable[bytes], PieceBuffer], Iterator[Cut]]

_SPLITTERS: Mapping[Layout, Splitter] = {
    "array": split_array,
    "blocks": split_blocks,
    "chat": split_chat,
    "inspect": split_inspect,
    "lines": split_lines,
    "stray line": split_lines,
    "table": split_table,
    "values": split_values,
}


def read_text(
    chunks: Chunks, hold: int, *, silent: bool = False, columns: Columns = NO_COLUMNS
) -> Iterator[Cut]:
    """Cut what is read into records, at most `hold` bytes of one.

    It may be compressed once. Where it breaks off, what was read is given, and then what is wrong.
    With `silent`, text and binary data in which there is nothing known are passed over. A text
    whose first line names all of `columns` is a table.
    """
    compression = COMPRESSIONS.get(chunks.begin_with(COMPRESSIONS))
    packed = ""
    if compression:
        packed = f"compressed with {compression.name}, and holds "
        chunks = Chunks(compression.unpack(chunks))
    foreign = FOREIGN.get(chunks.begin_with(FOREIGN))
    if foreign:
        yield _refused(foreign, packed)
        return
    text, offset = to_utf8(chunks)
    layout: Layout = text.look(partial(_layout_within, hold, columns))
    if layout == "binary":
        if not silent:
            yield _refused(text.look(_binary_kind), packed)
        return
    if silent and layout == "stray line":
        return
    splitter = _SPLITTERS[layout]
    if layout == "blocks":
        splitter = partial(split_blocks, silent=silent, columns=columns)
    elif layout == "table":
        splitter = partial(split_table, columns=columns)
    yield from _until_fault(text, splitter, PieceBuffer(hold, offset))


def _layout_within(hold: int, columns: Columns, head: bytes, complete: bool) -> Layout | None:
    """Tell the layout; a first line that is larger than `hold` is a line."""
    layout = layout_of(head, complete, min(LOOK_BYTES, hold), columns)
    if layout is None and len(head) > hold:
        return "lines"
    return layout


def _binary_kind(head: bytes, complete: bool) -> Kind | None:
    return binary_kind(head) if complete or len(head) >= LOOK_BYTES else None


def _refused(kind: Kind, packed: str) -> Flaw:
    return Flaw("E_ENCODING", f"This is {packed}{kind.name}. {kind.way_out}", 1, 1)


def _until_fault(text: Chunks, split: Splitter, buffer: PieceBuffer) -> Iterator[Cut]:
    """Cut a text; of what was being read where it broke off, only a whole document is a record."""
    line, column = 1, 1
    torn: bytes | None = None
    for cut in split(text, buffer):
        if text.fault is None or (text.fault.cut and _is_whole(cut)):
            yield cut
        elif torn is None:
            torn, line, column = cut.raw, cut.line or 1, cut.column or 1
    if text.fault:
        if torn is None:
            line, column, _ = buffer.place
        yield Flaw("E_SOURCE", text.fault.message, line, column, torn)


def _is_whole(cut: Cut) -> bool:
    """Tell whether this is a document, which cannot have been longer."""
    if isinstance(cut, Flaw) or cut.kind != "json" or not (cut.raw or b"").startswith((b"{", b"[")):
        return False
    try:
        json.loads(cut.raw or b"")
    except (ValueError, RecursionError):
        return False
    return True
