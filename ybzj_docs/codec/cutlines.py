"""A piece of JSON lines, cut into records."""

from collections.abc import Iterator

from ybzj_docs.codec.cut import Clean, Piece, Position, T
from ybzj_docs.codec.encodings import Utf8
from ybzj_docs.codec.jsonread import line_record
from ybzj_docs.codec.record import Defect, Limits, Record, Source
from ybzj_docs.codec.suspect import Suspect

_BLANK = b" \t\r\n"


class LineCutter:
    """Cuts at every newline; a broken line ends its own record only."""

    def __init__(self, piece: Piece, limits: Limits) -> None:
        self._piece, self._limits = piece, limits
        self.position = Position()
        self.number = 0
        self.ended = self.closed = self.mixed = False

    def records(self, clean: Clean[T]) -> Iterator[T | Record]:
        """Every record in order: what ``clean`` gives of it, or the record. Blank lines are none."""
        data, place = self._piece.data, self.position
        while (end := data.find(b"\n", place.offset)) >= 0:
            line = data[place.offset : end]
            if line.strip(_BLANK):
                yield self._record(line, clean, None)
            place.offset, place.line = end + 1, place.line + 1
        if not self._piece.last:  # what is left is a line that is not whole yet
            return
        line, broken_off = data[place.offset :], self._piece.defect
        if line.strip(_BLANK):
            yield self._record(line, clean, broken_off)
        elif broken_off is not None:
            yield self._record(b"", clean, broken_off)
        place.advance(data, len(data))

    def _record(self, line: bytes, clean: Clean[T], broken_off: Defect | None) -> T | Record:
        """What there is of the next record, ``line``; the defect of a file that breaks off with it is told."""
        self.number += 1
        limits, at = self._limits, self.position.line
        found = clean(line) if broken_off is None and len(line) <= limits.document else None
        if found is None:
            return line_record(Utf8(line.rstrip(b"\r"), broken_off), at, self.number, limits)
        if isinstance(found, Suspect):
            return found.record(Source(line, at), self.number, limits)
        return found
