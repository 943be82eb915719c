"""Results of a part, told from where the part begins, moved to where it stands in its file."""

import dataclasses

from ybzj_docs.checking.result import DocumentResult, Place, Told
from ybzj_docs.codec.cut import Position


@dataclasses.dataclass(slots=True)
class Origin:
    """Where a part begins: line and column from 1, and the records before it."""

    line: int = 1
    column: int = 1
    records: int = 0

    def moved(self, result: DocumentResult) -> DocumentResult:
        """``result`` with its record, lines and columns counted from the beginning of the file."""
        if (self.line, self.column, self.records) == (1, 1, 0):
            return result
        findings = tuple(self._told(told) for told in result.findings)
        number = None if result.record is None else result.record + self.records
        return dataclasses.replace(result, record=number, findings=findings)

    def _told(self, told: Told) -> Told:
        line, column = self._place(told.line, told.column)
        related = tuple(self._related(place) for place in told.related)
        return dataclasses.replace(told, line=line, column=column, related=related)

    def _related(self, place: Place) -> Place:
        line, column = self._place(place.line, place.column)
        number = None if place.record is None else place.record + self.records
        return dataclasses.replace(place, line=line, column=column, record=number)

    def _place(self, line: int, column: int) -> tuple[int, int]:
        return (line + self.line - 1, column + self.column - 1 if line == 1 else column)

    def advance(self, position: Position, records: int) -> None:
        """Move on to ``position``, told from here, behind ``records`` more."""
        self.line, self.column = self._place(position.line, position.column)
        self.records += records
