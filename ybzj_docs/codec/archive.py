"""Zip and gz: what they hold, unpacked within bounds; damage, passwords and bombs are findings.

Nothing is written anywhere: a member's name is only ever part of what reports call it. Even so a member whose name
leads out of the archive is not read: no honest archive holds one.
"""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ybzj_docs.codec.record import Defect, Limits, defect

_CHUNK = 1 << 20
_SLASH = re.compile(r"[/\\]")
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:[/\\]")
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


class Zip:
    """A zip that is open: the files in it, sorted by name as paths, within the bounds on all that it holds.

    Raises:
        Damaged: it is none, or is damaged.
    """

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        try:
            self._archive = zipfile.ZipFile(file)
        except _DAMAGE as error:
            raise Damaged from error
        self._limits = limits
        self._room: dict[str, int] = {}
        self._left = limits.unpacked
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        self.infos = sorted(infos, key=lambda one: one.filename.split("/"))

    def read(self, info: zipfile.ZipInfo) -> bytes | Defect:
        """The bytes of a member, or why they could not be come by; a second time they do not count again."""
        closed = _closed(info)
        if closed is not None:
            return closed
        room = self._room.setdefault(info.filename, self._left)
        try:
            with self._archive.open(info) as stream:
                content = _bounded(stream, info.compress_size, room, self._limits)
        except _DAMAGE:
            content = defect("IO-02", "archive", 0)
        self._left = min(self._left, room - (len(content) if isinstance(content, bytes) else 0))
        return content

    def blocks(self, info: zipfile.ZipInfo) -> Iterator[bytes | Defect]:
        """The bytes of a member block by block, and where they end too early, why."""
        closed = _closed(info)
        if closed is not None:
            yield closed
            return
        size = 0
        try:
            with self._archive.open(info) as stream:
                while block := stream.read(_CHUNK):
                    size += len(block)
                    wrong = _beyond(size, info.compress_size, self._left, self._limits)
                    if wrong is not None:
                        yield wrong
                        return
                    yield block
        except EOFError:
            yield defect("IO-02", "cut-off", 0)
        except _DAMAGE:
            yield defect("IO-02", "archive", 0)
        self._left -= size


def leads_outside(name: str) -> bool:
    """Whether the name of a member is an absolute path or climbs with ``..``, written with either slash."""
    return _ABSOLUTE.match(name) is not None or ".." in _SLASH.split(name)


def _closed(info: zipfile.ZipInfo) -> Defect | None:
    """Why a member is not even begun to be read."""
    if leads_outside(info.filename):
        return defect("IO-02", "outside", 0)
    return defect("IO-02", "encrypted", 0) if info.flag_bits & 1 else None


class Damaged(Exception):
    """No zip, or a damaged one."""


def members(data: bytes, limits: Limits) -> Iterator[Member]:
    """The files in a zip, sorted by name as paths; after a bound on the whole is passed, nothing more is read."""
    try:
        archive = Zip(io.BytesIO(data), limits)
    except Damaged:
        yield Member("", defect("IO-02", "archive", 0))
        return
    for info in archive.infos:
        content = archive.read(info)
        yield Member(info.filename, content)
        if isinstance(content, Defect) and content.finding.key == "unpacked":
            return


def unpacked(data: bytes, limits: Limits) -> bytes | Defect:
    """What a gz holds, or why it could not be come by."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return _bounded(stream, len(data), limits.unpacked, limits)
    except _DAMAGE:
        return defect("IO-02", "archive", 0)


def _bounded(stream: IO[bytes] | gzip.GzipFile, packed: int, room: int, limits: Limits) -> bytes | Defect:
    """All of ``stream``, read piece by piece, as long as it stays within the bounds."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_CHUNK):
        pieces.append(piece)
        size += len(piece)
        wrong = _beyond(size, packed, room, limits)
        if wrong is not None:
            return wrong
    return b"".join(pieces)


def _beyond(size: int, packed: int, room: int, limits: Limits) -> Defect | None:
    """The defect of a member that has unpacked to ``size`` bytes, where that is too many."""
    if size > room:
        return defect("IO-04", "unpacked", 0, limit=limits.unpacked)
    if size > _HONEST and size > packed * limits.ratio:
        return defect("IO-04", "ratio", 0, limit=limits.ratio)
    return None
