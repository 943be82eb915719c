"""The registers that rules ask, out of a transaction of the store."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from validators.registers import Account, Agency, Certificate, Entry, PersonKey, Transfer
from ybzj_docs.registers import shapes, tables
from ybzj_docs.registers.transaction import Reading

_CERTIFICATES, _AGENCIES, _ACCOUNTS = tables.certificates, tables.agencies, tables.agency_accounts
_TRANSFERS, _NUMBERS, _RECEIPTS = tables.transfers, tables.transfer_documents, tables.receipts


class StoreRegisters:
    """``validators.registers.Registers``. Where several agencies share a store: with the transfers of ``agency``.

    Without it the store is one agency's, and all transfers in it are its own.
    """

    def __init__(self, tx: Reading, agency: str | None = None) -> None:
        self._tx, self._agency = tx, agency

    @property
    def _connection(self) -> Connection:
        return self._tx.connection

    def certificate(self, number: str) -> Certificate | None:
        """The certificate of this number."""
        found = self._certificates(_CERTIFICATES.c.number == number)
        return found[0] if found else None

    def certificates(self, person: PersonKey, pooling_area: str, insurance_type: str) -> Sequence[Certificate]:
        """Every certificate of a person's relation, in any status."""
        row = _CERTIFICATES.c
        relation = and_(row.pooling_area == pooling_area, row.insurance_type == insurance_type)
        return self._certificates(and_(_is(person, row.person_type, row.person_number), relation))

    def keeps_certificates_of(self, agency: Mapping[str, Any]) -> bool:
        """Whether ``agency`` issues its certificates here: whether the register has one of them."""
        row, code = _CERTIFICATES.c, agency.get("agencyCode")
        its = row.region == agency.get("regionCode") if code is None else row.agency == code
        return self._connection.execute(select(row.number).where(its).limit(1)).first() is not None

    def agencies(self, code: str | None, region: str) -> Sequence[Agency]:
        """Every entry of the agency with ``code``; where that is None, of all agencies of ``region``."""
        row = _AGENCIES.c
        wanted = row.region == region if code is None else row.code == code
        found = self._connection.execute(select(_AGENCIES).where(wanted).order_by(row.code, row.valid_from)).all()
        accounts = {code: self._accounts(code) for code in {one.code for one in found}}
        return [
            Agency(one.code, one.region, one.name, one.valid_from, one.valid_to, accounts[one.code]) for one in found
        ]

    def transfer(self, number: str) -> Transfer | None:
        """The transfer that goes by ``number``, any of its ``numbers``."""
        named = select(_NUMBERS.c.transfer).where(_NUMBERS.c.number == number)
        keys = self._connection.execute(named).scalars().all()  # as a part of the next question it is planned badly
        found = self._transfers(_TRANSFERS.c.key.in_(keys)) if keys else []
        return found[0] if found else None

    def transfers(self, persons: Collection[PersonKey]) -> Sequence[Transfer]:
        """Every transfer of a person, ended ones too, whatever of ``persons`` the person went by."""
        row = _TRANSFERS.c
        return self._transfers(or_(false(), *(_is(one, row.person_type, row.person_number) for one in persons)))

    def receipts(self, bank_reference: str) -> Sequence[Entry]:
        """The fund receipts that record the entry of the bank with this reference."""
        row = _RECEIPTS.c
        found = select(row.document, row.amount).where(row.bank_reference == bank_reference).order_by(row.document)
        return [Entry(one.document, one.amount) for one in self._connection.execute(found)]

    def last_spending(self, persons: Collection[PersonKey], insurance_type: str) -> date | None:
        """None: what persons spend is not in this store."""
        return None

    def four_nature_report(self, archival_code: str) -> bool:
        """False: archive packages are not in this store."""
        return False

    def _certificates(self, wanted: ColumnElement[bool]) -> list[Certificate]:
        found = self._connection.execute(select(_CERTIFICATES).where(wanted).order_by(_CERTIFICATES.c.number))
        return [
            Certificate(
                number=row.number,
                status=row.status,
                person=(row.person_type, row.person_number),
                pooling_area=row.pooling_area,
                insurance_type=row.insurance_type,
                issued_on=row.issued_on,
                verification_code=row.verification_code,
                replaces=row.replaces,
                used_by=tuple(orjson.loads(row.used_by)),
                restored_from=row.restored_from,
            )
            for row in found
        ]

    def _accounts(self, code: str) -> tuple[Account, ...]:
        found = select(_ACCOUNTS).where(_ACCOUNTS.c.code == code).order_by(_ACCOUNTS.c.valid_from, _ACCOUNTS.c.number)
        return tuple(
            Account(
                holder=row.holder,
                number=row.number,
                bank_code=row.bank_code,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                verified_on=row.verified_on,
                changed_on=row.changed_on,
            )
            for row in self._connection.execute(found)
        )

    def _transfers(self, wanted: ColumnElement[bool]) -> list[Transfer]:
        row = _TRANSFERS.c
        if self._agency is not None:
            wanted = and_(wanted, row.agency == self._agency)
        found = self._connection.execute(select(row.registered).where(wanted).order_by(row.key))
        return [shapes.read(Transfer, one.registered) for one in found]


def _is(person: PersonKey, kind: ColumnElement[str], number: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(kind == person[0], number == person[1])
