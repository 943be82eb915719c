"""The registers that rules ask, out of a transaction of the store.

Each question is built once and takes its values when it is asked: with every event many are asked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from validators.registers import Account, Agency, Certificate, Entry, PersonKey, Transfer
from ybzj_docs.registers import shapes, tables
from ybzj_docs.registers.transaction import Reading

_CERTIFICATES, _AGENCIES, _ACCOUNTS = tables.certificates.c, tables.agencies.c, tables.agency_accounts.c
_TRANSFERS, _NUMBERS, _RECEIPTS = tables.transfers.c, tables.transfer_documents.c, tables.receipts.c
_OF: BindParameter[Any] = bindparam("of")
_ALL_CERTIFICATES = select(tables.certificates).order_by(_CERTIFICATES.number)
_CERTIFICATE = _ALL_CERTIFICATES.where(_CERTIFICATES.number == _OF)
_OF_RELATION = _ALL_CERTIFICATES.where(
    *(_CERTIFICATES[name] == bindparam(f"of_{name}") for name in ("person_type", "person_number")),
    *(_CERTIFICATES[name] == bindparam(f"of_{name}") for name in ("pooling_area", "insurance_type")),
)
_FROM_REGION, _FROM_AGENCY = (
    select(_CERTIFICATES.number).where(issuer == _OF).limit(1)
    for issuer in (_CERTIFICATES.region, _CERTIFICATES.agency)
)
#: An agency's stretches of validity, each with every account: the columns of ``Agency``, then those of ``Account``.
_STRETCHES = (
    select(_AGENCIES.code, _AGENCIES.region, _AGENCIES.name, _AGENCIES.valid_from, _AGENCIES.valid_to)
    .add_columns(_ACCOUNTS.holder, _ACCOUNTS.number, _ACCOUNTS.bank_code)
    .add_columns(_ACCOUNTS.valid_from, _ACCOUNTS.valid_to, _ACCOUNTS.verified_on, _ACCOUNTS.changed_on)
    .outerjoin_from(tables.agencies, tables.agency_accounts, _ACCOUNTS.code == _AGENCIES.code)
    .order_by(_AGENCIES.code, _AGENCIES.valid_from, _ACCOUNTS.valid_from, _ACCOUNTS.number)
)
_IN_REGION, _OF_CODE = (_STRETCHES.where(place == _OF) for place in (_AGENCIES.region, _AGENCIES.code))
_AGENCY_COLUMNS = 5
_REGISTERED = select(_TRANSFERS.key, _TRANSFERS.agency, _TRANSFERS.registered).order_by(_TRANSFERS.key)
_BY_NUMBER = _REGISTERED.join(tables.transfer_documents, _NUMBERS.transfer == _TRANSFERS.key).where(
    _NUMBERS.number == _OF
)
_OF_PERSON = _REGISTERED.where(_TRANSFERS.person_type == bindparam("kind"), _TRANSFERS.person_number == _OF)
_ENTRIES = (
    select(_RECEIPTS.document, _RECEIPTS.amount).where(_RECEIPTS.bank_reference == _OF).order_by(_RECEIPTS.document)
)


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
        row = self._connection.execute(_CERTIFICATE, {"of": number}).first()
        return _certificate(row) if row else None

    def certificates(self, person: PersonKey, pooling_area: str, insurance_type: str) -> Sequence[Certificate]:
        """Every certificate of a person's relation, in any status."""
        relation = {"of_pooling_area": pooling_area, "of_insurance_type": insurance_type}
        wanted = {"of_person_type": person[0], "of_person_number": person[1], **relation}
        return [_certificate(row) for row in self._connection.execute(_OF_RELATION, wanted)]

    def keeps_certificates_of(self, agency: Mapping[str, Any]) -> bool:
        """Whether ``agency`` issues its certificates here: whether the register has one of them."""
        code = agency.get("agencyCode")
        asked, of = (_FROM_REGION, agency.get("regionCode")) if code is None else (_FROM_AGENCY, code)
        return self._connection.execute(asked, {"of": of}).first() is not None

    def agencies(self, code: str | None, region: str) -> Sequence[Agency]:
        """Every entry of the agency with ``code``; where that is None, of all agencies of ``region``."""
        asked, of = (_IN_REGION, region) if code is None else (_OF_CODE, code)
        rows = map(tuple, self._connection.execute(asked, {"of": of}))
        stretches = groupby(rows, lambda row: row[:_AGENCY_COLUMNS])
        return [
            Agency(one, place, name, since, until, _accounts(held))
            for (one, place, name, since, until), held in stretches
        ]

    def transfer(self, number: str) -> Transfer | None:
        """The transfer that goes by ``number``, any of its ``numbers``."""
        found = self._transfers(self._connection.execute(_BY_NUMBER, {"of": number}))
        return found[0] if found else None

    def transfers(self, persons: Collection[PersonKey]) -> Sequence[Transfer]:
        """Every transfer of a person, ended ones too, whatever of ``persons`` the person went by."""
        asked = [{"kind": kind, "of": number} for kind, number in set(persons)]
        rows = [row for one in asked for row in self._connection.execute(_OF_PERSON, one)]
        return self._transfers(sorted(rows, key=lambda row: row.key))

    def receipts(self, bank_reference: str) -> Sequence[Entry]:
        """The fund receipts that record the entry of the bank with this reference."""
        return [Entry(*row) for row in self._connection.execute(_ENTRIES, {"of": bank_reference})]

    def last_spending(self, persons: Collection[PersonKey], insurance_type: str) -> date | None:
        """None: what persons spend is not in this store."""
        return None

    def four_nature_report(self, archival_code: str) -> bool:
        """False: archive packages are not in this store."""
        return False

    def _transfers(self, rows: Iterable[Row[Any, Any, Any]]) -> list[Transfer]:
        """Those that are our agency's."""
        return [shapes.read(Transfer, row.registered) for row in rows if self._agency in (None, row.agency)]


def _accounts(rows: Iterable[tuple[Any, ...]]) -> tuple[Account, ...]:
    """The accounts of one stretch; an agency without any has one row that names none."""
    return tuple(Account(*row[_AGENCY_COLUMNS:]) for row in rows if row[_AGENCY_COLUMNS] is not None)


def _certificate(row: Row[Any, Any, Any]) -> Certificate:
    return Certificate(
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
