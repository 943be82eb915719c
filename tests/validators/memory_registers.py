"""Registers in memory, read from the member ``registers`` of a case.

Each list of it (certificates, agencies, transfers) holds the members of the classes of ``validators.registers`` by
their names, as far as they differ from ``_USUAL``, which fits the documents in ``cases/base``: ``{}`` is the usual one.
``own`` is the region whose agency's certificates the register keeps, ``receipts`` lists entries by the reference of
the bank, ``spending`` [idNumber, insuranceType, day], ``reports`` the archival codes with a report.
"""

import types
import typing
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

from validators.registers import Account, Agency, Certificate, Entry, PersonKey, Transfer

_Row = TypeVar("_Row")

_PERSON = ["01", "11010519491231002X"]
_USUAL: Mapping[type, Mapping[str, Any]] = {
    Certificate: {
        **{"number": "320200PZ2026000001", "status": "valid", "person": _PERSON, "pooling_area": "320200"},
        **{"insurance_type": "310", "issued_on": "2026-11-02"},
    },
    Agency: {
        "code": "310000001",
        "region": "310000",
        "name": "上海市医疗保险事业管理中心",
        "valid_from": "2015-01-01",
    },
    Account: {
        **{"holder": "上海市医疗保险事业管理中心", "number": "622200003100000001"},
        **{"bank_code": "102302000001"},
    },
    Transfer: {
        **{"number": "310000ZY2026000001", "numbers": ["310000ZY2026000001", "310000SQ2026000001"]},
        **{"side": "destination", "person": _PERSON, "origin": {"regionCode": "320200", "poolingArea": "320200"}},
        **{"destination": {"regionCode": "310000", "poolingArea": "310000"}, "insurance_type": "310"},
        **{"relationship_status": "accepted", "fund_status": "none"},
    },
}


class MemoryRegisters:
    """Serves the protocol from lists of rows."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._certificates = rows(Certificate, data.get("certificates", ()))
        self._agencies = rows(Agency, data.get("agencies", ()))
        self._transfers = rows(Transfer, data.get("transfers", ()))
        self._receipts = {reference: rows(Entry, entries) for reference, entries in data.get("receipts", {}).items()}
        self._spending = data.get("spending", ())
        self._reports = data.get("reports", ())
        self._own = data.get("own")

    def certificate(self, number: str) -> Certificate | None:
        """The certificate of this number."""
        return next((one for one in self._certificates if one.number == number), None)

    def certificates(self, person: PersonKey, pooling_area: str, insurance_type: str) -> Sequence[Certificate]:
        """Every certificate of a person's relation."""
        relation = (person, pooling_area, insurance_type)
        return [one for one in self._certificates if (one.person, one.pooling_area, one.insurance_type) == relation]

    def keeps_certificates_of(self, agency: Mapping[str, Any]) -> bool:
        """Whether ``agency`` is our own."""
        return self._own is not None and agency.get("regionCode") == self._own

    def agencies(self, code: str | None, region: str) -> Sequence[Agency]:
        """Every entry of an agency, or of a region's."""
        return [one for one in self._agencies if (one.region == region if code is None else one.code == code)]

    def transfer(self, number: str) -> Transfer | None:
        """The transfer that goes by ``number``."""
        return next((one for one in self._transfers if number in one.numbers), None)

    def transfers(self, persons: Collection[PersonKey]) -> Sequence[Transfer]:
        """Every transfer of a person."""
        return [one for one in self._transfers if one.person in persons]

    def receipts(self, bank_reference: str) -> Sequence[Entry]:
        """The receipts of an entry of the bank."""
        return self._receipts.get(bank_reference, ())

    def last_spending(self, persons: Collection[PersonKey], insurance_type: str) -> date | None:
        """The last of the person's spendings of this insurance type."""
        numbers = {number for _, number in persons}
        days = [day for number, kind, day in self._spending if number in numbers and kind == insurance_type]
        return date.fromisoformat(max(days)) if days else None

    def four_nature_report(self, archival_code: str) -> bool:
        """Whether the package has its report."""
        return archival_code in self._reports


def rows(kind: type[_Row], data: Sequence[Mapping[str, Any]]) -> list[_Row]:
    """Objects of a frozen dataclass from their members as JSON holds them."""
    hints = typing.get_type_hints(kind)
    known = {field.name for field in fields(kind)} if is_dataclass(kind) else set()
    for row in data:
        assert set(row) <= known, f"{set(row) - known}: no members of {kind.__name__}"
    whole = [{**_USUAL.get(kind, {}), **row} for row in data]
    return [kind(**{name: _value(hints[name], value) for name, value in row.items()}) for row in whole]


def _value(hint: Any, value: Any) -> Any:
    """A value of JSON as the type that a member has."""
    origin, kinds = typing.get_origin(hint), typing.get_args(hint)
    if value is None:
        return None
    if origin is types.UnionType:
        return _value(kinds[0], value)
    if hint is date:
        return date.fromisoformat(value)
    if origin is frozenset:
        return frozenset(value)
    if origin is tuple:
        return tuple(rows(kinds[0], value)) if is_dataclass(kinds[0]) else tuple(value)
    return value
