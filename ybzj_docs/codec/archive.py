"""Zip and gz: what they hold, unpacked within bounds; damage, passwords and bombs are findings.

Nothing is written anywhere: a member's name is only ever part of what reports call it.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ybzj_docs.codec.record import Defect, Limits, defect

_CHUNK = 1 << 20
#: From this size on the ratio of a member is looked at.
_HONEST = 64 * 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive by its name in it: its bytes, or why they could not be come by.

    ``name`` is empty for what concerns the archive as a whole.
    """

    name: str
    content: bytes | Defect


def members(data: bytes, limits: Limits) -> Iterator[Member]:
    """The files in a zip, sorted by name as paths; after a bound on the whole is passed, nothing more is read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE:
        yield Member("", defect("IO-02", "archive", 0))
        return
    with archive:
        room = limits.unpacked
        for info in sorted(archive.infolist(), key=lambda one: one.filename.split("/")):
            if info.is_dir():
                continue
            content = _member(archive, info, room, limits)
            yield Member(info.filename, content)
            room -= len(content) if isinstance(content, bytes) else 0
            if isinstance(content, Defect) and content.finding.key == "unpacked":
                return


def unpacked(data: bytes, limits: Limits) -> bytes | Defect:
    """What a gz holds, or why it could not be come by."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return _bounded(stream, len(data), limits.unpacked, limits)
    except _DAMAGE:
        return defect("IO-02", "archive", 0)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int, limits: Limits) -> bytes | Defect:
    if info.flag_bits & 1:
        return defect("IO-02", "encrypted", 0)
    try:
        with archive.open(info) as stream:
            return _bounded(stream, info.compress_size, room, limits)
    except _DAMAGE:
        return defect("IO-02", "archive", 0)


def _bounded(stream: IO[bytes] | gzip.GzipFile, packed: int, room: int, limits: Limits) -> bytes | Defect:
    """All of ``stream``, read piece by piece, as long as it stays within the bounds."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > room:
            return defect("IO-04", "unpacked", 0, limit=limits.unpacked)
        if size > _HONEST and size > packed * limits.ratio:
            return defect("IO-04", "ratio", 0, limit=limits.ratio)
    return b"".join(pieces)
