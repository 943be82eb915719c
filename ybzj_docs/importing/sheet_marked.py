"""A copy of a spreadsheet in which everything that is to be mended is said at its cell.

A small workbook is copied as it is, with comments and colour added; of a large one, and of CSV, the values of all
rows are written anew, row by row, so that memory does not grow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from ybzj_docs.importing.sheet_cells import Broken, Cell
from ybzj_docs.importing.sheet_grid import grids, is_workbook
from ybzj_docs.importing.sheet_template import note, saved

#: Up to this many bytes a workbook is held as a whole.
_SMALL = 1 << 20
#: What openpyxl raises over parts of a workbook that it does not know.
_STRANGE = (ValueError, LookupError, TypeError, AttributeError, SyntaxError, ArithmeticError)
_WRONG, _DOUBTFUL = PatternFill("solid", fgColor="FFC7CE"), PatternFill("solid", fgColor="FFEB9C")
_OF_XML = str.maketrans(dict.fromkeys((*range(9), 11, 12, *range(14, 32))))


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said at a cell: column (from 0) and text; ``error`` False for a warning."""

    column: int
    text: str
    error: bool


#: What is said by sheet and row.
Marks = Mapping[tuple[str, int], Iterable[Mark]]


def marked(source: Path, marks: Marks, encoding: str | None, target: Path) -> None:
    """Write the copy of ``source`` with ``marks`` to ``target``, as .xlsx.

    Raises:
        UnreadableInput: ``source`` is no longer what was read.
        OSError: ``target`` cannot be written.
    """
    if is_workbook(source) and source.stat().st_size <= _SMALL:
        try:
            _kept(load_workbook(source, rich_text=True), marks, target)
            return
        except _STRANGE:
            pass  # its values can be read all the same
    _anew(source, marks, encoding, target)


def _kept(book: Workbook, marks: Marks, target: Path) -> None:
    for (name, row), said in marks.items():
        sheet: Worksheet = book[name]
        for column, (text, error) in _joined(said).items():
            cell = sheet.cell(row, column + 1)
            for merge in sheet.merged_cells.ranges:
                if cell.coordinate in merge:
                    cell = sheet.cell(merge.min_row, merge.min_col)
            cell.comment = note(text)
            cell.fill = _WRONG if error else _DOUBTFUL
    target.write_bytes(saved(book))


def _anew(source: Path, marks: Marks, encoding: str | None, target: Path) -> None:
    book = Workbook(write_only=True)
    with grids(source, encoding) as found:
        for grid in found:
            sheet = book.create_sheet(grid.name[:31])
            last = 0
            for number, cells in grid.rows:
                for _ in range(last + 1, number):
                    sheet.append(())
                last = number
                said = _joined(marks.get((grid.name, number), ()))
                width = max((*cells, *said), default=-1) + 1
                sheet.append([_cell(sheet, cells.get(at), said.get(at)) for at in range(width)])
    book.save(target)


def _joined(marks: Iterable[Mark]) -> dict[int, tuple[str, bool]]:
    """What is said at each column, all of it in one text."""
    found: dict[int, tuple[str, bool]] = {}
    for mark in marks:
        before, error = found.get(mark.column, ("", False))
        found[mark.column] = (f"{before}\n{mark.text}".strip(), error or mark.error)
    return found


def _cell(sheet: Worksheet, cell: Cell | None, said: tuple[str, bool] | None) -> Any:
    """A cell of the copy; None where there is nothing."""
    if cell is None and said is None:
        return None
    held = "" if cell is None else cell.value
    if isinstance(held, Broken):
        held = held.shown
    if isinstance(held, datetime):
        held = held.replace(tzinfo=None)
    made = WriteOnlyCell(sheet, held.translate(_OF_XML)[:32767] if isinstance(held, str) else held)
    if isinstance(held, str):
        made.data_type = "s"  # what begins with = stays text
        made.number_format = "@"
    elif cell is not None and cell.format:
        made.number_format = cell.format
    if said is not None:
        made.comment = note(said[0])
        made.fill = _WRONG if said[1] else _DOUBTFUL
    return made
