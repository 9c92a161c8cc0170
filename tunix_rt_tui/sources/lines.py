"""Lines of a stream, none of them longer than may be held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def lines_of(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Give lines with what ends them; one of more than `most` bytes comes in parts of that size."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        start = 0
        while start < len(chunk):
            limit = start + most - size
            end = chunk.find(b"\n", start, limit) + 1 or min(limit, len(chunk))
            parts.append(chunk[start:end])
            size += end - start
            if size == most or chunk[end - 1] == 0x0A:
                yield b"".join(parts)
                parts, size = [], 0
            start = end
    if parts:
        yield b"".join(parts)
