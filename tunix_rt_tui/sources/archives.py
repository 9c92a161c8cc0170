"""Zip archives: each member is a file of its own, except in an Inspect log, where it is a sample.

Nothing is unpacked to the disk, so that the names of members are names and nothing more.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tunix_rt_tui.sources.chunks import CHUNK_BYTES, Chunks, StreamFaultError, cut_short, damaged
from tunix_rt_tui.sources.compressed import unpack_zstd
from tunix_rt_tui.sources.inspect_log import NO_SAMPLES
from tunix_rt_tui.sources.names import is_silent, may_hold_traces
from tunix_rt_tui.sources.pieces import Cut, Flaw, Piece, PieceBuffer, whole_flaw
from tunix_rt_tui.sources.tables import NO_COLUMNS, Columns
from tunix_rt_tui.sources.texts import read_text

_ZSTD = 93
"""The method of Inspect since 0.3.206, which `zipfile` knows only from Python 3.14 on."""

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, _ZSTD}
_ENCRYPTED = 1
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_HEADERS = ("header.json", "_journal/start.json")
"""What an Inspect log has outside of its samples: the second one alone while it is written."""

_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)
"""What `zipfile` raises over an archive that is damaged in one way or another."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is read as one file: its name and what it is cut into."""

    name: str
    cuts: Iterator[Cut]


def read_archive(
    file: BinaryIO, name: str, hold: int, columns: Columns = NO_COLUMNS
) -> Iterator[Part]:
    """Give the parts of an archive, in its order; what cannot be read is named in its place.

    `columns` are some that its tables have.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS as error:
        message = f"The zip archive is cut short or damaged ({error}); nothing of it was read."
        yield Part(name, iter([whole_flaw(message)]))
        return
    with archive:
        if _is_inspect(archive):
            yield Part(name, _samples(file, archive, hold))
            return
        members = [info for info in archive.infolist() if may_hold_traces(info.filename)]
        for info in members:
            member = Chunks(_unpacked(file, archive, info))
            silent = is_silent(info.filename)
            cuts = read_text(member, hold, silent=silent, columns=columns)
            yield Part(f"{name}/{info.filename}", cuts)
        if not members:
            yield Part(name, iter([whole_flaw("No file in this archive may hold traces.")]))


def _is_inspect(archive: zipfile.ZipFile) -> bool:
    names = archive.NameToInfo
    return _HEADERS[1] in names or (
        _HEADERS[0] in names and ("summaries.json" in names or any(map(_is_sample, names)))
    )


def _is_sample(name: str) -> bool:
    return name.startswith("samples/") and name.endswith(".json")


def _samples(file: BinaryIO, archive: zipfile.ZipFile, hold: int) -> Iterator[Cut]:
    """Give each sample of an Inspect log; one that was written again counts as written last."""
    head = None
    for name in _HEADERS:
        if head is None and name in archive.NameToInfo:
            header = _whole(file, archive, archive.NameToInfo[name], hold)
            if isinstance(header, Piece):
                head = header.raw
            else:
                yield header
    infos = [info for info in archive.infolist() if _is_sample(info.filename)]
    for info in infos:
        if archive.NameToInfo[info.filename] is info:
            sample = _whole(file, archive, info, hold)
            yield sample._replace(head=head) if isinstance(sample, Piece) else sample
    if not infos:
        yield whole_flaw(NO_SAMPLES)


def _whole(file: BinaryIO, archive: zipfile.ZipFile, info: zipfile.ZipInfo, hold: int) -> Cut:
    """Give a member as one piece, or what is wrong with it."""
    chunks = Chunks(_unpacked(file, archive, info))
    buffer = PieceBuffer(hold)
    for chunk in chunks:
        buffer.add(chunk)
    if chunks.fault:
        return whole_flaw(f"{info.filename}: {chunks.fault.message}")
    piece = buffer.take()
    if piece is None:
        return whole_flaw(f"{info.filename} is empty.")
    if piece.raw is None:
        message = f"{info.filename} has {piece.size} bytes; at most {hold} are read."
        return Flaw("E_SIZE", message)
    return piece._replace(line=None)


def _unpacked(file: BinaryIO, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a member bit by bit; raises `StreamFaultError` where that cannot go on."""
    if info.flag_bits & _ENCRYPTED:
        raise StreamFaultError("It is encrypted; unpack the archive.", cut=False)
    if info.compress_type not in _METHODS:
        message = f"Its compression (method {info.compress_type}) is not known; unpack the archive."
        raise StreamFaultError(message, cut=False)
    try:
        if info.compress_type == _ZSTD:
            yield from _unpacked_zstd(file, info)
            return
        with archive.open(info) as member:
            while data := member.read(CHUNK_BYTES):
                yield data
    except _FAULTS as error:
        raise damaged("The member", error) from error


def _unpacked_zstd(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    packed = Chunks(_packed(file, info))
    checksum = 0
    for data in unpack_zstd(packed):
        checksum = zlib.crc32(data, checksum)
        yield data
    if checksum != info.CRC:
        raise damaged("The member", "its checksum is wrong")


def _packed(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Read the bytes of a member as they stand in the archive."""
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    signature, name_size, extra_size = _LOCAL_HEADER.unpack(header)
    if signature != b"PK\x03\x04":
        raise damaged("The member", "its header is missing")
    at = info.header_offset + len(header) + name_size + extra_size
    left = info.compress_size
    while left > 0:
        # Others read from the same file between two chunks.
        file.seek(at)
        data = file.read(min(left, CHUNK_BYTES))
        if not data:
            raise cut_short("The member")
        at += len(data)
        left -= len(data)
        yield data
