"""The agency register: entered, changed, verified, published and imported again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stores import passing_store
from ybzj_docs.registers import Hand, Refused, Store, agencies, rebuild
from ybzj_docs.registers.agencies import AGENCY_TABLES
from ybzj_docs.registers.agency_book import Book, entered
from ybzj_docs.registers.agency_table import NoTable, read_table
from ybzj_docs.registers.stored import StoreRegisters

CODE = "320200001"
HEAD = (
    "optins_no,name,admdvs,contact,tel,addr,poscode,bank_holder,bank_name,bank_code,bank_acct,valid_from,valid_to\n"
)


def hand(day: str, actor: str = "测试经办员") -> Hand:
    return Hand(actor, datetime.fromisoformat(f"{day}T09:00:00+08:00"))


def account(number: str = "62220000320200", **more: str) -> dict[str, str]:
    return {"holder": "无锡市社会保险基金管理中心", "bank": "中国测试银行", "number": number, **more}


def record(since: str = "2015-01-01", **more: Any) -> dict[str, Any]:
    name = more.pop("name", "无锡市社会保险基金管理中心")
    agency = {"name": name, "regionCode": "320200", "agencyCode": CODE}
    return {"agency": agency, "validFrom": since, "bankAccount": account(), **more}


def enter(store: Store, found: dict[str, Any], day: str) -> agencies.Entered | None:
    with store.writing() as tx:
        return agencies.enter(tx, found, hand(day))


def test_an_agency_is_served_to_rules(store: Store) -> None:
    enter(store, record(), "2026-11-02")
    assert enter(store, record(), "2026-11-03") is None
    with store.reading() as tx:
        registers = StoreRegisters(tx)
        [entry] = registers.agencies(CODE, "320200")
        assert list(registers.agencies(None, "320200")) == [entry]
        assert not registers.agencies("320200009", "320200")
        assert agencies.agency_on(tx, CODE, date(2026, 1, 1))["name"] == entry.name
        with pytest.raises(Refused):
            agencies.agency_on(tx, CODE, date(2014, 12, 31))
    assert (entry.code, entry.region, entry.valid_from, entry.valid_to) == (CODE, "320200", date(2015, 1, 1), None)
    [held] = entry.accounts
    assert (held.number, held.valid_from, held.changed_on) == ("62220000320200", date(2015, 1, 1), None)


def test_an_account_that_takes_anothers_place_has_changed(store: Store) -> None:
    enter(store, record(), "2026-01-05")
    with store.writing() as tx:
        agencies.verify(tx, CODE, hand("2026-02-01"))
    done = enter(store, record(bankAccount=account("99990000320200")), "2026-11-02")
    assert done is not None
    assert [(one["field"], one["on"]) for one in done.changes] == [("/bankAccount/number", "2026-11-02")]
    with store.reading() as tx:
        [entry] = StoreRegisters(tx).agencies(CODE, "320200")
        assert agencies.changes_of(tx, CODE)[-1]["by"] == "测试经办员"
    old, new = entry.accounts
    assert (old.valid_to, old.verified_on) == (date(2026, 11, 1), date(2026, 2, 1))
    assert (new.valid_from, new.changed_on, new.verified_on) == (date(2026, 11, 2), date(2026, 11, 2), None)


def test_a_successor_ends_the_stretch_before_and_keeps_its_name(store: Store) -> None:
    enter(store, record(), "2026-01-05")
    enter(store, record("2026-07-01", name="无锡市医疗保障中心", succeededBy="320200002"), "2026-06-20")
    with store.reading() as tx:
        first, second = agencies.book_of(tx, CODE)[1].stretches
        assert len(agencies.listed(tx, date(2026, 6, 30))) == 1
        assert len(agencies.listed(tx)) == 2
        assert agencies.listed(tx, region="310000") == []
    assert first["validTo"] == "2026-06-30"
    assert second["formerNames"] == ["无锡市社会保险基金管理中心"]


def test_what_is_published_is_imported_as_it_is(store: Store) -> None:
    for found, day in (
        (record(), "2026-01-05"),
        (record("2026-07-01", name="无锡市医疗保障中心"), "2026-06-20"),
        (record("2026-07-01", name="无锡市医疗保障中心", bankAccount=account("8888000")), "2026-10-01"),
    ):
        enter(store, found, day)
    with store.writing() as tx:
        documents = agencies.publish(tx, [CODE], CODE, hand("2026-11-02"))
        _, ours = agencies.book_of(tx, CODE)
    assert [one["documentNumber"] for one in documents] == ["320200JG2026000001", "320200JG2026000002"]
    with passing_store() as other:
        for document in documents:
            enter(other, document, "2026-11-05")
        with other.reading() as tx:
            _, theirs = agencies.book_of(tx, CODE)
    assert theirs.stretches == ours.stretches
    assert theirs.account_in(theirs.stretches[1]) == ours.account_in(ours.stretches[1])
    assert theirs.accounts[-1]["changedOn"] == "2026-10-01"


def test_refusals_write_nothing(store: Store) -> None:
    nameless = record()
    del nameless["agency"]["agencyCode"]
    for wrong in (nameless, record(validTo="2014-01-01")):
        with pytest.raises(Refused):
            enter(store, wrong, "2026-01-05")
    for codes in ([CODE], ["320200009"]):
        with pytest.raises(Refused), store.writing() as tx:
            agencies.publish(tx, codes, CODE, hand("2026-01-05"))
    with pytest.raises(Refused), store.writing() as tx:
        agencies.verify(tx, CODE, hand("2026-01-05"))
    with store.reading() as tx:
        assert tx.head()[0] == 0


def test_tables_are_made_again_from_events(store: Store) -> None:
    enter(store, record(), "2026-01-05")
    enter(store, record(bankAccount=account("99990000320200")), "2026-11-02")
    with store.writing() as tx:
        agencies.publish(tx, [CODE], CODE, hand("2026-11-03"))
        assert rebuild(tx, [AGENCY_TABLES]) == []
        tx.connection.exec_driver_sql("UPDATE agency_accounts SET holder = 'x'")
        [difference] = rebuild(tx, [AGENCY_TABLES])
        assert (difference.table, difference.extra, difference.lacking) == ("agency_accounts", 2, 2)
        assert rebuild(tx, [AGENCY_TABLES]) == []


DAYS = st.integers(0, 40).map(lambda n: (date(2026, 1, 1) + timedelta(days=30 * n)).isoformat())


@given(
    st.lists(
        st.tuples(DAYS, st.none() | DAYS, st.sampled_from("甲乙丙"), st.sampled_from(["11111", "22222"]), DAYS),
        max_size=8,
    )
)
def test_stretches_never_overlap_and_one_account_is_open(steps: list[tuple[str, str | None, str, str, str]]) -> None:
    book = Book()
    for since, until, name, number, day in steps:
        more = {"validTo": max(since, until)} if until else {}
        found = record(since, name=name, bankAccount=account(number), **more)
        book, _ = entered(book, found, date.fromisoformat(day), "x")
        again, changed = entered(book, found, date.fromisoformat(day), "x")
        assert (again.stretches, changed) == (book.stretches, [])
        bounds = [bound for one in book.stretches for bound in (one["validFrom"], one.get("validTo", "9999"))]
        assert bounds == sorted(bounds)
        assert len([one for one in book.accounts if "validTo" not in one]) <= 1
        assert all(one["validFrom"] <= one.get("validTo", "9999") for one in book.accounts)
        keys = [(one["bankAccount"]["number"], one["validFrom"]) for one in book.accounts]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_platforms_table(encoding: str) -> None:
    lines = (
        "320200001,无锡中心, 320200 ,联系人,0510,地址,214000,户名,银行,102302000000,62220,20150101,\n"
        "310000001,上海中心,310000,,,,,户名,银行,,62221,2015-01-01 00:00:00,2025-12-31\n"
        ",没有编码,310000,,,,,,,,,2015-01-01,\n"
        f"1,没有账号,310000,,{'0' * 26},,,户名,,,,,\n"
        "2,日期有误,310000,,,,,,,,,2015-13-01,\n"
    )
    rows = read_table((HEAD + lines).encode(encoding), "gb18030" if encoding == "gb18030" else "utf-8-sig")
    assert [(row.line, row.record is None, row.unusable) for row in rows] == [
        (2, False, ()),
        (3, False, ()),
        (4, True, ("optins_no",)),
        (5, False, ("bank_acct", "bank_name", "tel")),
        (6, True, ("valid_from",)),
    ]
    first, second, _, fourth, _ = (row.record or {} for row in rows)
    assert first["agency"]["regionCode"] == "320200"
    assert first["bankAccount"]["bankCode"] == "102302000000"
    assert second["validTo"] == "2025-12-31"
    assert fourth == {
        "agency": {"agencyCode": "1", "name": "没有账号", "regionCode": "310000"},
        "validFrom": "1900-01-01",
    }


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", HEAD.encode() + b"\xff", HEAD.encode() + b'"'])
def test_what_is_no_table(data: bytes) -> None:
    with pytest.raises(NoTable):
        read_table(data)
