"""The platform's table of agencies, read as records of the register."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from validators.structure import Structure
from ybzj_docs import catalog

#: Column -> where it stands in the record.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "optins_no": ("agency", "agencyCode"),
    "name": ("agency", "name"),
    "admdvs": ("agency", "regionCode"),
    "contact": ("agency", "contact"),
    "tel": ("agency", "phone"),
    "addr": ("agency", "address"),
    "poscode": ("agency", "postcode"),
    "bank_holder": ("bankAccount", "holder"),
    "bank_name": ("bankAccount", "bank"),
    "bank_code": ("bankAccount", "bankCode"),
    "bank_acct": ("bankAccount", "number"),
    "valid_from": ("validFrom",),
    "valid_to": ("validTo",),
}
_NEEDED = ("optins_no", "name", "admdvs")
_ACCOUNT = ("bank_holder", "bank_name", "bank_acct")
_DAYS = ("valid_from", "valid_to")
_DAY = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})(?:[ T][0-9:.]+)?")
#: The first day that documents can hold: an empty valid_from sets no bound.
_ALWAYS = "1900-01-01"
#: A head for judging a record by the schema of the whole document.
_HEAD = {"documentType": "agencyRecord", "edition": "2021", "documentNumber": "-", "issuedOn": _ALWAYS}


class NoTable(Exception):
    """The bytes are no table of agencies: not in the encoding, no CSV, or without a column; ``detail`` says which."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it ends, its record (None: it cannot be used), and the columns that cannot."""

    line: int
    record: dict[str, Any] | None
    unusable: tuple[str, ...]


def read_table(data: bytes, encoding: str = "utf-8-sig") -> list[Row]:
    """The rows of ``agencies.csv``. A row without code, name or region, or with a day that is none, is left out.

    Of other columns a value that documents cannot hold is left out of the record; an account has all three of holder,
    bank and number, or is none.

    Raises:
        NoTable: it cannot be read.
    """
    try:
        reader = csv.DictReader(io.StringIO(data.decode(encoding), newline=""), strict=True)
        if lacking := set(_COLUMNS) - set(reader.fieldnames or ()):
            raise NoTable(", ".join(sorted(lacking)))
        return [_row(reader.line_num, {name: row.get(name) or "" for name in _COLUMNS}) for row in reader]
    except UnicodeDecodeError as error:
        raise NoTable(encoding) from error
    except csv.Error as error:
        raise NoTable(str(error)) from error


def _row(line: int, cells: Mapping[str, str]) -> Row:
    texts = {name: unicodedata.normalize("NFC", cell.strip()) for name, cell in cells.items()}
    values = {name: _day(text) if name in _DAYS else text for name, text in texts.items() if text}
    values.setdefault("valid_from", _ALWAYS)
    unusable = {name for name, value in values.items() if value is None} or _misfits(values)
    if gone := [name for name in _ACCOUNT if name not in values or name in unusable]:
        if len(gone) < len(_ACCOUNT):
            unusable |= set(gone)
        values = {name: value for name, value in values.items() if _COLUMNS[name][0] != "bankAccount"}
    needed = {name for name in (*_NEEDED, *_DAYS) if name in unusable or (name in _NEEDED and name not in values)}
    if needed:
        return Row(line, None, tuple(sorted(needed)))
    return Row(line, _record({k: v for k, v in values.items() if k not in unusable}), tuple(sorted(unusable)))


def _misfits(values: Mapping[str, Any]) -> set[str]:
    """The columns whose values documents cannot hold."""
    places = {"/" + "/".join(place): name for name, place in _COLUMNS.items()}
    found = _structure().findings({**_HEAD, **_record(values)})
    return {places[finding.pointer] for finding in found if finding.pointer in places}


def _record(values: Mapping[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for name, value in values.items():
        *groups, member = _COLUMNS[name]
        inner = record
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[member] = value
    return record


@cache
def _structure() -> Structure:
    return Structure(catalog.schema("agencyRecord"), {}, "rs")


def _day(text: str) -> str | None:
    """A day of the platform, with or without dashes and time; None where it is none."""
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat() if found else None
    except ValueError:
        return None
