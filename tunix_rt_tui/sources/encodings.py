"""Text in UTF-16 or UTF-32 to UTF-8, as a stream."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tunix_rt_tui.sources.chunks import Chunks, cut_short, damaged


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text is encoded: the name of its codec, and the bytes of its mark."""

    codec: str
    mark: int


def _marked(codec: str, mark: bytes) -> tuple[bytes, Encoding]:
    return mark, Encoding(codec, len(mark))


def _unmarked(codec: str) -> list[tuple[bytes, Encoding]]:
    return [(bracket.encode(codec), Encoding(codec, 0)) for bracket in "{["]


_ENCODINGS: Mapping[bytes, Encoding] = dict(
    [
        _marked("utf-8", codecs.BOM_UTF8),
        _marked("utf-16-le", codecs.BOM_UTF16_LE),
        _marked("utf-16-be", codecs.BOM_UTF16_BE),
        _marked("utf-32-le", codecs.BOM_UTF32_LE),
        _marked("utf-32-be", codecs.BOM_UTF32_BE),
        *_unmarked("utf-16-le"),
        *_unmarked("utf-16-be"),
        *_unmarked("utf-32-le"),
        *_unmarked("utf-32-be"),
    ]
)
"""By what a text begins with: a byte-order mark, or a bracket of JSON beside its zeros."""


def to_utf8(chunks: Chunks) -> tuple[Chunks, int]:
    """Give a text in UTF-8 without a mark, and the bytes of the mark that were left out.

    Bytes of what is not known as another encoding stay as they are. A lone surrogate is handed
    on, for the parser to refuse with its place.
    """
    encoding = _ENCODINGS.get(chunks.begin_with(_ENCODINGS), Encoding("utf-8", 0))
    chunks.skip(encoding.mark)
    if encoding.codec == "utf-8":
        return chunks, encoding.mark
    return Chunks(_recoded(chunks, encoding.codec)), 0


def _recoded(chunks: Chunks, codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("surrogatepass")
    name = codec.upper()
    for chunk in chunks:
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            sound = error.object[: error.start].decode(codec, "surrogatepass")
            yield sound.encode("utf-8", "surrogatepass")
            raise damaged(f"The {name} text", error.reason) from error
        if text:
            yield text.encode("utf-8", "surrogatepass")
    if chunks.fault:
        raise chunks.fault
    if decoder.getstate()[0]:
        raise cut_short(f"The {name} text")
