"""What a cell of a spreadsheet holds."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a value: ``key`` says why (``sheet-formula``, ``sheet-cell-error``), ``shown`` what stands in it."""

    key: str
    shown: str = ""


#: A cell of which the program that wrote it, or another, made something that no cell is.
DAMAGED = Broken("sheet-cell-damaged")
#: Stands in the first cell of a record of CSV that is none.
BROKEN_RECORD = Broken("sheet-csv")

#: Text, a number as it is stored, yes or no, a day or a moment.
Value = str | Decimal | bool | date | datetime | Broken


class Cell(NamedTuple):
    """A value and the number format in which it is shown (empty in CSV)."""

    value: Value
    format: str = ""


#: A row's number as the program shows it (from 1), and its cells that are not empty by column (from 0).
Row = tuple[int, dict[int, Cell]]


def letters(column: int) -> str:
    """The name of the column at position ``column`` (from 0): ``A``, ``Z``, ``AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
