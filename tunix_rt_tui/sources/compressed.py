"""Unpacking gzip and zstd as a stream: a little at a time, however much it becomes."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tunix_rt_tui.sources.chunks import CHUNK_BYTES, Chunks, StreamFaultError, cut_short, damaged

_GZIP_SLICE = 16_384
"""Compressed bytes that are given to zlib at a time: what a member leaves over is copied."""

_ZSTD_SLICE = 128
"""Compressed bytes that are given to zstd at a time. It unpacks all of them at once, and four may
become 131 072, so that this bounds what comes out to 4 MiB."""

_ZSTD_WINDOW = 2**27
"""Bytes that a frame may ask to be kept of what it has given: what the `zstd` program allows."""


_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPED = [bytes([0x50 + number]) + b"\x2a\x4d\x18" for number in range(16)]
"""Frames without data, with which a stream may begin: `pzstd` writes one (RFC 8878, 3.1.2)."""


@dataclass(frozen=True, slots=True)
class Compression:
    """A way to compress a stream; `unpack` raises `StreamFaultError` where it breaks off."""

    name: str
    unpack: Callable[[Chunks], Iterator[bytes]]


def unpack_gzip(chunks: Chunks) -> Iterator[bytes]:
    """Unpack gzip of any number of members; zeros behind the last one are padding (RFC 1952)."""
    member = zlib.decompressobj(wbits=31)
    begun = False
    for data in _slices(chunks, _GZIP_SLICE):
        left = data
        while left:
            if not begun:
                left = left.lstrip(b"\0") if member.eof else left
                if not left:
                    break
                if member.eof and not _GZIP.startswith(left[:2]):
                    raise StreamFaultError("Something follows the gzip data.", cut=True)
                member = zlib.decompressobj(wbits=31)
                begun = True
            try:
                unpacked = member.decompress(left, CHUNK_BYTES)
            except zlib.error as error:
                raise damaged("The gzip data", error) from error
            if unpacked:
                yield unpacked
            left = member.unused_data if member.eof else member.unconsumed_tail
            begun = not member.eof
    if chunks.fault:
        raise chunks.fault
    # The last of what is unpacked may still be inside, where no more could be given at once.
    if begun and (rest := member.flush()):
        yield rest
    if not member.eof:
        raise cut_short("The gzip data")


def unpack_zstd(chunks: Chunks) -> Iterator[bytes]:
    """Unpack zstd of any number of frames; those that are to be skipped are."""
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame = unpacker.decompressobj()
    begun = False
    for data in _slices(chunks, _ZSTD_SLICE):
        left = data
        while left:
            if not begun:
                frame = unpacker.decompressobj()
                begun = True
            try:
                unpacked = frame.decompress(left)
            except zstandard.ZstdError as error:
                raise damaged("The zstd data", error) from error
            if unpacked:
                yield unpacked
            left = frame.unused_data if frame.eof else b""
            begun = not frame.eof
    if chunks.fault:
        raise chunks.fault
    if begun:
        raise cut_short("The zstd data")


COMPRESSIONS: Mapping[bytes, Compression] = {
    _GZIP: Compression("gzip", unpack_gzip),
    **dict.fromkeys([_ZSTD, *_ZSTD_SKIPPED], Compression("zstd", unpack_zstd)),
}
"""By what a stream in it begins with."""


def _slices(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), size):
            yield chunk[start : start + size]
