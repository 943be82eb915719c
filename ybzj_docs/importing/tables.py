"""The tables of an export, and their rows with the physical line on which each begins."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TextIO

from ybzj_docs.codec.encodings import GB18030_2022
from ybzj_docs.codec.system import chinese
from ybzj_docs.importing.errors import UnreadableInput
from ybzj_docs.importing.told import Told

#: A row: the line on which it begins, and its fields in the order of ``Table.columns`` and ``Table.optional``.
Row = tuple[int, tuple[str, ...]]
_LONGEST_LINE: Final = 1 << 20
_BOM: Final = "\ufeff"


@dataclass(frozen=True)
class Table:
    """One table of the export: columns that it must have, and those that are read where it has them."""

    name: str
    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where the field of each column stands in a row."""
        return {column: position for position, column in enumerate(self.columns + self.optional)}


def _table(name: str, columns: str, optional: str = "") -> Table:
    return Table(name, tuple(columns.split()), tuple(optional.split()))


AGENCIES: Final = _table("agencies", "optins_no name admdvs contact tel addr poscode valid_from valid_to")
PERSONS: Final = _table(
    "psn_info_b",
    "psn_no psn_name psn_cert_type certno gend brdy naty resd_natu hsreg_addr mob surv_stas",
    "resd_loc_admdvs hsreg_addr_poscode live_addr tel psn_type",
)
RELATIONS: Final = _table(
    "psn_insu_d",
    "psn_insu_rlts_id psn_no emp_name insutype psn_insu_stas fst_insu_ym psn_insu_date paus_insu_date"
    " insutype_retr_flag insu_admdvs poolarea_no",
)
ACCOUNTS: Final = _table("psn_acct", "psn_no balc balc_date")
CHECKS: Final = _table("paus_chk", "psn_no have_qf be_hospitalized")
DETAILS: Final = _table(
    "staf_psn_clct_detl_d",
    "psn_insu_rlts_id psn_no accrym_begn accrym_end clct_type clct_flag revs_flag poolarea_no",
)
#: Every table, in the order in which they are read and told of.
TABLES: Final = (AGENCIES, PERSONS, RELATIONS, ACCOUNTS, CHECKS, DETAILS)


@dataclass(frozen=True, slots=True)
class Source:
    """An export folder; ``encoding`` is ``utf-8`` or ``gb18030``."""

    folder: Path
    encoding: str

    def path(self, table: Table) -> Path:
        """The file of ``table``.

        Raises:
            UnreadableInput: there is none.
        """
        path = self.folder / table.file
        if not path.is_file():
            raise UnreadableInput("table-missing", file=table.file)
        return path

    def digest(self, table: Table) -> str:
        """The SHA-256 of the file of ``table``, as hex."""
        path = self.path(table)
        with _readable(path), path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def check_head(self, table: Table) -> None:
        """Read the head of ``table`` and nothing else.

        Raises:
            UnreadableInput: the file or a column is missing, or the head is not in the encoding.
        """
        next(self.rows(table, Told()), None)

    def rows(self, table: Table, told: Told) -> Iterator[Row]:
        """The well-formed rows of ``table``; the others are told.

        Raises:
            UnreadableInput: the file or a column is missing, or the file is not in the encoding.
        """
        path = self.path(table)
        try:
            with _readable(path):
                text = path.open(encoding=self.encoding, newline="")
            with text:
                yield from _rows(text, self.encoding == "gb18030", table, told)
        except UnicodeDecodeError:
            line = undecodable_line(path, self.encoding)
            key = "undecodable-gb18030" if self.encoding == "gb18030" else "undecodable"
            raise UnreadableInput(key, file=table.file, line=line, encoding=self.encoding) from None


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnreadableInput("refused", file=path.name, words=chinese(error.strerror)) from None


def _rows(text: TextIO, gb18030: bool, table: Table, told: Told) -> Iterator[Row]:
    lines = _lines(text, table, told)
    if gb18030:
        lines = (line if line.isascii() else line.translate(GB18030_2022) for line in lines)
    reader = csv.reader(lines, strict=True)
    head = _head(reader, table)
    pick, width = _picker(table, head), len(head)
    for line, fields in _records(reader, table, told):
        if len(fields) == width:
            yield line, pick(fields)
        else:
            told.row(table.file, line, "", "row-width", fields=len(fields), width=width)


def _lines(text: TextIO, table: Table, told: Told) -> Iterator[str]:
    """The physical lines; one that is too long is told and read as a blank one."""
    for number, line in enumerate(iter(partial(text.readline, _LONGEST_LINE), ""), 1):
        if len(line) < _LONGEST_LINE or line[-1] in "\r\n":
            yield line.removeprefix(_BOM) if number == 1 else line
            continue
        while (rest := text.readline(_LONGEST_LINE)) and rest[-1] not in "\r\n":
            pass
        told.row(table.file, number, "", "row-overlong")
        yield "\n"


def _records(reader: Any, table: Table, told: Told) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins; what is no CSV is told, and reading goes on behind it."""
    last = reader.line_num
    while True:
        try:
            for fields in reader:
                if fields:
                    yield last + 1, fields
                last = reader.line_num
            return
        except csv.Error:
            told.row(table.file, last + 1, "", "row-malformed", begin=last + 1, end=reader.line_num)
            last = reader.line_num


def _head(reader: Any, table: Table) -> list[str]:
    try:
        head: list[str] = next(filter(None, reader), [])
    except csv.Error:
        raise UnreadableInput("unreadable", file=table.file) from None
    return [name.strip().lower() for name in head]


def _picker(table: Table, head: list[str]) -> Callable[[list[str]], tuple[str, ...]]:
    """What takes from a record the fields of ``table``; an optional column that is not there is empty."""
    for column in table.columns:
        if column not in head:
            raise UnreadableInput("column-missing", file=table.file, column=column)
    for column in table.columns + table.optional:
        if head.count(column) > 1:
            raise UnreadableInput("column-twice", file=table.file, column=column)
    fields = itemgetter(*(head.index(column) for column in table.columns))
    if not table.optional:
        return fields
    there = [head.index(column) if column in head else None for column in table.optional]
    return lambda record: fields(record) + tuple("" if at is None else record[at] for at in there)


def undecodable_line(path: Path, encoding: str) -> int:
    """The first line of the file at ``path`` that is not in ``encoding``."""
    with path.open("rb") as file:
        number = 0
        for number, line in enumerate(file, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
        return number
