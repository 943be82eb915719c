"""A piece of a JSON array, cut into its elements."""

import re
from collections.abc import Iterator

from ybzj_docs.codec.cut import Clean, Piece, Position, T
from ybzj_docs.codec.encodings import Utf8, valid
from ybzj_docs.codec.jsonread import ArrayReader, broken, skip
from ybzj_docs.codec.record import Limits, Record, Source, defect
from ybzj_docs.codec.suspect import Suspect

_BLANKS = re.compile(rb"[ \t\r\n]*")
_FIRST_NAME = re.compile(rb'\{[ \t\r\n]*"[^"\\]{1,40}"')
_BETWEEN = re.compile(rb"\}[ \t\r\n]*,[ \t\r\n]*\Z")
#: So many bytes at most stand between two elements, where the end of one is guessed.
_NEAR = 64


class ArrayCutter:
    """Cuts behind every element: where it seems to end, proved by its being whole, else by reading it."""

    def __init__(self, piece: Piece, limits: Limits) -> None:
        self._piece, self._limits = piece, limits
        self.position = Position()
        self.number = 0
        self.ended = self.closed = self.mixed = False
        self._next = b""

    def records(self, clean: Clean[T]) -> Iterator[T | Record]:
        """Every element in order, up to what is not well-formed: what ``clean`` gives of it, or the record."""
        data, offset, behind = self._piece.data, self._blank(0), self._piece.behind
        if self._piece.first and data.startswith(b"]", offset):
            yield from self._closed(offset)
            return
        while offset < len(data) or behind:
            if behind:
                if not data.startswith(b",", offset):
                    yield from self._closed(offset) if data.startswith(b"]", offset) else [self._end(offset, "json")]
                    return
                offset, behind = self._blank(offset + 1), False
                continue
            end, found = self._quick(offset, clean)
            record: Record | T | None
            if found is None:
                self.position.advance(data, offset)
                record, end = self._slow(offset, end)
            elif isinstance(found, Suspect):
                self.position.advance(data, offset)
                record = found.record(self._source(data[offset:end]), self.number + 1, self._limits)
            else:
                record = found
            if record is None:
                return
            self.number += 1
            yield record
            if self.ended:
                return
            offset, behind = self._blank(end), True
        self.position.advance(data, offset)
        if self._piece.last:
            yield self._end(offset, "cut-off")

    def _blank(self, offset: int) -> int:
        match = _BLANKS.match(self._piece.data, offset)
        return match.end() if match else offset

    def _quick(self, offset: int, clean: Clean[T]) -> tuple[int, T | Suspect | None]:
        """Where the element at ``offset`` seems to end, and what ``clean`` gives of it."""
        data = self._piece.data
        if not self._next:
            name = _FIRST_NAME.match(data, offset)
            self._next = name[0] if name else b""
        follows = data.find(self._next, offset + 1) if self._next else -1
        if follows < 0:
            end = data.rfind(b"}", offset) + 1
        else:
            start = max(offset, follows - _NEAR)
            between = _BETWEEN.search(data[start:follows])
            end = start + between.start() + 1 if between else 0
        found = clean(data[offset:end]) if offset < end <= offset + self._limits.document else None
        return end, found

    def _slow(self, offset: int, guess: int) -> tuple[Record | None, int]:
        """The record of the element at ``offset`` and the offset behind it; None where the piece does not hold all."""
        data = self._piece.data
        proved = valid(data[offset:guess])
        if proved.defect is not None or skip(proved.data.decode(), 0) != len(proved.data.decode()):
            proved = valid(data[offset:])
            proved = proved if proved.defect else Utf8(proved.data, self._piece.breaks_off(proved.data.decode()))
        source = self._source(proved.data)
        record, end = ArrayReader(source, self._limits, proved.defect).element(0, self.number + 1)
        if end is not None:
            return record, offset + len(source.text[:end].encode())
        told = record.findings[-1]
        if not self._piece.last and (told.rule == "IO-04" or told.key == "cut-off"):
            return None, offset
        self.ended = True
        return record, offset

    def _source(self, data: bytes) -> Source:
        return Source(data, self.position.line, self.position.column)

    def _closed(self, offset: int) -> Iterator[Record]:
        """What stands behind the end of the array at ``offset``, if something does."""
        rest = self._blank(offset + 1)
        if rest < len(self._piece.data) or not self._piece.last or self._piece.defect is not None:
            yield self._end(rest, "trailing")
        self.position.advance(self._piece.data, rest)
        self.ended = True

    def _end(self, offset: int, key: str) -> Record:
        """The record that tells why the array cannot be read on."""
        data = self._piece.data
        self.position.advance(data, offset)
        self.number += 1
        self.ended = True
        proved = valid(data[offset:])
        source = self._source(proved.data)
        wrong = proved.defect or self._piece.breaks_off(source.text)
        if wrong is not None and not source.text:
            return broken(source, self.number, wrong)
        cut_off = offset == len(data) and self._piece.last and key != "trailing"
        return broken(source, self.number, defect("IO-02", "cut-off" if cut_off else key, 0))
