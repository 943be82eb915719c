"""What rules are told out of the store is what they are told out of memory: every case of a rule with registers."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from tests.validators.cases import cases, setting
from tests.validators.memory_registers import rows
from validators.registers import Account, Agency, Certificate, Entry, Transfer
from ybzj_docs.registers import Reading, Store, Writing, shapes, tables
from ybzj_docs.registers.agency_book import Book, entered
from ybzj_docs.registers.stored import StoreRegisters

#: What no store holds.
_ELSEWHERE = ("spending", "reports")
_EVER = date(1900, 1, 1)


def registered() -> Iterator[tuple[str, int]]:
    """Every case that has registers which a store can hold, and keys of its own."""
    for code, found in cases().items():
        for index, case in enumerate(found):
            if "registers" in case and not any(name in case["registers"] for name in _ELSEWHERE):
                yield code, index


def put(tx: Writing, data: dict[str, Any]) -> None:
    """The rows of a case's registers."""
    certificates = list(rows(Certificate, data.get("certificates", ())))
    if "own" in data:  # one more certificate of our own, so that we keep them
        certificates.append(rows(Certificate, [{"number": "own", "person": ["99", "own"]}])[0])
    for certificate in certificates:
        tx.connection.execute(insert(tables.certificates), certificate_row(certificate, data.get("own", "")))
    agencies = rows(Agency, data.get("agencies", ()))
    for agency in agencies:
        tx.connection.execute(insert(tables.agencies), agency_row(agency))
    accounts = {(a.code, b.number, b.valid_from): (a, b) for a in agencies for b in a.accounts}
    for agency, account in accounts.values():
        tx.connection.execute(insert(tables.agency_accounts), account_row(agency, account))
    for number, transfer in enumerate(rows(Transfer, data.get("transfers", ()))):
        key = f"transfer:{number}"
        tx.connection.execute(insert(tables.transfers), transfer_row(key, transfer))
        for name in transfer.numbers:
            tx.connection.execute(insert(tables.transfer_documents), {"number": name, "transfer": key})
    for reference, entries in data.get("receipts", {}).items():
        for entry in rows(Entry, entries):
            row = {"bank_reference": reference, "transfer": "", **dataclasses.asdict(entry)}
            tx.connection.execute(insert(tables.receipts), row)


def certificate_row(one: Certificate, region: str) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in map(str, tables.certificates.columns.keys()) if hasattr(one, name)}
    person_type, person_number = one.person
    more = {"person_type": person_type, "person_number": person_number, "used_by": shapes.written(one.used_by)}
    return {**row, **more, "version": 1, "actor": "", "agency": "", "region": region, "document": "{}"}


def agency_row(one: Agency) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in ("code", "region", "name", "valid_from", "valid_to")}
    return {**row, "agency": "{}"}


def account_row(agency: Agency, one: Account) -> dict[str, Any]:
    row = {**dataclasses.asdict(one), "valid_from": one.valid_from or _EVER}
    return {**row, "code": agency.code, "account": "{}"}


def transfer_row(key: str, one: Transfer) -> dict[str, Any]:
    person_type, person_number = one.person
    return {
        **{"key": key, "version": 1, "side": one.side, "agency": "", "open": one.open, "changed_at": "", "state": ""},
        **{"person_type": person_type, "person_number": person_number, "insurance_type": one.insurance_type},
        **{"relationship_status": one.relationship_status, "fund_status": one.fund_status},
        "registered": shapes.written(one),
    }


class Undone(Exception):
    """Takes a case's rows back."""


def test_rules_say_the_same(store: Store) -> None:
    places = list(registered())
    assert len(places) > 150
    for code, index in places:
        case = cases()[code][index]
        wanted = setting(case)
        with pytest.raises(Undone), store.writing() as tx:
            tx.connection.exec_driver_sql(
                "DROP INDEX uq_certificates_one_valid"
            )  # some cases are of broken registers
            put(tx, case["registers"])
            served = dataclasses.replace(wanted.context, registers=StoreRegisters(tx))
            assert dataclasses.replace(wanted, context=served).findings() == wanted.findings(), (code, index)
            raise Undone


def test_transfers_are_told_apart_by_agency(store: Store) -> None:
    with store.writing() as tx:
        for agency in ("a", "b"):
            transfer = rows(Transfer, [{"side": {"a": "origin", "b": "destination"}[agency]}])[0]
            tx.connection.execute(insert(tables.transfers), {**transfer_row(agency, transfer), "agency": agency})
            for number in transfer.numbers:
                row = {"number": number, "transfer": agency}
                tx.connection.execute(insert(tables.transfer_documents), row)
        for agency, side in (("a", "origin"), ("b", "destination")):
            found = StoreRegisters(tx, agency).transfer("310000ZY2026000001")
            assert found is not None
            assert found.side == side
        assert len(StoreRegisters(tx).transfers([("01", "11010519491231002X")])) == 2
        assert StoreRegisters(tx).transfers([]) == []
        assert_silent(tx)


def assert_silent(tx: Reading) -> None:
    """What no store holds."""
    registers = StoreRegisters(tx)
    assert registers.transfer("x") is None
    assert registers.last_spending([("01", "x")], "310") is None
    assert not registers.four_nature_report("x")


def test_shapes_are_read_as_written() -> None:
    for found in cases().values():
        for case in found:
            for transfer in rows(Transfer, case.get("registers", {}).get("transfers", ())):
                text = shapes.written(transfer)
                assert shapes.read(Transfer, text) == transfer
                assert (
                    shapes.written(shapes.read(Transfer, text.replace('{"amount', '{"later":1,"amount', 1))) == text
                )


def test_a_holder_that_changes_changes_the_account() -> None:
    account = {"holder": "甲", "bank": "银行", "number": "11111"}
    record = {"agency": {"name": "甲", "regionCode": "320200"}, "validFrom": "2020-01-01", "bankAccount": account}
    book, _ = entered(Book(), record, date(2026, 1, 1), "x")
    book, changes = entered(book, {**record, "bankAccount": {**account, "holder": "乙"}}, date(2026, 2, 1), "x")
    assert [one["field"] for one in changes] == ["/bankAccount/holder"]
    [held] = book.accounts
    assert (held["validFrom"], held["changedOn"]) == ("2020-01-01", "2026-02-01")
