"""The sheets of a file as rows of cells: of a workbook or of CSV, row by row."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from ybzj_docs.codec import encodings
from ybzj_docs.codec.record import Limits
from ybzj_docs.codec.system import chinese
from ybzj_docs.importing import sheet_book
from ybzj_docs.importing.errors import UnreadableInput
from ybzj_docs.importing.sheet_book import Blocks, Book
from ybzj_docs.importing.sheet_cells import BROKEN_RECORD, DAMAGED, Broken, Cell, Row, Value
from ybzj_docs.importing.tables import undecodable_line

_MERGED = re.compile(
    rb"<(?:[A-Za-z0-9]+:)?mergeCell\s[^<>]*?ref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\""
)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: More rows no program has.
_ROWS = 1 << 20
_COUNTED = re.compile(r"[0-9]{1,7}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[Ee][-+]?[0-9]{1,3})?")
#: How a zip begins, and a workbook of the old kind or with a password.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OVERLAP = 200
_LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are one: rows from ``top`` to ``bottom`` (from 1), columns from ``left`` to ``right`` (from 0)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its name, its merged cells, its rows. A cell that is merged downwards stands in every one of them."""

    name: str
    merges: Sequence[Merge]
    rows: Iterator[Row]


def is_workbook(path: Path) -> bool:
    """Whether ``path`` is read as a workbook, told by how it begins; all else is CSV."""
    try:
        with path.open("rb") as file:
            return file.read(4) in _WORKBOOKS or path.suffix.lower() == ".xlsx"
    except OSError:  # whoever reads it will say so
        return False


@contextmanager
def grids(path: Path, encoding: str | None, limits: Limits | None = None) -> Iterator[Iterator[Grid]]:
    """The visible sheets of a file, in their order; each must be read before the next. Hidden rows are read too.

    ``encoding`` (``gb18030``) is that of CSV; without it CSV is UTF-8, or UTF-16 with a mark.

    Raises:
        UnreadableInput: the file cannot be read, is no workbook, or is not in the encoding.
    """
    if is_workbook(path):
        with sheet_book.opened(path, limits or Limits()) as book:
            yield (_grid(book, name, part) for name, part in book.sheets)
    else:
        with _text(path, encoding) as text:
            yield iter([Grid(path.stem, (), _csv_rows(text, path, encoding))])


# --- workbooks ---


def _grid(book: Book, name: str, part: str) -> Grid:
    merges = tuple(_merges(book.part(part)))
    return Grid(name, merges, _downwards(_rows(book, part), merges))


def _merges(part: Blocks) -> Iterator[Merge]:
    """The merged cells of a sheet: its part tells them behind its rows."""
    held = b""
    while block := part.read():
        held = held[-_OVERLAP:] + block
        end = 0
        for found in _MERGED.finditer(held):
            end = found.end()
            yield Merge(int(found[2]), _position(found[1].decode()), int(found[4]), _position(found[3].decode()))
        held = held[end:]


def _position(name: str) -> int:
    position = 0
    for letter in name:
        position = position * 26 + ord(letter) - 64
    return position - 1


def _downwards(rows: Iterator[Row], merges: Sequence[Merge]) -> Iterator[Row]:
    """The rows, with what a cell holds that is merged downwards in each of its rows."""
    tall = {(one.top, one.left): one.bottom for one in merges if one.bottom > one.top}
    holding: dict[int, tuple[int, Cell]] = {}
    for number, cells in rows:
        for column, (bottom, cell) in list(holding.items()):
            if number > bottom:
                del holding[column]
            elif cells:
                cells.setdefault(column, cell)
        for column, cell in cells.items() if tall else ():
            if (number, column) in tall:
                holding[column] = tall[number, column], cell
        yield number, cells


def _rows(book: Book, part: str) -> Iterator[Row]:
    number = 0
    for row in sheet_book.nodes(book.file, book.part(part), "row"):
        told = row.get("r") or str(number + 1)
        sound = _COUNTED.fullmatch(told) is not None and 0 < int(told) <= _ROWS
        number = int(told) if sound else number + 1
        cells: dict[int, Cell] = {}
        column = -1
        for node in row:
            place = _PLACE.match(node.get("r") or "")
            column = column + 1 if place is None else _position(place[1])
            cell = _cell(book, node)
            if cell is not None:
                cells[column] = cell if sound else Cell(DAMAGED)
        yield number, cells


def _cell(book: Book, node: Any) -> Cell | None:
    """The cell that ``node`` is; None where it holds nothing."""
    kind, text, formula = node.get("t", "n"), None, False
    for inner in node:
        name = inner.tag.rpartition("}")[2]
        if name == "v":
            text = inner.text
        elif name == "is":
            text = sheet_book.text_of(inner)
        else:
            formula = formula or name == "f"
    if text is None:
        return Cell(Broken("sheet-formula")) if formula else None
    try:
        style = _whole(node.get("s") or "0")
        shown, date = (
            (book.styles[style].format, book.styles[style].date) if style < len(book.styles) else ("", False)
        )
        held = _value(book, kind, text, date=date)
    except (ValueError, IndexError, OverflowError):
        return Cell(DAMAGED)
    if isinstance(held, str) and sheet_book.LOST in held:
        return Cell(DAMAGED)
    return None if held == "" else Cell(held, shown)


def _whole(text: str) -> int:
    if not _COUNTED.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _value(book: Book, kind: str, text: str, *, date: bool) -> Value:
    if kind == "s":
        return book.strings[_whole(text)]
    if kind == "b":
        return text == "1"
    if kind == "e":
        return Broken("sheet-cell-error", text)
    if kind in ("str", "inlineStr"):
        return text
    if kind == "d":
        return text.removesuffix("Z").partition("T")[0]
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    number = Decimal(text.strip())
    if not date:
        return number
    moment = book.epoch + timedelta(seconds=round(float(number) * 86400))
    return moment.date() if number == number.to_integral_value() else moment


# --- CSV ---


@contextmanager
def _text(path: Path, encoding: str | None) -> Iterator[TextIO]:
    try:
        with path.open("rb") as file:
            said = encodings.told(file.read(4096), encoding)
        if isinstance(said, encodings.Told):
            codec = "utf-8-sig" if said.codec == "utf-8" else "utf-16" if said.mark else said.codec
            with path.open(encoding=codec, newline="") as text:
                yield text
                return
    except OSError as error:
        raise UnreadableInput("refused", file=path.name, words=chinese(error.strerror)) from None
    raise UnreadableInput("undecodable", file=path.name, line=1, encoding="utf-8")


def _csv_rows(text: TextIO, path: Path, encoding: str | None) -> Iterator[Row]:
    """The records; each counts as one row, as a program shows them."""
    lines = _lines(text, path, encoding)
    first = next(lines, "")
    tabs = "\t" in first and "," not in first
    reader = csv.reader(_before(first, lines), delimiter="\t" if tabs else ",", strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, {0: Cell(BROKEN_RECORD)}
            continue
        yield number, {column: Cell(written) for column, written in enumerate(record) if written.strip()}


def _before(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(text: TextIO, path: Path, encoding: str | None) -> Iterator[str]:
    """The physical lines, in the characters of GB 18030-2022 where that was asked for."""
    try:
        for number, line in enumerate(iter(partial(text.readline, _LONGEST_LINE), ""), 1):
            if len(line) >= _LONGEST_LINE:
                raise UnreadableInput("sheet-line", file=path.name, line=number)
            plain = encoding is None or line.isascii()
            yield line if plain else line.removeprefix("\ufeff").translate(encodings.GB18030_2022)
    except UnicodeDecodeError:
        key = "undecodable-gb18030" if encoding == "gb18030" else "undecodable"
        wrong = undecodable_line(path, encoding or "utf-8")
        raise UnreadableInput(key, file=path.name, line=wrong, encoding=encoding or "utf-8") from None
