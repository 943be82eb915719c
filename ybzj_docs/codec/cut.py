"""Cutting a piece of a long file into records: what lines, arrays and XML have in common.

A piece begins where a record begins, or where one seems to begin, and is so read that what it says of its places can
be moved to where the piece stands in its file. Whoever cuts the file into pieces may be wrong about a beginning: then
the piece before it does not come to its end (``consumed``), and is read again together with the next one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ybzj_docs.codec.record import Defect, Limits, Record
from ybzj_docs.codec.suspect import Suspect

T = TypeVar("T")
#: Tells of the bytes of one record whether nothing at all is wrong with it: then what it found; else what it read, or
#: None where reading must look again.
Clean = Callable[[bytes], T | Suspect | None]


@dataclass(slots=True)
class Position:
    """A place in UTF-8 bytes: offset, and line and column (from 1) where the piece began at line 1, column 1."""

    offset: int = 0
    line: int = 1
    column: int = 1

    def advance(self, data: bytes, offset: int) -> None:
        """Move on to ``offset`` of ``data``."""
        newlines = data.count(b"\n", self.offset, offset)
        if newlines:
            self.line += newlines
            self.column = 1
        start = data.rfind(b"\n", self.offset, offset) + 1 if newlines else self.offset
        self.column += _characters(data[start:offset])
        self.offset = offset


def _characters(data: bytes) -> int:
    """How many characters these bytes of UTF-8 begin, be they valid or not."""
    return len(data) if data.isascii() else len(data) - len(data.translate(None, _FIRST_BYTES))


_FIRST_BYTES = bytes(byte for byte in range(256) if not 0x80 <= byte < 0xC0)


@dataclass(slots=True)
class Piece:
    """The bytes to cut: what stands from the ``first`` record on, or from a later one, to the ``last`` or another one.

    ``defect`` says why the file ends with the last one where it should not. ``opening`` is the start tag of the root
    of an XML file. ``behind`` says that an element of an array ends where the piece begins.
    """

    data: bytes
    first: bool = True
    behind: bool = False
    last: bool = True
    defect: Defect | None = None
    opening: bytes = b""

    def breaks_off(self, before: str) -> Defect | None:
        """The defect with which the file breaks off, told behind the text ``before``."""
        return Defect(self.defect.finding, len(before)) if self.defect is not None and self.last else None


class Cutter(Protocol):
    """Cuts one piece.

    When all is read ``position`` is where the next record begins, or the end of the piece; ``number`` is how many
    records there were. ``ended`` tells that nothing after this can be read, ``closed`` that the root of XML has ended
    as it should, ``mixed`` that text stood beside the documents in it.
    """

    position: Position
    number: int
    ended: bool
    closed: bool
    mixed: bool

    def __init__(self, piece: Piece, limits: Limits) -> None: ...

    def records(self, clean: Clean[T]) -> Iterator[T | Record]:
        """Every record in order: what ``clean`` gives of it, or the record."""
