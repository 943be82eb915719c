"""The certificate register: every move, every refusal, and the invariants under any sequence of them."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial, reduce
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stores import passing_store
from validators.registers import Certificate
from ybzj_docs import knowledge, resources
from ybzj_docs.checking.judging import Judge
from ybzj_docs.registers import Hand, Refused, Store, rebuild, verification_code, verify
from ybzj_docs.registers import certificate_uses as uses
from ybzj_docs.registers.certificate_state import MOVES, Issued, fold
from ybzj_docs.registers.certificate_tables import CERTIFICATE_TABLES, current, find, listed, verified
from ybzj_docs.registers.certificates import (
    Office,
    count_print,
    enter,
    expire,
    expire_all,
    issue,
    reissue,
    restore,
    revoke,
)
from ybzj_docs.registers.events import Event
from ybzj_docs.registers.stored import StoreRegisters

CODE, OTHER = "JDHNTJJNQ63KQRX9", "34679ACDEFGHJKMN"
PERSON = ("01", "510104199306213247")
FIRST, SECOND, THIRD = (f"510100PZ2026{serial:06d}" for serial in (1, 2, 3))
TRANSFER = "310000ZY2026000001"


def draft(**more: Any) -> dict[str, Any]:
    text = resources.read_text("schemas/forms/certificate/examples/valid/minimal.json")
    document: dict[str, Any] = orjson.loads(text)
    document["agency"]["agencyCode"] = "510100001"
    return {**document, **more}


@contextmanager
def office(store: Store, actor: str = "甲", day: str = "2026-11-02", **more: Any) -> Iterator[Office]:
    hand = Hand(actor, datetime.fromisoformat(f"{day}T09:00:00+08:00"), "测试", more.pop("channel", None))
    with store.writing() as tx:
        yield Office(tx, hand, Judge(hand.day), more.pop("agency", "510100001"), **more)


def issued(store: Store, actor: str = "甲", **more: Any) -> Issued:
    with office(store, actor) as at:
        return issue(at, draft(**more), CODE)


def served(store: Store, number: str) -> Certificate:
    with store.reading() as tx:
        found = StoreRegisters(tx).certificate(number)
    assert found is not None
    return found


def refusal(act: Callable[[], object]) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.zh
    assert refused.value.en
    return refused.value.reason, refused.value.rules


def doing(store: Store, deed: Callable[[Office], object], actor: str = "甲", **more: Any) -> object:
    with office(store, actor, **more) as at:
        return deed(at)


def test_a_certificate_is_issued_and_served_to_rules(store: Store) -> None:
    made = issued(store, documentNumber="510100PZ2026000077", printedNumber="川", printedCount=4, replaces="x")
    assert made.number == FIRST
    assert not {"printedNumber", "printedCount", "replaces"} & set(made.document)
    assert (made.document["issuedOn"], made.document["verificationCode"]) == ("2026-11-02", CODE)
    found = served(store, FIRST)
    assert (found.status, found.person, found.pooling_area, found.insurance_type) == (
        "valid",
        PERSON,
        "510100",
        "310",
    )
    with store.reading() as tx:
        registers = StoreRegisters(tx)
        assert registers.certificates(PERSON, "510100", "310") == [found]
        assert registers.certificates(PERSON, "510100", "390") == []
        assert registers.keeps_certificates_of({"agencyCode": "510100001", "regionCode": "510100"})
        assert registers.keeps_certificates_of({"regionCode": "510100"})
        assert not registers.keeps_certificates_of({"regionCode": "320200"})
        assert registers.certificate("320200PZ2026000001") is None
        assert [one.number for one in listed(tx, person_number=PERSON[1], status="valid")] == [FIRST]


def test_no_second_valid_one_of_a_relation(store: Store) -> None:
    issued(store)
    assert refusal(lambda: issued(store))[0] == "R99"
    assert issued(store, insuranceType="390").number == SECOND  # the refused one has taken no number
    doing(store, lambda at: revoke(at, FIRST), "乙")
    assert issued(store).number == THIRD


def test_what_rules_are_against_is_not_issued(store: Store) -> None:
    wrong = {"name": "林知夏", "idType": "01", "idNumber": "510104199306213248"}
    assert refusal(lambda: issued(store, person=wrong)) == ("R09", ("ID-01",))
    with pytest.raises(Refused) as refused:
        issued(store, person=wrong)
    assert refused.value.zh.startswith("ID-01 参保凭证 › 参保人 › 证件号码（/person/idNumber）：")
    assert refusal(lambda: issued(store, account={"balance": "1"}))[1] == ("ST-04",)
    assert refusal(lambda: issued(store, agency={"name": "成都", "regionCode": "5", "agencyCode": "510100001"}))[1]
    assert refusal(lambda: issued(store, agency="成都"))[0] == "R99"
    assert refusal(lambda: doing(store, lambda at: issue(at, draft(agency="成都"), CODE), agency=None))[0] == "R99"
    assert refusal(lambda: issued(store, agency={"agencyCode": "320200001"}))[0] == "R99"
    assert refusal(lambda: doing(store, lambda at: issue(at, {"documentType": "precheck"}, CODE)))[0] == "R99"
    with store.reading() as tx:
        assert tx.head()[0] == 0
    assert issued(store).number == FIRST


OLD = "川 2012 年 第 000123 号"


def test_one_from_before_the_register_is_entered_as_it_stands(store: Store) -> None:
    sheet = draft(documentNumber=OLD, issuedOn="2026-09-30", verificationCode="4711", validUntil="2026-12-31")
    entered = doing(store, lambda at: enter(at, sheet))
    assert isinstance(entered, Issued)
    assert {**entered.document, "agency": sheet["agency"]} == sheet
    assert entered.status == "valid" and served(store, OLD).issued_on == date(2026, 9, 30)
    with store.reading() as tx:
        assert verified(tx, OLD, "4711") is not None
    assert refusal(lambda: issued(store)) == ("R99", ("CF-03",))
    assert refusal(lambda: doing(store, lambda at: enter(at, sheet))) == ("R99", ("CF-01",))
    lost = doing(store, lambda at: reissue(at, OLD, CODE))
    assert isinstance(lost, Issued) and lost.document["replaces"] == OLD
    assert served(store, OLD).status == "replaced"


def test_what_is_not_entered(store: Store) -> None:
    sheet = draft(documentNumber=OLD, issuedOn="2026-09-30")
    other = {**sheet["agency"], "agencyCode": "320200001"}
    for changed in (
        {"issuedOn": "2026-11-02"},
        {"agency": other},
        {"documentNumber": "510100PZ2026-0001"},
        {"documentType": "application"},
    ):
        bad = sheet | changed
        assert refusal(lambda bad=bad: doing(store, lambda at: enter(at, bad)))[0] == "R99"
    hand = Hand("甲", datetime.fromisoformat("2026-11-02T09:00:00+08:00"))
    with store.writing() as tx:
        assert refusal(lambda: enter(Office(tx, hand, Judge(hand.day), "510100001"), sheet)) == ("R99", ())
        assert listed(tx) == []


def test_one_that_was_entered_as_replacing_itself_is_the_current_one(store: Store) -> None:
    doing(store, lambda at: enter(at, draft(documentNumber=OLD, replaces=OLD, issuedOn="2026-09-30")))
    with store.reading() as tx:
        assert current(tx, OLD) == find(tx, OLD)


def test_a_number_that_was_entered_is_not_given_again(store: Store) -> None:
    doing(store, lambda at: enter(at, draft(documentNumber=FIRST, issuedOn="2026-09-30", insuranceType="390")))
    assert issued(store).number == SECOND


@pytest.mark.parametrize("channel", ["kiosk", "online", "app"])
def test_self_service_identifies_the_person(store: Store, channel: str) -> None:
    assert refusal(lambda: issued(store, channel=channel))[0] == "R99"
    made = issued(store, channel=channel, identityProof="人脸")
    assert made.document["channel"] == channel
    lost = refusal(lambda: doing(store, lambda at: reissue(at, FIRST, OTHER), channel=channel))
    assert lost[0] == "R99"
    with office(store, channel=channel) as at:
        again = reissue(at, FIRST, OTHER, {"identityProof": "读卡"})
    assert again.document["identityProof"] == "读卡"


def test_reissue_replaces_a_valid_one_and_does_not_prolong(store: Store) -> None:
    issued(store, validUntil="2027-02-02", signature={"handledBy": "甲"})
    with office(store) as at:
        new = reissue(at, FIRST, OTHER, {"account": {"balance": "1500.00"}, "validUntil": "2030-01-01"})
    assert (new.number, new.status) == (SECOND, "valid")
    assert (new.document["replaces"], new.document["replacementCount"]) == (FIRST, 1)
    assert (new.document["validUntil"], new.document["account"]["balance"]) == ("2027-02-02", "1500.00")
    assert new.document["verificationCode"] == OTHER
    assert "signature" not in new.document
    assert served(store, FIRST).status == "replaced"
    assert refusal(lambda: doing(store, lambda at: reissue(at, FIRST, OTHER))) == ("R14", ("CF-03",))
    other = {"person": {"name": "赵一", "idType": "08", "idNumber": "E12345678"}}
    assert refusal(lambda: doing(store, lambda at: reissue(at, SECOND, OTHER, other)))[0] == "R09"


def test_a_used_one_is_reissued_as_a_duplicate(store: Store) -> None:
    issued(store)
    doing(store, lambda at: uses.use(at.tx, at.hand, FIRST, TRANSFER))
    with office(store) as at:
        duplicate = reissue(at, FIRST, OTHER)
    assert (duplicate.status, duplicate.used_by) == ("used", (TRANSFER,))
    assert duplicate.document["transferNumber"] == TRANSFER
    assert (served(store, FIRST).status, served(store, SECOND).replaces) == ("used", FIRST)


def test_the_transfer_that_used_one_is_not_let_go(store: Store) -> None:
    issued(store)
    for deed, transfer in ((uses.hold, "earlier"), (uses.hold, TRANSFER), (uses.use, TRANSFER)):
        doing(store, lambda at, deed=deed, transfer=transfer: deed(at.tx, at.hand, FIRST, transfer))
    assert served(store, FIRST).used_by == ("earlier", TRANSFER)
    for transfer in (TRANSFER, "earlier", TRANSFER):  # such as after a decease
        doing(store, lambda at, transfer=transfer: uses.let_go(at.tx, at.hand, FIRST, transfer))
    assert (served(store, FIRST).status, served(store, FIRST).used_by) == ("used", (TRANSFER,))
    with office(store) as at:
        assert reissue(at, FIRST, OTHER).document["transferNumber"] == TRANSFER


def test_one_that_was_let_go_though_used_is_healed_by_its_events() -> None:
    when = datetime.fromisoformat("2026-11-02T09:00:00+08:00")
    used = Issued(draft(), "used", 2, "甲", (TRANSFER,))
    event = Event(3, "certificate:x", 3, "let-go", 1, when, "甲", None, None, {"transfer": TRANSFER}, "", "")
    assert fold(used, event).used_by == (TRANSFER,)
    assert Issued(draft(), "used", 3, "甲").user is None  # rows of before


def test_revoke_and_restore_take_two_people(store: Store) -> None:
    issued(store)
    assert refusal(lambda: doing(store, lambda at: revoke(at, FIRST)))[0] == "R99"
    doing(store, lambda at: revoke(at, FIRST), "乙")
    assert served(store, FIRST).status == "revoked"
    assert refusal(lambda: doing(store, lambda at: revoke(at, FIRST), "丙"))[0] == "R14"
    assert refusal(lambda: doing(store, lambda at: restore(at, FIRST), "乙"))[0] == "R99"
    newer = issued(store)
    assert refusal(lambda: doing(store, lambda at: restore(at, FIRST), "丙")) == ("R99", ("CF-08",))
    doing(store, lambda at: revoke(at, newer.number), "乙")
    doing(store, lambda at: restore(at, FIRST), "丙")
    assert (served(store, FIRST).status, served(store, FIRST).restored_from) == ("valid", "revoked")
    assert refusal(lambda: doing(store, lambda at: restore(at, FIRST), "丁"))[0] == "R14"


def test_one_that_a_transfer_rests_on_is_not_revoked(store: Store) -> None:
    issued(store)
    doing(store, lambda at: uses.hold(at.tx, at.hand, FIRST, TRANSFER))
    assert refusal(lambda: doing(store, lambda at: revoke(at, FIRST), "乙")) == ("R06", ("CF-07",))
    doing(store, lambda at: uses.let_go(at.tx, at.hand, FIRST, TRANSFER))
    doing(store, lambda at: revoke(at, FIRST), "乙")
    assert refusal(lambda: doing(store, lambda at: uses.hold(at.tx, at.hand, FIRST, TRANSFER)))[0] == "R14"


def test_used_and_given_back(store: Store) -> None:
    issued(store)
    deeds: list[Callable[..., Issued | None]] = [uses.hold, uses.hold, uses.use, uses.use, uses.hold]
    for deed in deeds:
        doing(store, lambda at, deed=deed: deed(at.tx, at.hand, FIRST, TRANSFER))
    assert (served(store, FIRST).status, served(store, FIRST).used_by) == ("used", (TRANSFER,))
    for wrong in (uses.use, uses.give_back):
        assert refusal(partial(doing, store, lambda at, deed=wrong: deed(at.tx, at.hand, FIRST, "x")))[0] == "R14"
    newer = issued(store)
    back = refusal(lambda: doing(store, lambda at: uses.give_back(at.tx, at.hand, FIRST, TRANSFER)))
    assert back == ("R14", ("CF-08",))
    doing(store, lambda at: revoke(at, newer.number), "乙")
    doing(store, lambda at: uses.give_back(at.tx, at.hand, FIRST, TRANSFER))
    assert (served(store, FIRST).status, served(store, FIRST).used_by) == ("valid", (TRANSFER,))
    for deed in (uses.hold, uses.use, uses.give_back, uses.let_go):
        assert doing(store, lambda at, deed=deed: deed(at.tx, at.hand, "320200PZ2026000001", TRANSFER)) is None


def test_validity_ends(store: Store) -> None:
    with office(store, profile=knowledge.profile("SD-QD")) as at:
        assert issue(at, draft(), CODE).document["validUntil"] == "2027-02-02"
    assert refusal(lambda: doing(store, lambda at: expire(at, FIRST)))[0] == "R99"
    with store.reading() as tx:
        found = verified(tx, FIRST, "jdhn tjjn q63k qrx9")
        assert found is not None
        assert (found.status_on(date(2027, 2, 2)), found.status_on(date(2027, 2, 3))) == ("valid", "expired")
    assert (
        refusal(lambda: doing(store, lambda at: uses.use(at.tx, at.hand, FIRST, "x"), day="2027-02-03"))[0] == "R14"
    )
    for late in (
        lambda at: reissue(at, FIRST, OTHER),
        lambda at: revoke(at, FIRST),
        lambda at: count_print(at, FIRST),
    ):
        assert refusal(partial(doing, store, late, "乙", day="2027-02-03")) == ("R14", ("CF-03",))
    with office(store, day="2027-02-03") as at:
        issue(at, draft(), CODE)  # the first one has ended, which is recorded now
    assert served(store, FIRST).status == "expired"
    assert refusal(lambda: doing(store, lambda at: expire(at, FIRST), day="2027-02-03"))[0] == "R14"
    issued(store, insuranceType="390", validUntil="2026-12-31")
    with office(store, day="2027-01-01") as at:
        assert [one.number for one in expire_all(at)] == [SECOND]
        assert expire_all(at) == []


def test_printing_counts_and_changes_nothing_else(store: Store) -> None:
    before = issued(store)
    for count in (1, 2):
        with office(store) as at:
            after = count_print(at, FIRST)
        assert after.document == {**before.document, "printedCount": count}
    doing(store, lambda at: revoke(at, FIRST), "乙")
    assert refusal(lambda: doing(store, lambda at: count_print(at, FIRST)))[0] == "R14"


def test_verified_by_number_and_code(store: Store) -> None:
    issued(store)
    with store.reading() as tx:
        assert verified(tx, FIRST, "JDHN-TJJN-Q63K-QRX9") is not None
        for number, code in ((FIRST, OTHER), (FIRST, ""), (FIRST, "校验码"), (SECOND, CODE)):
            assert verified(tx, number, code) is None


def test_other_agencies_certificates_are_left_alone(store: Store) -> None:
    issued(store)
    assert refusal(lambda: doing(store, lambda at: count_print(at, FIRST), agency="320200001"))[0] == "R99"
    assert refusal(lambda: doing(store, lambda at: count_print(at, THIRD)))[0] == "R14"


def test_events_that_make_no_certificate() -> None:
    when = datetime.fromisoformat("2026-11-02T09:00:00+08:00")
    event = Event(1, "certificate:x", 1, "moved", 1, when, "甲", None, None, {}, "", "")
    with pytest.raises(ValueError, match="begins with moved"):
        fold(None, event)
    with pytest.raises(ValueError, match="no event of a certificate"):
        fold(Issued(draft(), "valid", 1, "甲"), event)


# --- any sequence of deeds, against a plain model -------------------------------------------------------------------

DEEDS = ("issue", "reissue", "revoke", "restore", "expire", "use", "give_back", "hold", "let_go", "print")


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(1, 4), st.sampled_from(["a", "b"])), max_size=25))
def test_invariants_hold_whatever_is_done(steps: list[tuple[str, int, str]]) -> None:
    with passing_store() as store:
        _go(store, steps)


def _go(store: Store, steps: list[tuple[str, int, str]]) -> None:
    before: dict[str, str] = {}
    people = itertools.cycle(["甲", "乙", "丙"])
    for deed, serial, transfer in steps:
        number = f"510100PZ2026{serial:06d}"
        try:
            with office(store, next(people)) as at:
                _do(at, deed, number, transfer)
        except Refused:
            after = _statuses(store)
            assert after == before  # nothing is written
        after = _statuses(store)
        for one, status in after.items():
            was = before.get(one)
            assert was in (None, status) or any(was in MOVES[kind][0] and MOVES[kind][1] == status for kind in MOVES)
        assert list(after.values()).count("valid") <= 1
        assert list(after) == [f"510100PZ2026{place:06d}" for place in range(1, len(after) + 1)]
        before = after
    with store.writing() as tx:
        assert rebuild(tx, [CERTIFICATE_TABLES]) == []
        assert verify(tx).faults == ()
        for number in before:
            held = find(tx, number)
            assert held is not None
            assert reduce(fold, tx.events(f"certificate:{number}"), None) == held
            assert not (held.status == "revoked" and held.used_by)


def _do(at: Office, deed: str, number: str, transfer: str) -> None:
    if deed == "issue":
        issue(at, draft(), CODE)
    elif deed == "reissue":
        reissue(at, number, CODE)
    elif deed in ("revoke", "restore", "expire", "print"):
        {"revoke": revoke, "restore": restore, "expire": expire, "print": count_print}[deed](at, number)
    else:
        getattr(uses, deed)(at.tx, at.hand, number, transfer)


def _statuses(store: Store) -> dict[str, str]:
    with store.reading() as tx:
        return {one.number: one.status for one in listed(tx)}


@given(st.binary(min_size=16, max_size=24), st.integers(0, 15), st.sampled_from(verification_code.ALPHABET))
def test_codes_show_a_slip_of_the_pen(chance: bytes, place: int, character: str) -> None:
    code = verification_code.make(chance)
    assert verification_code.is_whole(code)
    assert verification_code.is_whole(verification_code.grouped(code).lower())
    assert not set(code) & set("01258BILOSUVZ") - {"U"}
    slip = f"{code[:place]}{character}{code[place + 1 :]}"
    assert verification_code.is_whole(slip) == (slip == code)


def test_codes_need_chance() -> None:
    with pytest.raises(ValueError, match="15 bytes"):
        verification_code.make(bytes(15))
    assert not verification_code.is_whole("TEST2345ABCD6789")
