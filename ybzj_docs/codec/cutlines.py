"""A piece of JSON lines, cut into records."""

from collections.abc import Iterator

from ybzj_docs.codec.cut import Clean, Piece, Position, T
from ybzj_docs.codec.encodings import Utf8
from ybzj_docs.codec.jsonread import line_record
from ybzj_docs.codec.record import Limits, Record

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
        data, limits = self._piece.data, self._limits
        lines = data.split(b"\n")
        rest = b"" if self._piece.last else lines.pop()  # a line that is not whole yet
        for line_number, line in enumerate(lines, 1):
            if not line.strip(_BLANK):
                continue
            self.number += 1
            broken_off = self._piece.defect if self._piece.last and line_number == len(lines) else None
            found = clean(line) if broken_off is None and len(line) <= limits.document else None
            if found is not None:
                yield found
                continue
            yield line_record(Utf8(line.rstrip(b"\r"), broken_off), line_number, self.number, limits)
        if self._piece.defect is not None and self._piece.last and not lines[-1].strip(_BLANK):
            self.number += 1
            yield line_record(Utf8(b"", self._piece.defect), len(lines), self.number, limits)
        self.position.advance(data, len(data) - len(rest))
