"""The read model of certificates, and what it answers."""

import hmac
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Table, and_, delete, insert, or_, select

from validators.numbers import citizen_id
from validators.registers import PersonKey, Status
from ybzj_docs.registers import tables
from ybzj_docs.registers.certificate_state import Issued, fold
from ybzj_docs.registers.events import Event, canonical
from ybzj_docs.registers.transaction import Reading, Writing
from ybzj_docs.registers.verification_code import compact

_TABLE = tables.certificates
_ROW = tables.certificates.c


class CertificateTables:
    """The table of certificates: of each the last state."""

    prefix = "certificate:"
    tables: Sequence[Table] = (_TABLE,)

    def apply(self, tx: Writing, event: Event) -> None:
        """Write the state after an event."""
        number = event.stream.removeprefix(self.prefix)
        after = fold(find(tx, number), event)
        tx.connection.execute(delete(_TABLE).where(_ROW.number == number))
        tx.connection.execute(insert(_TABLE), _row(after))


CERTIFICATE_TABLES = CertificateTables()


def find(tx: Reading, number: str) -> Issued | None:
    """The certificate of this number; None where the register has none."""
    found = _read(tx, _ROW.number == number)
    return found[0] if found else None


def of_person(tx: Reading, persons: Collection[PersonKey]) -> list[Issued]:
    """Every certificate of a person, whatever of ``persons`` the person went by."""
    keys = [and_(_ROW.person_type == kind, _ROW.person_number == number) for kind, number in sorted(persons)]
    return _read(tx, or_(*keys)) if keys else []


def current(tx: Reading, number: str) -> Issued | None:
    """The one that was issued last in the stead of this certificate, or as its duplicate: itself where none was.

    None where the register has no certificate of this number.
    """
    found = find(tx, number)
    if found is None:
        return None
    later = {one.document.get("replaces"): one for one in listed(tx, person_number=found.person[1])}
    while (newer := later.pop(found.number, None)) is not None:  # entered ones may go in a circle
        found = newer
    return found


def unused(tx: Reading, agency: str | None, since: date) -> list[Issued]:
    """The valid ones issued since a day on which no transfer rests; of one agency, or of all."""
    free = and_(_ROW.status == "valid", _ROW.used_by == "[]", _ROW.issued_on >= since)
    return _read(tx, free if agency is None else and_(free, _ROW.agency == agency))


def overdue(tx: Reading, day: date, agency: str | None) -> list[Issued]:
    """The valid ones whose last day lies before a day; of one agency, or of all."""
    late = and_(_ROW.status == "valid", _ROW.valid_until < day)
    return _read(tx, late if agency is None else and_(late, _ROW.agency == agency))


def listed(
    tx: Reading,
    *,
    agency: str | None = None,
    status: Status | None = None,
    person_number: str | None = None,
    limit: int | None = None,
) -> list[Issued]:
    """Certificates by number; None = any. A person's are found under either writing of the number."""
    wanted = [
        column == value for column, value in ((_ROW.agency, agency), (_ROW.status, status)) if value is not None
    ]
    if person_number is not None:
        wanted.append(_ROW.person_number.in_(citizen_id.writings(person_number)))
    return _read(tx, and_(True, *wanted), limit)


def verified(tx: Reading, number: str, code: str) -> Issued | None:
    """The certificate of this number, where the code is its; None also where there is none."""
    found = find(tx, number)
    registered = compact(str(found.document.get("verificationCode", ""))) if found else ""
    right = hmac.compare_digest(compact(code).encode(), registered.encode())
    return found if registered and right else None


def _read(tx: Reading, wanted: ColumnElement[bool], limit: int | None = None) -> list[Issued]:
    found = tx.connection.execute(select(_TABLE).where(wanted).order_by(_ROW.number).limit(limit))
    return [
        Issued(
            orjson.loads(row.document),
            row.status,
            row.version,
            row.actor,
            tuple(orjson.loads(row.used_by)),
            row.restored_from,
        )
        for row in found
    ]


def _row(state: Issued) -> dict[str, Any]:
    document = state.document
    until = document.get("validUntil")
    person_type, person_number = state.person
    return {
        "number": state.number,
        "version": state.version,
        "status": state.status,
        "actor": state.actor,
        "agency": document["agency"].get("agencyCode", ""),
        "region": document["agency"]["regionCode"],
        "person_type": person_type,
        "person_number": person_number,
        "pooling_area": state.pooling_area,
        "insurance_type": document["insuranceType"],
        "issued_on": date.fromisoformat(document["issuedOn"]),
        "valid_until": date.fromisoformat(until) if until else None,
        "verification_code": document.get("verificationCode"),
        "replaces": document.get("replaces"),
        "restored_from": state.restored_from,
        "used_by": canonical(list(state.used_by)),
        "document": canonical(document),
    }
