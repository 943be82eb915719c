"""One row, read column by column: each value is judged where it is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ybzj_docs.importing.tables import Table
from ybzj_docs.importing.told import Told

T = TypeVar("T")
#: Reads the text of a field; None where it is no value.
Read = Callable[[str], T | None]


class UnusableRow(Exception):
    """A row that cannot be used, because of ``column``."""

    def __init__(self, column: str, code: str) -> None:
        super().__init__(column, code)
        self.column, self.code = column, code


@dataclass(frozen=True, slots=True)
class Cells:
    """The fields of one row; a field of blanks is empty."""

    table: Table
    line: int
    fields: tuple[str, ...]
    told: Told

    def raw(self, column: str) -> str:
        """The field of ``column`` as it stands."""
        return self.fields[self.table.positions[column]]

    def needed(self, column: str, read: Read[T]) -> T:
        """The value of ``column``.

        Raises:
            UnusableRow: it is empty or no value.
        """
        text = self.raw(column).strip()
        value = read(text) if text else None
        if value is None:
            raise UnusableRow(column, "value-unusable" if text else "value-missing")
        return value

    def optional(self, column: str, read: Read[T]) -> T | None:
        """The value of ``column``, or None where it is empty; also where it is no value, which is told."""
        text = self.raw(column).strip()
        value = read(text) if text else None
        if text and value is None:
            self.told.value(self.table.file, self.line, column, "value-unusable")
        return value
